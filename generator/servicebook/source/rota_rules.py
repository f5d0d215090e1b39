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
_LENGTHS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}
"""So many days at most are in what a rule counts."""


class BadRuleError(Exception):
    """A rule that is not taken: ``fault`` is "twice", "often" or "part", with the ``part`` that it is about."""

    def __init__(self, fault: str, part: str = "") -> None:
        super().__init__(fault)
        self.fault, self.part = fault, part


def plain_rule(rule: Any, start: datetime, local: Callable[[date | datetime], datetime]) -> str:
    """The rule as text, its end by the same clocks as the event: ``FREQ=WEEKLY;UNTIL=20361231T000000``.

    ``start`` is when the event begins first, ``local`` makes a moment one that these clocks show. Raises
    :class:`BadRuleError`.
    """
    if isinstance(rule, list):
        raise BadRuleError("twice")
    parts: dict[str, list[Any]] = {
        str(key).upper(): list(values) if isinstance(values, list) else [values]
        for key, values in rule.items()
    }
    often = str(parts.get("FREQ", [""])[0]).upper()
    if often not in _PARTS:
        raise BadRuleError("often", often)
    for part in parts:
        if part not in _PARTS[often] | _ALWAYS:
            raise BadRuleError("part", part)
    interval = int(parts.get("INTERVAL", [1])[0])
    if not 1 <= interval <= MAX_INTERVAL or any(int(count) < 1 for count in parts.get("COUNT", ())):
        raise BadRuleError("part", "INTERVAL" if "INTERVAL" in parts else "COUNT")
    _check_days(often, parts, interval, start)
    if often == "YEARLY":  # what calendars add says no more than the day on which it begins
        parts = {key: values for key, values in parts.items() if key in _ALWAYS}
    if ends := parts.get("UNTIL"):
        until = local(ends[0])
        if not isinstance(ends[0], datetime):  # a day, which is included
            until = until.replace(hour=23, minute=59, second=59)
        parts["UNTIL"] = [until.strftime("%Y%m%dT%H%M%S")]
    return ";".join(f"{key}={','.join(map(str, values))}" for key, values in parts.items())


def most_between(rule: str) -> timedelta:
    """The longest time between two beginnings by a plain rule: nobody is on duty twice at once."""
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    return timedelta(days=_LENGTHS[parts["FREQ"]] * int(parts.get("INTERVAL", 1)))


def _check_days(often: str, parts: Mapping[str, list[Any]], interval: int, start: datetime) -> None:
    """Refuse what may never happen, such as every second Monday in a count of days, or a February 30."""
    weekdays = [_WEEKDAY.fullmatch(str(day)) for day in parts.get("BYDAY", ())]
    ordinals = [found and found["which"] for found in weekdays]
    if (
        not all(weekdays)
        or (often != "MONTHLY" and any(ordinals))
        or (often == "DAILY" and interval > 1 and weekdays)
    ):
        raise BadRuleError("part", "BYDAY")
    days = [int(day) for day in parts.get("BYMONTHDAY", ())]
    if often == "YEARLY" and (days not in ([], [start.day]) or _months(parts) not in ([], [start.month])):
        raise BadRuleError("part", "BYMONTH" if "BYMONTH" in parts else "BYMONTHDAY")
    if any(not 1 <= abs(day) <= 31 for day in days) or (weekdays and days):
        raise BadRuleError("part", "BYMONTHDAY")
    chosen = [int(one) for one in parts.get("BYSETPOS", ())]
    if chosen and (any(ordinals) or not weekdays or any(not 1 <= abs(one) <= 4 for one in chosen)):
        raise BadRuleError("part", "BYSETPOS")


def _months(parts: Mapping[str, list[Any]]) -> list[int]:
    return [int(month) for month in parts.get("BYMONTH", ())]
