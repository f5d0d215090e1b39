/* The filters of the find page: their options, what is chosen, and how many results each of them would leave. */

/** @import { Columns } from "./find_columns.js" */
/** @import { Customers, Kind } from "./search_index.js" */

import { make, one } from "./make.js";
import { text } from "./messages.js";
import { groupName, groupOf, GROUPS } from "./results.js";

/**
 * A filter: its options, and the places of those among them that an entry has.
 * @typedef {{ options: Array<[value: string, name: string]>, of: (number: number) => number[] }} Filter
 * @typedef {"kind" | "mine" | "time" | "way" | "kept" | "department" | "audience" | "cost" | "lifecycle"} Name
 *
 * @typedef {object} Box
 * @property {HTMLInputElement} box
 * @property {Name} filter
 * @property {string} value
 * @property {number} option   its place among the options
 * @property {HTMLElement} count
 * @property {HTMLElement} label
 *
 * What is chosen: values by filter, for the address; places by filter, to filter by.
 * @typedef {{ values: Map<Name, string[]>, options: Array<[Name, Set<number>]> }} Chosen
 */

const DAY = 8 * 3600;   // a working day, about, in seconds
const TIMES = /** @type {const} */ (["hours", "days", "weeks", "none"]);
const WAYS = /** @type {const} */ (["form", "email", "chat", "phone", "desk"]);
const COSTS = /** @type {const} */ (["free", "charged", "unknown"]);
const VERDICTS = /** @type {const} */ (["kept", "missed", "too-few", "none"]);
const LIFECYCLES = /** @type {const} */ (["planned", "live", "deprecated", "retired"]);

/** @param {number | null} seconds */
function timeOf(seconds) {
  if (seconds === null) return "none";
  return seconds < DAY ? "hours" : seconds < 5 * DAY ? "days" : "weeks";
}

/** @param {string} name */
export const isAlwaysShown = name => name === "kind" || name === "mine";

/**
 * @param {Columns} columns
 * @param {(number: number) => Kind} kind
 * @param {() => Customers} customers
 * @returns {Record<Name, Filter>}
 */
function filtersOf(columns, kind, customers) {
  const { departments, audiences, columns: listed } = columns.file;
  const everybody = audiences.map(([id]) => id);
  return {
    kind: {
      options: GROUPS.map(group => [group, groupName(group)]),
      of: number => [GROUPS.indexOf(groupOf(kind(number)))],
    },
    mine: {
      options: [["agreed", text("script.agreed-with-us", {})]],
      of: number => customers().has(number) ? [0] : [],
    },
    time: byColumn(listed.time, TIMES.map(id => [id, text(`script.time.${id}`, {})]), seconds => [timeOf(seconds)]),
    way: byColumn(listed.ways, WAYS.map(id => [id, text(`channel.${id}`, {})]), ways => ways),
    kept: byColumn(listed.kept, VERDICTS.map(id => [id, text(`script.kept.${id}`, {})]), verdict => [verdict]),
    department: byColumn(listed.department, departments.map(([id, name]) => [id, name]), id => [id]),
    audience: byColumn(listed.audience, audiences, ids => ids.length ? ids : everybody),
    cost: byColumn(listed.cost, COSTS.map(id => [id, text(`script.cost.${id}`, {})]), cost => [cost]),
    lifecycle: byColumn(listed.lifecycle, LIFECYCLES.map(id => [id, text(`lifecycle.${id}`, {})]), id => [id]),
  };
}

/**
 * A filter that reads a column, whose values are few.
 * @template Value
 * @param {[Value[], number[]]} column
 * @param {Array<[string, string]>} options
 * @param {(value: Value) => string[]} idsOf
 * @returns {Filter}
 */
function byColumn([values, numbers], options, idsOf) {
  const places = values.map(value =>
    idsOf(value).map(id => options.findIndex(([option]) => option === id)).filter(place => place >= 0));
  return { options, of: number => places[numbers[number]] };
}

