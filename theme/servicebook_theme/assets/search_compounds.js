/* What a query writes as one word and the catalog as several ("Laptopreparatur"), and the other way. At build time
   servicebook.search.compounds does the same for the catalog's words. */

/** @import { Index } from "./search_index.js" */
/** @import { Asked } from "./search_words.js" */

import { isOfLanguage, partOf, stemIn } from "./search_index.js";
import { beginningsOf, LONGEST_WORD, shared } from "./search_words.js";
import { isPair } from "./search_tokens.js";

const SHORTEST = 4;        // letters of the shortest part
const SHORTEST_USUAL = 3;  // the same where the language writes compounds
const FIRST_PARTS = 6;     // beginnings that are tried, the longest first
const DEPTH = 2;           // how often what is left of a word is parted again
const ENDINGS = ["", "e", "en", "er", "es", "n", "s"];

/**
 * The words of a query, each followed by its parts where it is a compound; without itself where the catalog has only
 * the parts. What the catalog or the language has is one word, unless the language writes compounds.
 * @param {string[]} every
 * @param {Index} index
 */
export async function withParts(every, index) {
  return (await Promise.all(every.map(word => parted(word, index)))).flat();
}

/**
 * @param {string} word
 * @param {Index} index
 */
async function parted(word, index) {
  const isUsual = index.file.links.length > 0;
  const shortest = isUsual ? SHORTEST_USUAL : SHORTEST;
  if (word.length < SHORTEST + shortest || word.length > LONGEST_WORD || isPair(word)) return [word];
  const isKnown = await stemOf(word, index) !== null;
  if (!isUsual && (isKnown || await isOfLanguage(word, index))) return [word];
  const parts = await partsOf(word, index, DEPTH);
  return isKnown || !parts.length ? [word, ...parts] : parts;
}

/**
 * @param {string} word
 * @param {Index} index
 */
const stemOf = async (word, index) => stemIn(await partOf(word, index), word);

/**
 * The words of the catalog that a word is made of, as few as do; none where it is not.
 * @param {string} word
 * @param {Index} index
 * @param {number} depth
 * @returns {Promise<string[]>}
 */
async function partsOf(word, index, depth) {
  const begun = beginnings(word, await beginningsOf(word, index), index);
  for (const { first, rest } of begun) {
    const last = await formOf(rest, index);
    if (last !== null) return [first, last];
  }
  if (!depth) return [];
  for (const { first, rest } of begun) {
    const further = await partsOf(rest, index, depth - 1);
    if (further.length) return [first, ...further];
  }
  return [];
}

/**
 * The words that a word begins with, perhaps with another ending, and what is then left of it; the longest first.
 * @param {string} word
 * @param {string[]} own
 * @param {Index} index
 */
function beginnings(word, own, index) {
  const shortest = index.file.links.length ? SHORTEST_USUAL : SHORTEST;
  const begun = own.map(first => ({ first, length: shared(word, first) }))
    .filter(({ first, length }) => length >= shortest && ENDINGS.includes(first.slice(length)))
    .sort((one, other) => other.length - one.length || one.first.length - other.first.length);
  return begun.slice(0, FIRST_PARTS).flatMap(({ first, length }) => {
    const left = word.slice(length);
    const rests = linksOf(index).filter(link => left.startsWith(link)).map(link => left.slice(link.length));
    return rests.filter(rest => rest.length >= shortest).map(rest => ({ first, rest }));
  });
}

/**
 * The word of the index that a word is, perhaps with another ending; null for none.
 * @param {string} word
 * @param {Index} index
 */
async function formOf(word, index) {
  const longer = ENDINGS.map(ending => word + ending);
  const endings = ENDINGS.filter(ending => ending && word.endsWith(ending));
  const shorter = endings.map(ending => word.slice(0, -ending.length));
  for (const form of [...longer, ...shorter]) {
    if (form.length >= SHORTEST_USUAL && await stemOf(form, index) !== null) return form;
  }
  return null;
}

/**
 * The words of a query, of which those that the catalog writes as one with a neighbor stand for that one, too: "log in"
 * for "login", "Urlaub Antrag" for "Urlaubsantrag". What is known so is no slip.
 * @param {Asked[]} asked
 * @param {string[]} every   all words in their order
 * @param {Index} index
 * @returns {Promise<Asked[]>}
 */
export async function withNeighbors(asked, every, index) {
  const links = linksOf(index);
  const pairs = every.slice(1).flatMap((word, at) =>
    links.map(link => ({ words: [every[at], word], pair: every[at] + link + word })));
  const looked = await Promise.all(pairs.map(async one => ({ ...one, stem: await stemOf(one.pair, index) })));
  return asked.map(one => {
    const own = looked.filter(({ words, stem }) => stem !== null && words.includes(one.word));
    if (!own.length) return one;
    const others = one.instead.length ? [] : one.stems;
    return {
      ...one,
      stems: new Map([...others, ...own.map(({ stem }) => /** @type {const} */ ([String(stem), 1]))]),
      forms: new Set([...one.forms, ...own.map(({ pair }) => pair)]),
      instead: [],
    };
  });
}

/**
 * What stands between the parts of compounds.
 * @param {Index} index
 */
const linksOf = ({ file: { links } }) => links.length ? links : [""];
