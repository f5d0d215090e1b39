/* Tables that can be sorted, lists that can be filtered. Without this script everything is shown, in the order as
   listed.

   Sorting: table[data-enhance]; a head cell with data-key holds button.sb-sort; a cell sorts by data-sort, else by
   its words; numbers by size; empty ones come last. A list [data-enhance] in sections has button.sb-sort[data-key] and,
   in its items, [data-key] likewise; sorted, it is one list, [data-sorted], which names each item's section.
   Filtering: form.sb-filters[data-for=ID] and, inside #ID, [data-item] elements with data-NAME="value value" for the
   form's checkboxes called NAME; data-words adds words to be found by. [data-section] without shown items is hidden,
   details[data-section] are closed on a phone and opened by what is asked for, like the details in an item that has
   it; [data-count] in it and [data-shown] in the form are updated, [data-none-of=ID] is shown when nothing fits.
   Words of one group are alternatives, groups narrow one another. The address bar keeps the state. */

import { all, make, one } from "./make.js";

/**
 * Sorts by a column; "-column" is downwards, "" as listed.
 * @typedef {(key: string) => void} Sort
 * @typedef {{ element: HTMLElement, words: string, fold: HTMLDetailsElement | null, unfolded: string,
 * values: Map<string, Set<string>>, found: boolean, misses: string[] }} Item
 * @typedef {{ section: HTMLElement, count: HTMLElement | null, items: Item[], open: boolean }} Section
 */

const PHONE = matchMedia("(width < 45em)");
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
    for (const { body, rows } of bodies) {
      body.append(...index < 0 ? rows : inOrder(rows, down, row => row.cells[index]));
    }
  };
}

/**
 * @param {HTMLElement} list
 * @returns {Sort}
 */
function sortableList(list) {
  const flat = one(list, "[data-sorted]", HTMLElement);
  const items = all(list, "[data-item]", HTMLElement).map(element => ({ element, home: element.parentElement }));
  for (const { element, home } of items) {
    const section = home?.closest("[data-section]")?.querySelector("h2")?.textContent;
    if (section) element.firstElementChild?.append(make("small", { className: "sb-lines__by", textContent: section }));
  }
  return key => {
    const down = key.startsWith("-");
    const name = key.slice(down ? 1 : 0);
    const buttons = all(list, ".sb-sort", HTMLElement);
    const known = buttons.some(button => button.dataset.key === name);
    for (const button of buttons) {
      button.ariaPressed = String(button.dataset.key === name);
      button.classList.toggle("is-down", down && button.dataset.key === name);
    }
    flat.hidden = !known;
    for (const { element, home } of items) home?.append(element);
    if (known) flat.append(...inOrder(items.map(item => item.element), down, item => cellOfItem(item, name)));
  };
}

/**
 * @param {HTMLElement} item
 * @param {string} name
 */
const cellOfItem = (item, name) => item.querySelector(`:scope > [data-key="${CSS.escape(name)}"]`);

/**
 * @template {HTMLElement} Kind
 * @param {Kind[]} rows
 * @param {boolean} down
 * @param {(row: Kind) => Element | null | undefined} cellOf
 */
function inOrder(rows, down, cellOf) {
  const keyed = rows.map(row => ({ row, text: cellText(cellOf(row)) }));
  const isNumeric = keyed.every(({ text }) => text === "" || Number.isFinite(Number(text)));
  keyed.sort((former, latter) => {
    if (former.text === "" || latter.text === "") return Number(former.text === "") - Number(latter.text === "");
    const order = isNumeric ? Number(former.text) - Number(latter.text) : collator.compare(former.text, latter.text);
    return down ? -order : order;
  });
  return keyed.map(({ row }) => row);
}

/** @param {Element | null | undefined} cell */
const cellText = cell =>
  (cell instanceof HTMLElement ? cell.dataset.sort : undefined) ?? cell?.textContent?.trim() ?? "";

/**
 * @param {HTMLElement} list
 * @param {Sort} then
 */
