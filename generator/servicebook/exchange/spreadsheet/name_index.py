"""Which object the words of a cell name: by id, qualified id, e-mail address or name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from servicebook.documents.kinds import BY_NAME, is_id
from servicebook.documents.slugs import slug
from servicebook.documents.suggestions import did_you_mean
from servicebook.exchange.spreadsheet.column import CellError
from servicebook.wording import text
from servicebook.wording.lists import either

CREATABLE = frozenset({"department", "role", "person", "audience", "topic", "site"})
"""The kinds of object that a new catalog gets when a cell names one: the source may have no table of them."""


@dataclass(slots=True)
class NameIndex:
    """Every object that there is or will be: qualified ids by kind, and by name.

    Of the ``creatable`` kinds an unknown name creates an object; ``created`` has its name by kind and qualified id.
    """

    creatable: frozenset[str]
    ids: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    """By kind; the values say nothing: it is a set that keeps its order."""
    ids_by_name: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    """By kind and folded name."""
    created: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, kind: str, qualified_id: str, names: Iterable[str] = ()) -> None:
        """Note an object and its names; the same object may be noted again."""
        self.ids[kind][qualified_id] = None
        for name in names:
            ids = self.ids_by_name[kind, _folded(name)]
            if qualified_id not in ids:
                ids.append(qualified_id)

    def ids_named(self, kind: str, name: str, department: str | None = None) -> list[str]:
        """The qualified ids of all objects of a name; of a department's where one is given."""
        ids = self.ids_by_name.get((kind, _folded(name)), [])
        return [known for known in ids if department is None or known.startswith(f"{department}/")]

    def resolve(self, kind: str, words: str, department: str | None = None) -> str:
        """The qualified id of the object that the words name. An object of the given department takes precedence.

        Raises :class:`CellError`.
        """
        ids = self.ids[kind]
        if words in ids or (kind == "calendar" and words == "always"):
            return words
        if department and f"{department}/{words}" in ids:
            return f"{department}/{words}"
        near = self.ids_named(kind, words, department) if department else []
        named = near or self.ids_named(kind, words)
        if len(named) == 1:
            return named[0]
        if named:
            message = f'{len(named)} {BY_NAME[kind].plural} are called "{words}"'
            raise CellError("bad-value", message, f"write the id: {either(sorted(named))}")
        if kind in self.creatable and (created := self._create(kind, words, department)):
            return created
        raise self._unknown(kind, words)

    def _create(self, kind: str, words: str, department: str | None) -> str | None:
        """Note a new object of this name; None where no id can be made for it."""
        qualified_id = slug(words)
        if kind == "role":
            qualified_id = ""
            prefix, slash, own = words.partition("/")
            if slash and is_id(own) and prefix in self.ids["department"]:
                department, words = prefix, own
            if department and (own := slug(words)):
                qualified_id = f"{department}/{own}"
        if not qualified_id:
            return None
        if qualified_id not in self.ids[kind]:
            self.created[kind, qualified_id] = words
            self.add(kind, qualified_id, [words])
        return qualified_id

    def _unknown(self, kind: str, words: str) -> CellError:
        code = f"unknown-{kind}"
        if kind in self.creatable and not slug(words):
            message = text("import.no-id-from", name=words, kind=text(f"a-kind.{kind}"))
            hint = f"list the {kind} with an id of its own, or write the id here: Latin letters and digits"
            return CellError(code, message, hint)
        names = [*self.ids[kind], *(name for other, name in self.ids_by_name if other == kind)]
        hint = did_you_mean(words, names) or did_you_mean(words.lower(), names) or _how_to_add(kind)
        return CellError(code, f'"{words}" is not a {kind}', hint)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _how_to_add(kind: str) -> str:
    if kind == "calendar":
        return "write it in site_config/calendars.yml; until then leave the cell empty"
    return f"add the {kind} first, or write the id of an existing one"
