"""Rules by which the events of a rota repeat (RRULE), as far as rotas need them.

A rule is taken only if it is sure to come to an end: some would be searched for millions of days on which they never
fall, and a catalog may come from anybody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

_PARTS: Mapping[str, frozenset[str]] = {
    "DAILY": frozenset({"BYDAY"}),
    "WEEKLY": frozenset({"BYDAY", "WKST"}),
    "MONTHLY": frozenset({"BYDAY", "BYMONTHDAY", "BYSETPOS"}),
    "YEARLY": frozenset({"BYMONTH", "BYMONTHDAY"}),
}
"""By how often something repeats, what may say on which days; every rule may have INTERVAL, COUNT and UNTIL."""
_ALWAYS = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"})
_WEEKDAY = re.compile(r"(?P<which>[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)")
MAX_INTERVAL = 1_000
_LAST_YEAR = 2199
_LENGTHS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}
"""So many days at most are in what a rule counts."""


class BadRuleError(Exception):
    """A rule that is not taken: ``fault`` is "twice", "often" or "part", with the ``part`` that it is about."""

    def __init__(self, fault: str, part: str = "") -> None:
        super().__init__(fault)
        self.fault, self.part = fault, part


Parts = dict[str, list[Any]]


def plain_rule(rule: Any, start: datetime, local: Callable[[date | datetime], datetime]) -> str:
    """The rule as text, its end by the same clocks as the event: ``FREQ=WEEKLY;UNTIL=20361231T000000``.

    ``start`` is when the event begins first, ``local`` makes a moment one that these clocks show. Raises
    :class:`BadRuleError`.
    """
    if isinstance(rule, list):
        raise BadRuleError("twice")
    parts: Parts = {
        str(key).upper(): list(values) if isinstance(values, list) else [values]
        for key, values in rule.items()
    }
    often = str(parts.get("FREQ", [""])[0]).upper()
    if often not in _PARTS:
        raise BadRuleError("often", often)
    unknown = [part for part in parts if part not in _PARTS[often] | _ALWAYS]
    if unknown:
        raise BadRuleError("part", unknown[0])
    _check_numbers(parts)
    _check_weekdays(often, parts)
    _check_month_days(often, parts, start)
    if often == "YEARLY":  # what calendars add says no more than the day on which it begins
        parts = {key: values for key, values in parts.items() if key in _ALWAYS}
    if ends := parts.get("UNTIL"):
        # years of one digit, or of five, would be written otherwise
        until = min(max(_until(ends[0], local), start), start.replace(year=_LAST_YEAR, month=1, day=1))
        parts["UNTIL"] = [until.strftime("%Y%m%dT%H%M%S")]
    plain = ";".join(f"{key}={','.join(map(str, values))}" for key, values in parts.items())
    from dateutil.rrule import rrulestr  # takes a while, and few catalogs have rotas

    rrulestr(plain, dtstart=start)  # raises what no check above has seen
    return plain


def _interval(parts: Parts) -> int:
    return int(parts.get("INTERVAL", [1])[0])


def _until(end: date | datetime, local: Callable[[date | datetime], datetime]) -> datetime:
    """The last moment; a day is included."""
    if isinstance(end, datetime):
        return local(end)
    return local(end).replace(hour=23, minute=59, second=59)


def most_between(rule: str) -> timedelta:
    """The longest time between two beginnings by a plain rule: nobody is on duty twice at once."""
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    return timedelta(days=_LENGTHS[parts["FREQ"]] * int(parts.get("INTERVAL", 1)))


def _check_numbers(parts: Parts) -> None:
    if not 1 <= _interval(parts) <= MAX_INTERVAL:
        raise BadRuleError("part", "INTERVAL")
    if any(int(count) < 1 or "UNTIL" in parts for count in parts.get("COUNT", ())):
        raise BadRuleError("part", "COUNT")


def _check_weekdays(often: str, parts: Parts) -> None:
    """Refuse weekdays that may never come, such as every Monday among every seventh day from a Tuesday on."""
    weekdays = [_WEEKDAY.fullmatch(str(day)) for day in parts.get("BYDAY", ())]
    numbered = any(found and found["which"] for found in weekdays)
    if not all(weekdays) or (numbered and often != "MONTHLY"):
        raise BadRuleError("part", "BYDAY")
    if weekdays and often == "DAILY" and _interval(parts) > 1:
        raise BadRuleError("part", "BYDAY")
    if "BYSETPOS" in parts and (numbered or not weekdays or not _are_few(parts["BYSETPOS"])):
        raise BadRuleError("part", "BYSETPOS")


def _are_few(positions: list[Any]) -> bool:
    """Whether every month has as many of a weekday."""
    return all(1 <= abs(int(one)) <= 4 for one in positions)


def _check_month_days(often: str, parts: Parts, start: datetime) -> None:
    """Refuse days of months that may never come, such as a February 30; by the year, only the day of the beginning."""
    days = [int(day) for day in parts.get("BYMONTHDAY", ())]
    months = [int(month) for month in parts.get("BYMONTH", ())]
    if any(not 1 <= abs(day) <= 31 for day in days) or (days and "BYDAY" in parts):
        raise BadRuleError("part", "BYMONTHDAY")
    if often == "YEARLY" and months not in ([], [start.month]):
        raise BadRuleError("part", "BYMONTH")
    if often == "YEARLY" and days not in ([], [start.day]):
        raise BadRuleError("part", "BYMONTHDAY")
