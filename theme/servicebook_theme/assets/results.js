/* Results as readers see them: below the search box, and as rows of the find page. */

import { words } from "./engine.js";
import { make } from "./make.js";

export const KINDS = { service: "Service", journey: "Journey", role: "Role", person: "Person", department: "Department", faq: "Question", page: "Page" };

/* The kinds that are shown together. */
export const GROUPS = { services: ["service"], roles: ["role", "person"], departments: ["department"], questions: ["faq"], journeys: ["journey"], pages: ["page"] };
export const GROUP_NAMES = { services: "Services", roles: "Roles and people", departments: "Departments", questions: "Questions", journeys: "Journeys", pages: "Pages" };
export const groupOf = kind => Object.keys(GROUPS).find(group => GROUPS[group].includes(kind));

/* The words of the query that an entry has, each with all its forms. */
const found = entry => (entry.asked ?? []).filter((one, at) => entry.matched >>> at & 1);

/* A text with the words that matched marked. */
function marked(text, entry) {
  const forms = found(entry);
  if (!forms.length) return make("span", {}, text);
  const isMatch = piece => /^[\p{L}\p{N}]/u.test(piece) && words(piece).some(word => forms.some(one => one.forms.has(word)));
  const pieces = text.split(/([\p{L}\p{N}]+)/u).filter(Boolean);
  return make("span", {}, ...pieces.map(piece => isMatch(piece) ? make("mark", {}, piece) : piece));
}

/* The words that matched elsewhere than in the texts: they are named, or the reader would not see why. */
function elsewhere(entry, ...texts) {
  const seen = new Set(texts.flatMap(text => (text ?? "").split(/[^\p{L}\p{N}]+/u)).flatMap(words));
  return found(entry).filter(one => ![...seen].some(word => one.forms.has(word))).map(one => one.instead[0] ?? one.word);
}

function chip(text, look) {
  return make("span", { className: look ? `sb-chip is-${look}` : "sb-chip" }, text);
}

function linkTo(entry) {
  const link = make("a", { href: entry.href });
  link.dataset.result = `${entry.kind}:${entry.id}`;
  return link;
}

/* What an entry matched by besides what is shown of it, as a line; nothing where all is shown. */
function also(entry, ...shown) {
  const others = elsewhere(entry, ...shown);
  return others.length ? [make("span", { className: "sb-also" }, "mentions ", ...others.flatMap((word, at) => [at ? ", " : "", make("mark", {}, word)]))] : [];
}

/* A result as a row of the find page: name, summary, provider, promise, state. ``chips`` are [text, look] each; ``color`` is its department's. */
export function resultRow(entry, chips) {
  const row = make("li", { className: entry.retired ? "sb-row is-retired" : "sb-row" });
  const link = linkTo(entry);
  link.append(marked(entry.name, entry));
  const cells = {
    name: [link],
    summary: [marked(entry.summary ?? "", entry), ...also(entry, entry.name, entry.summary)],
    by: [entry.color === undefined ? entry.department ?? "" : make("span", { className: `sb-of is-hue-${entry.color}` }, entry.department)],
    promise: [entry.promise ?? ""],
    state: chips.map(([text, look]) => chip(text, look)),
  };
  for (const [part, content] of Object.entries(cells)) {
    const cell = make("div", { className: `sb-row__${part}` }, ...content);
    if (part === "name" || part === "summary") cell.dir = "auto";
    row.append(cell);
  }
  return row;
}

/* A result as an option below the search box. */
export function resultOption(entry, id) {
  const link = Object.assign(linkTo(entry), { id, role: "option", ariaSelected: "false", tabIndex: -1 });
  const name = make("span", { className: "sb-result__name", dir: "auto" }, marked(entry.name, entry));
  const summary = make("span", { className: "sb-result__summary", dir: "auto" }, marked(entry.summary ?? "", entry));
  const others = also(entry, entry.name, entry.summary, entry.department);
  const facts = [entry.department, entry.promise].filter(Boolean).join(" · ") + (others.length && (entry.department || entry.promise) ? " · " : "");
  link.append(name, " ", summary, " ", make("span", { className: "sb-result__facts" }, chip(KINDS[entry.kind]), " ", facts, ...others));
  return make("li", { className: "sb-result", role: "presentation" }, link);
}
