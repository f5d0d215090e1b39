"""Somebody's leaving in lines for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from servicebook.leaving.left_places import Because, Leaving, LeftPlace
from servicebook.model.catalog import Catalog
from servicebook.reports.leaving_words import role_words, why
from servicebook.reports.safe_text import visible
from servicebook.wording import text

_SECTIONS: Mapping[str, tuple[Because, ...]] = {
    "without": (
        Because.TAKEN_OVER,
        Because.NOBODY,
        Because.ADDRESS,
        Because.NO_ADDRESS,
    ),
    "by-hand": (Because.ROTA, Because.TEXT, Because.UNKNOWN),
    "beside": (Because.HELD, Because.OVER, Because.ENDS, Because.NEVER),
}


def render(catalog: Catalog, leaving: Leaving) -> str:
    """What would have nobody, what has to be done by hand, what goes, what stays; in the order of files and lines."""
    return "\n".join(visible(line) for line in _lines(catalog, leaving)) + "\n"


def _lines(catalog: Catalog, leaving: Leaving) -> Iterator[str]:
    name = catalog.people[leaving.person].name
    yield text("leave.title", name=name, id=leaving.person, day=leaving.on)
    if not (leaving.places or leaving.pages or leaving.reviews):
        yield text("leave.nothing")
    for part, reasons in _SECTIONS.items():
        yield from _section(catalog, part, [one for one in leaving.places if one.because in reasons])
        if part == "without":
            yield from _through_roles(catalog, leaving)
            yield from _reviews(catalog, leaving)
    if leaving.pages:
        yield ""
        yield text("leave.pages", count=len(leaving.pages))
        yield from (f"  {place.path}:{place.line}" for place in leaving.pages)
    if records := sum(place.because is Because.RECORD for place in leaving.places):
        yield ""
        yield text("leave.stays", count=records)


def _section(catalog: Catalog, part: str, places: Sequence[LeftPlace]) -> Iterator[str]:
    if places:
        yield ""
        yield text(f"leave.section.{part}", count=len(places))
    for place in places:
        proposal = _proposal(catalog, place)
        told = text("leave.place", object=_object(place), field=place.field, proposal=proposal)
        yield f"  {place.document.path}:{place.line}"
        yield f"    {told}"


def _through_roles(catalog: Catalog, leaving: Leaving) -> Iterator[str]:
    """What names a role that nobody else holds, by role."""
    by_role: dict[str, list[LeftPlace]] = {}
    for place in leaving.places:
        if place.through is not None:
            by_role.setdefault(place.through, []).append(place)
    for role, places in by_role.items():
        yield ""
        yield text("leave.through", role=role_words(catalog, role), count=len(places))
        for place in places:
            told = text("leave.place-through", object=_object(place), field=place.field)
            yield f"  {place.document.path}:{place.line}  {told}"


def _reviews(catalog: Catalog, leaving: Leaving) -> Iterator[str]:
    """What only the leaver reviews."""
    if leaving.reviews:
        yield ""
        yield text("leave.reviews", count=len(leaving.reviews))
    for lost in leaving.reviews:
        if lost.proposal is None:
            told = text("leave.no-review")
        else:
            person = catalog.people[lost.proposal]
            told = text("leave.proposal", name=person.name, id=person.id, why=text("leave.review-then"))
        yield f"  {lost.place.path}:{lost.place.line}  {lost.reviewed}: {told}"


def _object(place: LeftPlace) -> str:
    kind, qualified_id, _ = place.object
    return f"{text(f'kind.{kind}')} {qualified_id}".rstrip()


def _proposal(catalog: Catalog, place: LeftPlace) -> str:
    reason = why(catalog, place)
    if place.successor is None:
        return reason
    person = place.successor.person
    return text("leave.proposal", name=catalog.people[person].name, id=person, why=reason)
