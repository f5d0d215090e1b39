"""Which object of the catalog a row is: by its id, by a name that no other has, or by none."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from servicebook.documents.names import folded
from servicebook.documents.slugs import is_cut, slug
from servicebook.exchange.core.ids import ids_of_sorted
from servicebook.exchange.core.moving import Move
from servicebook.exchange.spreadsheet.column import CellError
from servicebook.frozen import frozen
from servicebook.wording import text
from servicebook.wording.lists import listed

MOVING = ("service", "role")
"""The kinds whose objects belong to a department, and may belong to another one later."""


class Known(NamedTuple):
    """An object of the catalog."""

    id: str
    name: str
    email: str = ""

    @property
    def department(self) -> str:
        return self.id.rpartition("/")[0]

    @property
    def own_id(self) -> str:
        return self.id.rpartition("/")[2]


@frozen(eq=False)
class Candidate:
    """A row before its object is known: ``given_id`` is that of its cell, ``department`` empty where it has none.

    ``former_ids`` are those that the row says it had; ``where`` is what people call the row.
    """

    where: str
    department: str
    given_id: str
    name: str
    email: str = ""
    former_ids: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The qualified id that the row gives."""
        return f"{self.department}/{self.given_id}" if self.department else self.given_id


@dataclass(slots=True)
class Matches:
    """The qualified id of each row that is an object of the catalog; ``moves`` are those with another id until now.

    ``faults`` are rows of which it is not clear, by row; all others are new.
    """

    kind: str
    known: Mapping[str, Known]
    ids: dict[Candidate, str] = field(default_factory=dict)
    moves: list[Move] = field(default_factory=list)
    faults: dict[Candidate, CellError] = field(default_factory=dict)

    def free(self) -> list[Known]:
        """The objects that no row is yet, in the order of ids."""
        taken = {*self.ids.values(), *(move.old for move in self.moves)}
        return [known for qualified_id, known in sorted(self.known.items()) if qualified_id not in taken]

    def open(self, rows: Sequence[Candidate]) -> list[Candidate]:
        """The rows that are not known yet."""
        return [row for row in rows if row not in self.ids and row not in self.faults]

    def move(self, row: Candidate, known: Known, own_id: str) -> None:
        """Note that a row is an object of another department."""
        new = f"{row.department}/{own_id}" if row.department else own_id
        self.ids[row] = new
        self.moves.append(Move(self.kind, known.id, new))


def match(kind: str, rows: Sequence[Candidate], known: Mapping[str, Known]) -> Matches:
    """The objects that rows of a kind are. The order of rows says nothing. Pure."""
    matches = Matches(kind, known)
    _by_id(matches, rows)
    _by_email(matches, rows)
    _by_name(matches, rows)
    _by_id_on_purpose(matches, rows)
    _moved(matches, rows)
    return matches


def _by_id(matches: Matches, rows: Sequence[Candidate]) -> None:
    for row in rows:
        if row.given_id and row.id in matches.known:
            matches.ids[row] = row.id
    free = {known.id: known for known in matches.free()}
    for row in matches.open(rows):
        former = [free[one] for one in row.former_ids if one in free]
        if row.given_id and len(former) == 1:
            matches.move(row, former[0], row.given_id)


def _by_email(matches: Matches, rows: Sequence[Candidate]) -> None:
    """People of one name are told apart by their addresses."""
    addresses = Counter(row.email for row in rows)
    known: dict[str, list[Known]] = defaultdict(list)
    for one in matches.free():
        known[one.email].append(one)
    for row in matches.open(rows):
        found = known.get(row.email, [])
        if row.email and not row.given_id and addresses[row.email] == 1 and len(found) == 1:
            matches.ids[row] = found[0].id


def _by_name(matches: Matches, rows: Sequence[Candidate]) -> None:
    """A name within the department that one row has, and one object; else there is no telling which is which."""
    named: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for row in matches.open(rows):
        if not row.given_id:
            named[row.department, folded(row.name)].append(row)
    there: dict[tuple[str, str], list[Known]] = defaultdict(list)
    for known in matches.free():
        there[known.department, folded(known.name)].append(known)
    for key, same in named.items():
        found = there.get(key, [])
        if len(same) == 1 and len(found) == 1:
            matches.ids[same[0]] = found[0].id
        elif found:
            for row in same:
                matches.faults[row] = _ambiguous(row, same, found)


def _ambiguous(row: Candidate, same: Sequence[Candidate], found: Sequence[Known]) -> CellError:
    ids = [known.own_id for known in found]
    hint = text("double.hint-ids", ids=listed(ids))
    others = [other.where for other in same if other is not row]
    if others:
        return CellError("bad-value", text("double.same-name", name=row.name, place=listed(others)), hint)
    message = text(
        "double.in-catalog", count=len(found), name=row.name, ids=listed(known.id for known in found)
    )
    return CellError("bad-value", message, hint)


