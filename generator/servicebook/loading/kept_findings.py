"""What rules found in a catalog, kept with its documents, so that the next run asks them only about what has changed.

It is made into a loaded catalog again, as it was then: who loads another state takes over from that one as from any.
"""

from __future__ import annotations

import marshal
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import field, fields, replace
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from servicebook.analysis.chains import Chains
from servicebook.documents.kinds import SETTINGS
from servicebook.documents.names import folded
from servicebook.frozen import frozen
from servicebook.loading.assemble import mentioned_in, with_department
from servicebook.loading.check import CheckedDocuments
from servicebook.loading.kept_documents import Files, KeptDocuments, made_here
from servicebook.loading.loaded import LoadedCatalog
from servicebook.model.catalog import Catalog
from servicebook.model.from_documents import catalog_from
from servicebook.model.made_objects import MadeObjects
from servicebook.problems import Edit, Place, Problem, Related, Severity
from servicebook.rules.rule import RuleResults
from servicebook.settings import settings_from
from servicebook.source.kept_file import CACHE, keep, read_kept
from servicebook.source.owners_files import OwnersFile, owners_files
from servicebook.source.tree import Disk

if TYPE_CHECKING:
    from servicebook.analysis.chain_slack import Slacks

_FILE = CACHE / "findings"


@frozen(kw_only=True)
class KeptFindings:
    """What was found in a catalog without errors on a ``day``.

    ``files`` are those that were read, ``found`` the findings and those that are waived, as they are written.
    ``slacks`` are those of chains, marshaled, since they are many and seldom needed. ``counts`` are of objects by
    kind; ``shared_names`` are the folded names that several services have. ``owners`` is a digest of the files
    CODEOWNERS.
    """

    day: str
    files: Files
    found: tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]
    slacks: bytes | None = field(compare=False)  # of the same files they are the same
    counts: dict[str, int]
    shared_names: list[str]
    owners: bytes

    def results(self) -> RuleResults:
        """The findings."""
        problems, waived = self.found
        return RuleResults(tuple(map(_problem, problems)), tuple(map(_problem, waived)))

    def with_results(self, results: RuleResults, files: Files) -> KeptFindings:
        """The same, where something else was found in files that are slightly others."""
        return replace(self, found=_found(results), files=files)


def read_findings(tree: Disk) -> KeptFindings | None:
    """What was kept; None where nothing was."""
    content = read_kept(tree.root / _FILE, made_here())
    return None if content is None else KeptFindings(**marshal.loads(content))


def write_findings(tree: Disk, kept: KeptFindings) -> None:
    """Keep what was found for the next run."""
    written = {one.name: getattr(kept, one.name) for one in fields(KeptFindings)}
    keep(tree.root / _FILE, made_here(), marshal.dumps(written))


def keep_findings(tree: Disk, files: Files, loaded: LoadedCatalog) -> None:
    """Keep what was found in a catalog without errors, whose documents were read from these files."""
    chains = loaded.catalog.derived(Chains)
    now = KeptFindings(
        day=loaded.catalog.today.isoformat(),
        files=files,
        found=_found(loaded.found),
        slacks=None if chains is None else marshal.dumps(_written_slacks(chains.slacks)),
        counts=loaded.catalog.counts(),
        shared_names=sorted(loaded.catalog.derive(shared_names)),
        owners=digest_of_owners(loaded.catalog.owners_files),
    )
    if now != read_findings(tree):
        write_findings(tree, now)


def shared_names(catalog: Catalog) -> frozenset[str]:
    """The folded names that several services have. Ask with ``catalog.derive(shared_names)``."""
    names = Counter(folded(service.name) for service in catalog.services.values())
    return frozenset(name for name, count in names.items() if count > 1)


def digest_of_owners(files: Iterable[OwnersFile]) -> bytes:
    """What tells files CODEOWNERS from others."""
    return sha256(repr(tuple(files)).encode("utf-8", "surrogatepass")).digest()


def _found(results: RuleResults) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    return list(map(_written, results.problems)), list(map(_written, results.waived))


def as_kept(kept: KeptDocuments, today: date) -> LoadedCatalog | None:
    """The catalog of kept documents with what was found in it; None where it was found in others, or on another day.

    Its files CODEOWNERS are those that there are now: what was found in them is not to be taken over.
    """
    before = read_findings(kept.tree) if kept.valid else None
    if before is None or before.day != today.isoformat():
        return None
    if {path: file[1] for path, file in before.files.items()} != kept.digests:
        return None
    made = MadeObjects()
    found = before.results()
    documents = [one.document for one in kept.valid]
    catalog = catalog_from(
        with_department(documents),
        settings_from(document for document in documents if document.path.startswith(SETTINGS)),
        today,
        mentioned=mentioned_in(kept.valid),
        owners_files=owners_files(kept.tree),
        made=made,
    )
    catalog.keep(shared_names, frozenset(before.shared_names))
    if before.slacks is not None:
        catalog.keep(Chains, Chains(catalog, _slacks(marshal.loads(before.slacks))))
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
    """The slacks as plain values. Services alike share one, as they did, and no others: each has a number."""
    known: dict[int, Any] = {}

    def written(slack: Any) -> Any:
        if slack is not None and id(slack) not in known:
            gap = slack.gap and (slack.gap.difference, slack.gap.moment, slack.gap.looked_at)
            known[id(slack)] = gap, slack.start, slack.end, len(known)
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
            gap, start, end, _ = values
            known[values] = LeastSlack(gap and MinGap(*gap), start, end)
        return None if values is None else known[values]

    return {
        one: tuple((slack(always), slack(all_)) for always, all_ in pairs) for one, pairs in written.items()
    }
