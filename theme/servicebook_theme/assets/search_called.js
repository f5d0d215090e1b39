/* What entries are called: whoever writes out a name, an alias or an id is led to just that. Names are compared as
   servicebook.search.called keeps them. */

/** @import { SearchCalled } from "../../contract" */
/** @import { Index, Kind } from "./search_index.js" */

import { digitAt, kindOf, part, placeOf } from "./search_index.js";
import { folded, parted, withoutPossessives } from "./search_tokens.js";

/**
 * An entry that is called what a query says, in the spelling of the index. `way`: how, the surest way is 0.
 * @typedef {{ number: number, way: number, spelling: string }} Called
 */

const WAYS = 4;         // servicebook.search.called: name, alias, id, former id
const FILES = 3;        // files of names that a beginning is looked for in
const SHORTEST = 3;     // letters of a word that may be the beginning of a longer one
/** Of several that are called the same, what people mean first. @type {Kind[]} */
const KINDS = [
  "service", "department", "role", "person", "journey", "topic", "agreement", "notice", "calendar", "faq", "page",
];

/**
 * The spellings of a query: its words, and the same without the endings of possessives.
 * @param {string} query
 * @param {Index} index
 */
function spellings(query, { file }) {
  const plain = folded(query);
  const written = [plain, withoutPossessives(plain)].map(one => {
    const words = parted(one);
    const telling = words.filter(word => !file.and.includes(word));
    return (telling.length ? telling : words).join(" ");
  });
  return [...new Set(written)].filter(Boolean);
}

/** @param {string} spelling */
const lettersOf = spelling => spelling.replaceAll(" ", "");

/**
 * Whether a name begins with letters that are whole words of it; while the last is still being typed, a part of one
 * will do.
 * @param {string} spelling
 * @param {string} letters
 * @param {boolean} typing
 */
function beginsWith(spelling, letters, typing) {
  if (!lettersOf(spelling).startsWith(letters)) return false;
  if (typing && letters.length >= SHORTEST) return true;
  let length = 0;
  return spelling.split(" ").some(word => (length += word.length) === letters.length);
}

/**
 * The file of names that letters would be in, and those after it that begin with them.
 * @param {string} letters
 * @param {Index} index
 * @returns {Promise<SearchCalled[]>}
 */
async function filesFor(letters, { file: { called } }) {
  if (!called.length) return [];
  const first = placeOf(letters, called);
  let end = first + 1;
  while (end < first + FILES && called[end]?.startsWith(letters)) end += 1;
  return Promise.all(Array.from({ length: end - first }, (_, at) => part(`called/${first + at}.json`)));
}

/**
 * What is called something in a file of names, as servicebook.search.index writes it.
 * @param {SearchCalled} file
 * @returns {Array<[spelling: string, numbers: number[]]>}
 */
function spelled({ spellings: written, numbers }) {
  let before = "";
  return written.split("\n").map((line, at) => {
    before = before.slice(0, digitAt(line, 0)) + line.slice(1);
    return [before, numbers[at]];
  });
}

/**
 * What a query is the name of, likeliest first; and what has a name that begins with it, in no order.
 * @param {string} query
 * @param {Index} index
 * @param {boolean} typing
 * @returns {Promise<{ exact: Called[], beginning: Called[] }>}
 */
export async function calledSo(query, index, typing) {
  /** @type {Map<number, Called>} */
  const exact = new Map(), beginning = new Map();
  for (const letters of spellings(query, index).map(lettersOf)) {
    for (const [spelling, values] of (await filesFor(letters, index)).flatMap(spelled)) {
      const isExact = lettersOf(spelling) === letters;
      if (!isExact && !beginsWith(spelling, letters, typing)) continue;
      for (const value of values) {
        const one = { number: Math.floor(value / WAYS), way: value % WAYS, spelling };
        const listed = isExact ? exact : one.way ? null : beginning;
        if (listed && one.way <= (listed.get(one.number)?.way ?? WAYS)) listed.set(one.number, one);
      }
    }
  }
  const kind = await kindOf();
  /** @param {Called} one */
  const rank = ({ number, way }) => way * KINDS.length + KINDS.indexOf(kind(number));
  return {
    exact: [...exact.values()].sort((one, other) => rank(one) - rank(other) || one.number - other.number),
    beginning: [...beginning.values()].filter(({ number }) => !exact.has(number)),
  };
}
