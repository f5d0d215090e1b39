/* The dates of a request as a line of points, and why there are none. */

/** @import { PromiseData } from "../../contract" */
/** @import { Clock } from "./calendar.js" */
/** @import { Due } from "./clock.js" */
/** @import { Answer } from "./promise_answers.js" */

import { BeforeBeginningError, NeverOpenError, PastHorizonError } from "./calendar.js";
import { inPlace, isoDay, moment, timeElement } from "./clocks.js";
import { make } from "./make.js";
import { separated, text } from "./messages.js";

/**
 * A point of the line: a label, a value and what is said below it.
 * @param {string} label
 * @param {Node | string} value
 * @param {string[]} notes
 * @param {string} look
 */
function step(label, value, notes, look) {
  const name = make("span", { className: "sb-promise__label" }, label);
  const item = make("li", { className: look }, name, " ", make("strong", {}, value));
  for (const note of notes.filter(Boolean)) item.append(" ", make("small", {}, note));
  return item;
}

/** @param {number} seconds */
const time = seconds => timeElement(seconds, moment(seconds));

/**
 * When it was asked, when it is received where that is the same for all, and the date of each target.
 * @param {PromiseData} data
 * @param {number} asked
 * @param {Answer[]} answers
 * @param {boolean} isNow
 */
export function line(data, asked, answers, isNow) {
  /** @param {number} seconds */
  const there = seconds => inPlace(seconds, data.zone, data.place);
  const label = isNow ? text("script.promise.you-ask-now", {}) : text("script.promise.you-ask", {});
  const steps = [step(label, time(asked), [there(asked)], "is-start")];
  const receipts = [...new Set(answers.flatMap(({ due }) => due ? [due.received] : []))];
  if (receipts.length === 1) {
    const [at] = receipts;
    const value = at === asked ? text("script.promise.when-you-ask", {}) : time(at);
    steps.push(step(text("script.promise.counted-from", {}), value, [at === asked ? "" : there(at)], ""));
  }
  answers.forEach((answer, index) => {
    const look = index === answers.length - 1 ? "is-goal" : "";
    const from = receipts.length > 1 ? asked : null;
    steps.push(answer.due ? dated(answer, answer.due, there, from, look) : undated(answer, look));
  });
  return steps;
}

/**
 * @param {Answer} answer
 * @param {Due} due
 * @param {(seconds: number) => string} there
 * @param {number | null} asked   where targets are received at different times: when it was asked
 * @param {string} look
 */
function dated({ target }, due, there, asked, look) {
  const notes = [there(due.due), asked === null ? "" : receipt(due.received, asked), about(target, target.value)];
  const item = step(target.label, time(due.due), notes, look);
  item.dataset.measure = target.measure;
  item.dataset.received = new Date(due.received * 1000).toISOString();
  return item;
}

/**
 * @param {Answer} answer
 * @param {string} look
 */
function undated({ target, clock }, look) {
  const notes = [clock ? text("script.promise.no-date", {}) : "", about(target, "")];
  const item = step(target.label, target.value, notes, look);
  item.dataset.measure = target.measure;
  return item;
}

/**
 * @param {number} received
 * @param {number} asked
 */
function receipt(received, asked) {
  return received === asked
    ? text("script.promise.counted-at-once", {})
    : text("receipt.at", { moment: moment(received) });
}

/**
 * @param {Answer["target"]} target
 * @param {string} value
 */
function about({ often, agreed }, value) {
  return separated([value, often ?? "", agreed ? text("script.promise.by-agreement", {}) : ""].filter(Boolean));
}

/**
 * Why no date can be given, each reason once.
 * @param {Answer[]} answers
 */
export function faults(answers) {
  const reasons = answers.flatMap(({ error, clock }) => error && clock ? [reason(error, clock)] : []);
  return [...new Set(reasons)].map(said => {
    const head = make("b", {}, text("script.promise.no-date-head", {}));
    return make("div", { className: "sb-notice" }, make("p", {}, head, " ", said));
  });
}

/**
 * @param {Error} error
 * @param {Clock} clock
 */
function reason(error, clock) {
  const calendar = clock.name;
  if (error instanceof NeverOpenError) return text("script.promise.never-open", { calendar });
  if (error instanceof BeforeBeginningError) return text("script.promise.too-early", { day: isoDay(clock.first) });
  if (error instanceof PastHorizonError && clock.knownUntil === clock.last) {
    return text("script.promise.unknown", { calendar, day: isoDay(clock.last) });
  }
  return text("script.promise.too-far", { day: isoDay(clock.last) });
}
