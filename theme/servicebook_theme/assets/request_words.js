/* Values and changes in words. */

/** @import { Change } from "./request_parts.js" */
/** @import { Fault, Path, Schema } from "./request_schema.js" */
/** @import { Knowledge } from "./request_knowledge.js" */

import { own } from "./request_knowledge.js";
import { text } from "./request_messages.js";
import { inner, isMap } from "./request_schema.js";

const MOST = 90;   // letters of a value that are shown where it is only named

/**
 * All that a list or a group holds, in words.
 * @param {any} value
 * @param {Knowledge} known
 * @param {Schema | undefined} schema
 * @param {typeof whole} say
 */
const parts = (value, known, schema, say) =>
  Object.keys(value).map(key => say(value[key], known, inner(schema, key, known.fields.defs)));

/**
 * A value in few words; nothing for none.
 * @param {any} value
 * @param {Knowledge} known
 * @param {Schema} [schema]   its own, by which ids are called by the names of what they stand for
 * @returns {string}
 */
function said(value, known, schema) {
  const all = value && typeof value === "object"
    ? parts(value, known, schema, said).join(isMap(value) ? ", " : " · ") : whole(value, known, schema);
  const words = all.replace(/\s+/g, " ").trim();
  return words.length > MOST ? `${words.slice(0, MOST - 1)}…` : words;
}

/**
 * Keeps an element saying a value in few words, with the names that are known.
 * @param {HTMLElement} element
 * @param {any} value
 * @param {Knowledge} known
 * @param {Schema} schema
 * @param {string} [otherwise]   what it says of nothing
 */
export function tell(element, value, known, schema, otherwise = "") {
  const follow = () => { element.textContent = said(value, known, schema) || otherwise; };
  follow();
  known.heard.push(follow);
}

/**
 * A value in all its words.
 * @param {any} value
 * @param {Knowledge} known
 * @param {Schema} [schema]   its own, as for `said`
 * @returns {string}
 */
export function whole(value, known, schema) {
  if (value === undefined || value === null) return "";
  if (typeof value === "boolean") return text(value ? "request.form.yes" : "request.form.no", {});
  if (typeof value === "object") {
    const all = parts(value, known, schema, whole);
    return Array.isArray(value) ? all.join(", ") : Object.keys(value)
      .map((key, at) => text("request.form.pair", { name: known.label(key), value: all[at] })).join("; ");
  }
  if (typeof value !== "string") return String(value);
  return known.name(value, schema) ?? own(known.fields.words, value) ?? value;
}

/**
 * Where, what was, and what is to be.
 * @param {Change} change
 * @param {Knowledge} known
 * @param {Schema} schema   that the path begins in
 * @returns {{ where: string, before: string, after: string }}
 */
export function changeWords({ path, from, to }, known, schema) {
  const where = known.place(path);
  /** @type {Schema | undefined} */
  let last = schema;
  for (const step of path) last = inner(last, step, known.fields.defs);
  const before = whole(from, known, last), after = whole(to, known, last);
  // two may have the same name, and then only their ids tell what changes
  return before === after ? { where, before: whole(from, known), after: whole(to, known) } : { where, before, after };
}

/**
 * What is wrong, and what to do.
 * @param {Fault} fault
 * @param {Path} rest   the way from the part that says it
 * @param {Knowledge} known
 */
export function faultWords({ keyword, schema }, rest, known) {
  const words = keyword === "required" ? text("request.form.missing", {})
    : keyword === "uniqueItems" ? text("request.form.twice", {})
    : known.hint(schema) ?? text("request.form.unfit", {});
  return rest.length ? text("request.form.at", { place: known.place(rest), words }) : words;
}
