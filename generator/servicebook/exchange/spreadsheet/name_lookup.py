"""Which object the words of a cell name: by id, by whole id, by e-mail address, by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from servicebook.documents.kinds import BY_NAME, is_id
from servicebook.documents.words import did_you_mean, either, slug, with_article

MADE = frozenset({"department", "role", "person", "audience", "site"})
"""The kinds of which a new catalog gets what is only named: nobody can list them elsewhere yet."""


class UnknownError(Exception):
    """Words name nothing, or several things: the problem's code, the fact, and one action."""

    def __init__(self, code: str, message: str, hint: str | None) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


@dataclass(slots=True)
class Names:
    """Every object that there is or will be: whole ids by kind, and by what people call them.

    ``makes`` are the kinds of which an unknown name makes an object; those are noted in ``made``: the name by
    kind and whole id.
    """

    makes: frozenset[str]
    ids: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    called: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    made: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, kind: str, qualified_id: str, names: Iterable[str] = ()) -> None:
        """Note an object, and what it is called; the same object may be noted again."""
        self.ids[kind][qualified_id] = None
        for name in names:
            ids = self.called[kind, _folded(name)]
            if qualified_id not in ids:
                ids.append(qualified_id)

    def named(self, kind: str, name: str, department: str | None = None) -> list[str]:
        """The whole ids of what has this name; within a department where one is given."""
        found = self.called.get((kind, _folded(name)), [])
        return [one for one in found if department is None or one.startswith(f"{department}/")]

    def find(self, kind: str, words: str, department: str | None = None) -> str:
        """The whole id of what the words name, that of the given department first. Raises :class:`UnknownError`."""
        ids = self.ids[kind]
        if words in ids or (kind == "calendar" and words == "always"):
            return words
        if department and f"{department}/{words}" in ids:
            return f"{department}/{words}"
        near = self.named(kind, words, department) if department else []
        found = near or self.named(kind, words)
        if len(found) == 1:
            return found[0]
        if found:
            message = f'{len(found)} {BY_NAME[kind].plural} are called "{words}"'
            raise UnknownError("bad-value", message, f"write the id: {either(sorted(found))}")
        if kind in self.makes and (made := self._make(kind, words, department)):
            return made
        if kind in self.makes and not slug(words):
            message = f'"{words}" is not {with_article(kind)} yet, and no id can be made from it'
            action = f"list the {kind} with an id of its own, or write the id here: Latin letters and digits"
            raise UnknownError(f"unknown-{kind}", message, action)
        names = [*ids, *(name for other, name in self.called if other == kind)]
        hint = did_you_mean(words, names) or did_you_mean(words.lower(), names)
        raise UnknownError(f"unknown-{kind}", f'"{words}" is not a {kind}', hint or _add(kind))

    def _make(self, kind: str, words: str, department: str | None) -> str | None:
        if kind == "role":
            above, slash, own = words.partition("/")
            if slash and is_id(own) and above in self.ids["department"]:
                department, words = above, own
            if not department or not (own := slug(words)):
                return None
            qualified_id = f"{department}/{own}"
        else:
            qualified_id = slug(words)
        if not qualified_id:
            return None
        if qualified_id not in self.ids[kind]:
            self.made[kind, qualified_id] = words
            self.add(kind, qualified_id, [words])
        return qualified_id


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _add(kind: str) -> str:
    """What to do about an object that nobody knows."""
    if kind == "calendar":
        return "write it in site_config/calendars.yml; until then leave the cell empty"
    return f"add the {kind} first, or write the id of one that is there"
