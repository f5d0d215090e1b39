/* What the parts of a form are made of: explanations, faults, and what opens. */

/** @import { Part } from "./request_parts.js" */
/** @import { Schema } from "./request_schema.js" */

import { make } from "./make.js";
import { text } from "./request_messages.js";

/**
 * What a field means, as the reference says it; of an empty one, an example, too.
 * @param {Schema} schema
 * @param {any} value
 */
export function explanation(schema, value) {
  const words = make("p", { className: "sb-soft sb-small" });
  for (const [at, piece] of String(schema.description ?? "").split("`").entries()) {
    words.append(at % 2 ? make("code", {}, piece) : piece);
  }
  const example = schema.examples?.[0];
  if (value === undefined && ["string", "number"].includes(typeof example)) {
    words.append(" ", text("request.form.example", { example: String(example) }));
  }
  return words;
}

/**
 * Says what is wrong where nothing can be marked as invalid.
 * @param {HTMLElement} fault
 * @returns {Part["tell"]}
 */
export function teller(fault) {
  return message => {
    fault.hidden = message === null;
    fault.textContent = message;
  };
}

/**
 * What is made when it is opened first.
 * @param {string} className
 * @param {Array<Node | string>} summary
 * @param {() => Node[]} made
 * @param {boolean} [open]
 */
export function unfolding(className, summary, made, open = false) {
  const heading = make("summary", {}, ...summary);
  const details = make("details", { className: `sb-fold ${className}`, open }, heading);
  let isMade = false;
  const build = () => {
    if (!isMade) details.append(...made());
    isMade = true;
  };
  heading.addEventListener("click", build);   // before it opens, so that the next Tab leads into it
  details.addEventListener("toggle", build, { once: true });   // as a search in the page opens it
  if (open) build();
  return details;
}
