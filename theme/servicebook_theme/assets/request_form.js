/* The form of a change request, opened over the page: what is written, field by field; then what would change, in
   words, why, and how it is sent (request_send.js). Nothing is kept but while the page is open: a form that is closed
   and opened again is as it was left. */

/** @import { Path, Schema } from "./request_schema.js" */
/** @import { Change, Part } from "./request_parts.js" */

import { make } from "./make.js";
import { formOf } from "./request_kinds.js";
import { Knowledge, written } from "./request_knowledge.js";
import { lineOf } from "./request_message.js";
import { text } from "./request_messages.js";
import { partOf } from "./request_parts.js";
import { faults, isMap, resolved, same } from "./request_schema.js";
import { send } from "./request_send.js";
import { changeWords, faultWords } from "./request_words.js";

/**
 * @typedef {object} Form   what is asked for
 * @property {string} object   `kind:id`; of a new one, what it is called is said by `named`
 * @property {"change" | "new" | "add"} [does]   change what is there, write a new object (or entry of the list that the
 * file is), or add an item to a list
 * @property {Path} [into]   the part that is changed, or the list
 * @property {string} [heading]
 * @property {string} [intro]
 * @property {string[]} [fields]   only these, in this order, all of them open
 * @property {string[]} [open]   which are open at once
 * @property {any} [given]   what a new object or item has at first
 * @property {any} [fixed]   what it has besides, and is not shown
 * @property {(value: any) => string} [named]   the object that a new one is, by its value
 * @property {(present: any) => Record<string, Question>} [asks]   what is asked of an item besides what is written, by
 * what is written now
 * @property {(value: any, present: any) => Change[]} [edits]   by which changes an item is added, where not at the end
 * @property {string} [why]   at first
 * @property {string} [title]   what the request calls what it is about
 */

/** @typedef {{ label: string, schema: Schema, value: any }} Question   `value` is its answer at first */

/** @type {Map<string, HTMLDialogElement>} */
const dialogs = new Map();

/**
 * Opens a form; what had the focus gets it back when it is closed.
 * @param {Form} form
 */
export async function openForm(form) {
  const key = JSON.stringify(form);
  let dialog = dialogs.get(key);
  if (!dialog) {
    dialog = build(form, await prepared(form));
    dialogs.set(key, dialog);
    document.body.append(dialog);
  }
  dialog.showModal();
}

/**
 * The form behind a link or a button of a page.
 * @param {HTMLElement} opener   with data-request, and what else request_kinds.js asks for
 */
export const openRequest = opener =>
  openForm(formOf(opener.dataset, pageName()));

/** What the page is called. */
const pageName = () => document.querySelector("h1")?.textContent?.trim() ?? "";

/**
 * What a form is about: the schema of what is written with it, and that.
 * @param {Form} form
 */
async function prepared({ object, does = "change", into = [], given, asks }) {
  const [kind, id = ""] = object.split(/:(.*)/s);
  const known = await Knowledge.of(kind);
  const { schema, defs } = known.fields;
  const whole = resolved(schema, defs);
  if (does === "new") return { known, schema: whole.type === "array" ? whole.items : whole, value: given };
  const present = await written(kind, id);
  let part = whole, value = present;
  for (const step of into) {
    part = resolved(typeof step === "number" ? part.items : part.properties[step], defs);
    value = value?.[step];
  }
  if (does === "change") {   // what a file that is a list is, its page says
    return { known, schema: part.type === "array" && !into.length ? { ...part, description: "" } : part, value };
  }
  const item = resolved(part.items, defs);
  // what is given as a group is written as one, where a word would do as well
  const group = isMap(given) ? item.then ?? item : item;
  const questions = asks ? asks(present) : {};
  return { known, present, ...withQuestions(group, given, questions, known) };
}

/**
 * A group with more fields than are written.
 * @param {Schema} schema
 * @param {any} value
 * @param {Record<string, Question>} questions
 * @param {Knowledge} known
 */
function withQuestions(schema, value, questions, known) {
  if (!Object.keys(questions).length) return { schema, value };
  const whole = { schema: { ...schema, properties: { ...schema.properties } }, value: { ...value } };
  for (const [key, asked] of Object.entries(questions)) {
    whole.schema.properties[key] = asked.schema;
    whole.value[key] = asked.value;
    known.fields.labels[key] = asked.label;
  }
  return whole;
}

