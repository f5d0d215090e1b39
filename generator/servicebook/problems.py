"""What is wrong with a catalog, as values.

A :class:`Problem` states the fact and the value in its message; its hint is one action. Anything that
is wrong with what departments wrote is a problem and never an exception.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum

from servicebook.frozen import frozen

READING = (
    "yaml-syntax", "duplicate-key", "not-utf8", "empty-file", "several-documents", "yaml-tag", "merge-key",
    "alias-limit", "too-large", "too-deep", "symbolic-link", "stray-file", "bad-id", "merge-conflict",
    "unreadable-file", "bad-rota",
)  # fmt: skip
"""The codes of reading: a file with one of them has no value, and nothing else is known of it."""
NOT_RULES = (
    *READING,
    "unknown-key", "missing-key", "wrong-type", "bad-value", "bad-date", "bad-duration", "bad-url",
    "unknown-department", "unknown-service", "unknown-role", "unknown-person", "unknown-calendar",
    "unknown-priority", "unknown-audience", "unknown-topic", "unknown-site", "unknown-faq",
    "unknown-agreement", "unknown-journey", "unknown-notice", "circular-reference", "duplicate-id",
)  # fmt: skip
"""The codes of reading, of schemas and of references: always errors, and never waived."""


class Severity(StrEnum):
    """How bad a problem is: an error stops a publish, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@frozen(order=True)
class Place:
    """A position in a file: ``line`` and ``column`` are 1-based, columns in code points.

    A fault of a whole file is at 1:1. ``path`` is relative to the catalog's root, with ``/``.
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@frozen
class Related:
    """Another place that belongs to a problem, with what it has to do with it."""

    place: Place
    message: str


@frozen
class Edit:
    """A change of one file: ``text`` takes the place of what is from ``start`` up to ``end``, which is right behind it.

    Where the two are equal it is put in between.
    """

    start: Place
    end: Place
    text: str


MAX_TEXT = 2_000
"""How long a message or a hint may be, in characters; they quote little of what is wrong."""


@frozen(kw_only=True)
class Problem:
    """One finding: its stable code, what it is, where it is and what to do about it.

    ``edit`` mends it; there is one only where exactly one thing can have been meant.

    ``public_message`` says the same without the person whom ``message`` names; it is there where that person may not
    be shown to readers of the site, who then get this one. So does ``public_hint`` without the person whom ``hint``
    names.

    ``times`` is how many it stands for: more than one where there are too many of a kind to list.
    """

    code: str
    severity: Severity
    message: str
    place: Place
    hint: str | None = None
    related: tuple[Related, ...] = ()
    public_message: str | None = None
    public_hint: str | None = None
    edit: Edit | None = None
    times: int = 1

    def __post_init__(self) -> None:
        # whoever writes a message shortens what it quotes; this holds whatever was forgotten
        for field in ("message", "hint", "public_message", "public_hint"):
            text = getattr(self, field)
            if text is not None and len(text) > MAX_TEXT:
                object.__setattr__(self, field, f"{text[: MAX_TEXT - 1]}…")

    def at(self, severity: Severity) -> Problem:
        """The same problem, taken more or less seriously."""
        return replace(self, severity=severity)


def error(
    code: str,
    place: Place,
    message: str,
    hint: str | None = None,
    related: tuple[Related, ...] = (),
    edit: Edit | None = None,
) -> Problem:
    """A problem that stops a publish."""
    return Problem(
        code=code,
        severity=Severity.ERROR,
        message=message,
        place=place,
        hint=hint,
        related=related,
        edit=edit,
    )


def count_of(problems: Iterable[Problem]) -> int:
    """How many problems there are, those that are not listed too."""
    return sum(problem.times for problem in problems)


def counts_of(problems: Iterable[Problem]) -> Mapping[Severity, int]:
    """How many problems there are of each severity."""
    counts = dict.fromkeys(Severity, 0)
    for problem in problems:
        counts[problem.severity] += problem.times
    return counts


def in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Sorted by path, line, column, then code and message; exact repetitions once."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda p: (p.place, p.code, p.message)))
