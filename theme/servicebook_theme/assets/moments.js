/* The table of typical moments, which many services share: it is fetched when it is unfolded, and takes the place of
   the link to the page that has it. Where it is out of reach, the link stays. */

import { all, one } from "./make.js";

/** @param {HTMLDetailsElement} fold */
export async function bringMoments(fold) {
  const [link] = all(fold, ":scope > a", HTMLAnchorElement);
  const table = link ? await tableAt(link.href).catch(() => null) : null;
  if (!table || !link?.isConnected) return;
  if (document.activeElement === link) one(fold, "summary", HTMLElement).focus();
  link.replaceWith(...table);
  const said = document.getElementById("promise_said");
  if (said) said.textContent = link.textContent;
}

/**
 * What the page at an address of this site has below its heading.
 * @param {string} address
 */
async function tableAt(address) {
  const response = await fetch(address, { mode: "same-origin" });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  one(page, ".sb-alone table", HTMLTableElement);   // another page, such as one to log in, is no answer
  return all(page, ".sb-alone main > :not(h1)", HTMLElement).map(part => document.adoptNode(part));
}
