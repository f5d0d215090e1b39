/* Whether it is open now: [data-open-now] gets the words, the table [data-today] a mark on today's row. Both hold the
   address of a published calendar; a table that has none is of the first on the page. Where nothing can be said,
   nothing is. */

/** @import { Clock } from "./calendar.js" */

import { ClockError } from "./calendar.js";
import { opening } from "./clock.js";
import { clockAt, differs, now, placeOf, soon, timeThere } from "./clocks.js";
import { all } from "./make.js";
import { text } from "./messages.js";

/** @typedef {ReturnType<typeof opening>} Opening */

const MINUTE = 60_000;

/**
 * "17:00", with the provider's clocks beside it where they show something else.
 * @param {Clock} clock
 * @param {number} seconds
 */
function time(clock, seconds) {
  const here = soon(seconds);
  if (!differs(seconds, clock.zone)) return here;
  return text("script.time-beside", { time: here, there: timeThere(seconds, clock.zone), place: placeOf(clock.zone) });
}

/**
 * @param {Clock} clock
 * @param {Opening} state
 */
function said(clock, { open, until, from, name }) {
  if (open && until === null) return text("script.open-always", {});
  if (until !== null) return text("script.open-until", { time: time(clock, until) });
  if (from === null) return name ? text("script.closed-for", { name }) : text("script.closed", {});
  const opens = time(clock, from);
  return name ? text("script.closed-for-until", { name, time: opens }) : text("script.closed-until", { time: opens });
}

/**
 * The calendar at an address and whether it is open now; null where that cannot be known.
 * @param {string | undefined} address
 */
async function stateAt(address) {
  const clock = await clockAt(address ?? "").catch(() => null);
  if (!clock) return null;
  try {
    return { clock, state: opening(clock, now()) };
  } catch (error) {
    if (error instanceof ClockError) return null;
    throw error;
  }
}

/** @param {HTMLElement} element */
async function showState(element) {
  const found = await stateAt(element.dataset.openNow);
  if (!found) {
    element.remove();
    return;
  }
  const words = said(found.clock, found.state);
  element.hidden = false;
  if (element.textContent !== words) element.textContent = words;
  element.classList.toggle("is-open", found.state.open);
  element.classList.toggle("is-shut", !found.state.open);
}

/** @param {HTMLTableElement} table */
async function markToday(table) {
  const found = await stateAt(table.dataset.today);
  const today = found ? weekday(found.clock.isoDay(found.state.day)) : "";
  for (const row of table.rows) row.classList.toggle("is-today", row.dataset.days?.split(" ").includes(today));
}

/**
 * From 0 for Monday, as rows name their days.
 * @param {string} iso
 */
const weekday = iso => String((new Date(`${iso}T00:00:00Z`).getUTCDay() + 6) % 7);

async function show() {
  const [first] = all(document, "[data-open-now]", HTMLElement);
  const address = first?.dataset.openNow ?? "";
  for (const table of all(document, "[data-today='']", HTMLTableElement)) table.dataset.today = address;
  for (const element of all(document, "[data-open-now]", HTMLElement)) await showState(element);
  for (const table of all(document, "[data-today]", HTMLTableElement)) await markToday(table);
}

show();
document.addEventListener("servicebook:mine", show);
setInterval(show, MINUTE);
