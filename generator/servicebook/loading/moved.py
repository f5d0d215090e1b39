"""Objects that were moved or got another id by hand, so that what refers to them leads nowhere.

One problem says so and what to do; those of the references follow from it, and are only counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from servicebook import wording
from servicebook.documents.kinds import SETTINGS, is_id, kind_of_file
from servicebook.documents.references import Ids, references_of, resolve
from servicebook.documents.renaming import RENAMED, place_of
from servicebook.documents.slugs import slug
from servicebook.documents.suggestions import closest, is_typo_of
from servicebook.frozen import frozen
from servicebook.loading.misplaced import own_file
from servicebook.problems import Place, Problem, error

Named = tuple[str, str]
"""The kind and the id of an object."""

_LEAST_OF_DEPARTMENT = 2
"""So many roles and services at least that a department is asked for have to be in another folder."""
_MOST = 200
"""So many objects, those asked for the most, are looked for: each among all that there are."""
_PARTS = ("role", "service")


@frozen
class Move:
    """An object that is asked for as ``old`` and is there as ``new``; with ``is_spelling`` its name is no id only."""

    kind: str
    old: str
    new: str
    is_spelling: bool = False

    @property
    def proposal(self) -> str:
        """The new id, as an id may be."""
        return _spelled(self.new)


class Moves:
    """The moves behind references that lead nowhere: ``missing`` are the objects that are asked for and not there."""

    def __init__(
        self, missing: Counter[Named], mentioned: Iterable[tuple[str | None, str]], ids: Ids
    ) -> None:
        self.missing, self.mentioned, self.ids = missing, frozenset(mentioned), ids
        self.count: Counter[Move] = Counter()
        self.unused: dict[str, _Unused] = {}
        self.of_department: dict[str, Move] = {move.old: move for move in self._departments()}
        self.of_object: dict[Named, Move] = {}
        self.of_object = {(move.kind, move.old): move for move in self._objects()}

    def behind(self, kind: str, qualified_id: str) -> Move | None:
        """The move for which a reference leads nowhere."""
        department = qualified_id if kind == "department" else qualified_id.partition("/")[0]
        if kind in ("department", *_PARTS, "faq") and (found := self.of_department.get(department)):
            return found
        return self.of_object.get((kind, qualified_id))

    def explains(self, kind: str | None, qualified_id: str) -> bool:
        """Whether a reference leads nowhere because of a move, which is then counted."""
        move = None if kind is None or self.ids.has(kind, qualified_id) else self.behind(kind, qualified_id)
        if move is not None:
            self.count[move] += 1
        return move is not None

    def problems(self) -> Iterator[Problem]:
        """One problem for each move that references were counted for; a misspelt name of a file has one already."""
        for move, count in self.count.items():
            if not move.is_spelling:
                yield _problem(move, count, self.ids)

    def _departments(self) -> Iterator[Move]:
        """Departments that are asked for, and whose roles and services are in another folder."""
        asked: dict[str, set[Named]] = {}
        for kind, qualified_id in self.missing:
            department, slash, own = qualified_id.partition("/")
            if kind in _PARTS and slash and not self.ids.has("department", department):
                asked.setdefault(department, set()).add((kind, own))
        there = [
            (kind, *qualified_id.partition("/")[::2])
            for kind in _PARTS
            for qualified_id in self.ids.places.get(kind, ())
        ]
        for old, wanted in asked.items():
            found = Counter(department for kind, department, own in there if (kind, own) in wanted)
            for new, count in found.most_common(1):
                if count >= _LEAST_OF_DEPARTMENT and 2 * count >= len(wanted):
                    yield Move("department", old, new, is_spelling=slug(new) == old)

    def _objects(self) -> Iterator[Move]:
        for (kind, qualified_id), _ in self.missing.most_common(_MOST):
            is_whole = _is_id(qualified_id) and qualified_id.count("/") == (kind in _PARTS)
            if kind not in RENAMED or not is_whole or self.behind(kind, qualified_id):
                continue
            if new := self._successor(kind, qualified_id):
                is_spelling = _spelled(new) == qualified_id and not _is_id(new)
                yield Move(kind, qualified_id, new, is_spelling=is_spelling)

    def _successor(self, kind: str, qualified_id: str) -> str | None:
        """The one object that nothing refers to and that the id is of: by its file's name, its own name, or nearly."""
        unused = self._unused_of(kind)
        department, slash, own = qualified_id.rpartition("/")
        if by_spelling := unused.alone(unused.spelled, qualified_id):
            return by_spelling
        if self.missing[kind, qualified_id] < 2:
            return None  # it may as well be mistyped
        if slash and (elsewhere := unused.alone(unused.own, own)):
            return elsewhere
        if by_name := self._by_name(kind, qualified_id):
            return by_name
        beside_it = [one for one in unused.ids if not slash or one.startswith(f"{department}/")]
        if similar := closest(qualified_id, beside_it):
            return similar
        return self._only_one_left(kind, qualified_id, beside_it)

    def _by_name(self, kind: str, qualified_id: str) -> str | None:
        """The only object that nothing refers to and whose name the id is made of, in its department or anywhere."""
        department, slash, own = qualified_id.rpartition("/")
        unused = self._unused_of(kind)
        by_name = [one for one in self.ids.names.named(kind, own.replace("-", " ")) if one in unused.ids]
        beside = [one for one in by_name if slash and one.startswith(f"{department}/")]
        return next((alike[0] for alike in (beside, by_name) if len(alike) == 1), None)

    def _only_one_left(self, kind: str, qualified_id: str, unused: Sequence[str]) -> str | None:
        """Of ids that share a file, the only one that nothing refers to, if only one is asked for and not there."""
        places = self.ids.places.get(kind, {})
        if place_of(kind, qualified_id) or len(unused) != 1 or closest(qualified_id, places):
            return None
        above = qualified_id.rpartition("/")[0]
        asked = [one for other, one in self.missing if other == kind and one.rpartition("/")[0] == above]
        return unused[0] if asked == [qualified_id] else None

    def _unused_of(self, kind: str) -> _Unused:
        if kind not in self.unused:
            places = self.ids.places.get(kind, ())
            self.unused[kind] = _Unused([one for one in places if (kind, one) not in self.mentioned])
        return self.unused[kind]


