/* The search: adds up the scores of the parts of the index that a query needs. */

/** @import { Index, Postings, Shown } from "./search_index.js" */
/** @import { Called } from "./search_called.js" */
/** @import { Asked } from "./search_words.js" */

import { calledSo } from "./search_called.js";
import { indexFile, postingsOf } from "./search_index.js";
import { alike, joined, meant, MOST, words } from "./search_words.js";

/**
 * An entry, and which words of `asked` it has: a bit for each of them; `called`: where the query is what it is called.
 * @typedef {{ number: number, matched: number, asked: Asked[], called?: string }} Listed
 * @typedef {Listed & { score: number }} Found
 * @typedef {Listed & Shown} Result
 * @typedef {{ scores: Float32Array, matched: Uint32Array }} Scored   by the number of the entry
 * @typedef {{ typing?: boolean, help?: boolean }} How   `typing`: the last word may be the beginning of one; `help`:
 *   pages alone, those for maintainers among them
 */

const COVERAGE = 0.4;    // how much of a score depends on how many of the query's words are found
const SOMEBODY = 1.2;    // what roles and people are worth to a question that begins with "who",
const ANSWERING = 1.6;   // and what if they have every word of it: then it is theirs to do
const SURE = 1;          // the least that an answer that is meant scores,
const SOME = 0.45;       // and the least share of what the best entries for each word would score together
const LIKELY = 0.7;      // from this share on, little is enough: a question of everyday words scores little
const UNKNOWN = 0.65;    // what a word that nothing has would score, beside a word that one entry alone has

export { entries } from "./search_index.js";

/**
 * How well entries have the words of a question: the sum of the words' scores, worth more the more of the words they
 * have. A word that may also say nothing ("it", where a department is called IT) only adds to what others found.
 * @param {Asked[]} asked
 * @param {Index} index
 * @returns {Promise<Scored>}
 */
async function byWords(asked, index) {
  const count = index.file.entries;
  const scores = new Float32Array(count), matched = new Uint32Array(count);
  let known = 0;
  for (const [at, { stems, perhaps }] of asked.entries()) {
    const lists = await Promise.all([...stems].map(async ([stem, worth]) => {
      const postings = await postingsOf(stem, index);
      return postings ? [{ postings, worth }] : [];
    }));
    const found = lists.flat();
    if (!found.length) continue;
    if (!perhaps) known += 1;
    for (const [number, score] of best(found)) {
      if (perhaps && !scores[number]) continue;
      scores[number] += score;
      matched[number] |= 1 << at;
    }
  }
  const counted = withBits(asked, ({ perhaps }) => !perhaps);
  for (let number = 0; number < count; number += 1) {
    if (scores[number]) scores[number] *= 1 - COVERAGE + COVERAGE * bits(matched[number] & counted) / known;
  }
  return { scores, matched };
}

/**
 * The entries of a word and their scores; of several stems the best one.
 * @param {Array<{ postings: Postings, worth: number }>} lists
 * @returns {Iterable<[number, number]>}
 */
function best(lists) {
  if (lists.length === 1) return scoresOf(lists[0]);
  /** @type {Map<number, number>} */
  const highest = new Map();
  for (const list of lists) {
    for (const [number, score] of scoresOf(list)) highest.set(number, Math.max(score, highest.get(number) ?? 0));
  }
  return highest;
}

/**
 * @param {{ postings: Postings, worth: number }} list
 * @returns {Generator<[number, number]>}
 */
function* scoresOf({ postings, worth }) {
  for (let place = 0; place < postings.numbers.length; place += 1) {
    yield [postings.numbers[place], postings.scores[place] * worth];
  }
}

/**
 * The bits of those words that a condition holds for.
 * @param {Asked[]} asked
 * @param {(one: Asked) => boolean} holds
 */
function withBits(asked, holds) {
  return asked.reduce((found, one, at) => holds(one) ? found | 1 << at : found, 0);
}

/** @param {number} number */
function bits(number) {
  let count = 0;
  for (let rest = number; rest; rest &= rest - 1) count += 1;
  return count;
}

/**
 * What gives entries their scores, each with its weight in the sum. A second one, say by meaning, takes its place here.
 * @type {Array<[(asked: Asked[], index: Index) => Promise<Scored>, number]>}
 */
const SCORERS = [[byWords, 1]];

/**
 * The answers to a query: `found` are the entries that it is the name of, those whose name begins with it, and those
 * with a word of it, each best first; `asked` the words that were looked for. `weak`: the best of them does not answer
 * it, so that readers are better told whom to ask.
 * @param {string} query
 * @param {How} [how]
 * @returns {Promise<{ asked: Asked[], found: Found[], weak: boolean }>}
 */
export async function search(query, { typing = false, help = false } = {}) {
  const index = await indexFile();
  const isWanted = help ? isHelp(index) : isForAll(index);
  const every = words(query);
  const [called, meantBy] = await Promise.all([calledSo(query, index, typing), askedFor(every, index, typing)]);
  const named = { exact: called.exact.filter(isWanted), beginning: called.beginning.filter(isWanted) };
  const asked = named.exact.length ? meantBy.filter(({ instead }) => !instead.length) : meantBy;   // it is no slip
  const count = index.file.entries;
  const scores = new Float64Array(count), matched = new Uint32Array(count);
  for (const [scorer, weight] of SCORERS) {
    const given = await scorer(asked, index);
    for (let number = 0; number < count; number += 1) {
      scores[number] += weight * given.scores[number];
      matched[number] |= given.matched[number];
    }
  }
  for (let number = 0; number < count; number += 1) if (!isWanted({ number })) scores[number] = 0;
  const isForSomebody = index.asksForSomebody.has(every[0]);
  if (isForSomebody) preferPeople(scores, matched, asked, index);
  const isNamed = named.exact.length + named.beginning.length > 0;
  /** @type {Found[]} */
  const found = sorted(scores).map(number => ({ number, score: scores[number], matched: matched[number], asked }));
  if (isNamed) return { asked, found: namedFirst(named, found, scores, matched, asked), weak: false };
  return { asked, found, weak: found.length > 0 && await isWeak(found[0], isForSomebody, index) };
}

