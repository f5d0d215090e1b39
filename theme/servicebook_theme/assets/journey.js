/* When must it be done? The plan on a journey's page, for any day that the reader picks (see plan.js).

   Where a calendar is out of reach, the page stays as it is: with its plan for a typical day. */

/** @import { PlanData } from "../../contract" */
/** @import { Clock } from "./calendar.js" */
/** @import { Step } from "./plan.js" */

import { PastHorizonError } from "./calendar.js";
import {
  clocksFor, differs, eachMinute, isoDay, localDay, moment, now, placeOf, timeElement, timeThere,
} from "./clocks.js";
import { all, make, one } from "./make.js";
import { listed, nodes, text } from "./messages.js";
import { ics, midnight, plan } from "./plan.js";

const KEPT = 60_000;   // milliseconds until a file that was saved is given up
const WIDTH = 1000, SHORTEST = 12;   // of a line of bars, and of a bar: as journey_planner.py has them

class Planner {
  /** @type {Step[]} */
  steps = [];
  shown = "";

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
    this.list = one(document, "#plan_rows", HTMLElement);
    this.rows = new Map(all(this.list, "[data-step]", HTMLElement).map(row => [row.dataset.step, row]));
    this.file = one(document, "#plan_file", HTMLElement);
  }

  listen() {
    this.form.addEventListener("submit", event => event.preventDefault());
    this.form.addEventListener("input", () => this.show());
    document.addEventListener("servicebook:mine", () => this.show());
    one(document, "#plan_save", HTMLElement).addEventListener("click", () => this.#save());
    eachMinute(() => { if (this.#aged() !== this.shown) this.show(); });
  }

  /** What changes while time passes: which day is today, and how many steps are too late. */
  #aged() {
    return `${localDay(now())} ${this.steps.filter(isLate).length}`;
  }

  /** The plan for the chosen day on the page: the steps that stand there, with its dates and in its order. */
  show() {
    const { said, steps } = this.#planned();
    this.steps = steps;
    this.shown = this.#aged();
    this.said.replaceChildren(...said);
    this.said.classList.toggle("is-late", steps.some(isLate));
    for (const row of this.rows.values()) clear(row);
    for (const step of steps) {
      const row = this.rows.get(step.task.id);
      if (!row) throw new Error(`the page has no step ${step.task.id}`);
      this.#fill(row, step);
      this.list.append(row);
    }
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

  /**
   * @param {HTMLElement} row
   * @param {Step} step
   */
  #fill(row, step) {
    const clock = this.clocks[step.task.clock];
    const late = isLate(step);
    const words = step.askBy === null
      ? [make("b", {}, text("moment.before", { moment: isoDay(clock.first) }))]
      : asked(step.askBy, clock);
    if (late) words.push(" ", make("span", { className: "sb-chip is-warn" }, text("plan-step.too-late", {})));
    one(row, ".sb-plan__ask", HTMLElement).replaceChildren(...words);
    const due = step.due === null ? [] : nodes("plan-step.ready", { moment: timeElement(step.due, moment(step.due)) });
    one(row, ".sb-plan__due", HTMLElement).replaceChildren(...due);
    one(row, ".sb-plan__why", HTMLElement).replaceChildren(step.why);
    one(row, ".sb-plan__bar path", SVGElement).setAttribute("d", this.#bar(step));
    row.classList.toggle("is-late", late);
  }

  /**
   * Where the step lies between the first request and the day.
   * @param {Step} step
   */
  #bar({ askBy, due }) {
    if (due === null) return "";
    const first = Math.min(...this.steps.flatMap(step => step.askBy === null ? [] : [step.askBy]));
    const whole = midnight(this.data.days, this.by.value) - first || 1;
    /** @param {number} at */
    const x = at => Math.round(WIDTH * (at - first) / whole);
    const begin = Math.min(x(askBy ?? first), WIDTH - SHORTEST);
    return `M${begin} 4H${Math.max(x(due), begin + SHORTEST)}`;
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

/**
 * A day without a plan leaves the steps without dates.
 * @param {HTMLElement} row
 */
function clear(row) {
  for (const part of all(row, ".sb-plan__ask, .sb-plan__due, .sb-plan__why", HTMLElement)) part.replaceChildren();
  one(row, ".sb-plan__bar path", SVGElement).setAttribute("d", "");
  row.classList.remove("is-late");
}

/** @param {Step} step */
const isLate = ({ askBy }) => askBy === null || askBy < now();

/**
 * @param {Step[]} steps
 * @param {string} by
 */
function summary(steps, by) {
  const day = make("b", {}, isoDay(by));
  const late = steps.filter(isLate);
  if (!late.length) return nodes("script.plan.dates", { day });
  const number = text("script.plan.late-steps", { count: late.length, total: steps.length });
  const named = listed(late.map(({ task }) => text("plan-step.named", { title: task.title })));
  return nodes("script.plan.late", { day, late: make("b", {}, number), steps: named });
}

/**
 * "by Thu 26 Nov, 14:00"; "before" the next minute where it is the last second of one.
 * @param {number} seconds
 */
function deadline(seconds) {
  return seconds % 60 === 59
    ? text("moment.before", { moment: moment(seconds + 1) })
    : text("moment.by", { moment: moment(seconds) });
}

/**
 * The moment, and the provider's time where its clocks show something else: "by Thu 26 Nov, 14:00 (15:00 in Berlin)".
 * @param {number} seconds
 * @param {Clock} clock
 */
function asked(seconds, clock) {
  const time = make("b", {}, timeElement(seconds, deadline(seconds)));
  if (!differs(seconds, clock.zone)) return [time];
  const there = timeThere(seconds % 60 === 59 ? seconds + 1 : seconds, clock.zone);
  return nodes("script.time-beside", { time, there, place: placeOf(clock.zone) });
}

/**
 * @param {PlanData} data
 * @param {HTMLFormElement} form
 */
async function start(data, form) {
  const clocks = await clocksFor(data.clocks, form);
  if (!clocks) return;
  const planner = new Planner(data, clocks, form);
  planner.listen();
  planner.show();
  form.hidden = false;
}

const data = document.getElementById("plan_data");
const form = document.getElementById("plan_form");
if (data instanceof HTMLTemplateElement && form instanceof HTMLFormElement) {
  start(JSON.parse(data.content.textContent ?? ""), form);
}
