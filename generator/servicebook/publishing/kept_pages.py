"""Pages and data of the last build that another one would make just so, since nothing that they show has changed.

Most edits are of a service's own words, which few other pages show; :mod:`.shown_fields` says which. So the next build
is left digests of what is written of each service, one for each set of pages that may show it, of what is told of the
past of each object, and one of all else. Where all else differs in any way, no page is taken over, and no page is
taken over that somebody has touched.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from servicebook.comparing.told_history import ToldHistory
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.service import Service
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.publishing.framed_pages import Cut, Frames
from servicebook.publishing.kept_data import KeptData, Lengths
from servicebook.publishing.last_site import LastSite, Unchanged
from servicebook.publishing.publication import Publication
from servicebook.publishing.shown_fields import (
    FOR_SCRIPTS,
    SHOWING_ANY_PAST,
    SHOWING_FINDINGS,
    SHOWING_OWN_PAST,
    SHOWN_NEAR,
    SHOWN_ON,
    near,
)
from servicebook.source.kept_file import digest_of
from servicebook.source.seen_files import SeenFiles
from servicebook.source.stamped_folder import Stamp

FramesOf = Callable[[Sequence[Page]], Frames]
_NOWHERE: frozenset[str] = frozenset()
_SHOWN = {key: (kinds, SHOWN_NEAR.get(key, _NOWHERE)) for key, kinds in SHOWN_ON.items()}
_GROUPS = tuple(
    (*both, tuple(key for key in _SHOWN if _SHOWN[key] == both)) for both in dict.fromkeys(_SHOWN.values())
)
"""Kinds of pages, those that show it only of what is near, and the keys of services that exactly these show."""
_OWN = 1 + [both for *both, _ in _GROUPS].index([_NOWHERE, _NOWHERE])
"""Which of a service's digests is of what nothing but its own page shows."""


@frozen
class _State:
    """What a site is made from, as digests: ``services`` by id, of each one of what may be shown anywhere, and one for
    each of the groups; ``files`` by the same id of what its file says; ``past`` by kind and id of what changed of a
    department or service, and by two empty texts of all that changed; ``findings`` of what is wrong, and where;
    ``around`` of all else."""

    around: bytes
    findings: bytes
    files: Mapping[str, str | None]
    services: Mapping[str, tuple[bytes, ...]]
    past: Mapping[tuple[str, str], bytes]


@frozen
class _Last:
    """What the last build has kept: the ``state`` that it was made from; ``frames`` by what they depend on, each with
    the path of a page that has it; the paths of what ``scripts`` fetch, the pieces of its ``data``, and the ``stamps``
    of its files."""

    state: _State
    frames: Mapping[str, tuple[bytes, str]]
    scripts: Sequence[str]
    data: Mapping[str, Lengths]
    stamps: Mapping[str, Stamp | None]


@frozen
class _Changed:
    """What has changed: the ``kinds`` of pages and pieces that may show any of it, and ``objects``, by kind and id.

    ``near`` are the kinds of pages that may show some of it, each with what they are about then.
    """

    kinds: AbstractSet[str]
    near: AbstractSet[tuple[str, tuple[str, str]]]
    objects: AbstractSet[tuple[str, str]]
    with_other_past: AbstractSet[tuple[str, str]]

    def leaves(self, page: Page) -> bool:
        """Whether a page is what it was."""
        return not (
            page.template in self.kinds
            or page.about in self.objects
            or (page.template, page.about) in self.near
            or (page.template in SHOWING_OWN_PAST and page.about in self.with_other_past)
        )

    def leaves_piece(self, kind: str, shown: Sequence[str]) -> bool:
        """Whether a piece of data of a kind is, which shows the whole of some services."""
        return kind not in self.kinds and not any(("service", name) in self.objects for name in shown)


