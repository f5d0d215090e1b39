/* Parts of a form that hold any number of others: a list, and names with values. */

/** @import { Asked, Change, Part } from "./request_parts.js" */
/** @import { Path, Schema } from "./request_schema.js" */
/** @import { Knowledge } from "./request_knowledge.js" */

import { make } from "./make.js";
import { explanation, teller, unfolding } from "./request_elements.js";
import { text } from "./request_messages.js";
import { isMap, resolved, same } from "./request_schema.js";
import { tell } from "./request_words.js";

/**
 * @typedef {(schema: Schema, value: any, known: Knowledge, asked: Asked) => Part} Maker
 * @typedef {{ origin: number | null, part: Part | null, row: HTMLElement, value: any }} Item   `part` is null until it
 * is opened
 */

/**
 * A list.
 * @param {Schema} schema
 * @param {any[] | undefined} value
 * @param {Knowledge} known
 * @param {Asked} asked
 * @param {Maker} partOf
 * @returns {Part}
 */
export function listPart(schema, value, known, asked, partOf) {
  const each = resolved(schema.items, known.fields.defs);
  const isGroup = each.type === "object";
  /** @type {Item[]} */
  let items = [];
  const rows = make("ul", { className: "sb-ask__items" });
  const frame = framed(schema, value, asked, rows, () => {
    focusFirst(add(null, undefined).row);
  });
  for (const [at, one] of (value ?? []).entries()) {
    const item = add(at, one);
    item.row.hidden = Boolean(asked.without?.includes(String(at)));   // it stays as it is
  }

  /**
   * @param {number | null} origin
   * @param {any} one
   */
  function add(origin, one) {
    const label = text("request.form.item", { list: asked.label, count: items.length + 1 });
    const row = make("li", {});
    /** @type {Item} */
    const item = { origin, part: null, row, value: one };
    const build = () => {
      item.part ??= partOf(schema.items, one, known, { label, bare: true, kept: true });
      return item.part.element;
    };
    const away = button(text("request.form.remove", {}), `${text("request.form.remove", {})}: ${label}`, () => {
      items = items.filter(other => other !== item);
      row.remove();
      frame.focus();
    });
    if (isGroup && origin !== null) {
      const words = make("span", {});
      tell(words, one, known, schema.items, label);
      row.append(unfolding("", [words], () => [build(), away]));
    }
    else row.append(build(), away);
    row.classList.toggle("is-group", isGroup);
    items.push(item);
    rows.append(row);
    return item;
  }
  const left = () => items.filter(({ part }) => !part || part.read() !== undefined);
  const read = () => {
    const now = left().map(({ part, value: one }) => part ? part.read() : one);
    return now.length || (value && !value.length) ? now : undefined;
  };
  return {
    element: frame.element,
    read,
    changes: path => listChanges(path, value, read(), left()),
    at: step => left()[Number(step)]?.part ?? undefined,
    tell: frame.tell,
    wrongs: () => items.flatMap(({ part }) => part?.wrongs() ?? []),
  };
}

/**
 * @param {Path} path
 * @param {any[] | undefined} value
 * @param {any[] | undefined} now
 * @param {Item[]} left   those that say something
 * @returns {Change[]}
 */
function listChanges(path, value, now, left) {
  if (same(value, now)) return [];
  if (value === undefined) return [{ path, to: now }];
  if (now === undefined) return [{ path, from: value, to: null }];
  const within = left.flatMap(({ origin, part }) => {
    const place = [...path, origin ?? 0];
    const changes = origin === null ? [] : part?.changes(place) ?? [];
    return [...stillThere(place, value[origin ?? 0], changes), ...changes];
  });
  const away = value.map((from, at) => ({ path: [...path, at], from, to: null }))
    .filter((_, at) => !left.some(({ origin }) => origin === at)).reverse();
  const appended = left.filter(({ origin }) => origin === null)
    .map(({ part }) => ({ path: [...path, "-"], to: part?.read() }));
  return [...within, ...away, ...appended];
}

/**
 * What else must still be so where an item changes, since others may have moved it meanwhile: its place says too little
 * of which one is meant. Short values that stay tell it.
 * @param {Path} place
 * @param {any} item
 * @param {Change[]} changes
 * @returns {Change[]}
 */
