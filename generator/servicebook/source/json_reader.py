"""JSON texts of others: their value, and where in the text each part of it is.

Stricter than Python's own reader: no key twice, no NaN, no number that our files cannot hold, no lone surrogates.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, cast

from servicebook import wording
from servicebook.problems import Place, Problem, error
from servicebook.source.lines import LINE_BREAK, place_at
from servicebook.source.yaml_reader import Pointer, Value

_MAX_DIGITS = 18
_SPACE = re.compile(r"[ \t\r\n]*")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_DECODER = json.JSONDecoder()


class Part(NamedTuple):
    """A value within a text: its pointer from the root, and where its key (or itself) and the value begin."""

    pointer: Pointer
    key: int
    start: int


class _RefusedError(Exception):
    """Something that Python reads and our files cannot hold, or that is given twice.

    Its problem's code, the fact, one action, and the number as it is written; of a key that is given twice ``""``.
    """

    def __init__(self, code: str, message: str, hint: str, written: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.hint, self.written = code, message, hint, written


def read_json(raw: bytes, path: str, hint: str = "") -> tuple[str, Value] | Problem:
    """The text of a file and its value, or the first problem that keeps it from having one.

    ``hint`` says how to get the file anew, where it does not come from ``servicebook export json``.
    """
    encoding = json.detect_encoding(raw)
    try:
        text = raw.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as fault:
        before = raw[: fault.start].decode(encoding)
        message = wording.text(
            "not-utf8.byte", byte=f"{raw[fault.start]:02x}", encoding=encoding.upper().removesuffix("-SIG")
        )
        return error("not-utf8", place_at(before, path, len(before)), message, wording.text("not-utf8.hint"))
    value = read_json_text(text, path, hint)
    return value if isinstance(value, Problem) else (text, value)


def read_json_text(text: str, path: str, hint: str = "") -> Value | Problem:
    """The value of a text, or the first problem that keeps it from having one."""
    try:
        value: Any = json.loads(
            text, object_pairs_hook=_map, parse_int=_int, parse_float=_float, parse_constant=_constant
        )
    except json.JSONDecodeError as fault:
        message = wording.text("json.invalid", reason=fault.msg[:1].lower() + fault.msg[1:])
        return error(
            "bad-value",
            Place(path, fault.lineno, fault.colno),
            message,
            hint or wording.text("json.invalid-hint"),
        )
    except _RefusedError as fault:
        return error(fault.code, place_at(text, path, _refused_at(text, fault)), fault.message, fault.hint)
    except RecursionError:
        hint = wording.text("too-deep.hint")
        return error("too-deep", Place(path), wording.text("too-deep.json"), hint)
    # only an escape can make one, since the bytes were valid
    if "\\u" in text and (part := _lone_surrogate(text)):
        hint = wording.text("json.half-character-hint")
        return error("bad-value", place_at(text, path, part.start), wording.text("json.half-character"), hint)
    return cast("Value", value)


def _map(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in mapping if keys.count(key) > 1)
        raise _RefusedError(
            "duplicate-key", wording.text("json.key-twice", key=twice), wording.text("hint.keep-one")
        )
    return mapping


def _int(digits: str) -> int:
    if len(digits) > _MAX_DIGITS:
        hint = wording.text("json.too-many-digits-hint")
        raise _RefusedError(
            "bad-value", wording.text("json.too-many-digits", number=digits[:20]), hint, digits
        )
    return int(digits)


def _float(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        _constant(digits)  # 1e999 is as little a number as Infinity
    return number


def _constant(word: str) -> float:
    raise _RefusedError(
        "bad-value",
        wording.text("json.not-a-number", word=word[:20]),
        wording.text("json.not-a-number-hint"),
        word,
    )


def _refused_at(text: str, fault: _RefusedError) -> int:
    """Where the number is, or the key for the second time; what follows may be anything."""
    seen: set[Pointer] = set()
    for part in parts(text):
        if text.startswith(fault.written, part.start) if fault.written else part.pointer in seen:
            return part.key
        seen.add(part.pointer)
    return 0


def _lone_surrogate(text: str) -> Part | None:
    """The first text (or key) with half a character in it."""
    for part in parts(text):
        key, value = (_DECODER.raw_decode(text, at)[0] for at in (part.key, part.start))
        if any(isinstance(item, str) and _LONE_SURROGATE.search(item) for item in (key, value)):
            return part
    return None


def parts(text: str, start: int = 0, pointer: Pointer = ()) -> Iterator[Part]:
    """Every value below the one that begins at ``start``, of a text that is JSON."""
    for part in children(text, start, pointer):
        yield part
        yield from parts(text, part.start, part.pointer)


def children(text: str, start: int = 0, pointer: Pointer = ()) -> Iterator[Part]:
    """The entries of the object or list that begins at ``start``; of anything else none."""
    at = _skipped(text, start)
    opened = text[at]
    if opened not in "{[":
        return
    at = _skipped(text, at + 1)
    index = 0
    while text[at] not in "}]":
        key, step = at, index
        if opened == "{":
            step, at = _DECODER.raw_decode(text, at)
            at = _skipped(text, _skipped(text, at) + 1)
        yield Part((*pointer, step), key, at)
        at = _skipped(text, _DECODER.raw_decode(text, at)[1])
        if text[at] == ",":
            at = _skipped(text, at + 1)
        index += 1


def places(text: str, path: str) -> Callable[[int], Place]:
    """A function from a character to its place, for a text in which many are looked up."""
    ends = [line_break.end() for line_break in LINE_BREAK.finditer(text)]

    def place(at: int) -> Place:
        line = bisect_right(ends, at)
        return Place(path, line + 1, at - (ends[line - 1] if line else 0) + 1)

    return place


def _skipped(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at
