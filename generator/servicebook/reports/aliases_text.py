"""Proposed aliases, in lines for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from servicebook.model.catalog import Catalog
from servicebook.reports.safe_text import visible
from servicebook.search.suggested_aliases import Suggestion, Suggestions, Taken
from servicebook.wording import text
from servicebook.wording.lists import listed


def render(catalog: Catalog, found: Suggestions, written: int | None) -> str:
    """A paragraph for each service, then what is not proposed; ``written`` is of how many files, None for not asked."""
    return "\n".join(visible(line).rstrip() for line in _lines(catalog, found, written)) + "\n"


def _lines(catalog: Catalog, found: Suggestions, written: int | None) -> Iterator[str]:
    for service, group in groupby(found.proposed, key=lambda one: one.service):
        yield text("suggest-aliases.service", name=catalog.services[service].name, id=service)
        suggestions = list(group)
        width = max(len(one.alias) for one in suggestions)
        yield from (f"  {one.alias.ljust(width)}  {_why(one)}" for one in suggestions)
        yield ""
    if found.taken:
        yield text("suggest-aliases.taken")
        yield from (f"  {_taken(one)}" for one in found.taken)
        yield ""
    if found.unanswered:
        yield text("suggest-aliases.unanswered")
        yield from (f"  {query} ({_times(times)})" for query, times in found.unanswered)
        yield ""
    if found.found:
        yield text("suggest-aliases.found", count=found.found)
    if found.left_out:
        yield text("suggest-aliases.left-out", count=found.left_out)
    if not found.has_vectors:
        yield text("suggest-aliases.no-vectors", language=catalog.settings.organization.language)
    yield _outcome(found, written)


def _why(one: Suggestion) -> str:
    if one.times is None:
        return text("suggest-aliases.nearly-same" if one.nearly_same else "suggest-aliases.close")
    if one.others:
        return text("suggest-aliases.searched-unclear", times=_times(one.times), others=listed(one.others))
    return text("suggest-aliases.searched", times=_times(one.times))


def _taken(one: Taken) -> str:
    owner = f"{one.kind}:{one.id}"
    if one.times is not None:
        return text("suggest-aliases.taken-searched", alias=one.alias, owner=owner, times=_times(one.times))
    return text("suggest-aliases.taken-near", alias=one.alias, owner=owner, service=one.service or "")


def _times(times: int) -> str:
    return text("suggest-aliases.times", count=times)


def _outcome(found: Suggestions, written: int | None) -> str:
    if not found.proposed:
        return text("suggest-aliases.none")
    clear = sum(not one.others for one in found.proposed)
    if written is None:
        return text("suggest-aliases.not-written", count=clear)
    return text("suggest-aliases.written", count=written) if written else text("suggest-aliases.none-clear")
