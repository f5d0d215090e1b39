/* Which targets of a service apply to a request and when each is due; and the same as a line of points on the page, or
   why there is no date. */

/** @import { PromiseData } from "../../contract" */
/** @import { Clock } from "./calendar.js" */
/** @import { Delay, Due, Duration } from "./clock.js" */

import { BeforeBeginningError, ClockError, NeverOpenError, PastHorizonError } from "./calendar.js";
import { delayed, due, dueAfter, running, uncertain } from "./clock.js";
import { inPlace, isoDay, moment, timeElement } from "./clocks.js";
import { make } from "./make.js";
import { nodes, separated, text } from "./messages.js";
import { language } from "./texts.js";

/**
 * A target, as its numbers say.
 * @typedef {{ measure: string, label: string, value: string, often: string, agreed: boolean, clock: number,
 *   duration: Duration | null, cutoff: number | undefined }} Target
 */

/**
 * A target with its dates, or why there are none: `clock` is null where it has no calendar. `added` are the notices
 * that have moved the date, `uncertain` those that may.
 * @typedef {{ number: number, target: Target, clock: Clock | null, due: Due | null, error: ClockError | null,
 *   added: Notice[], uncertain: Notice[] }} Answer
 * @typedef {Delay & { title: string, words: string }} Notice   `words`: what it adds
 * @typedef {{ customer: string, priority: string, channel: string }} Choice
 */

/**
 * The answers to a request, and the one from which escalation counts.
 * @param {PromiseData} data
 * @param {Clock[]} clocks
 * @param {number} asked
 * @param {Choice} choice
 */
export function answersTo(data, clocks, asked, { customer, priority, channel }) {
  const periods = data.tables[customer] ?? data.tables[""];
  const [, choices] = periods.findLast(([from]) => from <= asked) ?? periods[0];
  const [numbers, main] = choices[`${priority}/${channel}`];
  const notices = data.notices.map(([start, end, , , title, , adds]) => noticeOf(start, end, title, adds));
  const answers = numbers.map(number => answer(number, targetOf(data, number), clocks, asked, notices));
  return { answers, main: answers.find(({ number }) => number === main) };
}

/**
 * @param {PromiseData} data
 * @param {number} number
 * @returns {Target}
 */
function targetOf(data, number) {
  const [measured, kept, clock, value, amount, unit, cutoff] = data.targets[number];
  const [measure, label] = data.measures[measured], [often, agreed] = data.often[kept];
  const duration = amount === null || unit === null ? null : { amount, unit };
  return { measure, label, value, often, agreed, clock, duration, cutoff: cutoff ?? undefined };
}

/**
 * @param {number} start
 * @param {number | null} end
 * @param {string} title
 * @param {PromiseData["notices"][number][6]} adds
 * @returns {Notice}
 */
function noticeOf(start, end, title, adds) {
  return { start, end, title, adds: adds && { amount: adds[0], unit: adds[1] }, words: adds ? adds[2] : "" };
}

/**
 * @param {number} number
 * @param {Target} target
 * @param {Clock[]} clocks
 * @param {number} asked
 * @param {Notice[]} notices
 * @returns {Answer}
 */
function answer(number, target, clocks, asked, notices) {
  const clock = clocks[target.clock] ?? null;
  const none = { number, target, due: null, error: null, added: [], uncertain: [] };
  const { duration } = target;
  if (!clock || !duration) return { ...none, clock: null };
  try {
    const added = running(notices, asked);
    const found = delayed(clock, due(clock, asked, duration, target.cutoff), added);
    return { ...none, clock, due: found, added, uncertain: uncertain(notices, asked, found.due) };
  } catch (error) {
    if (!(error instanceof ClockError)) throw error;
    return { ...none, clock, error };
  }
}

/**
 * From when on a level of escalation may be asked; null where that cannot be known.
 * @param {PromiseData["levels"][number]} after
 * @param {Answer} answer
 */
export function levelStart(after, { clock, due: given }) {
  if (!given || !clock) return null;
  if (!after) return given.due;
  const [amount, unit] = after;
  try {
    return dueAfter(clock, given.due, { amount, unit }).due;
  } catch (error) {
    if (error instanceof ClockError) return null;
    throw error;
  }
}