class _Unused:
    """The objects of a kind that nothing refers to, by how their ids would be spelled, and by their own ids."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.ids = dict.fromkeys(ids)
        self.spelled: dict[str, list[str]] = {}
        self.own: dict[str, list[str]] = {}
        for one in self.ids:
            self.spelled.setdefault(_spelled(one), []).append(one)
            self.own.setdefault(one.rpartition("/")[2], []).append(one)

    @staticmethod
    def alone(table: dict[str, list[str]], key: str) -> str | None:
        """The object of a key that has no other."""
        found = table.get(key, [])
        return found[0] if len(found) == 1 else None


def _spelled(qualified_id: str) -> str:
    return "/".join(slug(step) for step in qualified_id.split("/"))


def _is_id(qualified_id: str) -> bool:
    return all(is_id(step) for step in qualified_id.split("/"))


def _problem(move: Move, count: int, ids: Ids) -> Problem:
    """The problem of a move, where the object is now."""
    message = wording.text(
        "moved.message", kind=wording.text(f"kind.{move.kind}"), old=move.old, new=move.new, count=count
    )
    origin = ids.places.get(move.kind, {}).get(move.new)
    place = origin.place(key=True) if origin else Place(own_file(move.new))
    return error(f"unknown-{move.kind}", place, message, _hint(move, ids))


def _hint(move: Move, ids: Ids) -> str:
    """What makes the references lead to the object; ``rename`` does the rest of a move that is half done."""
    if move.kind == "role" and move.old.partition("/")[0] != move.proposal.partition("/")[0]:
        return wording.text("moved.hint-role", old=move.old)
    first = [
        wording.text("moved.first-out-of", service=move.old, path=path, provider=provider)
        for path, provider in _agreements_of_others(move, ids)
    ]
    if move.new != move.proposal:
        first.append(wording.text("moved.first-call-it", id=move.proposal.rpartition("/")[2]))
    command = f"servicebook rename {move.kind}:{move.old} {move.proposal}"
    then = wording.text("moved.then").join([*first, wording.text("moved.hint", command=command)])
    back = place_of(move.kind, move.old)
    either = wording.text("moved.or")
    if kind_of_file(move.kind).pattern.startswith(SETTINGS):
        return either.join((wording.text("moved.hint-settings", id=move.old), then))
    if move.kind == "department":
        likelier = wording.text("moved.hint-department", place=back, path=own_file(move.old))
        return either.join((likelier, then))
    if back and _is_of_its_old_department(move, ids):
        department = move.old.partition("/")[0]
        return either.join((wording.text("moved.hint-service", place=back, department=department), then))
    if not back and not first and is_typo_of(move.old, move.new):
        # several references agree: the one who wrote the id is more likely to have mistyped it
        return wording.text(
            "moved.hint-typo",
            id=move.old.rpartition("/")[2],
            new=move.new.rpartition("/")[2],
            command=command,
        )
    otherwise = (
        wording.text("moved.else-back", place=back)
        if back
        else wording.text("moved.else-id", id=move.old.rpartition("/")[2])
    )
    return then + otherwise


def _is_of_its_old_department(move: Move, ids: Ids) -> bool:
    """Whether a service that is in another department now names roles of its old one only: its file was misplaced."""
    origin = ids.places.get(move.kind, {}).get(move.new)
    old, new = (one.partition("/")[0] for one in (move.old, move.new))
    if move.kind != "service" or origin is None or old == new:
        return False
    asked = map(resolve, references_of(origin.document))
    of = {role.partition("/")[0] for kind, role in asked if kind == "role"}
    return of == {old}


def _agreements_of_others(move: Move, ids: Ids) -> Iterator[tuple[str, str]]:
    """The files, with the providers, of agreements that cover a service and whose provider it is no longer of."""
    if move.kind != "service":
        return
    above = _lineage(move.new.partition("/")[0], ids)
    for origin in ids.places.get("agreement", {}).values():
        written = origin.written
        if isinstance(written, dict) and move.old in (written.get("covers") or ()):
            provider = str(written.get("provider"))
            if provider not in above:
                yield origin.path, provider


def _lineage(department: str, ids: Ids) -> set[str]:
    """The department and all that it is part of."""
    found: set[str] = set()
    above: object = department
    while isinstance(above, str) and above not in found:
        found.add(above)
        origin = ids.places.get("department", {}).get(above)
        above = origin.written.get("part_of") if origin and isinstance(origin.written, dict) else None
    return found


def missing_of(references: Iterable[tuple[str | None, str]], ids: Ids) -> Counter[Named]:
    """How often each object that is not there is asked for."""
    return Counter(
        (kind, one)
        for kind, one in references
        if kind is not None and not ids.has(kind, one) and one not in ids.former.get(kind, ())
    )


def without_moved(single: Iterable[Problem], together: Iterable[Problem]) -> Iterator[Problem]:
    """The problems of single files but for wrong names of files or folders that were moved: one problem says it all."""
    moved_to = {problem.place for problem in together if problem.code in _MOVED}
    for problem in single:
        if problem.code != "bad-id" or problem.place.line != 1 or problem.place not in moved_to:
            yield problem


_MOVED = frozenset(f"unknown-{kind}" for kind in RENAMED)
