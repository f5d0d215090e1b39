"""Ids that are taken because a file was copied: what to do about them is what to do about the copy."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules import object_twice
from servicebook.rules.copied_services import copied_services


def told_once(
    catalog: Catalog, problems: Sequence[Problem], findings: Iterable[Problem]
) -> tuple[list[Problem], list[Problem]]:
    """The problems without the ids that copies have taken, and the findings, in which such copies are errors.

    Where a waiver silences the finding of a copy, its ids are said.
    """
    findings = list(findings)
    if not told_of_copies(problems):
        return list(problems), findings  # nearly always: nothing more is asked
    told = {finding.place.path for finding in findings if finding.code == object_twice.CODE}
    original_of = _originals(catalog, told)
    left, with_taken_ids = [], set()
    for problem in problems:
        files = {
            original_of.get(place.path) for place in (problem.place, *(r.place for r in problem.related))
        }
        if problem.code == "duplicate-id" and len(files) == 1 and None not in files:
            with_taken_ids |= files
        else:
            left.append(problem)
    return left, [
        finding.at(Severity.ERROR)
        if finding.code == object_twice.CODE and original_of.get(finding.place.path) in with_taken_ids
        else finding
        for finding in findings
    ]


def told_of_copies(problems: Iterable[Problem]) -> frozenset[str]:
    """The rules whose findings are errors, if any are, because of what is wrong with documents."""
    has_taken_ids = any(problem.code == "duplicate-id" for problem in problems)
    return frozenset({object_twice.CODE}) if has_taken_ids else frozenset()


def _originals(catalog: Catalog, told: Container[str]) -> Mapping[str, str]:
    """The file of the original by that of each copy that is told, and by its own."""
    found: dict[str, str] = {}
    for copy, original in catalog.derive(copied_services).items():
        path, own = (service.origin.place().path for service in (catalog.services[copy], original))
        if path in told:
            found[path] = found[own] = own
    return found
