"""A rota as a calendar file (iCalendar, RFC 5545), read into plain values.

Calendars come from other programs, and from whoever proposes a change. Only what says who is on duty and when is read:
definitions of zones, alarms, descriptions and whatever else stands in such a file are passed over before anything looks
at them. Times stay local, with the name of their zone, at the beginning and at the end: a week from Monday, 9:00, to
Monday, 9:00, is an hour longer when the clocks are put back.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping, Set
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from servicebook import wording
from servicebook.frozen import frozen
from servicebook.problems import Place, Problem, error
from servicebook.source.rota_rules import BadRuleError, most_between, plain_rule
from servicebook.source.yaml_reader import Parsed, Value

ENDING = ".ics"
"""How the name of such a file ends."""
MAX_EVENTS = 1_000
MAX_REPEATING = 100
"""So many events may repeat: each is counted from its beginning on, day by day."""
MAX_DAYS = 366
"""The longest time that somebody can be on duty without a break."""
FIRST_YEAR, LAST_YEAR = 2000, 2099

_READ = (
    "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "UID", "SUMMARY", "ATTENDEE", "STATUS",
)  # fmt: skip
_FAULTS = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, OSError)
"""What icalendar raises for a calendar that is none; even a folder may have the name of a zone that it opens."""
_MIDNIGHT = datetime.fromordinal(1)
_NAME = re.compile(r"[A-Za-z0-9-]+")


class _UnreadableError(Exception):
    """Something that keeps a rota from being read: what, as the wording calls it, where, and in words."""

    def __init__(self, fault: str, line: int, message: str) -> None:
        super().__init__(message)
        self.fault, self.line, self.message = fault, line, message

    def problem(self, path: str) -> Problem:
        place, hint = Place(path, self.line), wording.text(f"bad-rota-hint.{self.fault}")
        return error("bad-rota", place, self.message, hint)


@frozen
class _Outline:
    """The lines of a calendar that are read, the line of each event in the file, and the zone of the whole."""

    text: str
    lines: tuple[int, ...]
    zone: str


def parse_rota(text: str, path: str) -> Parsed:
    """``{"events": […]}``, or the problem that keeps a rota from having a value.

    An event has ``line``, ``uid``, ``names`` (who is on duty, as far as it says: addresses, names, its summary),
    ``starts`` and ``ends`` (local, ``2026-11-02T09:00:00``), ``zone`` (an IANA name; "" for the zone of whoever
    asks), and where it has them ``repeats``, ``left_out`` and ``added`` (local beginnings), ``instead_of`` (the local
    beginning of the one that it replaces) and ``is_cancelled``.
    """
    try:
        outline = _outlined(text)
        events: list[Value] = [
            _read_event(event, line, outline.zone)
            for event, line in zip(_events(outline), outline.lines, strict=True)
        ]
    except _UnreadableError as fault:
        return Parsed(None, (fault.problem(path),))
    repeating = [event for event in events if isinstance(event, dict) and "repeats" in event]
    if len(repeating) > MAX_REPEATING:
        line = repeating[MAX_REPEATING]["line"]
        assert isinstance(line, int)
        message = wording.text("bad-rota.too-many-repeat", most=MAX_REPEATING)
        return Parsed(None, (_UnreadableError("too-many", line, message).problem(path),))
    if not events:
        return Parsed(None, (_UnreadableError("empty", 1, wording.text("bad-rota.empty")).problem(path),))
    return Parsed({"events": events}, ())


_EVENT = ["VCALENDAR", "VEVENT"]


class _Outliner:
    """Takes the lines of a calendar one by one, and keeps those that are read."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.lines: list[int] = []
        self.zone = ""
        self._within: list[str] = []
        self._is_kept = False

    def take(self, number: int, line: str) -> None:
        """A line, with its number from 1 on."""
        if line[:1] in (" ", "\t"):  # it continues the line before
            if self._is_kept:
                self.kept.append(line)
            return
        found = _NAME.match(line)
        name, value = found[0].upper() if found else "", line.partition(":")[2].strip()
        self._is_kept = self._within == _EVENT and name in _READ
        if self._is_kept:
            self.kept.append(line)
        elif name == "BEGIN":
            self._begin(number, value.upper())
        elif name == "END":
            self._end(number, value.upper())
        elif self._within == _EVENT[:1] and name == "X-WR-TIMEZONE":
            self.zone = value
        elif not self._within and line.strip():
            raise _UnreadableError("no-calendar", number, wording.text("bad-rota.no-calendar"))

    def _begin(self, number: int, name: str) -> None:
        self._within.append(name)
        if self._within == _EVENT:
            self.lines.append(number)
            self.kept.append("BEGIN:VEVENT")

    def _end(self, number: int, name: str) -> None:
        if not self._within or self._within[-1] != name:
            raise _UnreadableError("cut-off", number, wording.text("bad-rota.cut-off"))
        if self._within == _EVENT:
            self.kept.append("END:VEVENT")
        self._within.pop()

    def outline(self) -> _Outline:
        """What has been read, once all lines were taken."""
        if self._within:
            line = self.lines[-1] if self.lines else 1
            raise _UnreadableError("cut-off", line, wording.text("bad-rota.cut-off"))
        if len(self.lines) > MAX_EVENTS:
            message = wording.text("bad-rota.too-many", most=MAX_EVENTS)
            raise _UnreadableError("too-many", self.lines[MAX_EVENTS], message)
        whole = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-", *self.kept, "END:VCALENDAR", ""]
        zone = self.zone if self.zone in _zones() else ""
        return _Outline("\r\n".join(whole), tuple(self.lines), zone)


