"""Documents that were read and found to be in order, kept for the next run: it reads only files that have changed.

They are kept in the catalog's folder of such things; if they are many, in several files, of which a change renews one.
Each document has the signature of its file (:class:`~servicebook.source.tree.Disk`). While it is the same, the file is
not read again; else its content says whether the file has changed.
"""

from __future__ import annotations

import marshal
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, TypeAlias
from zlib import crc32

from servicebook.documents.bulk_load import ValidDocument
from servicebook.documents.document import Document
from servicebook.documents.kinds import location_of
from servicebook.source.git_command import run_git
from servicebook.source.kept_file import CACHE, clock_of, forget, is_settled, keep, kept_names, read_kept
from servicebook.source.made_by import made_by, made_in
from servicebook.source.tree import Disk, Signature, Tree, UnreadableError

IN_ONE = 300
"""So many documents are kept in one file, since to write many takes longer than to write one anew after each change."""
_OF_SERVICES = 64
_OF_OTHERS = 8
_FILES = _OF_SERVICES + _OF_OTHERS
"""In how many files more are kept; in which of them one is follows from its path. What is no service may be wanted
without the services."""
_MANY_RENEWED = 20
"""From how many files of a kept one on whose signatures alone have changed it is written anew."""
DECIDING = (
    "analysis", "beside.py", "change_codes.py", "clock", "documents", "ended_process.py", "explanations.py",
    "forking.py", "frozen.py", "garbage.py", "loading", "model", "named_settings.py", "problem_limits.py",
    "problems.py", "processes.py", "rules", "settings.py", "source", "suppression.py", "ticket_sources.py",
    "while_waiting.py", "wording",
)  # fmt: skip
"""The parts of the program that take part in reading a catalog and in finding what is wrong with it."""

Record: TypeAlias = "tuple[Signature | None, bytes, str, Any, tuple[tuple[str | None, str], ...]]"
"""A document: signature, digest of its text, text, value and mentions."""
Files: TypeAlias = "dict[str, tuple[Signature | None, bytes]]"
"""By path in order, the signature of a file and the digest of its text."""


class KeptDocuments:
    """The documents that an earlier run kept, in the order of their paths, with the signatures of their files."""

    def __init__(self, tree: Disk) -> None:
        self.tree = tree
        self._files = _kept_files(tree)
        self.records = {path: record for file in self._files.values() for path, record in file.items()}
        self.valid = tuple(valid_document_of(path, record) for path, record in sorted(self.records.items()))

        self._by_path = {one.document.path: one for one in self.valid}

    @property
    def digests(self) -> dict[str, bytes]:
        """By path, the digest of what each document says."""
        return {path: record[1] for path, record in self.records.items()}

    def keep(self, seen: SeenFiles, documents: Sequence[ValidDocument]) -> Files:
        """Keep these documents from now on, which were read from ``seen``; what tells their files from others."""
        now = {one.document.path: self._renewed(seen, one) for one in documents}
        files: dict[int, dict[str, Record]] = {number: {} for number in self._files}
        for path, record in now.items():
            files.setdefault(number_of(path, len(now)), {})[path] = record
        for number, records in files.items():
            if _is_worth_it(self._files.get(number, {}), records):
                keep_records(self.tree, number, records)
        return {path: now[path][:2] for path in sorted(now)}

    def _renewed(self, seen: SeenFiles, one: ValidDocument) -> Record:
        """The record of a document: the kept one, if nothing is new in it."""
        path = one.document.path
        signature = seen.settled(path)
        if self._by_path.get(path) is not one:
            return record_of(one, signature)
        record = self.records[path]
        return (signature, *record[1:]) if signature is not None else record


def number_of(path: str, count: int) -> int:
    """In which of the files a document is kept, if so many are kept."""
    if count <= IN_ONE:
        return 0
    number = crc32(path.encode())
    return number % _OF_SERVICES if "/services/" in path else _OF_SERVICES + number % _OF_OTHERS