/**
 * A point of the line: a label, a value and what is said below it.
 * @param {string} label
 * @param {Node | string} value
 * @param {string[]} notes
 * @param {string} look
 */
function step(label, value, notes, look) {
  const name = make("span", {}, label);
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
  const receipts = [...new Set(answers.flatMap(given => given.due ? [given.due.received] : []))];
  if (receipts.length === 1) {
    const [at] = receipts;
    const value = at === asked ? text("script.promise.when-you-ask", {}) : time(at);
    steps.push(step(text("script.promise.counted-from", {}), value, [at === asked ? "" : there(at)], ""));
  }
  answers.forEach((given, index) => {
    const look = index === answers.length - 1 ? "is-goal" : "";
    const counted = given.due && receipts.length > 1 ? receipt(given, given.due, answers, asked) : "";
    steps.push(given.due ? dated(given, given.due, there, counted, look) : undated(given, look));
  });
  return steps;
}

/**
 * The date that matters most, for asking now, and what goes before it, in two lines; none where no date is known.
 * @param {PromiseData} data
 * @param {Answer[]} answers
 * @param {string | null} priority   for which it is, where that is not the usual one
 */
export function brief(data, answers, priority) {
  const dates = answers.flatMap(
    ({ target, due: date, added, uncertain: open }) => date ? [{ target, at: date.due, added, open }] : [],
  );
  const goal = dates.pop();
  if (!goal) return [];
  const promise = goal.target.label.charAt(0).toLocaleLowerCase(language) + goal.target.label.slice(1);
  const value = make("strong", {}, time(goal.at));
  const look = goal.open.length ? "is-uncertain" : "";
  const first = make("p", { className: look }, ...nodes("script.promise.ask-now", { promise, time: value }));
  const notes = [
    inPlace(goal.at, data.zone, data.place),
    goal.target.often,
    goal.target.agreed ? text("script.promise.by-agreement", {}) : "",
    ...delays(goal.added, goal.open),
    priority ? text("script.promise.for-priority", { priority }) : "",
  ].filter(Boolean);
  const small = make("small", {}, notes.join(" · "));
  if (notes.length) first.append(" ", small);
  return [first, ...dates.map(({ target, at }) => make("p", {}, `${target.label} `, time(at)))];
}

/**
 * What moves a date, and whether it may move. Why stands in the page's notices, once.
 * @param {Notice[]} added
 * @param {Notice[]} open
 */
function delays(added, open) {
  const more = added.map(({ words }) => text("delay.more", { duration: words }));
  return open.length ? [...more, text("delay.uncertain-date", {})] : more;
}

/**
 * @param {Answer} answer
 * @param {Due} date
 * @param {(seconds: number) => string} there
 * @param {string} counted   from when, where that is not the same for all
 * @param {string} look
 */
function dated({ target, added, uncertain: open }, date, there, counted, look) {
  const notes = [
    there(date.due),
    counted,
    about(target, target.value),
    ...delays(added, open),
  ];
  const item = step(target.label, time(date.due), notes, open.length ? `${look} is-uncertain`.trim() : look);
  item.dataset.measure = target.measure;
  item.dataset.received = new Date(date.received * 1000).toISOString();
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
 * From when it counts, and why not from when the others do.
 * @param {Answer} answer
 * @param {Due} date
 * @param {Answer[]} answers
 * @param {number} asked
 */
function receipt({ target, clock }, { received }, answers, asked) {
  const said = received === asked
    ? text("script.promise.counted-at-once", {})
    : text("receipt.at", { moment: moment(received) });
  const others = answers.filter(other => other.due);
  const { cutoff } = target;
  const isLate = others.some(other => other.clock === clock && other.due && other.due.received < received);
  if (cutoff !== undefined && isLate) {
    const clockTime = [Math.floor(cutoff / 60), cutoff % 60].map(part => String(part).padStart(2, "0")).join(":");
    return text("receipt.because", { receipt: said, why: text("receipt.cutoff", { time: clockTime }) });
  }
  if (!clock || others.every(other => other.clock === clock)) return said;
  return text("receipt.because", { receipt: said, why: text("receipt.hours", { calendar: clock.name }) });
}

/**
 * @param {Answer["target"]} target
 * @param {string} value
 */
function about({ often, agreed }, value) {
  return separated([value, often, agreed ? text("script.promise.by-agreement", {}) : ""].filter(Boolean));
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
