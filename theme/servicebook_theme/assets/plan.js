/* A journey planned backwards: the same dates, sentences and calendar file as servicebook.analysis.plan,
   servicebook.pages.dates.plan_sentences and servicebook.reports.plan_ics give; a test holds them together. Nothing
   here knows a page. Instants are whole seconds since 1970. */

/** @import { PlanData, PlanTask } from "../../contract" */
/** @import { Clock, Reason, SkippedPeriod } from "./calendar.js" */
/** @import { Delay, Due, Duration } from "./clock.js" */

import { BeforeBeginningError, DAY, PastHorizonError } from "./calendar.js";
import { delayed, due, dueAfter, running, uncertain } from "./clock.js";
import { listed, skippedWords, text } from "./messages.js";

/**
 * A step of a plan: until when it must be asked for, when it is due then, and why. What would have had to be asked
 * for before all that is published has null for its dates.
 * @typedef {{ task: PlanTask, askBy: number | null, due: number | null, skipped: SkippedPeriod[], why: string }} Step
 */

const NAMED = 2;   // how many of the steps that wait for one are named
/** @type {ReadonlySet<Reason>} */
const TOLD = new Set(["weekend", "weekday", "holiday", "closure"]);   // of nights and breaks the hours tell

/**
 * The last second for which the due date is at most `needed`: found by halving, as a later request is never due
 * earlier.
 * @param {Clock} clock
 * @param {number} needed
 * @param {(asked: number) => number} dueOf
 */
export function latestStart(clock, needed, dueOf) {
  clock.mustKnow(needed);
  const first = clock.midnights[clock.firstDay];
  /** @param {number} at */
  const inTime = at => {
    try {
      return dueOf(at) <= needed;
    } catch (error) {
      if (error instanceof PastHorizonError) return false;   // later than all that is published, as `needed` is
      throw error;
    }
  };
  let step = DAY, early = Math.max(needed - DAY, first);
  while (!inTime(early)) {
    if (early === first) throw new BeforeBeginningError(clock.name);
    step *= 4;
    early = Math.max(needed - step, first);
  }
  let late = needed + 1;  // nothing is due before it is asked for
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (inTime(middle)) early = middle;
    else late = middle;
  }
  return early;
}

/**
 * The same where delays move the date: nothing later than without them is in time, as they only add; going back, those
 * that run change where one begins or ends.
 * @param {Clock} clock
 * @param {number} needed
 * @param {Delay[]} delays
 * @param {(asked: number, added: Delay[]) => number} dueOf
 */
export function latestDelayed(clock, needed, delays, dueOf) {
  let latest = latestStart(clock, needed, at => dueOf(at, []));
  for (let added = running(delays, latest); added.length; added = running(delays, latest)) {
    const edges = delays.flatMap(({ start, end, adds }) => adds ? [start, ...end === null ? [] : [end]] : []);
    const begin = Math.max(...edges.filter(edge => edge <= latest));
    const here = added;
    const found = latestStart(clock, needed, at => dueOf(at, here));
    if (found >= begin) return Math.min(found, latest);
    latest = begin - 1;
    if (latest < clock.midnights[clock.firstDay]) throw new BeforeBeginningError(clock.name);
  }
  return latest;
}

/**
 * The instant with which an ISO day begins in the organization's zone.
 * @param {PlanData["days"]} days
 * @param {string} iso
 */
export function midnight({ begin, midnight: first, lengths }, iso) {
  let at = first;
  const count = (Date.parse(iso) - Date.parse(begin)) / (DAY * 1000);
  for (let day = 0; day < count; day += 1) at += lengths[day] ?? DAY;
  return at;
}

/**
 * The steps of the plan, the first to ask for at the top.
 * @param {PlanData} data
 * @param {Clock[]} clocks
 * @param {string} iso   the day before which all must be done
 */
export function plan(data, clocks, iso) {
  const deadline = midnight(data.days, iso);
  /** @type {Step[]} */
  const steps = [];
  for (let number = data.tasks.length - 1; number >= 0; number -= 1) {   // a step waits for earlier ones only
    const task = data.tasks[number];
    const waiting = data.tasks.flatMap((other, at) => other.after.includes(number) ? [steps[at]] : []);
    steps[number] = planned(task, clocks[task.clock], deadline, waiting);
  }
  return steps.sort((one, other) => (one.askBy ?? -Infinity) - (other.askBy ?? -Infinity) || 0);
}

/**
 * @param {PlanTask} task
 * @param {Clock} clock
 * @param {number} deadline
 * @param {Step[]} waiting   the steps that wait for it
 * @returns {Step}
 */