function stillThere(place, item, changes) {
  if (!changes.length || changes.some(({ path }) => path.length === place.length) || !isMap(item)) return [];
  const changed = new Set(changes.map(({ path }) => path[place.length]));
  return Object.entries(item)
    .filter(([key, one]) => !changed.has(key) && typeof one !== "object" && String(one).length <= 60)
    .map(([key, one]) => ({ path: [...place, key], from: one, to: one }));
}

/**
 * Names with values, where any name may stand.
 * @param {Schema} schema
 * @param {Record<string, any> | undefined} value
 * @param {Knowledge} known
 * @param {Asked} asked
 * @param {Maker} partOf
 * @returns {Part}
 */
export function namesPart(schema, value, known, asked, partOf) {
  /** @type {Array<{ name: Part, part: Part, row: HTMLElement }>} */
  let items = [];
  const rows = make("ul", { className: "sb-ask__items" });
  const frame = framed(schema, value, asked, rows, () => focusFirst(add(undefined, undefined)));
  for (const [key, one] of Object.entries(value ?? {})) add(key, one);

  /**
   * @param {string | undefined} key
   * @param {any} one
   */
  function add(key, one) {
    const label = text("request.form.item", { list: asked.label, count: items.length + 1 });
    const named = text("request.form.name-of", { what: label });
    const name = partOf({ type: "string", ...schema.propertyNames }, key, known, { label: named, bare: true });
    const part = partOf(schema.additionalProperties, one, known, { label, bare: true, kept: true });
    const row = make("li", {}, name.element, part.element);
    const item = { name, part, row };
    row.append(button(text("request.form.remove", {}), `${text("request.form.remove", {})}: ${label}`, () => {
      items = items.filter(other => other !== item);
      row.remove();
      frame.focus();
    }));
    items.push(item);
    rows.append(row);
    return row;
  }
  const read = () => {
    const pairs = items.map(({ name, part }) => [name.read() ?? "", part.read() ?? ""])
      .filter(([key, one]) => key || one);
    return pairs.length ? Object.fromEntries(pairs) : undefined;
  };
  return {
    element: frame.element,
    read,
    changes: path => {
      const now = read();
      if (same(value, now)) return [];
      if (value === undefined) return [{ path, to: now }];
      if (now === undefined) return [{ path, from: value, to: null }];
      const away = Object.keys(value).filter(key => !Object.hasOwn(now, key))
        .map(key => ({ path: [...path, key], from: value[key], to: null }));
      const given = Object.keys(now).filter(key => !same(value[key], now[key])).map(key =>
        ({ path: [...path, key], ...(Object.hasOwn(value, key) ? { from: value[key] } : {}), to: now[key] }));
      return [...away, ...given];
    },
    at: step => items.find(({ name }) => name.read() === step)?.part,
    tell: frame.tell,
    wrongs: () => items.flatMap(({ name, part }) => [...name.wrongs(), ...part.wrongs()]),
  };
}

/**
 * What is around any number of parts.
 * @param {Schema} schema
 * @param {any} value
 * @param {Asked} asked
 * @param {HTMLElement} rows
 * @param {() => void} onAdd
 */
function framed(schema, value, asked, rows, onAdd) {
  const fault = make("p", { className: "sb-ask__fault", hidden: true });
  const add = button(text("request.form.add", {}), text("request.form.add-to", { list: asked.label }), onAdd);
  const heading = [make("legend", {}, asked.label), explanation(schema, value)];
  const element = make("fieldset", { className: "sb-ask" }, ...heading, rows, add, fault);
  return {
    element,
    focus: () => add.focus(),
    tell: teller(fault),
  };
}

/** @param {HTMLElement} row */
const focusFirst = row => /** @type {HTMLElement | null} */ (row.querySelector("input, select, textarea"))?.focus();

/**
 * @param {string} words
 * @param {string} ariaLabel
 * @param {() => void} onclick
 */
const button = (words, ariaLabel, onclick) =>
  make("button", { type: "button", className: "sb-button is-quiet is-small", ariaLabel, onclick }, words);