def _outlined(text: str) -> _Outline:
    outliner = _Outliner()
    for number, line in enumerate(text.splitlines(), 1):
        outliner.take(number, line)
    return outliner.outline()


def _events(outline: _Outline) -> list[Any]:
    """The events, in order."""
    from icalendar import Calendar  # it takes a tenth of a second to load, and few catalogs have rotas

    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # of zones whose names it guesses; those that are none are refused below
            return list(Calendar.from_ical(outline.text).events)
    except _FAULTS as fault:
        raise _UnreadableError(
            "not-read", outline.lines[0] if outline.lines else 1, wording.text("bad-rota.not-read")
        ) from fault


def _read_event(event: Any, line: int, zone: str) -> Value:
    try:
        return _event(event, line, zone)
    except _FAULTS as fault:
        raise _UnreadableError("not-read", line, wording.text("bad-rota.not-read")) from fault


def _event(event: Any, line: int, zone: str) -> Value:
    if event.errors:
        raise _UnreadableError(
            "bad-line", line, wording.text("bad-rota.bad-line", name=str(event.errors[0][0] or "DTSTART"))
        )
    start = _time(event, "DTSTART", line, zone)
    if start is None:
        raise _UnreadableError("no-start", line, wording.text("bad-rota.no-start"))
    local = _Local(start.zone)
    end = _end(event, start, local, line, zone)
    if not timedelta() < end - start.clock <= timedelta(days=MAX_DAYS):
        raise _UnreadableError("bad-end", line, wording.text("bad-rota.bad-end", days=MAX_DAYS))
    if not FIRST_YEAR <= start.clock.year <= LAST_YEAR:
        raise _UnreadableError(
            "far-away", line, wording.text("bad-rota.far-away", first=FIRST_YEAR, last=LAST_YEAR)
        )
    value: dict[str, Value] = {
        "line": line,
        "uid": str(event.get("UID", f"line {line}")),
        "names": list(_names(event)),
        "starts": start.clock.isoformat(),
        "ends": end.isoformat(),
        "zone": start.zone,
    }
    if rule := event.get("RRULE"):
        try:
            repeats = plain_rule(rule, start.clock, lambda moment: local.clock(moment, zone))
        except BadRuleError as bad:
            raise _UnreadableError(f"rule-{bad.fault}", line, _about_rule(bad)) from bad
        if end - start.clock > most_between(repeats):
            raise _UnreadableError("too-long", line, wording.text("bad-rota.too-long"))
        value["repeats"] = repeats
    for key, name in (("left_out", "EXDATE"), ("added", "RDATE")):
        if moments := [local.clock(moment, zone).isoformat() for moment in _listed(event, name, line)]:
            value[key] = list(moments)
    instead_of = _time(event, "RECURRENCE-ID", line, zone)
    if instead_of is not None:
        if "RANGE" in event["RECURRENCE-ID"].params:
            raise _UnreadableError("range", line, wording.text("bad-rota.range"))
        value["instead_of"] = local.clock(event["RECURRENCE-ID"].dt, zone).isoformat()
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        value["is_cancelled"] = True
    return value


def _about_rule(bad: BadRuleError) -> str:
    if bad.fault == "twice":
        return wording.text("bad-rota.rule-twice")
    if bad.fault == "often":
        return wording.text("bad-rota.rule-often", part=bad.part)
    return wording.text("bad-rota.rule-part", part=bad.part)