function planned(task, clock, deadline, waiting) {
  const needed = waiting.reduce((/** @type {number | null} */ earliest, { askBy }) =>
    earliest === null || askBy === null ? null : Math.min(earliest, askBy), deadline);
  const dates = needed === null ? UNKNOWN : lastMoment(task, clock, needed);
  const reason = why(task, dates.skipped, waiting.map(step => step.task.title));
  return { task, ...dates, why: [reason, ...moved(task, dates)].join(" ") };
}

/** @type {Pick<Step, "askBy" | "due" | "skipped">} */
const UNKNOWN = { askBy: null, due: null, skipped: [] };

/**
 * @param {PlanTask} task
 * @param {Clock} clock
 * @param {number} needed
 */
function lastMoment(task, clock, needed) {
  /** @type {Duration} */
  const duration = { amount: task.amount, unit: task.unit };
  const counted = task.after.length ? dueAfter : due;
  const delays = delaysOf(task);
  /** @type {(at: number, added: Delay[]) => Due} */
  const dueOf = (at, added) => delayed(clock, counted(clock, at, duration, task.cutoff), added);
  try {
    const askBy = latestDelayed(clock, needed, delays, (at, added) => dueOf(at, added).due);
    const found = dueOf(askBy, running(delays, askBy));
    return { askBy, due: found.due, skipped: found.skippedPeriods };
  } catch (error) {
    if (error instanceof BeforeBeginningError) return UNKNOWN;
    throw error;
  }
}

/** @param {PlanTask} task */
function delaysOf({ notices }) {
  return notices.map(([start, end, title, adds]) => {
    /** @type {Duration | null} */
    const duration = adds && { amount: adds[0], unit: adds[1] };
    return { start, end, title, adds: duration, words: adds ? adds[2] : "" };
  });
}

/**
 * A sentence for each notice that moves the date, or may.
 * @param {PlanTask} task
 * @param {Pick<Step, "askBy" | "due">} dates
 */
function moved(task, { askBy, due: until }) {
  if (askBy === null || until === null) return [];
  const delays = delaysOf(task);
  return [
    ...running(delays, askBy).map(({ words, title }) => text("delay.added", { duration: words, notice: title })),
    ...uncertain(delays, askBy, until).map(({ title }) => text("delay.uncertain", { notice: title })),
  ];
}

/**
 * One sentence: within what, on whose hours, what is passed over, and what waits for it.
 * @param {PlanTask} task
 * @param {SkippedPeriod[]} skipped
 * @param {string[]} waiting
 */
function why({ promised }, skipped, waiting) {
  const periods = skippedWords(skipped.filter(({ reason }) => TOLD.has(reason)));
  return periods.length
    ? text("plan-step.why-skipping", { promised, periods: listed(periods), before: named(waiting) })
    : text("plan-step.why", { promised, before: named(waiting) });
}

/** @param {string[]} waiting */
function named(waiting) {
  if (!waiting.length) return text("plan-step.day-begins", {});
  const first = waiting.slice(0, NAMED).map(title => text("plan-step.named", { title }));
  const count = waiting.length - first.length;
  return listed(count ? [...first, text("plan-step.others", { count })] : first);
}

/**
 * The plan as an iCalendar file; of steps that all have dates.
 * @param {PlanData} data
 * @param {Step[]} steps
 * @param {string} iso
 */
export function ics(data, steps, iso) {
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Servicebook//Plan of a journey//EN"];
  const day = iso.replaceAll("-", "");
  for (const { task, askBy, why: reason } of steps) {
    const start = new Date(Number(askBy) * 1000).toISOString().replace(/[-:]|\.\d+/g, "");
    const description = text("plan-step.description", { journey: data.name, who: task.who, why: reason });
    lines.push(
      "BEGIN:VEVENT", `UID:${data.journey}.${task.id}.${day}@servicebook`, `DTSTAMP:${data.stamp}`, `DTSTART:${start}`,
      `SUMMARY:${escaped(task.summary)}`, `DESCRIPTION:${escaped(description)}`, "TRANSP:TRANSPARENT",
      "BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${escaped(task.summary)}`, "TRIGGER:-P1D", "END:VALARM",
      "END:VEVENT",
    );
  }
  lines.push("END:VCALENDAR");
  return lines.map(line => `${folded(line)}\r\n`).join("");
}

/** @param {string} value */
const escaped = value => value.replace(/[\\;,]/g, "\\$&").split(/\s+/).filter(Boolean).join(" ");

/**
 * A line in pieces of at most 75 octets, none of which divides a character.
 * @param {string} line
 */
function folded(line) {
  const encoder = new TextEncoder();
  const pieces = [""];
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > 75) {
      pieces.push(" ");
      octets = 1;
    }
    pieces[pieces.length - 1] += character;
    octets += size;
  }
  return pieces.join("\r\n");
}
