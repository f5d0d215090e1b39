"""Names given on the command line: what they stand for, and what is said where they stand for nothing."""

from __future__ import annotations

from collections.abc import Iterable

from servicebook.analysis.resolved import find
from servicebook.cli.options import CannotRunError
from servicebook.documents.words import did_you_mean
from servicebook.model.catalog import Catalog
from servicebook.model.service import Service


def service_called(catalog: Catalog, name: str) -> Service:
    """The service with that id, or one that had it. Raises CannotRunError where there is none."""
    whole_id = name.removeprefix("service:")
    found = find(catalog, f"service:{whole_id}")
    if not found:
        must_be(whole_id, "service", catalog.services)
    return catalog.services[found[0][1]]


def must_be(name: str | None, kind: str, known: Iterable[str]) -> None:
    """Raise CannotRunError where a name is given and none of those known, with a proposal where one is near."""
    choices = list(known)
    if name is None or name in choices:
        return
    hint = did_you_mean(name, choices)
    if hint is None and len(choices) < 10:
        hint = f"use one of: {', '.join(choices)}" if choices else None
    raise CannotRunError(f'"{name}" is not a {kind}' + (f"; {hint}" if hint else ""))
