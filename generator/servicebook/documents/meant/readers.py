"""How texts are read, by the ``x-text`` of their schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from servicebook.documents.meant import addresses, amounts, dates, places, spans_of_time, times
from servicebook.documents.meant.reading import Reading
from servicebook.documents.slugs import slug
from servicebook.source.icons import icon_names


def text_read(name: str, words: str) -> Reading:
    """What a text may mean in a place whose schema has this ``x-text``; whether the schema takes it is not asked."""
    reader = _BY_TEXT.get(name)
    return reader(words) if reader else Reading()


def _ids(words: str) -> Reading:
    """Small letters and hyphens; letters that have to be romanized first may be romanized in several ways."""
    return Reading((slug(words),), words.isascii())


def _icons(words: str) -> Reading:
    name = words.strip(":").removesuffix(".svg")
    return Reading(tuple({name, name.replace("-", "/", 1)} & _icon_names()))


@cache
def _icon_names() -> frozenset[str]:
    return frozenset(icon_names())


_BY_TEXT: Mapping[str, Callable[[str], Reading]] = {
    "date": dates.dates,
    "duration": spans_of_time.durations,
    "added": spans_of_time.durations,
    "span": spans_of_time.durations,
    "time-of-day": times.times_of_day,
    "interval": times.intervals,
    "percent": amounts.percentages,
    "amount": amounts.amounts,
    "currency": amounts.currencies,
    "email": addresses.emails,
    "url": addresses.urls,
    "phone": addresses.phones,
    "zone": places.zones,
    "country": places.countries,
    "spoken-language": places.languages,
    "site-language": places.languages,
    "holiday-category": lambda words: Reading((words.lower(),)),
    "icon": _icons,
    "id": _ids,
}
