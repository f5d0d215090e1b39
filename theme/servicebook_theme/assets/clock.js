/* When a promise is due: the same answers as servicebook.clock.promise and servicebook.clock.delays give, in the same
   steps and under the same names (a test holds them together). A `cutoff` is minutes after the day's beginning in
   local time, or null. */

/** @import { PromiseUnit } from "../../contract" */
/** @import { Clock, SkippedPeriod } from "./calendar.js" */

import { bisectLeft, bisectRight, DAY, PastHorizonError } from "./calendar.js";
import { skippedPeriods } from "./skipped_periods.js";

/**
 * @typedef {{ amount: number, unit: PromiseUnit }} Duration
 * @typedef {{ received: number, day: number, due: number }} Moments   `day` is the number of the day of receipt
 * @typedef {Moments & { skippedPeriods: SkippedPeriod[] }} Due
 * @typedef {{ start: number, end: number | null, adds: Duration | null }} Delay   without `adds` it moves nothing
 */

/** @type {Readonly<Partial<Record<PromiseUnit, number>>>} */
const OPEN_SECONDS = { second: 1, minute: 60, hour: 3600 };

/**
 * When a request is received, and on which day.
 * @param {Clock} clock
 * @param {number} asked
 * @param {number | null} cutoff
 */
function received(clock, asked, cutoff) {
  clock.mustKnow(asked);
  if (!clock.everOpen) throw clock.noMore();
  let index = clock.openOrNext(asked);
  if (index !== null && isPast(clock, asked, clock.days[index], cutoff)) {
    index = clock.onLaterDay(asked, clock.days[index]);
  }
  if (index === null) throw clock.noMore();
  return { at: Math.max(asked, clock.starts[index]), day: clock.days[index] };
}

/**
 * When it is due.
 * @param {Clock} clock
 * @param {number} asked
 * @param {Duration} duration
 * @param {number | null} [cutoff]
 * @returns {Due}
 */
export function due(clock, asked, duration, cutoff = null) {
  return explained(clock, asked, duration, dueMoments(clock, asked, duration, cutoff));
}

/**
 * The same from another due date, whose closing's day is the day of receipt.
 * @param {Clock} clock
 * @param {number} start
 * @param {Duration} duration
 * @param {number | null} [cutoff]
 * @returns {Due}
 */
export function dueAfter(clock, start, duration, cutoff = null) {
  clock.mustKnow(start);
  const closing = clock.working.slice(bisectLeft(clock.closes, start), bisectRight(clock.closes, start));
  const last = closing.at(-1);
  const moments = last !== undefined && !isPast(clock, start, closing[0], cutoff)
    ? { received: start, day: last, due: dueAt(clock, start, last, duration) }
    : dueMoments(clock, start, duration, cutoff);
  return explained(clock, start, duration, moments);
}

/**
 * The delays that run at an instant and add a time; in the order in which they are added, which is the one given.
 * @template {Delay} T
 * @param {T[]} delays
 * @param {number} asked
 */
export function running(delays, asked) {
  return delays.filter(({ start, end, adds }) => adds && start <= asked && (end === null || asked < end));
}

/**
 * A due date moved by delays that are all added: each continues from the date before it.
 * @param {Clock} clock
 * @param {Due} found
 * @param {Delay[]} added
 */
export function delayed(clock, found, added) {
  for (const { adds } of added) {
    if (!adds) continue;
    const later = dueAfter(clock, found.due, adds);
    found = { ...found, due: later.due, skippedPeriods: [...found.skippedPeriods, ...later.skippedPeriods] };
  }
  return found;
}

/**
 * The delays that run between asking and due and have not been added: the date is uncertain.
 * @template {Delay} T
 * @param {T[]} delays
 * @param {number} asked
 * @param {number} until
 */
export function uncertain(delays, asked, until) {
  const added = new Set(running(delays, asked));
  return delays.filter(delay => !added.has(delay) && delay.start <= until && (delay.end === null || asked < delay.end));
}

/**
 * Whether it is open, until when or from when on, and what the day is. Null `from` and `until`: longer than is
 * published.
 * @param {Clock} clock
 * @param {number} now
 */
export function opening(clock, now) {
  clock.mustKnow(now);
  if (!clock.everOpen) throw clock.noMore();
  const index = bisectRight(clock.spanEnds, now);
  const day = clock.dayOf(now);
  const name = clock.rules[day]?.name ?? null;
  const open = index < clock.spanStarts.length && clock.spanStarts[index] <= now;
  const until = open && index < clock.spanStarts.length - 1 ? clock.spanEnds[index] : null;
  const from = open ? null : clock.spanStarts[index] ?? null;
  return { open, until, from, day, name };
}

/**
 * @param {Clock} clock
 * @param {number} asked
 * @param {number} day
 * @param {number | null} cutoff
 */
function isPast(clock, asked, day, cutoff) {
  return cutoff !== null && asked >= clock.instant(day, cutoff);
}

/**
 * @param {Clock} clock
 * @param {number} asked
 * @param {Duration} duration
 * @param {number | null} cutoff
 * @returns {Moments}
 */
function dueMoments(clock, asked, duration, cutoff) {
  const { at, day } = received(clock, asked, cutoff);
  return { received: at, day, due: dueAt(clock, at, day, duration) };
}

/**
 * @param {Clock} clock
 * @param {number} at
 * @param {number} day
 * @param {Duration} duration
 */
function dueAt(clock, at, day, { amount, unit }) {
  const seconds = OPEN_SECONDS[unit];
  if (seconds !== undefined) return known(clock, clock.passed(at, amount * seconds));
  if (unit === "working day") return known(clock, clock.closing(day, amount));
  const last = daysLater(clock.begin + day, amount, unit) - clock.begin;
  if (last > clock.lastDay) throw new PastHorizonError(clock.name);
  return clock.dayEnds[last];
}

/**
 * @param {Clock} clock
 * @param {number | null} instant
 */
function known(clock, instant) {
  if (instant === null) throw clock.noMore();
  return instant;
}

/**
 * Days since 1970 of the day that many calendar days, weeks or months later; a month's missing day is its last.
 * @param {number} day
 * @param {number} amount
 * @param {PromiseUnit} unit
 */
function daysLater(day, amount, unit) {
  if (unit === "calendar day") return day + amount;
  if (unit === "calendar week") return day + 7 * amount;
  const date = new Date(day * DAY * 1000);
  const year = date.getUTCFullYear(), month = date.getUTCMonth() + amount;
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / (DAY * 1000);
}

/**
 * @param {Clock} clock
 * @param {number} asked
 * @param {Duration} duration
 * @param {Moments} moments
 * @returns {Due}
 */
function explained(clock, asked, duration, moments) {
  const countsOpenDays = duration.unit in OPEN_SECONDS || duration.unit === "working day";
  const until = countsOpenDays ? moments.due : moments.received;
  return { ...moments, skippedPeriods: skippedPeriods(clock, asked, until) };
}
