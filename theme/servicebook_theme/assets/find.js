/* The find page: every service with filters and sorting, or the ranking of a query; the address bar keeps the state. */

import { entries, rank, resultRow, services } from "./engine.js";

const STEP = 50;
const app = document.getElementById("find-app");
if (app) start().catch(() => { app.hidden = true; });   // without the index, the list made at build time stays

async function start() {
  const data = await services();
  const words = JSON.parse(app.dataset.words);
  const list = document.getElementById("find-list");
  const form = document.querySelector("form.sb-search[data-find]");
  const input = form.querySelector("input[type=search]");
  const filters = app.querySelector("form.sb-filters");
  const results = app.querySelector(".sb-rows");
  const more = app.querySelector(".sb-find__more");
  const said = filters.querySelector("[role=status]");
  const nothing = app.querySelector(".sb-find__nothing");
  const all = data.services.map(([id, name, summary, department, promise, seconds, cost, ways, audience, lifecycle, effects]) =>
    ({ id, name, summary, department, promise, seconds, cost, ways, audience, lifecycle, effects }));
  const byId = new Map(all.map(one => [one.id, one]));
  let shown = STEP, turn = 0;

  const HOUR = 3600, DAY = 8 * HOUR;
  const TIMES = [["hours", s => s !== null && s < DAY], ["days", s => s !== null && s >= DAY && s < 5 * DAY], ["weeks", s => s !== null && s >= 5 * DAY], ["none", s => s === null]];
  const GROUPS = {
    department: { options: data.departments.map(([id, name]) => [id, name]), has: (one, value) => data.departments[one.department][0] === value },
    audience: { options: data.audiences, has: (one, value) => !one.audience.length || one.audience.includes(value) },
    time: { options: TIMES.map(([id]) => [id, words.times[id]]), has: (one, value) => TIMES.find(([id]) => id === value)?.[1](one.seconds) },
    cost: { options: Object.entries(words.costs), has: (one, value) => one.cost === value },
    way: { options: Object.entries(words.ways), has: (one, value) => one.ways.includes(value) },
    lifecycle: { options: Object.entries(words.lifecycles), has: (one, value) => one.lifecycle === value },
  };
  const boxes = new Map();
  for (const [group, { options, has }] of Object.entries(GROUPS)) {
    const place = filters.querySelector(`[data-group=${group}]`);
    for (const [value, name] of options) {
      if (!all.some(one => has(one, value))) continue;
      const label = document.createElement("label");
      label.className = "sb-check";
      const box = Object.assign(document.createElement("input"), { type: "checkbox", name: group, value });
      const text = document.createElement("span");
      const count = Object.assign(document.createElement("span"), { className: "sb-count" });
      text.append(name, " ", count);
      label.append(box, text);
      place.append(label);
      boxes.set(box, { group, value, count, label });
    }
    if (place.childElementCount < 2) place.closest(".sb-filters__group").hidden = true;
  }

  const chosen = () => {
    const state = {};
    for (const [box, { group, value }] of boxes) if (box.checked) (state[group] ??= []).push(value);
    return state;
  };
  const passes = (one, state, but) => Object.entries(state).every(([group, values]) => group === but || values.some(value => GROUPS[group].has(one, value)));
  const sorted = {
    name: (one, other) => one.name.localeCompare(other.name),
    time: (one, other) => (one.seconds ?? Infinity) - (other.seconds ?? Infinity) || one.name.localeCompare(other.name),
    department: (one, other) => one.department - other.department || one.name.localeCompare(other.name),
  };

  async function show({ keep = false } = {}) {
    const mine = turn += 1;
    if (!keep) shown = STEP;
    const query = input.value.trim();
    const state = chosen();
    const sort = filters.elements.sort;
    sort.querySelector("[value=best]").hidden = !query;
    if (!query && sort.value === "best") sort.value = "name";
    remember(query, state, sort.value);
    let found, pool;
    if (query) {
      const ranked = await entries((await rank(query)).slice(0, 400));
      if (mine !== turn) return;
      pool = ranked.filter(one => one.kind === "service").map(one => byId.get(one.id)).filter(Boolean);
      const narrowed = Object.keys(state).length > 0;
      found = ranked.filter(one => one.kind === "service" ? byId.has(one.id) && passes(byId.get(one.id), state) : !narrowed);
      if (sort.value !== "best") found = found.filter(one => one.kind === "service").sort((one, other) => sorted[sort.value](byId.get(one.id), byId.get(other.id)));
    } else {
      pool = all;
      found = all.filter(one => passes(one, state)).sort(sorted[sort.value] ?? sorted.name).map(plain);
    }
    for (const { group, value, count, label } of boxes.values()) {
      const hits = pool.filter(one => passes(one, state, group) && GROUPS[group].has(one, value)).length;
      count.textContent = hits;
      label.classList.toggle("is-off", hits === 0);
    }
    const number = found.filter(one => one.kind === "service").length;
    said.replaceChildren(Object.assign(document.createElement("b"), { textContent: number }), ` of ${all.length} services`, found.length > number ? ` and ${found.length - number} other answers` : "");
    results.replaceChildren(...found.slice(0, shown).map(one => resultRow(withState(one))));
    more.hidden = found.length <= shown;
    nothing.hidden = found.length > 0;
    for (const link of nothing.querySelectorAll("[data-query-template]")) link.href = link.dataset.queryTemplate.replace("{query}", encodeURIComponent(query));
  }

  const plain = one => ({ kind: "service", id: one.id, name: one.name, summary: one.summary, department: data.departments[one.department][1], promise: one.promise, words: [], href: new URL(`../services/${one.id}/`, document.baseURI).href });
  const withState = entry => {
    const one = entry.kind === "service" && byId.get(entry.id);
    if (!one) return entry;
    const chips = one.lifecycle === "live" ? [] : [[words.lifecycles[one.lifecycle], "off"]];
    return { ...entry, chips: [...chips, ...one.effects.map(effect => [words.effects[effect], "warn"])], retired: one.lifecycle === "retired" };
  };

  function remember(query, state, sort) {
    const kept = new URLSearchParams();
    if (query) kept.set("q", query);
    for (const [group, values] of Object.entries(state)) for (const value of values) kept.append(group, value);
    if (sort !== (query ? "best" : "name")) kept.set("sort", sort);
    const text = kept.toString();
    history.replaceState(null, "", text ? `?${text}` : location.pathname);
  }

  function recall() {
    const kept = new URLSearchParams(location.search);
    input.value = kept.get("q") ?? "";
    for (const [box, { group, value }] of boxes) box.checked = kept.getAll(group).includes(value);
    const sort = kept.get("sort");
    filters.elements.sort.value = sort && (sort === "best" || Object.hasOwn(sorted, sort)) ? sort : input.value.trim() ? "best" : "name";
    for (const fold of filters.querySelectorAll("details")) if (fold.querySelector(":checked")) fold.open = true;
  }

  let timer = 0;
  const fresh = () => {
    if (input.value.trim() && filters.elements.sort.value === "name") filters.elements.sort.value = "best";
    show();
  };
  form.addEventListener("submit", event => { event.preventDefault(); fresh(); });
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(fresh, 100); });
  filters.addEventListener("change", () => show());
  filters.addEventListener("submit", event => event.preventDefault());
  filters.addEventListener("reset", () => setTimeout(() => { input.value = ""; show(); }));
  more.addEventListener("click", () => { shown += STEP; show({ keep: true }); });
  recall();
  await show();
  list.hidden = true;
  app.hidden = false;
  if (!input.value) input.focus({ preventScroll: true });
}
