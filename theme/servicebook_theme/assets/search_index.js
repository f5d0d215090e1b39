/* The search index, made by servicebook.search: files of which a query fetches only what it needs; among them what is
   agreed with the reader's own department (see mine.js), where they said which it is. */

/** @import { SearchCustomers, SearchEntries, SearchIndex, SearchLanguage } from "../../contract" */
/** @import { SearchMeaning, SearchWords } from "../../contract" */

import { mine } from "./mine.js";

/**
 * @typedef {SearchEntries[number][0]} Kind
 * @typedef {{ numbers: Uint32Array, scores: Float32Array }} Postings   the entries with a word, and their scores
 *
 * @typedef {object} Index
 * @property {SearchIndex} file
 * @property {ReadonlySet<string>} ignored
 * @property {ReadonlySet<string>} names   those among the ignored that are the name of a department
 * @property {ReadonlySet<string>} asksForSomebody
 * @property {ReadonlySet<string>} beginnings
 * @property {ReadonlySet<string>} ends
 * @property {readonly string[]} customers
 */

const base = new URL("../search/", import.meta.url);
const PAUSE = 120;   // milliseconds without a key after which results are fetched
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const SCORE_LEVELS = 64, NEARNESS_LEVELS = 16;
const VALUE = new Uint8Array(128);
[...DIGITS].forEach((digit, value) => { VALUE[digit.charCodeAt(0)] = value; });

/**
 * The value of the digit at a place of a text.
 * @param {string} text
 * @param {number} place
 */
export const digitAt = (text, place) => VALUE[text.charCodeAt(place)];

/** @type {Map<string, Promise<any>>} */
const fetched = new Map();

/**
 * A file of the index, fetched once; its name says which of the schemas of the contract it fulfils.
 * @param {string} name
 * @returns {Promise<any>}
 */
export function part(name) {
  const known = fetched.get(name);
  if (known) return known;
  const answer = fetch(new URL(name, base)).then(response => {
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return response.json();
  });
  answer.catch(() => fetched.delete(name));   // asked for again, it may be within reach
  fetched.set(name, answer);
  return answer;
}

/**
 * Waits until a reader pauses; whether what they asked before is still wanted.
 * @param {() => boolean} isWanted
 */
async function quiet(isWanted) {
  await new Promise(done => { setTimeout(done, PAUSE); });
  return isWanted();
}

/** @type {Promise<Index> | null} */
let index = null;

/** What every search needs. */
export function indexFile() {
  index ??= made();
  index.catch(() => { index = null; });
  return index;
}

/** @returns {Promise<Index>} */
async function made() {
  /** @type {SearchIndex} */
  const file = await part("index.json");
  return {
    file,
    ignored: new Set(file.stop),
    names: new Set(file.names),
    asksForSomebody: new Set(file.who),
    beginnings: new Set(file.begin),
    ends: new Set(file.end),
    customers: file.customers,
  };
}

/**
 * The number of the file that a word would be in, given the first words of all files.
 * @param {string} word
 * @param {readonly string[]} firsts
 */
export function placeOf(word, firsts) {
  let low = 0, high = firsts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (before(word, firsts[middle])) high = middle;
    else low = middle + 1;
  }
  return Math.max(0, low - 1);
}

/**
 * The order of the files is that of code points; JavaScript compares by halves of them.
 * @param {string} word
 * @param {string} other
 */
function before(word, other) {
  const own = [...word], others = [...other];
  for (let at = 0; at < own.length && at < others.length; at += 1) {
    if (own[at] !== others[at]) return Number(own[at].codePointAt(0)) < Number(others[at].codePointAt(0));
  }
  return own.length < others.length;
}

/**
 * The file of words that a word is in, if anywhere.
 * @param {string} word
 * @param {Index} from
 * @returns {Promise<SearchWords>}
 */
export async function partOf(word, from) {
  return from.file.words.length ? part(`words/${placeOf(word, from.file.words)}.json`) : { words: {}, stems: {} };
}

