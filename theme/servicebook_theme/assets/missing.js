/* The page for unknown addresses: what the words of the address may have meant. Without this script it has its search box. */

import { entries, search } from "./engine.js";
import { KINDS, resultRow } from "./results.js";

const SHOWN = 5;
const root = new URL("../", import.meta.url);
const place = document.getElementById("sb-meant");
if (place) start().catch(() => {});   // without the index the box leads on

/* The words of the address: of its last part, else of all its parts but the folder of the site that it is in. */
function guesses() {
  const path = location.pathname.startsWith(root.pathname) ? location.pathname.slice(root.pathname.length) : location.pathname;
  const parts = path.split("/").map(plain).filter(Boolean);
  if (parts.at(-1) === "404") return [];
  const known = new Set(place.dataset.folders.split(" "));
  const own = known.has(parts[0]) ? parts.slice(1) : parts;
  return [...new Set([own.at(-1), own.join(" ")])].filter(Boolean);
}

function plain(part) {
  let text = part;
  try { text = decodeURIComponent(part); } catch { /* a stray % stays one */ }
  return text.replace(/\.html?$|^index$/, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim().slice(0, 200);
}

async function start() {
  for (const words of guesses()) {
    const { found } = await search(words);
    if (!found.length) continue;
    const rows = await entries(found.slice(0, SHOWN));
    place.querySelector("q").textContent = words;
    place.querySelector("ol").replaceChildren(...rows.map(row => resultRow(row, [[KINDS[row.kind], ""]])));
    for (const input of document.querySelectorAll("form.sb-search input[type=search]")) {
      if (!input.value && input !== document.activeElement) input.value = words;   // somebody there is about to type
    }
    place.hidden = false;
    return;
  }
}
