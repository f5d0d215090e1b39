/* Tables that can be sorted, lists that can be filtered. Without this script everything is shown, in the order as
   listed.

   Sorting: table[data-enhance]; a head cell with data-key holds button.sb-sort; a cell sorts by data-sort, else by
   its words; numbers by size; empty ones come last.
   Filtering: form.sb-filters[data-for=ID] and, inside #ID, [data-item] elements with data-NAME="value value" for the
   form's checkboxes called NAME; data-words adds words to be found by. [data-section] without shown items is hidden,
   [data-count] in it and [data-shown] in the form are updated, [data-none-of=ID] is shown when nothing fits.
   Words of one group are alternatives, groups narrow one another. The address bar keeps the state. */

import { all, one } from "./make.js";

/**
 * Sorts by a column; "-column" is downwards, "" as listed.
 * @typedef {(key: string) => void} Sort
 * @typedef {{ element: HTMLElement, words: string, values: Map<string, Set<string>>, found: boolean, misses:
 * string[] }} Item
 * @typedef {{ section: HTMLElement, count: HTMLElement | null, items: Item[] }} Section
 */

const PAUSE = 150;   // milliseconds without a key after which words are looked for

const language = document.documentElement.lang || undefined;
const collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
const number = new Intl.NumberFormat(language);
/** @param {string} text */
const plain = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** @param {URLSearchParams} state */
function write(state) {
  const query = state.toString();
  history.replaceState(history.state, "", location.pathname + (query ? `?${query}` : "") + location.hash);
}

/**
 * @param {HTMLTableElement} table
 * @returns {Sort}
 */
function sortable(table) {
  const heads = [...table.tHead?.rows[0].cells ?? []];
  const bodies = [...table.tBodies].map(body => ({ body, rows: [...body.rows] }));
  return key => {
    const down = key.startsWith("-");
    const name = key.slice(down ? 1 : 0);
    const index = heads.findIndex(head => head.dataset.key && head.dataset.key === name);
    heads.forEach((head, at) => {
      if (head.dataset.key) head.setAttribute("aria-sort", at !== index ? "none" : down ? "descending" : "ascending");
    });
    for (const { body, rows } of bodies) body.append(...index < 0 ? rows : inOrder(rows, index, down));
  };
}

/**
 * @param {HTMLTableRowElement[]} rows
 * @param {number} index
 * @param {boolean} down
 */
function inOrder(rows, index, down) {
  const keyed = rows.map(row => ({ row, text: cellText(row.cells[index]) }));
  const isNumeric = keyed.every(({ text }) => text === "" || Number.isFinite(Number(text)));
  keyed.sort((former, latter) => {
    if (former.text === "" || latter.text === "") return Number(former.text === "") - Number(latter.text === "");
    const order = isNumeric ? Number(former.text) - Number(latter.text) : collator.compare(former.text, latter.text);
    return down ? -order : order;
  });
  return keyed.map(({ row }) => row);
}

/** @param {HTMLTableCellElement | undefined} cell */
const cellText = cell => cell?.dataset.sort ?? cell?.textContent?.trim() ?? "";

/**
 * @param {HTMLTableElement} table
 * @param {Sort} then
 */
function onSort(table, then) {
  table.tHead?.addEventListener("click", event => {
    const button = event.target instanceof Element ? event.target.closest(".sb-sort") : null;
    const head = button?.closest("[data-key]");
    if (!(head instanceof HTMLElement)) return;
    then((head.getAttribute("aria-sort") === "ascending" ? "-" : "") + head.dataset.key);
  });
}

