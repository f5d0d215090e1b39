/* Results as readers see them: below the search box, and as rows of the find page. */

/** @import { SearchColumns } from "../../contract" */
/** @import { Result } from "./engine.js" */
/** @import { Kind } from "./search_index.js" */
/** @import { Asked } from "./search_words.js" */

import { make } from "./make.js";
import { nodes, separated, text } from "./messages.js";
import { hasStem } from "./search_index.js";
import { words } from "./search_tokens.js";

/**
 * What is shown as a row: a result with color and initials of its department, whether its promise was kept, and
 * whether it is retired.
 * @typedef {Result & { color?: number, initials?: string, verdict?: Verdict, retired?: boolean }} Row
 * @typedef {SearchColumns["columns"]["kept"][0][number]} Verdict
 * @typedef {"ok" | "warn" | "off" | ""} Look
 */

/** The kinds that are shown together. */
const GROUP_OF = /** @type {const} */ ({
  service: "services", topic: "services", role: "roles", person: "roles", department: "departments", faq: "questions",
  journey: "journeys", agreement: "agreements", notice: "notices", calendar: "hours",
  page: "pages",
});
/** @typedef {typeof GROUP_OF[Kind]} Group */

export const GROUPS = /** @type {const} */ ([
  "services", "roles", "departments", "questions", "journeys", "agreements", "notices", "hours", "pages",
]);

/** @param {Kind} kind */
export const groupOf = kind => GROUP_OF[kind];

/** @param {Group} group */
export const groupName = group => text(`script.group.${group}`, {});

/** @param {Kind} kind */
export const kindName = kind => text(`script.kind.${kind}`, {});

/**
 * The words of the query that an entry has, each with all its forms.
 * @param {Result} entry
 */
const found = entry => entry.asked.filter((_, at) => entry.matched >>> at & 1);

/**
 * Whether other words were looked for instead of one.
 * @param {Asked} asked
 */
const isMended = ({ instead, stems }) => instead.length > 0 && stems.size > 0;

/** @param {string} word */
const quoted = word => text("script.quoted", { word });

/**
 * The sentence that says what was looked for instead of a word.
 * @param {Asked} asked
 */
function mended({ word, instead }) {
  const used = separated(instead.map(quoted));
  const sentence = make("span", {}, text("script.corrected", { word: quoted(word), instead: used }));
  sentence.dataset.mended = `${word}>${instead.join(",")}`;
  return sentence;
}

/**
 * What is said of the words of a query: what was looked for instead of one, which of them nothing has, and what to
 * search for where such a word looks like one of the catalog.
 * @param {Asked[]} asked
 * @param {string} query
 * @param {(query: string) => string} address   of the find page
 * @returns {Node[]}   none where every word was found
 */
export function remarks(asked, query, address) {
  const offered = asked.flatMap(({ word, like }) => like ? [offer(word, like, query, address)] : []);
  const said = [...asked.filter(isMended).map(mended), ...notMentioned(asked), ...offered];
  return said.flatMap((one, at) => at ? [document.createTextNode(" "), one] : [one]);
}

/**
 * A link to the same query with a word of the catalog for one that looks like it.
 * @param {string} word
 * @param {string} like
 * @param {string} query
 * @param {(query: string) => string} address
 */
