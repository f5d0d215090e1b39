/* Which answers are preferred: people and roles by whoever asks for somebody, the part of a page that answers. */

/** @import { Index } from "./search_index.js" */
/** @import { Asked } from "./search_words.js" */

const SOMEBODY = 1.2;           // what roles and people are worth to a question that begins with "who",
export const ANSWERING = 1.6;   // and what if they have every word of it: then it is theirs to do
const PART = 0.5;               // what a part of a page is worth more if it has every word

/**
 * The bits of those words that a condition holds for.
 * @param {Asked[]} asked
 * @param {(one: Asked) => boolean} holds
 */
export function withBits(asked, holds) {
  return asked.reduce((found, one, at) => holds(one) ? found | 1 << at : found, 0);
}

/** @param {number} number */
export function bits(number) {
  let count = 0;
  for (let rest = number; rest; rest &= rest - 1) count += 1;
  return count;
}

/**
 * @param {Float64Array} scores
 * @param {Uint32Array} matched
 * @param {Asked[]} asked
 * @param {Index} index
 */
export function preferPeople(scores, matched, asked, { file: { kinds } }) {
  for (const [start, end] of [...kinds.role ?? [], ...kinds.person ?? []]) {
    for (let number = start; number < end; number += 1) scores[number] *= preference(matched[number], asked);
  }
}

/**
 * What somebody is worth to a question for somebody.
 * @param {number} matched
 * @param {Asked[]} asked
 */
function preference(matched, asked) {
  const whole = withBits(asked, ({ stems, perhaps }) => stems.size > 0 && !perhaps);
  return (matched & whole) === whole ? ANSWERING : SOMEBODY;
}

/**
 * The part of a page that has every word of the query, its kind of question among them, answers it before the page:
 * "when is payroll open".
 * @param {Float64Array} scores
 * @param {Uint32Array} matched
 * @param {Asked[]} asked
 * @param {Index} index
 */
export function preferParts(scores, matched, asked, { file: { parts } }) {
  const whole = withBits(asked, ({ perhaps }) => !perhaps);
  if (bits(whole) < 2) return;
  for (const [start, end] of parts) {
    for (let number = start; number < end; number += 1) {
      if (scores[number] && (matched[number] & whole) === whole) scores[number] += PART;
    }
  }
}

/**
 * @param {number} number
 * @param {Index} index
 */
export function isSomebody(number, { file: { kinds } }) {
  return [...kinds.role ?? [], ...kinds.person ?? []].some(([start, end]) => start <= number && number < end);
}
