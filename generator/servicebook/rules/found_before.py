"""What rules found in another state of a catalog, so that only the files that differ are looked at again.

Most rules look at one file after the other. What such a rule finds in a file is the same wherever the file is, as long
as settings, day and what else it reads are the same; so it is asked about a catalog that has only the other files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from servicebook.documents.document import Document, Origin
from servicebook.model.catalog import Catalog
from servicebook.model.written_files import written_files
from servicebook.problem_limits import MAX_OF_CODE
from servicebook.problems import Problem
from servicebook.rules.rule import Rule, RuleResults

FILE_BY_FILE = frozenset({
    "address-in-text", "alias-twice", "aliases-in-one", "answer-is-question", "channel-detail-unused",
    "channel-twice", "cost-contradicts", "cost-unknown-currency", "cost-without-currency",
    "cutoff-told-differently", "day-far-away", "dependency-twice", "deputy-is-owner", "endless-time",
    "escalation-to-itself", "escape-in-path", "hidden-characters", "id-as-name", "key-in-text",
    "line-fell-apart", "line-twice", "links-to-itself", "long-summary", "name-without-letters",
    "never-reviewed", "no-deputy", "no-hours", "no-owner", "no-promise", "none-of-nothing",
    "noreply-address", "not-for-what-it-is", "placeholder", "preferred-twice", "review-hardly-ever",
    "review-in-future", "review-overdue", "service-refers-to-itself", "share-too-low",
    "site-of-no-department", "step-done-elsewhere", "step-twice", "summary-is-name", "text-cut-short",
    "unfinished-text", "weekday-differs",
})  # fmt: skip
"""The rules whose finding in a file follows from what is in this file, the settings, the day, and the kinds that they
read. Only those are named that take long, or look at what ``loading/few_changed.py`` lets change; of most others it is
not so."""
FOUND_FILE_BY_FILE = frozenset({"dead-link", "link-as-text"})
"""The rules of which that holds for whether there is a finding: what they propose looks further."""

BESIDE_FILES = frozenset({"stale-owners", "waiver-for-nothing"})
"""The rules that look at more than the catalog's files: at CODEOWNERS, too."""


class FoundBefore:
    """The findings of rules in a catalog, ``before``, that has the same settings and the same day as another one.

    ``changed`` are all files that differ, where that is known. With ``is_same``, all files of both say the same. With
    ``is_own``, those that differ are of services, in neither is an error, and only what a service says of itself is
    another (``loading/few_changed.py``).
    """

    def __init__(
        self,
        before: Catalog,
        results: RuleResults,
        catalog: Catalog,
        *,
        changed: Iterable[Document] | None = None,
        is_same: bool = False,
        is_own: bool = False,
    ) -> None:
        self._catalog = catalog
        self._is_all_same = is_same and before.faulty_files == catalog.faulty_files
        self._is_own = is_own
        self._faulty_kinds = before.faulty_kinds
        differing = list(_differing(before, catalog) if changed is None else changed)
        self._differing = frozenset(document.path for document in differing)
        self._differing_kinds = frozenset(document.location.kind.name for document in differing)
        self._found: defaultdict[str, list[Problem]] = defaultdict(list)
        for problem in (*results.problems, *results.waived):
            self._found[problem.code].append(problem)
        self._others: dict[frozenset[str], Catalog] = {}
        self._least: Catalog | None = None

    def check(self, rule: Rule) -> Iterable[Problem]:
        """What a rule finds in the catalog. In which order is another question."""
        reads = frozenset(rule.READS)
        found = self._found[rule.CODE]
        if any(problem.times > 1 for problem in found):  # more of them are not listed
            return rule.check(self._catalog)
        is_file_by_file = rule.CODE in FILE_BY_FILE | FOUND_FILE_BY_FILE
        if rule.CODE not in BESIDE_FILES and self._stands(found, is_file_by_file=is_file_by_file):
            return found
        if not is_file_by_file or reads & (self._differing_kinds | self._faulty_kinds):
            return rule.check(self._catalog)
        kept = [problem for problem in found if self._is_same(problem.place.path)]
        new = [problem for problem in rule.check(self._other(reads)) if not self._is_same(problem.place.path)]
        if rule.CODE in FOUND_FILE_BY_FILE and (kept or new):
            return rule.check(self._catalog)
        # of more, those are kept that are found first
        return [*kept, *new] if len(kept) + len(new) <= MAX_OF_CODE else rule.check(self._catalog)

    def _stands(self, found: Iterable[Problem], *, is_file_by_file: bool) -> bool:
        """Whether all that a rule of files has found is found again, and nothing else."""
        return self._is_all_same or (self._is_own and not is_file_by_file and self._are_elsewhere(found))

    def _are_elsewhere(self, found: Iterable[Problem]) -> bool:
        """Whether none of the findings speaks of a file that differs, in which places may be others."""
        return all(
            self._is_same(place.path)
            for problem in found
            for place in (problem.place, *(other.place for other in problem.related))
        )

    def _is_same(self, path: str) -> bool:
        return path not in self._differing  # in others, no rule file by file finds anything else

    def _other(self, whole: frozenset[str]) -> Catalog:
        """The catalog without the files that are the same; of some kinds, with all."""
        if self._least is None:
            self._least = only(self._catalog, self._differing)
        if whole not in self._others:
            self._others[whole] = with_all_of(self._least, self._catalog, whole)
        return self._others[whole]


def _differing(before: Catalog, catalog: Catalog) -> Iterator[Document]:
    """The files of two catalogs that are not in both, or say something else."""
    then, now = before.derive(written_files), catalog.derive(written_files)
    for one, other in ((then, now), (now, then)):
        yield from (document for path, document in one.items() if other.get(path) is not document)


_FIELDS = {
    "department": "departments",
    "service": "services",
    "role": "roles",
    "person": "people",
    "faq": "faqs",
    "agreement": "agreements",
    "journey": "journeys",
    "notice": "notices",
}
"""Where a catalog has the objects of each kind that :func:`only` leaves out."""


class _Written(Protocol):
    @property
    def origin(self) -> Origin: ...


T = TypeVar("T", bound=_Written)


def only(catalog: Catalog, paths: Collection[str]) -> Catalog:
    """A catalog that has, of the kinds in which people write most, only what is written in some files."""

    def of(objects: Mapping[str, T]) -> dict[str, T]:
        return {key: item for key, item in objects.items() if item.origin.path in paths}

    fields: dict[str, Any] = {name: of(getattr(catalog, name)) for name in _FIELDS.values()}
    thanks = tuple(thanks for thanks in catalog.kudos if thanks.origin.path in paths)
    return replace(catalog, **fields, kudos=thanks)


def with_all_of(least: Catalog, catalog: Catalog, kinds: Collection[str]) -> Catalog:
    """What :func:`only` has left of a catalog, but with all of some kinds."""
    fields: dict[str, Any] = {name: getattr(catalog, name) for name in map(_FIELDS.get, kinds) if name}
    return replace(least, **fields)