/**
 * The file of words after that, where it begins with the word; else null.
 * @param {string} word
 * @param {Index} from
 * @returns {Promise<SearchWords | null>}
 */
export async function partAfter(word, from) {
  const next = placeOf(word, from.file.words) + 1;
  return from.file.words[next]?.startsWith(word) ? part(`words/${next}.json`) : null;
}

/** @param {string} list */
export const spaced = list => list ? list.split(" ") : [];

/**
 * Whether the catalog lacks a word that the language has.
 * @param {string} word
 * @param {Index} from
 */
export async function isOfLanguage(word, { file }) {
  if (!file.language.length) return false;
  /** @type {SearchLanguage} */
  const listed = await part(`language/${placeOf(word, file.language)}.json`);
  return spaced(listed).includes(word);
}

/**
 * The stem of a word in a file of words, null where it is not there.
 * @param {SearchWords} listed
 * @param {string} word
 */
export function stemIn(listed, word) {
  return Object.hasOwn(listed.words, word) ? spaced(String(listed.words[word] || word))[0] : null;
}

/**
 * The stems of the words that are of one family with a word: "complaint" for "complain".
 * @param {SearchWords} listed
 * @param {string} word
 */
export function relativesIn(listed, word) {
  return Object.hasOwn(listed.words, word) ? spaced(String(listed.words[word] || "")).slice(1) : [];
}

/** @type {Map<string, Postings>} */
const decodedPostings = new Map();

/**
 * The entries of a stem and their scores, as servicebook.search.encoding writes them; null for none.
 * @param {string} stem
 * @param {Index} from
 */
export async function postingsOf(stem, from) {
  const { stems } = await partOf(stem, from);
  if (!Object.hasOwn(stems, stem)) return null;
  const postings = decodedPostings.get(stem) ?? decoded(...stems[stem], SCORE_LEVELS);
  decodedPostings.set(stem, postings);
  return postings;
}

/**
 * Whether an entry is among those of a stem that has been looked for.
 * @param {number} number
 * @param {string | undefined} stem
 */
export const hasStem = (number, stem) => decodedPostings.get(stem ?? "")?.numbers.includes(number) ?? false;

/** @param {string} word @param {Index} from */
const meaningOf = (word, from) => `meaning/${placeOf(word, from.file.meaning)}.json`;

/**
 * Whether what words mean is here, or is to be fetched: not for a reader who types on, lest it is for every letter.
 * @param {string[]} words
 * @param {Index} from
 * @param {() => boolean} isWanted
 */
export async function meaningWhenQuiet(words, from, isWanted) {
  return words.every(word => fetched.has(meaningOf(word, from))) || await quiet(isWanted);
}

/**
 * The entries that a word or a phrase of two words is near to by meaning, and how near; null for none.
 * @param {string} word
 * @param {Index} from
 */
export async function nearTo(word, from) {
  /** @type {SearchMeaning} */
  const listed = await part(meaningOf(word, from));
  return Object.hasOwn(listed, word) && listed[word][2] ? decoded(...listed[word], NEARNESS_LEVELS) : null;
}

/**
 * Whether the meaning of a word is known, be it near to no entry.
 * @param {string} word
 * @param {Index} from
 */
export const hasMeaning = async (word, from) => Object.hasOwn(await part(meaningOf(word, from)), word);

/**
 * @param {number} most
 * @param {string} gaps
 * @param {string} levels
 * @param {number} steps   how many levels the highest score has
 * @returns {Postings}
 */
function decoded(most, gaps, levels, steps) {
  const numbers = new Uint32Array(levels.length), scores = new Float32Array(levels.length);
  let number = -1, at = 0;
  for (let place = 0; place < levels.length; place += 1) {
    let gap = 0, worth = 1, digit;
    do {
      digit = digitAt(gaps, at);
      at += 1;
      gap += (digit & 31) * worth;
      worth *= 32;
    } while (digit & 32);
    number += gap + 1;
    numbers[place] = number;
    scores[place] = most * (digitAt(levels, place) + 1) / steps;
  }
  return { numbers, scores };
}

