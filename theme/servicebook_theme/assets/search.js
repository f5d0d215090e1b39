/* The box in the header and on the home page: results while typing, by kind; arrows, Enter, Escape. */

import { customersOf } from "./customers.js";
import { entriesWhenQuiet, kindOf, search } from "./engine.js";
import { make } from "./make.js";
import { GROUP_NAMES, groupOf, resultOption } from "./results.js";

const SHOWN = 8;
const MOST = { services: 5, roles: 3, departments: 2, questions: 2, journeys: 2, pages: 1 };
let number = 0;

for (const form of document.querySelectorAll("form.sb-search")) {
  const list = form.querySelector(".sb-search__results");
  if (list) attach(form, form.querySelector("input[type=search]"), list);
}

/* The best entries, not too many of a kind, by group; the group of the best one first. */
async function grouped(ranked, isWanted) {
  const kind = await kindOf();
  const groups = new Map();
  let taken = 0;
  for (const one of ranked) {
    const group = groupOf(kind(one.number));
    const listed = groups.get(group) ?? [];
    if (listed.length >= MOST[group]) continue;
    listed.push(one);
    groups.set(group, listed);
    taken += 1;
    if (taken === SHOWN) break;
  }
  const best = [...groups.values()].flat();
  const [shown, customers] = await Promise.all([entriesWhenQuiet(best, isWanted), customersOf()]);
  if (!shown) return null;
  const byNumber = new Map(shown.map(entry => [entry.number, { ...entry, promise: customers.promiseOf(entry) }]));
  return [...groups].map(([group, listed]) => [group, listed.map(one => byNumber.get(one.number))]);
}

function attach(form, input, box) {
  const id = `sb-results-${number += 1}`;
  let chosen = -1, latest = 0, timer = 0;
  Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list" }).forEach(([name, value]) => input.setAttribute(name, value));

  const options = () => [...box.querySelectorAll("[role=option]")];
  const close = () => {
    box.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = at => {
    const all = options();
    if (!all.length) return;
    chosen = (at + all.length) % all.length;
    all.forEach((one, place) => one.setAttribute("aria-selected", String(place === chosen)));
    input.setAttribute("aria-activedescendant", all[chosen].id);
    all[chosen].scrollIntoView({ block: "nearest" });
  };

  async function show() {
    const query = input.value.trim();
    const turn = latest += 1;
    if (!query) return close();
    let found, groups;
    try {
      ({ found } = await search(query, { typing: true }));
      groups = await grouped(found, () => turn === latest);
    } catch {
      return close();   // the index is out of reach: the form still opens the find page
    }
    if (turn !== latest || document.activeElement !== input) return;
    let place = 0;
    const list = make("div", { className: "sb-results", id, role: "listbox", ariaLabel: "Results" }, ...groups.map(([group, listed]) =>
      make("ul", { role: "group", ariaLabel: GROUP_NAMES[group] },
        make("li", { className: "sb-results__group", role: "presentation" }, GROUP_NAMES[group]),
        ...listed.map(entry => resultOption(entry, `${id}-${place += 1}`)))));
    const all = found.length ? `All ${found.length} results` : "Nothing found. See what comes nearest, and whom to ask";
    const foot = make("p", { className: "sb-results__foot" }, make("a", { href: `${form.action}?${new URLSearchParams({ q: query.slice(0, 500) })}` }, all));
    const before = options()[chosen]?.dataset.result;
    box.replaceChildren(...(found.length ? [list] : []), foot);
    box.hidden = false;
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-expanded", String(found.length > 0));
    const still = options().findIndex(option => option.dataset.result === before);
    if (still >= 0) choose(still);   // more letters do not take away what the arrows have chosen
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 20);
  });
  input.addEventListener("focus", () => { if (input.value.trim()) show(); });
  input.addEventListener("keydown", event => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (box.hidden) return;
      event.preventDefault();
      choose(event.key === "ArrowDown" ? chosen + 1 : chosen < 0 ? -1 : chosen - 1);
    } else if (event.key === "Enter" && !box.hidden && chosen >= 0) {
      event.preventDefault();
      options()[chosen].click();
    } else if (event.key === "Escape" && !box.hidden) {
      event.preventDefault();
      latest += 1;
      close();
    }
  });
  form.addEventListener("focusout", event => { if (!form.contains(event.relatedTarget)) setTimeout(() => { if (!form.contains(document.activeElement)) close(); }, 150); });
}
