/* The frame: "/" and Ctrl K (⌘ K) go to the search box, Escape and a click elsewhere close the menu, an address opens the question it names,
   "My department" opens its panel, and [data-yours="id id"] is shown to readers of these departments. */

import { choices, mine } from "./mine.js";

const typing = target => target instanceof Element && target.closest("input, textarea, select, [contenteditable]");

/* In somebody's own site the keys may lead to its own search. */
const ownKeys = !document.querySelector("[data-md-component=search-query]");

document.addEventListener("keydown", event => {
  const menu = document.querySelector(".sb-menu[open]");
  if (event.key === "Escape" && menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target);
  const letter = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (ownKeys && (slash || letter)) {
    const box = document.querySelector(".sb-search input[type=search]");
    if (box) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  }
});

document.addEventListener("click", event => {
  const menu = document.querySelector(".sb-menu[open]");
  if (menu && !menu.contains(event.target)) menu.open = false;
});

/* A question or a content tab that the address names is opened. */
function openNamed() {
  let target = null;
  try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { /* not an address of ours */ }
  if (!target) return;
  const folded = target.closest("details");
  if (folded) folded.open = true;
  if (target.name && target.name.startsWith("__tabbed_")) target.checked = true;
}
addEventListener("hashchange", openNamed);
openNamed();

const openers = [...document.querySelectorAll(".sb-mine")];
const words = openers[0]?.textContent.trim();
for (const opener of openers) {
  opener.hidden = false;
  opener.addEventListener("click", async () => (await import("./mine_panel.js")).open(opener));
}

function call(name) {
  for (const opener of openers) {
    const whole = name === null ? words : `${words}: ${name}`;
    opener.lastElementChild.textContent = opener.closest(".sb-menu") ? whole : name ?? words;   // among other words it says what it is
    opener.ariaLabel = whole;
    opener.classList.toggle("is-said", name !== null);
  }
}

async function follow() {
  const { department } = mine();
  for (const one of document.querySelectorAll("[data-yours]")) one.hidden = !one.dataset.yours.split(" ").includes(department);
  const found = department && await choices().catch(() => null);   // out of reach: the button stays without a name
  if (mine().department === department) call(found?.departments.find(([id]) => id === department)[1] ?? null);
}
document.addEventListener("servicebook:mine", follow);
follow();
