/* Controls for one value: a text, a choice, a number, yes or no, a day, a time, a duration, an object of the catalog.

   Each is { control, read }: the element that has the label, and what it says, undefined for nothing. `more` are other
   elements beside it, `wrong` what it knows to be wrong that a schema cannot say. */

/** @import { Schema } from "./request_schema.js" */
/** @import { Knowledge } from "./request_knowledge.js" */

import { make } from "./make.js";
import { text } from "./request_messages.js";

/**
 * @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field
 * @typedef {{ control: Field, more?: HTMLElement[], read: () => unknown, wrong?: () => string | null }} Control
 */

const LONG = 48;   // letters that a line of a narrow form shows
/** @type {Record<string, string>} */
const MODES = { phone: "tel", email: "email", url: "url" };
const MANY = 40;   // choices that a list is still looked through for

/**
 * The control that fits a schema.
 * @param {Schema} schema
 * @param {any} value   what it says at first; undefined for nothing
 * @param {Knowledge} known
 * @param {boolean} required
 * @returns {Control}
 */
export function controlOf(schema, value, known, required) {
  if (schema["x-ref"]) return reference(schema["x-ref"], value, known, required);
  if (schema.enum) return choice(schema.enum.map((/** @type {any} */ one) => [one, known.word(one)]), value, required);
  if (schema.const === true) return choice([[true, text("request.form.yes", {})]], value, required);
  if (schema.type === "boolean") {
    return choice([[true, text("request.form.yes", {})], [false, text("request.form.no", {})]], value, required);
  }
  if (schema.type === "number" || schema.type === "integer") return number(value);
  if (schema.format === "date") return native("date", value);
  if (schema["x-text"] === "time-of-day") return native("time", value);
  const [, whole, units] = /^\^\(?(?:([a-z ]+)\|)?\[1-9\]\[0-9\]\{0,5\} \(([a-z |]+)\)s\?/.exec(schema.pattern) ?? [];
  if (units) return duration(units.split("|"), whole, value);
  return words(schema, value);
}

/**
 * @param {Schema} schema
 * @param {any} value
 * @returns {Control}
 */
function words(schema, value) {
  const [, shown, ending] = /** @type {string[]} */ (/^(.*?)(\n*)$/s.exec(value ?? ""));
  const isProse = schema["x-text"] === "text";
  const longest = Math.max(shown.length, String(schema.examples?.[0] ?? "").length);
  const rows = Math.min(12, Math.max(schema["x-markdown"] ? 4 : 2, Math.ceil(shown.length / LONG)));
  const control = isProse && (schema["x-markdown"] || shown.includes("\n") || longest > LONG)
    ? make("textarea", { rows, value: shown })
    : make("input", { type: "text", value: shown, inputMode: MODES[schema["x-text"]] ?? "text" });
  if (isProse) control.dir = "auto";
  else Object.assign(control, { autocapitalize: "off", spellcheck: false });
  const first = control.value;   // line breaks may be others than they were
  return { control, read: () => {
    const said = control.value;
    if (said === first) return value;
    return said.trim() ? said.trim() + ending : undefined;
  } };
}

/**
 * @param {any} value
 * @returns {Control}
 */
function number(value) {
  const control = make("input", { type: "text", inputMode: "decimal", value: String(value ?? "") });
  const first = control.value;
  return { control, read: () => {
    const said = control.value.trim();
    if (control.value === first || !said) return said ? value : undefined;
    const meant = Number(said.replace(",", "."));
    return Number.isFinite(meant) ? meant : said;
  } };
}

/**
 * A control of the browser's own, which may be filled in half.
 * @param {"date" | "time"} type
 * @param {any} value
 * @returns {Control}
 */
function native(type, value) {
  const control = make("input", { type, value: value ?? "" });
  const first = control.value;   // nothing, where what is written is none
  return {
    control,
    read: () => control.value === first ? value : control.value || undefined,
    wrong: () => control.validity.badInput ? text("request.form.half", {}) : null,
  };
}

/**
 * @param {Array<[unknown, string]>} listed
 * @param {any} value
 * @param {boolean} required
 * @returns {Control}
 */
function choice(listed, value, required) {
  const isListed = value === undefined || listed.some(([one]) => one === value);
  const all = isListed ? listed : [...listed, [value, String(value)]];
  const none = make("option", { value: "" }, text(required ? "request.form.choose" : "request.form.nothing", {}));
  const control = make("select", {}, none, ...all.map(([, name], at) => make("option", { value: String(at) }, name)));
  if (value !== undefined) control.value = String(all.findIndex(([one]) => one === value));
  return { control, read: () => control.value === "" ? undefined : all[Number(control.value)][0] };
}

/**
 * @param {string[]} units
 * @param {string | undefined} whole   what is written without a number, where that may be
 * @param {any} value
 * @returns {Control}
 */
function duration(units, whole, value) {
  const usual = units.find(unit => unit.includes(" ")) ?? units[0];
  const [, amount = "", unit = whole && value ? "" : usual] = /^(\d+) (.+?)s?$/.exec(value ?? "") ?? [];
  const control = make("input", { type: "text", inputMode: "numeric", value: amount, className: "sb-ask__amount" });
  /** @param {string} one */
  const word = one => text(`request.unit.${/** @type {"hour"} */ (one.replace(" ", "-"))}`, {});
  const select = make("select", { ariaLabel: text("request.form.unit", {}) },
    ...units.map(one => make("option", { value: one }, word(one))),
    ...whole ? [make("option", { value: "" }, text("request.form.same-day", {}))] : []);
  select.value = unit;
  const follow = () => { control.disabled = select.value === ""; };
  select.addEventListener("change", follow);
  follow();
  const first = [control.value, select.value].join(" ");
  return { control, more: [select], read: () => {
    if ([control.value, select.value].join(" ") === first) return value;
    const said = control.value.trim();
    if (select.value === "") return whole;
    return said ? `${said} ${select.value}${said === "1" ? "" : "s"}` : undefined;
  } };
}

/**
 * @param {string[]} kinds   with a colon behind it where ids are written with their kind
 * @param {any} value
 * @param {Knowledge} known
 * @param {boolean} required
 * @returns {Control}
 */
function reference(kinds, value, known, required) {
  const few = known.few(kinds);
  if (few && few.length <= MANY) return choice(few, value, required);
  const list = make("datalist", { id: known.newId() });
  const name = make("span", { className: "sb-soft sb-small", dir: "auto" });
  const control = make("input", { type: "text", value: value ?? "", autocapitalize: "off", spellcheck: false });
  control.setAttribute("list", list.id);
  /** @type {Array<[string, string]>} */
  let all = [];
  const meant = () => {
    const said = control.value.trim(), plain = said.toLowerCase();
    if (all.some(([id]) => id === said)) return said;
    return all.find(([, called]) => called.toLowerCase() === plain)?.[0] ?? said;
  };
  const follow = () => {
    const plain = control.value.trim().toLowerCase();
    const fitting = all.filter(([id, called]) => `${id} ${called.toLowerCase()}`.includes(plain)).slice(0, MANY);
    list.replaceChildren(...fitting.map(([id, called]) => make("option", { value: id, label: `${called} (${id})` })));
    name.textContent = all.find(([id]) => id === meant())?.[1] ?? "";
  };
  control.addEventListener("input", follow);
  known.all(kinds).then(found => {
    all = found;
    follow();
  }, () => { /* out of reach: the check of the catalog knows them all */ });
  return {
    control,
    more: [name, list],
    read: () => meant() || undefined,
    wrong: () => all.length && control.value.trim() && !all.some(([id]) => id === meant())
      ? text("request.form.unknown", { value: control.value.trim() }) : null,
  };
}
