/* What a form knows: the fields of a kind, what is written of an object, and what there is to choose from; fetched on
   use. */

/** @import { RequestChoices, RequestFields, RequestListed } from "../../contract" */
/** @import { Path, Schema } from "./request_schema.js" */

import { text } from "./request_messages.js";
import { resolved } from "./request_schema.js";

/** @type {Map<string, Promise<any>>} */
const fetched = new Map();

/**
 * A file of the site, fetched once.
 * @param {string} path
 * @returns {Promise<any>}
 */
function file(path) {
  const found = fetched.get(path) ?? answer(path);
  fetched.set(path, found);
  found.catch(() => fetched.delete(path));
  return found;
}

/** @param {string} path */
async function answer(path) {
  const response = await fetch(new URL(`../${path}`, import.meta.url));
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return response.json();
}

/**
 * What is written of an object.
 * @param {string} kind
 * @param {string} id
 * @returns {Promise<any>}
 */
export async function written(kind, id) {
  return kind === "service" ? (await file(`data/services/${id}.json`)).written : file(`request/${kind}/${id}.json`);
}

/**
 * What a record has of its own, whatever the key is called.
 * @param {Record<string, string>} record
 * @param {string | number} key
 */
export const own = (record, key) => Object.hasOwn(record, key) ? record[key] : undefined;

export class Knowledge {
  /**
   * @param {RequestFields} fields
   * @param {RequestChoices} choices
   */
  constructor(fields, choices) {
    this.fields = fields;
    this.choices = choices.choices;
    this.hidden = choices.withheld;
    /** @type {Map<string, Map<string, string>>} By kind, what ids are called, as far as it is known yet. */
    this.names = new Map();
    /** @type {Array<() => void>} What is done whenever more names are known. */
    this.heard = [];
    /** @type {Set<string>} Kinds of which names were asked for that are not known. */
    this.missed = new Set();
    for (const [kind, listed] of Object.entries(choices.choices)) this.learn(kind, listed);
  }

  /**
   * All that is needed to fill in a form of a kind.
   * @param {string} kind
   */
  static async of(kind) {
    const [fields, choices] = await Promise.all([file(`request/fields/${kind}.json`), file("request/choices.json")]);
    return new Knowledge(fields, choices);
  }

  /** The keys of an object that are not known as they are written.
      @param {string} object
      @returns {string[]} */
  withheld(object) {
    return this.hidden[object] ?? [];
  }

  /** An id for an element, which no other has. */
  newId() {
    Knowledge.ids += 1;
    return `ask_${Knowledge.ids}`;
  }

  /** What a key is called.
      @param {string | number} key */
  label(key) {
    const words = String(key).replaceAll("_", " ");
    return own(this.fields.labels, key) ?? words.charAt(0).toUpperCase() + words.slice(1);
  }

  /** What a choice is called.
      @param {unknown} value */
  word(value) {
    return own(this.fields.words, String(value)) ?? String(value).replaceAll("_", " ");
  }

  /** What is to be written, by the schema.
      @param {Schema} schema
      @returns {string | undefined} */
  hint(schema) {
    const hint = this.fields.hints[schema["x-text"]];
    return hint && `${hint.charAt(0).toUpperCase()}${hint.slice(1)}.`;
  }

  /** What there is of some kinds, where all of them are known already.
      @param {string[]} kinds
      @returns {RequestListed | null} */
  few(kinds) {
    const plain = kinds.map(kind => this.choices[kind.replace(":", "")]);
    return plain.every(Boolean) ? kinds.flatMap((kind, at) => prefixed(kind, plain[at])) : null;
  }

  /** What there is of some kinds.
      @param {string[]} kinds
      @returns {Promise<RequestListed>} */
  async all(kinds) {
    const listed = kinds.map(async kind => {
      const plain = kind.replace(":", "");
      return this.learn(kind, prefixed(kind, this.choices[plain] ?? await file(`request/choices/${plain}.json`)));
    });
    return (await Promise.all(listed)).flat();
  }

  /**
   * @param {string} kind
   * @param {RequestListed} listed
   */
  learn(kind, listed) {
    if (!this.names.has(kind)) {
      this.names.set(kind, new Map(listed));
      for (const one of this.heard) one();
    }
    return listed;
  }

  /**
   * What is meant by an id is called, where that is known.
   * @param {string} id
   * @param {Schema} [schema]   that of the id
   */
  name(id, schema = {}) {
    const whole = resolved(schema, this.fields.defs);
    /** @type {string[]} */
    const kinds = resolved(whole.else ?? whole, this.fields.defs)["x-ref"] ?? [];
    for (const kind of kinds) if (!this.names.has(kind)) this.missed.add(kind);
    return kinds.map(kind => this.names.get(kind)?.get(id)).find(Boolean);
  }

  /** A place in words: "Promises 3, Within".
      @param {Path} path */
  place(path) {
    const words = path.map(step => typeof step === "number" ? text("request.form.number", { count: step + 1 })
      : step === "-" ? text("request.form.new-one", {}) : this.label(step));
    return words.reduce((before, word) => text("request.form.within", { before, word }));
  }
}
Knowledge.ids = 0;

/**
 * @param {string} kind
 * @param {RequestListed} listed
 * @returns {RequestListed}
 */
const prefixed = (kind, listed) =>
  kind.endsWith(":") ? listed.map(([id, name]) => [`${kind}${id}`, name]) : listed;
