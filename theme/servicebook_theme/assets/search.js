/* The box in the header and on the home page: results while typing, by kind; arrows, Enter, Escape. */

/** @import { Found, Result } from "./engine.js" */
/** @import { Group } from "./results.js" */
/** @import { Asked } from "./search_words.js" */

import { search } from "./engine.js";
import { all, make, one } from "./make.js";
import { text } from "./messages.js";
import { groupName, groupOf, remarks, resultOption } from "./results.js";
import { customersOf, entriesWhenQuiet, kindOf } from "./search_index.js";

const SHOWN = 8;
const WAIT = 20;         // milliseconds after a key until a search begins
const LEAVE = 150;       // milliseconds after which a box that was left is closed
const LONGEST = 500;     // characters of a query that an address holds
/** @type {Readonly<Record<Group, number>>} */
const MOST = {
  services: 5, roles: 3, departments: 2, questions: 2, journeys: 2, agreements: 2, notices: 2, hours: 2,
  pages: 1,
};

/**
 * The best entries, not too many of a kind, by group; the group of the best one first. Null when they are not wanted
 * any more.
 * @param {Found[]} ranked
 * @param {() => boolean} isWanted
 * @returns {Promise<Array<[Group, Result[]]> | null>}
 */
async function grouped(ranked, isWanted) {
  const groups = best(ranked, await kindOf());
  const listed = [...groups.values()].flat();
  const [shown, customers] = await Promise.all([entriesWhenQuiet(listed, isWanted), customersOf()]);
  if (!shown) return null;
  const byNumber = new Map(shown.map(entry => [entry.number, { ...entry, promise: customers.promiseOf(entry) }]));
  return [...groups].map(([group, found]) => [group, found.flatMap(({ number }) => byNumber.get(number) ?? [])]);
}

/**
 * @param {Found[]} ranked
 * @param {Awaited<ReturnType<typeof kindOf>>} kind
 */
function best(ranked, kind) {
  /** @type {Map<Group, Found[]>} */
  const groups = new Map();
  let taken = 0;
  for (const found of ranked) {
    const group = groupOf(kind(found.number));
    const listed = groups.get(group) ?? [];
    if (listed.length >= MOST[group]) continue;
    listed.push(found);
    groups.set(group, listed);
    taken += 1;
    if (taken === SHOWN) break;
  }
  return groups;
}

/** A search box with the list below it. */
class SearchBox {
  chosen = -1;   // the option that the arrows have reached
  latest = 0;    // which search is the last: answers to earlier ones come too late
  timer = 0;

  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement} box
   * @param {string} id
   */
  constructor(form, box, id) {
    this.form = form;
    this.box = box;
    this.id = id;
    this.isHelp = form.elements.namedItem("help") !== null;
    this.input = one(form, "input[type=search]", HTMLInputElement);
    Object.assign(this.input, { role: "combobox", ariaExpanded: "false", ariaAutoComplete: "list" });
    this.input.setAttribute("aria-controls", id);
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("focus", () => { if (this.input.value.trim()) this.show(); });
    this.input.addEventListener("keydown", event => this.key(event));
    form.addEventListener("focusout", event => this.left(event));
  }

  options() {
    return all(this.box, "[role=option]", HTMLElement);
  }

  close() {
    this.box.hidden = true;
    this.chosen = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  /** @param {number} at */
  choose(at) {
    const options = this.options();
    if (!options.length) return;
    this.chosen = (at + options.length) % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === this.chosen)));
    this.input.setAttribute("aria-activedescendant", options[this.chosen].id);
    options[this.chosen].scrollIntoView({ block: "nearest" });
  }

  typed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(), WAIT);
  }

  /** @param {FocusEvent} event */
  left(event) {
    if (event.relatedTarget instanceof Node && this.form.contains(event.relatedTarget)) return;
    setTimeout(() => { if (!this.form.contains(document.activeElement)) this.close(); }, LEAVE);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (this.box.hidden) return;
    if (event.key === "ArrowDown") this.choose(this.chosen + 1);
    else if (event.key === "ArrowUp") this.choose(this.chosen < 0 ? -1 : this.chosen - 1);
    else if (event.key === "Enter" && this.chosen >= 0) this.options()[this.chosen].click();
    else if (event.key === "Escape") {
      this.latest += 1;
      this.close();
    } else return;
    event.preventDefault();
  }

  async show() {
    const query = this.input.value.trim();
    const turn = this.latest += 1;
    if (!query) {
      this.close();
      return;
    }
    const isWanted = () => turn === this.latest;
    let asked, found, groups, weak;
    try {
      ({ asked, found, weak } = await search(query, { typing: true, isWanted, help: this.isHelp }));
      groups = await grouped(found, isWanted);
    } catch {
      this.close();   // the index is out of reach: the form still opens the find page
      return;
    }
    if (!groups || !isWanted() || document.activeElement !== this.input) return;
    this.fill(groups, this.foot(found.length, query, weak, found.length ? asked : []));
  }

  /**
   * @param {Array<[Group, Result[]]>} groups
   * @param {HTMLElement} foot
   */
  fill(groups, foot) {
    const before = this.options()[this.chosen]?.dataset.result;
    this.box.replaceChildren(...(groups.length ? [this.list(groups)] : []), foot);
    this.box.hidden = false;
    this.chosen = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-expanded", String(groups.length > 0));
    const still = this.options().findIndex(option => option.dataset.result === before);
    if (still >= 0) this.choose(still);   // more letters do not take away what the arrows have chosen
  }

  /** @param {Array<[Group, Result[]]>} groups */
  list(groups) {
    let place = 0;
    const parts = groups.map(([group, listed]) => make("ul", { role: "group", ariaLabel: groupName(group) },
      make("li", { className: "sb-results__group", role: "presentation" }, groupName(group)),
      ...listed.map(entry => resultOption(entry, `${this.id}-${place += 1}`))));
    const label = text("script.results", {});
    return make("div", { className: "sb-results", id: this.id, role: "listbox", ariaLabel: label }, ...parts);
  }

  /**
   * @param {number} count
   * @param {string} query
   * @param {boolean} weak
   * @param {Asked[]} asked   what is remarked on
   */
  foot(count, query, weak, asked) {
    /** @param {string} other */
    const address = other =>
      `${this.form.action}?${new URLSearchParams({ q: other.slice(0, LONGEST), ...this.isHelp ? { help: "1" } : {} })}`;
    const said = weak ? text("script.weak-results", { count }) : text("script.all-results", { count });
    const remarked = remarks(asked, query, address).flatMap(remark => [remark, " "]);
    return make("p", { className: "sb-results__foot" }, ...remarked, make("a", { href: address(query) }, said));
  }
}

all(document, "form.sb-search", HTMLFormElement).forEach((form, at) => {
  for (const field of all(form, "[type=search]", HTMLInputElement)) {
    Object.assign(field, { autocomplete: "off", autocapitalize: "off", spellcheck: false });
  }
  if ("find" in form.dataset) return;   // it shows what it finds below
  const box = make("div", { className: "sb-search__results", hidden: true });
  form.append(box);
  new SearchBox(form, box, `sb-results-${at + 1}`);
});