@dataclass(slots=True)
class BuiltPages:
    """What a build knows of the site of the last one, and what is to be kept of its own once it is done.

    ``site`` is the last one, and is told what may stay of it; ``seen`` are the files that this build reads;
    ``before`` is what the last one kept, if it may be believed. ``is_untouched`` tells whether what was seen is what
    has been read: what was written meanwhile may have been read already.
    """

    site: LastSite
    seen: SeenFiles
    before: bytes | None
    is_untouched: Callable[[], bool]
    _around: bytes | None = None
    _state: _State | None = None
    _last: _Last | None = None
    _changed: _Changed | None = None
    _frames: Mapping[str, tuple[bytes, str]] = field(default_factory=dict)
    _scripts: Sequence[str] = ()
    _data: Mapping[str, Lengths] = field(default_factory=dict)
    _root: str = ""
    _noted: Sequence[str] | None = None
    _data_paths: Sequence[str] = ()

    def differs_little(self, publication: Publication) -> bool:
        """Whether much may stay, so that little is made."""
        self._compare(publication)
        return self._changed is not None

    def data(self, publication: Publication) -> KeptData:
        """What may stay of the catalog as data."""
        self._compare(publication)
        changed, last, root = self._changed, self._last, publication.root
        return KeptData(
            old=self.site.folder / root,
            lengths=last.data if last and changed else {},
            stamps=last.stamps if last and changed else {},
            is_there=lambda path, stamp: self.site.has(root + path, stamp),
            is_same=changed.leaves_piece if changed else lambda kind, shown: False,
        )

    def note_data(self, lengths: Mapping[str, Lengths], paths: Sequence[str]) -> None:
        """Note what the new site's data are, whose files have these paths: they have been written, or stay."""
        self._data, self._data_paths = lengths, paths
        self.stay(paths)

    def scripts(self, publication: Publication) -> Sequence[str] | None:
        """The paths of what scripts fetch, where all of it stays; None where it is to be made."""
        self._compare(publication)
        changed, last = self._changed, self._last
        if not (last and last.scripts and changed and changed.leaves_piece(FOR_SCRIPTS, ())):
            return None
        root, has, stamps = self._root, self.site.has, last.stamps
        if not all(has(root + path, stamps.get(path)) for path in last.scripts):
            return None
        self.note_scripts(last.scripts)
        return last.scripts

    def note_scripts(self, paths: Sequence[str]) -> None:
        """Note the paths of what scripts of the new site fetch: it has been written, or stays."""
        self._scripts = paths
        self.stay(paths)

    def stay(self, paths: Iterable[str]) -> None:
        """Note that files of the catalog have been written, unless they stay."""
        if self._changed:
            self.site.stay.update([self._root + path for path in paths])

    def unchanged(self, root: str) -> Unchanged | None:
        """What need not be written of the files whose paths begin so if it would say the same again."""
        return self.site.below(root) if self._changed else None

    def to_make(
        self, pages: Sequence[Page], publication: Publication, frames_of: FramesOf
    ) -> tuple[list[Page], Frames]:
        """Those of the pages that are to be made, and what is around them; the others, which are what they were, stay.

        ``frames_of`` makes what is around pages.
        """
        around = self._compare(publication)
        self._state = self._state or _state(publication, self.seen, around, None)
        self._noted = [_file(page) for page in pages]
        changed, last = self._changed, self._last
        if not (last and changed):
            return list(pages), self._made(pages, frames_of)
        having = {path for _, path in last.frames.values()}
        few = [page for page in pages if page.path in having or not changed.leaves(page)]
        frames = self._made(few, frames_of)
        if not last.frames.keys() <= self._frames.keys():  # a page has another one than it had
            frames = self._made(pages, frames_of)
        if any(digest != self._frames.get(key, (digest,))[0] for key, (digest, _) in last.frames.items()):
            return list(pages), self._made(pages, frames_of)
        root, has, stamps = publication.root, self.site.has, last.stamps
        made = [
            page
            for page in pages
            if not (changed.leaves(page) and has(root + _file(page), stamps.get(_file(page))))
        ]
        self.stay(self._noted)
        return made, frames

    def _made(self, pages: Sequence[Page], frames_of: FramesOf) -> Frames:
        frames = frames_of(pages)
        self._frames = dict(_told_frames(frames))
        return frames

    def to_keep(self) -> bytes | None:
        """What the next build is to know of these pages, and of the data, now that they are in their places."""
        state, files, root = self._state, self.site.published.files, self._root
        if state is None or self._noted is None:
            return None
        paths = (*self._noted, *self._data_paths, *self._scripts)
        stamps = {path: files.get(root + path) for path in paths}
        told = dict(state.files), dict(state.services), dict(state.past), dict(self._frames)
        return marshal.dumps(
            (state.around, state.findings, *told, list(self._scripts), dict(self._data), stamps)
        )

    def _compare(self, publication: Publication) -> bytes:
        """Find out what has changed, once the catalog is read; all of it where nobody can tell. The digest of all that
        is around services."""
        if self._around is None:
            self._around, self._root = digest_of(_around(publication, self.seen)), publication.root
            self._look(publication, self._around)
        return self._around

    def _look(self, publication: Publication, around: bytes) -> None:
        try:
            then, findings, files, services, past, *others = marshal.loads(self.before or b"")
            last = _Last(_State(then, findings, files, services, past), *others)
        except (EOFError, ValueError, TypeError):  # nothing, or what another program has written
            return
        if then != around:
            return
        self._last, self._state = last, _state(publication, self.seen, around, last.state)
        changed = _difference(last.state, self._state, publication.context.catalog)
        if changed is not None and self.is_untouched():
            self._changed = changed
            self.site.look()


