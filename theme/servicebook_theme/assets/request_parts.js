/* The parts of a form: a field, a group of fields, a list, names with values, and what may be written in two ways.

   A part is asked what it says now, and by which changes that comes about from what was written; what nobody opens
   stays as it was written. Changes come in an order in which each place is still where it was: within, taken away from
   the end on, appended. */

/** @import { Path, Schema } from "./request_schema.js" */
/** @import { Knowledge } from "./request_knowledge.js" */

import { make } from "./make.js";
import { controlOf } from "./request_controls.js";
import { explanation, teller, unfolding } from "./request_elements.js";
import { listPart, namesPart } from "./request_lists.js";
import { text } from "./request_messages.js";
import { isMap, resolved, same } from "./request_schema.js";
import { tell } from "./request_words.js";

const FEW = 6;   // fields of a new group that are shown at once

/**
 * @typedef {{ path: Path, from?: any, to: any }} Change
 * @typedef {object} Part
 * @property {HTMLElement} element
 * @property {() => any} read   undefined for nothing
 * @property {(path: Path) => Change[]} changes
 * @property {(step: string | number) => Part | undefined} at   the part of a key, or of a place in what is said now
 * @property {(message: string | null) => void} tell
 * @property {() => Array<[Part, string]>} wrongs   what no schema can say
 *
 * @typedef {object} Asked
 * @property {string} label
 * @property {boolean} [required]
 * @property {boolean} [bare]   in a list, whose label and explanation stand above it
 * @property {boolean} [kept]   an empty group is one nevertheless
 * @property {boolean} [folded]   each field of a group shows what is written, and opens
 * @property {string[]} [only]   the keys of a group that are shown
 * @property {string[]} [open]   the keys of a group that are open at once
 * @property {string[]} [without]   the keys that are not
 */

/**
 * The part of a form for a schema.
 * @param {Schema} schema
 * @param {any} value   what is written; undefined for nothing
 * @param {Knowledge} known
 * @param {Asked} asked
 * @returns {Part}
 */
export function partOf(schema, value, known, asked) {
  const whole = resolved(schema, known.fields.defs);
  if (Array.isArray(whole.type)) return either(whole, value, known, asked);
  if (whole.type === "array") return listPart(whole, value, known, asked, partOf);
  if (whole.type !== "object") return field(whole, value, known, asked);
  return whole.properties ? group(whole, value, known, asked) : namesPart(whole, value, known, asked, partOf);
}

/**
 * The one change, if any, by which a value becomes another.
 * @param {Path} path
 * @param {any} from
 * @param {any} to
 * @returns {Change[]}
 */
export function change(path, from, to) {
  if (same(from, to)) return [];
  return [from === undefined ? { path, to } : { path, from, to: to ?? null }];
}

/**
 * @param {Schema} schema
 * @param {any} value
 * @param {Knowledge} known
 * @param {Asked} asked
 * @returns {Part}
 */
function field(schema, value, known, asked) {
  const { control, more = [], read, wrong } = controlOf(schema, value, known, Boolean(asked.required));
  const fault = make("p", { className: "sb-ask__fault", id: known.newId(), hidden: true });
  const row = make("div", { className: "sb-ask__row" }, control, ...more);
  control.id = known.newId();
  const about = [fault.id];
  const element = make("div", { className: "sb-ask" });
  if (asked.bare) control.ariaLabel = asked.label;
  else {
    const words = explanation(schema, value);
    const label = make("label", { htmlFor: control.id }, asked.label);
    if (asked.required) label.append(" ", make("span", { className: "sb-soft" }, text("request.form.required", {})));
    words.id = known.newId();
    about.unshift(words.id);
    element.append(label, words);
  }
  control.setAttribute("aria-describedby", about.join(" "));
  if (asked.required) control.ariaRequired = "true";
  element.append(row, fault);
  /** @type {Part} */
  const part = {
    element, read,
    changes: path => change(path, value, read()),
    at: () => undefined,
    tell: message => {
      fault.hidden = message === null;
      fault.textContent = message;
      control.ariaInvalid = message === null ? null : "true";
    },
    wrongs: () => {
      const message = wrong?.();
      return message ? [[part, message]] : [];
    },
  };
  return part;
}

