/* What a reader said to be theirs: a department and a time zone. It is kept in this browser, and nobody else learns
   of it.

   Other scripts ask mine() and listen to "servicebook:mine" on the document, which tells that the answer has
   changed: by say(), in another tab, or because the catalog has no such department any more. Nothing else reads or
   writes the storage. What lies there may be anything, and storage may be forbidden: then all is as said until the
   page is left. */

/** @import { Choices } from "../../contract" */

/**
 * @typedef {"department" | "zone"} Thing
 * @typedef {Readonly<Record<Thing, string | null>>} Mine   an id of the catalog and an IANA name, null for what was
 * not said
 */

const THINGS = /** @type {const} */ (["department", "zone"]);
/** @type {Readonly<Record<Thing, string>>} */
const KEYS = { department: "servicebook.department", zone: "servicebook.zone" };
/** @type {Readonly<Record<Thing, (value: string) => boolean>>} */
const FITS = { department: isDepartment, zone: isZone };

/** The ids of the catalog's departments, once they are fetched.
    @type {Set<string> | null} */
let known = null;
/** @type {Mine} */
let said = stored() ?? fitting(() => null);
/** @type {Promise<Choices> | null} */
let asked = null;

/** What the reader said. Before the list of departments is there (see choices), an id is what could be one. */
export const mine = () => said;

/**
 * Keeps what is given; null forgets it. What is left out stays as it is.
 * @param {Partial<Mine>} given
 */
export function say(given) {
  const next = fitting(thing => given[thing] === undefined ? said[thing] : given[thing]);
  for (const thing of THINGS) if (given[thing] !== undefined) keep(thing, next[thing]);
  change(next);
}

/**
 * @param {Thing} thing
 * @param {string | null} value
 */
function keep(thing, value) {
  try {
    if (value) localStorage.setItem(KEYS[thing], value);
    else localStorage.removeItem(KEYS[thing]);
  } catch { /* forbidden or full: kept until the page is left */ }
}

/** What there is to choose from, fetched once. */
export function choices() {
  asked ??= fetchChoices();
  asked.catch(() => { asked = null; });
  return asked;
}

async function fetchChoices() {
  const answer = await fetch(new URL("../mine.json", import.meta.url));
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  /** @type {Choices} */
  const found = await answer.json();
  known = new Set(found.departments.map(([id]) => id));
  change(fitting(thing => said[thing]));
  return found;
}

/**
 * What is given, as far as it can be.
 * @param {(thing: Thing) => string | null | undefined} value
 * @returns {Mine}
 */
function fitting(value) {
  /** @param {Thing} thing */
  const fit = thing => {
    const given = value(thing);
    return typeof given === "string" && FITS[thing](given) ? given : null;
  };
  return Object.freeze({ department: fit("department"), zone: fit("zone") });
}

/** @param {string} value */
function isDepartment(value) {
  return value.length < 64 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value) && (!known || known.has(value));
}

/** @param {string} value */
function isZone(value) {
  if (!/^[A-Z]/i.test(value)) return false;   // browsers know offsets too, which are no zones
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: value }));
  } catch {
    return false;
  }
}

/** What lies in the storage; null where it may not be read. */
function stored() {
  try {
    return fitting(thing => localStorage.getItem(KEYS[thing]));
  } catch {
    return null;
  }
}

/** @param {Mine} next */
function change(next) {
  if (next.department === said.department && next.zone === said.zone) return;
  said = next;
  document.dispatchEvent(new CustomEvent("servicebook:mine"));
}

const again = () => change(stored() ?? said);
addEventListener("storage", event => {
  if (event.key === null || Object.values(KEYS).includes(event.key)) again();
});
addEventListener("pageshow", event => { if (event.persisted) again(); });