def _by_id_on_purpose(matches: Matches, rows: Sequence[Candidate]) -> None:
    """A name that makes the id of an object which is called otherwise.

    Where the object's own name does not make its id, somebody gave it on purpose (``rename``, or another name on
    the page): it is that object. Else the ids are the same by chance, or the name has changed: nobody knows.
    """
    free = {known.id: known for known in matches.free()}
    wanted: dict[str, list[Candidate]] = defaultdict(list)
    for row in matches.open(rows):
        if not row.given_id and not is_cut(row.name):
            wanted[f"{row.department}/{slug(row.name)}".lstrip("/")].append(row)
    for qualified_id, same in wanted.items():
        known = free.get(qualified_id)
        if known is None:
            continue
        if len(same) == 1 and slug(known.name) != known.own_id:
            matches.ids[same[0]] = qualified_id
            continue
        for row in same:
            message = text("double.id-of-other", name=row.name, other=known.name, id=known.id)
            hint = text("double.id-of-other-hint", id=known.own_id)
            matches.faults[row] = CellError("bad-value", message, hint)


def _moved(matches: Matches, rows: Sequence[Candidate]) -> None:
    """Rows whose object the catalog has in another department, or under another id."""
    by_name: dict[str, list[Known]] = defaultdict(list)
    by_own_id: dict[str, list[Known]] = defaultdict(list)
    for known in matches.free():
        by_name[folded(known.name)].append(known)
        by_own_id[known.own_id].append(known)
    given = Counter(row.given_id for row in matches.open(rows))
    row_names = Counter(folded(row.name) for row in rows)
    known_names = Counter(folded(known.name) for known in matches.known.values())
    used = {*matches.known, *(row.id for row in rows if row.given_id)}
    # by name, so that ids with a number do not depend on the order of rows
    for row in sorted(matches.open(rows), key=lambda row: (row.department, folded(row.name), row.given_id)):
        name = folded(row.name)
        same_name = by_name.get(name, []) if name else []
        if row.given_id:
            _moved_by_id(
                matches,
                row,
                by_own_id.get(row.given_id, []),
                same_name,
                is_only=given[row.given_id] == 1,
                has_own_name=row_names[name] == 1,
            )
            continue
        elsewhere = [known for known in same_name if known.department != row.department]
        if elsewhere and matches.kind in MOVING:
            _moved_by_name(matches, row, elsewhere, used, is_only=row_names[name] == known_names[name] == 1)


def _moved_by_name(
    matches: Matches, row: Candidate, elsewhere: Sequence[Known], used: set[str], *, is_only: bool
) -> None:
    """A row without an id, whose name an object of another department has: the same one, if it is the only one."""
    if not is_only:
        matches.faults[row] = _may_have_moved(matches.kind, row, elsewhere)
        return
    [own_id] = ids_of_sorted([elsewhere[0].own_id], matches.kind, _own_ids(used, row.department))
    used.add(f"{row.department}/{own_id}")
    matches.move(row, elsewhere[0], own_id)


def _moved_by_id(
    matches: Matches,
    row: Candidate,
    same_id: Sequence[Known],
    same_name: Sequence[Known],
    *,
    is_only: bool,
    has_own_name: bool,
) -> None:
    """A row with an id: it moves with it, or a name that only one object has says that the id is another."""
    if matches.kind in MOVING and is_only and len(same_id) == 1:
        matches.move(row, same_id[0], row.given_id)
    elif len(same_name) == 1 and has_own_name:
        matches.faults[row] = _other_id(matches.kind, row, same_name[0])


def _own_ids(qualified_ids: Collection[str], department: str) -> Iterator[str]:
    above = f"{department}/"
    return (known.removeprefix(above) for known in qualified_ids if known.startswith(above))


def _other_id(kind: str, row: Candidate, known: Known) -> CellError:
    message = text(
        "double.looks-renamed", name=row.name, kind=kind, id=known.id, other=known.name,
        because=text("double.because-id"),
    )  # fmt: skip
    return CellError(
        "duplicate-id", message, text("double.other-id-hint", kind=kind, id=known.id, new=row.id)
    )


def _may_have_moved(kind: str, row: Candidate, elsewhere: Sequence[Known]) -> CellError:
    new = f"{row.department}/{elsewhere[0].own_id}"
    message = text(
        "double.may-have-moved", name=row.name, department=row.department,
        ids=listed(known.id for known in elsewhere),
    )  # fmt: skip
    hint = text("double.may-have-moved-hint", kind=kind, id=elsewhere[0].id, new=new)
    return CellError("duplicate-id", message, hint)