/**
 * Whether an entry is for everybody. Help for those who keep the catalog has a search of its own, on its pages.
 * @param {Index} index
 */
function isForAll({ file: { maintainers } }) {
  return (/** @type {{ number: number }} */ { number }) =>
    !maintainers.some(([start, end]) => start <= number && number < end);
}

/**
 * Whether an entry is a page of help, or another page beside the catalog.
 * @param {Index} index
 */
function isHelp({ file: { kinds } }) {
  return (/** @type {{ number: number }} */ { number }) =>
    (kinds.page ?? []).some(([start, end]) => start <= number && number < end);
}

/**
 * What is called what the query says, then what is called something that begins with it, then the rest.
 * @param {{ exact: Called[], beginning: Called[] }} named
 * @param {Found[]} found
 * @param {Float64Array} scores
 * @param {Uint32Array} matched
 * @param {Asked[]} asked
 * @returns {Found[]}
 */
function namedFirst({ exact, beginning }, found, scores, matched, asked) {
  beginning.sort((one, other) => scores[other.number] - scores[one.number] || one.number - other.number);
  const first = [...exact, ...beginning].map(({ number, spelling: called }) =>
    ({ number, score: scores[number], matched: matched[number], asked, called }));
  const taken = new Set(first.map(({ number }) => number));
  return [...first, ...found.filter(({ number }) => !taken.has(number))];
}

/**
 * Whether the best answer says little of what was asked: it has few of the words, or those that everybody uses, or has
 * them by chance. Some of the words are enough where they are the telling ones: "barcode scanner dead".
 * @param {Found} best
 * @param {boolean} isForSomebody
 * @param {Index} index
 */
async function isWeak({ number, score, matched, asked }, isForSomebody, index) {
  const somebody = isForSomebody && isSomebody(number, index);
  const own = score / (somebody ? preference(matched, asked) : 1);
  const sure = isForSomebody && !somebody ? SURE * ANSWERING : SURE;   // it beat whoever has the words, or nobody has
  const counted = asked.filter(({ perhaps }) => !perhaps);
  const most = await Promise.all(counted.map(word => mostFor(word, index)));
  const share = own / most.reduce((sum, one) => sum + one, 0);
  return own < sure || share < SOME || share < LIKELY && own < sure * counted.length;
}

/**
 * What the best entry for a word scores.
 * @param {Asked} word
 * @param {Index} index
 */
async function mostFor({ stems }, index) {
  const scores = await Promise.all([...stems].map(async ([stem, worth]) => {
    const postings = await postingsOf(stem, index);
    return postings ? Math.max(...postings.scores) * worth : 0;
  }));
  return Math.max(...scores, 0) || UNKNOWN * Math.log(index.file.entries);
}

/**
 * What the words of a query stand for: those that say something, where there are any.
 * @param {string[]} every
 * @param {Index} index
 * @param {boolean} typing
 */
async function askedFor(every, index, typing) {
  const telling = every.filter(word => !index.ignored.has(word));
  const chosen = [...new Set(telling.length ? telling : every)].slice(0, MOST);
  const isTyped = (/** @type {number} */ at) => typing && at === chosen.length - 1;
  const asked = await Promise.all(chosen.map((word, at) => meant(word, index, { typing: isTyped(at) })));
  const named = telling.length ? [...new Set(every.filter(word => index.names.has(word)))] : [];
  const perhaps = await Promise.all(named.map(async word => ({ ...await meant(word, index, {}), perhaps: true })));
  return [...asked, ...await joined(every, chosen, index), ...perhaps].slice(0, MOST);
}

/**
 * @param {Float64Array} scores
 * @param {Uint32Array} matched
 * @param {Asked[]} asked
 * @param {Index} index
 */
function preferPeople(scores, matched, asked, { file: { kinds } }) {
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
 * @param {number} number
 * @param {Index} index
 */
function isSomebody(number, { file: { kinds } }) {
  return [...kinds.role ?? [], ...kinds.person ?? []].some(([start, end]) => start <= number && number < end);
}

/**
 * The numbers of entries with a score, best first; among equals the first in the index.
 * @param {Float32Array | Float64Array} scores
 */
function sorted(scores) {
  const keys = [];
  for (let number = 0; number < scores.length; number += 1) {
    if (scores[number] > 0) keys.push(Math.round(scores[number] * 1e4) * 2 ** 24 + (2 ** 24 - 1 - number));
  }
  return Array.from(Float64Array.from(keys).sort().reverse(), key => 2 ** 24 - 1 - key % 2 ** 24);
}

/**
 * The best entries for a query, best first.
 * @param {string} query
 * @param {How} [how]
 */
export const rank = async (query, how) => (await search(query, how)).found;

/**
 * For a query that nothing answers: entries with words that begin like its words.
 * @param {string} query
 * @returns {Promise<Found[]>}
 */
export async function nearest(query) {
  const index = await indexFile();
  const asked = await Promise.all([...new Set(words(query))].slice(0, MOST).map(word => alike(word, index)));
  const { scores, matched } = await byWords(asked, index);
  const isWanted = isForAll(index);
  const wanted = sorted(scores).filter(number => isWanted({ number }));
  return wanted.map(number => ({ number, score: scores[number], matched: matched[number], asked }));
}
