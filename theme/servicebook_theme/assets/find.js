/* The find page: every service with filters and sorting, or the ranking of a query; the address bar keeps the state. */

import { customersOf } from "./customers.js";
import { entries, kindOf, nearest, part, search } from "./engine.js";
import { GROUP_NAMES, groupOf, KINDS, resultRow } from "./results.js";

const STEP = 25;       // rows that are shown at once
const NEAREST = 5;     // services that are shown where nothing is found
const DAY = 8 * 3600;  // a working day, about
const TIMES = { hours: [0, DAY], days: [DAY, 5 * DAY], weeks: [5 * DAY, Infinity] };

const app = document.getElementById("find-app");
if (app) start().catch(() => { app.hidden = true; });   // without the index, the list made at build time stays

async function start() {
  const [data, kind] = await Promise.all([part("columns.json"), kindOf()]);
  let customers = await customersOf();
  const words = JSON.parse(app.dataset.words);
  const list = document.getElementById("find-list");
  const form = document.querySelector("form.sb-search[data-find]");
  const input = form.querySelector("input[type=search]");
  const filters = app.querySelector("form.sb-filters");
  const results = app.querySelector(".sb-find__results");
  const more = app.querySelector(".sb-find__more");
  const said = filters.querySelector("[role=status]");
  const opener = filters.querySelector("[data-open]");
  const instead = app.querySelector(".sb-find__instead");
  const nothing = app.querySelector(".sb-find__nothing");
  const total = data.columns.department[1].length;
  let shown = STEP, turn = 0;

  /* What a service has in a column, by its number. */
  const at = (column, number) => data.columns[column][0][data.columns[column][1][number]];
  const departments = new Map(data.departments.map(one => [one[0], one]));
  const departmentOf = number => departments.get(at("department", number)) ?? [];
  const timeOf = number => {
    const seconds = at("time", number);
    return seconds === null ? "none" : Object.keys(TIMES).find(id => TIMES[id][0] <= seconds && seconds < TIMES[id][1]);
  };
  const isService = number => number < total;

  /* The filters: their options, and the values that a service has. */
  const GROUPS = {
    kind: { options: Object.entries(GROUP_NAMES), of: number => [groupOf(kind(number))] },
    mine: { options: [["agreed", words.agreed]], of: number => customers.has(number) ? ["agreed"] : [] },
    time: { options: Object.entries(words.times), of: number => [timeOf(number)] },
    way: { options: Object.entries(words.ways), of: number => at("ways", number) },
    department: { options: data.departments, of: number => departmentOf(number).slice(0, 1) },
    audience: { options: data.audiences, of: number => at("audience", number).length ? at("audience", number) : data.audiences.map(([id]) => id) },
    cost: { options: Object.entries(words.costs), of: number => [at("cost", number)] },
    lifecycle: { options: Object.entries(words.lifecycles), of: number => [at("lifecycle", number)] },
  };
  const everything = Array.from({ length: total }, (_, number) => number);
  const boxes = [];
  for (const [group, { options, of }] of Object.entries(GROUPS)) {
    const place = filters.querySelector(`[data-group=${group}]`);
    const used = group === "kind" || group === "mine" ? null : new Set(everything.flatMap(of));
    for (const [value, name] of options) {
      if (used && !used.has(value)) continue;
      const label = document.createElement("label");
      label.className = "sb-check";
      const box = Object.assign(document.createElement("input"), { type: "checkbox", name: group, value });
      const text = document.createElement("span");
      const count = Object.assign(document.createElement("span"), { className: "sb-count" });
      text.append(name, " ", count);
      label.append(box, text);
      place.append(label);
      boxes.push({ box, group, value, count, label });
    }
    if (used && place.childElementCount < 2) place.closest(".sb-filters__group").hidden = true;
  }

  const chosen = () => {
    const state = {};
    for (const { box, group, value } of boxes) if (box.checked) (state[group] ??= []).push(value);
    return state;
  };
  /* Whether an entry passes the chosen filters, but for one group; only services pass any but that of kinds. */
  const passes = (number, state, but) => Object.entries(state).every(([group, values]) =>
    group === but || ((group === "kind" || isService(number)) && GROUPS[group].of(number).some(value => values.includes(value))));
  const collator = new Intl.Collator(document.documentElement.lang || undefined);
  const nameOf = number => departmentOf(number)[1] ?? "";
  const ORDERS = {
    name: (one, other) => one - other,
    time: (one, other) => (at("time", one) ?? Infinity) - (at("time", other) ?? Infinity) || one - other,
    department: (one, other) => collator.compare(nameOf(one), nameOf(other)) || one - other,
  };

  async function show({ keep = false } = {}) {
    const mine = turn += 1;
    if (!keep) shown = STEP;
    const query = input.value.trim();
    const state = chosen();
    const sort = filters.elements.sort;
    sort.querySelector("[value=best]").hidden = !query;
    if (!query && sort.value === "best") sort.value = "name";
    const answer = query ? await search(query) : { asked: [], found: everything.map(number => ({ number })) };
    customers = await customersOf();
    if (mine !== turn) return;
    remember(query, state, sort.value);
    count(answer.found, state, query);
    let found = answer.found.filter(one => passes(one.number, state));
    if (sort.value !== "best") found = found.filter(one => isService(one.number)).sort((one, other) => ORDERS[sort.value](one.number, other.number));
    const rows = await entries(found.slice(0, shown));
    if (mine !== turn) return;
    results.replaceChildren(...rows.map(row));
    more.hidden = found.length <= shown;
    const number = found.filter(one => isService(one.number)).length;
    said.replaceChildren(Object.assign(document.createElement("b"), { textContent: number }), ` of ${total} services`, found.length > number ? ` and ${found.length - number} other answers` : "");
    const mended = answer.asked.filter(one => one.instead.length && one.stems.size);
    instead.hidden = !mended.length || !found.length;
    instead.replaceChildren(...mended.map(one => Object.assign(document.createElement("span"), { textContent: `Showing answers for “${one.instead.slice(0, 3).join("”, “")}” instead of “${one.word}”. ` })));
    nothing.hidden = found.length > 0;
    filters.hidden = !answer.found.length;
    const many = Object.values(state).flat().length;
    const chosenSaid = opener.querySelector("[data-chosen]");
    chosenSaid.hidden = !many;
    chosenSaid.textContent = many;
    if (!found.length) await showNothing(query, answer.found.length, mine);
  }

  /* Each filter says how many there are with it, the others being as they are. */
  function count(found, state, query) {
    const counts = new Map();
    for (const group of Object.keys(GROUPS)) {
      for (const { number } of found) {
        if ((group !== "kind" && !isService(number)) || !passes(number, state, group)) continue;
        for (const value of GROUPS[group].of(number)) counts.set(`${group} ${value}`, (counts.get(`${group} ${value}`) ?? 0) + 1);
      }
    }
    for (const { group, value, count, label } of boxes) {
      const hits = counts.get(`${group} ${value}`) ?? 0;
      count.textContent = hits;
      label.classList.toggle("is-off", hits === 0);
    }
    filters.querySelector("[data-group=kind]").closest(".sb-filters__group").hidden = !query;
    filters.querySelector("[data-group=mine]").closest(".sb-filters__group").hidden = !customers.department;
  }

  const row = entry => {
    const one = { ...entry, promise: customers.promiseOf(entry), color: entry.kind === "service" ? departmentOf(entry.number)[3] : undefined };
    if (entry.kind !== "service") return resultRow(one, [[KINDS[entry.kind], ""]]);
    const lifecycle = at("lifecycle", entry.number);
    const chips = lifecycle === "live" ? [] : [[words.lifecycles[lifecycle], "off"]];
    if (customers.has(entry.number)) chips.push([words.agreed_short, "ok"]);
    return resultRow({ ...one, retired: lifecycle === "retired" }, [...chips, ...at("effects", entry.number).map(effect => [words.effects[effect], "warn"])]);
  };

  /* Nothing found: what comes nearest, the departments that it belongs to, whom to ask, and where to say that it is missing. */
  async function showNothing(query, without, mine) {
    const parts = name => nothing.querySelector(`[data-nothing=${name}]`);
    const near = without || !query ? [] : (await nearest(query)).filter(one => isService(one.number)).slice(0, NEAREST);
    const rows = await entries(near);
    if (mine !== turn) return;
    parts("filtered").hidden = !without && Boolean(query);
    parts("filtered").querySelector("b").textContent = without;
    parts("query").hidden = Boolean(without) || !query;
    parts("query").querySelector("q").textContent = query.length > 80 ? `${query.slice(0, 80)}…` : query;
    parts("nearest").hidden = !rows.length;
    parts("nearest").querySelector("ol").replaceChildren(...rows.map(row));
    const departments = [...new Map(near.map(one => departmentOf(one.number)).map(one => [one[0], one])).values()];
    parts("departments").hidden = !departments.length;
    parts("departments").querySelector("ul").replaceChildren(...departments.map(([, name, path]) => {
      const item = document.createElement("li");
      const link = Object.assign(document.createElement("a"), { href: new URL(`../${path}`, document.baseURI).href, textContent: name });
      item.append(link);
      return item;
    }));
    for (const link of nothing.querySelectorAll("[data-query-template]")) link.href = link.dataset.queryTemplate.replace("{query}", encodeURIComponent(query.slice(0, 200)));
  }

  function remember(query, state, sort) {
    const kept = new URLSearchParams();
    if (query) kept.set("q", query.slice(0, 500));
    for (const [group, values] of Object.entries(state)) for (const value of values) kept.append(group, value);
    if (sort !== (query ? "best" : "name")) kept.set("sort", sort);
    const text = kept.toString();
    history.replaceState(null, "", text ? `?${text}` : location.pathname);
  }

  function recall() {
    const kept = new URLSearchParams(location.search);
    input.value = kept.get("q") ?? "";
    for (const { box, group, value } of boxes) box.checked = kept.getAll(group).includes(value);
    const sort = kept.get("sort");
    filters.elements.sort.value = sort && (sort === "best" || Object.hasOwn(ORDERS, sort)) ? sort : input.value.trim() ? "best" : "name";
    for (const fold of filters.querySelectorAll("details")) if (fold.querySelector(":checked")) fold.open = true;
  }

  opener.addEventListener("click", () => opener.setAttribute("aria-expanded", filters.classList.toggle("is-open")));
  let timer = 0;
  const fresh = () => {
    if (input.value.trim() && filters.elements.sort.value === "name") filters.elements.sort.value = "best";
    show();
  };
  form.addEventListener("submit", event => { event.preventDefault(); clearTimeout(timer); fresh(); });
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(fresh, 40); });
  filters.addEventListener("change", () => show());
  filters.addEventListener("submit", event => event.preventDefault());
  filters.addEventListener("reset", () => setTimeout(() => { input.value = ""; show(); }));
  nothing.querySelector("[data-clear]").addEventListener("click", () => {
    for (const { box } of boxes) box.checked = false;
    show();
    input.focus();
  });
  more.addEventListener("click", () => { shown += STEP; show({ keep: true }); });
  document.addEventListener("servicebook:mine", () => show({ keep: true }));
  recall();
  await show();
  list.hidden = true;
  app.hidden = false;
  if (!input.value) input.focus({ preventScroll: true });
}
