/* The site's published calendars as they are fetched, and instants as they are shown to the reader. */

import { Clock } from "./clock.js";
import { mine } from "./mine.js";

const DAY = 86_400;
const fetched = new Map();

/* The calendar at an address; each is fetched once. */
export function clockAt(address) {
  const url = new URL(address, document.baseURI).href;
  if (!fetched.has(url)) {
    const answer = fetch(url).then(response => {
      if (!response.ok) throw new Error(`${url}: ${response.status}`);
      return response.json();
    }).then(content => new Clock(content));
    answer.catch(() => fetched.delete(url));
    fetched.set(url, answer);
  }
  return fetched.get(url);
}

export const now = () => Math.floor(Date.now() / 1000);

const language = document.documentElement.lang || undefined;
const deviceZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const ownZone = () => mine().zone ?? deviceZone;
const formats = new Map();

function parts(zone, seconds) {
  if (!formats.has(zone)) {
    formats.set(zone, new Intl.DateTimeFormat(language, { timeZone: zone, hourCycle: "h23", calendar: "gregory", weekday: "short",
      day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit" }));
  }
  return Object.fromEntries(formats.get(zone).formatToParts(seconds * 1000).map(({ type, value }) => [type, value]));
}

/* "17:00"; with seconds where there are any. */
export function clockTime(seconds, zone = ownZone()) {
  const { hour, minute, second } = parts(zone, seconds);
  return `${hour}:${minute}${seconds % 60 ? `:${second}` : ""}`;
}

/* "Tue 24 Nov, 08:00"; with the year where that is another than the present one. */
export function moment(seconds, zone = ownZone()) {
  const { weekday, day, month, year } = parts(zone, seconds);
  const other = parts(zone, now()).year === year ? "" : ` ${year}`;
  return `${weekday} ${day} ${month}${other}, ${clockTime(seconds, zone)}`;
}

/* "Tue 08:00" within the next six days, else as above. */
export function soon(seconds, zone = ownZone()) {
  const days = (seconds - now()) / DAY;
  if (days >= 6) return moment(seconds, zone);
  const [then, today] = [parts(zone, seconds), parts(zone, now())];
  return (then.day === today.day ? "" : `${then.weekday} `) + clockTime(seconds, zone);
}

/* "31 Dec 2027" for an ISO day. */
export function isoDay(iso) {
  const { day, month, year } = parts("UTC", Date.parse(`${iso}T00:00:00Z`) / 1000);
  return `${day} ${month} ${year}`;
}

/* The zone that the reader said to be theirs, where the device's clocks show something else at an instant; else null. */
export const saidZone = seconds => moment(seconds) === moment(seconds, deviceZone) ? null : mine().zone;

/* How far the zone's clocks are ahead of UTC at an instant, in seconds. */
function offset(seconds, zone) {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  const { value } = format.formatToParts(seconds * 1000).find(part => part.type === "timeZoneName");
  const [, sign, ...units] = /^GMT(?:([+-])(\d+):(\d+)(?::(\d+))?)?$/.exec(value);
  const [hours, minutes, rest] = units.map(unit => Number(unit ?? 0));
  return (sign === "-" ? -1 : 1) * (hours * 3600 + minutes * 60 + rest);
}

/* "2026-11-23T14:05" on the reader's clocks, as a field for date and time wants it. */
export function fieldTime(seconds) {
  return new Date((seconds + offset(seconds, ownZone())) * 1000).toISOString().slice(0, 16);
}

/* The instant of such a time; NaN where it is none. Of a repeated hour it is the first, and one that the clocks skip lies
   as long after the change as it says: as `new Date` has it for the device's own zone. */
export function instantOf(text) {
  const local = Math.floor(Date.parse(`${text}Z`) / 1000);
  if (Number.isNaN(local)) return NaN;
  const zone = ownZone();
  const [early, late] = [local - DAY, local + DAY].map(near => local - offset(near, zone));
  const fits = at => at + offset(at, zone) === local;
  return !fits(early) && fits(late) ? late : early;
}

/* Whether the reader's clocks and the zone's show something else at an instant. */
export const differs = (seconds, zone) => moment(seconds) !== moment(seconds, zone);

/* "Amsterdam" for Europe/Amsterdam. */
export const placeOf = zone => zone.split("/").at(-1).replaceAll("_", " ");
