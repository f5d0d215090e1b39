"""What is said to people: every message, heading and label by its key, with named parameters.

Nothing but :func:`text` (and :func:`chosen`, for who escapes parameters first) looks into the tables, so another
language is another set of tables with the same keys. A table is ``english/<area>.py``, a literal mapping from keys to
templates: ``{name}`` is a parameter, and :class:`~servicebook.wording.plural.Plural` chooses by a number. A problem's
texts are ``<its code>.message`` and ``<its code>.hint``, others ``<area>.<what>``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from string import Formatter
from typing import TYPE_CHECKING

from servicebook.frozen import frozen
from servicebook.wording.english import ABOUT_CATALOGS, TABLES
from servicebook.wording.plural import Plural

if TYPE_CHECKING:
    from babel import Locale

LANGUAGE = "en"
"""The language of the tables: it decides how plurals are chosen and how their numbers are written."""


class WordingError(LookupError):
    """A key that no table has, or parameters that are not those of its template: a bug of ours."""


def text(key: str, /, **parameters: object) -> str:
    """The text of a key, with its parameters put in as ``str`` gives them: nothing is escaped.

    What messages about a catalog quote of it is shortened: a text, a key or an id may be as long as a file.

    Raises:
        WordingError: no table has the key, or a parameter is missing or superfluous.
    """
    if not parameters:
        return _finished(key)
    entry = _entry(key)
    if entry.plain is not None and len(parameters) == entry.number:  # most of what pages say
        try:
            return entry.plain.format_map(parameters)
        except KeyError:
            pass  # as many, but others: below it is said which
    if entry.counts_alone and type(number := next(iter(parameters.values()))) is int:
        return _counted(key, next(iter(parameters)), number)
    template, written = chosen(key, parameters)
    if entry.quotes:
        written = {name: shortened(value, _MOST.get(name, MAX_QUOTED)) for name, value in written.items()}
    return template.format_map(written)


@lru_cache(maxsize=8192)
def _counted(key: str, name: str, number: int) -> str:
    """A text with nothing but a number, of which most pages have several."""
    template, written = chosen(key, {name: number})
    return template.format_map(written)


@cache
def _finished(key: str) -> str:
    """A text without parameters, once: its doubled braces are single ones."""
    template, written = chosen(key, {})
    return template.format_map(written)


MAX_QUOTED = 160
"""So many characters of a value are quoted in a message."""
_MOST = dict.fromkeys(
    ("choices", "codes", "commands", "places", "names", "days", "sample", "list", "hint", "text"), 1_200
)
"""And so many of what is no value but a list of those to choose from, a sentence, or a command that is to be copied."""


def shortened(value: object, most: int = MAX_QUOTED) -> object:
    """A text that is longer than ``most`` characters without its middle, so that both ends still tell what it is."""
    if not isinstance(value, str) or len(value) <= most:
        return value
    end = most // 4
    return f"{value[: most - end - 1]}…{value[-end:]}"


def chosen(key: str, parameters: Mapping[str, object]) -> tuple[str, Mapping[str, object]]:
    """The template of a key, in the form for these parameters, and what is to be put in; for who escapes it first.

    The parameters are those given, but that a plural's number is written as the language writes it. Raises as
    :func:`text` does.
    """
    entry = _entry(key)
    if entry.names != parameters.keys():
        raise WordingError(f'"{key}" takes {sorted(entry.names)}, not {sorted(parameters)}')
    found = entry.found
    if isinstance(found, str):
        return found, parameters
    number = parameters[found.by]
    if not isinstance(number, (int, float)):
        raise WordingError(f'"{key}" counts {found.by}, and {number!r} is no number')
    return found.form(_category(number), number), {**parameters, found.by: _number(number)}


def labels(area: str) -> dict[str, str]:
    """What the values of an enumeration are called: the texts ``<area>.<value>`` without parameters, by value."""
    return {key.removeprefix(f"{area}."): text(key) for key in _keys_of(area)}


def templates(area: str) -> dict[str, str | dict[str, str]]:
    """The texts of an area as data for JavaScript, by key; of a plural, its templates by category.

    Keys are those that begin with ``<area>.``; they keep it.
    """
    found = ((key, _texts()[key]) for key in _keys_of(area))
    return {key: each if isinstance(each, str) else dict(each.templates()) for key, each in found}


def _keys_of(area: str) -> Sequence[str]:
    """The keys of an area, in the order of the tables."""
    return _areas().get(area, ())


@cache
def _areas() -> Mapping[str, Sequence[str]]:
    """The keys of each area, which is what stands before their first dot."""
    areas: dict[str, list[str]] = {}
    for key in _texts():
        areas.setdefault(key.partition(".")[0], []).append(key)
    return areas


def all_keys() -> frozenset[str]:
    """Every key that there is."""
    return frozenset(_texts())


@frozen
class _Entry:
    """A key's text, the names of its parameters, and whether it quotes what departments have written.

    ``plain`` is the text where nothing is to be looked at but its parameters, of which there are so many as ``number``
    says. ``counts_alone``: it takes nothing but the number by which its form is chosen.
    """

    found: str | Plural
    names: frozenset[str]
    quotes: bool
    plain: str | None
    number: int
    counts_alone: bool


@cache
def _entry(key: str) -> _Entry:
    found = _texts().get(key)
    if found is None:
        raise WordingError(f'no text "{key}"')
    if isinstance(found, str):
        names = frozenset(_names(found))
    else:
        names = frozenset(name for _, form in found.templates() for name in _names(form)) | {found.by}
    quotes = key in _quoting()
    return _Entry(
        found,
        names,
        quotes,
        plain=found if isinstance(found, str) and not quotes else None,
        number=len(names),
        counts_alone=not isinstance(found, str) and not quotes and names == {found.by},
    )


def parameters_of(key: str) -> frozenset[str]:
    """The names of the parameters that a key's text takes."""
    return _entry(key).names


def _names(found: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(found) if name is not None]


@lru_cache(maxsize=8192)
def _category(number: int | float) -> str:
    """The plural category of a number: working it out takes longer than all else about a text."""
    category: str = _locale().plural_form(number)
    return category


@lru_cache(maxsize=8192)
def _number(number: int | float) -> str:
    from babel.numbers import format_decimal

    return format_decimal(number, locale=_locale())


@cache
def _quoting() -> frozenset[str]:
    """The keys of what is said about catalogs and imported files."""
    return frozenset(key for table in ABOUT_CATALOGS for key in table)


@cache
def _texts() -> Mapping[str, str | Plural]:
    """All tables as one."""
    return {key: found for table in TABLES for key, found in table.items()}


@lru_cache(maxsize=1)
def _locale() -> Locale:
    from babel import Locale  # only where something is counted: loading it takes as long as many a command

    return Locale.parse(LANGUAGE)
