/* When must it be done? The plan on a journey's page, for any day that the reader picks (see plan.js).

   Where a calendar is out of reach, the page stays as it is: with its plan for a typical day. */

import { PastHorizonError } from "./clock.js";
import { clockAt, differs, isoDay, moment, now, placeOf } from "./clocks.js";
import { make } from "./make.js";
import { ics, plan } from "./plan.js";

const place = document.getElementById("plan_data");
const form = document.getElementById("plan_form");
const said = document.getElementById("plan_said");
const rows = document.getElementById("plan_rows");
const file = document.getElementById("plan_file");
if (place && form) start(JSON.parse(place.textContent));

async function start(data) {
  let clocks;
  try {
    clocks = await Promise.all(data.clocks.map(clockAt));
  } catch {
    form.remove();
    return;
  }
  form.hidden = false;
  let steps = show(data, clocks);
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("input", () => { steps = show(data, clocks); });
  document.addEventListener("servicebook:mine", () => { steps = show(data, clocks); });
  document.getElementById("plan_save").addEventListener("click", () => save(data, steps));
}

/* The plan for the chosen day on the page; its steps, none where the day has no plan. */
function show(data, clocks) {
  const { value: by, validity } = form.elements.by;
  let steps = [];
  if (!by || !validity.valid) {
    tell(by ? [`This page plans for days from ${isoDay(form.elements.by.min)} until ${isoDay(form.elements.by.max)}.`] : ["Pick the day before which all must be done."]);
  } else {
    try {
      steps = plan(data, clocks, by);
      tell(summary(steps, by));
    } catch (error) {
      if (!(error instanceof PastHorizonError)) throw error;
      tell([`No plan can be given for ${isoDay(by)}: not all calendars are known until then.`]);
    }
  }
  rows.replaceChildren(...steps.map(one => row(one, clocks[one.task.clock])));
  file.hidden = !steps.length || steps.some(one => one.askBy === null);
  return steps;
}

const isLate = one => one.askBy === null || one.askBy < now();

function summary(steps, by) {
  const late = steps.filter(isLate);
  const day = make("b", {}, isoDay(by));
  if (!late.length) return ["To be ready by ", day, " (start of the day), request each step by these dates."];
  return ["To be ready by ", day, ", it is ", make("b", {}, `too late for ${late.length} of ${steps.length} steps`), "."];
}

function tell(parts) {
  said.replaceChildren(...parts);
}

function row(one, clock) {
  const { task } = one;
  const late = isLate(one);
  const link = make("a", { href: `#step-${task.id}` }, task.title);
  const asked = one.askBy === null ? [make("b", {}, `before ${isoDay(clock.first)}`)] : [make("b", {}, time(one.askBy, last(one.askBy))), beside(one.askBy, clock, last)];
  if (late) asked.push(" ", make("span", { className: "sb-chip is-warn" }, "too late"));
  const due = one.due === null ? [] : [time(one.due, moment(one.due)), beside(one.due, clock, moment)];
  return make("tr", { className: late ? "is-late" : "", role: "row" },
    cell("th", "rowheader", "Step", make("div", { dir: "auto" }, link, " ", make("small", {}, `${task.who}. ${one.why}`))),
    cell("td", "cell", "Request by", make("div", {}, ...asked)),
    cell("td", "cell", "Ready by", make("div", {}, ...due)));
}

function cell(tag, role, label, content) {
  const made = make(tag, { role }, content);
  made.dataset.label = label;
  if (tag === "th") made.scope = "row";
  return made;
}

/* "by Thu 26 Nov, 14:00"; "before" the next minute where it is the last second of one. */
function last(seconds, zone) {
  return seconds % 60 === 59 ? `before ${moment(seconds + 1, zone)}` : `by ${moment(seconds, zone)}`;
}

/* The same in the provider's zone, where its clocks show something else. */
function beside(seconds, clock, say) {
  return differs(seconds, clock.zone) ? make("small", {}, ` ${say(seconds, clock.zone)} in ${placeOf(clock.zone)}`) : "";
}

function time(seconds, text) {
  return make("time", { dateTime: new Date(seconds * 1000).toISOString() }, text);
}

function save(data, steps) {
  const by = form.elements.by.value;
  const address = URL.createObjectURL(new Blob([ics(data, steps, by)], { type: "text/calendar;charset=utf-8" }));
  const link = make("a", { href: address, download: `${data.journey}-${by}.ics` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
