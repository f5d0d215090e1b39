"""How things are said to readers: dates, money, durations, measures, kinds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, get_day_names
from babel.numbers import format_currency, format_decimal

from servicebook.clock.durations import Duration
from servicebook.clock.skipped_periods import Reason, SkippedPeriod
from servicebook.model.catalog import Catalog
from servicebook.model.common import Target
from servicebook.model.service import Cost

MEASURES = {
    "response_time": "First reply",
    "fulfillment_time": "Done",
    "resolution_time": "Solved",
    "availability": "Available",
    "quality": "Quality",
    "accuracy": "Accuracy",
}
CHANNEL_NAMES = {"form": "Form", "email": "E-mail", "chat": "Chat", "phone": "Phone", "desk": "In person"}
LIFECYCLES = {
    "planned": "Planned",
    "live": "Live",
    "deprecated": "Being replaced",
    "retired": "Retired",
}
EFFECTS = {"closed": "Closed", "delayed": "Delayed", "changed": "Changed"}


def by_channel(channel: str) -> str:
    """``by phone``; ``in person``."""
    name = CHANNEL_NAMES[channel].lower()
    return name if channel == "desk" else f"by {name}"


@lru_cache(maxsize=8)
def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")


@lru_cache(maxsize=8192)
def day(when: date, language: str) -> str:
    """``1 Sep 2026``, in the site's language."""
    return format_date(when, "d MMM y", _locale(language))


def moment(when: datetime, language: str) -> str:
    """``Mon 9 Nov 2026, 07:30``, in the datetime's own zone and the site's language; seconds where there are any."""
    clock = "HH:mm:ss" if when.second else "HH:mm"
    return _as_shown(when.replace(tzinfo=None), f"EEE d MMM y, {clock}", language)


def near_moment(when: datetime, year: int, language: str) -> str:
    """The same without the year, where it is that one."""
    clock = "HH:mm:ss" if when.second else "HH:mm"
    pattern = f"EEE d MMM, {clock}" if when.year == year else f"EEE d MMM y, {clock}"
    return _as_shown(when.replace(tzinfo=None), pattern, language)


@lru_cache(maxsize=8192)
def _as_shown(local: datetime, pattern: str, language: str) -> str:
    """A local time in the site's language; without a zone, as instants of several zones are equal to one another."""
    return str(format_datetime(local, pattern, locale=_locale(language)))


@lru_cache(maxsize=8192)
def day_in(when: date, pattern: str, language: str) -> str:
    """A day by a pattern of Unicode's, ``EEE d MMM`` for ``Fri 4 Dec``, in the site's language."""
    return format_date(when, pattern, _locale(language))


@lru_cache(maxsize=8192)
def short_moment(seconds: int, zone: ZoneInfo, year: int, language: str) -> str:
    """``Fri 4 Dec 15:59`` for seconds since 1970, with the year where it is not that one; rounded down to minutes."""
    when = datetime.fromtimestamp(seconds, zone)
    pattern = "EEE d MMM" if when.year == year else "EEE d MMM y"
    return f"{day_in(when.date(), pattern, language)} {when:%H:%M}"


def last_moment(when: datetime, say: Callable[[datetime], str]) -> str:
    """``by`` a moment as ``say`` says it; ``before`` the next minute where it is the last second of one."""
    if when.second != 59:
        return f"by {say(when)}"
    return f"before {say(when + timedelta(seconds=1))}"


def about(when: datetime, say: Callable[[datetime], str]) -> str:
    """A moment to the minute: ``just before`` or ``just after`` it, where it is a second away."""
    if when.second == 59:
        return f"just before {say(when + timedelta(seconds=1))}"
    return f"just after {say(when)}" if when.second == 1 else say(when)


def span(start: date, end: date | None, language: str) -> str:
    """``24 Dec 2026 – 31 Dec 2026``, ``from 1 Dec 2026``, or the one day."""
    if end is None:
        return f"from {day(start, language)}"
    if start == end:
        return day(start, language)
    return f"{day(start, language)} – {day(end, language)}"


