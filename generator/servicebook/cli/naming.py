"""What users name on the command line: objects of the catalog, by ids that must exist."""

from __future__ import annotations

from collections.abc import Iterable

from servicebook.analysis.resolved import KINDS, find
from servicebook.cli.options import CannotRunError
from servicebook.documents.words import did_you_mean
from servicebook.model.catalog import Catalog
from servicebook.model.journey import Journey
from servicebook.model.service import Service


def service_named(catalog: Catalog, name: str) -> Service:
    """The service with that id, or one that had it; ``service:`` may stand before it."""
    return catalog.services[_id_of(catalog, "service", name)]


def journey_named(catalog: Catalog, name: str) -> Journey:
    """The journey with that id, or one that had it; ``journey:`` may stand before it."""
    return catalog.journeys[_id_of(catalog, "journey", name)]


def _id_of(catalog: Catalog, kind: str, name: str) -> str:
    whole_id = name.removeprefix(f"{kind}:")
    found = find(catalog, f"{kind}:{whole_id}")
    if not found:
        must_be(whole_id, kind, KINDS[kind](catalog))
    return found[0][1]


def must_be(name: str | None, kind: str, known: Iterable[str]) -> None:
    """Raise :class:`CannotRunError`, with what may have been meant, unless the name is one of those known, or None."""
    choices = list(known)
    if name is None or name in choices:
        return
    hint = did_you_mean(name, choices)
    if hint is None and len(choices) < 10:
        hint = f"use one of: {', '.join(choices)}" if choices else None
    raise CannotRunError(f'"{name}" is not a {kind}' + (f"; {hint}" if hint else ""))
