/* Text to words, in the same way as servicebook.search.tokens and servicebook.search.letters do it; a test compares
   them. */

const LONGEST = 400;   // characters of a query that are looked at
// accents, Hebrew points, Arabic vowels, the dot of Devanagari, and what has no form of its own
const LEFT_OUT = new RegExp([
  "[\\u0300-\\u036f\\u1ab0-\\u1ace\\u1dc0-\\u1dff\\u20d0-\\u20f0\\ufe20-\\ufe2f",
  "\\u0483-\\u0489\\u2de0-\\u2dff\\ua66f-\\ua67d\\ua69e\\ua69f",
  "\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7",
  "\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06ed\\u08ca-\\u08ff\\u0711\\u0730-\\u074a\\u093c",
  "\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}\\u00ad\\u061c\\u0640\\u200b-\\u200f\\u2060\\ufeff]",
].join(""), "gu");
const LETTERS = new Map(Object.entries({
  ß: "ss", ı: "i", ø: "o", ł: "l", æ: "ae", œ: "oe", đ: "d", ð: "d", þ: "th", ħ: "h", ς: "σ", "ँ": "ं",
}));
const APOSTROPHE = /['’]/g;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const COMPOUND = /[\p{L}\p{Nl}\p{No}]+(?:-[\p{L}\p{Nl}\p{No}]+)+/gu;
const POSSESSIVE = /(?<=[\p{L}\p{Nl}\p{No}])['’]s(?![\p{L}\p{N}_])/gu;
const ELIDED = /(?<![\p{L}\p{N}_'’])(?:[cdjlmnst]|qu|un|all|dall|dell|nell|sull)['’](?=[\p{L}\p{Nl}\p{No}]{3})/gu;
// Thai, Lao, Tibetan, Burmese, Khmer, hiragana, katakana, Han and Hangul
const RANGES = "\\u0e00-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff\\uac00-\\ud7af"
  + "\\u{20000}-\\u{3ffff}";
const WIDE = new RegExp(`[${RANGES}]`, "u");
const RUN = new RegExp(`[${RANGES}]+|[^${RANGES}]+`, "gu");
const ARTICLE = /^(?:[وبكف]?ال|لل)(?=[\u0620-\u06ff]{2})/u;

/**
 * A query in lower case, in compatibility forms, without the marks that people leave out.
 * @param {string} query
 */
export function folded(query) {
  const plain = query.slice(0, LONGEST).normalize("NFKD").toLowerCase().replace(LEFT_OUT, "");
  return plain.replace(/[\u0901ßıøłæœđðþħς]/gu, letter => LETTERS.get(letter) ?? letter).normalize("NFC");
}

/**
 * The runs of letters, digits and marks of a folded text. An apostrophe within a word parts nothing.
 * @param {string} plain
 */
export const parted = plain => plain.replace(APOSTROPHE, "").match(WORD) ?? [];

/** @param {string} plain */
export const withoutPossessives = plain => plain.replace(POSSESSIVE, "");

/**
 * Whether a word is a pair of letters of a script without spaces, which says too little to have its spelling mended.
 * @param {string} word
 */
export const isPair = word => WIDE.test(word);

/** @param {string} query */
export function words(query) {
  const plain = withoutPossessives(folded(query)).replace(ELIDED, "");
  const found = [];
  for (const word of parted(plain)) {
    if (!WIDE.test(word)) found.push(word.replace(ARTICLE, ""));
    else for (const run of word.match(RUN) ?? []) found.push(...WIDE.test(run) ? pairs(run) : [run]);
  }
  for (const [compound] of plain.replace(APOSTROPHE, "").matchAll(COMPOUND)) found.push(compound.replaceAll("-", ""));
  return found;
}

/**
 * Every two neighbors of the letters, each of which has its marks with it; one or two are given as they are.
 * @param {string} run
 */
function pairs(run) {
  const letters = run.match(/^\p{M}+|\P{M}\p{M}*/gu) ?? [];
  return letters.length > 1 ? letters.slice(1).map((letter, at) => letters[at] + letter) : letters;
}
