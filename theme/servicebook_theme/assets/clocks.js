/* The site's published calendars as they are fetched, and instants as they are shown to the reader. */

/** @import { CalendarData } from "../../contract" */

import { Clock, DAY } from "./calendar.js";
import { text } from "./messages.js";
import { mine } from "./mine.js";

/** @type {Map<string, Promise<Clock>>} */
const fetched = new Map();

/**
 * The calendar at an address; each is fetched once.
 * @param {string} address
 * @returns {Promise<Clock>}
 */
export function clockAt(address) {
  const url = new URL(address, document.baseURI).href;
  const known = fetched.get(url);
  if (known) return known;
  const answer = fetchClock(url);
  answer.catch(() => fetched.delete(url));   // asked for again, it may be within reach
  fetched.set(url, answer);
  return answer;
}

/**
 * The calendars that a form counts with. Where one is out of reach, nothing can be counted: the form is taken away, and
 * there are none.
 * @param {string[]} addresses
 * @param {HTMLFormElement} form
 */
export async function clocksFor(addresses, form) {
  try {
    return await Promise.all(addresses.map(clockAt));
  } catch {
    form.remove();
    return null;
  }
}

/** @param {string} url */
async function fetchClock(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  /** @type {CalendarData} */
  const data = await response.json();
  return new Clock(data);
}

const MINUTE = 60_000;

export const now = () => Math.floor(Date.now() / 1000);

const language = document.documentElement.lang || undefined;
const deviceZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const ownZone = () => mine().zone ?? deviceZone;
/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** @param {string} zone */
function formatOf(zone) {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat(language, {
    timeZone: zone, hourCycle: "h23", calendar: "gregory", weekday: "short",
    day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit",
  });
  formats.set(zone, format);
  return format;
}

/**
 * @param {string} zone
 * @param {number} seconds
 * @returns {Record<string, string>}
 */
function parts(zone, seconds) {
  return Object.fromEntries(formatOf(zone).formatToParts(seconds * 1000).map(({ type, value }) => [type, value]));
}

/**
 * "17:00"; with seconds where there are any.
 * @param {number} seconds
 * @param {string} zone
 */
function clockTime(seconds, zone) {
  const { hour, minute, second } = parts(zone, seconds);
  return `${hour}:${minute}${seconds % 60 ? `:${second}` : ""}`;
}

/**
 * "Tue 24 Nov, 08:00" in a zone; with the year where that is another than the present one.
 * @param {number} seconds
 * @param {string} zone
 */
function onWeekday(seconds, zone) {
  const { weekday, day, month, year } = parts(zone, seconds);
  const other = parts(zone, now()).year === year ? "" : ` ${year}`;
  return `${weekday} ${day} ${month}${other}, ${clockTime(seconds, zone)}`;
}

/**
 * The same for the reader, to whom the days that begin and end on their own clocks are near: "today, 24 Nov, 18:00",
 * "tomorrow, 25 Nov, 10:00". It ages: who shows it shows it anew (see `eachMinute`).
 * @param {number} seconds
 */
export function moment(seconds) {
  const zone = ownZone();
  const ahead = (Date.parse(localDay(seconds)) - Date.parse(localDay(now()))) / 1000 / DAY;
  const { day, month } = parts(zone, seconds);
  const time = `${day} ${month}, ${clockTime(seconds, zone)}`;
  if (ahead === 0) return text("script.moment.today", { time });
  // the midnight at which today ends would be read as that at which tomorrow does
  if (ahead === 1 && fieldTime(seconds).slice(11) !== "00:00") return text("script.moment.tomorrow", { time });
  return onWeekday(seconds, zone);
}

/**
 * "2026-11-24" on the reader's clocks.
 * @param {number} seconds
 */
export const localDay = seconds => fieldTime(seconds).slice(0, 10);

/**
 * Calls again and again while the page is looked at, and when a reader returns to it, perhaps after midnight.
 * @param {() => void} show
 */
export function eachMinute(show) {
  const shown = () => { if (!document.hidden) show(); };
  setInterval(shown, MINUTE);
  document.addEventListener("visibilitychange", shown);
}

/**
 * "08:00" in a zone, on the day that the reader's clocks show as well; on another day as above.
 * @param {number} seconds
 * @param {string} zone
 */