/**
 * @param {Schema} schema
 * @param {any} value
 * @param {Knowledge} known
 * @param {Asked} asked
 * @returns {Part}
 */
function group(schema, value, known, asked) {
  const { only, without = [], open = [], folded } = asked;
  /** @type {Map<string | number, Part>} */
  const parts = new Map();
  const names = (only ?? Object.keys(schema.properties))
    .filter(key => schema.properties[key] && !without.includes(key));
  const isShort = Boolean(only) || (!folded && value === undefined && names.length <= FEW);
  const there = names.filter(isThere), others = names.filter(key => !isThere(key));
  const fault = make("p", { className: "sb-ask__fault", hidden: true });
  const element = asked.bare || asked.kept ? make("div", {})   // what is around it says what it is
    : make("fieldset", { className: "sb-ask" }, make("legend", {}, asked.label), explanation(schema, value));
  element.append(fault, ...there.map(folded ? fold : direct));
  if (others.length) {
    const left = others.map(key => known.label(key)).join(", ");
    const words = text(folded ? "request.form.not-there" : "request.form.more", { names: left });
    element.append(unfolding("sb-ask-more", [words], () => others.map(folded ? fold : direct)));
  }

  /** @param {string} key */
  function isThere(key) {
    return isShort || value?.[key] !== undefined || open.includes(key) || (schema.required ?? []).includes(key);
  }
  /** @param {string} key */
  function direct(key) {
    const required = (schema.required ?? []).includes(key);
    const part = partOf(schema.properties[key], value?.[key], known, { label: known.label(key), required });
    parts.set(key, part);
    return part.element;
  }
  /** @param {string} key */
  function fold(key) {
    const own = schema.properties[key];
    const present = make("span", { className: "sb-soft", dir: "auto" });
    tell(present, value?.[key], known, own);
    const summary = [make("b", {}, known.label(key)), " ", present];
    return unfolding("sb-ask-fold", summary, () => [direct(key)], open.includes(key));
  }

  return {
    element,
    read: () => {
      const now = { ...value };
      for (const [key, part] of parts) {
        const one = part.read();
        if (one === undefined) delete now[key];
        else now[key] = one;
      }
      return Object.keys(now).length || asked.kept ? now : undefined;
    },
    changes(path) {
      const now = this.read();
      if (value === undefined || now === undefined) return change(path, value, now);
      return [...parts].flatMap(([key, part]) => part.changes([...path, key]));
    },
    at: step => parts.get(step),
    tell: teller(fault),
    wrongs: () => [...parts.values()].flatMap(part => part.wrongs()),
  };
}

/**
 * What is written in a word, or as a group.
 * @param {Schema} schema
 * @param {any} value
 * @param {Knowledge} known
 * @param {Asked} asked
 * @returns {Part}
 */
function either(schema, value, known, asked) {
  const simple = make("option", { value: "else" }, text("request.form.simple", {}));
  const detailed = make("option", { value: "then" }, text("request.form.detailed", {}));
  const select = make("select", { ariaLabel: text("request.form.way", { what: asked.label }) }, simple, detailed);
  const place = make("div", {});
  select.value = isMap(value) ? "then" : "else";
  /** @type {Part} */
  let part = build();
  select.addEventListener("change", () => { part = build(); });
  function build() {
    const isOld = (select.value === "then") === isMap(value);
    const made = partOf(schema[select.value], isOld ? value : undefined, known, { ...asked, bare: true });
    place.replaceChildren(made.element);
    return made;
  }
  const heading = asked.bare ? [] : [make("b", {}, asked.label), explanation(schema, value)];
  return {
    element: make("div", { className: "sb-ask" }, ...heading, make("div", { className: "sb-ask__row" }, select), place),
    read: () => part.read(),
    changes: path => isMap(value) && isMap(part.read()) ? part.changes(path) : change(path, value, part.read()),
    at: step => part.at(step),
    tell: message => part.tell(message),
    wrongs: () => part.wrongs(),
  };
}
