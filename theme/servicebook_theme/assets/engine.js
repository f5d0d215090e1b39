/* The search: adds up the scores of the parts of the index that a query needs. */

/** @import { Index, Postings, Shown } from "./search_index.js" */
/** @import { Called } from "./search_called.js" */
/** @import { Asked } from "./search_words.js" */

import { calledSo } from "./search_called.js";
import { withNeighbors, withParts } from "./search_compounds.js";
import { indexFile, postingsOf } from "./search_index.js";
import { isMeaningHere, isNear, nearnessTo } from "./search_meaning.js";
import { ANSWERING, bits, isSomebody, preferParts, preferPeople, withBits } from "./search_preferences.js";
import { words } from "./search_tokens.js";
import { alike, meant, MOST, withLookAlike } from "./search_words.js";

/**
 * An entry, and which words of `asked` it has: a bit for each of them; `called`: where the query is what it is called.
 * @typedef {{ number: number, matched: number, asked: Asked[], called?: string }} Listed
 * @typedef {Listed & { score: number }} Found
 * @typedef {Listed & Shown} Result
 * @typedef {{ scores: Float32Array, matched: Uint32Array }} Scored   by the number of the entry
 * @typedef {{ every: string[], asked: Asked[], isWanted?: () => boolean }} Query   all words in their order, and those
 *   that are looked for
 * @typedef {{ typing?: boolean, isWanted?: () => boolean, help?: boolean }} How   `typing`: the last word may be the
 *   beginning of one; `isWanted`: whether the reader, who may be typing on, still waits for the answers; `help`:
 *   pages alone, those for maintainers among them
 */

const COVERAGE = 0.4;    // how much of a score depends on how many of the query's words are found
const SURE = 1;          // the least that an answer that is meant scores,
const SOME = 0.45;       // and the least share of what the best entries for each word would score together
const LIKELY = 0.7;      // from this share on, little is enough: a question of everyday words scores little
const MEANING = 0.75;    // what being near by meaning counts, beside having the words
const ABOUT = 0.6;       // how near, beside the nearest, is near enough for what has none of the words
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
 * What gives entries their scores, each with its weight in the sum.
 * @type {Array<[(query: Query, index: Index) => Promise<Scored>, number]>}
 */
const SCORERS = [[byShare, 1], [byMeaning, MEANING]];

/**
 * The share that entries have of what the best ones for each word score together. The fewer of the words the catalog
 * knows, the less it can be.
 * @param {Query} query
 * @param {Index} index
 * @returns {Promise<Scored>}
 */
async function byShare({ asked }, index) {
  const { scores, matched } = await byWords(asked, index);
  const most = await mostForAll(asked, index);
  return { scores: scores.map(score => score / most), matched };
}

/**
 * How near entries are by meaning, beside the nearest of all; the less, the fewer of the words have a meaning known.
 * @param {Query} query
 * @param {Index} index
 * @returns {Promise<Scored>}
 */
async function byMeaning({ every, asked, isWanted }, index) {
  const { nearness, share } = await nearnessTo(every, asked, index, isWanted);
  const highest = nearness.reduce((most, one) => Math.max(most, one), 0);
  const scores = highest ? nearness.map(one => share * one / highest) : nearness;
  return { scores, matched: new Uint32Array(scores.length) };
}

/**
 * The weighted sums of what the scorers give. What has none of the words has to be about as near as the nearest.
 * @param {Scored[]} given
 * @param {(one: { number: number }) => boolean} isWanted
 */
function fused(given, isWanted) {
  const [{ length }] = given.map(one => one.scores);
  const scores = new Float64Array(length), matched = new Uint32Array(length);
  for (let number = 0; number < length; number += 1) {
    for (const [at, [, weight]] of SCORERS.entries()) {
      scores[number] += weight * given[at].scores[number];
      matched[number] |= given[at].matched[number];
    }
    if (!isWanted({ number }) || !matched[number] && scores[number] < ABOUT * MEANING) scores[number] = 0;
  }
  return { scores, matched };
}