def _file(page: Page) -> str:
    return f"{page.path}index.html"


def _difference(last: _State, now: _State, catalog: Catalog) -> _Changed | None:
    """What has changed around which all else is as it was; None where that is too much."""
    objects = set()
    kinds = set(SHOWING_FINDINGS) if last.findings != now.findings else set()
    near_to = set()
    for name, digests in now.services.items():
        before = last.services[name]
        if before != digests:
            if before[0] != digests[0]:
                return None
            objects.add(("service", name))
            around = tuple(near(catalog, catalog.services[name]))
            for (shown_on, shown_near, _), old, new in zip(_GROUPS, before[1:], digests[1:], strict=True):
                if old != new:
                    kinds |= shown_on
                    near_to |= {(kind, about) for kind in shown_near for about in around}
    with_other_past = {
        key for key in last.past.keys() | now.past.keys() if last.past.get(key) != now.past.get(key)
    }
    if with_other_past:
        kinds |= SHOWING_ANY_PAST
    return _Changed(kinds, near_to, objects, with_other_past)


def _state(publication: Publication, seen: SeenFiles, around: bytes, last: _State | None) -> _State:
    """What a site is made from; ``last`` is that of the last one, if all ``around`` services is as it was."""
    services = publication.context.catalog.services
    files = {name: seen.said(service.origin.path) for name, service in services.items()}
    # the same file says the same, as long as nobody else says that less of it may be seen
    known = {name for name, said in last.files.items() if said and files.get(name) == said} if last else ()
    return _State(
        around=around,
        findings=_told_findings(publication.context),
        files=files,
        services={
            name: last.services[name] if last and name in known else _told_service(service)
            for name, service in services.items()
        },
        past=dict(_told_past(publication.context.history)),
    )


def _told_findings(context: RenderContext) -> bytes:
    catalog = context.catalog
    found = context.problems, context.waived
    faulty = [sorted(one) for one in (catalog.faulty_kinds, catalog.incomplete_kinds, catalog.faulty_files)]
    return digest_of([repr((found, faulty)).encode("utf-8", "replace")])


def _told_service(service: Service) -> tuple[bytes, ...]:
    written: Any = service.origin.written
    get = written.get
    told: list[Any] = [[(key, value) for key, value in written.items() if key not in SHOWN_ON]]
    told += [[*map(get, keys)] for *_, keys in _GROUPS]
    told[_OWN] += written  # the order of keys
    try:
        # without references, which would tell more than what is written
        return tuple([blake2b(marshal.dumps(one, 0), digest_size=12).digest() for one in told])
    except ValueError:  # dates
        return tuple([digest_of([repr(one).encode("utf-8", "replace")]) for one in told])


def _told_frames(frames: Frames) -> Iterator[tuple[str, tuple[bytes, str]]]:
    yield "", (digest_of([repr(frames.address).encode("utf-8", "replace")]), "")
    cut: Mapping[Any, Cut]
    for cut in (frames.frames, frames.feet):
        for key, html in cut.items():
            yield repr(key), (digest_of(html), frames.pages.get(key, ""))


def _told_past(history: ToldHistory | None) -> Iterator[tuple[tuple[str, str], bytes]]:
    if history is None:
        return
    told = {id(one): repr(one).encode("utf-8", "replace") for one in history.all}
    begins = repr((history.since, history.begins, history.unread)).encode()
    yield ("", ""), digest_of([begins, *told.values()])
    for kind, by_id in (("department", history.of_department), ("service", history.of_service)):
        for name, listed in by_id.items():
            yield (kind, name), digest_of([told[id(one)] for one in listed])


def _around(publication: Publication, seen: SeenFiles) -> Iterator[bytes]:
    context = publication.context
    written = {service.origin.path for service in context.catalog.services.values()}
    files = [
        (path, state.size < 0, state.link, None if path in written else said)
        for path, (state, said) in sorted(seen.states.items())
    ]
    told: tuple[Any, ...] = (
        files,
        (publication.root, publication.address, publication.framed, publication.from_left),
        (context.max_rows, context.address),
        (context.accepted, context.gone, context.retired_since, context.history is None),
    )
    for one in told:
        yield repr(one).encode("utf-8", "replace")
