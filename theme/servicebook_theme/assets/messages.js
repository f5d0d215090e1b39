/* What scripts say to people. The texts are those of Python (servicebook.wording), published as texts.js: templates
   with `{name}` for a parameter, and forms by plural category where a number decides. */

/** @import { Texts } from "../../contract" */
/** @import { SkippedPeriod } from "./calendar.js" */

/** @typedef {"mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun"} Weekday */

/** @typedef {import("./texts.js").Template} Template */

import { language, texts } from "./texts.js";

const plurals = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(language);

/**
 * The two ways of saying the texts of a table; `Table` has by key the names of its parameters.
 * @template {{ [Key in keyof Table]: string }} Table
 * @param {Readonly<Record<keyof Table, Template>>} table
 */
export function sayer(table) {
  return {
    /**
     * The text of a key, with its parameters put in.
     * @template {keyof Table} Key
     * @param {Key} key
     * @param {Record<Table[Key], string | number>} parameters
     * @returns {string}
     */
    text: (key, parameters) => pieces(table[key], parameters).join(""),
    /**
     * The same where parameters may be elements: what is to be put into a page, in order.
     * @template {keyof Table} Key
     * @param {Key} key
     * @param {Record<Table[Key], string | number | Node>} parameters
     * @returns {Array<string | Node>}
     */
    nodes: (key, parameters) => pieces(table[key], parameters),
  };
}

export const { text, nodes } = /** @type {typeof sayer<Texts>} */ (sayer)(texts);

/**
 * @template Part
 * @param {Template} found
 * @param {Record<string, Part | number>} parameters
 * @returns {Array<Part | string>}
 */
function pieces(found, parameters) {
  const template = typeof found === "string" ? found : formOf(found, parameters.count);
  return template.split(/\{(\w+)\}/).map((piece, at) => {
    if (at % 2 === 0) return piece;   // between parameters
    const value = parameters[piece];
    return typeof value === "number" ? numbers.format(value) : value;
  }).filter(piece => piece !== "");
}

/**
 * @param {Exclude<Template, string>} forms
 * @param {unknown} count
 */
function formOf(forms, count) {
  const form = count === 0 && forms.none !== undefined ? "none" : plurals.select(Number(count));
  return forms[form] ?? forms.other;
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
