"""What ``servicebook init`` wrote into a repository, kept there, by which a later version knows what was edited."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import field, replace
from typing import Any

from servicebook.documents.kinds import SETTINGS, location_of
from servicebook.documents.schema_comment import SCHEMAS
from servicebook.exchange.repository.first_repository import Wanted
from servicebook.exchange.repository.lock import LOCK
from servicebook.frozen import frozen

RECORD = ".servicebook/init.json"
_REMARK = (
    "Written by servicebook init, for servicebook init --update: the files as they were written. Do not edit."
)


class RecordError(Exception):
    """The record is not what this program writes; its text is one line."""


@frozen(kw_only=True)
class Record:
    """``files`` are the texts by path as they were written, before anybody edited them; ``lock`` is the lock's hash.

    ``version`` of the program wrote them for ``host`` and ``wanted``; ``from_lists``: with a catalog made from lists.
    """

    version: str
    host: str
    wanted: Wanted
    from_lists: bool = False
    lock: str | None = None
    files: Mapping[str, str] = field(default_factory=dict)


def kept_up_to_date(texts: Mapping[str, str]) -> dict[str, str]:
    """Those of a first repository's files that a later version may bring up to date.

    Not the catalog and its settings, which are the repository's own; not schemas and lock, which nobody edits.
    """
    return {
        path: text
        for path, text in texts.items()
        if location_of(path) is None and not path.startswith((f"{SETTINGS}/", f"{SCHEMAS}/")) and path != LOCK
    }


def hash_of(text: str) -> str:
    """The hash by which an unchanged lock is recognized, whatever its line ends."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()


def write_record(record: Record) -> str:
    """The record as a file: texts line by line, so that a diff of it can be read."""
    value = {
        "about": _REMARK,
        "version": record.version,
        "host": record.host,
        "organization": record.wanted.organization,
        "zone": record.wanted.zone,
        "department": record.wanted.department,
        "from_lists": record.from_lists,
        "lock": record.lock,
        "files": {path: text.split("\n") for path, text in sorted(record.files.items())},
    }
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def read_record(text: str) -> Record:
    """A record from its file. Raises :class:`RecordError`."""
    try:
        value: dict[str, Any] = json.loads(text)
        return Record(
            version=str(value["version"]),
            host=str(value["host"]),
            wanted=Wanted(
                organization=str(value["organization"]),
                zone=str(value["zone"]),
                department=value["department"],
            ),
            from_lists=bool(value["from_lists"]),
            lock=value["lock"],
            files={str(path): "\n".join(lines) for path, lines in value["files"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise RecordError(f"{type(fault).__name__}: {fault}") from None


def recorded(before: str | None, record: Record, texts: Mapping[str, str]) -> str:
    """The record, as a file, after ``texts`` of a first repository were written, by path.

    ``before`` is the record that is there already: what it says of other files stays. Raises :class:`RecordError`.
    """
    known = record if before is None else read_record(before)
    lock = hash_of(texts[LOCK]) if LOCK in texts else known.lock
    return write_record(replace(known, lock=lock, files={**known.files, **kept_up_to_date(texts)}))
