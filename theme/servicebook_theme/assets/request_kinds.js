/* The forms for one thing that readers ask for, by the words of their buttons ([data-request-form], which
   servicebook.pages.parts.request_buttons makes): which fields they have, and what is filled in. */

/** @import { Form, Question } from "./request_form.js" */
/** @import { Change } from "./request_parts.js" */

import { text } from "./request_messages.js";

/**
 * @typedef {{ object: string, about?: string, page: string }} Opener   `object` is what is changed; of something new it
 * ends where its id begins; `about` is filled in; `page` is what the page is called
 */

const LONGEST_ID = 63;
const TITLE_WORDS = 6;   // of what was said, in the id of a remark

/** @type {Record<string, (opener: Opener) => Form>} */
const FORMS = {
  promise: ({ object }) => ({
    object,
    fields: ["targets"],
    heading: text("request.kind.promise", {}),
    intro: text("request.kind.promise-intro", {}),
  }),
  contact: ({ object }) => ({
    object,
    fields: ["phone", "email", "chat", "site"],
    heading: text("request.kind.contact", {}),
    intro: text("request.kind.contact-intro", {}),
  }),
  thanks: ({ object, about, page }) => ({
    object,
    title: about ? text("request.kind.thanks-to", { name: page }) : undefined,
    does: "new",
    fields: [...about ? [] : ["to"], "text", "from", "about"],
    given: {},
    fixed: { ...about ? { to: about } : {}, on: today() },
    why: text("request.kind.thanks-why", {}),
    heading: text("request.kind.thanks", {}),
    intro: text("request.kind.thanks-intro", {}),
  }),
  hold: ({ object, page }) => ({
    object,
    title: page,
    does: "add",
    into: ["holders"],
    given: { since: today() },
    fields: ["person", "since", "interim", "instead"],
    asks: askedOfHolder,
    edits: held,
    why: text("request.kind.hold-why", {}),
    heading: text("request.kind.hold", {}),
    intro: text("request.kind.hold-intro", {}),
  }),
  question: ({ object, page }) => ({
    object,
    title: text("request.kind.question-of", { name: page }),
    does: "new",
    fields: ["question", "answer"],
    given: {},
    why: text("request.kind.question-why", {}),
    heading: text("request.kind.question", {}),
    intro: text("request.kind.question-intro", {}),
  }),
  service: ({ object, page }) => ({
    object,
    title: text("request.kind.service-of", { name: page }),
    does: "new",
    open: ["name", "summary", "roles", "targets"],
    given: {},
    named: value => object + idOf(value?.name, "service"),
    heading: text("request.kind.service", {}),
    intro: text("request.kind.service-intro", {}),
  }),
  remark: ({ object, page }) => ({
    object,
    title: text("request.kind.remark-of", { name: page }),
    does: "new",
    fields: ["said", "about", "from", "heard"],
    given: {},
    fixed: { on: today() },
    named: value => object + idOf(beginning(value?.said), "said"),
    why: text("request.kind.remark-why", {}),
    heading: text("request.kind.remark", {}),
    intro: text("request.kind.remark-intro", {}),
  }),
};

/**
 * The form that a button stands for; of one that names none, all fields of its object.
 * @param {DOMStringMap} dataset
 * @param {string} page   what the page is called
 * @returns {Form}
 */
export function formOf({ request = "", requestForm = "", requestAbout }, page) {
  const made = Object.hasOwn(FORMS, requestForm) ? FORMS[requestForm] : null;
  return made ? made({ object: request, about: requestAbout, page }) : { object: request };
}

/**
 * Whether those who hold a role now do so no more.
 * @param {any} role
 * @returns {Record<string, Question>}
 */
function askedOfHolder(role) {
  if (!role.holders?.length) return {};
  const schema = { type: "boolean", description: text("request.kind.hold-instead-hint", {}) };
  return { instead: { label: text("request.kind.hold-instead", {}), schema, value: true } };
}

/**
 * By which changes somebody holds a role, beside those who hold it or instead of them: they are its deputy no more, and
 * it is vacant no more, unless they hold it only for the time being.
 * @param {any} value
 * @param {any} role
 * @returns {Change[]}
 */
function held({ instead, ...holder }, role) {
  /** @type {any[] | undefined} */
  const before = role.holders;
  const rest = [...ofDeputy(role.deputies ?? [], holder.person), ...role.vacant_since && !holder.interim
    ? [{ path: ["vacant_since"], from: role.vacant_since, to: null }] : []];
  if (!before) return [{ path: ["holders"], to: [holder] }, ...rest];
  if (!instead || !before.length) return [{ path: ["holders", "-"], to: holder }, ...rest];
  const others = before.map((from, at) => ({ path: ["holders", at], from, to: null })).slice(1).reverse();
  return [...others, { path: ["holders", 0], from: before[0], to: holder }, ...rest];
}

/**
 * By which changes somebody is no deputy.
 * @param {any[]} deputies
 * @param {string} person
 * @returns {Change[]}
 */
function ofDeputy(deputies, person) {
  const own = deputies.map((from, at) => ({ path: ["deputies", at], from, to: null }))
    .filter(({ from }) => (from.person ?? from) === person);
  const isAlone = own.length > 0 && own.length === deputies.length;
  return isAlone ? [{ path: ["deputies"], from: deputies, to: null }] : own.reverse();
}

/** The day on the reader's calendar. */
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(part => String(part).padStart(2, "0")).join("-");
}

/**
 * An id of a new object, made of what it is called; where no letter of that can stand in one, the day makes it another
 * than those of other days. It is only a proposal: whoever accepts the request sees it.
 * @param {unknown} name
 * @param {string} otherwise
 */
export function idOf(name, otherwise) {
  const plain = String(name ?? "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss")
    .replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  const fits = plain.length <= LONGEST_ID;
  return (fits ? plain : plain.slice(0, LONGEST_ID).replace(/-[^-]*$/, "")) || `${otherwise}-${today()}`;
}

/**
 * The first words of a text.
 * @param {unknown} said
 */
const beginning = said => String(said ?? "").trim().split(/\s+/).slice(0, TITLE_WORDS).join(" ");