/**
 * @param {Form} form
 * @param {{ known: Knowledge, schema: Schema, value: any, present?: any }} about
 */
function build(form, { known, schema, value, present }) {
  const isNew = (form.does ?? "change") !== "change";
  const name = form.title ?? (isNew ? null : value.name ?? value.title) ?? pageName();
  const heading = make("h2", { id: known.newId(), tabIndex: -1, dir: "auto" },
    form.heading ?? text("request.form.heading", { name }));
  const part = partOf(schema, value, known, {
    label: name, required: true, kept: true, folded: !form.fields && !isNew,
    only: form.fields, open: form.open, without: known.withheld(form.object),
  });
  const before = isNew ? [] : faults(value, schema, known.fields.defs);
  const judge = judging(part, () => withFixed(part.read(), form), schema, known, before);
  const reasons = reasonFields(form, known);
  const told = make("p", { className: "sb-ask__fault", role: "alert" });
  const second = make("form", { noValidate: true, hidden: true });
  const first = make("form", { noValidate: true },
    make("p", { className: "sb-small" }, form.intro ?? text("request.form.intro", {})), part.element, told,
    make("div", { className: "sb-panel__foot" }, button("submit", "sb-button", text("request.form.onward", {})),
      button("button", "sb-button is-quiet", text("request.form.close", {}), () => dialog.close())));
  const dialog = make("dialog", { className: "sb-panel sb-page is-form" }, heading, first, second);
  dialog.setAttribute("aria-labelledby", heading.id);

  // lists of names may be long: they are fetched once somebody begins, and until then ids say it, too
  const begin = () => { known.all([...known.missed]).catch(() => {}); };
  for (const sign of ["pointerdown", "keydown"]) dialog.addEventListener(sign, begin, { once: true });
  first.addEventListener("input", () => judge(null));
  first.addEventListener("change", ({ target }) => judge(target instanceof Element ? target.closest(".sb-ask") : null));
  first.addEventListener("submit", event => {
    event.preventDefault();
    const wrong = judge(first);
    const changes = isNew ? [] : part.changes(form.into ?? []);
    told.textContent = wrong ? text("request.form.wrong", { count: wrong })
      : isNew || changes.length ? "" : text("request.form.unchanged", {});
    if (wrong) /** @type {HTMLElement | null} */ (dialog.querySelector("[aria-invalid]"))?.focus();
    if (told.textContent) return;
    show(second, first, heading);
    const back = () => show(first, second, heading);
    review(second, { form, known, changes, value: withFixed(part.read(), form), present, name, reasons, back });
  });
  return dialog;
}

/**
 * @param {HTMLElement} one
 * @param {HTMLElement} other
 * @param {HTMLElement} heading
 */
function show(one, other, heading) {
  one.hidden = false;
  other.hidden = true;
  heading.focus();
  heading.scrollIntoView();
}

/**
 * What is wrong is told at the parts that say it, once they are left, and no longer than it is so.
 * @param {Part} part
 * @param {() => any} read
 * @param {Schema} schema
 * @param {Knowledge} known
 * @param {import("./request_schema.js").Fault[]} before   what was wrong already, which is not for this request to mend
 * @returns {(left: Element | null) => number}   how much is wrong; `left` is the field that was left, or the whole form
 */
function judging(part, read, schema, known, before) {
  /** @type {Map<Part, string>} */
  let told = new Map();
  return left => {
    /** @type {Map<Part, string>} */
    const now = new Map(part.wrongs());
    for (const fault of faults(read(), schema, known.fields.defs)) {
      if (before.some(old => old.keyword === fault.keyword && same(old.path, fault.path))) continue;
      const [one, rest] = nearest(part, fault.path);
      if (!now.has(one)) now.set(one, faultWords(fault, rest, known));
    }
    for (const one of told.keys()) if (!now.has(one)) one.tell(null);
    const wrong = now.size;
    for (const [one, message] of now) {
      if (left instanceof HTMLFormElement || left === one.element || told.has(one)) one.tell(message);
      else now.delete(one);
    }
    told = now;
    return wrong;
  };
}

/**
 * Why, and who asks: what is written there stays while somebody goes back and forth.
 * @param {Form} form
 * @param {Knowledge} known
 */
