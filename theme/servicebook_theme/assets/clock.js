/* When a promise is due, on a calendar that the site publishes (servicebook.clock.published says what is in it).

   The same answers as servicebook.clock.promise gives, in the same steps and under the same names: a test holds the two
   together. Instants are whole seconds since 1970, days are numbers from the calendar's first published one. Nothing is
   computed from rules of time zones: every opening, closing and midnight is as it was published. An answer that needs
   more than was published is an error of one of the three kinds below, never a date. */

export class ClockError extends Error {}
export class PastHorizonError extends ClockError {}      // a day after the last that is published
export class BeforeBeginningError extends ClockError {}  // a moment before the first day that is published
export class NeverOpenError extends ClockError {}        // the calendar never opens

const DAY = 86_400;
const OPEN_SECONDS = { second: 1, minute: 60, hour: 3600 };
const BY_RULE = { "special day": "closure", closure: "closure", holiday: "holiday", week: "weekend" };

/* The first place in a sorted list whose value is greater than (right), or at least (left), the value. */
function bisect(list, value, right) {
  let low = 0, high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (right ? list[middle] <= value : list[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
const bisectRight = (list, value) => bisect(list, value, true);
const bisectLeft = (list, value) => bisect(list, value, false);

/* Days since 1970 of an ISO day, and back: a calendar has them without zones. */
const numberOf = iso => Date.parse(`${iso}T00:00:00Z`) / (DAY * 1000);
const isoOf = number => new Date(number * DAY * 1000).toISOString().slice(0, 10);

/* A published calendar, expanded: see servicebook.clock.timeline for what the lists are. */
export class Clock {
  constructor(published) {
    Object.assign(this, { name: published.name, zone: published.zone, everOpen: published.ever_open,
      first: published.first, last: published.last, knownUntil: published.known_until });
    this.changes = published.changes;
    this.begin = numberOf(published.begin);
    const count = published.days.length;
    this.midnights = [published.midnight];
    for (let day = 0; day < count; day += 1) this.midnights.push(this.midnights[day] + (published.lengths[day] ?? DAY));
    this.dayEnds = published.days.map((_, day) => day in published.ends ? this.midnights[day] + published.ends[day] : this.midnights[day + 1]);
    this.rules = Array.from({ length: count }, () => ({ rule: "week", name: null, early: 0, late: 0 }));
    for (const [from, days, rule, name, early, late] of published.named) {
      for (let day = from; day < from + days; day += 1) this.rules[day] = { rule, name, early, late };
    }
    for (const list of ["starts", "ends", "days", "latest", "spanStarts", "spanEnds", "spanBefore", "spanAfter", "spanFirstDay", "spanLastDay", "working", "closes"]) this[list] = [];
    published.days.forEach((shape, day) => {
      const intervals = published.shapes[shape];
      for (const [after, length] of intervals) this.#add(day, this.midnights[day] + after, this.midnights[day] + after + length);
      if (intervals.length) {
        this.working.push(day);
        this.closes.push(this.latest.at(-1));
      }
    });
    this.firstDay = numberOf(published.first) - this.begin;
    this.lastDay = count - 1;
  }

  #add(day, start, end) {
    this.starts.push(start);
    this.ends.push(end);
    this.days.push(day);
    this.latest.push(this.latest.length ? Math.max(end, this.latest.at(-1)) : end);
    const at = this.spanEnds.length - 1;
    if (at >= 0 && start <= this.spanEnds[at]) {
      this.spanAfter[at] += Math.max(0, end - this.spanEnds[at]);
      this.spanEnds[at] = Math.max(end, this.spanEnds[at]);
      this.spanLastDay[at] = day;
      return;
    }
    const before = at >= 0 ? this.spanAfter[at] : 0;
    this.spanStarts.push(start);
    this.spanEnds.push(end);
    this.spanBefore.push(before);
    this.spanAfter.push(before + end - start);
    this.spanFirstDay.push(day);
    this.spanLastDay.push(day);
  }

  mustKnow(seconds) {
    if (seconds < this.midnights[this.firstDay]) throw new BeforeBeginningError(this.name);
    if (seconds > this.dayEnds[this.lastDay] && seconds > (this.latest.at(-1) ?? 0)) throw new PastHorizonError(this.name);
  }

  noMore() {
    return this.everOpen ? new PastHorizonError(this.name) : new NeverOpenError(this.name);
  }

  /* The ISO day with that number. */
  isoDay(day) {
    return isoOf(this.begin + day);
  }

  /* The number of the day that the zone's clocks show. */
  dayOf(seconds) {
    return bisectRight(this.midnights, seconds) - 1;
  }

  /* The instant of a local time of a day, in minutes after its beginning; the first where clocks show it twice. */
  instant(day, minute) {
    const piece = (this.changes[day] ?? [[0, 0, 60]]).findLast(([from]) => from <= minute);
    return this.midnights[day] + piece[1] + (minute - piece[0]) * piece[2];
  }

  openOrNext(seconds) {
    const index = bisectRight(this.latest, seconds);
    return index < this.latest.length ? index : null;
  }

  onLaterDay(seconds, day) {
    let index = this.openOrNext(seconds);
    if (index === null) return null;
    index = Math.max(index, bisectRight(this.days, day));
    while (index < this.ends.length && this.ends[index] <= seconds) index += 1;
    return index < this.ends.length ? index : null;
  }

  openBefore(seconds) {
    const index = bisectRight(this.spanStarts, seconds) - 1;
    return index < 0 ? 0 : this.spanBefore[index] + Math.min(seconds, this.spanEnds[index]) - this.spanStarts[index];
  }

  passed(start, needed) {
    const total = this.openBefore(start) + needed;
    const index = bisectLeft(this.spanAfter, total);
    return index < this.spanAfter.length ? this.spanStarts[index] + total - this.spanBefore[index] : null;
  }

  closing(day, later) {
    return this.closes[bisectLeft(this.working, day) + later] ?? null;
  }
}

/* `cutoff`, here and below: minutes after the day's beginning in local time, or null. */
export function received(clock, asked, cutoff = null) {
  clock.mustKnow(asked);
  if (!clock.everOpen) throw clock.noMore();
  let index = clock.openOrNext(asked);
  if (index !== null && isPast(clock, asked, clock.days[index], cutoff)) index = clock.onLaterDay(asked, clock.days[index]);
  if (index === null) throw clock.noMore();
  return { at: Math.max(asked, clock.starts[index]), day: clock.days[index] };
}

/* {received, day (its number), due, passedOver}; `duration` is {amount, unit}. */
export function due(clock, asked, duration, cutoff = null) {
  return explained(clock, asked, duration, dueMoments(clock, asked, duration, cutoff));
}

/* The same from another due date, whose closing's day is the day of receipt. */
export function continues(clock, start, duration, cutoff = null) {
  clock.mustKnow(start);
  const closing = clock.working.slice(bisectLeft(clock.closes, start), bisectRight(clock.closes, start));
  const moments = closing.length && !isPast(clock, start, closing[0], cutoff)
    ? { received: start, day: closing.at(-1), due: dueAt(clock, start, closing.at(-1), duration) }
    : dueMoments(clock, start, duration, cutoff);
  return explained(clock, start, duration, moments);
}

/* The open seconds between two instants. */
export function elapsed(clock, start, end) {
  if (end < start) throw new RangeError("the end is before the start");
  clock.mustKnow(start);
  clock.mustKnow(end);
  return clock.openBefore(end) - clock.openBefore(start);
}

/* Whether it is open, until when or from when on ({open, until} or {open, from}), and what the day is. Null `from` and
   `until`: longer than is published. */
export function opening(clock, now) {
  clock.mustKnow(now);
  if (!clock.everOpen) throw clock.noMore();
  const index = bisectRight(clock.spanEnds, now);
  const day = clock.dayOf(now);
  const { rule, name } = clock.rules[day] ?? { rule: "week", name: null };
  if (index < clock.spanStarts.length && clock.spanStarts[index] <= now) {
    return { open: true, until: index < clock.spanStarts.length - 1 ? clock.spanEnds[index] : null, day, rule, name };
  }
  return { open: false, from: clock.spanStarts[index] ?? null, day, rule, name };
}

function isPast(clock, asked, day, cutoff) {
  return cutoff !== null && asked >= clock.instant(day, cutoff);
}

function dueMoments(clock, asked, duration, cutoff) {
  const { at, day } = received(clock, asked, cutoff);
  return { received: at, day, due: dueAt(clock, at, day, duration) };
}

function dueAt(clock, at, day, { amount, unit }) {
  let found;
  if (unit in OPEN_SECONDS) found = clock.passed(at, amount * OPEN_SECONDS[unit]);
  else if (unit === "working day") found = clock.closing(day, amount);
  else {
    const last = daysLater(clock.begin + day, amount, unit) - clock.begin;
    if (last > clock.lastDay) throw new PastHorizonError(clock.name);
    found = clock.dayEnds[last];
  }
  if (found === null) throw clock.noMore();
  return found;
}

/* Days since 1970 of the day that many calendar days, weeks or months later; a month's missing day is its last. */
function daysLater(day, amount, unit) {
  if (unit === "calendar day") return day + amount;
  if (unit === "calendar week") return day + 7 * amount;
  const date = new Date(day * DAY * 1000);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + amount];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / (DAY * 1000);
}

function explained(clock, asked, duration, moments) {
  const countsOpenDays = duration.unit in OPEN_SECONDS || duration.unit === "working day";
  return { ...moments, passedOver: [...passedOver(clock, asked, countsOpenDays ? moments.due : moments.received)] };
}

/* The closed times between two instants, with their reasons: see servicebook.clock.passed. */
function* passedOver(clock, start, until) {
  let index = bisectRight(clock.spanEnds, start);
  let after = start;
  while (after < until) {
    const known = index < clock.spanStarts.length;
    const before = known ? clock.spanStarts[index] : until;
    if (before > after) {
      const [parts, morning] = closed(clock, index, after, until);
      if (start >= morning && ["closure", "holiday", "weekend"].includes(parts.at(-1).reason)) {
        yield { start, end: Math.min(before, until), reason: "night", name: null };
      } else {
        for (const part of parts) {
          const [from, to] = [Math.max(part.start, start), Math.min(part.end, until)];
          if (from < to) yield { ...part, start: from, end: to };
        }
      }
    }
    if (!known) return;
    after = clock.spanEnds[index];
    index += 1;
  }
}

function closed(clock, index, after, until) {
  const known = index < clock.spanStarts.length;
  const closedAt = index ? clock.spanEnds[index - 1] : after;
  const opensAt = known ? clock.spanStarts[index] : until;
  const dayBefore = index ? clock.spanLastDay[index - 1] : clock.dayOf(after) - 1;
  const dayAfter = known ? clock.spanFirstDay[index] : clock.dayOf(until);
  return [[...reasons(clock, closedAt, opensAt, dayBefore, dayAfter)], clock.midnights[dayAfter]];
}

function* reasons(clock, closedAt, opensAt, dayBefore, dayAfter) {
  if (dayAfter <= dayBefore) {
    yield { start: closedAt, end: opensAt, reason: "break", name: null };
    return;
  }
  if (dayAfter === dayBefore + 1) {
    const [evening, morning] = [clock.rules[dayBefore], clock.rules[dayAfter]];
    const name = evening?.early ? evening.name : morning?.late ? morning.name : null;
    yield { start: closedAt, end: opensAt, reason: "night", name };
    return;
  }
  let start = closedAt;
  for (let day = dayBefore + 1; day < dayAfter; day += 1) {
    const { rule, name } = clock.rules[day];
    const next = clock.rules[day + 1];
    if (day + 1 < dayAfter && next.rule === rule && next.name === name) continue;
    const end = day + 1 === dayAfter ? opensAt : clock.midnights[day + 1];
    yield { start, end, reason: BY_RULE[rule], name };
    start = end;
  }
}
