/* What a reader said to be theirs: a department and a time zone. It is kept in this browser, and nobody else learns of it.

   Other scripts ask mine() and listen to "servicebook:mine" on the document, which tells that the answer has changed: by
   say(), in another tab, or because the catalog has no such department any more. Nothing else reads or writes the storage.
   What lies there may be anything, and storage may be forbidden: then all is as said until the page is left. */

const KEYS = { department: "servicebook.department", zone: "servicebook.zone" };
const FITS = { department: isDepartment, zone: isZone };

let known = null;   // the ids of the catalog's departments, once they are fetched
let said = stored() ?? fitting(() => null);
let asked = null;

/* {department, zone}: an id of the catalog and an IANA name, or null for what was not said or is not known. Before the list
   of departments is there (see choices), an id is what could be one. */
export const mine = () => said;

/* Keeps what is given; null forgets it. What is left out stays as it is. */
export function say(given) {
  const next = fitting(name => given[name] === undefined ? said[name] : given[name]);
  for (const name of Object.keys(KEYS)) {
    if (given[name] === undefined) continue;
    try {
      if (next[name]) localStorage.setItem(KEYS[name], next[name]);
      else localStorage.removeItem(KEYS[name]);
    } catch { /* forbidden or full: kept until the page is left */ }
  }
  change(next);
}

/* What there is to choose from, fetched once: {departments: [[id, name, path]], zones: [[zone, names of sites]]}. */
export function choices() {
  asked ??= fetch(new URL("../mine.json", import.meta.url)).then(answer => {
    if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
    return answer.json();
  }).then(found => {
    known = new Set(found.departments.map(([id]) => id));
    change(fitting(name => said[name]));
    return found;
  });
  asked.catch(() => { asked = null; });
  return asked;
}

function fitting(value) {
  return Object.freeze(Object.fromEntries(Object.entries(FITS).map(([name, fits]) => {
    const one = value(name);
    return [name, typeof one === "string" && fits(one) ? one : null];
  })));
}

function isDepartment(text) {
  return text.length < 64 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && (!known || known.has(text));
}

function isZone(text) {
  if (!/^[A-Z]/i.test(text)) return false;   // browsers know offsets too, which are no zones
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: text }));
  } catch {
    return false;
  }
}

/* What lies in the storage; null where it may not be read. */
function stored() {
  try {
    return fitting(name => localStorage.getItem(KEYS[name]));
  } catch {
    return null;
  }
}

function change(next) {
  if (next.department === said.department && next.zone === said.zone) return;
  said = next;
  document.dispatchEvent(new CustomEvent("servicebook:mine"));
}

const again = () => change(stored() ?? said);
addEventListener("storage", event => { if (event.key === null || Object.values(KEYS).includes(event.key)) again(); });
addEventListener("pageshow", event => { if (event.persisted) again(); });
