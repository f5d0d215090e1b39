"""Slices of a site, as folders: what each says of itself in ``slice.json``, and whether some of them make a whole."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, field, fields
from pathlib import Path
from typing import Any

from servicebook.documents.kinds import CATALOG
from servicebook.frozen import frozen
from servicebook.publishing.publication import text_file
from servicebook.publishing.share import Share
from servicebook.publishing.writer import FolderWriter
from servicebook.source.seen_files import digest_of_files
from servicebook.wording import text
from servicebook.wording.lists import listed

FILE = "slice.json"
"""At the top of a slice; a joined site has none."""
_FORM = 1
_SHOWN = ("program", "day")
"""What of the circumstances of a slice people can read."""
_MOST_NAMED = 8
"""Departments that a message names."""


class SliceError(Exception):
    """Slices that cannot be joined; the text is one line for the user, which says what to do."""


@frozen(kw_only=True)
class MadeFrom:
    """All that the files of a slice depend on: another value of any of them may mean other bytes.

    ``program`` and ``day`` are for reading, too; the others are digests, or a commit with where a shallow clone begins.
    """

    program: str
    day: str
    commit: str
    catalog: str
    settings: str


@frozen(kw_only=True)
class Slice:
    """``departments`` are the ids of all whose pages it has; ``files`` are the sizes in bytes of what may be joined, by
    paths from the site's root on. ``hindrance`` says why it is good for a preview only, if it is.
    """

    made_from: MadeFrom
    departments: tuple[str, ...]
    files: Mapping[str, int]
    hindrance: str | None = None


@frozen(kw_only=True)
class Sliced:
    """A build of a slice, or one that joins ``slices``; ``catalog`` is the digest of the catalog, taken before it was
    read (see :func:`digest_of_catalog`)."""

    share: Share
    catalog: str
    slices: Mapping[Path, Slice] = field(default_factory=dict)


def digest_of_catalog(root: Path) -> str:
    """All that departments have written, as one digest. Raises :class:`OSError`."""
    return digest_of_files(root.resolve(), [root.resolve() / CATALOG])


def write_slice(folder: Path, made: Slice) -> None:
    """Say in a slice what it is. Raises :class:`OSError`."""
    content = {"slice": _FORM, **asdict(made)}
    FolderWriter(folder).write(text_file(FILE, json.dumps(content, ensure_ascii=False, indent=0) + "\n"))


def read_slices(folders: Iterable[Path]) -> dict[Path, Slice]:
    """Slices by their folders, each with all of its files, that fit together. Raises :class:`SliceError`."""
    slices: dict[Path, Slice] = {}
    for folder in folders:
        slices[folder] = one = _read(folder)
        if one.hindrance:
            raise SliceError(text("slice.hindered", folder=folder, reason=one.hindrance))
        _refuse_incomplete(folder, one)
    first, *others = slices
    for other in others:
        _refuse_others(slices[other].made_from, slices[first].made_from, other, str(first))
    _refuse_overlaps(slices)
    return slices


def _read(folder: Path) -> Slice:
    try:
        content: Any = json.loads((folder / FILE).read_bytes())
        if content["slice"] != _FORM:
            raise SliceError(text("slice.other-version", folder=folder))
        made_from = MadeFrom(**{each.name: str(content["made_from"][each.name]) for each in fields(MadeFrom)})
        return Slice(
            made_from=made_from,
            departments=tuple(map(str, content["departments"])),
            files={str(path): int(size) for path, size in content["files"].items()},
            hindrance=None if content["hindrance"] is None else str(content["hindrance"]),
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise SliceError(text("slice.is-none", folder=folder)) from None


def _refuse_incomplete(folder: Path, one: Slice) -> None:
    top = os.path.join(folder, "")  # noqa: PTH118  # tens of thousands of files: as text
    for path, size in one.files.items():
        try:
            is_whole = os.stat(top + path).st_size == size  # noqa: PTH116
        except (OSError, ValueError):
            is_whole = False
        if not is_whole:
            raise SliceError(text("slice.incomplete", folder=folder, file=path))


def _refuse_others(one: MadeFrom, wanted: MadeFrom, folder: Path, other: str) -> None:
    """Refuse a slice in ``folder`` that was made of something else than what is wanted, which is called ``other``."""
    for each in fields(MadeFrom):
        own, its = getattr(one, each.name), getattr(wanted, each.name)
        if own != its:
            message = text(f"slice.other.{each.name}", folder=folder, other=other)
            raise SliceError(
                text("slice.values", message=message, own=own, its=its) if each.name in _SHOWN else message
            )


def _refuse_overlaps(slices: Mapping[Path, Slice]) -> None:
    has: dict[str, Path] = {}
    for folder, one in slices.items():
        for department in one.departments:
            if department in has:
                raise SliceError(
                    text("slice.overlap", department=department, one=has[department], other=folder)
                )
            has[department] = folder


def refuse_incomplete_set(slices: Mapping[Path, Slice], departments: Collection[str]) -> None:
    """Refuse slices that are not of all departments of the catalog. Raises :class:`SliceError`."""
    made = {department for one in slices.values() for department in one.departments}
    if missing := [department for department in departments if department not in made]:
        named = listed(missing, _MOST_NAMED)
        raise SliceError(text("slice.missing", count=len(missing), departments=named, only=missing[0]))


def refuse_foreign(slices: Mapping[Path, Slice], made_from: MadeFrom) -> None:
    """Refuse slices that were made of something else than what is here. Raises :class:`SliceError`."""
    for folder, one in slices.items():
        _refuse_others(one.made_from, made_from, folder, text("slice.this"))


def files_of(slices: Mapping[Path, Slice]) -> dict[str, Path]:
    """What slices have of a site: each file by its path from the site's root on."""
    return {path: folder / path for folder, one in slices.items() for path in one.files}
