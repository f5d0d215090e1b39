"""Which surveys may be seen: those that enough people answered, unless others would follow from them.

A survey of the whole organization less those about all departments but one is that about the last one. So where one is
not shown, or where only few answered about none of the others, one more is hidden. What was asked on the same day with
the same question is taken for one survey in parts: a service is part of its department, that of those above it, and all
are part of the organization. Parts in which more have answered than in the whole are none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from servicebook.model.catalog import Catalog
from servicebook.suppression import Cell, hidden_besides


class Asked(Protocol):
    """What is known of a survey here: ``about`` is a service or a department, None for the organization."""

    @property
    def id(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def asked(self) -> date: ...
    @property
    def about(self) -> str | None: ...
    @property
    def answers(self) -> int: ...


def published_surveys(catalog: Catalog, surveys: Iterable[Asked]) -> frozenset[str]:
    """The ids of those that may be seen."""
    fewest = catalog.settings.fewest
    together: dict[tuple[str, date], list[Asked]] = defaultdict(list)
    for survey in surveys:
        together[survey.question, survey.asked].append(survey)
    published: set[str] = set()
    for same in together.values():
        enough = [survey for survey in same if survey.answers >= fewest]
        hidden = (
            _given_away(catalog, same, enough, fewest) if len(same) > 1 or len(enough) > 1 else frozenset()
        )
        published.update(survey.id for survey in enough if survey.id not in hidden)
    return frozenset(published)


def _given_away(
    catalog: Catalog, same: Sequence[Asked], enough: Sequence[Asked], fewest: int
) -> frozenset[Hashable]:
    """Those of ``enough`` that must be hidden, too."""
    inside: dict[str, list[Asked]] = defaultdict(list)
    by_about = {survey.about: survey for survey in same}
    for survey in same:
        whole = next((by_about[above] for above in _above(catalog, survey.about) if above in by_about), None)
        if whole is not None:
            inside[whole.id].append(survey)
    # the smallest first: of what gives something away, that is hidden first
    in_order = sorted(enough, key=lambda survey: (survey.answers, survey.id))
    cells = [Cell(survey.id, _parts(survey, inside), survey.answers) for survey in in_order]
    return hidden_besides(cells, (), fewest)[0]


def _above(catalog: Catalog, about: str | None) -> list[str | None]:
    """What something is part of, the nearest first."""
    if about is None:
        return []
    service = catalog.services.get(about)
    if service is not None:
        return [*(one.id for one in catalog.lineage(service.department)), None]
    return [*(one.id for one in catalog.lineage(about) if one.id != about), None]


def _parts(survey: Asked, inside: Mapping[str, Sequence[Asked]]) -> frozenset[Hashable]:
    """The smallest groups of answers that anybody could tell apart."""
    within = inside.get(survey.id, ())
    rest = survey.answers - sum(part.answers for part in within)
    if not within or rest < 0:
        return frozenset((survey.id,))
    parts = frozenset[Hashable]().union(*(_parts(part, inside) for part in within))
    return parts | {(survey.id, "of none of these")} if rest else parts
