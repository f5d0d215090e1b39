/* A journey planned backwards: the same dates, sentences and calendar file as servicebook.analysis.plan,
   servicebook.pages.planned and servicebook.reports.plan_ics give; a test holds them together. Nothing here knows a page.

   `data` is what servicebook.pages.planning wrote; instants are whole seconds since 1970. */

import { BeforeBeginningError, PastHorizonError, continues, due } from "./clock.js";

const DAY = 86_400;

/* The last second for which `due` (or `continues`) is at most `needed`: found by halving, as a later request is never due
   earlier. */
export function latest(clock, needed, duration, cutoff, continuing) {
  clock.mustKnow(needed);
  const counted = continuing ? continues : due;
  const first = clock.midnights[clock.firstDay];
  const inTime = at => {
    try {
      return counted(clock, at, duration, cutoff).due <= needed;
    } catch (error) {
      if (error instanceof PastHorizonError) return false;  // due after all that is published, and `needed` is published
      throw error;
    }
  };
  let step = DAY, early = Math.max(needed - DAY, first);
  while (!inTime(early)) {
    if (early === first) throw new BeforeBeginningError(clock.name);
    step *= 4;
    early = Math.max(needed - step, first);
  }
  let late = needed + 1;  // nothing is due before it is asked for
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (inTime(middle)) early = middle;
    else late = middle;
  }
  return early;
}

/* The instant with which an ISO day begins in the organization's zone. */
export function midnight({ begin, midnight: first, lengths }, iso) {
  let at = first;
  const count = (Date.parse(iso) - Date.parse(begin)) / (DAY * 1000);
  for (let day = 0; day < count; day += 1) at += lengths[day] ?? DAY;
  return at;
}

/* The steps of the plan, the first to ask for at the top: {task, askBy, due, why}. What would have had to be asked for before
   all that is published has null for its dates. */
export function plan(data, clocks, iso) {
  const deadline = midnight(data.days, iso);
  const found = data.tasks.map(task => ({ task }));
  for (let number = found.length - 1; number >= 0; number -= 1) {
    const one = found[number], { task } = one;
    const before = found.filter(other => other.task.after.includes(number));
    const needs = before.map(other => other.askBy);
    Object.assign(one, needs.includes(null) ? { askBy: null, due: null } : lastMoment(task, clocks[task.clock], Math.min(deadline, ...needs)));
    one.why = why(task, one.passedOver ?? [], before.map(other => other.task.title));
  }
  return found.sort((one, other) => (one.askBy ?? -Infinity) - (other.askBy ?? -Infinity) || 0);
}

function lastMoment(task, clock, needed) {
  const duration = { amount: task.amount, unit: task.unit };
  const continuing = task.after.length > 0;
  try {
    const askBy = latest(clock, needed, duration, task.cutoff, continuing);
    const { due: until, passedOver } = (continuing ? continues : due)(clock, askBy, duration, task.cutoff);
    return { askBy, due: until, passedOver };
  } catch (error) {
    if (error instanceof BeforeBeginningError) return { askBy: null, due: null };
    throw error;
  }
}

function why(task, passedOver, before) {
  const counts = new Map();
  for (const { reason, name } of passedOver.filter(part => ["weekend", "holiday", "closure"].includes(part.reason))) {
    const key = JSON.stringify([reason, name]);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const passed = [...counts].map(([key, number]) => {
    const [reason, name] = JSON.parse(key);
    if (name) return `${name} (${reason})`;
    return number > 1 ? `${number} ${reason}s` : `${reason === "weekend" ? "the" : "a"} ${reason}`;
  });
  const named = before.slice(0, 2).map(title => `"${title}"`);
  const more = before.length - named.length;
  if (more) named.push(`${more} other step${more === 1 ? "" : "s"}`);
  const not = passed.length ? `, not counting ${listed(passed)}` : "";
  return `${task.promised}${not}; needed before ${listed(named) || "the day begins"}.`;
}

const listed = parts => [parts.slice(0, -1).join(", "), ...parts.slice(-1)].filter(Boolean).join(" and ");

/* The plan as an iCalendar file. */
export function ics(data, steps, iso) {
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Servicebook//Plan of a journey//EN"];
  for (const { task, askBy, why: reason } of steps) {
    lines.push("BEGIN:VEVENT", `UID:${data.journey}.${task.id}.${iso.replaceAll("-", "")}@servicebook`, `DTSTAMP:${data.stamp}`,
      `DTSTART:${new Date(askBy * 1000).toISOString().replace(/[-:]|\.\d+/g, "")}`, `SUMMARY:${escaped(task.summary)}`,
      `DESCRIPTION:${escaped(`${data.name} (${task.who}). ${reason}`)}`, "TRANSP:TRANSPARENT",
      "BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${escaped(task.summary)}`, "TRIGGER:-P1D", "END:VALARM", "END:VEVENT");
  }
  lines.push("END:VCALENDAR");
  return lines.map(line => `${folded(line)}\r\n`).join("");
}

const escaped = text => text.replace(/[\\;,]/g, "\\$&").split(/\s+/).filter(Boolean).join(" ");

/* A line in pieces of at most 75 octets, none of which divides a character. */
function folded(line) {
  const encoder = new TextEncoder();
  const pieces = [""];
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > 75) {
      pieces.push(" ");
      octets = 1;
    }
    pieces[pieces.length - 1] += character;
    octets += size;
  }
  return pieces.join("\r\n");
}