@lru_cache(maxsize=8)
def weekdays(language: str) -> tuple[str, ...]:
    """The names of the days, Monday first."""
    names = get_day_names("wide", locale=_locale(language))
    return tuple(names[index] for index in range(7))


@lru_cache(maxsize=8192)
def number(value: float, language: str) -> str:
    """``99.5`` in the site's language."""
    return str(format_decimal(value, locale=_locale(language)))


@lru_cache(maxsize=8192)
def money(amount: float, currency: str | None, language: str) -> str:
    """An amount with its currency; whole amounts without decimals."""
    if currency is None:
        return number(amount, language)
    pattern = "¤ #,##0" if float(amount).is_integer() else None
    return str(
        format_currency(amount, currency, pattern, locale=_locale(language), currency_digits=pattern is None)
    )


def cost(catalog: Catalog, value: Cost | None) -> str | None:
    """``Free``, ``€ 120 per device``, or the words that are given; None where nothing is said."""
    if value is None:
        return None
    if value.is_free:
        return "Free"
    organization = catalog.settings.organization
    parts = []
    if value.amount is not None:
        parts.append(money(value.amount, value.currency or organization.currency, organization.language))
        if value.per:
            parts.append(f"per {value.per}")
    return " ".join(parts) or value.note


def within(duration: Duration) -> str:
    """``within 2 working days``; ``the same working day``."""
    return "the same working day" if duration.amount == 0 else f"within {duration}"


def value_of(target: Target, language: str) -> str:
    """What a target promises, without its measure: ``within 4 hours``, ``99.5 %``, or its words."""
    if target.within is not None:
        return within(target.within)
    if target.at_least is not None:
        return f"{number(target.at_least, language)} %"
    return target.stated or ""


def compliance(target: Target, language: str) -> str | None:
    """``in 90 of 100 cases, per quarter``."""
    parts = []
    if target.compliance is not None:
        parts.append(f"in {number(target.compliance, language)} of 100 cases")
    if target.per is not None:
        parts.append(f"per {target.per}")
    return ", ".join(parts) or None


def passed(parts: Iterable[SkippedPeriod]) -> list[str]:
    """``the weekend``, ``2 nights``, ``Good Friday (holiday)``: each once, in the order in which they are first met."""
    met = Counter((part.reason, part.name) for part in parts)
    return [_reason(reason, name, number) for (reason, name), number in met.items()]


def _reason(reason: Reason, name: str | None, number: int) -> str:
    if name is None:
        article = "the" if reason is Reason.WEEKEND else "a"
        return f"{article} {reason}" if number == 1 else f"{number} {reason}s"
    return f"{name} ({reason})"


def interval(text: str) -> str:
    """``08:00–17:00``."""
    return text.replace("-", "–")


def intervals(texts: tuple[str, ...]) -> str:
    """A day's hours: ``08:00–12:30, 13:00–17:00``, ``closed`` or ``day and night``."""
    if texts == ("00:00-24:00",):
        return "day and night"
    return ", ".join(interval(text) for text in texts) or "closed"


@lru_cache(maxsize=1024)
def language_name(code: str, language: str) -> str:
    """A language by its name in the site's language: ``Dutch`` for ``nl``; the code where none is known."""
    try:
        return str(Locale.parse(code, sep="-").get_display_name(_locale(language)) or code)
    except (UnknownLocaleError, ValueError):
        return str(_locale(language).languages.get(code.replace("-", "_"), code))


def initials(name: str) -> str:
    """Two letters for the mark beside a name."""
    words: list[str] = re.findall(r"[^\W\d_][\w'’-]*", name)
    if not words:
        return name[:1].upper()
    letters: str = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return letters.upper()


def count(number_of: int, noun: str, plural: str | None = None) -> str:
    """``1 service``, ``12 services``."""
    return f"{number_of:,} {noun if number_of == 1 else plural or noun + 's'}"


def listed(parts: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``; nothing for none."""
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def sentence(text: str) -> str:
    """The text with a capital at its beginning, the rest as it is."""
    return text[:1].upper() + text[1:]
