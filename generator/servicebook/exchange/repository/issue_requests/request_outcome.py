"""What came of trying a request, as the job that tried it has left it: data, which may be as odd as the request was."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

MAX_OUTCOME = 16_000_000
"""Bytes of it; more is not read."""
MOST_FILES = 20
"""A request changes one object; with what that brings along, it is never more."""

_IN_CATALOG = re.compile(r"catalog/(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*\.yml")
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_OBJECT = re.compile(r"[a-z]+:[A-Za-z0-9_./-]{0,200}")
_BLOCK = re.compile(r"^`{3,} *json servicebook-request[^\n]*\n(.*?)^`{3,}", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Outcome:
    """``applied`` is None where it could not be tried; ``reasons`` say why it was refused.

    ``files`` are the new texts by path, ``added`` those of them that are new files; ``outside`` is a path that a
    request must not change.
    """

    commit: str
    target: str
    applied: bool | None
    reasons: tuple[str, ...]
    files: dict[str, str]
    added: frozenset[str]
    outside: str | None
    report: str

    @property
    def fingerprint(self) -> str:
        """The same for the same change of the same commit."""
        content = json.dumps([self.commit, self.files], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:32]


def outcome_of(text: str | None, number: int) -> Outcome | None:
    """What was left for this issue; None where nothing was, or not what it should be."""
    value = _read(text or "")
    commit = value.get("commit")
    if value.get("issue") != number or not isinstance(commit, str) or not _COMMIT.fullmatch(commit):
        return None
    answer = _mapping(value.get("answer"))
    files = _mapping(value.get("files"))
    target = answer.get("object")
    return Outcome(
        commit=commit,
        target=target if isinstance(target, str) and _OBJECT.fullmatch(target) else "catalog",
        applied=answer.get("applied") is True if answer else None,
        reasons=tuple(_reasons(answer)),
        files={path: text for path, file in files.items() if (text := _new_text(path, file)) is not None},
        added=frozenset(path for path, file in files.items() if _mapping(file).get("is_new") is True),
        outside=_outside(files),
        report=_text(value.get("report")),
    )


def _new_text(path: str, file: Any) -> str | None:
    """The text of a file that a request may have changed; None for any other file."""
    text = _mapping(file).get("text")
    return text if isinstance(text, str) and _IN_CATALOG.fullmatch(path) else None


def _outside(files: dict[str, Any]) -> str | None:
    for path, file in files.items():
        if _new_text(path, file) is None:
            return path
    return "catalog/" if len(files) > MOST_FILES else None


def words_of(text: str) -> tuple[str, str]:
    """Why it is asked for, and by whom, as the request in an issue says it; empty where it says nothing."""
    found = _BLOCK.search(text.replace("\r\n", "\n"))
    request = _read(found[1] if found else "")
    return _text(request.get("why")), _text(request.get("by"))


def _reasons(answer: dict[str, Any]) -> list[str]:
    """Why it was refused; what the check has found is said once, with its place."""
    found = {}
    for one in _mappings(answer.get("findings")):
        said = "; ".join(_text(one.get(key)) for key in ("message", "hint") if one.get(key))
        found[said] = f"{one.get('path')}:{one.get('line')}: {said}"
    refused = [_text(one.get("message")) for one in _mappings(answer.get("refused"))]
    reasons = [*(one for one in refused if one not in found), *found.values()]
    return list(dict.fromkeys(one for one in reasons if one))


def _read(text: str) -> dict[str, Any]:
    try:
        return _mapping(json.loads(text))
    except (ValueError, RecursionError):
        return {}


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _mappings(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
