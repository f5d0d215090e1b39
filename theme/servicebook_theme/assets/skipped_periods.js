/* The closed times that a promise passes over, with their reasons: as servicebook.clock.skipped_periods finds them. */

/** @import { Clock, Reason, Rule, SkippedPeriod } from "./calendar.js" */

import { bisectRight } from "./calendar.js";

/** @type {Record<Exclude<Rule, "week">, Reason>} */
const BY_RULE = { "special day": "closure", closure: "closure", holiday: "holiday" };
/** @type {ReadonlySet<Reason>} */
const WHOLE_DAYS = new Set(["closure", "holiday", "weekend", "weekday"]);
const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/**
 * The closed times between two instants.
 * @param {Clock} clock
 * @param {number} start
 * @param {number} until
 * @returns {SkippedPeriod[]}
 */
export function skippedPeriods(clock, start, until) {
  return [...found(clock, start, until)];
}

/**
 * @param {Clock} clock
 * @param {number} start
 * @param {number} until
 * @returns {Generator<SkippedPeriod>}
 */
function* found(clock, start, until) {
  let index = bisectRight(clock.spanEnds, start);
  let after = start;
  while (after < until) {
    const known = index < clock.spanStarts.length;
    const before = known ? clock.spanStarts[index] : until;
    if (before > after) yield* clipped(clock, index, after, start, until);
    if (!known) return;
    after = clock.spanEnds[index];
    index += 1;
  }
}

/**
 * The closed time before a span, as far as it lies between the two instants.
 * @param {Clock} clock
 * @param {number} index
 * @param {number} after
 * @param {number} start
 * @param {number} until
 * @returns {Generator<SkippedPeriod>}
 */
function* clipped(clock, index, after, start, until) {
  const known = index < clock.spanStarts.length;
  const closedAt = index ? clock.spanEnds[index - 1] : after;
  const opensAt = known ? clock.spanStarts[index] : until;
  const dayBefore = index ? clock.spanLastDay[index - 1] : clock.dayOf(after) - 1;
  const dayAfter = known ? clock.spanFirstDay[index] : clock.dayOf(until);
  const parts = [...reasons(clock, closedAt, opensAt, dayBefore, dayAfter)];
  // who asks after the days off have passed did not wait for them
  if (start >= clock.midnights[dayAfter] && WHOLE_DAYS.has(parts[parts.length - 1].reason)) {
    yield { start, end: Math.min(opensAt, until), reason: "night", name: null };
    return;
  }
  for (const part of parts) {
    const from = Math.max(part.start, start), to = Math.min(part.end, until);
    if (from < to) yield { ...part, start: from, end: to };
  }
}

/**
 * @param {Clock} clock
 * @param {number} closedAt
 * @param {number} opensAt
 * @param {number} dayBefore
 * @param {number} dayAfter
 * @returns {Generator<SkippedPeriod>}
 */
function* reasons(clock, closedAt, opensAt, dayBefore, dayAfter) {
  if (dayAfter <= dayBefore) {
    yield { start: closedAt, end: opensAt, reason: "break", name: null };
    return;
  }
  if (dayAfter === dayBefore + 1) {
    const evening = clock.rules[dayBefore], morning = clock.rules[dayAfter];
    const name = evening?.early ? evening.name : morning?.late ? morning.name : null;
    yield { start: closedAt, end: opensAt, reason: "night", name };
    return;
  }
  let start = closedAt;
  for (let day = dayBefore + 1; day < dayAfter; day += 1) {
    const { reason, name } = reasonOf(clock, day);
    if (day + 1 < dayAfter) {
      const next = reasonOf(clock, day + 1);
      if (next.reason === reason && next.name === name) continue;
    }
    const end = day + 1 === dayAfter ? opensAt : clock.midnights[day + 1];
    yield { start, end, reason, name };
    start = end;
  }
}

/**
 * Why a day without an opening has none.
 * @param {Clock} clock
 * @param {number} day
 * @returns {{ reason: Reason, name: string | null }}
 */
function reasonOf(clock, day) {
  const { rule, name } = clock.rules[day];
  if (rule !== "week") return { reason: BY_RULE[rule], name };
  const weekday = clock.weekday(day);
  return clock.weekend.has(weekday)
    ? { reason: "weekend", name: null }
    : { reason: "weekday", name: WEEKDAYS[weekday] };
}
