"""Ids of what is only named in cells: by whole names, all at once, so that the order of rows does not matter."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import NamedTuple

from servicebook.documents.kinds import BY_NAME, is_id, is_reserved
from servicebook.documents.names import folded
from servicebook.documents.slugs import bad_id, is_cut, slug
from servicebook.exchange.core.ids import ids_of_sorted
from servicebook.exchange.spreadsheet.column import CellError
from servicebook.frozen import frozen
from servicebook.problems import Place
from servicebook.wording import text


class Scope(NamedTuple):
    """Where names are told apart: all objects of a kind, of roles those of a department (else empty)."""

    kind: str
    department: str


@frozen(kw_only=True)
class NewIds:
    """The own id of each new object by its name; by folded name the faults of those that cannot be told from others."""

    ids: Mapping[str, str]
    doubtful: Mapping[str, CellError]
    notes: list[str] = field(default_factory=list)


def new_ids_of(scope: Scope, names: Counter[str], known: Mapping[str, str]) -> NewIds:
    """Ids for names that no object has; ``known`` are the names of those that there are, by own id.

    Names that differ are different objects, also where the same id would be made of them: the later ones in the
    alphabet get ``-2``, ``-3``, with a note. A name that is itself the id of another is doubtful.
    """
    spelled = _spellings(names)
    doubtful = {
        name: fault
        for name, spelling in spelled.items()
        if (fault := _doubt(spelling, spelled.values(), known))
    }
    # whole ids first, so that the longer name is the one with a number
    certain = sorted(
        (spelling for name, spelling in spelled.items() if name not in doubtful),
        key=lambda spelling: (is_cut(spelling), folded(spelling), spelling),
    )
    made = dict(zip(certain, ids_of_sorted(certain, scope.kind, known), strict=True))
    return NewIds(ids=made, doubtful=doubtful, notes=_notes(scope, made))


def _spellings(names: Counter[str]) -> dict[str, str]:
    """The spelling that is used most of each name, by its folded form."""
    by_name: dict[str, list[str]] = defaultdict(list)
    for spelling in names:
        by_name[folded(spelling)].append(spelling)
    return {
        name: min(spellings, key=lambda spelling: (-names[spelling], spelling))
        for name, spellings in sorted(by_name.items())
    }


def _doubt(name: str, others: Iterable[str], known: Mapping[str, str]) -> CellError | None:
    """What keeps a name from being told from others that there are or will be."""
    own_id = slug(name)
    if is_reserved(own_id):
        problem = bad_id(own_id, Place(""))
        return CellError(problem.code, problem.message, problem.hint)
    if own_id in known and not is_cut(name):
        message = text("named.id-of-other", name=name, other=known[own_id], id=own_id)
        return CellError("bad-value", message, text("named.id-of-other-hint", other=known[own_id], name=name))
    for other in others:
        if other != name and slug(other) == own_id and is_id(name) and "-" in name:
            message = text("named.as-id", name=name, other=other)
            return CellError("bad-value", message, text("named.as-id-hint"))
    return None


def _notes(scope: Scope, made: Mapping[str, str]) -> list[str]:
    """A note that names those whose ids would be the same."""
    by_slug: dict[str, list[str]] = defaultdict(list)
    above = f"{scope.department}/" if scope.department else ""
    for name, own_id in made.items():
        if slug(name):
            by_slug[slug(name)].append(f"{above}{own_id} ({name})")
    kinds = BY_NAME[scope.kind].plural
    return [
        text("named.suffixes", kinds=kinds, ids=", ".join(ids)) for ids in by_slug.values() if len(ids) > 1
    ]
