"""Check the documents of a catalog: each by itself, then one with another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servicebook.documents.bulk_load import ValidDocument, valid_document
from servicebook.documents.cycles import check_cycles
from servicebook.documents.document import Document
from servicebook.documents.references import (
    Ids,
    broken_references,
    check_references,
    collect_ids,
    resolve,
)
from servicebook.documents.schema_check import check_schema
from servicebook.documents.semantics import check_semantics
from servicebook.frozen import frozen
from servicebook.loading.gone_departments import GoneDepartments
from servicebook.loading.moved import Moves, missing_of
from servicebook.loading.read import ReadFiles
from servicebook.loading.result_folders import check_result_folders
from servicebook.problem_limits import LimitedProblems
from servicebook.problems import Problem, in_order


@frozen(kw_only=True)
class CheckedDocuments:
    """The documents of a tree by whether they fit the schemas of their kinds, in the order of their paths.

    ``invalid`` are all others, those that have no value among them. ``problems`` are those of single files, in order;
    ``files`` is how many there are.
    """

    valid: tuple[ValidDocument, ...]
    invalid: tuple[Document, ...]
    problems: tuple[Problem, ...]
    files: int

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that fit the schemas of their kinds."""
        return tuple(valid.document for valid in self.valid)

    @property
    def flawless(self) -> tuple[ValidDocument, ...]:
        """Those of which there is nothing to say, so that whoever has the same file need not read it."""
        flawed = {problem.place.path for problem in self.problems}
        return tuple(valid for valid in self.valid if valid.document.path not in flawed)


def check_documents(read: ReadFiles, *, all_problems: bool = False) -> CheckedDocuments:
    """Check each document that was read by itself: against its schema, and for what a schema cannot say.

    With ``all_problems``, none is left out, however many there are.
    """
    valid = list(read.valid)
    invalid = list(read.without_value)
    problems = LimitedProblems(all_of_them=all_problems)
    problems.add(read.problems)
    for document in read.documents:
        faults = check_schema(document, all_problems=all_problems)
        if first := next(faults, None):
            problems.add((first,))
            problems.add(faults)
            invalid.append(document)
        else:
            problems.add(check_semantics(document))
            valid.append(valid_document(document))
    return CheckedDocuments(
        valid=tuple(sorted(valid, key=lambda item: item.document.path)),
        invalid=tuple(invalid),
        problems=in_order(problems.found()),
        files=read.count,
    )


def check_together(checked: CheckedDocuments, *, all_problems: bool = False) -> list[Problem]:
    """The problems that documents have with one another: ids given twice, references that lead nowhere, cycles."""
    ids, taken = collect_ids(checked.documents, checked.invalid)
    problems = LimitedProblems(all_of_them=all_problems)
    problems.add(taken)
    problems.add(check_cycles(checked.documents))
    problems.add(_bad_references(checked.valid, ids))
    problems.add(check_result_folders(checked.documents, ids))
    return problems.found()


def _bad_references(documents: Sequence[ValidDocument], ids: Ids) -> Iterator[Problem]:
    """Those that lead nowhere; what has moved or is gone is one problem, and not one for each reference to it.

    None of these references has an edit then: all of them are right, if it is the object whose id was mistyped.
    """
    # nearly always all are known, and then where they are written need not be looked for
    bad = [
        valid
        for valid in documents
        if not all(kind is not None and ids.has(kind, qualified_id) for kind, qualified_id in valid.mentions)
    ]
    if not bad:
        return
    # what a file refers to several times counts as often: that is how a mistyped id differs from a mistyped reference
    broken = [(valid.document, tuple(broken_references(valid.document, ids))) for valid in bad]
    missing = missing_of((resolve(one) for _, references in broken for one in references), ids)
    moves = Moves(missing, _mentioned(documents, ids) if missing else (), ids)
    gone = GoneDepartments(missing, ids)
    for document, references in broken:
        others = (
            one
            for one in references
            if not moves.explains(*resolve(one)) and not gone.explains(document, one)
        )
        yield from check_references(document, others, ids)
    yield from moves.problems()
    yield from gone.problems()


def _mentioned(documents: Sequence[ValidDocument], ids: Ids) -> Iterator[tuple[str | None, str]]:
    """The objects that other files refer to; who replaces an id in its own file replaces it in all of that file."""
    for valid in documents:
        for kind, qualified_id in valid.mentions:
            origin = ids.places.get(kind or "", {}).get(qualified_id)
            if origin is None or origin.path != valid.document.path:
                yield kind, qualified_id
