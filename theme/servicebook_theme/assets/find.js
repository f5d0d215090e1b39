/* The find page: every service with filters and sorting, or the ranking of a query; the address bar keeps the state. */

/** @import { SearchColumns } from "../../contract" */
/** @import { Listed, Result } from "./engine.js" */
/** @import { Order } from "./find_columns.js" */
/** @import { Chosen } from "./find_filters.js" */
/** @import { Look } from "./results.js" */
/** @import { Asked } from "./search_words.js" */

import { nearest, search } from "./engine.js";
import { Columns, ORDERS } from "./find_columns.js";
import { Filters } from "./find_filters.js";
import { all, make, one } from "./make.js";
import { nodes, text } from "./messages.js";
import { kindName, remarks, resultRow } from "./results.js";
import { customersOf, entries, entriesWhenQuiet, kindOf, part } from "./search_index.js";

const STEP = 20;       // rows that are shown at once
const MANY = 2000;     // results that take a while to be counted
const TOLD = 5;        // results that say which department is closest to a question
const NEAREST = 5;     // results that are shown where nothing is found,
const FEW = 10;        // and where nothing fits well
const WAIT = 20;       // milliseconds after a key until a search begins
const LONGEST = { address: 500, quoted: 80, reported: 200 };   // characters of a query
const QUERY = document.querySelector(".sb-in-site") ? "query" : "q";   // see in_site.js
const NOTHING = /** @type {const} */ (["filtered", "query", "nearest", "help", "departments"]);

/**
 * What readers get for a query; without one every service, of which no word was asked for.
 * @typedef {{ asked: Asked[], found: Listed[], weak: boolean }} Answer
 */

class FindPage {
  shown = STEP;
  turn = 0;    // which search is the last: answers to earlier ones come too late
  timer = 0;
  isHelp = new URLSearchParams(location.search).has("help");   // asked by the box on pages of help

  /**
   * @param {HTMLElement} app
   * @param {Columns} columns
   * @param {Awaited<ReturnType<typeof kindOf>>} kind
   * @param {Awaited<ReturnType<typeof customersOf>>} customers
   */
  constructor(app, columns, kind, customers) {
    this.app = app;
    this.columns = columns;
    this.customers = customers;
    this.form = one(document, "form.sb-search[data-find]", HTMLFormElement);
    this.input = one(this.form, "input[type=search]", HTMLInputElement);
    this.filterForm = one(app, "form.sb-filters", HTMLFormElement);
    this.filters = new Filters(this.filterForm, columns, kind, () => this.customers);
    this.sort = one(this.filterForm, "select[name=sort]", HTMLSelectElement);
    this.opener = one(this.filterForm, "[data-open]", HTMLElement);
    this.results = one(app, ".sb-find__results", HTMLElement);
    this.more = one(app, ".sb-find__more", HTMLElement);
    this.nothing = one(app, ".sb-find__nothing", HTMLElement);
    this.everything = Array.from({ length: columns.total }, (_, number) => ({ number, matched: 0, asked: [] }));
  }

  get query() {
    return this.input.value.trim();
  }

