"""What commits changed, kept from build to build: a commit never changes, so that only new ones need to be read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

from servicebook.comparing.changes import Effect
from servicebook.comparing.history import ChangeHistory, change_history
from servicebook.comparing.past_commits import PastChange, PastCommit
from servicebook.loading.kept_documents import is_committed, made_here
from servicebook.loading.loaded import LoadedCatalog
from servicebook.source.kept_file import CACHE, is_kept, keep, read_kept
from servicebook.source.made_by import made_by
from servicebook.source.tree import Disk

_FILE = CACHE / "history.json"
DECIDING = ("comparing", "links.py")
"""The parts of the program that take part in comparing catalogs, besides those that read them."""


def read_changes(root: Path, most: int, like: LoadedCatalog | None = None) -> ChangeHistory | None:
    """What the last ``most`` commits changed: new ones are read and kept, those that were kept are taken over.

    As :func:`~servicebook.comparing.history.change_history`, which says when it is None, and what it raises.
    """
    return change_history(
        root, known_commits(root), most=most, like=like, keep=lambda commits: keep_commits(root, commits)
    )


def known_commits(root: Path) -> Mapping[str, PastCommit]:
    """The commits that an earlier build kept, by their hashes; none where it compared or worded them otherwise, and
    where what is kept is part of the repository: then somebody else wrote it."""
    # what would have made it takes long to tell: all modules are read for it
    is_believed = is_kept(root / _FILE) and not is_committed(Disk(root))
    content = read_kept(root / _FILE, _made_by()) if is_believed else None
    if content is None:
        return {}
    try:
        commits = [_commit(written) for written in json.loads(content)]
    except (ValueError, TypeError, KeyError):
        return {}  # whole, and all the same not what is written here: somebody else's
    return {commit.hash: commit for commit in commits}


def keep_commits(root: Path, commits: Iterable[PastCommit]) -> None:
    """Keep commits for the next build."""
    written = [
        {
            "hash": commit.hash,
            "moment": commit.moment.isoformat(),
            "since": commit.since,
            "is_read": commit.is_read,
            "changes": [_written(change) for change in commit.changes],
        }
        for commit in commits
    ]
    keep(root / _FILE, _made_by(), json.dumps(written, separators=(",", ":")).encode())


def _written(change: PastChange) -> dict[str, Any]:
    return {one.name: getattr(change, one.name) for one in fields(PastChange)}


def _commit(written: dict[str, Any]) -> PastCommit:
    return PastCommit(
        hash=_text(written["hash"]),
        moment=datetime.fromisoformat(written["moment"]),
        since=_text(written["since"]),
        is_read=written["is_read"] is True,
        changes=tuple(_change(change) for change in written["changes"]),
    )


def _change(written: dict[str, Any]) -> PastChange:
    moved_from = written["moved_from"]
    return PastChange(
        kind=_text(written["kind"]),
        object_id=_text(written["object_id"]),
        name=_text(written["name"]),
        what=_text(written["what"]),
        by=_text(written["by"]),
        more=_texts(written["more"]),
        departments=_texts(written["departments"]),
        services=_texts(written["services"]),
        effect=Effect(written["effect"]),
        is_minor=written["is_minor"] is True,
        moved_from=None if moved_from is None else _text(moved_from),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple(map(_text, value))


def _made_by() -> str:
    """The version of all that decides what is said of a commit: what reads catalogs, and compares them."""
    return f"{made_by(*DECIDING)} {made_here()}"