@frozen
class _Time:
    """A local time: what the clocks show, and the name of their zone ("" where it has none)."""

    clock: datetime
    zone: str


@cache  # to look through the machine's files takes a tenth of a second
def _zones() -> Set[str]:
    """Names of zones that are the same wherever they are read."""
    return available_timezones() - {"localtime", "Factory"}


class _Local:
    """Times as clocks of one zone show them; "" leaves times without a zone as they are."""

    def __init__(self, zone: str) -> None:
        self.zone = zone

    def clock(self, moment: date | datetime, own_zone: str) -> datetime:
        """A day is its first midnight. ``own_zone`` is that of times that name none."""
        if not isinstance(moment, datetime):
            return _MIDNIGHT.replace(moment.year, moment.month, moment.day)
        if moment.tzinfo is None and own_zone and self.zone and own_zone != self.zone:
            moment = moment.replace(tzinfo=ZoneInfo(own_zone))
        if moment.tzinfo is not None and self.zone:
            # for what never ends, programs write the last second of all, which is in the year 10000 further east
            moment = moment.replace(year=min(max(moment.year, MINYEAR + 1), MAXYEAR - 1))
            moment = moment.astimezone(ZoneInfo(self.zone))
        return moment.replace(tzinfo=None, microsecond=0)


def _time(event: Any, name: str, line: int, zone: str) -> _Time | None:
    found = event.get(name)
    if found is None:
        return None
    moment = getattr(found, "dt", None)
    if not isinstance(moment, date):  # the property is there twice, or is a length of time
        raise _UnreadableError("bad-line", line, wording.text("bad-rota.bad-line", name=name))
    if not isinstance(moment, datetime):
        return _Time(_MIDNIGHT.replace(moment.year, moment.month, moment.day), zone)
    if moment.tzinfo is None:
        if named := found.params.get("TZID"):
            raise _UnreadableError(
                "unknown-zone", line, wording.text("bad-rota.unknown-zone", zone=str(named))
            )
        return _Time(moment.replace(microsecond=0), zone)
    key = getattr(moment.tzinfo, "key", None) or moment.tzname() or "UTC"
    if key not in _zones():
        raise _UnreadableError("unknown-zone", line, wording.text("bad-rota.unknown-zone", zone=key))
    return _Time(moment.replace(tzinfo=None, microsecond=0), key)


def _end(event: Any, start: _Time, local: _Local, line: int, zone: str) -> datetime:
    """When it ends, by the clocks by which it begins."""
    if (length := event.get("DURATION")) is not None:
        if not isinstance(getattr(length, "dt", None), timedelta):
            raise _UnreadableError("bad-line", line, wording.text("bad-rota.bad-line", name="DURATION"))
        lasts: timedelta = length.dt
        return start.clock + min(max(lasts, timedelta()), timedelta(days=2 * MAX_DAYS))
    if _time(event, "DTEND", line, zone) is not None:
        return local.clock(event["DTEND"].dt, zone)
    if not isinstance(event["DTSTART"].dt, datetime):
        return start.clock + timedelta(days=1)
    raise _UnreadableError("no-end", line, wording.text("bad-rota.no-end"))


def _listed(event: Any, name: str, line: int) -> Iterator[date | datetime]:
    """The moments of a property that may be there several times, with several moments each."""
    count = 0
    for listed in _several(event, name):
        for item in listed.dts:
            moment = item.dt
            if isinstance(moment, tuple) or not isinstance(moment, date):  # a time from … to …
                raise _UnreadableError("bad-line", line, wording.text("bad-rota.bad-line", name=name))
            count += 1
            if count > MAX_EVENTS:
                raise _UnreadableError("too-many", line, wording.text("bad-rota.too-many", most=MAX_EVENTS))
            yield moment


def _several(event: Any, name: str) -> list[Any]:
    """A property that may be there once, several times, or not at all."""
    found: Any = event.get(name)
    return found if isinstance(found, list) else [] if found is None else [found]


def _names(event: Any) -> Iterator[str]:
    """What an event may call whoever is on duty, the surest first; who has declined is not."""
    for attendee in _several(event, "ATTENDEE"):
        params: Mapping[str, Any] = attendee.params
        if str(params.get("PARTSTAT", "")).upper() == "DECLINED":
            continue
        yield re.sub(r"(?i)\Amailto:", "", str(attendee)).strip()
        if "CN" in params:
            yield str(params["CN"]).strip()
    if summary := str(event.get("SUMMARY", "")).strip():
        yield summary
