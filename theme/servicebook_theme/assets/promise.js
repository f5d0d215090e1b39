/* The calculator of a service's page: when will it be done, asked now or at another time.

   #promise_data says which targets apply to each choice (made by servicebook.pages.dates.promise_lookup); clock.js
   counts them. Nothing is shown that was not counted: where a calendar is out of reach the page stays as it is, and
   what leads to the table of typical days is unfolded. */

/** @import { PromiseData } from "../../contract" */
/** @import { Clock, Reason } from "./calendar.js" */
/** @import { Answer } from "./promise_answers.js" */

import {
  clocksFor, eachMinute, fieldTime, instantOf, moment, nextAt, now, placeOf, saidZone, timeElement,
} from "./clocks.js";
import { all, make, one } from "./make.js";
import { nodes, separated, skippedWords, text } from "./messages.js";
import { mine, say } from "./mine.js";
import { answersTo, brief, faults, levelStart, line } from "./promise_answers.js";

/** @type {ReadonlySet<Reason>} */
const PLAIN = new Set(["night", "break"]);   // that they do not count is plain from the hours
const MOST_BESIDE = 5;   // dates that a line has room for beside one another

class Calculator {
  /**
   * @param {PromiseData} data
   * @param {Clock[]} clocks
   * @param {HTMLFormElement} form
   */
  constructor(data, clocks, form) {
    this.data = data;
    this.clocks = clocks;
    this.form = form;
    this.isNow = true;
    this.chips = all(form, "[data-ask]", HTMLButtonElement);
    this.at = one(form, "[name=at]", HTMLInputElement);
    this.list = one(document, "#promise_line", HTMLElement);
    this.said = one(document, "#promise_said", HTMLElement);
  }

  listen() {
    this.form.addEventListener("submit", event => event.preventDefault());
    this.form.addEventListener("input", event => {
      const field = event.target;
      if (field === this.at) this.#press(null);
      if (field instanceof HTMLSelectElement && field.name === "customer") say({ department: field.value || null });
      this.show({ telling: true });
    });
    for (const chip of this.chips) chip.addEventListener("click", () => {
      const [weekday, time] = (chip.dataset.ask ?? "").split(" ");
      this.at.value = time ? nextAt(Number(weekday), time) : fieldTime(now());
      this.#press(chip);
      this.show({ telling: true });
    });
    document.addEventListener("servicebook:mine", () => {
      this.recall();
      this.show({ telling: true });
    });
    eachMinute(() => this.show({ telling: false }));   // a chosen time as well: "today" ends at midnight
  }

  /** The time that is asked at unless somebody chooses another. */
  chooseNow() {
    this.#press(this.chips[0]);
  }

  /**
   * Only the first of them stands for now, which moves on; any other wrote its time into the field.
   * @param {HTMLButtonElement | null} chosen
   */
  #press(chosen) {
    this.isNow = chosen !== null && chosen === this.chips[0];
    for (const chip of this.chips) chip.ariaPressed = String(chip === chosen);
  }

  /** The reader's department, where it is among those that make a difference. */
  recall() {
    const select = this.#select("customer");
    const { department } = mine();
    if (!select) return;
    const isListed = department !== null && [...select.options].some(option => option.value === department);
    select.value = isListed ? department : "";
  }

  /** A request that the address says: Start here leads to the calculator with one of its situations in the fields. */
  take() {
    const said = new URLSearchParams(location.search);
    const at = Date.parse(said.get("asked") ?? "");
    if (Number.isNaN(at)) return;
    this.at.value = fieldTime(at / 1000);
    this.#press(null);
    for (const name of /** @type {const} */ (["priority", "customer"])) {
      const select = this.#select(name), value = said.get(name);
      if (select && value !== null && [...select.options].some(option => option.value === value)) select.value = value;
    }
  }

  /**
   * @param {"customer" | "priority" | "channel"} name
   * @returns {HTMLSelectElement | null}
   */
  #select(name) {
    return this.form.querySelector(`select[name=${name}]`);
  }

  /**
   * What was chosen: the instant in whole seconds, NaN where the field is empty. Now is the beginning of this minute:
   * calendars and cutoffs are in whole minutes, so nothing is received otherwise for it, and no date has seconds.
   */
  #asked() {
    return this.isNow ? now() - now() % 60 : instantOf(this.at.value);
  }

  /** @param {{ telling: boolean }} how   whether screen readers are told */
  show({ telling }) {
    this.#answer();
    const asked = this.#asked();
    if (Number.isNaN(asked)) return;
    const { answers, main } = answersTo(this.data, this.clocks, asked, {
      customer: this.#select("customer")?.value ?? "",
      priority: this.#select("priority")?.value ?? this.data.default,
      channel: this.#select("channel")?.value ?? "",
    });
    const steps = line(this.data, asked, answers, this.isNow);
    this.list.classList.toggle("is-upright", steps.length > MOST_BESIDE);
    replace(this.list, steps);
    replace(one(document, "#promise_beside", HTMLElement), [...faults(answers), ...notices(this.data, asked, answers)]);
    replace(one(document, "#promise_why", HTMLElement), [...skipped(answers), ...inSaidZone(asked)]);
    this.#escalate(asked, main);
    if (telling) this.said.textContent = steps.map(step => step.textContent).join("; ");
  }

  /** The first screen's line: the date for asking now, for the reader's department and the usual priority. */
  #answer() {
    const asked = now() - now() % 60;
    const priority = this.#select("priority");
    const usual = priority ? [...priority.options].find(option => option.defaultSelected) : undefined;
    const { answers } = answersTo(this.data, this.clocks, asked, {
      customer: this.#select("customer")?.value ?? "",
      priority: usual?.value ?? this.data.default,
      channel: "",
    });
    const lines = brief(this.data, answers, usual && usual.value !== this.data.default ? usual.text : null);
    if (lines.length) replace(one(document, "#promise_now", HTMLElement), lines);   // else the promise stays
  }

  /**
   * From when on each level of escalation may be asked.
   * @param {number} asked
   * @param {Answer | undefined} answer
   */
  #escalate(asked, answer) {
    const foot = document.getElementById("promise_late");
    if (!foot) return;
    const given = answer?.due ? answer : null;
    all(document, "[data-late]", HTMLElement).forEach((mark, index) => {
      const from = given && levelStart(this.data.levels[index], given);
      replace(mark, from === null ? [] : nodes("script.promise.from", { time: timeElement(from, moment(from)) }));
    });
    foot.hidden = !given;
    if (!given) return;
    replace(foot, this.isNow
      ? [text("script.promise.if-now", {})]
      : nodes("script.promise.if-on", { time: timeElement(asked, moment(asked)) }));
  }
}

