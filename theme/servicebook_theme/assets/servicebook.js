/* The frame: "/" and Ctrl K (⌘ K) go to the search box, Escape and a click elsewhere close the menu, an address opens the question it names. */

const typing = target => target instanceof Element && target.closest("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", event => {
  const menu = document.querySelector(".sb-menu[open]");
  if (event.key === "Escape" && menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target);
  const letter = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (slash || letter) {
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
