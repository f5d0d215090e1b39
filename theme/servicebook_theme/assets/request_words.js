/* Values and changes in words. */

/** @import { Change } from "./request_parts.js" */
/** @import { Fault, Path } from "./request_schema.js" */
/** @import { Knowledge } from "./request_knowledge.js" */

import { own } from "./request_knowledge.js";
import { text } from "./request_messages.js";
import { isMap } from "./request_schema.js";

const MOST = 90;   // letters of a value that are shown where it is only named

/**
 * A value in few words; nothing for none.
 * @param {any} value
 * @param {Knowledge} known
 * @returns {string}
 */
export function said(value, known) {
  const words = (isMap(value) ? Object.values(value).map(one => said(one, known)).join(", ")
    : Array.isArray(value) ? value.map(one => said(one, known)).join(" · ")
    : whole(value, known)).replace(/\s+/g, " ").trim();
  return words.length > MOST ? `${words.slice(0, MOST - 1)}…` : words;
}

/**
 * A value in all its words.
 * @param {any} value
 * @param {Knowledge} known
 * @returns {string}
 */
export function whole(value, known) {
  if (value === undefined || value === null) return "";
  if (typeof value === "boolean") return text(value ? "request.form.yes" : "request.form.no", {});
  if (Array.isArray(value)) return value.map(one => whole(one, known)).join(", ");
  if (isMap(value)) {
    /** @param {[string, any]} entry */
    const pair = ([key, one]) => text("request.form.pair", { name: known.label(key), value: whole(one, known) });
    return Object.entries(value).map(pair).join("; ");
  }
  return typeof value === "string" ? own(known.fields.words, value) ?? value : String(value);
}

/**
 * Where, what was, and what is to be.
 * @param {Change} change
 * @param {Knowledge} known
 * @returns {{ where: string, before: string, after: string }}
 */
export function changeWords({ path, from, to }, known) {
  return { where: known.place(path), before: whole(from, known), after: whole(to, known) };
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