function reasonFields(form, known) {
  const look = { id: known.newId(), dir: "auto" };
  const why = make("textarea", { ...look, rows: 3, required: true, value: form.why ?? "", maxLength: 2000 });
  const by = make("input", { ...look, id: known.newId(), type: "text", autocomplete: "name", maxLength: 200 });
  const told = make("p", { className: "sb-ask__fault", id: known.newId(), role: "alert" });
  why.setAttribute("aria-describedby", told.id);
  const asked = make("div", { className: "sb-ask" },
    make("label", { htmlFor: why.id }, text("request.form.why", {})), why, told);
  const name = make("div", { className: "sb-ask" }, make("label", { htmlFor: by.id }, text("request.form.by", {})), by);
  return {
    elements: [asked, name],
    /** What is said; null where the reason is missing, which is told. */
    read() {
      const isSaid = why.value.trim() !== "";
      told.textContent = isSaid ? "" : text("request.form.why-needed", {});
      why.ariaInvalid = isSaid ? null : "true";
      if (!isSaid) why.focus();
      return isSaid ? { why: why.value.trim(), ...by.value.trim() ? { by: by.value.trim() } : {} } : null;
    },
  };
}

/**
 * What would change, in words.
 * @param {Array<{ where: string, before: string, after: string }>} words
 */
const changeList = words => make("dl", { className: "sb-ask-changes" }, ...words.flatMap(({ where, before, after }) => [
  make("dt", {}, where),
  make("dd", { dir: "auto" }, ...before ? [make("del", {}, before), " "] : [],
    after ? make("ins", {}, after) : make("span", { className: "sb-soft" }, text("request.form.taken-away", {}))),
]));

/**
 * A value with what a form adds without asking; a list and a word are as they are.
 * @param {any} value
 * @param {Form} form
 */
const withFixed = (value, { fixed }) => fixed ? { ...value, ...fixed } : value;

/**
 * The second half: what would change, why, and how it is sent.
 * @param {HTMLFormElement} place
 * @param {{ form: Form, known: Knowledge, changes: Change[], value: any, present: any, name: string,
 *   reasons: ReturnType<typeof reasonFields>, back: () => void }} about
 */
function review(place, { form, known, changes, value, present, name, reasons, back }) {
  const object = form.named?.(value) ?? form.object;
  /** @type {Change[] | undefined} */
  const set = form.does === "new" ? undefined
    : form.does !== "add" ? changes
    : form.edits ? form.edits(value, present) : [{ path: [...form.into ?? [], "-"], to: value }];
  const all = resolved(known.fields.schema, known.fields.defs);
  const start = set || all.type !== "array" ? all : all.items;
  /** @type {Change[]} */
  const edits = set ?? Object.entries(value).map(([key, to]) => ({ path: [key], to }));
  const words = edits.filter(one => !same(one.from, one.to)).map(one => changeWords(one, known, start));
  const ways = make("div", { tabIndex: -1 });
  place.replaceChildren(
    make("h3", {}, text(set ? "request.form.changes" : "request.form.new", {})), changeList(words), ...reasons.elements,
    make("div", { className: "sb-panel__foot" }, button("submit", "sb-button", text("request.form.ready", {})),
      button("button", "sb-button is-quiet", text("request.form.back", {}), back)),
    ways);
  place.oninput = () => ways.replaceChildren();
  place.onsubmit = async event => {
    event.preventDefault();
    const said = reasons.read();
    if (!said) return;
    const request = { object, ...set ? { set } : { new: value }, ...said };
    ways.replaceChildren(await send(request, { name, page: location.href, lines: words.map(lineOf) }));
    ways.focus();
    ways.scrollIntoView({ block: "nearest" });
  };
}

/**
 * The part that says what stands at a place, as near as there is one, and the way from it.
 * @param {Part} part
 * @param {Path} path
 * @returns {[Part, Path]}
 */
function nearest(part, path) {
  const next = path.length ? part.at(path[0]) : undefined;
  return next ? nearest(next, path.slice(1)) : [part, path];
}

/**
 * @param {"button" | "submit"} type
 * @param {string} className
 * @param {string} words
 * @param {() => void} [onclick]
 */
const button = (type, className, words, onclick) =>
  make("button", { type, className, onclick: onclick ?? null }, words);