/**
 * Replaces what differs only, so that nothing is announced or repainted each minute.
 * @param {HTMLElement} element
 * @param {Array<Node | string>} children
 */
function replace(element, children) {
  const after = make("div", {}, ...children);
  if (after.innerHTML !== element.innerHTML) element.replaceChildren(...after.childNodes);
}

/**
 * Delays and changes in the time from asking until the last date, and whether the dates count them; those only that
 * the page does not tell as it is: they were over when it was built.
 * @param {PromiseData} data
 * @param {number} asked
 * @param {Answer[]} answers
 */
function notices(data, asked, answers) {
  const last = Math.max(asked, ...answers.flatMap(answer => answer.due ? [answer.due.due] : []));
  const told = new Set(all(document, "#promise .sb-answer__notice a", HTMLAnchorElement).map(link => link.href));
  return data.notices.filter(([from, until]) => from <= last && (until === null || until > asked))
    .filter(notice => !told.has(new URL(notice[5], document.baseURI).href))
    .map(([from, until, effect, head, title, href, adds]) => {
      const isAdded = adds && from <= asked && (until === null || asked < until);
      const what = make("b", {}, text("script.promise.notice-head", { head }));
      const link = make("a", { href }, title);
      return make("div", { className: `sb-notice is-${effect}` },
        make("p", {}, ...nodes(`script.promise.notice-${isAdded ? "added" : effect}`, { what, notice: link })));
    });
}

/**
 * What was passed over, each once: a day's name, the weekend.
 * @param {Answer[]} answers
 */
function skipped(answers) {
  const met = new Map(answers.flatMap(({ due }) => due?.skippedPeriods ?? [])
    .map(period => [`${period.start} ${period.reason} ${period.name}`, period]));
  const told = [...met.values()].filter(({ reason, name }) => name !== null || !PLAIN.has(reason));
  const periods = separated(skippedWords(told.sort((former, latter) => former.start - latter.start)));
  return periods ? [text("not-counted.periods", { periods }), " "] : [];
}

/**
 * In whose time the dates are, where it is not that of the device.
 * @param {number} asked
 */
function inSaidZone(asked) {
  const zone = saidZone(asked);
  return zone ? [text("script.promise.zone", { place: placeOf(zone) }), " "] : [];
}

/**
 * @param {PromiseData} data
 * @param {HTMLFormElement} form
 */
async function start(data, form) {
  one(document, "#promise_line", HTMLElement).after(
    make("p", { className: "sb-hidden", role: "status", id: "promise_said" }), make("div", { id: "promise_beside" }));
  const clocks = await clocksFor(data.clocks, form);
  if (!clocks) {
    /** @type {HTMLDetailsElement | null} */
    const folded = document.querySelector("details.sb-moments");
    if (folded) folded.open = true;
    return;
  }
  const calculator = new Calculator(data, clocks, form);
  calculator.chooseNow();
  form.hidden = false;
  calculator.recall();
  calculator.take();
  calculator.at.value ||= fieldTime(now());
  calculator.listen();
  calculator.show({ telling: false });
}

/**
 * Few readers unfold the table of typical moments: what brings it comes only then.
 * @param {HTMLDetailsElement} fold
 */
async function bring(fold) {
  if (fold.open) await (await import("./moments.js")).bringMoments(fold);
}

for (const fold of all(document, "details.sb-moments", HTMLDetailsElement)) {
  fold.addEventListener("toggle", () => bring(fold));   // each time: what was out of reach may be there again
  bring(fold);   // a browser may have unfolded it already, as it was when the reader left
}
const data = document.getElementById("promise_data");
const form = document.getElementById("promise_when");
if (data instanceof HTMLTemplateElement && form instanceof HTMLFormElement) {
  start(JSON.parse(data.content.textContent ?? ""), form);
}
