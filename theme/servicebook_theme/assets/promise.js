/* The calculator of a service's page: when will it be done, asked now or at another time.

   #promise_data says which targets apply to each choice (made by servicebook.pages.calculator); clock.js counts them.
   Nothing is shown that was not counted: where a calendar is out of reach the page stays as it is, and its table of
   typical days is unfolded. */

import { BeforeBeginningError, ClockError, NeverOpenError, PastHorizonError, continues, due } from "./clock.js";
import { clockAt, differs, fieldTime, instantOf, isoDay, moment, now, placeOf, saidZone } from "./clocks.js";
import { mine, say } from "./mine.js";

const MINUTE = 60_000;

const place = document.getElementById("promise_data");
const form = document.getElementById("promise_when");
if (place && form) start(JSON.parse(place.textContent));

async function start(data) {
  let clocks;
  try {
    clocks = await Promise.all(data.clocks.map(clockAt));
  } catch {
    form.remove();
    const folded = document.querySelector(".sb-moments");
    if (folded) folded.open = true;
    return;
  }
  form.hidden = false;
  recall();
  form.elements.at.value ||= fieldTime(now());
  const update = telling => show(data, clocks, telling);
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("input", event => {
    form.elements.at.closest("label").hidden = form.elements.when.value === "now";
    if (event.target.name === "customer") say({ department: event.target.value || null });
    update(true);
  });
  document.addEventListener("servicebook:mine", () => {
    recall();
    update(true);
  });
  update(false);
  setInterval(() => { if (form.elements.when.value === "now" && !document.hidden) update(false); }, MINUTE);
}

/* The reader's department, where it is among those that make a difference. */
function recall() {
  const select = form.elements.customer;
  const { department } = mine();
  if (select) select.value = [...select.options].some(option => option.value === department) ? department : "";
}

/* What was chosen: the instant in whole seconds, NaN where the field is empty. Now is the beginning of this minute: calendars
   and cutoffs are in whole minutes, so nothing is received otherwise for it, and no date has seconds. */
function askedAt() {
  return form.elements.when.value === "now" ? now() - now() % 60 : instantOf(form.elements.at.value);
}

const chosen = name => form.elements[name]?.value ?? "";

/* The numbers of the targets that apply, and of the one from which escalation counts. */
function applying(data, asked) {
  const stretches = data.tables[chosen("customer")] ?? data.tables[""];
  const [, choices] = stretches.findLast(([from]) => from <= asked) ?? stretches[0];
  return choices[`${form.elements.priority ? chosen("priority") : data.default}/${chosen("channel")}`];
}

/* A target's dates, or why there are none. */
function count(target, clocks, asked) {
  const clock = clocks[target.clock];
  if (!clock) return { target, clock: null };
  try {
    return { target, clock, ...due(clock, asked, durationOf(target), target.cutoff ?? null) };
  } catch (error) {
    if (!(error instanceof ClockError)) throw error;
    return { target, clock, error };
  }
}

const durationOf = target => ({ amount: target.amount, unit: target.unit });

function show(data, clocks, telling) {
  const asked = askedAt();
  if (Number.isNaN(asked)) return;
  const [numbers, main] = applying(data, asked);
  const answers = numbers.map(number => ({ number, ...count(data.targets[number], clocks, asked) }));
  const steps = [...line(asked, answers, data)];
  const list = document.getElementById("promise_line");
  list.classList.toggle("is-upright", steps.length > 5);
  replace(list, steps);
  replace(document.getElementById("promise_beside"), [...faults(answers), ...notices(data, asked, answers)]);
  replace(document.getElementById("promise_why"), [...why(answers), ...whose(asked)]);
  escalate(data, clocks, asked, answers.find(answer => answer.number === main));
  if (telling) document.getElementById("promise_said").textContent = steps.map(step => step.textContent).join("; ");
}

/* Replaces what differs only, so that nothing is announced or repainted each minute. */
function replace(element, children) {
  const after = element.cloneNode(false);
  after.append(...children);
  if (after.innerHTML !== element.innerHTML) element.replaceChildren(...after.childNodes);
}

function make(tag, name, ...children) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...children);
  return element;
}

function time(seconds) {
  const element = make("time", "", moment(seconds));
  element.dateTime = new Date(seconds * 1000).toISOString();
  return element;
}

/* A point of the line: a label, a value and what is said below it. */
function step(label, value, notes, look) {
  const item = make("li", look, make("span", "sb-promise__label", label), " ", make("strong", "", value));
  for (const note of notes) if (note) item.append(" ", make("small", "", note));
  return item;
}

