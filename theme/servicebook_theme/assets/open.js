/* Whether it is open now: [data-open-now] gets the words, the table [data-today] a mark on today's row. Both hold the
   address of a published calendar. Where nothing can be said, nothing is. */

import { ClockError, opening } from "./clock.js";
import { clockAt, differs, now, placeOf, soon } from "./clocks.js";

const MINUTE = 60_000;

function said(clock, state) {
  const beside = (seconds, shown) => differs(seconds, clock.zone) ? ` (${shown(seconds, clock.zone)} in ${placeOf(clock.zone)})` : "";
  if (state.open) {
    if (state.until === null) return "Open day and night";
    return `Open until ${soon(state.until)}${beside(state.until, soon)}`;
  }
  const why = state.name ? `Closed: ${state.name}` : "Closed";
  return state.from === null ? why : `${why}, opens ${soon(state.from)}${beside(state.from, soon)}`;
}

async function show() {
  for (const element of document.querySelectorAll("[data-open-now]")) {
    const clock = await clockAt(element.dataset.openNow).catch(() => null);
    const state = clock && stateOf(clock);
    if (!state) {
      element.remove();
      continue;
    }
    element.hidden = false;
    const text = said(clock, state);
    if (element.textContent !== text) element.textContent = text;
    element.classList.toggle("is-open", state.open);
    element.classList.toggle("is-shut", !state.open);
  }
  for (const table of document.querySelectorAll("[data-today]")) {
    const clock = await clockAt(table.dataset.today).catch(() => null);
    const state = clock && stateOf(clock);
    const today = state ? (new Date(`${clock.isoDay(state.day)}T00:00:00Z`).getUTCDay() + 6) % 7 : -1;
    [...table.rows].forEach((row, weekday) => row.classList.toggle("is-today", weekday === today));
  }
}

function stateOf(clock) {
  try {
    return opening(clock, now());
  } catch (error) {
    if (error instanceof ClockError) return null;
    throw error;
  }
}

show();
document.addEventListener("servicebook:mine", show);
setInterval(show, MINUTE);
