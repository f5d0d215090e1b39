"""Which files are read for an import from Backstage, and what of them is left out.

A folder is searched with all below it; what :mod:`~servicebook.exchange.backstage.left_out` names, the folders that
templates take their files from, and files that are templates are left out. Locations are followed, from a single
file, too: to files within the folder. A faulty document does not keep the others from being read.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from servicebook import wording
from servicebook.exchange.backstage.left_out import LeftOut
from servicebook.exchange.backstage.locations import Target, is_location, is_within, targets_of
from servicebook.exchange.backstage.templates import (
    has_marks_for_yaml,
    is_filled_in,
    is_template,
    skeleton_folders,
)
from servicebook.exchange.core.import_result import Loss
from servicebook.exchange.core.source_document import SourceDocument
from servicebook.exchange.core.yaml_sources import MAX_BYTES, parse_multi_document
from servicebook.problems import Place, Problem, error
from servicebook.source.catalog_tree import read_text
from servicebook.source.import_files import read_bytes
from servicebook.source.tree import Disk, UnreadableError

_NAMES = ("catalog-info.yaml", "catalog-info.yml")
_MAX_LISTED = 5
"""How many files of a folder that is left out a note lists."""
_HAS_ENTITIES = re.compile(rb"^apiVersion:\s*['\"]?(?:scaffolder\.)?backstage\.io/", re.MULTILINE)


@dataclass(slots=True)
class SourceFiles:
    """The documents of a source, and what was not read; :func:`read_source` fills it in."""

    root: Path
    """The folder that nothing outside of is read of."""
    left_out: LeftOut
    by_file: dict[Path, list[SourceDocument]] = field(default_factory=dict)
    """The documents of each file that was read, by where it really is."""
    skeletons: dict[str, str] = field(default_factory=dict)
    """The folders and files of templates, relative to the root, with the template's file."""
    faults: list[Problem] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    omitted: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    """The files that were left out, by the folder (or the file) that was and the reason."""
    addresses: dict[str, str] = field(default_factory=dict)
    """What Locations name that is no file, with the place of the first that does."""

    def documents(self) -> list[SourceDocument]:
        """All documents, by the paths of their files."""
        listed = [document for documents in self.by_file.values() for document in documents]
        return sorted(listed, key=lambda document: (document.path, document.lines_before))

    def omit(self, file: Path, above: str, reason: str) -> None:
        """Note that a file is left out, for ``above``, a path below the root: its own, or a folder's with a slash."""
        shown = (self.root / above).as_posix() + ("/" if above.endswith("/") else "")
        name = file.relative_to(self.root / above).as_posix() if above.endswith("/") else ""
        self.omitted[shown, reason].append(name)

    def notes(self) -> Iterator[str]:
        """What was left out, and what is elsewhere."""
        for (path, reason), files in sorted(self.omitted.items()):
            listed = [name for name in files if name]
            more = " …" if len(listed) > _MAX_LISTED else ""
            names = f" ({', '.join(listed[:_MAX_LISTED])}{more})" if listed else ""
            yield wording.text("import.left-out", path=path, files=names, reason=reason)
        for address, place in sorted(self.addresses.items()):
            yield wording.text("import.not-fetched", place=place, address=address)


def read_source(source: Path, excluded: Sequence[str]) -> SourceFiles:
    """The documents at ``source``, a file or a folder. Raises :class:`UnreadableError` when there are none at all."""
    is_folder = not source.is_file()
    read = SourceFiles(source if is_folder else source.parent, LeftOut(excluded))
    if is_folder and not source.is_dir():
        raise UnreadableError(wording.text("tree.not-there", path=source))
    files = list(_search(read)) if is_folder else [source]
    if not files and not read.omitted and not read.faults:
        raise UnreadableError(f"there is no catalog-info.yaml in {source}")
    # Templates first: they say which of the other files are theirs.
    texts = {file: _text(read, file) for file in files}
    for file, text in texts.items():
        if text is not None and "emplate" in text:
            _note_skeletons(read, file, parse_multi_document(text, file.as_posix())[0])
    for file, text in texts.items():
        if text is not None:
            _read(read, file, text)
    return read


def _search(read: SourceFiles) -> Iterator[Path]:
    """The files with entities below the root, sorted; what is left out is noted, where it has any."""
    for file in sorted(_yaml_files(read), key=lambda file: file.as_posix()):
        path = file.relative_to(read.root).as_posix()
        reasons = ((part, read.left_out.reason(part)) for part in _above(path))
        part, reason = next(((part, reason) for part, reason in reasons if reason), ("", None))
        if reason and _has_entities(file):
            read.omit(file, part, reason)
        elif reason is None and not is_within(file, read.root):
            read.omit(file, path, wording.text("import.left-out-outside"))
        elif reason is None and _has_entities(file):
            yield file


