"""What rules found in a catalog, kept with its documents, so that the next run asks them only about what has changed.

It is made into a loaded catalog again, as it was then: who loads another state takes over from that one as from any.
"""

from __future__ import annotations

import marshal
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from servicebook.analysis.chains import Chains
from servicebook.documents.kinds import SETTINGS
from servicebook.loading.assemble import with_department
from servicebook.loading.check import CheckedDocuments
from servicebook.loading.kept_documents import KeptDocuments, made_here
from servicebook.loading.loaded import LoadedCatalog
from servicebook.model.from_documents import catalog_from
from servicebook.model.made_objects import MadeObjects
from servicebook.problems import Edit, Place, Problem, Related, Severity
from servicebook.rules.rule import RuleResults
from servicebook.settings import settings_from
from servicebook.source.kept_file import CACHE, keep, read_kept

if TYPE_CHECKING:
    from servicebook.analysis.chain_slack import Slacks

_FILE = CACHE / "findings"


def keep_findings(kept: KeptDocuments, state: bytes, loaded: LoadedCatalog) -> None:
    """Keep what was found in a catalog without errors, whose documents have this state."""
    chains = loaded.catalog.derived(Chains)
    written = (
        state,
        loaded.catalog.today.isoformat(),
        [_written(problem) for problem in loaded.found.problems],
        [_written(problem) for problem in loaded.found.waived],
        None if chains is None else _written_slacks(chains.slacks),
    )
    content = marshal.dumps(written)
    if content != read_kept(kept.tree.root / _FILE, made_here()):
        keep(kept.tree.root / _FILE, made_here(), content)


def as_kept(kept: KeptDocuments, today: date) -> LoadedCatalog | None:
    """The catalog of kept documents with what was found in it; None where it was found in others, or on another day."""
    content = read_kept(kept.tree.root / _FILE, made_here()) if kept.valid else None
    if content is None:
        return None
    state, day, problems, waived, slacks = marshal.loads(content)
    if day != today.isoformat() or state != kept.state:
        return None
    made = MadeObjects()
    found = RuleResults(tuple(map(_problem, problems)), tuple(map(_problem, waived)))
    documents = [one.document for one in kept.valid]
    catalog = catalog_from(
        with_department(documents),
        settings_from(document for document in documents if document.path.startswith(SETTINGS)),
        today,
        made=made,
    )
    if slacks is not None:
        catalog.keep(Chains, Chains(catalog, _slacks(slacks)))
    return LoadedCatalog(
        catalog=catalog,
        problems=found.problems,
        waived=found.waived,
        checked=CheckedDocuments(valid=kept.valid, invalid=(), problems=(), files=len(kept.valid)),
        together=(),
        made=made,
        found=found,
    )


def _written(problem: Problem) -> tuple[Any, ...]:
    return (
        problem.code,
        problem.severity.value,
        problem.message,
        _written_place(problem.place),
        problem.hint,
        tuple((_written_place(other.place), other.message) for other in problem.related),
        problem.public_message,
        problem.public_hint,
        problem.edit
        and (_written_place(problem.edit.start), _written_place(problem.edit.end), problem.edit.text),
        problem.times,
    )


def _written_place(place: Place) -> tuple[str, int, int]:
    return place.path, place.line, place.column


def _problem(written: tuple[Any, ...]) -> Problem:
    code, severity, message, place, hint, related, public_message, public_hint, edit, times = written
    return Problem(
        code=code,
        severity=Severity(severity),
        message=message,
        place=Place(*place),
        hint=hint,
        related=tuple(Related(Place(*where), said) for where, said in related),
        public_message=public_message,
        public_hint=public_hint,
        edit=edit and Edit(Place(*edit[0]), Place(*edit[1]), edit[2]),
        times=times,
    )


def _written_slacks(slacks: Mapping[str, Slacks]) -> dict[str, Any]:
    """The slacks as plain values. Services alike share one, as they did."""
    known: dict[int, Any] = {}

    def written(slack: Any) -> Any:
        if slack is not None and id(slack) not in known:
            gap = slack.gap and (slack.gap.difference, slack.gap.moment, slack.gap.looked_at)
            known[id(slack)] = gap, slack.start, slack.end
        return slack and known[id(slack)]

    return {
        one: [(written(always), written(all_)) for always, all_ in pairs] for one, pairs in slacks.items()
    }


def _slacks(written: Mapping[str, Any]) -> dict[str, Slacks]:
    from servicebook.analysis.chain_slack import LeastSlack
    from servicebook.clock.pieces import MinGap

    known: dict[Any, LeastSlack] = {}

    def slack(values: Any) -> LeastSlack | None:
        if values is not None and values not in known:
            gap, start, end = values
            known[values] = LeastSlack(gap and MinGap(*gap), start, end)
        return None if values is None else known[values]

    return {
        one: tuple((slack(always), slack(all_)) for always, all_ in pairs) for one, pairs in written.items()
    }
