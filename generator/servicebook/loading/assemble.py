"""Assemble a catalog from checked documents, and run the rules on it."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from servicebook.analysis.as_before import keep_what_holds
from servicebook.beside import in_another_process
from servicebook.documents.bulk_load import ValidDocument
from servicebook.documents.document import Document
from servicebook.documents.kinds import CATALOG, SETTINGS, location_of
from servicebook.frozen import frozen
from servicebook.loading.agreeing import agree_as_before
from servicebook.loading.check import CheckedDocuments, check_together
from servicebook.loading.copies import told_of_copies, told_once
from servicebook.loading.loaded import LoadedCatalog
from servicebook.loading.moved import without_moved
from servicebook.loading.wanted import seen_from_references
from servicebook.model.calendar_checks import check_calendars
from servicebook.model.catalog import Catalog
from servicebook.model.from_documents import catalog_from
from servicebook.model.made_objects import MadeObjects
from servicebook.problems import Problem, Severity, in_order
from servicebook.rules import run_rules
from servicebook.rules.found_before import FoundBefore
from servicebook.settings import settings_from
from servicebook.source.owners_files import owners_files
from servicebook.source.tree import Tree

_MIN_FILES = 1500
"""With fewer files a second process costs more than it saves."""


@frozen(kw_only=True)
class Assembled:
    """A catalog that no rule has seen yet; ``problems`` are those of its documents, some of them ``together``."""

    catalog: Catalog
    problems: tuple[Problem, ...]
    checked: CheckedDocuments
    together: tuple[Problem, ...]
    made: MadeObjects
    before: FoundBefore | None

    def judged(
        self,
        *,
        all_problems: bool = False,
        errors_only: bool = False,
        begin: Callable[[Catalog], object] | None = None,
    ) -> LoadedCatalog:
        """The catalog with everything that is wrong with it; with ``errors_only``, no warning need be among that.

        Few rules find errors, and those are done soon. ``begin`` is called with the catalog before that is known.
        """
        only = told_of_copies(self.problems) if errors_only else None
        results = run_rules(
            self.catalog, before=self.before, all_problems=all_problems, only=only, begin=begin
        )
        problems, findings = told_once(self.catalog, self.problems, results.problems)
        return LoadedCatalog(
            catalog=self.catalog,
            problems=in_order([*problems, *_not_said_by(problems, findings)]),
            waived=results.waived,
            checked=self.checked,
            together=self.together,
            made=self.made,
            found=results,
        )


def assemble(
    tree: Tree,
    checked: CheckedDocuments,
    today: date,
    *,
    like: LoadedCatalog | None = None,
    made: MadeObjects | None = None,
    all_problems: bool = False,
    begin: Callable[[Catalog], object] | None = None,
) -> LoadedCatalog:
    """The catalog of a tree's documents, with everything that is wrong with it; ``like`` and ``made`` as of
    :func:`assembled`.

    ``begin`` is called with the catalog before it is known what rules find in it.
    """
    unjudged = assembled(tree, checked, today, like=like, made=made, all_problems=all_problems)
    return unjudged.judged(all_problems=all_problems, begin=begin)


def assembled(
    tree: Tree,
    checked: CheckedDocuments,
    today: date,
    *,
    like: LoadedCatalog | None = None,
    made: MadeObjects | None = None,
    all_problems: bool = False,
) -> Assembled:
    """The catalog of a tree's documents, with everything that is wrong with these.

    It takes over what ``like``, a catalog that has many of the same documents, has made of them, and the
    objects that are ``made`` already, which must have been begun from those of ``like``.
    """
    made = made or MadeObjects(like.made if like else None)
    documents = checked.documents
    settings = settings_from(document for document in documents if document.path.startswith(SETTINGS))
    agree = like is not None and agree_as_before(like, checked)
    check = partial(check_together, checked, all_problems=all_problems)
    count = 0 if agree else len(checked.valid)
    with in_another_process(check, count, min_items=_MIN_FILES) as found_together:
        # the same whatever is wrong with them, so that this can be found out meanwhile
        catalog = catalog_from(
            with_department(documents),
            settings,
            today,
            mentioned=mentioned_in(checked.valid),
            incomplete_kinds=frozenset(document.location.kind.name for document in checked.invalid),
            owners_files=owners_files(tree),
            made=made,
        )
        together = [] if agree else found_together()
    problems = [*without_moved(seen_from_references(checked), together), *together]
    problems += check_calendars(settings)
    faulty_files = frozenset(problem.place.path for problem in problems)
    if faulty_files:
        catalog = replace(catalog, faulty_kinds=kinds_of(faulty_files), faulty_files=faulty_files)
    before = None
    if like and _is_judged_alike(like, checked, today):
        keep_what_holds(like.catalog, catalog)
        before = FoundBefore(like.catalog, like.found, catalog, is_same=_is_same(like.checked, checked))
    return Assembled(
        catalog=catalog,
        problems=tuple(problems),
        checked=checked,
        together=tuple(together),
        made=made,
        before=before,
    )


def _is_same(one: CheckedDocuments, other: CheckedDocuments) -> bool:
    """Whether both have the very same documents, and all of them fit their schemas."""
    return (
        not one.invalid
        and not other.invalid
        and len(one.valid) == len(other.valid)
        and all(map(operator.is_, one.documents, other.documents))
    )


def _is_judged_alike(like: LoadedCatalog, checked: CheckedDocuments, today: date) -> bool:
    """Whether day and settings are the same, with which everything is judged; of these the whole files, since findings
    say where in them something stands."""
    settings = (
        [document for document in one.documents if document.path.startswith(SETTINGS)]
        for one in (like.checked, checked)
    )
    return like.catalog.today == today and next(settings) == next(settings)


def _not_said_by(errors: Sequence[Problem], findings: Iterable[Problem]) -> Iterator[Problem]:
    """The findings without warnings of a value that has an error: they follow from it, or will still be there."""
    places = {problem.place for problem in errors}
    for problem in findings:
        if problem.severity is not Severity.WARNING or problem.place not in places or problem.place.line == 1:
            yield problem  # line 1 is also where a fault of the whole file is


def kinds_of(paths: Iterable[str]) -> frozenset[str]:
    """The kinds of the files with these paths, as far as they are of any."""
    locations = {location_of(path) for path in paths}
    return frozenset(location.kind.name for location in locations if location)


def mentioned_in(documents: Iterable[ValidDocument]) -> frozenset[tuple[str | None, str]]:
    """Everything that any of some documents refers to."""
    return frozenset().union(*(one.mentions for one in documents))


def with_department(documents: Sequence[Document]) -> Iterator[Document]:
    """The catalog's documents, without those of departments whose own file is missing or invalid."""
    described = {d.location.department for d in documents if d.location.kind.name == "department"} | {None}
    for document in documents:
        if document.path.startswith(CATALOG) and document.location.department in described:
            yield document
