/* The panel behind "My department", made when it is first opened. */

/** @import { Choices } from "../../contract" */

import { make } from "./make.js";
import { separated, text } from "./messages.js";
import { choices, mine, say } from "./mine.js";

const DEVICE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** @type {HTMLDialogElement | null} */
let panel = null;

/**
 * Opens the panel; what had the focus gets it back when it closes.
 * @param {Element} opener
 */
export async function open(opener) {
  const found = await choices().catch(() => null);
  /** @type {HTMLDetailsElement | null | undefined} */
  const menu = opener.closest(".sb-menu")?.querySelector("details[open]");
  if (menu) {   // closed, it cannot give the focus back to what lies in it
    menu.open = false;
    menu.querySelector("summary")?.focus();
  }
  panel?.remove();
  panel = build(found);
  document.body.append(panel);
  panel.showModal();
}

/**
 * The panel; with null for what there is to choose from, where that is out of reach.
 * @param {Choices | null} found
 */
function build(found) {
  const departments = departmentSelect(found), zones = zoneSelect(found);
  const heading = make("h2", { id: "mine_h" }, text("script.mine.heading", {}));
  const form = make("form", { method: "dialog", onsubmit: keep }, heading,
    field(text("script.mine.department", {}), departments),
    ...(found ? [] : [make("p", { className: "sb-small" }, make("b", {}, text("script.mine.unreachable", {})))]),
    field(text("script.mine.zone", {}), zones),
    make("p", { className: "sb-soft sb-small" }, text("script.mine.kept", {})),
    buttons(() => dialog.close()));
  const dialog = make("dialog", { className: "sb-panel sb-page" }, form);
  dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close(); });
  dialog.setAttribute("aria-labelledby", heading.id);
  return dialog;

  function keep() {
    say({ ...(found && { department: departments.value || null }), zone: zones.value || null });
  }
}

/** @param {() => void} close */
function buttons(close) {
  const { department, zone } = mine();
  const forget = () => {
    say({ department: null, zone: null });
    close();
  };
  const quiet = "sb-button is-quiet is-small";
  const row = make("div", { className: "sb-panel__foot" },
    make("button", { className: "sb-button is-small", type: "submit" }, text("script.mine.save", {})),
    make("button", { className: quiet, type: "button", onclick: close }, text("script.mine.cancel", {})));
  if (department || zone) {
    row.append(make("button", { className: quiet, type: "button", onclick: forget }, text("script.mine.forget", {})));
  }
  return row;
}

/** @param {Choices | null} found */
function departmentSelect(found) {
  const listed = (found?.departments ?? []).map(([id, name]) => option(id, name));
  const select = make("select", { name: "department" }, option("", text("script.mine.not-said", {})), ...listed);
  select.value = mine().department ?? "";
  select.disabled = !found;
  return select;
}

/** @param {Choices | null} found */
function zoneSelect(found) {
  const { zone } = mine();
  const device = option("", text("script.mine.device-zone", { zone: DEVICE }));
  const select = make("select", { name: "zone" }, device, ...zoneGroups(found?.zones ?? [], zone));
  select.value = zone ?? "";
  return select;
}

/**
 * Those of the organization's sites first, then all that the browser knows; one that was said is always among them.
 * @param {Choices["zones"]} own
 * @param {string | null} said
 */
function zoneGroups(own, said) {
  const ours = new Set(own.map(([zone]) => zone));
  const here = own.map(([zone, sites]) =>
    option(zone, sites.length ? text("script.mine.zone-of-sites", { zone, sites: separated(sites) }) : zone));
  const others = (Intl.supportedValuesOf?.("timeZone") ?? []).filter(zone => !ours.has(zone));
  if (said && !others.includes(said) && !ours.has(said)) others.unshift(said);
  return [
    group(text("script.mine.our-zones", {}), here),
    group(text("script.mine.other-zones", {}), others.map(zone => option(zone, zone))),
  ].filter(made => made.children.length);
}

/**
 * @param {string} value
 * @param {string} words
 */
const option = (value, words) => make("option", { value }, words);

/**
 * @param {string} label
 * @param {HTMLOptionElement[]} options
 */
const group = (label, options) => make("optgroup", { label }, ...options);

/**
 * @param {string} label
 * @param {HTMLSelectElement} control
 */
const field = (label, control) => make("label", { className: "sb-field" }, make("span", {}, label), control);