function offer(word, like, query, address) {
  const pieces = query.split(/([\p{L}\p{N}\p{M}'’]+)/u).map(piece => words(piece).includes(word) ? like : piece);
  const link = make("a", { href: address(pieces.join("")) }, text("script.search-instead", { word: quoted(like) }));
  link.dataset.offered = `${word}>${like}`;
  return link;
}

/**
 * The sentence that names words which nothing has; none where there are none.
 * @param {Asked[]} asked
 */
function notMentioned(asked) {
  const unknown = asked.filter(({ stems, like }) => !stems.size || like);
  if (!unknown.length) return [];
  const listed = unknown.map(({ word }) => word);
  const sentence = make("span", {}, text("script.not-mentioned", { words: separated(listed.map(quoted)) }));
  sentence.dataset.unknown = listed.join(" ");
  return [sentence];
}

/**
 * A text with the words that matched marked.
 * @param {string} shown
 * @param {Result} entry
 */
function marked(shown, entry) {
  const asked = found(entry);
  if (!asked.length) return make("span", {}, shown);
  /** @param {string} piece */
  const isMatch = piece => /^[\p{L}\p{N}]/u.test(piece)
    && words(piece).some(word => asked.some(one => one.forms.has(word)));
  const pieces = shown.split(/([\p{L}\p{N}\p{M}]+)/u).filter(Boolean);
  return make("span", {}, ...pieces.map(piece => isMatch(piece) ? make("mark", {}, piece) : piece));
}

/**
 * Of the words that were looked for instead of one, that which the entry has.
 * @param {Result} entry
 * @param {Asked} asked
 */
const mendedFor = ({ number }, { instead, stemOf }) => instead.find(word => hasStem(number, stemOf?.get(word)));

/**
 * What matched elsewhere than in the texts that are shown, an alias or words: it is named, or the reader would not see
 * why.
 * @param {Result} entry
 * @param {Array<string | null>} shown
 */
function elsewhere(entry, shown) {
  const pieces = shown.flatMap(one => (one ?? "").split(/[^\p{L}\p{N}\p{M}]+/u));
  const seen = new Set(pieces.flatMap(words));
  const called = words(entry.called ?? "");
  if (called.length && !called.every(word => seen.has(word))) return [entry.called ?? ""];
  const unseen = found(entry).filter(one => ![...seen].some(word => one.forms.has(word)));
  return unseen.map(one => mendedFor(entry, one) ?? one.like ?? one.word);
}

/**
 * What an entry matched by besides what is shown of it, as a line; nothing where all is shown.
 * @param {Result} entry
 * @param {Array<string | null>} shown
 */
function also(entry, shown) {
  const separator = text("list.separator", {});
  const named = elsewhere(entry, shown).flatMap((word, at) =>
    [...(at ? [separator] : []), ...nodes("script.quoted", { word: make("mark", {}, word) })]);
  if (!named.length) return [];
  const list = document.createDocumentFragment();
  list.append(...named);
  return [make("span", { className: "sb-also" }, ...nodes("script.mentions", { words: list }))];
}

/**
 * @param {string} name
 * @param {Look} look
 */
function chip(name, look) {
  return make("span", { className: look ? `sb-chip is-${look}` : "sb-chip" }, name);
}

/** @param {Result} entry */
function linkTo(entry) {
  const link = make("a", { href: entry.href });
  link.dataset.result = `${entry.kind}:${entry.id}`;
  return link;
}

/**
 * Whether the promise was kept, in a word; nothing where that cannot be said.
 * @param {Verdict} verdict
 */
function kept(verdict) {
  if (verdict === "none" || verdict === "too-few") return [];
  const word = make("small", { className: "sb-soft" }, text(`script.kept.${verdict}`, {}));
  word.dataset.verdict = verdict;
  return [word];
}

/**
 * A result as a row of the find page: name, summary, provider, promise, state.
 * @param {Row} entry
 * @param {Array<[string, Look]>} chips
 */
export function resultRow(entry, chips) {
  const row = make("li", { className: entry.retired ? "sb-row is-retired" : "sb-row" });
  const link = linkTo(entry);
  link.append(marked(entry.name, entry));
  const department = entry.department ?? "";
  const colored = () => {
    const name = make("span", { className: `sb-of is-hue-${entry.color}` }, department);
    name.dataset.initials = entry.initials ?? "";
    return name;
  };
  /** @type {Record<string, Array<Node | string>>} */
  const cells = {
    name: [link],
    summary: [marked(entry.summary ?? "", entry), ...also(entry, [entry.name, entry.summary])],
    by: [entry.color === undefined ? department : colored()],
    promise: [entry.promise ?? ""],
    state: [...chips.map(([name, look]) => chip(name, look)), ...entry.verdict ? kept(entry.verdict) : []],
  };
  for (const [part, content] of Object.entries(cells)) {
    const cell = make("div", { className: `sb-row__${part}` }, ...content);
    if (part === "name" || part === "summary") cell.dir = "auto";
    row.append(cell);
  }
  return row;
}

/**
 * A result as an option below the search box.
 * @param {Result} entry
 * @param {string} id
 */
export function resultOption(entry, id) {
  const link = Object.assign(linkTo(entry), { id, role: "option", ariaSelected: "false", tabIndex: -1 });
  const name = make("span", { className: "sb-result__name", dir: "auto" }, marked(entry.name, entry));
  const summary = make("span", { className: "sb-result__summary", dir: "auto" }, marked(entry.summary ?? "", entry));
  const others = also(entry, [entry.name, entry.summary, entry.department]);
  const known = [entry.department, entry.promise].filter(Boolean).join(" · ");
  const facts = make("span", { className: "sb-result__facts" }, chip(kindName(entry.kind), ""), " ",
    known, others.length && known ? " · " : "", ...others);
  link.append(name, " ", summary, " ", facts);
  return make("li", { className: "sb-result", role: "presentation" }, link);
}
