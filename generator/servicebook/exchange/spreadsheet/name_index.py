"""Which object the words of a cell name: by id, qualified id, e-mail address or name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from servicebook.documents.kinds import BY_NAME, is_id
from servicebook.documents.names import folded
from servicebook.documents.suggestions import did_you_mean, is_typo_of
from servicebook.exchange.spreadsheet.column import CellError
from servicebook.exchange.spreadsheet.only_named import Scope, new_ids_of
from servicebook.wording import text
from servicebook.wording.lists import either, listed

CREATABLE = frozenset({"department", "role", "person", "audience", "topic", "site"})
"""The kinds of object that are created when a cell names one and the source has no table of them."""


@dataclass(slots=True)
class NameIndex:
    """Every object that there is or will be: qualified ids by kind, and by name.

    Of the ``creatable`` kinds an unknown name creates an object: first every cell is shown to :meth:`mention`, then
    :meth:`create` makes ids of all names together, so that the order of rows does not matter. ``created`` has the
    names by kind and qualified id. In an existing catalog (``updates``) no name is created that is like one that is
    there, or that looks like an id: it was probably mistyped.
    """

    creatable: frozenset[str]
    updates: bool = False
    ids: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    """By kind: those of tables and of the catalog. The values say nothing: it is a set that keeps its order."""
    ids_by_name: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    """By kind and folded name."""
    name_of: dict[tuple[str, str], str] = field(default_factory=dict)
    """By kind and qualified id: what an object is called."""
    created: dict[tuple[str, str], str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    _mentioned: dict[Scope, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _doubtful: dict[tuple[Scope, str], CellError] = field(default_factory=dict)

    def add(self, kind: str, qualified_id: str, names: Iterable[str] = ()) -> None:
        """Note an object and its names; the same object may be noted again."""
        self.ids[kind][qualified_id] = None
        self._name(kind, qualified_id, names)

    def _name(self, kind: str, qualified_id: str, names: Iterable[str]) -> None:
        for name in names:
            self.name_of.setdefault((kind, qualified_id), name)
            ids = self.ids_by_name[kind, folded(name)]
            if qualified_id not in ids:
                ids.append(qualified_id)

    def move(self, kind: str, old: str, new: str) -> None:
        """Note that an object has another qualified id now."""
        self.ids[kind].pop(old, None)
        self.ids[kind][new] = None
        self.name_of[kind, new] = self.name_of.pop((kind, old), "")
        for key, ids in self.ids_by_name.items():
            if key[0] == kind and old in ids:
                ids[ids.index(old)] = new

    def ids_named(self, kind: str, name: str, department: str | None = None) -> list[str]:
        """The qualified ids of all objects of a name; of a department's where one is given."""
        ids = self.ids_by_name.get((kind, folded(name)), [])
        return [known for known in ids if department is None or known.startswith(f"{department}/")]

    def mention(self, kind: str, words: str, department: str | None = None) -> None:
        """Note that a cell names an object, which :meth:`create` makes if it is not known."""
        if kind not in self.creatable:
            return
        scope, name = self._scope(kind, words, department)
        if self._known(kind, words, department) is None and (kind != "role" or scope.department):
            self._mentioned[scope][name] += 1

    def create(self) -> None:
        """Make an object of every name that was mentioned and is not known; those that are doubtful stay unknown."""
        for scope, names in sorted(self._mentioned.items()):
            above = f"{scope.department}/" if scope.department else ""
            known = {
                known.removeprefix(above): self.name_of.get((scope.kind, known), "")
                for known in self.ids[scope.kind]
                if known.startswith(above)
            }
            made = new_ids_of(scope, names, known)
            self._doubtful |= {(scope, name): fault for name, fault in made.doubtful.items()}
            self.notes += made.notes
            for name, own_id in made.ids.items():
                if not (self.updates and self._looks_mistyped(scope, name)):
                    self.created[scope.kind, above + own_id] = name
                    self._name(scope.kind, above + own_id, [name])
        self._mentioned.clear()

    def _looks_mistyped(self, scope: Scope, name: str) -> bool:
        above = f"{scope.department}/" if scope.department else ""
        there = [known for known in self.ids[scope.kind] if known.startswith(above)]
        names = [*(known.removeprefix(above) for known in there)]
        names += [self.name_of.get((scope.kind, known), "") for known in there]
        return (is_id(name) and "-" in name) or any(
            is_typo_of(folded(name), folded(other)) for other in names
        )

    def resolve(self, kind: str, words: str, department: str | None = None) -> str:
        """The qualified id of the object that the words name.

        A role is looked for in the given department alone, unless the words are its whole id; of other kinds an
        object of the department takes precedence. Raises :class:`CellError`.
        """
        if kind == "calendar" and words == "always":
            return words
        if (known := self._known(kind, words, department)) is not None:
            return known
        scope, name = self._scope(kind, words, department)
        if fault := self._doubtful.get((scope, folded(name))):
            raise fault
        if scope.department and name != words and (named := self.ids_named(kind, name, scope.department)):
            return named[0]  # it was created by its whole id
        raise self._unknown(kind, words, department)

    def _known(self, kind: str, words: str, department: str | None) -> str | None:
        """The object that there is by these words; None where there is none. Raises :class:`CellError` for several."""
        ids = self.ids[kind]
        inner = f"{department}/{words}" if department else words
        by_id = words if words in ids else inner if inner in ids else None
        named = self.ids_named(kind, words, department)
        if not named and kind != "role":
            named = self.ids_named(kind, words)
        if by_id in named:
            return by_id  # of several that are called so, it is the one whose id is written
        found = [*([by_id] if by_id else []), *named]
        if len(found) > 1:
            message = f'{len(found)} {BY_NAME[kind].plural} are called "{words}"'
            raise CellError("bad-value", message, f"write the id: {either(sorted(found))}")
        return found[0] if found else None

    def _scope(self, kind: str, words: str, department: str | None) -> tuple[Scope, str]:
        """Where a new object of this name would be, and what it would be called."""
        if kind != "role":
            return Scope(kind, ""), words
        prefix, slash, own = words.partition("/")
        if slash and is_id(own) and self._has("department", prefix):
            return Scope(kind, prefix), own
        return Scope(kind, department or ""), words

    def _has(self, kind: str, qualified_id: str) -> bool:
        return qualified_id in self.ids[kind] or (kind, qualified_id) in self.created

    def _unknown(self, kind: str, words: str, department: str | None) -> CellError:
        names = [*self.ids[kind], *(name for other, name in self.ids_by_name if other == kind)]
        hint = did_you_mean(words, names) or did_you_mean(words.lower(), names) or _how_to_add(kind)
        message = f'"{words}" is not a {kind}'
        if elsewhere := sorted(self.ids_named(kind, words)):
            one = text("named.other-department", ids=elsewhere[0])
            hint = one if len(elsewhere) == 1 else text("named.other-departments", ids=listed(elsewhere))
            message = text("named.not-in-department", name=words, department=department or "")
        return CellError(f"unknown-{kind}", message, hint)


def _how_to_add(kind: str) -> str:
    if kind == "calendar":
        return "write it in site_config/calendars.yml; until then leave the cell empty"
    return f"add the {kind} first, or write the id of an existing one"