def _kept_files(tree: Disk) -> dict[int, dict[str, Record]]:
    """By number, what the files hold that there are."""
    names = kept_names(tree.root / CACHE, "documents-")
    numbers = [number for number in range(_FILES) if _name(number) in names]
    if not numbers or is_committed(tree):
        return {}
    return {number: kept_records(tree, number) for number in numbers}


def kept_records(tree: Disk, number: int) -> dict[str, Record]:
    """What one of the files holds: records by path; nothing, where it cannot be believed."""
    content = read_kept(tree.root / CACHE / _name(number), made_here())
    records: dict[str, Record] = {} if content is None else marshal.loads(content)
    return records


def keep_records(tree: Disk, number: int, records: Mapping[str, Record]) -> None:
    """Have one of the files hold these records from now on; none, and it is gone."""
    file = tree.root / CACHE / _name(number)
    if records:
        keep(file, made_here(), marshal.dumps(dict(records)))
    else:
        forget(file)


def _is_worth_it(before: Mapping[str, Record], now: Mapping[str, Record]) -> bool:
    """Whether a file is to be written anew: others are in it, or of many the signature is another one."""
    if before.keys() != now.keys():
        return True
    renewed = [(before[path], record) for path, record in now.items() if before[path] is not record]
    return len(renewed) >= _MANY_RENEWED or any(old[1:] != new[1:] for old, new in renewed)


class SeenFiles(Disk):
    """The files on disk, of which those with the same signature as when they were kept say what they said then.

    ``signatures`` are of those whose content was looked at, each from before that, where they are to be kept.
    """

    def __init__(self, kept: KeptDocuments, min_files: int | None) -> None:
        """Of fewer than ``min_files`` nothing is kept; None: of none."""
        super().__init__(kept.tree.root)
        self._kept, self._min_files = kept.records, min_files
        self._clock = clock_of(self.root / CACHE) if self._kept else None
        self.signatures: dict[str, Signature | None] = {}

    def says_as_kept(self, path: str) -> bool:
        """Whether a file that was kept still says the same."""
        signature, _, text, _, _ = self._kept[path]
        return (signature is not None and self.signature(path) == signature) or self.says(path, text.encode())

    def says(self, path: str, content: bytes) -> bool:
        signature = self.signature(path)
        record = self._kept.get(path)
        if record is not None and signature is not None and record[0] == signature:
            return True
        self.signatures[path] = signature
        return super().says(path, content)

    def preloaded(self, paths: Sequence[str]) -> Tree:
        if self._clock is None and self._min_files is not None and len(paths) >= self._min_files:
            self._clock = clock_of(self.root / CACHE)
        if self._clock is not None:
            self.signatures.update((path, self.signature(path)) for path in paths)
        return self

    def settled(self, path: str) -> Signature | None:
        """The signature of a file, if it will be another one after every change."""
        signature = self.signatures.get(path)
        if signature is None or self._clock is None:
            return None
        return signature if is_settled(signature, self._clock) else None


def made_here() -> str:
    """The version of all that decides what a file says, and what is wrong with it."""
    return f"{made_by(*DECIDING)} {made_in()}"


def _name(number: int) -> str:
    return f"documents-{number:02}"


def record_of(one: ValidDocument, signature: Signature | None) -> Record:
    """What is kept of a document whose file has that signature."""
    document = one.document
    digest = sha256(document.text.encode("utf-8", "surrogatepass")).digest()
    return signature, digest, document.text, document.value, one.mentions


def valid_document_of(path: str, record: Record) -> ValidDocument:
    """The document of a record."""
    location = location_of(path)
    assert location is not None  # or it would not have been valid
    _, _, text, value, mentions = record
    return ValidDocument(Document(path=path, location=location, text=text, value=value), mentions)


def is_committed(tree: Disk) -> bool:
    """Whether what is kept is part of the repository: then somebody else wrote it, and it is not believed."""
    try:
        return bool(run_git(tree.root, "ls-files", "--", str(CACHE)))
    except UnreadableError:
        return False  # no repository
