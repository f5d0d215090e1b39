"""What the schema of measures.yml cannot say: columns named twice, forms of dates that say no day, encodings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from servicebook.documents.document import Document
from servicebook.problems import Problem, Related, error
from servicebook.source.encodings import known_encoding
from servicebook.source.yaml_reader import Pointer
from servicebook.wording import text

DIRECTIVES = "YymdbBHIMSfpz%"
"""What may follow % in a form of dates, as in the forms that many languages know."""
NUMBERS = ("excel", "unix", "unix ms")
_MAY_BE_THE_SAME = (frozenset({"asked", "updated"}), frozenset({"service", "priority", "channel"}))
"""In an export of updates, the first of them may tell when a ticket was asked; and one word may say what was asked for,
and how urgent it is or through which channel: *Urgent repair*. A map for each says which."""


def columns_named_twice(document: Document, value: Any) -> Iterator[Problem]:
    """One column of an export that is said to mean two things."""
    for source, item in value.get("sources", {}).items():
        for above in (("columns",), ("pauses", "columns")):
            pointer: Pointer = ("sources", source, *above)
            columns = (
                item.get("pauses", {}).get("columns", {}) if len(above) == 2 else item.get("columns", {})
            )
            yield from _twice(document, pointer, columns)


def _twice(document: Document, above: Pointer, columns: Mapping[str, Any]) -> Iterator[Problem]:
    first: dict[str, tuple[str, Pointer]] = {}
    for key, names in columns.items():
        for pointer, name in _each(names, (*above, key)):
            before, where = first.setdefault(" ".join(name.split()).casefold(), (key, pointer))
            if before != key and not any({before, key} <= several for several in _MAY_BE_THE_SAME):
                message = text("source.column-twice", name=name, key=key, other=before)
                related = (Related(document.place(*where), text("problem.other")),)
                yield error(
                    "bad-value", document.place(*pointer), message, text("source.column-twice-hint"), related
                )


def _each(names: str | list[str], pointer: Pointer) -> Iterator[tuple[Pointer, str]]:
    """Each of one name or several, with where it stands."""
    if isinstance(names, str):
        yield pointer, names
    else:
        yield from (((*pointer, index), name) for index, name in enumerate(names))


def forms_of_dates(document: Document, value: Any) -> Iterator[Problem]:
    """Forms with a directive that is not known, or without a day, a month or a year."""
    for source, item in value.get("sources", {}).items():
        dates = item.get("dates", ())
        named = dates.items() if isinstance(dates, dict) else [("", dates)]
        for key, forms in named:
            pointer: Pointer = ("sources", source, "dates", *([key] if key else []))
            for place, form in _each(forms, pointer):
                yield from _form(document, place, form)


def _form(document: Document, pointer: Pointer, form: str) -> Iterator[Problem]:
    if form in NUMBERS:
        return
    found = re.findall(r"%(.?)", form)
    unknown = [directive for directive in found if not directive or directive not in DIRECTIVES]
    twice = [directive for directive in found if found.count(directive) > 1 and directive not in ("", "%")]
    if unknown or twice:
        message = text("source.bad-directive", form=form, directive=f"%{(unknown or twice)[0]}")
        yield error("bad-value", document.place(*pointer), message, text("source.bad-directive-hint"))
    elif not ({"d"} <= {*found} and {*found} & set("mbB") and {*found} & set("Yy")):
        message = text("source.no-day", form=form)
        yield error("bad-value", document.place(*pointer), message, text("source.bad-directive-hint"))


def encodings(document: Document, value: Any) -> Iterator[Problem]:
    """Encodings that nobody knows."""
    for source, item in value.get("sources", {}).items():
        if (name := item.get("encoding")) is not None and known_encoding(name) is None:
            place = document.place("sources", source, "encoding")
            yield error(
                "bad-value", place, text("source.bad-encoding", name=name), text("source.bad-encoding-hint")
            )
