"""Bytes to a change request: everything that is not exactly one is refused with words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from servicebook import wording
from servicebook.problems import Problem
from servicebook.requests.change_request import ChangeRequest, FieldChange, refused
from servicebook.requests.request_block import block_of
from servicebook.source.json_reader import read_json_text
from servicebook.source.yaml_reader import Pointer, Value
from servicebook.source.yaml_values import APPEND

MAX_BYTES = 64 * 1024
"""The most that a request may hold, with the text around it."""
MAX_DEPTH = 20
"""How many lists and maps may be within one another; no file of a catalog has more than seven."""
MAX_CHANGES = 100
MAX_STEPS = 12
MAX_WHY = 2_000
MAX_BY = 200
_MAX_KEY = 100

_OBJECT = re.compile(r"[a-z]+:[a-z0-9/-]*")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
    # whole sentences can hide in these; flags of parts of countries end with some
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]"
)
"""What nobody types: control characters, and those that turn the direction of the text around them, by which a reviewer
would read something else than what is written."""
_BRACKETS_AND_TEXTS = re.compile(r'[\[\]{}]|"(?:[^"\\]|\\.)*+"?', re.DOTALL)
"""A text without an end goes to the end of all, or each of its quotation marks would be tried."""
_KEYS = frozenset({"object", "set", "new", "why", "by"})
_KEYS_OF_CHANGE = frozenset({"path", "from", "to"})


def read_request(raw: bytes) -> ChangeRequest:
    """The request of a file that holds one as JSON, or a text in Markdown with a block that does.

    ``raw`` may be longer than :data:`MAX_BYTES`. Raises
    :class:`~servicebook.requests.change_request.RefusedError`.
    """
    if len(raw) > MAX_BYTES:
        raise refused("too-large", wording.text("apply.too-large", most=MAX_BYTES // 1024))
    try:
        text = raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as fault:
        raise refused(
            "not-utf8", wording.text("apply.not-utf8", byte=f"{raw[fault.start]:02x}", number=fault.start + 1)
        ) from None
    return _request(_value(text if text.lstrip()[:1] == "{" else block_of(text)))


def _value(text: str) -> Any:
    if _is_deep(text):
        raise refused("too-deep", wording.text("apply.too-deep", most=MAX_DEPTH))
    read = read_json_text(text, "")
    if isinstance(read, Problem):
        raise refused(
            "not-json",
            wording.text(
                "apply.not-json", line=read.place.line, column=read.place.column, fault=read.message
            ),
        )
    return read


def _is_deep(text: str) -> bool:
    """Whether brackets are too deep in one another; asked before anything reads them that goes down with each."""
    depth = 0
    for sign in _BRACKETS_AND_TEXTS.findall(text):
        depth += 1 if sign in ("{", "[") else -1 if sign in ("}", "]") else 0
        if depth > MAX_DEPTH:
            return True
    return False


def _request(value: Any) -> ChangeRequest:
    if not isinstance(value, dict):
        raise refused("no-map", wording.text("apply.no-map"))
    _refuse_unknown(value, _KEYS)
    if hidden := next(_unseen(value), None):
        raise refused("unseen-character", wording.text("apply.unseen-character", code=f"U+{ord(hidden):04X}"))
    kind, qualified_id = _object(value)
    if ("set" in value) == ("new" in value):
        raise refused("set-or-new", wording.text("apply.set-or-new"))
    new = value.get("new")
    if "new" in value and not (isinstance(new, dict) and new):
        raise refused("new-no-map", wording.text("apply.new-no-map"))
    return ChangeRequest(
        kind=kind,
        qualified_id=qualified_id,
        changes=_changes(value["set"]) if "set" in value else (),
        new=new,
        why=_words(value, "why", MAX_WHY),
        by=_words(value, "by", MAX_BY) if "by" in value else None,
    )


def _refuse_unknown(value: Mapping[str, Any], known: frozenset[str]) -> None:
    for key in value:
        if key not in known:
            raise refused("unknown-key", wording.text("apply.unknown-key", key=key))


def _unseen(value: Any) -> Iterator[str]:
    """The characters of a value that nobody can have typed."""
    if isinstance(value, str):
        yield from _UNSEEN.findall(value)
    elif isinstance(value, list):
        for item in value:
            yield from _unseen(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _UNSEEN.findall(key)
            yield from _unseen(item)


def _object(value: Mapping[str, Any]) -> tuple[str, str]:
    if "object" not in value:
        raise refused("missing-key", wording.text("apply.missing-key", key="object"))
    name = value["object"]
    if not isinstance(name, str) or not _OBJECT.fullmatch(name):
        raise refused("bad-object", wording.text("apply.bad-object"))
    kind, _, qualified_id = name.partition(":")
    return kind, qualified_id


def _words(value: Mapping[str, Any], key: str, most: int) -> str:
    if key not in value:
        raise refused("missing-key", wording.text("apply.missing-key", key=key))
    words = value[key]
    if not isinstance(words, str):
        raise refused("no-text", wording.text("apply.no-text", key=key))
    if not words.strip():
        raise refused("empty", wording.text("apply.empty", key=key))
    if len(words) > most:
        raise refused("too-long", wording.text("apply.too-long", key=key, most=most))
    return words


def _changes(given: Any) -> tuple[FieldChange, ...]:
    if not isinstance(given, list) or not given:
        raise refused("no-changes", wording.text("apply.no-changes"))
    if len(given) > MAX_CHANGES:
        raise refused("too-many", wording.text("apply.too-many", most=MAX_CHANGES))
    return tuple(_change(entry) for entry in given)


def _change(entry: Any) -> FieldChange:
    if not isinstance(entry, dict):
        raise refused("no-changes", wording.text("apply.no-changes"))
    _refuse_unknown(entry, _KEYS_OF_CHANGE)
    for key in ("path", "to"):
        if key not in entry:
            raise refused("missing-key", wording.text("apply.missing-key", key=key))
    path = _path(entry["path"])
    return FieldChange(path=path, before=entry.get("from"), after=entry["to"])


def _path(given: Any) -> Pointer:
    if not isinstance(given, list) or not 0 < len(given) <= MAX_STEPS:
        raise refused("bad-path", wording.text("apply.bad-path"))
    if not all(_is_step(step) for step in given) or APPEND in given[:-1]:
        raise refused("bad-path", wording.text("apply.bad-path"))
    return tuple(given)


def _is_step(step: Value) -> bool:
    if isinstance(step, str):
        return 0 < len(step) <= _MAX_KEY
    return isinstance(step, int) and not isinstance(step, bool) and step >= 0