  listen() {
    this.opener.addEventListener("click", () => {
      this.opener.setAttribute("aria-expanded", String(this.filterForm.classList.toggle("is-open")));
    });
    this.form.addEventListener("submit", event => {
      event.preventDefault();
      clearTimeout(this.timer);
      this.asked({});
    });
    this.input.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.asked({ typing: true }), WAIT);
    });
    this.filterForm.addEventListener("change", () => this.show({}));
    this.filterForm.addEventListener("submit", event => event.preventDefault());
    this.filterForm.addEventListener("reset", () => setTimeout(() => {   // the fields are empty only then
      this.input.value = "";
      this.show({});
    }));
    one(this.nothing, "[data-clear]", HTMLElement).addEventListener("click", () => {
      this.filters.choose(() => false);
      this.show({});
      this.input.focus();
    });
    this.more.addEventListener("click", () => {
      this.shown += STEP;
      this.show({ keep: true });
    });
    document.addEventListener("servicebook:mine", () => this.show({ keep: true }));
  }

  /**
   * A query has been asked: its best answers come first.
   * @param {{ typing?: boolean }} how
   */
  asked({ typing = false }) {
    if (this.query && this.sort.value === "name") this.sort.value = "best";
    this.show({ typing });
  }

  /** @param {{ keep?: boolean, typing?: boolean }} how `keep`: as many rows as before */
  async show({ keep = false, typing = false }) {
    const mine = this.turn += 1;
    const isWanted = () => mine === this.turn;
    const { query } = this;
    const chosen = this.filters.chosen();
    one(this.sort, "[value=best]", HTMLOptionElement).hidden = !query;
    if (!query && this.sort.value === "best") this.sort.value = "name";
    const answer = await this.#answer(query, typing ? isWanted : undefined);
    this.customers = await customersOf();
    if (!isWanted()) return;
    const found = this.#arranged(answer.found, chosen);
    if (!keep) this.shown = answer.weak ? FEW : STEP;
    const best = found.slice(0, this.shown);
    const rows = await (typing ? entriesWhenQuiet(best, isWanted) : entries(best));
    if (!rows || !isWanted()) return;
    this.results.replaceChildren(...rows.map(row => this.#row(row)));
    this.more.hidden = found.length <= this.shown;
    this.filterForm.classList.toggle("is-asking", query !== "" || chosen.options.length > 0);
    this.#remember(query, chosen);
    this.#count(answer, chosen, isWanted);
    this.#tell(answer, found, chosen);
    await this.#leadOn(answer, found, rows, isWanted);
  }

  /**
   * @param {string} query
   * @param {() => boolean} [isWanted]
   * @returns {Promise<Answer>}
   */
  async #answer(query, isWanted) {
    return query ? search(query, { isWanted, help: this.isHelp }) : { asked: [], found: this.everything, weak: false };
  }

  /**
   * @param {Listed[]} found
   * @param {Chosen} chosen
   */
  #arranged(found, { options }) {
    const left = options.length ? found.filter(({ number }) => !this.filters.against(number, options).length) : found;
    return isOrder(this.sort.value) ? this.columns.sorted(left, this.sort.value) : left;
  }

  /**
   * @param {Answer} answer
   * @param {Chosen} chosen
   * @param {() => boolean} isWanted
   */
  #count(answer, { options }, isWanted) {
    const reader = { hasQuery: Boolean(this.query), hasDepartment: this.customers.department !== null };
    const count = () => { if (isWanted()) this.filters.count(answer.found, options, reader); };
    if (answer.found.length > MANY) requestAnimationFrame(() => setTimeout(count));   // readers see results first
    else count();
  }

  /**
   * How many there are, what was looked for instead, and how many filters are chosen.
   * @param {Answer} answer
   * @param {Listed[]} found
   * @param {Chosen} chosen
   */
  #tell(answer, found, { values }) {
    const services = found.filter(({ number }) => this.columns.isService(number)).length;
    const parts = { shown: make("b", {}, String(services)), total: this.columns.total };
    one(this.filterForm, "[role=status]", HTMLElement).replaceChildren(...found.length > services
      ? nodes("script.found-with-others", { ...parts, count: found.length - services })
      : nodes("script.found", parts));
    const instead = one(this.app, ".sb-find__instead", HTMLElement);
    instead.replaceChildren(...remarks(answer.asked, this.query, query => this.#address(query)));
    instead.hidden = !instead.firstChild || !found.length;
    this.nothing.hidden = found.length > 0 && !answer.weak;
    this.filterForm.hidden = !answer.found.length;
    const number = [...values.values()].flat().length;
    const mark = one(this.opener, "[data-chosen]", HTMLElement);
    mark.hidden = !number;
    mark.textContent = String(number);
  }

  /** @param {string} query */
  #address(query) {
    return `?${new URLSearchParams({ [QUERY]: query.slice(0, LONGEST.address), ...this.isHelp ? { help: "1" } : {} })}`;
  }

  /**
   * Where nothing is found, or nothing that fits well, readers are led on.
   * @param {Answer} answer
   * @param {Listed[]} found
   * @param {Result[]} rows
   * @param {() => boolean} isWanted
   */
  async #leadOn(answer, found, rows, isWanted) {
    const poor = answer.weak && found.length ? found : null;
    this.#tellWeak(poor !== null, rows);
    if (poor || !found.length) await this.#showNothing(answer.found.length, poor, isWanted);
  }

  /**
   * The best result does not answer the question: whom to ask, before readers take it for the answer.
   * @param {boolean} isWeak
   * @param {Result[]} rows
   */
  #tellWeak(isWeak, rows) {
    const box = one(this.app, ".sb-find__weak", HTMLElement);
    box.hidden = !isWeak;
    const department = this.#closest(rows.slice(0, TOLD));
    const nearby = one(box, "span", HTMLElement);
    nearby.hidden = !department;
    if (!department) return;
    const link = one(nearby, "a", HTMLAnchorElement);
    link.textContent = department[1];
    link.href = new URL(`../${department[2]}`, document.baseURI).href;
  }

  /**
   * The department that nearly all of the results are from, three at least; none where they are from many, for
   * then a department would be named by chance.
   * @param {Result[]} rows
   */
  #closest(rows) {
    const departments = rows.map(row => this.columns.isService(row.number)
      ? this.columns.departmentOf(row.number)
      : this.columns.file.departments.find(([id, name]) =>
        row.kind === "department" ? row.id.split("#")[0] === id : row.department === name));
    const enough = Math.max(3, rows.length - 1);
    return departments.find(own => own && departments.filter(other => other === own).length >= enough);
  }

  /** @param {Result} entry */
  #row(entry) {
    const promised = { ...entry, promise: this.customers.promiseOf(entry) };
    if (entry.kind !== "service") return resultRow(promised, [[kindName(entry.kind), ""]]);
    const verdict = this.columns.at("kept", entry.number);
    const lifecycle = this.columns.at("lifecycle", entry.number);
    /** @type {Array<[string, Look]>} */
    const chips = [];
    if (lifecycle !== "live") chips.push([text(`lifecycle.${lifecycle}`, {}), "off"]);
    if (this.customers.has(entry.number)) chips.push([text("script.agreed", {}), "ok"]);
    for (const effect of this.columns.at("effects", entry.number)) chips.push([text(`effect.${effect}`, {}), "warn"]);
    const [, , , color, initials] = this.columns.departmentOf(entry.number) ?? [];
    return resultRow({ ...promised, color, initials, verdict, retired: lifecycle === "retired" }, chips);
  }

  /**
   * Nothing found, or nothing that fits well: what comes nearest, the topics, the departments that it belongs to, whom
   * to ask, where to say that it is missing.
   * @param {number} without   how many there are without the filters
   * @param {Listed[] | null} poor   what is shown already, which does not fit well
   * @param {() => boolean} isWanted
   */
  async #showNothing(without, poor, isWanted) {
    const { query } = this;
    const near = without || !query ? [] : (await nearest(query)).slice(0, NEAREST);
    const rows = await entries(near);
    if (!isWanted()) return;
    const services = (poor ?? near).filter(({ number }) => this.columns.isService(number)).slice(0, NEAREST);
    const [filtered, asked, like, help, departments] = NOTHING.map(name =>
      one(this.nothing, `[data-nothing=${name}]`, HTMLElement));
    filtered.hidden = poor !== null || !without && Boolean(query);
    one(filtered, "b", HTMLElement).textContent = String(without);
    asked.hidden = Boolean(without) || !query;
    one(asked, "q", HTMLElement).textContent = shortened(query);
    help.hidden = !query || Boolean(without) && poor === null;
    like.hidden = !rows.length;
    one(like, "ol", HTMLElement).replaceChildren(...rows.map(row => this.#row(row)));
    const links = this.#departmentLinks(services);
    departments.hidden = !links.length;
    one(departments, "ul", HTMLElement).replaceChildren(...links);
    for (const link of all(this.nothing, "[data-query-template]", HTMLAnchorElement)) {
      const reported = encodeURIComponent(query.slice(0, LONGEST.reported));
      link.href = (link.dataset.queryTemplate ?? "").replaceAll("{query}", reported);
    }
  }

  /** @param {Array<{ number: number }>} services */
  #departmentLinks(services) {
    const found = services.flatMap(({ number }) => {
      const department = this.columns.departmentOf(number);
      return department ? [department] : [];
    });
    return [...new Set(found)].map(([, name, path]) =>
      make("li", {}, make("a", { href: new URL(`../${path}`, document.baseURI).href }, name)));
  }

  /**
   * @param {string} query
   * @param {Chosen} chosen
   */
  #remember(query, { values }) {
    const kept = new URLSearchParams();
    if (query) kept.set(QUERY, query.slice(0, LONGEST.address));
    if (this.isHelp) kept.set("help", "1");
    for (const [filter, listed] of values) for (const value of listed) kept.append(filter, value);
    if (this.sort.value !== (query ? "best" : "name")) kept.set("sort", this.sort.value);
    const address = kept.toString();
    history.replaceState(null, "", address ? `?${address}` : location.pathname);
  }

  recall() {
    const kept = new URLSearchParams(location.search);
    this.input.value = kept.get(QUERY) ?? "";
    this.filters.choose((filter, value) => kept.getAll(filter).includes(value));
    const sort = kept.get("sort") ?? "";
    this.sort.value = sort === "best" || isOrder(sort) ? sort : this.query ? "best" : "name";
    for (const fold of all(this.filterForm, "details", HTMLDetailsElement)) {
      if (fold.querySelector(":checked")) fold.open = true;
    }
  }
}

/**
 * @param {string} value
 * @returns {value is Order}
 */
function isOrder(value) {
  return ORDERS.some(order => order === value);
}

/** @param {string} query */
const shortened = query => query.length > LONGEST.quoted ? `${query.slice(0, LONGEST.quoted)}…` : query;

/** @param {HTMLElement} app */
async function start(app) {
  /** @type {[SearchColumns, Awaited<ReturnType<typeof kindOf>>]} */
  const [columns, kind] = await Promise.all([part("columns.json"), kindOf()]);
  const page = new FindPage(app, new Columns(columns), kind, await customersOf());
  page.listen();
  page.recall();
  await page.show({});
  one(document, "#find-list", HTMLElement).hidden = true;
  app.hidden = false;
  if (!page.input.value) page.input.focus({ preventScroll: true });
}

const app = document.getElementById("find-app");
if (app) start(app).catch(() => { app.hidden = true; });   // without the index, the list made at build time stays
