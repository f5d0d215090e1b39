"""What has got another id, name or place since a revision, so that the problems of both can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from servicebook.comparing.problems.identity import Identity
from servicebook.documents.document import Document
from servicebook.documents.kinds import location_of
from servicebook.documents.references import objects_of
from servicebook.frozen import frozen
from servicebook.source.yaml_reader import Value

_WORDS = re.compile(r'"[^"]*"|[a-z0-9-]+(?:/[a-z0-9-]+)*')
"""What may be a name, in quotation marks, or an id."""


@frozen(kw_only=True)
class Renames:
    """``ids`` by kind and former id, ``paths`` by former path, and what messages say now for what they said then."""

    ids: Mapping[tuple[str, str], str]
    paths: Mapping[str, str]
    words: Mapping[str, str]

    def today(self, identity: Identity) -> Identity:
        """What a problem of today is, beside :meth:`then`: an id that is also a word ("it") is replaced in both."""
        message = _WORDS.sub(lambda found: self.words.get(found[0], found[0]), identity.message)
        return replace(identity, message=message)

    def then(self, identity: Identity) -> Identity:
        """What a problem of that time is in the ids and names of today."""
        return replace(self.today(identity), id=self._id(identity.kind, identity.id))

    def _id(self, kind: str, qualified_id: str) -> str:
        if new := self.ids.get((kind, qualified_id)) or self.paths.get(qualified_id):
            return new
        if kind:
            department, slash, own_id = qualified_id.partition("/")
            return f"{self._department(department)}{slash}{own_id}"
        if location := location_of(qualified_id):  # a file, here, within the folder of its department
            pattern = location.kind.pattern
            return pattern.format(department=self._department(location.department or ""), id=location.own_id)
        return qualified_id

    def _department(self, department: str) -> str:
        return self.ids.get(("department", department), department)


def renames(before: Sequence[Document], after: Sequence[Document], moved: Mapping[str, str]) -> Renames:
    """What was renamed, as ``former_ids`` say it, and what git has seen move (``moved``: new paths by old ones)."""
    ids = dict(_by_moves(moved))
    now: dict[tuple[str, str], str] = {}
    for kind, qualified_id, value in _objects(after):
        now[kind, qualified_id] = _name(value)
        former = value.get("former_ids")
        ids |= {(kind, str(old)): qualified_id for old in (former if isinstance(former, list) else ())}
    words = {old: new for (_, old), new in ids.items()}
    for kind, qualified_id, value in _objects(before):
        name, new = _name(value), now.get((kind, ids.get((kind, qualified_id), qualified_id)))
        if new and new != name:
            words[f'"{name}"'] = f'"{new}"'
    return Renames(ids=ids, paths=moved, words=words)


def _by_moves(moved: Mapping[str, str]) -> Iterator[tuple[tuple[str, str], str]]:
    for old, new in moved.items():
        was, is_now = location_of(old), location_of(new)
        if was and is_now and was.kind is is_now.kind and was.qualified_id and is_now.qualified_id:
            yield (was.kind.name, was.qualified_id), is_now.qualified_id


def _objects(documents: Iterable[Document]) -> Iterator[tuple[str, str, Mapping[str, Value]]]:
    for document in documents:
        for kind, qualified_id, _, value in objects_of(document):
            if isinstance(value, dict):
                yield kind, qualified_id, value


def _name(value: Mapping[str, Value]) -> str:
    """What messages call an object."""
    return str(value.get("name") or value.get("title") or "")
