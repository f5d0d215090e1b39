/* When must it be done? The plan on a journey's page, for any day that the reader picks (see plan.js).

   Where a calendar is out of reach, the page stays as it is: with its plan for a typical day. */

/** @import { PlanData } from "../../contract" */
/** @import { Clock } from "./calendar.js" */
/** @import { Step } from "./plan.js" */

import { PastHorizonError } from "./calendar.js";
import { clockAt, inPlace, isoDay, moment, now, timeElement } from "./clocks.js";
import { make, one } from "./make.js";
import { nodes, text } from "./messages.js";
import { ics, plan } from "./plan.js";

const KEPT = 60_000;   // milliseconds until a file that was saved is given up

class Planner {
  /** @type {Step[]} */
  steps = [];

  /**
   * @param {PlanData} data
   * @param {Clock[]} clocks
   * @param {HTMLFormElement} form
   */
  constructor(data, clocks, form) {
    this.data = data;
    this.clocks = clocks;
    this.form = form;
    this.by = one(form, "[name=by]", HTMLInputElement);
    this.said = one(document, "#plan_said", HTMLElement);
    this.rows = one(document, "#plan_rows", HTMLElement);
    this.file = one(document, "#plan_file", HTMLElement);
    this.labels = [...one(document, "#plan thead tr", HTMLTableRowElement).cells].map(head => head.textContent ?? "");
  }

  listen() {
    this.form.addEventListener("submit", event => event.preventDefault());
    this.form.addEventListener("input", () => this.show());
    document.addEventListener("servicebook:mine", () => this.show());
    one(document, "#plan_save", HTMLElement).addEventListener("click", () => this.#save());
  }

  /** The plan for the chosen day on the page. */
  show() {
    const { said, steps } = this.#planned();
    this.steps = steps;
    this.said.replaceChildren(...said);
    this.rows.replaceChildren(...steps.map(step => this.#row(step)));
    this.file.hidden = !steps.length || steps.some(({ askBy }) => askBy === null);
  }

  /**
   * The steps, none where the day has no plan, and what is said of them.
   * @returns {{ said: Array<string | Node>, steps: Step[] }}
   */
  #planned() {
    const { value: by, validity, min, max } = this.by;
    if (!by) return { said: [text("script.plan.pick-a-day", {})], steps: [] };
    if (!validity.valid) {
      return { said: [text("script.plan.out-of-range", { first: isoDay(min), last: isoDay(max) })], steps: [] };
    }
    try {
      const steps = plan(this.data, this.clocks, by);
      return { said: summary(steps, by), steps };
    } catch (error) {
      if (!(error instanceof PastHorizonError)) throw error;
      return { said: [text("script.plan.unknown", { day: isoDay(by) })], steps: [] };
    }
  }

  /** @param {Step} step */
  #row(step) {
    const { task } = step;
    const clock = this.clocks[task.clock];
    const late = isLate(step);
    const link = make("a", { href: `#step-${task.id}` }, task.title);
    const reason = text("plan-step.note", { who: task.who, why: step.why });
    const asked = step.askBy === null
      ? [make("b", {}, text("moment.before", { moment: isoDay(clock.first) }))]
      : [make("b", {}, timeElement(step.askBy, deadline(step.askBy))), ...beside(step.askBy, clock, deadline)];
    if (late) asked.push(make("span", { className: "sb-chip is-warn" }, text("plan-step.too-late", {})));
    const due = step.due === null ? [] : [timeElement(step.due, moment(step.due)), ...beside(step.due, clock, moment)];
    const title = make("div", { dir: "auto" }, link, " ", make("small", {}, reason));
    const cells = [title, make("div", {}, ...spaced(asked)), make("div", {}, ...spaced(due))];
    const look = late ? "is-late" : "";
    return make("tr", { className: look, role: "row" }, ...cells.map((content, at) => this.#cell(content, at)));
  }

  /**
   * @param {HTMLElement} content
   * @param {number} at
   */
  #cell(content, at) {
    const cell = make(at ? "td" : "th", { role: at ? "cell" : "rowheader" }, content);
    cell.dataset.label = this.labels[at];
    if (!at) cell.scope = "row";
    return cell;
  }

  #save() {
    const by = this.by.value;
    const file = new Blob([ics(this.data, this.steps, by)], { type: "text/calendar;charset=utf-8" });
    const href = URL.createObjectURL(file);
    const link = make("a", { href, download: `${this.data.journey}-${by}.ics` });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(href), KEPT);
  }
}

/** @param {Step} step */
const isLate = ({ askBy }) => askBy === null || askBy < now();

/**
 * @param {Step[]} steps
 * @param {string} by
 */
function summary(steps, by) {
  const day = make("b", {}, isoDay(by));
  const late = steps.filter(isLate).length;
  if (!late) return nodes("script.plan.dates", { day });
  const number = text("script.plan.late-steps", { count: late, total: steps.length });
  return nodes("script.plan.late", { day, late: make("b", {}, number) });
}

/**
 * "by Thu 26 Nov, 14:00"; "before" the next minute where it is the last second of one.
 * @param {number} seconds
 * @param {string} [zone]
 */
function deadline(seconds, zone) {
  return seconds % 60 === 59
    ? text("moment.before", { moment: moment(seconds + 1, zone) })
    : text("moment.by", { moment: moment(seconds, zone) });
}

/**
 * The same in the provider's zone, where its clocks show something else.
 * @param {number} seconds
 * @param {Clock} clock
 * @param {(seconds: number, zone?: string) => string} write
 */
function beside(seconds, clock, write) {
  const there = inPlace(seconds, clock.zone, undefined, write);
  return there ? [make("small", {}, there)] : [];
}

/** @param {Node[]} parts */
const spaced = parts => parts.flatMap((part, at) => at ? [" ", part] : [part]);

/**
 * @param {PlanData} data
 * @param {HTMLFormElement} form
 */
async function start(data, form) {
  let clocks;
  try {
    clocks = await Promise.all(data.clocks.map(clockAt));
  } catch {
    form.remove();
    return;
  }
  const planner = new Planner(data, clocks, form);
  planner.listen();
  planner.show();
  form.hidden = false;
}

const data = document.getElementById("plan_data");
const form = document.getElementById("plan_form");
if (data?.textContent && form instanceof HTMLFormElement) start(JSON.parse(data.textContent), form);
