"""How complete a catalog is, and how often what was found, as a few numbers that lead to what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from servicebook.analysis.coverage import Coverage
from servicebook.frozen import frozen
from servicebook.problems import Problem
from servicebook.wording import text


@frozen(kw_only=True)
class Figure:
    """A number with what it counts; ``href`` leads to what is counted. ``is_low`` is worth looking at."""

    value: str
    what: str
    note: str
    is_low: bool
    href: str | None = None


def complete(counted: Coverage) -> list[Figure]:
    """How many services are complete, which means that nothing was found in them; none without services."""
    if counted.percent is None:
        return []
    there = f"{counted.complete:,}"
    return [
        Figure(
            value=f"{counted.percent} %",
            what=text("figure.complete"),
            note=text("figure.of-services", there=there, count=counted.services),
            is_low=counted.complete < counted.services,
        )
    ]


def without_aliases(counted: Coverage) -> list[Figure]:
    """How many services have no other names, and the command that proposes some; none where all have."""
    if not counted.without_aliases:
        return []
    return [
        Figure(
            value=f"{counted.without_aliases:,}",
            what=text("figure.without-aliases", count=counted.without_aliases),
            note=text("figure.suggest-aliases"),
            is_low=True,
        )
    ]


def by_code(problems: Iterable[Problem]) -> list[Figure]:
    """How often each fault was found, the most frequent first; each leads to the first of its kind on the page."""
    counts: Counter[str] = Counter()
    for problem in problems:
        counts[problem.code] += problem.times
    return [
        Figure(
            value=f"{number:,}",
            what=text("figure.found", count=number),
            note=code,
            is_low=True,
            href=f"#{anchor(code)}",
        )
        for code, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def anchor(code: str) -> str:
    """Of the first finding of a kind; a bare code could be the id of a part of the page."""
    return f"found-{code}"
