/* The panel behind "My department", made when it is first opened. */

import { make } from "./make.js";
import { choices, mine, say } from "./mine.js";

const DEVICE = Intl.DateTimeFormat().resolvedOptions().timeZone;

let panel = null;

/* Opens the panel; what had the focus gets it back when it closes. */
export async function open(opener) {
  const found = await choices().catch(() => null);
  const menu = opener.closest(".sb-menu");
  if (menu) {   // closed, it cannot give the focus back to what lies in it
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  panel?.remove();
  panel = build(found);
  document.body.append(panel);
  panel.showModal();
}

function build(found) {
  const { department, zone } = mine();
  const departments = select("department", [option("", "not said"), ...(found?.departments ?? []).map(([id, name]) => option(id, name))]);
  departments.value = department ?? "";
  departments.disabled = !found;
  const zones = select("zone", [option("", `as on this device (${DEVICE})`), ...zoneOptions(found?.zones ?? [], zone)]);
  zones.value = zone ?? "";
  const heading = make("h2", { id: "mine_h" }, "My department");
  const kept = make("p", { className: "sb-soft sb-small" }, "Agreements, promises and dates are then shown as they hold for you. It stays in this browser.");
  const buttons = make("div", { className: "sb-panel__foot" },
    make("button", { className: "sb-button is-small", type: "submit" }, "Save"),
    make("button", { className: "sb-button is-quiet is-small", type: "button", onclick: () => dialog.close() }, "Cancel"));
  if (department || zone) buttons.append(make("button", { className: "sb-button is-quiet is-small", type: "button", onclick: forget }, "Forget"));
  const form = make("form", { method: "dialog", onsubmit: keep }, heading, field("Department", departments),
    ...(found ? [] : [make("p", { className: "sb-small" }, make("b", {}, "The list of departments is out of reach just now."))]),
    field("Time zone", zones), kept, buttons);
  const dialog = make("dialog", { className: "sb-panel sb-page", onclick: event => { if (event.target === dialog) dialog.close(); } }, form);
  dialog.setAttribute("aria-labelledby", heading.id);
  return dialog;

  function keep() {
    say({ ...(found && { department: departments.value || null }), zone: zones.value || null });
  }

  function forget() {
    say({ department: null, zone: null });
    dialog.close();
  }
}

/* Those of the organization's sites first, then all that the browser knows; one that was said is always among them. */
function zoneOptions(own, said) {
  const here = own.map(([zone, names]) => option(zone, names.length ? `${zone} (${names.join(", ")})` : zone));
  const others = (Intl.supportedValuesOf?.("timeZone") ?? []).filter(zone => !own.some(([one]) => one === zone));
  if (said && !others.includes(said) && !own.some(([one]) => one === said)) others.unshift(said);
  return [group("Where we work", here), group("All others", others.map(zone => option(zone, zone)))].filter(one => one.children.length);
}

const option = (value, text) => make("option", { value }, text);
const group = (label, options) => make("optgroup", { label }, ...options);
const select = (name, options) => make("select", { name }, ...options);
const field = (text, control) => make("label", { className: "sb-field" }, make("span", {}, text), control);
