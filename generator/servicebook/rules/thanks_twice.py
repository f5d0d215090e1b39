"""The same thanks are there twice.

Sender, receiver and words are the same: somebody sent them again, or copied an entry and forgot to change it.
Remove one.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.documents.names import folded
from servicebook.model.catalog import Catalog
from servicebook.model.news import Kudos
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "thanks-twice"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    first: dict[tuple[str, str, str], Kudos] = {}
    said = (thanks for thanks in reversed(catalog.kudos) if thanks.is_said)
    for thanks in said:  # the earliest first: those that came later are the repetition
        earlier = first.setdefault((thanks.sender, thanks.receiver, folded(thanks.text)), thanks)
        if earlier is not thanks:
            yield finding(
                CODE,
                SEVERITY,
                thanks.origin.place("text"),
                text("thanks-twice.message", day=earlier.on),
                text("thanks-twice.hint"),
                (Related(earlier.origin.place("text"), text("problem.other")),),
            )
