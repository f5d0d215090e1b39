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
        ("have an owner", counted.owned, counted.services),
        ("have a deputy", counted.deputized, counted.services),
        ("promise a time", counted.timed, counted.asked),
        ("say how to ask", counted.reachable, counted.asked),
        ("answer questions", counted.answered, counted.asked),
        ("were reviewed in time", counted.reviewed, counted.services),
    )
    listed = [
        Figure(
            value=f"{share(there, whole)} %",
            what=what,
            note=f"{there:,} of {text('count.service', count=whole)}",
            is_low=there < whole,
        )
        for what, there, whole in shares
        if whole
    ]
    if counted.roles:
        interim = f", {counted.interim:,} acting" if counted.interim else ""
        listed.append(
            Figure(
                value=f"{counted.vacant:,}",
                what="vacant",
                note=f"of {text('count.role', count=counted.roles)}{interim}",
                is_low=counted.vacant > 0,
            )
        )
    return listed
