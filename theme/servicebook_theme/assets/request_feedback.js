/* Words for who looks after a page, written where one reads it: they are put into the addresses that begin an issue
   or a mail (.sb-ways-in). No page shows them before somebody who answers has written down what was said. */

import { all, make } from "./make.js";
import { LONGEST_OF_ISSUE, LONGEST_OF_MAIL } from "./request_message.js";
import { text } from "./request_messages.js";

const FIELD = "said";   // in the forms for issues that `servicebook init` writes

/**
 * @typedef {{ link: HTMLAnchorElement, plain: string }} Way   `plain` is its address without words
 */

/**
 * Puts a field for words above the ways of saying something; where no way can take words along, there is none.
 * @param {HTMLElement} fold
 */
export function begin(fold) {
  const ways = all(fold, "a", HTMLAnchorElement).filter(takes).map(link => ({ link, plain: link.href }));
  const list = fold.querySelector("ul");
  if (!ways.length || !list) return;
  const status = make("p", { className: "sb-small", role: "status" });
  const words = make("textarea", { rows: 3, dir: "auto" });
  words.addEventListener("input", () => {
    const isWhole = ways.map(way => take(way, words.value.trim())).every(Boolean);
    status.textContent = isWhole ? "" : text("request.send.too-long", {});
  });
  list.before(
    make("label", { className: "sb-field is-wide" }, make("span", {}, text("request.feedback.words", {})), words),
    make("p", { className: "sb-soft sb-small" }, text("request.feedback.hint", {})), status);
}

/** @param {HTMLAnchorElement} link */
const takes = ({ protocol, pathname, search }) => protocol === "mailto:"
  || (pathname.endsWith("/issues/new") && new URLSearchParams(search).has("template"));

/**
 * Whether the words had room in the address.
 * @param {Way} way
 * @param {string} words
 */
function take({ link, plain }, words) {
  const isMail = plain.startsWith("mailto:");
  const href = words === "" ? plain : isMail ? mail(plain, words) : issue(plain, words);
  const fits = isMail ? href.length <= LONGEST_OF_MAIL : encodeURIComponent(href).length <= LONGEST_OF_ISSUE;
  link.href = fits ? href : plain;
  return fits;
}

/**
 * @param {string} plain
 * @param {string} words
 */
function issue(plain, words) {
  const address = new URL(plain);
  address.searchParams.set(FIELD, words);
  return address.href;
}

/**
 * Below what the mail says already; one whose address says nothing of its text gets them as its text.
 * @param {string} plain
 * @param {string} words
 */
function mail(plain, words) {
  const [address, query = ""] = plain.split(/\?(.*)/s);
  const fields = new URLSearchParams(query);
  fields.set("body", `${fields.get("body") ?? ""}${words.replaceAll("\n", "\r\n")}`);
  return `${address}?${String(fields).replaceAll("+", "%20")}`;
}