export class Filters {
  /**
   * @param {HTMLFormElement} form
   * @param {Columns} columns
   * @param {(number: number) => Kind} kind
   * @param {() => Customers} customers
   */
  constructor(form, columns, kind, customers) {
    this.form = form;
    this.columns = columns;
    this.filters = filtersOf(columns, kind, customers);
    this.names = /** @type {Name[]} */ (Object.keys(this.filters));
    this.boxes = this.names.flatMap(name => this.#fill(name));
  }

  /**
   * @param {Name} name
   * @returns {Box[]}
   */
  #fill(name) {
    const { options, of } = this.filters[name];
    const used = new Set(Array.from({ length: this.columns.total }, (_, number) => of(number)).flat());
    const boxes = options.flatMap(([value, words], option) => {
      if (!isAlwaysShown(name) && !used.has(option)) return [];
      const box = make("input", { type: "checkbox", name, value });
      const count = make("span", { className: "sb-count" });
      const label = make("label", { className: "sb-check" }, box, make("span", {}, words, " ", count));
      return [{ box, filter: name, value, option, count, label }];
    });
    const place = this.#place(name);
    place.append(...boxes.map(({ label }) => label));
    if (!isAlwaysShown(name) && boxes.length < 2) this.#show(name, false);
    return boxes;
  }

  /** @param {Name} name */
  #place(name) {
    return one(this.form, `[data-group=${name}]`, HTMLElement);
  }

  /**
   * @param {Name} name
   * @param {boolean} shown
   */
  #show(name, shown) {
    const group = this.#place(name).closest(".sb-filters__group");
    if (group instanceof HTMLElement) group.hidden = !shown;
  }

  /** @returns {Chosen} */
  chosen() {
    /** @type {Map<Name, string[]>} */
    const values = new Map();
    /** @type {Map<Name, Set<number>>} */
    const options = new Map();
    for (const { box, filter, value, option } of this.boxes) {
      if (!box.checked) continue;
      values.set(filter, [...values.get(filter) ?? [], value]);
      options.set(filter, (options.get(filter) ?? new Set()).add(option));
    }
    return { values, options: [...options] };
  }

  /** @param {(filter: Name, value: string) => boolean} isChosen */
  choose(isChosen) {
    for (const { box, filter, value } of this.boxes) box.checked = isChosen(filter, value);
  }

  /**
   * The filters that keep an entry out; only services pass any but that of kinds.
   * @param {number} number
   * @param {Chosen["options"]} options
   */
  against(number, options) {
    const isService = this.columns.isService(number);
    return options.filter(([name, wanted]) =>
      (name !== "kind" && !isService) || !this.filters[name].of(number).some(option => wanted.has(option)));
  }

  /**
   * Each filter says how many there are with it, the others being as they are.
   * @param {Array<{ number: number }>} found
   * @param {Chosen["options"]} options
   * @param {{ hasQuery: boolean, hasDepartment: boolean }} reader
   */
  count(found, options, { hasQuery, hasDepartment }) {
    const counts = this.#counts(found, options);
    for (const { filter, option, count, label } of this.boxes) {
      const number = counts.get(filter)?.[option] ?? 0;
      count.textContent = String(number);
      label.classList.toggle("is-off", !number);
    }
    this.#show("kind", hasQuery);
    this.#show("mine", hasDepartment);
  }

  /**
   * @param {Array<{ number: number }>} found
   * @param {Chosen["options"]} options
   */
  #counts(found, options) {
    const counts = new Map(this.names.map(name => [name, new Uint32Array(this.filters[name].options.length)]));
    for (const { number } of found) {
      const faults = options.length ? this.against(number, options) : [];
      if (faults.length > 1) continue;   // no single filter lets it in
      const counted = faults.length ? [faults[0][0]] : this.names;
      for (const name of counted) {
        if (name !== "kind" && !this.columns.isService(number)) continue;
        const numbers = counts.get(name);
        if (numbers) for (const option of this.filters[name].of(number)) numbers[option] += 1;
      }
    }
    return counts;
  }
}
