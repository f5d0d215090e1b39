/* The box in the header and on the home page: results while typing; arrows, Enter, Escape. */

import { entries, rank, resultItem } from "./engine.js";

const SHOWN = 7;
let number = 0;

for (const form of document.querySelectorAll("form.sb-search")) {
  const list = form.querySelector(".sb-search__results");
  if (list) attach(form, form.querySelector("input[type=search]"), list);
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
    let ranked, best;
    try {
      ranked = await rank(query, { typing: true });
      best = await entries(ranked.slice(0, SHOWN));
    } catch {
      return close();   // the index is out of reach: the form still opens the find page
    }
    if (turn !== latest || document.activeElement !== input) return;
    const items = document.createElement("ul");
    items.className = "sb-results";
    items.id = id;
    items.setAttribute("role", "listbox");
    items.setAttribute("aria-label", "Results");
    best.forEach((entry, at) => {
      const item = resultItem(entry, "option");
      item.querySelector("[role=option]").id = `${id}-${at}`;
      items.append(item);
    });
    const foot = document.createElement("p");
    foot.className = "sb-results__foot";
    const all = document.createElement("a");
    all.href = `${form.action}?${new URLSearchParams({ q: query })}`;
    all.textContent = best.length ? `All ${ranked.length} results` : "Nothing found. Browse all services";
    foot.append(all);
    box.replaceChildren(...(best.length ? [items] : []), foot);
    box.hidden = false;
    chosen = -1;
    input.setAttribute("aria-expanded", String(best.length > 0));
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 60);
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
