/* What the words of a query stand for in the index. */

/** @import { SearchBeginnings, SearchEndings, SearchWords } from "../../contract" */
/** @import { Index } from "./search_index.js" */

import {
  hasMeaning, isOfLanguage, part, partAfter, partOf, postingsOf, relativesIn, spaced, stemIn,
} from "./search_index.js";
import { isPair } from "./search_tokens.js";

/**
 * A word of a query: the stems that it stands for, with what each is worth; the words as written that stand for
 * them; where it is unknown, what was put in its place, with the stems; where it is a rare word of the language, the
 * word of the catalog that looks like it; and whether it may as well say nothing.
 * @typedef {{ word: string, stems: Map<string, number>, forms: Set<string>, instead: string[], like?: string,
 *   stemOf?: Map<string, string>, perhaps?: boolean }} Asked
 */

export const LONGEST_WORD = 40;   // characters of a word whose spelling is corrected
const LOOKS_LIKE = 0.35;   // what a word is worth that looks like a rare one
const CORRECTIONS = 4;     // spellings that are tried for a word
const EXPANSIONS = 40;     // words that a beginning may stand for while it is typed
const RELATIVE = 0.7;      // what a word of the same family is worth for one that the catalog lacks,
const BESIDE = 0.35;       // and what it is beside one that the catalog has
export const MOST = 24;    // words of a query that are looked at

/**
 * Steps from one word to the other (insert, drop, replace, swap neighbors), or Infinity above the limit.
 * @param {string} word
 * @param {string} other
 * @param {number} limit
 */
function distance(word, other, limit) {
  if (Math.abs(word.length - other.length) > limit) return Infinity;
  /** @type {number[]} */
  let earlier = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= word.length; row += 1) {
    const line = [row];
    for (let at = 1; at <= other.length; at += 1) {
      const same = word[row - 1] === other[at - 1];
      line[at] = Math.min(last[at] + 1, line[at - 1] + 1, last[at - 1] + (same ? 0 : 1));
      const swapped = row > 1 && at > 1 && word[row - 1] === other[at - 2] && word[row - 2] === other[at - 1];
      if (swapped) line[at] = Math.min(line[at], earlier[at - 2] + 1);
    }
    earlier = last;
    last = line;
  }
  return last[other.length] <= limit ? last[other.length] : Infinity;
}

/** @param {string} word */
const allowed = word => isPair(word) ? 0 : word.length > 7 ? 2 : word.length > 3 ? 1 : 0;

/**
 * The name of a file for letters: themselves where they are ASCII, else their code points.
 * @param {string} letters
 */
function fileName(letters) {
  const points = [...letters].map(letter => Number(letter.codePointAt(0)));
  return points.every(point => point < 128) ? letters : points.map(point => point.toString(16)).join("-");
}

/**
 * The words of the catalog with the same first letter.
 * @param {string} word
 * @param {Index} index
 */
export async function beginningsOf(word, index) {
  const [first] = word;
  if (!index.beginnings.has(first)) return [];
  /** @type {SearchBeginnings} */
  const own = await part(`begin/${fileName(first)}.json`);
  return spaced(own);
}

/**
 * The words of the catalog with the same last letters.
 * @param {string} word
 * @param {Index} index
 */
async function endingsOf(word, index) {
  const last = [...word].slice(-2).join("");
  if (!index.ends.has(last)) return [];
  /** @type {SearchEndings} */
  const own = await part(`end/${fileName(last)}.json`);
  return spaced(own);
}

/**
 * What a word may have been that the index does not know: [word of the catalog, what it is worth], the nearest only.
 * A word of the language is what it says, whatever looks like it.
 * @param {string} word
 * @param {Index} index
 * @returns {Promise<Array<[string, number]>>}
 */
async function corrected(word, index) {
  const limit = allowed(word);
  if (!limit || word.length > LONGEST_WORD || await isOfLanguage(word, index)) return [];
  const own = await beginningsOf(word, index);
  const near = await spelledLike(word, limit, own, index);
  if (near.length) {
    const least = Math.min(...near.map(({ steps }) => steps));
    return near.filter(({ steps }) => steps === least).slice(0, CORRECTIONS).map(({ other }) => [other, 0.7 / least]);
  }
  const parts = word.length > 4
    ? own.filter(other => other.length > 4 && (word.startsWith(other) || other.startsWith(word)))
    : [];
  return parts.slice(0, CORRECTIONS).map(other => [other, 0.5]);
}

/**
 * The words of the catalog at most so many steps from a word: of those that begin with the same letter, which are
 * given, and of those with the same end.
 * @param {string} word
 * @param {number} limit
 * @param {string[]} own
 * @param {Index} index
 */
async function spelledLike(word, limit, own, index) {
  const candidates = [...new Set([...own, ...await endingsOf(word, index)])];
  return candidates.map(other => ({ other, steps: distance(word, other, limit) }))
    .filter(({ steps }) => steps <= limit);
}

