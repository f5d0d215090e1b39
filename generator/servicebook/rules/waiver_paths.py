"""Which files the path of a waiver names."""

from __future__ import annotations

from collections.abc import Iterable

from servicebook.rules.path_patterns import matches


def fits_any(pattern: str, paths: Iterable[str]) -> bool:
    """Whether the pattern names one of the paths: ``*`` within a folder, ``**`` any folders, or none."""
    return any(matches(pattern, path) for path in paths)