const inPlace = (seconds, zone, name) => differs(seconds, zone) ? `${moment(seconds, zone)} in ${name}` : "";

function* line(asked, answers, data) {
  yield step(form.elements.when.value === "now" ? "You ask now" : "You ask", time(asked), [inPlace(asked, data.zone, data.place)], "is-start");
  const receipts = [...new Set(answers.filter(answer => "received" in answer).map(answer => answer.received))];
  if (receipts.length === 1) {
    const [at] = receipts;
    yield step("Received", at === asked ? "at once" : time(at), [at === asked ? "" : inPlace(at, data.zone, data.place)], "");
  }
  for (const [index, answer] of answers.entries()) {
    const { target, received } = answer;
    const dated = "due" in answer;
    const item = step(target.label, dated ? time(answer.due) : target.value, [
      dated ? inPlace(answer.due, data.zone, data.place) : answer.clock ? "no date can be given" : "",
      dated && receipts.length > 1 ? `received ${received === asked ? "at once" : moment(received)}` : "",
      [dated ? target.value : "", target.often, target.agreed ? "by agreement" : ""].filter(Boolean).join(", "),
    ], index === answers.length - 1 ? "is-goal" : "");
    item.dataset.measure = target.measure;
    if (dated) item.dataset.received = new Date(received * 1000).toISOString();
    yield item;
  }
}

/* Why no date can be given, each reason once. */
function* faults(answers) {
  const told = new Set();
  for (const { error, clock } of answers) {
    const text = error && reason(error, clock);
    if (!text || told.has(text)) continue;
    told.add(text);
    yield make("div", "sb-notice", make("p", "", make("b", "", "No date can be given: "), text));
  }
}

function reason(error, clock) {
  if (error instanceof NeverOpenError) return `${clock.name} is never open.`;
  if (error instanceof BeforeBeginningError) return `this page counts what is asked from ${isoDay(clock.first)} on.`;
  if (error instanceof PastHorizonError && clock.knownUntil === clock.last) return `holidays and closures of ${clock.name} are known until ${isoDay(clock.last)}, and it would be later.`;
  return `this page gives dates until ${isoDay(clock.last)}, and it would be later.`;
}

/* Delays and changes in the time from asking until the last date: beside it, since they do not move it. */
function* notices(data, asked, answers) {
  const last = Math.max(asked, ...answers.filter(answer => "due" in answer).map(answer => answer.due));
  for (const [from, until, effect, head, title, address] of data.notices) {
    if (from > last || (until !== null && until <= asked)) continue;
    const link = make("a", "", title);
    link.href = address;
    yield make("div", `sb-notice is-${effect}`, make("p", "", make("b", "", `${head}: `), link, ". The dates here do not include this delay."));
  }
}

/* What was passed over, each once: a day's name, the weekend, so many nights. */
function why(answers) {
  const met = new Map();
  for (const { passedOver = [] } of answers) {
    for (const part of passedOver) met.set(`${part.start} ${part.reason} ${part.name}`, part);
  }
  const counts = new Map();
  for (const { reason: kind, name } of [...met.values()].sort((one, other) => one.start - other.start)) {
    const key = JSON.stringify([kind, name]);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const told = [...counts].filter(([key]) => !/^\["(night|break)",null\]$/.test(key)).map(([key, number]) => {
    const [kind, name] = JSON.parse(key);
    if (name) return `${name} (${kind})`;
    return number === 1 ? `the ${kind}` : `${number} ${kind}s`;
  });
  return told.length ? [`Not counted: ${told.join(", ")}. `] : [];
}

/* In whose time the dates are, where it is not that of the device. */
function whose(asked) {
  const zone = saidZone(asked);
  return zone ? [`The dates are in ${placeOf(zone)} time, as you said. `] : [];
}

/* From when on each level of escalation may be asked. */
function escalate(data, clocks, asked, answer) {
  const marks = [...document.querySelectorAll("[data-late]")];
  const foot = document.getElementById("promise_late");
  if (!foot) return;
  const given = Boolean(answer && "due" in answer);
  marks.forEach((mark, index) => {
    const start = given ? levelStart(data.levels[index], answer) : null;
    replace(mark, start === null ? [] : ["from ", time(start)]);
  });
  foot.hidden = !given;
  if (given) replace(foot, form.elements.when.value === "now" ? ["If you ask now."] : ["If you ask on ", time(asked), "."]);
}

function levelStart(after, answer) {
  if (!after) return answer.due;
  try {
    return continues(answer.clock, answer.due, { amount: after[0], unit: after[1] }).due;
  } catch (error) {
    if (error instanceof ClockError) return null;
    throw error;
  }
}
