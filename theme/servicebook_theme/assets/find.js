/* The find page: every service with filters and sorting, or the ranking of a query; the address bar keeps the state. */

import { customersOf } from "./customers.js";
import { entries, entriesWhenQuiet, kindOf, nearest, part, search } from "./engine.js";
import { make } from "./make.js";
import { GROUP_NAMES, groupOf, KINDS, resultRow } from "./results.js";

const STEP = 20;       // rows that are shown at once
const MANY = 2000;     // results that take a while to be counted
const NEAREST = 5;     // services that are shown where nothing is found
const DAY = 8 * 3600;  // a working day, about
const QUERY = document.querySelector(".sb-in-site") ? "query" : "q";   // see in_site.js
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
  const isService = number => number < total;

  /* The filters: their options, and the places of those among them that an entry has. Most read a column, whose values are few. */
  const byColumn = (column, options, of) => {
    const places = data.columns[column][0].map(value => of(value).map(one => options.findIndex(([id]) => id === one)).filter(place => place >= 0));
    return { options, of: number => places[data.columns[column][1][number]] };
  };
  const timeOf = seconds => seconds === null ? "none" : Object.keys(TIMES).find(id => TIMES[id][0] <= seconds && seconds < TIMES[id][1]);
  const groups = Object.keys(GROUP_NAMES);
  const GROUPS = {
    kind: { options: Object.entries(GROUP_NAMES), of: number => [groups.indexOf(groupOf(kind(number)))] },
    mine: { options: [["agreed", words.agreed]], of: number => customers.has(number) ? [0] : [] },
    time: byColumn("time", Object.entries(words.times), seconds => [timeOf(seconds)]),
    way: byColumn("ways", Object.entries(words.ways), ways => ways),
    department: byColumn("department", data.departments, department => [department]),
    audience: byColumn("audience", data.audiences, audience => audience.length ? audience : data.audiences.map(([id]) => id)),
    cost: byColumn("cost", Object.entries(words.costs), cost => [cost]),
    lifecycle: byColumn("lifecycle", Object.entries(words.lifecycles), lifecycle => [lifecycle]),
  };
  const everything = Array.from({ length: total }, (_, number) => ({ number }));
  const boxes = [];
  for (const [group, { options, of }] of Object.entries(GROUPS)) {
    const place = filters.querySelector(`[data-group=${group}]`);
    const always = group === "kind" || group === "mine";
    const used = new Set(always ? options.keys() : everything.flatMap(({ number }) => of(number)));
    for (const [option, [value, name]] of options.entries()) {
      if (!used.has(option)) continue;
      const box = make("input", { type: "checkbox", name: group, value });
      const count = make("span", { className: "sb-count" });
      const label = make("label", { className: "sb-check" }, box, make("span", {}, name, " ", count));
      place.append(label);
      boxes.push({ box, group, value, option, count, label });
    }
    if (!always && place.childElementCount < 2) place.closest(".sb-filters__group").hidden = true;
  }

  /* What is chosen: the values by group, for the address; the options by group, to filter by. */
  const chosen = () => {
    const values = {}, options = {};
    for (const { box, group, value, option } of boxes) {
      if (!box.checked) continue;
      (values[group] ??= []).push(value);
      (options[group] ??= new Set()).add(option);
    }
    return { values, options: Object.entries(options) };
  };
  /* The groups of filters that keep an entry out; only services pass any but that of kinds. */
  const against = (number, options) => options.filter(([group, wanted]) =>
    (group !== "kind" && !isService(number)) || !GROUPS[group].of(number).some(option => wanted.has(option)));
  const collator = new Intl.Collator(document.documentElement.lang || undefined);
  const nameOf = number => departmentOf(number)[1] ?? "";
  const ORDERS = {
    name: (one, other) => one - other,
    time: (one, other) => (at("time", one) ?? Infinity) - (at("time", other) ?? Infinity) || one - other,
    department: (one, other) => collator.compare(nameOf(one), nameOf(other)) || one - other,
  };

  async function show({ keep = false, typing = false } = {}) {
    const mine = turn += 1;
    if (!keep) shown = STEP;
    const query = input.value.trim();
    const { values, options } = chosen();
    const sort = filters.elements.sort;
    sort.querySelector("[value=best]").hidden = !query;
    if (!query && sort.value === "best") sort.value = "name";
    const answer = query ? await search(query) : { asked: [], found: everything };
    customers = await customersOf();
    if (mine !== turn) return;
    let found = options.length ? answer.found.filter(one => !against(one.number, options).length) : answer.found;
    if (sort.value !== "best") found = found.filter(one => isService(one.number)).sort((one, other) => ORDERS[sort.value](one.number, other.number));
    const best = found.slice(0, shown);
    const rows = await (typing ? entriesWhenQuiet(best, () => mine === turn) : entries(best));
    if (mine !== turn) return;
    results.replaceChildren(...rows.map(row));
    remember(query, values, sort.value);
    more.hidden = found.length <= shown;
    const counting = () => { if (mine === turn) count(answer.found, options, query); };
    if (answer.found.length > MANY) requestAnimationFrame(() => setTimeout(counting));   // readers see results first
    else counting();
    const number = found.filter(one => isService(one.number)).length;
    said.replaceChildren(make("b", {}, number), ` of ${total} services`, found.length > number ? ` and ${found.length - number} other results` : "");
    const mended = answer.asked.filter(one => one.instead.length && one.stems.size);
    instead.hidden = !mended.length || !found.length;
    instead.replaceChildren(...mended.map(one => make("span", {}, `Showing answers for “${one.instead.slice(0, 3).join("”, “")}” instead of “${one.word}”. `)));
    nothing.hidden = found.length > 0;
    filters.hidden = !answer.found.length;
    const many = Object.values(values).flat().length;
    const chosenSaid = opener.querySelector("[data-chosen]");
    chosenSaid.hidden = !many;
    chosenSaid.textContent = many;
    if (!found.length) await showNothing(query, answer.found.length, mine);
  }

  /* Each filter says how many there are with it, the others being as they are. */
  function count(found, options, query) {
    const counts = Object.fromEntries(Object.entries(GROUPS).map(([group, { options }]) => [group, new Uint32Array(options.length)]));
    const names = Object.keys(GROUPS);
    for (const { number } of found) {
      const faults = options.length ? against(number, options) : [];
      const counted = faults.length ? faults.length === 1 ? [faults[0][0]] : [] : names;
      for (const group of counted) {
        if (group === "kind" || isService(number)) for (const option of GROUPS[group].of(number)) counts[group][option] += 1;
      }
    }
    for (const { group, option, count: shown, label } of boxes) {
      shown.textContent = counts[group][option];
      label.classList.toggle("is-off", !counts[group][option]);
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
    parts("departments").querySelector("ul").replaceChildren(...departments.map(([, name, path]) => make("li", {}, make("a", { href: new URL(`../${path}`, document.baseURI).href }, name))));
    for (const link of nothing.querySelectorAll("[data-query-template]")) link.href = link.dataset.queryTemplate.replace("{query}", encodeURIComponent(query.slice(0, 200)));
  }

  function remember(query, chosen, sort) {
    const kept = new URLSearchParams();
    if (query) kept.set(QUERY, query.slice(0, 500));
    for (const [group, values] of Object.entries(chosen)) for (const value of values) kept.append(group, value);
    if (sort !== (query ? "best" : "name")) kept.set("sort", sort);
    const text = kept.toString();
    history.replaceState(null, "", text ? `?${text}` : location.pathname);
  }

  function recall() {
    const kept = new URLSearchParams(location.search);
    input.value = kept.get(QUERY) ?? "";
    for (const { box, group, value } of boxes) box.checked = kept.getAll(group).includes(value);
    const sort = kept.get("sort");
    filters.elements.sort.value = sort && (sort === "best" || Object.hasOwn(ORDERS, sort)) ? sort : input.value.trim() ? "best" : "name";
    for (const fold of filters.querySelectorAll("details")) if (fold.querySelector(":checked")) fold.open = true;
  }

  opener.addEventListener("click", () => opener.setAttribute("aria-expanded", filters.classList.toggle("is-open")));
  let timer = 0;
  const fresh = typing => {
    if (input.value.trim() && filters.elements.sort.value === "name") filters.elements.sort.value = "best";
    show({ typing });
  };
  form.addEventListener("submit", event => { event.preventDefault(); clearTimeout(timer); fresh(false); });
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(fresh, 20, true); });
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
