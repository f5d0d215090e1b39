"""Which files a ``Location`` names: those within the folder that is imported.

``spec.target`` and ``spec.targets`` are paths relative to the Location's own file, or patterns of such
(``./teams/*.yaml``, ``./**/catalog-info.yaml``). Addresses are noted and never fetched. A path that leads out of the
folder, by itself or by a symbolic link, is not followed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from servicebook.exchange.core.key_tracker import is_blank, preview
from servicebook.exchange.core.source_document import SourceDocument
from servicebook.frozen import frozen
from servicebook.source.yaml_reader import Pointer, Value

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_PATTERN = re.compile(r"[*?\[]")
_FILE_TYPES = ("", "file", "url")
"""The types of Locations whose targets are files or addresses; those of others are questions to a directory."""


@frozen(kw_only=True)
class Target:
    """What a Location names: ``files`` of a ``file`` or a ``pattern``, or why there are none."""

    text: str
    pointer: Pointer
    kind: Literal["file", "pattern", "address", "outside", "missing", "unclear"]
    files: tuple[Path, ...] = ()


def is_location(document: SourceDocument) -> bool:
    """Whether a document is an entity of the kind Location."""
    value = document.value
    kind = value.get("kind") if isinstance(value, dict) else None
    return isinstance(kind, str) and kind.strip().lower() == "location"


def targets_of(location: SourceDocument, root: Path) -> Iterator[Target]:
    """What a Location names, in its order; ``root`` is the folder that is imported."""
    entity: Any = location.value
    spec = entity.get("spec")
    if not isinstance(spec, dict):
        return
    is_file = str(spec.get("type") or "").strip().lower() in _FILE_TYPES
    for value, pointer in _values(spec):
        text = value.strip() if isinstance(value, str) else preview(value)
        if not isinstance(value, str):
            yield Target(text=text, pointer=pointer, kind="unclear")
        elif not is_file or _ADDRESS.match(text):
            yield Target(text=text, pointer=pointer, kind="address")
        else:
            yield _target(text, pointer, Path(location.path).parent, root)


def _values(spec: dict[str, Value]) -> Iterator[tuple[Value, Pointer]]:
    """The values of both keys that have content."""
    for key in ("target", "targets"):
        value = spec.get(key)
        items = (
            [(item, ("spec", key, index)) for index, item in enumerate(value)]
            if isinstance(value, list)
            else []
        )
        listed: list[tuple[Value, Pointer]] = (
            [*items] if isinstance(value, list) else [(value, ("spec", key))]
        )
        yield from ((item, pointer) for item, pointer in listed if not is_blank(item))


def _target(text: str, pointer: Pointer, folder: Path, root: Path) -> Target:
    # Without looking at the disk: ".." is undone before a link could lead it elsewhere.
    relative = os.path.relpath(os.path.normpath(folder / text), root) if not _is_absolute(text) else ".."
    if Path(relative).parts[:1] == (os.pardir,):
        return Target(text=text, pointer=pointer, kind="outside")
    if not _PATTERN.search(relative):
        file = root / relative
        if not file.is_file():
            return Target(text=text, pointer=pointer, kind="missing")
        kind: Literal["file", "outside"] = "file" if is_within(file, root) else "outside"
        return Target(text=text, pointer=pointer, kind=kind, files=(file,))
    found = sorted(file for file in root.glob(relative) if file.is_file() and is_within(file, root))
    return Target(text=text, pointer=pointer, kind="pattern" if found else "missing", files=tuple(found))


def _is_absolute(text: str) -> bool:
    return (
        text.startswith(("/", "\\")) or Path(text).is_absolute() or re.match(r"[A-Za-z]:", text) is not None
    )


def is_within(file: Path, root: Path) -> bool:
    """Whether a file really lies below a folder, wherever links lead."""
    return file.resolve().is_relative_to(root.resolve())
