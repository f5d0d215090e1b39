"""Rotas as calendars, for tests."""

from __future__ import annotations

ZONE = "Europe/Amsterdam"


def event(who: str, start: str, end: str, *more: str, zone: str = ZONE, uid: str = "") -> str:
    """An event from ``start`` to ``end``, local times such as ``20261102T090000``."""
    named = f";TZID={zone}" if zone else ""
    lines = [
        "BEGIN:VEVENT",
        f"UID:{uid or start + who}",
        f"DTSTART{named}:{start}",
        f"DTEND{named}:{end}",
        f"SUMMARY:{who}",
        *more,
        "END:VEVENT",
    ]
    return "\n".join(lines) + "\n"


def rota(*events: str, head: str = "") -> str:
    """A calendar of events."""
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Example//EN\n{head}{''.join(events)}END:VCALENDAR\n"


def weeks(who: str, start: str, end: str, every: int = 2, *more: str) -> str:
    """An event that comes back after some weeks."""
    return event(who, start, end, f"RRULE:FREQ=WEEKLY;INTERVAL={every}", *more)