/**
 * A word of the language that neither the catalog has nor many people use, with the one a letter away that most of the
 * catalog's entries have: "calender" is one, and is hardly ever meant. It stays what it says, and what has the other
 * one is found after what was asked for.
 * @param {Asked} asked
 * @param {Index} index
 * @returns {Promise<Asked>}
 */
export async function withLookAlike(asked, index) {
  const { word, stems, perhaps } = asked;
  if (stems.size || perhaps || index.ignored.has(word) || !allowed(word) || word.length > LONGEST_WORD) return asked;
  if (!await isOfLanguage(word, index) || await hasMeaning(word, index)) return asked;
  let most = 1, like = { other: "", stem: "" };
  for (const { other } of await spelledLike(word, 1, await beginningsOf(word, index), index)) {
    const stem = stemIn(await partOf(other, index), other) ?? other;
    const count = (await postingsOf(stem, index))?.numbers.length ?? 0;
    if (count > most) [most, like] = [count, { other, stem }];
  }
  const { other, stem } = like;
  return other ? { ...asked, stems: new Map([[stem, LOOKS_LIKE]]), forms: new Set([word, other]), like: other } : asked;
}

/**
 * Words that begin with a word, with their stems. They follow it in the alphabet, if only in the next file.
 * @param {string} word
 * @param {SearchWords} place
 * @param {Index} index
 */
async function beginningWith(word, place, index) {
  /** @param {SearchWords} listed */
  const found = listed => Object.keys(listed.words).filter(other => other.startsWith(word) && other !== word)
    .map(other => ({ other, stem: stemIn(listed, other) ?? other }));
  const here = found(place);
  const next = here.length ? null : await partAfter(word, index);
  return (next ? found(next) : here).slice(0, EXPANSIONS);
}

/**
 * What a word of the query stands for: the word itself; while it is still being typed, words that begin with it,
 * too; for an unknown one, what it may have been.
 * @param {string} word
 * @param {Index} index
 * @param {{ typing?: boolean }} how
 * @returns {Promise<Asked>}
 */
export async function meant(word, index, { typing = false }) {
  const stems = new Map(), stemOf = new Map(), forms = new Set([word]);
  /** @type {(stem: string, worth: number) => void} */
  const add = (stem, worth) => { stems.set(stem, Math.max(worth, stems.get(stem) ?? 0)); };
  const place = await partOf(word, index);
  const own = stemIn(place, word);
  if (own !== null) add(own, 1);
  if (typing && word.length > 2) {
    for (const { other, stem } of await beginningWith(word, place, index)) {
      add(stem, own === null ? 0.8 : 0.3);
      forms.add(other);
    }
  }
  const instead = stems.size ? [] : await corrected(word, index);
  for (const [other, worth] of instead) {
    const stem = stemIn(await partOf(other, index), other);
    if (stem !== null) {
      add(stem, worth);
      stemOf.set(other, stem);
    }
    forms.add(other);
  }
  for (const [relative, worth] of await family(word, place, index)) add(relative, worth);
  const places = await Promise.all([...stems.keys()].map(stem => partOf(stem, index)));
  for (const listed of new Set([place, ...places])) {
    for (const other of Object.keys(listed.words)) if (stems.has(stemIn(listed, other) ?? other)) forms.add(other);
  }
  return { word, stems, forms, instead: instead.map(([other]) => other), stemOf };
}

/**
 * The stems of the words that are of one family with a word, with what each is worth.
 * @param {string} word
 * @param {SearchWords} place
 * @param {Index} index
 * @returns {Promise<Array<[string, number]>>}
 */
async function family(word, place, index) {
  const relatives = relativesIn(place, word);
  const isHere = relatives.length && await postingsOf(stemIn(place, word) ?? word, index) !== null;
  return relatives.map(relative => [relative, isHere ? BESIDE : RELATIVE]);
}

/**
 * What begins like a word that nobody knows, three letters at least: the likest only.
 * @param {string} word
 * @param {Index} index
 * @returns {Promise<Asked>}
 */
export async function alike(word, index) {
  const known = isPair(word) || stemIn(await partOf(word, index), word) !== null || await isOfLanguage(word, index);
  const own = !known && word.length > 3 && word.length <= LONGEST_WORD ? await beginningsOf(word, index) : [];
  const like = own.map(other => ({ other, length: shared(word, other) })).filter(({ length }) => length > 2);
  const most = Math.max(...like.map(({ length }) => length));
  const instead = like.filter(({ length }) => length === most).slice(0, CORRECTIONS).map(({ other }) => other);
  const stems = new Map(), stemOf = new Map();
  for (const other of instead) {
    const stem = stemIn(await partOf(other, index), other) ?? other;
    stems.set(stem, 1);
    stemOf.set(other, stem);
  }
  return { word, stems, forms: new Set(instead), instead, stemOf };
}

/**
 * How many letters two words begin with alike.
 * @param {string} word
 * @param {string} other
 */
export function shared(word, other) {
  let length = 0;
  while (length < word.length && word[length] === other[length]) length += 1;
  return length;
}
