/* A calendar that the site publishes, expanded: what is open when, and why it is closed otherwise.

   Made from CalendarData (servicebook.clock.calendar_data). Instants are whole seconds since 1970, days are numbers
   from the calendar's first published one. Nothing is computed from rules of time zones: every opening, closing and
   midnight is as it was published. An answer that needs more than was published is an error of one of the three
   kinds below, never a date. */

/** @import { CalendarData } from "../../contract" */

/**
 * @typedef {"break" | "night" | "weekend" | "weekday" | "holiday" | "closure"} Reason
 * @typedef {{ start: number, end: number, reason: Reason, name: string | null }} SkippedPeriod
 * @typedef {CalendarData["named"][number][2] | "week"} Rule
 * @typedef {{ rule: Rule, name: string | null, early: number, late: number }} Named
 */

export class ClockError extends Error {}
export class PastHorizonError extends ClockError {}      // a day after the last that is published
export class BeforeBeginningError extends ClockError {}  // a moment before the first day that is published
export class NeverOpenError extends ClockError {}        // the calendar never opens

export const DAY = 86_400;

/**
 * The first place in a sorted list whose value is greater than the value, or with `right` false at least the value.
 * @param {number[]} list
 * @param {number} value
 * @param {boolean} right
 */
function bisect(list, value, right) {
  let low = 0, high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (right ? list[middle] <= value : list[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
/** @type {(list: number[], value: number) => number} */
export const bisectRight = (list, value) => bisect(list, value, true);
/** @type {(list: number[], value: number) => number} */
export const bisectLeft = (list, value) => bisect(list, value, false);

/* Days since 1970 of an ISO day, and back: a calendar has them without zones. */
/** @param {string} iso */
const numberOf = iso => Date.parse(`${iso}T00:00:00Z`) / (DAY * 1000);
/** @param {number} number */
const isoOf = number => new Date(number * DAY * 1000).toISOString().slice(0, 10);

/** A published calendar, expanded. The lists are those of servicebook.clock.open_time. */
export class Clock {
  /** By interval of opening: when it starts and ends, its day, and the latest end up to it.
      @type {number[]} */
  starts = [];
  /** @type {number[]} */
  ends = [];
  /** @type {number[]} */
  days = [];
  /** @type {number[]} */
  latest = [];

  /** By span, a run of intervals without a closed moment: when it starts and ends, the open seconds before and after
     it,
      its first and last day.
      @type {number[]} */
  spanStarts = [];
  /** @type {number[]} */
  spanEnds = [];
  /** @type {number[]} */
  spanBefore = [];
  /** @type {number[]} */
  spanAfter = [];
  /** @type {number[]} */
  spanFirstDay = [];
  /** @type {number[]} */
  spanLastDay = [];

  /** Days on which it opens, and the last closing of each.
      @type {number[]} */
  working = [];
  /** @type {number[]} */
  closes = [];

  /** @param {CalendarData} data */
  constructor(data) {
    this.name = data.name;
    this.zone = data.zone;
    this.everOpen = data.ever_open;
    this.weekend = new Set(data.weekend);
    this.first = data.first;
    this.last = data.last;
    this.knownUntil = data.known_until;
    this.changes = data.changes;
    this.begin = numberOf(data.begin);
    this.midnights = [data.midnight];
    data.days.forEach((_, day) => this.midnights.push(this.midnights[day] + (data.lengths[day] ?? DAY)));
    this.dayEnds = data.days.map((_, day) =>
      day in data.ends ? this.midnights[day] + data.ends[day] : this.midnights[day + 1]);
    this.rules = rulesOf(data);
    data.days.forEach((shape, day) => this.#open(day, data.shapes[shape]));
    this.firstDay = numberOf(data.first) - this.begin;
    this.lastDay = data.days.length - 1;
  }

  /**
   * @param {number} day
   * @param {Array<[number, number]>} intervals
   */
  #open(day, intervals) {
    const midnight = this.midnights[day];
    for (const [after, length] of intervals) this.#add(day, midnight + after, midnight + after + length);
    if (intervals.length) {
      this.working.push(day);
      this.closes.push(this.latest[this.latest.length - 1]);
    }
  }

  /**
   * @param {number} day
   * @param {number} start
   * @param {number} end
   */
  #add(day, start, end) {
    this.starts.push(start);
    this.ends.push(end);
    this.days.push(day);
    this.latest.push(Math.max(end, this.latest.at(-1) ?? end));
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

  /** @param {number} seconds */
  mustKnow(seconds) {
    if (seconds < this.midnights[this.firstDay]) throw new BeforeBeginningError(this.name);
    if (seconds > this.dayEnds[this.lastDay] && seconds > (this.latest.at(-1) ?? 0)) {
      throw new PastHorizonError(this.name);
    }
  }

  noMore() {
    return this.everOpen ? new PastHorizonError(this.name) : new NeverOpenError(this.name);
  }

  /**
   * The ISO day with that number.
   * @param {number} day
   */
  isoDay(day) {
    return isoOf(this.begin + day);
  }

  /**
   * The weekday of a day, from 0 for Monday: day 0 of 1970 was a Thursday.
   * @param {number} day
   */
  weekday(day) {
    return (this.begin + day + 3) % 7;
  }

  /**
   * The number of the day that the zone's clocks show.
   * @param {number} seconds
   */
  dayOf(seconds) {
    return bisectRight(this.midnights, seconds) - 1;
  }

  /**
   * The instant of a local time of a day, in minutes after its beginning; the first where clocks show it twice.
   * @param {number} day
   * @param {number} minute
   */
  instant(day, minute) {
    const [from, seconds, step] = this.changes[day]?.findLast(piece => piece[0] <= minute) ?? [0, 0, 60];
    return this.midnights[day] + seconds + (minute - from) * step;
  }

  /**
   * The interval that is open at an instant, or the next one.
   * @param {number} seconds
   */
  openOrNext(seconds) {
    const index = bisectRight(this.latest, seconds);
    return index < this.latest.length ? index : null;
  }

  /**
   * The same where it has to be of a later day than that.
   * @param {number} seconds
   * @param {number} day
   */
  onLaterDay(seconds, day) {
    const next = this.openOrNext(seconds);
    if (next === null) return null;
    let index = Math.max(next, bisectRight(this.days, day));
    while (index < this.ends.length && this.ends[index] <= seconds) index += 1;
    return index < this.ends.length ? index : null;
  }

  /**
   * The open seconds before an instant, from the first that is published.
   * @param {number} seconds
   */
  openBefore(seconds) {
    const index = bisectRight(this.spanStarts, seconds) - 1;
    if (index < 0) return 0;
    return this.spanBefore[index] + Math.min(seconds, this.spanEnds[index]) - this.spanStarts[index];
  }

  /**
   * When so many open seconds have passed.
   * @param {number} start
   * @param {number} needed
   */
  passed(start, needed) {
    const total = this.openBefore(start) + needed;
    const index = bisectLeft(this.spanAfter, total);
    return index < this.spanAfter.length ? this.spanStarts[index] + total - this.spanBefore[index] : null;
  }

  /**
   * The last closing of the working day that comes so many working days later.
   * @param {number} day
   * @param {number} later
   */
  closing(day, later) {
    return this.closes[bisectLeft(this.working, day) + later] ?? null;
  }
}

/**
 * What decides each day.
 * @param {CalendarData} data
 */
function rulesOf(data) {
  /** @type {Named[]} */
  const rules = data.days.map(() => ({ rule: "week", name: null, early: 0, late: 0 }));
  for (const [from, days, rule, name, early, late] of data.named) {
    rules.fill({ rule, name, early, late }, from, from + days);
  }
  return rules;
}
