// Keeps an open page as the files are: `servicebook serve` adds this to each page that it serves.
//
// What differs in the page is changed in place, as long as that is text or plain markup that no script has touched.
// Anything else loads the page anew, with scroll position, open folds and typed text as they were.

const here = new URL(".", import.meta.url);
const KEPT = `servicebook-serve ${location.pathname}`;
const ALIVE = "script, style, link, button, input, select, textarea, form, details, dialog, template, [data-clock], [hidden]";
/** What the scripts of our theme add to a page: what Material's bundle looks for, and where they put what they say. */
const ADDED = "body > :is(.md-toggle, .md-overlay, .md-dialog), head > #__config, .sb-search__results, .sb-tabs__about > ul, "
  + "#promise_said, #promise_beside";

const PAGE = / data-page="(\w+)"/;
/** Which page this is: by the time that it is fetched again, it may already be another. */
const SHOWN = document.querySelector("script[data-page]")?.dataset.page;

/** The page as the server sent it last: what a change is told from. */
let last = fetched();
let following = Promise.resolve();
let isFirst = true;

/** The page as it is now, and which one it is; null where the server does not answer. */
async function fetched() {
  try {
    const text = await (await fetch(location.href, { cache: "no-store" })).text();
    return { html: text.replace(PAGE, ""), page: PAGE.exec(text)?.[1] };
  } catch {
    return null;
  }
}

function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

/** What to do to make a node another one, as a list of functions; null where only loading the page anew does it. */
function changes(live, before, after) {
  if (before.isEqualNode(after)) return [];
  if (live.nodeName !== before.nodeName || before.nodeName !== after.nodeName) return null;
  if (before.nodeType === Node.TEXT_NODE) {
    return live.nodeValue === before.nodeValue ? [() => { live.nodeValue = after.nodeValue; }] : null;
  }
  if (before.nodeType !== Node.ELEMENT_NODE || before.matches("script:not([type='application/ld+json']), style, link")) return null;
  const own = changedAttributes(live, before, after);
  const below = own && changedChildren(live, ...[live, before, after].map(childrenOf));
  return below && [...own, ...below];
}

/** The nodes in a node, but for those that a script may have added only to the page that is shown. */
function childrenOf(node) {
  return [...node.childNodes].filter((child) => child.nodeType !== Node.ELEMENT_NODE || !child.matches(ADDED));
}

function changedAttributes(live, before, after) {
  const found = [];
  for (const name of new Set([...before.getAttributeNames(), ...after.getAttributeNames()])) {
    const [old, now] = [before.getAttribute(name), after.getAttribute(name)];
    if (old === now) continue;
    // what scripts go by, or have changed, they have to see again
    if (live.getAttribute(name) !== old || name.startsWith("data-") || before.matches(ALIVE)) return null;
    found.push(() => (now === null ? live.removeAttribute(name) : live.setAttribute(name, now)));
  }
  return found;
}

function changedChildren(live, shownNodes, before, after) {
  let start = 0;
  while (start < before.length && start < after.length && before[start].isEqualNode(after[start])) start += 1;
  let end = 0;
  while (
    end < Math.min(before.length, after.length) - start &&
    before[before.length - 1 - end].isEqualNode(after[after.length - 1 - end])
  ) end += 1;
  const [gone, come] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  const of = shownNodes.slice(start, start + gone.length);
  if (gone.length === come.length) {
    const each = gone.map((node, at) => (of[at] ? changes(of[at], node, come[at]) : null));
    if (!each.includes(null)) return each.flat();
  }
  if (shownNodes.length !== before.length) return null; // a script has put something between them
  const plain = (node) => node.nodeType !== Node.ELEMENT_NODE || !(node.matches(ALIVE) || node.querySelector(ALIVE));
  if (!gone.every(plain) || !come.every(plain) || !gone.every((node, at) => node.isEqualNode(of[at]))) return null;
  const next = shownNodes[start + gone.length] ?? null;
  return [
    () => {
      for (const node of of) node.remove();
      for (const node of come) live.insertBefore(document.importNode(node, true), next);
    },
  ];
}

async function follow() {
  const before = await last;
  const after = await fetched();
  if (after === null) return;
  if (before === null || (isFirst && before.page !== SHOWN)) return again();
  isFirst = false;
  if (before.html === after.html) return;
  last = Promise.resolve(after);
  const [then, now] = [parsed(before.html), parsed(after.html)];
  const head = changes(document.head, then.head, now.head);
  const body = head && changes(document.body, then.body, now.body);
  if (body) {
    for (const change of [...head, ...body]) change();
  } else {
    again();
  }
}

/** Load the page anew. */
function again() {
  keep();
  location.reload();
}

const folds = () => [...document.querySelectorAll("details")];
const fields = () => [...document.querySelectorAll("input, textarea, select")];

function keep() {
  const values = fields().map((field) => [field.name || field.id, field.value, field.checked]);
  const focus = fields().indexOf(document.activeElement);
  const open = folds().map((fold) => fold.open);
  sessionStorage.setItem(KEPT, JSON.stringify({ top: scrollY, left: scrollX, values, focus, open }));
}

function restore() {
  const text = sessionStorage.getItem(KEPT);
  if (!text) return;
  sessionStorage.removeItem(KEPT);
  const kept = JSON.parse(text);
  folds().forEach((fold, at) => {
    if (kept.open.length === folds().length) fold.open = kept.open[at];
  });
  fields().forEach((field, at) => {
    const [name, value, checked] = kept.values[at] ?? [];
    if (name !== (field.name || field.id) || field.type === "hidden" || field.type === "file") return;
    if (field.value === value && field.checked === checked) return;
    [field.value, field.checked] = [value, checked];
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  fields()[kept.focus]?.focus({ preventScroll: true });
  scrollTo(kept.left, kept.top);
}

/** Problems stand on top of the page, which is the last one without any. */
function tell({ errors, fault, more, title }) {
  document.querySelector("servicebook-problems")?.remove();
  if (!errors.length && !fault) return;
  const box = document.createElement("servicebook-problems");
  box.setAttribute("role", "alert");
  box.append(element("strong", title));
  if (fault) box.append(element("p", fault));
  for (const { place, code, message, hint } of errors) {
    const entry = element("p", "");
    entry.append(element("code", place), ` ${message} `, element("small", code));
    if (hint) entry.append(element("span", hint));
    box.append(entry);
  }
  if (more) box.append(element("p", more));
  document.documentElement.append(box);
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function listen() {
  const styles = document.createElement("link");
  styles.rel = "stylesheet";
  styles.href = new URL("live.css", here).href;
  document.documentElement.append(styles);
  const events = new EventSource(new URL("events", here));
  events.addEventListener("message", ({ data }) => {
    const state = JSON.parse(data);
    tell(state);
    following = following.then(follow); // one after the other; of the first it is told when the page may be older
  });
  // a connection less for the server, and no trouble with going back to this page
  addEventListener("pagehide", () => events.close());
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
}

addEventListener("load", () => setTimeout(restore)); // after the scripts of the page, which listen to its fields
listen();