/**
 * The answers to a query: `found` are the entries that it is the name of, those whose name begins with it, and those
 * with a word of it, each best first; `asked` the words that were looked for. `weak`: the best of them does not answer
 * it, so that readers are better told whom to ask.
 * @param {string} query
 * @param {How} [how]
 * @returns {Promise<{ asked: Asked[], found: Found[], weak: boolean }>}
 */
export async function search(query, { typing = false, isWanted, help = false } = {}) {
  const index = await indexFile();
  const isSought = help ? isHelp(index) : isForAll(index);
  const every = await withParts(words(query).slice(0, MOST), index);
  const [called, meantBy] = await Promise.all([calledSo(query, index, typing), askedFor(every, index, typing)]);
  const named = { exact: called.exact.filter(isSought), beginning: called.beginning.filter(isSought) };
  const asked = named.exact.length
    ? meantBy.filter(({ instead }) => !instead.length)   // it is no slip
    : await withLookAlikes(meantBy, index, isWanted);
  const given = await Promise.all(SCORERS.map(([scorer]) => scorer({ every, asked, isWanted }, index)));
  const { scores, matched } = fused(given, isSought);
  preferParts(scores, matched, asked, index);
  const isForSomebody = index.asksForSomebody.has(every[0]);
  if (isForSomebody) preferPeople(scores, matched, asked, index);
  const isNamed = named.exact.length + named.beginning.length > 0;
  /** @type {Found[]} */
  const found = sorted(scores).map(number => ({ number, score: scores[number], matched: matched[number], asked }));
  if (isNamed) return { asked, found: namedFirst(named, found, scores, matched, asked), weak: false };
  if (!found.length) return { asked, found, weak: false };
  const [{ number }] = found;
  // who beats somebody that has the words, or finds nobody that has, needs to be surer
  const sure = isForSomebody && !isSomebody(number, index) ? SURE * ANSWERING : SURE;
  const share = given[0].scores[number];
  const weak = await isWeak(share, { asked, sure }, index) && (isForSomebody || !await isNear(found[0], index));
  return { asked, found, weak };
}

/**
 * @param {Asked[]} asked
 * @param {Index} index
 * @param {() => boolean} [isWanted]
 */
async function withLookAlikes(asked, index, isWanted) {
  const unknown = asked.flatMap(({ word, stems }) => stems.size ? [] : [word]);
  const isToDo = unknown.length > 0 && await isMeaningHere(unknown, index, isWanted);
  return isToDo ? Promise.all(asked.map(one => withLookAlike(one, index))) : asked;
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
 * Whether the best answer has little of what was asked: few of the words, or those that everybody uses, or has them by
 * chance. Some of the words are enough where they are the telling ones: "barcode scanner dead".
 * @param {number} share   of the best answer
 * @param {{ asked: Asked[], sure: number }} query   `sure`: what its words have to score
 * @param {Index} index
 */
async function isWeak(share, { asked, sure }, index) {
  const own = share * await mostForAll(asked, index);
  const counted = asked.filter(({ perhaps }) => !perhaps);
  return own < sure || share < SOME || share < LIKELY && own < sure * counted.length;
}

/**
 * What the best entries for the words score together, those aside that may say nothing.
 * @param {Asked[]} asked
 * @param {Index} index
 */
async function mostForAll(asked, index) {
  const counted = asked.filter(({ perhaps }) => !perhaps);
  const most = await Promise.all(counted.map(word => mostFor(word, index)));
  return most.reduce((sum, one) => sum + one, 0) || 1;
}

/**
 * What the best entry for a word scores.
 * @param {Asked} word
 * @param {Index} index
 */
async function mostFor({ stems, like }, index) {
  if (like) return UNKNOWN * Math.log(index.file.entries);   // nothing has the word itself
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
  return [...await withNeighbors(asked, every.slice(0, MOST), index), ...perhaps].slice(0, MOST);
}

/**
 * The numbers of entries with a score, best first; among equals the first in the index.
 * @param {Float32Array | Float64Array} scores
 */
function sorted(scores) {
  const keys = [];
  for (let number = 0; number < scores.length; number += 1) {
    if (scores[number] > 0) keys.push(Math.round(scores[number] * 1e6) * 2 ** 24 + (2 ** 24 - 1 - number));
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
