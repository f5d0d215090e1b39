/* Tables that can be sorted, lists that can be filtered. Without this script everything is shown, in the order as listed.

   Sorting: table[data-enhance]; a head cell with data-key holds button.sb-sort; a cell sorts by data-sort, else by its words;
   numbers by size; empty ones come last.
   Filtering: form.sb-filters[data-for=ID] and, inside #ID, [data-item] elements with data-NAME="value value" for the
   form's checkboxes called NAME; data-words adds words to be found by. [data-section] without shown items is hidden,
   [data-count] in it and [data-shown] in the form are updated, [data-none-of=ID] is shown when nothing fits.
   Words of one group are alternatives, groups narrow one another. The address bar keeps the state. */

const language = document.documentElement.lang || undefined;
const collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
const plain = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const number = new Intl.NumberFormat(language);

function write(state) {
  const query = state.toString();
  history.replaceState(history.state, "", location.pathname + (query ? "?" + query : "") + location.hash);
}

/* Returns how the table is sorted by a column; "-column" is downwards, "" as listed. */
function sortable(table) {
  const heads = [...table.tHead.rows[0].cells];
  const bodies = [...table.tBodies].map(body => ({ body, rows: [...body.rows] }));
  const value = (row, index) => row.cells[index]?.dataset.sort ?? row.cells[index]?.textContent.trim() ?? "";
  return key => {
    const down = key.startsWith("-");
    const index = heads.findIndex(head => head.dataset.key && head.dataset.key === key.slice(down ? 1 : 0));
    heads.forEach((head, at) => {
      if (head.dataset.key) head.setAttribute("aria-sort", at !== index ? "none" : down ? "descending" : "ascending");
    });
    for (const { body, rows } of bodies) {
      if (index < 0) { body.append(...rows); continue; }
      const keyed = rows.map(row => [row, value(row, index)]);
      const numbers = keyed.every(([, text]) => text === "" || Number.isFinite(+text));
      keyed.sort(([, one], [, other]) => {
        if (one === "" || other === "") return (one === "") - (other === "");
        const order = numbers ? one - other : collator.compare(one, other);
        return down ? -order : order;
      });
      body.append(...keyed.map(([row]) => row));
    }
  };
}

const sorters = new Map([...document.querySelectorAll("table[data-enhance]")].map(table => [table, sortable(table)]));

function onSort(table, then) {
  table.tHead.addEventListener("click", event => {
    const head = event.target.closest(".sb-sort")?.closest("[data-key]");
    if (head) then((head.getAttribute("aria-sort") === "ascending" ? "-" : "") + head.dataset.key);
  });
}

function filterable(form) {
  const list = document.getElementById(form.dataset.for);
  const none = document.querySelector(`[data-none-of="${form.dataset.for}"]`);
  const sort = sorters.get(list);
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const names = [...new Set(boxes.map(box => box.name))];
  const items = [...list.querySelectorAll("[data-item]")].map(element => ({
    element,
    words: plain(element.textContent + " " + (element.dataset.words || "")),
    values: Object.fromEntries(names.map(name => [name, new Set((element.dataset[name] || "").split(" "))])),
    fits: {},
  }));
  const sections = [...list.querySelectorAll("[data-section]")].map(section => ({
    section,
    count: section.querySelector("[data-count]"),
    items: items.filter(item => section.contains(item.element)),
  }));
  const result = form.querySelector("[data-shown]");
  const select = form.elements.sort;
  const opener = form.querySelector("[data-open]");
  let order = "";

  function read() {
    const state = new URLSearchParams(location.search);
    for (const box of boxes) box.checked = state.getAll(box.name).includes(box.value);
    form.elements.words.value = state.get("words") || "";
    order = state.get("sort") || "";
  }

  function show() {
    const chosen = Object.fromEntries(names.map(name => [name, boxes.filter(box => box.name === name && box.checked).map(box => box.value)]));
    const words = plain(form.elements.words.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const item of items) {
      item.found = words.every(word => item.words.includes(word));
      item.misses = names.filter(name => chosen[name].length && !chosen[name].some(value => item.values[name].has(value)));
      item.shown = item.found && !item.misses.length;
      item.element.hidden = !item.shown;
      shown += item.shown;
    }
    /* A word's count is what it alone would leave of its group, the other groups being as they are. */
    for (const box of boxes) {
      const count = items.filter(item => item.found && item.values[box.name].has(box.value) && item.misses.every(name => name === box.name)).length;
      const label = box.closest("label");
      label.querySelector(".sb-count").textContent = number.format(count);
      label.classList.toggle("is-off", !count && !box.checked);
    }
    for (const mark of form.querySelectorAll("[data-chosen]")) {
      const count = (mark.closest("details") || form).querySelectorAll("input:checked").length;
      mark.hidden = !count;
      mark.textContent = number.format(count);
    }
    for (const { section, count, items: own } of sections) {
      const left = own.filter(item => item.shown).length;
      section.hidden = !left;
      if (count) count.textContent = number.format(left);
    }
    const text = number.format(shown);
    if (result.textContent !== text) result.textContent = text;
    if (none) none.hidden = shown > 0;
    list.hidden = !shown;
  }

  function arrange(key) {
    order = key;
    sort?.(key);
    if (select) select.value = key.replace(/^-/, "");
  }

  function keep() {
    const state = new URLSearchParams(location.search);
    for (const name of [...names, "words", "sort"]) state.delete(name);
    for (const box of boxes) if (box.checked) state.append(box.name, box.value);
    if (form.elements.words.value.trim()) state.set("words", form.elements.words.value.trim());
    if (order) state.set("sort", order);
    write(state);
  }

  let waiting;
  form.addEventListener("input", event => {
    clearTimeout(waiting);
    if (event.target === select) arrange(select.value);
    waiting = setTimeout(() => { show(); keep(); }, event.target === form.elements.words ? 150 : 0);
  });
  opener?.addEventListener("click", () => {
    opener.setAttribute("aria-expanded", form.classList.toggle("is-open"));
  });
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => {
    arrange("");
    show();
    keep();
  }));
  if (sort) onSort(list, key => { arrange(key); keep(); });
  addEventListener("popstate", start);

  /* A link to an item that the filters hide shows it. */
  addEventListener("hashchange", () => {
    let target = null;
    try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { /* not an address of ours */ }
    if (target && list.contains(target) && target.closest("[hidden]")) {
      form.reset();
      setTimeout(() => target.scrollIntoView());
    }
  });

  function start() {
    read();
    arrange(order);
    show();
  }
  start();
  form.hidden = false;
}

const filtered = new Set();
for (const form of document.querySelectorAll("form.sb-filters[data-for]")) {
  filterable(form);
  filtered.add(document.getElementById(form.dataset.for));
}
for (const [table, sort] of sorters) if (!filtered.has(table)) { sort(""); onSort(table, sort); }
document.documentElement.classList.remove("is-asked");
