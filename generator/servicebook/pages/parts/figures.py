"""How complete a catalog is, as a few numbers."""

from __future__ import annotations

from dataclasses import dataclass

from servicebook.analysis.coverage import Coverage, share
from servicebook.wording import text


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with what it counts; ``is_low`` is worth looking at."""

    value: str
    what: str
    note: str
    is_low: bool


def figures(counted: Coverage) -> list[Figure]:
    shares = (
        (text("figure.owner"), counted.owned, counted.services),
        (text("figure.deputy"), counted.deputized, counted.services),
        (text("figure.time"), counted.timed, counted.asked),
        (text("figure.channels"), counted.reachable, counted.asked),
        (text("figure.questions"), counted.answered, counted.asked),
        (text("figure.reviewed"), counted.reviewed, counted.services),
    )
    listed = [
        Figure(
            value=f"{share(there, whole)} %",
            what=what,
            note=text("figure.of-services", there=f"{there:,}", count=whole),
            is_low=there < whole,
        )
        for what, there, whole in shares
        if whole
    ]
    if counted.roles:
        roles = text("figure.of-roles", count=counted.roles)
        if counted.interim:
            roles = text("figure.of-roles-acting", roles=roles, acting=f"{counted.interim:,}")
        listed.append(
            Figure(
                value=f"{counted.vacant:,}",
                what=text("figure.vacant"),
                note=roles,
                is_low=counted.vacant > 0,
            )
        )
    return listed
