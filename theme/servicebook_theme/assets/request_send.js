/* How a change request leaves the page: as an issue or a mail that is begun with it, as a file, or copied. Nothing is
   sent from here: whoever asks sees the whole text, and presses the last button at the host or in their mail. */

/** @import { RequestWays } from "../../contract" */
/** @import { ChangeRequest, Said, Way } from "./request_message.js" */

import { make } from "./make.js";
import { bodyOf, fileName, inMarkdown, issueWay, mailWay, written } from "./request_message.js";
import { text } from "./request_messages.js";

/** @type {Promise<RequestWays> | null} */
let asked = null;

/** The ways that the organization has, fetched once; where they are out of reach, a request can still be kept. */
async function ways() {
  asked ??= fetchWays();
  try {
    return await asked;
  } catch {
    asked = null;
    return { issues: null, mail: null };
  }
}

/** @returns {Promise<RequestWays>} */
async function fetchWays() {
  const answer = await fetch(new URL("../request/ways.json", import.meta.url));
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  return answer.json();
}

/**
 * Everything by which a request can be sent, to be put where it was made: the best way is the first.
 * @param {ChangeRequest} request
 * @param {Said} said
 */
export async function send(request, said) {
  const { issues, mail } = await ways();
  const status = make("p", { className: "sb-small", role: "status" });
  const body = bodyOf(request, said, inMarkdown);
  const listed = [
    issues && opened(issueWay(issues, request, said), text("request.send.issue", {}),
      text("request.send.issue-hint", { host: new URL(issues.url).host })),
    mail && opened(mailWay(mail, request, said), text("request.send.mail", {}), text("request.send.mail-hint", {})),
  ].filter(one => one !== null);
  const copied = () => copy(body, status, shown);
  const first = listed.length === 0;
  const kept = make("div", { className: "sb-request__kept" },
    make("button", { className: `sb-button is-small${first ? "" : " is-quiet"}`, type: "button", onclick: copied },
      text("request.send.copy", {})),
    saved(request));
  const shown = make("textarea", { readOnly: true, rows: 12, value: body, spellcheck: false });
  shown.setAttribute("aria-label", text("request.send.text", {}));
  return make("div", { className: "sb-request__ways" },
    ...first ? [make("p", {}, text("request.send.by-hand", {}))] : listed,
    kept, status,
    make("details", { className: "sb-fold" }, make("summary", {}, text("request.send.text", {})),
      make("div", { className: "sb-ask" }, shown)));
}

/**
 * A link to a begun issue or mail, and what is still to do there.
 * @param {Way} way
 * @param {string} label
 * @param {string} hint
 */
function opened({ href, whole }, label, hint) {
  const link = make("a", { className: "sb-button is-small", href }, label);
  if (href.startsWith("http")) Object.assign(link, { target: "_blank", rel: "noopener" });
  const words = whole ? hint : text("request.send.too-long", {});
  return make("p", { className: "sb-ways" }, link, make("span", { className: "sb-small" }, words));
}

/**
 * The bare request as a file.
 * @param {ChangeRequest} request
 */
function saved(request) {
  const file = new Blob([written(request)], { type: "application/json" });
  const look = { className: "sb-button is-quiet is-small", download: fileName(request) };
  return make("a", { ...look, href: URL.createObjectURL(file) }, text("request.send.save", {}));
}

/**
 * @param {string} body
 * @param {HTMLElement} status
 * @param {HTMLTextAreaElement} shown
 */
async function copy(body, status, shown) {
  try {
    await navigator.clipboard.writeText(body);
    status.textContent = text("request.send.copied", {});
  } catch {   // not allowed, or not at an address that is safe: it is marked, to be copied by hand
    const fold = shown.closest("details");
    if (fold) fold.open = true;
    shown.focus();
    shown.select();
    status.textContent = text("request.send.copy-by-hand", {});
  }
}