/** A form that filters a list, and sorts it where that is a table. */
class ListFilter {
  order = "";
  waiting = 0;

  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement} list
   * @param {Sort | undefined} sort
   */
  constructor(form, list, sort) {
    this.form = form;
    this.list = list;
    this.sort = sort;
    this.none = document.querySelector(`[data-none-of="${list.id}"]`);
    this.boxes = all(form, "input[type=checkbox]", HTMLInputElement);
    this.names = [...new Set(this.boxes.map(box => box.name))];
    this.words = one(form, "[name=words]", HTMLInputElement);
    this.select = form.querySelector("select[name=sort]");
    this.result = one(form, "[data-shown]", HTMLElement);
    this.items = all(list, "[data-item]", HTMLElement).map(element => this.#item(element));
    this.sections = all(list, "[data-section]", HTMLElement).map(section => this.#section(section));
  }

  /**
   * @param {HTMLElement} element
   * @returns {Item}
   */
  #item(element) {
    const words = plain(`${element.textContent} ${element.dataset.words ?? ""}`);
    const values = new Map(this.names.map(name => [name, new Set((element.dataset[name] ?? "").split(" "))]));
    return { element, words, values, found: true, misses: [] };
  }

  /**
   * @param {HTMLElement} section
   * @returns {Section}
   */
  #section(section) {
    const count = section.querySelector("[data-count]");
    const items = this.items.filter(item => section.contains(item.element));
    return { section, count: count instanceof HTMLElement ? count : null, items };
  }

  listen() {
    const opener = this.form.querySelector("[data-open]");
    opener?.addEventListener("click", () => {
      opener.setAttribute("aria-expanded", String(this.form.classList.toggle("is-open")));
    });
    this.form.addEventListener("input", event => this.#changed(event.target));
    this.form.addEventListener("submit", event => event.preventDefault());
    this.form.addEventListener("reset", () => setTimeout(() => {   // the fields are empty only then
      this.#arrange("");
      this.#show();
      this.#keep();
    }));
    if (this.list instanceof HTMLTableElement) {
      onSort(this.list, key => {
        this.#arrange(key);
        this.#keep();
      });
    }
    addEventListener("popstate", () => this.start());
    addEventListener("hashchange", () => this.#reveal());
  }

  start() {
    this.#read();
    this.#arrange(this.order);
    this.#show();
  }

  /** @param {EventTarget | null} field */
  #changed(field) {
    clearTimeout(this.waiting);
    if (field instanceof HTMLSelectElement && field === this.select) this.#arrange(field.value);
    this.waiting = setTimeout(() => {
      this.#show();
      this.#keep();
    }, field === this.words ? PAUSE : 0);
  }

  #read() {
    const state = new URLSearchParams(location.search);
    for (const box of this.boxes) box.checked = state.getAll(box.name).includes(box.value);
    this.words.value = state.get("words") ?? "";
    this.order = state.get("sort") ?? "";
  }

  /** Items whose words are all found, and what is chosen of each group. */
  #match() {
    const words = plain(this.words.value).split(/\s+/).filter(Boolean);
    const chosen = new Map(this.names.map(name =>
      [name, this.boxes.filter(box => box.name === name && box.checked).map(box => box.value)]));
    for (const item of this.items) {
      item.found = words.every(word => item.words.includes(word));
      item.misses = this.names.filter(name => {
        const wanted = chosen.get(name) ?? [];
        return wanted.length > 0 && !wanted.some(value => item.values.get(name)?.has(value));
      });
    }
  }

  #show() {
    this.#match();
    const shown = this.items.filter(item => item.found && !item.misses.length);
    const visible = new Set(shown);
    for (const item of this.items) item.element.hidden = !visible.has(item);
    for (const box of this.boxes) this.#count(box);
    for (const { section, count, items } of this.sections) {
      const left = items.filter(item => visible.has(item)).length;
      section.hidden = !left;
      if (count) count.textContent = number.format(left);
    }
    for (const mark of all(this.form, "[data-chosen]", HTMLElement)) {
      const chosen = (mark.closest("details") ?? this.form).querySelectorAll("input:checked").length;
      mark.hidden = !chosen;
      mark.textContent = number.format(chosen);
    }
    const text = number.format(shown.length);
    if (this.result.textContent !== text) this.result.textContent = text;   // lest the same is announced again
    if (this.none instanceof HTMLElement) this.none.hidden = shown.length > 0;
    this.list.hidden = !shown.length;
  }

  /**
   * A word's count is what it alone would leave of its group, the other groups being as they are.
   * @param {HTMLInputElement} box
   */
  #count(box) {
    const count = this.items.filter(item => item.found && item.values.get(box.name)?.has(box.value)
      && item.misses.every(name => name === box.name)).length;
    const label = box.closest("label");
    if (!label) return;
    one(label, ".sb-count", HTMLElement).textContent = number.format(count);
    label.classList.toggle("is-off", !count && !box.checked);
  }

  /** @param {string} key */
  #arrange(key) {
    this.order = key;
    this.sort?.(key);
    if (this.select instanceof HTMLSelectElement) this.select.value = key.replace(/^-/, "");
  }

  #keep() {
    const state = new URLSearchParams(location.search);
    for (const name of [...this.names, "words", "sort"]) state.delete(name);
    for (const box of this.boxes) if (box.checked) state.append(box.name, box.value);
    if (this.words.value.trim()) state.set("words", this.words.value.trim());
    if (this.order) state.set("sort", this.order);
    write(state);
  }

  /** A link to an item that the filters hide shows it. */
  #reveal() {
    let target = null;
    try {
      target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch { /* not an address of ours */ }
    if (!target || !this.list.contains(target) || !target.closest("[hidden]")) return;
    const hidden = target;
    this.form.reset();
    setTimeout(() => hidden.scrollIntoView());
  }
}

const sorters = new Map(all(document, "table[data-enhance]", HTMLTableElement).map(table => [table, sortable(table)]));
/** @type {Set<Element>} */
const filtered = new Set();
for (const form of all(document, "form.sb-filters[data-for]", HTMLFormElement)) {
  const list = one(document, `#${form.dataset.for}`, HTMLElement);
  const filter = new ListFilter(form, list, list instanceof HTMLTableElement ? sorters.get(list) : undefined);
  filter.listen();
  filter.start();
  form.hidden = false;
  filtered.add(list);
}
for (const [table, sort] of sorters) {
  if (filtered.has(table)) continue;
  sort("");
  onSort(table, sort);
}
document.documentElement.classList.remove("is-asked");