def _yaml_files(read: SourceFiles) -> Iterator[Path]:
    """All YAML files below the root, links to folders not followed; a folder that cannot be listed is a fault."""

    def note(fault: OSError) -> None:
        if fault.filename == str(read.root):
            message = wording.text("tree.cannot-read", path=read.root, reason=fault.strerror)
            raise UnreadableError(message) from fault
        message = wording.text("unreadable-file.message", reason=fault.strerror)
        place = Place(Path(fault.filename).as_posix())
        read.faults.append(error("unreadable-file", place, message, wording.text("unreadable-file.hint")))

    for folder, below, names in os.walk(read.root, onerror=note):
        for name in below:
            link = Path(folder) / name
            if link.is_symlink() and not is_within(link, read.root) and not name.startswith("."):
                path = link.relative_to(read.root).as_posix()
                read.omit(link, path, wording.text("import.left-out-outside"))
        yield from (Path(folder) / name for name in names if name.endswith((".yaml", ".yml")))


def _above(path: str) -> Iterator[str]:
    """The folders above a path, each with a slash at its end, and the path itself."""
    parts = path.split("/")
    for count in range(1, len(parts)):
        yield "/".join(parts[:count]) + "/"
    yield path


def _has_entities(file: Path) -> bool:
    if file.name in _NAMES:
        return True
    raw = read_bytes(file, MAX_BYTES)
    return isinstance(raw, bytes) and _HAS_ENTITIES.search(raw) is not None


def _text(read: SourceFiles, file: Path) -> str | None:
    """The text of a file; None, and a fault, where it cannot be read."""
    text = read_text(Disk(Path()), file.as_posix(), MAX_BYTES)
    if isinstance(text, Problem):
        read.faults.append(text)
        return None
    return text


def _note_skeletons(read: SourceFiles, file: Path, documents: Sequence[SourceDocument]) -> None:
    folder = file.parent.relative_to(read.root).as_posix()
    for document in documents:
        for skeleton in skeleton_folders(document) if is_template(document) else ():
            path = posixpath.normpath(posixpath.join(folder, skeleton))
            if not path.startswith("../"):
                read.skeletons.setdefault(path, file.as_posix())


def _read(read: SourceFiles, file: Path, text: str) -> None:
    """Read a file, unless that was done or it is a template, and all that Locations in it name."""
    real = file.resolve()
    if real in read.by_file:
        return
    read.by_file[real] = []
    path = file.relative_to(read.root).as_posix()
    skeleton = next((part.rstrip("/") for part in _above(path) if part.rstrip("/") in read.skeletons), None)
    if skeleton is not None:
        reason = wording.text("import.left-out-skeleton", template=read.skeletons[skeleton])
        read.omit(file, skeleton + ("/" if skeleton != path else ""), reason)
        return
    documents, faults = parse_multi_document(text, file.as_posix())
    if (faults and has_marks_for_yaml(text)) or is_filled_in(documents):
        read.omit(file, path, wording.text("import.left-out-template-file"))
        return
    read.faults.extend(faults)
    read.by_file[real] = [document for document in documents if not is_template(document)]
    if len(read.by_file[real]) < len(documents):
        read.omit(file, path, wording.text("import.left-out-template"))
    for document in documents:
        if is_location(document):
            for target in targets_of(document, read.root):
                _follow(read, document, target)


def _follow(read: SourceFiles, location: SourceDocument, target: Target) -> None:
    place = location.place(target.pointer)
    if target.kind == "address":
        read.addresses.setdefault(target.text, str(place))
    elif target.kind in ("outside", "missing", "unclear"):
        message = wording.text(f"import-target.{target.kind}", target=target.text)
        read.losses.append(Loss(kind=f"target-{target.kind}", message=message, place=place))
    for file in target.files:
        path = file.relative_to(read.root).as_posix()
        # A name in a Location means this file, whatever its folder; a pattern means what is found by itself, too.
        is_left_out = read.left_out.is_excluded if target.kind == "file" else read.left_out.reason
        if target.kind != "outside" and not any(is_left_out(part) for part in _above(path)):
            text = _text(read, file)
            if text is not None:
                _note_skeletons(read, file, parse_multi_document(text, file.as_posix())[0])
                _read(read, file, text)
