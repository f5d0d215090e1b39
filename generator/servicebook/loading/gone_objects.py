"""What the catalog had once and has no more, from its history: whose addresses others may still have.

Never people: whoever has left is nobody's business any more.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from servicebook.documents.document import Document
from servicebook.documents.kinds import Location, is_id, location_of
from servicebook.documents.references import objects_of
from servicebook.frozen import frozen
from servicebook.loading.past_catalogs import catalog_history, document_of
from servicebook.model.catalog import Catalog
from servicebook.model.written_roles import HOLDING
from servicebook.source.git_command import RevisionError
from servicebook.source.git_log import Commit, FileChange
from servicebook.source.git_objects import contents_of
from servicebook.source.tree import MAX_BYTES, Mode

MOST = 1_000
"""Objects that are told of, those that went last first."""
_MOST_FILES = 5_000
"""Versions of files that are looked at, the newest first: pages must not wait for ever."""

_WHOLE_FILES = frozenset({"department", "service", "agreement", "journey"})
"""The kinds that have an address and a file each."""
_SHARED_FILES = frozenset({"role", "faq", "service"})
"""The kinds of files that hold several objects with addresses: services have questions."""

Key = tuple[str, str]
"""A kind and an id."""


@frozen(kw_only=True)
class GoneObject:
    """An object that is gone ``since`` the day of the commit that took it away, and what it said last.

    ``id`` is what it was called last, ``former_ids`` what else. ``now`` is the id under which the same object is
    there today, where somebody renamed it without a word about its former id.
    """

    kind: str
    id: str
    former_ids: tuple[str, ...]
    name: str
    since: date
    written: Mapping[str, Any]
    now: str | None = None

    @property
    def department(self) -> str | None:
        """The department that had it."""
        return self.id.partition("/")[0] if "/" in self.id else None


def gone_objects(root: Path, catalog: Catalog) -> tuple[GoneObject, ...]:
    """The newest :data:`MOST`, those that went last first; none without git, or in a clone that lacks older commits.

    An id that anything has today, or had before it was renamed, is not told of.
    """
    try:
        history = catalog_history(root)
        if history.is_shallow:
            return ()
        departures = _departures(history.commits)
        taken = taken_ids(catalog)
        return tuple(_told(_found(root, departures, taken), taken))
    except RevisionError:
        return ()


@frozen
class _Departure:
    """A file that a commit deleted, or from which it may have taken an object; ``added`` is what
    it put in of the same kind."""

    day: date
    location: Location
    path: str
    before: str
    after: str | None
    added: tuple[tuple[str, str], ...]


def _departures(commits: Sequence[Commit]) -> list[_Departure]:
    """Newest first."""
    blobs: dict[str, str] = {}
    found: list[_Departure] = []
    for commit in commits:
        earlier = {change.path: blobs.get(change.path) for change in commit.changes}
        went = any(blob is not None for blob in earlier.values())
        added = _added(one for one in commit.changes if earlier[one.path] is None) if went else {}
        for change in commit.changes:
            before = earlier[change.path]
            after = change.blob if change.mode is Mode.FILE else None
            if before is not None and before != after and (location := _location(change.path, after)):
                day = commit.committed.date()
                put_in = added.get(location.kind.name, ())
                found.append(_Departure(day, location, change.path, before, after, put_in))
            if after is None:
                blobs.pop(change.path, None)
            else:
                blobs[change.path] = after
    return found[::-1]


def _added(changes: Iterable[FileChange]) -> dict[str, tuple[tuple[str, str], ...]]:
    """The files that a commit put in, with their blobs, by their kind."""
    found: dict[str, list[tuple[str, str]]] = {}
    for change in changes:
        location = location_of(change.path) if change.mode is Mode.FILE else None
        if location is not None:
            found.setdefault(location.kind.name, []).append((change.path, change.blob))
    return {kind: tuple(files) for kind, files in found.items()}


def _location(path: str, after: str | None) -> Location | None:
    location = location_of(path)
    if location is None or not all(is_id(part) for part in (location.department, location.own_id) if part):
        return None
    name = location.kind.name
    return location if name in (_WHOLE_FILES if after is None else ()) or name in _SHARED_FILES else None


def taken_ids(catalog: Catalog) -> dict[Key, str]:
    """The ids of the objects of today, by kind and by each id that they have or had."""
    objects: dict[str, Mapping[str, Any]] = {
        "department": catalog.departments,
        "service": catalog.services,
        "role": catalog.roles,
        "agreement": catalog.agreements,
        "journey": catalog.journeys,
        "faq": catalog.faqs,
    }
    former = {
        (kind, old): one.id
        for kind, listed in objects.items()
        for one in listed.values()
        for old in getattr(one, "former_ids", ())  # questions have none
    }
    return former | {(kind, name): name for kind, listed in objects.items() for name in listed}


def _found(
    root: Path, departures: Iterable[_Departure], taken: Mapping[Key, str]
) -> Iterator[tuple[GoneObject, Key | None]]:
    """Each object that is gone, newest first, and what it was renamed to in the same commit, if it was."""
    wanted = [one for one in departures if _may_tell(one, taken)][:_MOST_FILES]
    blobs = dict.fromkeys(_blobs(wanted))
    files = _Files(dict(contents_of(root, blobs, MAX_BYTES)))
    seen: set[Key] = set()
    for one in wanted:
        if not files.may_lack(one):
            continue
        kept = dict(files.objects(one.path, one.after))
        before = dict(files.objects(one.path, one.before))
        for key, value in before.items():
            if key not in kept and key not in taken and key not in seen:
                seen.add(key)
                yield _gone(key, value, one.day), files.arrived(one).named(key, value, before)


def _blobs(departures: Iterable[_Departure]) -> Iterator[str]:
    """What has to be read to know what went and whether it came back under another name."""
    shared: dict[int, tuple[tuple[str, str], ...]] = {}
    for one in departures:
        yield one.before
        if one.after is not None:
            yield one.after
        shared[id(one.added)] = one.added
    yield from (blob for added in shared.values() for _, blob in added)


def _may_tell(departure: _Departure, taken: Mapping[Key, str]) -> bool:
    own = departure.location.qualified_id
    return own is None or departure.after is not None or (departure.location.kind.name, own) not in taken


_KEY = re.compile(rb"^[^\s#:]+(?=:)", re.MULTILINE)
"""A key of a map of objects, as nearly everybody writes them."""
_QUESTION = re.compile(rb"\b(?:question|id):[^\n\r]*")
"""What the ids of questions are made of; on the lines below it, where it ends as a text of several lines begins."""


class _Arrivals:
    """What was there after a commit, by its names and former ids."""

    def __init__(self, arrived: Iterable[tuple[Key, Mapping[str, Any]]]) -> None:
        self._by_name: dict[Key, list[Key]] = {}
        self._by_former_id: dict[Key, Key] = {}
        for key, value in arrived:
            self._by_name.setdefault((key[0], _name(key, value)), []).append(key)
            self._by_former_id.update(((key[0], old), key) for old in value.get("former_ids", ()))

    def named(self, key: Key, value: Mapping[str, Any], but: Container[Key]) -> Key | None:
        """What says that it had this id, or is called the same; nothing that was there before, too."""
        if found := self._by_former_id.get(key):
            return found
        called_so = self._by_name.get((key[0], _name(key, value)), ())
        return next((other for other in called_so if other not in but), None)


class _Files:
    """What files say, each read once."""

    def __init__(self, contents: Mapping[str, bytes | None]) -> None:
        self._contents = contents
        self._read: dict[tuple[str, str], tuple[tuple[Key, Mapping[str, Any]], ...]] = {}
        self._arrivals: dict[tuple[int, tuple[tuple[str, str], ...]], _Arrivals] = {}

    def may_lack(self, departure: _Departure) -> bool:
        """Whether something may be gone: where a file still has each key that it had, it is not read for it."""
        before, after = self._contents.get(departure.before), self._contents.get(departure.after or "")
        if before is None or after is None:
            return True
        pattern = _KEY if departure.location.kind.name == "role" else _QUESTION
        keys = pattern.findall(before)
        if not keys:
            return pattern is _KEY  # written in another way; without a word of questions there are none
        return any(key.endswith((b">", b"|", b"-")) for key in keys) or not set(keys) <= set(
            pattern.findall(after)
        )

    def arrived(self, departure: _Departure) -> _Arrivals:
        """What may be the same as what went."""
        own = () if departure.after is None else ((departure.path, departure.after),)
        # by the list itself, which all that went in a commit share: it may be long
        key = id(departure.added), own
        known = self._arrivals.get(key)
        if known is None:
            listed = (found for path, blob in (*own, *departure.added) for found in self.objects(path, blob))
            known = self._arrivals[key] = _Arrivals(listed)
        return known

    def objects(self, path: str, blob: str | None) -> tuple[tuple[Key, Mapping[str, Any]], ...]:
        """The objects of a file that have an address of their own; none where it has errors, or is gone."""
        if blob is None:
            return ()
        known = self._read.get((path, blob))
        if known is None:
            content = self._contents.get(blob)
            document = document_of(path, content) if content is not None else None
            known = self._read[path, blob] = tuple(_objects(document)) if document else ()
        return known


def _objects(document: Document) -> Iterator[tuple[Key, Mapping[str, Any]]]:
    for kind, own_id, _, value in objects_of(document):
        if kind in (document.location.kind.name, "faq") and isinstance(value, dict):
            yield (kind, own_id), value


_SPACES = re.compile(r"\s+")


def _name(key: Key, value: Mapping[str, Any]) -> str:
    written = value.get({"role": "title", "faq": "question"}.get(key[0], "name"))
    return _SPACES.sub(" ", str(written or key[1])).strip()


def _gone(key: Key, value: Mapping[str, Any], day: date) -> GoneObject:
    return GoneObject(
        kind=key[0],
        id=key[1],
        former_ids=tuple(value.get("former_ids", ())),
        name=_name(key, value),
        since=day,
        written={field: said for field, said in value.items() if field not in HOLDING},
    )


def _told(found: Iterable[tuple[GoneObject, Key | None]], taken: Mapping[Key, str]) -> Iterator[GoneObject]:
    """Renamed again and again: where an object is in the end, or what its last name was."""
    listed = list(found)
    new_name = {(gone.kind, gone.id): new for gone, new in listed if new}
    last: dict[Key, GoneObject] = {}
    for gone, new in listed:
        key, steps = (gone.kind, gone.id), {(gone.kind, gone.id)}
        while new is not None and new not in steps:
            key = new
            steps.add(new)
            new = None if key in taken else new_name.get(key)
        if key in taken:
            last[gone.kind, gone.id] = replace(gone, now=taken[key])
        elif key in last:  # it went later, and is told of already
            one = last[key]
            last[key] = replace(one, former_ids=(*one.former_ids, gone.id, *gone.former_ids))
        else:
            last[gone.kind, gone.id] = gone
    known = {*taken, *last}
    for one in list(last.values())[:MOST]:
        former = [old for old in dict.fromkeys(one.former_ids) if (one.kind, old) not in known]
        known.update((one.kind, old) for old in former)
        yield replace(one, former_ids=tuple(former))
