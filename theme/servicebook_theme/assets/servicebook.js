/* The frame: "/" and Ctrl K (⌘ K) go to the search box, Escape and a click elsewhere close the menu, an address
   opens the question it names, "My department" opens its panel, [data-request="kind:id"] opens the form of a change
   request, [data-yours="id id"] is shown to readers of these departments, and what is folded in [data-open-wide] is
   open where there is room. */

import { all, make } from "./make.js";
import { text } from "./messages.js";
import { choices, mine } from "./mine.js";

/** @param {EventTarget | null} target */
const isTyping = target =>
  target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;

/* In somebody's own site the keys may lead to its own search. */
const ownKeys = !document.querySelector("[data-md-component=search-query]");

/** @returns {HTMLDetailsElement | null} */
const openMenu = () => document.querySelector(".sb-menu > details[open]");

/* The menu also has what the foot of each page leads to. */
document.querySelector(".sb-menu > details")?.addEventListener("toggle", () => {
  const links = all(document, ".sb-foot__about > a", HTMLElement).map(link => make("li", {}, link.cloneNode(true)));
  if (links.length) document.querySelector(".sb-tabs__about")?.append(make("ul", {}, ...links));
}, { once: true });

/** @param {KeyboardEvent} event */
function asksForSearch(event) {
  const { key, ctrlKey, metaKey, altKey, shiftKey, target } = event;
  if (altKey) return false;
  if (key === "/") return !ctrlKey && !metaKey && !isTyping(target);
  return key.toLowerCase() === "k" && (ctrlKey || metaKey) && !shiftKey;
}

document.addEventListener("keydown", event => {
  const menu = event.key === "Escape" ? openMenu() : null;
  if (menu) {
    menu.open = false;
    menu.querySelector("summary")?.focus();
  }
  if (!ownKeys || !asksForSearch(event)) return;
  /** @type {HTMLInputElement | null} */
  const box = document.querySelector(".sb-search input[type=search]");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

document.addEventListener("click", event => {
  const menu = openMenu();
  if (menu && !(event.target instanceof Node && menu.parentElement?.contains(event.target))) menu.open = false;
});

/** A question, a folded part or a content tab that the address names is opened, with all that it lies in. */
function openNamed() {
  let target = null;
  try {
    target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch { /* not an address of ours */ }
  for (let folded = target?.closest("details"); folded; folded = folded.parentElement?.closest("details")) {
    folded.open = true;
  }
  if (target instanceof HTMLInputElement && target.name.startsWith("__tabbed_")) target.checked = true;
}
if (matchMedia("(width >= 53.75em)").matches) {   // folded for the sake of phones
  for (const folded of all(document, "[data-open-wide] > details", HTMLDetailsElement)) folded.open = true;
}
addEventListener("hashchange", openNamed);
document.addEventListener("click", ({ target }) => {   // an address that is there already does not change again
  const link = target instanceof Element ? target.closest("a") : null;
  if (link?.hash && link.href === location.href) openNamed();
});
openNamed();

/* Some browsers forget what the parts of a table are, once it is laid out as cards. */
const ROLES = Object.entries({
  "thead, tbody": "rowgroup", "tr": "row", "thead th": "columnheader", "tbody th": "rowheader", "td": "cell",
});
for (const table of all(document, ".sb-table:not([role])", HTMLTableElement)) {
  table.setAttribute("role", "table");
  for (const [parts, role] of ROLES) {
    for (const part of all(table, parts, HTMLElement)) part.setAttribute("role", role);
  }
}

/* What Material's script, which looks for it later, marks while it is read. */
for (const link of all(document, ".sb-contents a", HTMLElement)) link.classList.add("md-nav__link");

/* Material's script, which runs later, calls a block of code by the id that it or what it lies in has. Without ids of
   their own, all of a page would have that of the page, and each button copy the first block. */
all(document, "#sb-content pre:not([id])", HTMLElement).forEach((block, place) => { block.id = `code-${place + 1}`; });

/** @type {HTMLDetailsElement | null} */
const waysIn = document.querySelector(".sb-ways-in > details");
waysIn?.addEventListener("toggle", async () => (await import("./request_feedback.js")).begin(waysIn), { once: true });

const narrow = matchMedia("(width < 60em)");   // the button is in the menu
const openers = all(document, ".sb-mine", HTMLElement);
const label = openers[0]?.textContent?.trim() ?? "";
for (const opener of openers) {
  opener.hidden = false;
  opener.addEventListener("click", async () => (await import("./mine_panel.js")).open(opener));
}

for (const opener of all(document, "button[data-request]", HTMLElement)) opener.hidden = false;
document.addEventListener("click", async event => {   // where forms cannot be loaded, a link leads to the file
  const opener = event.target instanceof Element ? event.target.closest("[data-request]") : null;
  if (!(opener instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    await (await import("./request.js")).openRequest(opener);
  } catch {
    if (opener instanceof HTMLAnchorElement) location.assign(opener.href);
    else opener.after(make("span", { role: "alert" }, " ", text("script.no-form", {})));
  }
});

/** @param {string | null} name */
function call(name) {
  const whole = name === null ? label : text("script.mine.chosen", { label, name });
  for (const opener of openers) {
    // among other words it says what it is
    const shown = narrow.matches && opener.closest(".sb-menu") ? whole : name ?? label;
    if (opener.lastElementChild) opener.lastElementChild.textContent = shown;
    opener.ariaLabel = whole;
    opener.classList.toggle("is-said", name !== null);
  }
}

async function follow() {
  const { department } = mine();
  for (const element of all(document, "[data-yours]", HTMLElement)) {
    element.hidden = department === null || !(element.dataset.yours ?? "").split(" ").includes(department);
  }
  const found = department === null ? null : await choices().catch(() => null);   // out of reach: no name on the button
  if (mine().department === department) call(found?.departments.find(([id]) => id === department)?.[1] ?? null);
}
document.addEventListener("servicebook:mine", follow);
narrow.addEventListener("change", follow);
follow();