function onSort(list, then) {
  list.addEventListener("click", event => {
    const button = event.target instanceof Element ? event.target.closest(".sb-sort") : null;
    const head = button?.closest("[data-key]");
    if (!(button && head instanceof HTMLElement)) return;
    const isUp = head.getAttribute("aria-sort") === "ascending"
      || (button.ariaPressed === "true" && !button.classList.contains("is-down"));
    then((isUp ? "-" : "") + head.dataset.key);
  });
}

/** What the address names. */
function named() {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {   // not an address of ours
    return null;
  }
}

/** A form that filters a list, and sorts it where that is a table. */
class ListFilter {
  order = "";
  waiting = 0;
  asking = false;

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
    const section = element.closest("[data-section]")?.querySelector("h2")?.textContent ?? "";
    const own = `${section} ${element.dataset.words ?? ""}`;
    const words = plain(`${element.textContent} ${own}`);
    const fold = element.querySelector("details");
    const outside = fold ? [...element.children].filter(part => part !== fold).map(part => part.textContent) : [];
    const unfolded = plain(`${outside.join(" ")} ${own}`);
    const values = new Map(this.names.map(name => [name, new Set((element.dataset[name] ?? "").split(" "))]));
    return { element, words, fold, unfolded, values, found: true, misses: [] };
  }

  /**
   * @param {HTMLElement} section
   * @returns {Section}
   */
  #section(section) {
    const count = section.querySelector("[data-count]");
    const items = this.items.filter(item => section.contains(item.element));
    if (section instanceof HTMLDetailsElement && PHONE.matches && !section.contains(named())) section.open = false;
    const open = section instanceof HTMLDetailsElement && section.open;
    return { section, count: count instanceof HTMLElement ? count : null, items, open };
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
    if (this.sort) {
      onSort(this.list, key => {
        this.#arrange(key);
        this.#show();   // a list that is sorted has no sections
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

  /**
   * Items whose words are all found, and what is chosen of each group.
   * @returns what is asked for, in words
   */
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
    const checked = this.boxes.filter(box => box.checked);
    const labels = checked.map(box => box.labels?.[0]?.querySelector("span > span")?.textContent ?? "");
    return [...words, ...labels.map(plain)];
  }

  #show() {
    const asked = this.#match();
    const shown = this.items.filter(item => item.found && !item.misses.length);
    const visible = new Set(shown);
    for (const item of this.items) item.element.hidden = !visible.has(item);
    for (const box of this.boxes) this.#count(box);
    this.#unfold(asked);
    for (const { section, count, items } of this.sections) {
      const left = items.filter(item => visible.has(item) && section.contains(item.element)).length;
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
    this.form.classList.toggle("is-asking", this.asking || this.order !== "");
  }

  /**
   * What is asked for opens what has it; with nothing asked, all is again as the reader had it.
   * @param {string[]} asked
   */
  #unfold(asked) {
    for (const state of this.sections) {
      if (!(state.section instanceof HTMLDetailsElement)) continue;
      if (!this.asking) state.open = state.section.open;
      state.section.open = asked.length > 0 || state.open;
    }
    this.asking = asked.length > 0;
    for (const { fold, words, unfolded } of this.items) {
      if (fold) fold.open = asked.some(word => words.includes(word) && !unfolded.includes(word));
    }
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
    const hidden = named();
    if (!hidden || !this.list.contains(hidden) || !hidden.closest("[hidden]")) return;
    this.form.reset();
    setTimeout(() => hidden.scrollIntoView());
  }
}

const sorters = new Map(all(document, "[data-enhance]", HTMLElement).map(list =>
  [list, list instanceof HTMLTableElement ? sortable(list) : sortableList(list)]));
/** @type {Set<Element>} */
const filtered = new Set();
for (const form of all(document, "form.sb-filters[data-for]", HTMLFormElement)) {
  const list = one(document, `#${form.dataset.for}`, HTMLElement);
  const filter = new ListFilter(form, list, sorters.get(list));
  filter.listen();
  filter.start();
  list.classList.add("is-ready");
  form.hidden = false;
  filtered.add(list);
}
for (const [list, sort] of sorters) {
  if (filtered.has(list)) continue;
  sort("");
  onSort(list, sort);
  list.classList.add("is-ready");
}
document.documentElement.classList.remove("is-asked");
