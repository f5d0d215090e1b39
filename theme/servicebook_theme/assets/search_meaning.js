/* What entries are near to the words of a query by meaning. How near was computed when the site was built, see
   servicebook.search.meaning; here it is added up. */

/** @import { Found } from "./engine.js" */
/** @import { Index } from "./search_index.js" */
/** @import { Asked } from "./search_words.js" */

import { meaningWhenQuiet, nearTo } from "./search_index.js";
import { MOST } from "./search_words.js";

const NEAR = 0.42;   // how near to each of the words that it has not, on average, what answers a query is

/**
 * How near entries are to a query, by their numbers, and the share of its words that have a meaning known: of those
 * that either the catalog or the language has.
 * @param {string[]} every   the words of the query in their order
 * @param {Asked[]} asked
 * @param {Index} index
 * @param {() => boolean} [isWanted]   of a reader who may still be typing: what is not wanted any more finds nothing
 */
export async function nearnessTo(every, asked, index, isWanted) {
  const nearness = new Float32Array(index.file.entries);
  const words = mended(every, asked);
  if (!await isMeaningHere(words, index, isWanted)) return { nearness, share: 0 };
  const found = await known(words, index);
  for (const { postings } of found) {
    for (let place = 0; place < postings.numbers.length; place += 1) {
      nearness[postings.numbers[place]] += postings.scores[place];
    }
  }
  const understood = new Set(found.flatMap(one => one.words));
  const others = asked.filter(({ word, stems, perhaps }) => stems.size && !perhaps && !understood.has(word)).length;
  return { nearness, share: understood.size / Math.max(1, understood.size + others) };
}

/**
 * Whether what words mean can be looked up: there is a list, and a reader who may still be typing has paused.
 * @param {string[]} words
 * @param {Index} index
 * @param {() => boolean} [isWanted]
 */
export async function isMeaningHere(words, index, isWanted) {
  return index.file.meaning.length > 0 && (!isWanted || await meaningWhenQuiet(words, index, isWanted));
}

/**
 * Whether an entry is near, by meaning, to the words of the query that it does not have.
 * @param {Found} best
 * @param {Index} index
 */
export async function isNear({ number, matched, asked }, index) {
  const missing = asked.filter(({ perhaps }, at) => !perhaps && !(matched >>> at & 1));
  const { nearness } = await nearnessTo(missing.map(({ word }) => word), missing, index);
  return missing.length > 0 && nearness[number] >= NEAR * missing.length;
}

/**
 * The words of a query with what was put in the place of typing errors.
 * @param {string[]} every
 * @param {Asked[]} asked
 */
function mended(every, asked) {
  const instead = new Map(asked.map(({ word, instead: [first], like }) => [word, first ?? like ?? word]));
  return every.slice(0, MOST).map(word => instead.get(word) ?? word);
}

/**
 * What phrases of two words are near to ("day off"), and words that belong to none.
 * @param {string[]} every
 * @param {Index} index
 */
async function known(every, index) {
  const phrases = await Promise.all(every.slice(1).map((word, at) => nearTo(`${every[at]} ${word}`, index)));
  const words = await Promise.all(every.map(word => index.ignored.has(word) ? null : nearTo(word, index)));
  const found = [];
  for (let at = 0; at < every.length; at += 1) {
    const postings = phrases[at] ?? words[at];
    if (postings) found.push({ postings, words: every.slice(at, at + (phrases[at] ? 2 : 1)) });
    if (phrases[at]) at += 1;
  }
  return found;
}
