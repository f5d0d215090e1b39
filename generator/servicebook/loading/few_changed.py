"""What is wrong with a catalog after a few services have changed, found without loading the others.

Most edits change what a service says of itself: its summary, its description, what to prepare, an answer. By that
nothing else is judged, so all that was found elsewhere stands, and only rules that look at one file after the other are
asked, about these files. After any other change everything is loaded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from typing import Any, TypeAlias

from servicebook.documents.bulk_load import ValidDocument, valid_documents
from servicebook.documents.document import Document
from servicebook.documents.kinds import SETTINGS, SETTINGS_KINDS, location_of
from servicebook.documents.names import folded
from servicebook.documents.references import references_of, resolve
from servicebook.frozen import frozen
from servicebook.loading.kept_documents import (
    Record,
    is_committed,
    keep_records,
    kept_records,
    number_of,
    record_of,
    valid_document_of,
)
from servicebook.loading.kept_findings import KeptFindings, digest_of_owners, read_findings, write_findings
from servicebook.loading.loaded import CountedProblems
from servicebook.loading.read import listed
from servicebook.model.catalog import Catalog
from servicebook.model.faq import faqs_from
from servicebook.model.from_documents import catalog_from
from servicebook.problem_limits import MAX_OF_CODE
from servicebook.problems import Problem, in_order
from servicebook.rules import RULES, run_rules
from servicebook.rules.found_before import FILE_BY_FILE, FOUND_FILE_BY_FILE
from servicebook.rules.rule import Rule, RuleResults
from servicebook.settings import settings_from
from servicebook.source.kept_file import CACHE, clock_of, is_settled
from servicebook.source.owners_files import owners_files
from servicebook.source.tree import Disk, Signature, UnreadableFileError

MOST = 50
"""Of more services that have changed, all are loaded: it is then hardly an edit."""

OWN = frozenset({
    "summary", "description", "prerequisites", "customer_duties", "pauses_when", "links", "cost", "faqs",
    "reviewed_on", "review_every",
})  # fmt: skip
"""What a service says of itself: no rule judges another file by it, as long as it refers to the same and has the same
questions, and no other service has the same name, of which it might be a copy."""

_ASKED = FILE_BY_FILE | FOUND_FILE_BY_FILE
_NEEDED = frozenset(kind for rule in RULES if rule.CODE in _ASKED for kind in rule.READS)
_NEEDED |= {kind.name for kind in SETTINGS_KINDS}
"""The kinds of files that these rules read besides the one they look at."""


_Files: TypeAlias = "dict[str, tuple[Signature | None, bytes]]"
"""By path, the signature of a file and the digest of what it says."""


class _AskAllError(Exception):
    """What a rule finds may follow from other files."""


@frozen
class FewChanged(CountedProblems):
    """What is wrong with a catalog, in order, without the catalog."""

    problems: tuple[Problem, ...]
    waived: tuple[Problem, ...]
    files: int
    counts: Mapping[str, int]
    tree: Disk
    judged: _Files

    @property
    def documents(self) -> tuple[Document, ...]:
        """The files in which something is wrong."""
        paths = sorted({problem.place.path for problem in self.problems} & self.judged.keys())
        records = _Records(self.tree, self.files)
        found = ((path, self._as_judged(records, path)) for path in paths)
        return tuple(valid_document_of(path, record).document for path, record in found if record)

    def _as_judged(self, records: _Records, path: str) -> Record | None:
        """What is kept of a file, else what is read of it; None where that says something else by now."""
        digest, record = self.judged[path][1], records.of(path)
        # it could not be kept, or another command has kept its own since
        if record is None or record[1] != digest:
            read = valid_documents(self.tree, [path]).get(path)
            record = record_of(read, None) if read else None
        return record if record and record[1] == digest else None


class _Records:
    """The kept documents, of which only those files are read that are asked for."""

    def __init__(self, tree: Disk, count: int) -> None:
        self._tree, self._count = tree, count
        self._read: dict[int, dict[str, Record]] = {}

    def beside(self, path: str) -> dict[str, Record]:
        """All that are in one file with one."""
        number = self.number_of(path)
        if number not in self._read:
            self._read[number] = kept_records(self._tree, number)
        return self._read[number]

    def number_of(self, path: str) -> int:
        """In which file a document is."""
        return number_of(path, self._count)

    def of(self, path: str) -> Record | None:
        """That of a document."""
        return self.beside(path).get(path)


def few_changed(tree: Disk, today: date) -> FewChanged | None:
    """What is wrong with the catalog now; None where it takes more to know that, and where nothing is known of it.

    It is what loading the catalog finds. Raises :class:`~servicebook.source.tree.UnreadableError` where there is no
    catalog to read.
    """
    kept = read_findings(tree)
    if kept is None or kept.day != today.isoformat() or is_committed(tree):
        return None
    clock = clock_of(tree.root / CACHE)  # before any file is looked at
    if clock is None or not _has_the_same_files(tree, kept):
        return None
    files = dict(kept.files)
    changed = list(_changed(tree, files, clock))
    results = kept.results()
    if changed:
        records = _Records(tree, len(files))
        found = _judged(tree, today, kept, records, changed, results)
        if found is None:
            return None
        results, documents = found
        _keep(tree, records, documents, files)
    if files != kept.files:
        write_findings(tree, kept.with_results(results, files))
    return FewChanged(
        problems=in_order(list(results.problems)),
        waived=results.waived,
        files=len(files),
        counts=kept.counts,
        tree=tree,
        judged=files,
    )


def _has_the_same_files(tree: Disk, kept: KeptFindings) -> bool:
    paths, faults = listed(tree)
    return not faults and paths == list(kept.files) and digest_of_owners(owners_files(tree)) == kept.owners


def _keep(tree: Disk, records: _Records, documents: Iterable[ValidDocument], files: _Files) -> None:
    """Keep documents in the place of those that had their paths."""
    numbers = {}
    for one in documents:
        path = one.document.path
        record = record_of(one, files[path][0])
        records.beside(path)[path], files[path] = record, record[:2]
        numbers[records.number_of(path)] = path
    for number, path in numbers.items():
        keep_records(tree, number, records.beside(path))


def _changed(tree: Disk, files: _Files, clock: int) -> Iterator[str]:
    """The paths of files that do not say what they said; ``files`` gets the signatures of those looked into."""
    for path, (before, digest) in list(files.items()):
        signature = tree.signature(path)
        if signature is not None and signature == before:
            continue
        # one that may change again within the same tick of the clock is looked into next time, too
        files[path] = (signature if signature and is_settled(signature, clock) else None), digest
        try:
            content = tree.read(path)
        except UnreadableFileError:
            content = b""
        if sha256(content).digest() != digest:
            yield path


def _judged(
    tree: Disk,
    today: date,
    kept: KeptFindings,
    records: _Records,
    changed: list[str],
    before: RuleResults,
) -> tuple[RuleResults, list[ValidDocument]] | None:
    """What rules find now that some files have changed, and what these say; None where others have to be read."""
    now = _changed_of_their_own(tree, kept, records, changed)
    others = [path for path in kept.files if _is_needed(path)]
    needed = _documents(records, kept, others) if now else []
    if not now or len(needed) < len(others):
        return None
    settings = settings_from(document for document in needed if document.path.startswith(SETTINGS))
    documents = [document for document in needed if not document.path.startswith(SETTINGS)]
    catalog = catalog_from([*documents, *(one.document for one in now)], settings, today)
    try:
        results = run_rules(catalog, before=_Standing(before, catalog, frozenset(changed)))
    except _AskAllError:
        return None
    return results, now


def _changed_of_their_own(
    tree: Disk, kept: KeptFindings, records: _Records, changed: list[str]
) -> list[ValidDocument]:
    """What files say now that are of services, and changed in nothing but what these say of themselves; else none."""
    locations = [location_of(path) for path in changed]
    if len(changed) > MOST or not all(one and one.kind.name == "service" for one in locations):
        return []
    now, then = valid_documents(tree, changed), _documents(records, kept, changed)
    if not len(now) == len(then) == len(changed):
        return []
    are_own = all(is_of_its_own(old, now[old.path].document, kept.shared_names) for old in then)
    return [now[path] for path in changed] if are_own else []


def is_of_its_own(old: Document, new: Document, shared_names: Collection[str]) -> bool:
    """Whether a service has changed only in what it says of itself."""
    before: Any = old.value
    now: Any = new.value
    keys = {key for key in before.keys() | now.keys() if before.get(key) != now.get(key)}
    return (
        keys <= OWN
        and folded(now["name"]) not in shared_names
        and _references(old) == _references(new)
        and _questions(old) == _questions(new)
    )


def _references(document: Document) -> list[tuple[object, tuple[str | None, str]]]:
    """What a document refers to, and in which of its fields."""
    return [(reference.pointer[0], resolve(reference)) for reference in references_of(document)]


def _questions(document: Document) -> list[tuple[str, str]]:
    return [(faq.id, faq.question) for faq in faqs_from(document)]


def _documents(records: _Records, kept: KeptFindings, paths: Iterable[str]) -> list[Document]:
    """The kept documents with these paths, as far as they say what was judged."""
    found = ((path, records.of(path)) for path in paths)
    return [
        valid_document_of(path, record).document
        for path, record in found
        if record is not None and record[1] == kept.files[path][1]
    ]


def _is_needed(path: str) -> bool:
    """Whether rules that look at one file after the other may read a file besides."""
    if "/services/" in path:
        return False
    location = location_of(path)
    return location is not None and location.kind.name in _NEEDED


class _Standing:
    """What rules find in a catalog of which some files have changed, of what they found before.

    ``catalog`` has these files, and what rules read besides that look at one file after the other.
    """

    def __init__(self, before: RuleResults, catalog: Catalog, changed: Collection[str]) -> None:
        self._catalog = catalog
        self._changed = changed
        self._found: defaultdict[str, list[Problem]] = defaultdict(list)
        for problem in (*before.problems, *before.waived):
            self._found[problem.code].append(problem)

    def check(self, rule: Rule) -> Iterable[Problem]:
        """What a rule finds. Raises :class:`_AskAllError` where that does not follow from these files."""
        found = self._found[rule.CODE]
        if any(problem.times > 1 for problem in found):
            raise _AskAllError
        if rule.CODE not in _ASKED:
            return self._elsewhere(found)
        new = [problem for problem in rule.check(self._catalog) if problem.place.path in self._changed]
        kept = self._elsewhere([problem for problem in found if problem.place.path not in self._changed])
        if rule.CODE in FOUND_FILE_BY_FILE and (new or kept):
            raise _AskAllError
        if len(new) + len(kept) > MAX_OF_CODE:
            raise _AskAllError  # those are kept that are found first
        return [*kept, *new]

    def _elsewhere(self, problems: list[Problem]) -> list[Problem]:
        """Findings none of which speaks of a changed file, in which places may be others."""
        for problem in problems:
            places = [problem.place, *(other.place for other in problem.related)]
            if any(place.path in self._changed for place in places):
                raise _AskAllError
        return problems
