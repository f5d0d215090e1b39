/* The closed times that a promise passes over, in words: as servicebook.wording.promise_text says them. */

/** @import { SkippedPeriod } from "./calendar.js" */

import { text } from "./messages.js";

/**
 * "the weekend", "2 nights", "Good Friday (holiday)": each once, in the order in which they are first met.
 * @param {SkippedPeriod[]} periods
 * @returns {string[]}
 */
export function skippedWords(periods) {
  /** @type {Map<string, { period: SkippedPeriod, count: number }>} */
  const met = new Map();
  for (const period of periods) {
    const key = JSON.stringify([period.reason, period.name]);
    met.set(key, { period, count: (met.get(key)?.count ?? 0) + 1 });
  }
  return [...met.values()].map(({ period: { reason, name }, count }) =>
    name === null ? text(`skipped.${reason}`, { count }) : text(`skipped-day.${reason}`, { name }));
}