/**
 * What results show of an entry.
 * @typedef {object} Shown
 * @property {Kind} kind
 * @property {string} id
 * @property {string} name
 * @property {string} path
 * @property {string | null} summary
 * @property {string | null} department
 * @property {string | null} promise
 * @property {string} href
 */

/** As servicebook.search.usual_paths has it. @param {string} id @param {SearchIndex["paths"][string]} usual */
function usualPath(id, [start, first, further, after]) {
  const [own, ...rest] = id.split("/");
  return `${start}${own}${rest.length ? first : ""}${rest.join(further)}${after}`;
}

/** @param {number} number @param {Index} from */
const fileOf = (number, from) => `entries/${Math.floor(number / from.file.chunk)}.json`;

/**
 * Entries, given by their numbers, with what results show of them.
 * @template {{ number: number }} Ranked
 * @param {Ranked[]} ranked
 * @returns {Promise<Array<Ranked & Shown>>}
 */
export async function entries(ranked) {
  const from = await indexFile();
  const names = [...new Set(ranked.map(one => fileOf(one.number, from)))];
  /** @type {Map<string, SearchEntries>} */
  const files = new Map(await Promise.all(names.map(async name => /** @type {const} */ ([name, await part(name)]))));
  return ranked.flatMap(one => {
    const found = files.get(fileOf(one.number, from))?.[one.number % from.file.chunk];
    if (!found) return [];
    const [kind, id, name, ownPath, summary, department, promise] = found;
    const path = ownPath ?? usualPath(id, from.file.paths[kind]);
    return [{ ...one, kind, id, name, path, summary, department, promise, href: new URL(`../${path}`, base).href }];
  });
}

/**
 * The same for a reader who may still be typing: what is not here yet is fetched when they have paused, lest every
 * letter fetches results that nobody looks at. Null when they are not wanted any more.
 * @template {{ number: number }} Ranked
 * @param {Ranked[]} ranked
 * @param {() => boolean} isWanted
 */
export async function entriesWhenQuiet(ranked, isWanted) {
  const from = await indexFile();
  const isHere = ranked.every(one => fetched.has(fileOf(one.number, from)));
  return isHere || await quiet(isWanted) ? entries(ranked) : null;
}

/** @type {Kind[] | null} */
let kindAt = null;

/**
 * What says the kind of the entry with a number, without fetching it.
 * @returns {Promise<(number: number) => Kind>}
 */
export async function kindOf() {
  const { file } = await indexFile();
  const kinds = kindAt ??= kindsOf(file);
  return number => kinds[number];
}

/** @param {SearchIndex} file */
function kindsOf(file) {
  /** @type {Kind[]} */
  const kinds = new Array(file.entries);
  for (const [kind, ranges] of Object.entries(file.kinds)) {
    for (const [start, end] of ranges) kinds.fill(/** @type {Kind} */ (kind), start, end);
  }
  return kinds;
}

/**
 * The times of services for the reader's own department.
 * @typedef {object} Customers
 * @property {string | null} department   null where there is nothing to go by
 * @property {(number: number) => boolean} has   whether something is agreed for the service with a number
 * @property {(entry: Shown & { number: number }) => string | null} promiseOf   what is promised to the department
 */

/** @returns {Promise<Customers>} */
export async function customersOf() {
  const { department } = mine();
  const known = department !== null && (await indexFile()).customers.includes(department);
  /** @type {SearchCustomers} */
  const agreed = known ? await part(`customers/${department}.json`) : {};
  /** @param {number} number */
  const has = number => Object.hasOwn(agreed, number);
  /** @param {Shown & { number: number }} entry */
  const promiseOf = ({ kind, number, promise }) => (kind === "service" ? agreed[number] : null) ?? promise;
  return { department: known ? department : null, has, promiseOf };
}
