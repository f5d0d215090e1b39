/* The page for unknown addresses: what the words of the address may have meant. Without this script it has its search
   box. */

import { search } from "./engine.js";
import { all, one } from "./make.js";
import { kindName, resultRow } from "./results.js";
import { entries } from "./search_index.js";

const SHOWN = 5;
const LONGEST = 200;   // characters of a part of the address
const root = new URL("../", import.meta.url);

/**
 * The words of the address: of its last part, else of all its parts but the folder of the site that it is in.
 * @param {string} folders
 */
function guesses(folders) {
  const { pathname } = location;
  const path = pathname.startsWith(root.pathname) ? pathname.slice(root.pathname.length) : pathname;
  const parts = path.split("/").map(plain).filter(Boolean);
  if (parts.at(-1) === "404") return [];
  const own = folders.split(" ").includes(parts[0]) ? parts.slice(1) : parts;
  return [...new Set([own.at(-1) ?? "", own.join(" ")])].filter(Boolean);
}

/** @param {string} part */
function plain(part) {
  let words = part;
  try {
    words = decodeURIComponent(part);
  } catch { /* a stray % stays one */ }
  return words.replace(/\.html?$|^index$/, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim().slice(0, LONGEST);
}

/** @param {HTMLElement} place */
async function start(place) {
  for (const words of guesses(place.dataset.folders ?? "")) {
    const { found } = await search(words);
    if (!found.length) continue;
    const rows = await entries(found.slice(0, SHOWN));
    one(place, "q", HTMLElement).textContent = words;
    one(place, "ol", HTMLElement).replaceChildren(...rows.map(row => resultRow(row, [[kindName(row.kind), ""]])));
    for (const input of all(document, "form.sb-search input[type=search]", HTMLInputElement)) {
      if (!input.value && input !== document.activeElement) input.value = words;   // somebody there is about to type
    }
    place.hidden = false;
    return;
  }
}

const place = document.getElementById("sb-meant");
if (place) start(place).catch(() => {});   // without the index the box leads on
