"""Which files the path of a waiver names."""

from __future__ import annotations

from collections.abc import Iterable

from servicebook.problems import Problem
from servicebook.rules.path_patterns import matches
from servicebook.settings import Waiver


def fits_any(pattern: str, paths: Iterable[str]) -> bool:
    """Whether the pattern names one of the paths: ``*`` within a folder, ``**`` any folders, or none."""
    return any(matches(pattern, path) for path in paths)


def waives(waiver: Waiver, problem: Problem) -> bool:
    """Whether a waiver names the finding's rule and file; whether its time has passed is another question."""
    return waiver.code == problem.code and fits_any(waiver.path, (problem.place.path,))
