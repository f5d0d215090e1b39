/* What a change request is as a text: for people, and below it, in a fenced block, for `servicebook apply`; and the
   addresses that begin an issue or a mail with it. */

/** @import { RequestWays } from "../../contract" */

import { text } from "./request_messages.js";

/**
 * @typedef {{ path: Array<string | number>, from?: unknown, to: unknown }} Edit
 * @typedef {{ object: string, set?: Edit[], new?: unknown, why: string, by?: string }} ChangeRequest
 * @typedef {{ name: string, page: string, lines: string[] }} Said   what is changed as pages call it, the address of
 * the page that asks, and each change in words
 * @typedef {{ href: string, whole: boolean }} Way   `whole`: whether the request had room in the address
 */

const FENCE = "```";
const BLOCK = "json servicebook-request";

/* GitHub and GitLab refuse addresses of more than 8 KiB, and whoever is not signed in is sent on with the address as a
   parameter of another, where it is escaped a second time. */
export const LONGEST_OF_ISSUE = 8_000;
/* Windows hands an address of no more than 2,048 characters to a program for mail. */
export const LONGEST_OF_MAIL = 2_000;

/**
 * The request as JSON, each of its changes on a line of its own: it is read by people, too.
 * @param {ChangeRequest} request
 */
export function written(request) {
  const parts = Object.entries(request).filter(([, value]) => value !== undefined).map(([key, value]) => {
    const inner = key === "set" && Array.isArray(value)
      ? `[\n${value.map(edit => `    ${JSON.stringify(edit)}`).join(",\n")}\n  ]`
      : JSON.stringify(value);
    return `  ${JSON.stringify(key)}: ${inner}`;
  });
  return `{\n${parts.join(",\n")}\n}\n`;
}

/** @param {ChangeRequest} request */
export const fileName = ({ object }) => `request-${object.replace(/[^a-z0-9-]+/g, "-").replace(/-+$/, "")}.json`;

/**
 * @param {ChangeRequest} request
 * @param {Said} said
 */
export const titleOf = ({ object, new: added }, { name }) =>
  text(added === undefined ? "request.title.change" : "request.title.new", { name, object });

/**
 * A change in a line.
 * @param {{ where: string, before: string, after: string }} words   empty for nothing
 */
export const lineOf = ({ where: field, before, after }) => before
  ? text("request.changed", { field, before, after: after || text("request.nothing", {}) })
  : text("request.added", { field, after });

/**
 * The whole text. The words of people stand in it as a quotation that neither begins a block nor is Markdown.
 * @param {ChangeRequest} request
 * @param {Said} said
 * @param {(words: string) => string} escaped   how words are written where the text goes
 */
export function bodyOf(request, said, escaped) {
  return `${introduction(request, said, escaped)}\n\n${text("request.leave-block", {})}\n\n`
    + `${FENCE}${BLOCK}\n${written(request)}${FENCE}\n`;
}

/**
 * @param {ChangeRequest} request
 * @param {Said} said
 * @param {(words: string) => string} escaped
 */
function introduction(request, { name, page, lines }, escaped) {
  /** @param {string} words */
  const quoted = words => escaped(words).trim().split(/\r\n?|\n/).map(line => `> ${line}`).join("\n");
  return [
    text("request.body.about", { name: escaped(name), object: request.object }),
    text("request.body.page", { page: page.replace(/[?#].*/s, "") }),   // what follows may be anybody's, in a link
    ...lines.length ? [text("request.body.changes", {}), quoted(lines.join("\n\n"))] : [],
    text("request.body.why", {}), quoted(request.why),
    ...request.by ? [text("request.body.by", { by: escaped(request.by) })] : [],
  ].join("\n\n");
}

/**
 * Words where Markdown is read: none of their signs means anything.
 * @param {string} words
 */
export const inMarkdown = words => words.replace(/[\\`*_~#|[\]<>&!]/g, "\\$&");

/**
 * Words in a mail, where nothing is escaped: they only cannot be taken for the beginning of a block.
 * @param {string} words
 */
export const inMail = words => words.replace(/```|~~~/g, "'''");

/**
 * The address that begins an issue with the request; where it has no room, with the place for a copy of it.
 * @param {NonNullable<RequestWays["issues"]>} issues
 * @param {ChangeRequest} request
 * @param {Said} said
 * @returns {Way}
 */
export function issueWay(issues, request, said) {
  const title = titleOf(request, said);
  return fitting(bodyOf(request, said, inMarkdown), body => {
    if (issues.host === "gitlab") {   // which takes labels from a line of the text
      const fields = { "issue[title]": title, "issue[description]": `${body}\n/label ~${issues.label}\n` };
      return `${issues.url}/-/issues/new?${new URLSearchParams(fields)}`;
    }
    return `${issues.url}/issues/new?${new URLSearchParams({ title, body, labels: issues.label })}`;
  }, href => encodeURIComponent(href).length <= LONGEST_OF_ISSUE);
}

/**
 * The same for a mail.
 * @param {string} mail
 * @param {ChangeRequest} request
 * @param {Said} said
 * @returns {Way}
 */
export function mailWay(mail, request, said) {
  return fitting(bodyOf(request, said, inMail), body => {
    const fields = new URLSearchParams({ subject: titleOf(request, said), body: body.replaceAll("\n", "\r\n") });
    return `mailto:${encodeURIComponent(mail).replace("%40", "@")}?${String(fields).replaceAll("+", "%20")}`;
  }, href => href.length <= LONGEST_OF_MAIL);
}

/**
 * @param {string} body
 * @param {(body: string) => string} address
 * @param {(href: string) => boolean} fits
 */
function fitting(body, address, fits) {
  const href = address(body);
  return fits(href) ? { href, whole: true } : { href: address(`${text("request.paste-here", {})}\n\n`), whole: false };
}
