/* Which targets of a service apply to a request, and when each is due. Nothing here knows a page. */

/** @import { PromiseData, PromiseTarget } from "../../contract" */
/** @import { Clock } from "./calendar.js" */
/** @import { Due, Duration } from "./clock.js" */

import { ClockError } from "./calendar.js";
import { due, dueAfter } from "./clock.js";

/**
 * A target with its dates, or why there are none: `clock` is null where it has no calendar.
 * @typedef {{ number: number, target: PromiseTarget, clock: Clock | null, due: Due | null, error: ClockError | null
 * }} Answer
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
  const answers = numbers.map(number => answer(number, data.targets[number], clocks, asked));
  return { answers, main: answers.find(({ number }) => number === main) };
}

/**
 * @param {number} number
 * @param {PromiseTarget} target
 * @param {Clock[]} clocks
 * @param {number} asked
 * @returns {Answer}
 */
function answer(number, target, clocks, asked) {
  const clock = clocks[target.clock] ?? null;
  const duration = durationOf(target);
  if (!clock || !duration) return { number, target, clock: null, due: null, error: null };
  try {
    return { number, target, clock, due: due(clock, asked, duration, target.cutoff), error: null };
  } catch (error) {
    if (!(error instanceof ClockError)) throw error;
    return { number, target, clock, due: null, error };
  }
}

/**
 * @param {PromiseTarget} target
 * @returns {Duration | null}
 */
function durationOf({ amount, unit }) {
  return unit === undefined || amount === undefined ? null : { amount, unit };
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