export function timeThere(seconds, zone) {
  const same = parts(ownZone(), seconds).day === parts(zone, seconds).day;
  return same ? clockTime(seconds, zone) : onWeekday(seconds, zone);
}

/**
 * "Tue 08:00" within the next six days, else as above.
 * @param {number} seconds
 */
export function soon(seconds, zone = ownZone()) {
  const days = (seconds - now()) / DAY;
  if (days >= 6) return onWeekday(seconds, zone);
  const then = parts(zone, seconds), today = parts(zone, now());
  return (then.day === today.day ? "" : `${then.weekday} `) + clockTime(seconds, zone);
}

/**
 * "31 Dec 2027" for an ISO day.
 * @param {string} iso
 */
export function isoDay(iso) {
  const { day, month, year } = parts("UTC", Date.parse(`${iso}T00:00:00Z`) / 1000);
  return `${day} ${month} ${year}`;
}

/**
 * An element that tells programs the instant, too.
 * @param {number} seconds
 * @param {string} words
 */
export function timeElement(seconds, words) {
  const element = document.createElement("time");
  element.dateTime = new Date(seconds * 1000).toISOString();
  element.append(words);
  return element;
}

/**
 * The zone that the reader said to be theirs, where the device's clocks show something else at an instant; else null.
 * @param {number} seconds
 */
export const saidZone = seconds => differs(seconds, deviceZone) ? mine().zone : null;

/**
 * How far the zone's clocks are ahead of UTC at an instant, in seconds.
 * @param {number} seconds
 * @param {string} zone
 */
function offset(seconds, zone) {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  const name = format.formatToParts(seconds * 1000).find(part => part.type === "timeZoneName")?.value ?? "GMT";
  const [, sign, ...units] = /^GMT(?:([+-])(\d+):(\d+)(?::(\d+))?)?$/.exec(name) ?? [];
  const [hours = 0, minutes = 0, rest = 0] = units.map(unit => Number(unit ?? 0));
  return (sign === "-" ? -1 : 1) * (hours * 3600 + minutes * 60 + rest);
}

/**
 * "2026-11-23T14:05" on the reader's clocks, as a field for date and time wants it.
 * @param {number} seconds
 */
export function fieldTime(seconds) {
  return new Date((seconds + offset(seconds, ownZone())) * 1000).toISOString().slice(0, 16);
}

/**
 * The next time that it is this hour on this weekday (0 for Sunday), as a field has it: later today, or within a week.
 * @param {number} weekday
 * @param {string} time
 */
export function nextAt(weekday, time) {
  const here = fieldTime(now());
  const days = [0, 1, 2, 3, 4, 5, 6, 7].map(more => {
    const day = new Date(`${here}Z`);
    day.setUTCDate(day.getUTCDate() + more);
    return day;
  });
  const found = days.filter(day => day.getUTCDay() === weekday).map(day => `${day.toISOString().slice(0, 10)}T${time}`);
  return found.find(at => at > here) ?? found[0];
}

/**
 * The instant of such a time; NaN where it is none. Of a repeated hour it is the first, and one that the clocks skip
 * lies as long after the change as it says: as `new Date` has it for the device's own zone.
 * @param {string} local
 */
export function instantOf(local) {
  const seconds = Math.floor(Date.parse(`${local}Z`) / 1000);
  if (Number.isNaN(seconds)) return NaN;
  const zone = ownZone();
  const early = seconds - offset(seconds - DAY, zone), late = seconds - offset(seconds + DAY, zone);
  /** @param {number} at */
  const fits = at => at + offset(at, zone) === seconds;
  return !fits(early) && fits(late) ? late : early;
}

/**
 * Whether the reader's clocks and the zone's show something else at an instant.
 * @param {number} seconds
 * @param {string} zone
 */
export const differs = (seconds, zone) => onWeekday(seconds, ownZone()) !== onWeekday(seconds, zone);

/**
 * "Amsterdam" for Europe/Amsterdam.
 * @param {string} zone
 */
export const placeOf = zone => zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");

/**
 * "Tue 24 Nov, 08:00 in Amsterdam", where that is not what the reader's clocks show; else nothing.
 * @param {number} seconds
 * @param {string} zone
 */
export function inPlace(seconds, zone, place = placeOf(zone)) {
  return differs(seconds, zone) ? text("script.time-in-place", { time: onWeekday(seconds, zone), place }) : "";
}
