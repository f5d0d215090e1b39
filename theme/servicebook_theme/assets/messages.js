/* What scripts say to people. The texts are those of Python (servicebook.wording), published as texts.js: templates
   with `{name}` for a parameter, and forms by plural category where a number decides. */

/** @import { Texts } from "../../contract" */
/** @import { SkippedPeriod } from "./calendar.js" */

/** @typedef {"mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun"} Weekday */

import { language, texts } from "./texts.js";

const plurals = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(language);

/**
 * The text of a key, with its parameters put in.
 * @template {keyof Texts} Key
 * @param {Key} key
 * @param {Record<Texts[Key], string | number>} parameters
 * @returns {string}
 */
export function text(key, parameters) {
  return pieces(key, parameters).join("");
}

/**
 * The same where parameters may be elements: what is to be put into a page, in order.
 * @template {keyof Texts} Key
 * @param {Key} key
 * @param {Record<Texts[Key], string | number | Node>} parameters
 * @returns {Array<string | Node>}
 */
export function nodes(key, parameters) {
  return pieces(key, parameters);
}

/**
 * @template Part
 * @param {keyof Texts} key
 * @param {Record<string, Part | number>} parameters
 * @returns {Array<Part | string>}
 */
function pieces(key, parameters) {
  const template = templateOf(key, parameters.count);
  return template.split(/\{(\w+)\}/).map((piece, at) => {
    if (at % 2 === 0) return piece;   // between parameters
    const value = parameters[piece];
    return typeof value === "number" ? numbers.format(value) : value;
  }).filter(piece => piece !== "");
}

/**
 * @param {keyof Texts} key
 * @param {unknown} count
 */
function templateOf(key, count) {
  const found = texts[key];
  if (typeof found === "string") return found;
  const form = count === 0 && found.none !== undefined ? "none" : plurals.select(Number(count));
  return found[form] ?? found.other;
}

/**
 * "a", "a and b", "a, b and c"; nothing for none.
 * @param {string[]} parts
 */
export function listed(parts) {
  const before = parts.slice(0, -1), last = parts.at(-1) ?? "";
  return before.length ? text("list.and", { before: separated(before), last }) : last;
}

/**
 * "a, b, c".
 * @param {string[]} parts
 */
export const separated = parts => parts.join(text("list.separator", {}));

/**
 * The closed times that a promise passes over, in words, as servicebook.wording.promise_text says them:
 * "2 nights", "Wednesday (closed on Wednesdays)", "Good Friday (holiday)": each once, in the order in which they are
 * first met.
 * @param {SkippedPeriod[]} periods
 * @returns {string[]}
 */
export function skippedWords(periods) {
  /** @type {Map<string, { period: SkippedPeriod, count: number }>} */
  const met = new Map();
  for (const period of periods) {
    const key = JSON.stringify([period.reason, period.name]);
    met.set(key, { period, count: (met.get(key)?.count ?? 0) + 1 });
  }
  return [...met.values()].map(({ period: { reason, name }, count }) => {
    if (reason === "weekday") return text(`skipped-weekday.${/** @type {Weekday} */ (name)}`, { count });
    return name === null || reason === "weekend"
      ? text(`skipped.${reason}`, { count })
      : text(`skipped-day.${reason}`, { name });
  });
}
