"""YAML as nearly everybody writes it, read as YAML reads it, several times as fast: line by line, by one pattern.

Keys are words. Values are text on one line, lists and maps in brackets in which no other map is, blocks of text behind
``|``, and what is below them. Whatever is written in any other way is not read here, but as all YAML is: tests hold the
two equal.
"""

from __future__ import annotations

import re
from sys import intern
from typing import TYPE_CHECKING, Any

from servicebook.source.yaml_scalars import NOT_ALWAYS_TEXT, plain_scalar

if TYPE_CHECKING:
    from servicebook.source.yaml_reader import Value  # which tries this first

_MAX_DEPTH = 16

_KEY = r"[A-Za-z0-9_][A-Za-z0-9_./-]{0,99}+"
_DOUBLE = r'"[^"\\\n]*+"'
_SINGLE = r"'[^'\n]*+'(?!')"
_BEGIN = r"""[^ \n\-?:,\[\]{}#&*!|>'"%@`]"""
_PLAIN = rf"{_BEGIN}[^\n#:]*+(?:(?:(?<! )#|:(?![ \n]))[^\n#:]*+)*+"
_PLAIN_IN_FLOW = rf"{_BEGIN}[^\n,\[\]{{}}:#?]*+"
_NEXT = r" *+, *+(?:\n ++)?+"
_ITEM = rf"(?:{_DOUBLE}|{_SINGLE}|{_PLAIN_IN_FLOW})"
_LIST = rf"\[ *+(?:{_ITEM}(?:{_NEXT}{_ITEM})*+)?+ *+\]"
_PAIR = rf"{_KEY}: ++(?:{_DOUBLE}|{_SINGLE}|{_LIST}|{_PLAIN_IN_FLOW})"
_MAP = rf"\{{ *+{_PAIR}(?:{_NEXT}{_PAIR})*+ *+\}}"
_LINE = re.compile(
    rf"( *+)(- )?+(?:({_KEY}):(?: ++|(?= *+\n)))?+"
    rf"(?:(?:({_PLAIN})|({_DOUBLE})|({_MAP})|({_LIST})|({_SINGLE})|) *+(?:(?<![^ \n])#[^\n]*+)?+\n"
    r"|(?<=: )(\|-?+\n(?:\n|\1(?(2)  ) [^\n]*+\n)*+))"
    r"|([^\n]*+\n)"
)
"""A line: indent, dash, key and its value, which is one of: plain, between double quotation marks, map, list, between
single ones, block of text with the lines below; last, a line that is written in another way. None of it: an empty line
or a comment."""
_PRINTABLE = b"\n" + bytes(range(ord(" "), ord("~") + 1))
"""The characters of ASCII that a text may have."""
_PAIRS = re.compile(rf"({_KEY}): ++(?:({_DOUBLE})|({_SINGLE})|({_LIST})|({_PLAIN_IN_FLOW}))")
_ITEMS = re.compile(rf"({_DOUBLE})|({_SINGLE})|({_PLAIN_IN_FLOW})")

_Line = tuple[str, ...]


class _OtherwiseError(Exception):
    """Something is written in another way; never leaves this module."""


def parse_plain(text: str) -> Value:
    """The value of a text in which everything is written as above; None for every other text."""
    if not text.endswith("\n") or not _is_printable(text):
        return None
    # an empty line has none but its indent; most others have a key or a dash
    lines = [line for line in _LINE.findall(text) if line[2] or line[1] or any(line[3:])]
    if not lines or lines[0][0]:
        return None
    try:
        value, at = _block(lines, 0, 0, 1)
    except _OtherwiseError:
        return None
    return value if at == len(lines) else None


def _is_printable(text: str) -> bool:
    """Whether there are no other line breaks, no tabs, and nothing that is no character."""
    if text.isascii():  # as most are: bytes are looked at in a quarter of the time
        return not text.encode().translate(None, _PRINTABLE)
    return text.replace("\n", "").isprintable()


def _block(lines: list[_Line], at: int, indent: int, depth: int) -> tuple[Any, int]:
    """The value of lines that are indented by so much, and the number of the first other line."""
    if depth > _MAX_DEPTH:
        raise _OtherwiseError
    return (_sequence if lines[at][1] else _mapping)(lines, at, indent, depth)


def _mapping(lines: list[_Line], at: int, indent: int, depth: int) -> tuple[dict[str, Any], int]:
    """The same of a map; before its first key may be the dash of a list."""
    mapping: dict[str, Any] = {}
    begin, count, end = at, 0, len(lines)
    while at < end:
        line = lines[at]
        if at > begin:
            if len(line[0]) < indent:
                break
            if len(line[0]) > indent or line[1]:
                raise _OtherwiseError
        key = line[2]
        at += 1
        value = _value(line, indent)
        if value is _MISSING:
            if not key:
                raise _OtherwiseError
            value, at = _below(lines, at, indent, depth)
        mapping[intern(key)] = value
        count += 1
    if len(mapping) < count or "" in mapping:
        raise _OtherwiseError  # a key is there twice, or none
    return mapping, at


def _below(lines: list[_Line], at: int, indent: int, depth: int) -> tuple[Any, int]:
    """What is below a key that has nothing behind it: a list may be indented like its key."""
    if at < len(lines):
        below = len(lines[at][0])
        if below > indent or (below == indent and lines[at][1]):
            return _block(lines, at, below, depth + 1)
    return None, at


def _sequence(lines: list[_Line], at: int, indent: int, depth: int) -> tuple[list[Any], int]:
    items: list[Any] = []
    while at < len(lines):
        line = lines[at]
        if len(line[0]) != indent or not line[1]:
            break  # if it is indented further, nobody takes it
        if line[2]:
            item, at = _mapping(lines, at, indent + 2, depth + 1)
        else:
            item = _value(line, indent)
            if item is _MISSING:
                raise _OtherwiseError
            at += 1
        items.append(item)
    return items, at


_MISSING: Any = object()
"""In place of the value of a line that has none."""


def _value(line: _Line, indent: int) -> Any:
    _, _, _, plain, double, map_, list_, single, block, other = line
    if plain:
        return _scalar(plain) if plain[0] in NOT_ALWAYS_TEXT or plain[-1] == " " else plain
    if double or single:
        return (double or single)[1:-1]
    if map_:
        return _map(map_)
    if list_:
        return _list(list_)
    if block:
        return _text(block, indent)
    if other:
        raise _OtherwiseError
    return _MISSING


def _scalar(plain: str) -> Any:
    if plain[-1] == " ":
        plain = plain.rstrip(" ")
    return plain_scalar(plain) if plain[0] in NOT_ALWAYS_TEXT else plain


def _map(written: str) -> dict[str, Any]:
    pairs = _PAIRS.findall(written)
    mapping: dict[str, Any] = {}
    for key, double, single, list_, plain in pairs:
        if plain:
            value = _scalar(plain) if plain[0] in NOT_ALWAYS_TEXT or plain[-1] == " " else plain
        elif list_:
            value = _list(list_)
        else:
            value = (double or single)[1:-1]
        mapping[intern(key)] = value
    if len(mapping) < len(pairs):
        raise _OtherwiseError
    return mapping


def _list(written: str) -> list[Any]:
    return [
        _scalar(plain) if plain else (double or single)[1:-1]
        for double, single, plain in _ITEMS.findall(written)
    ]


def _text(block: str, indent: int) -> str:
    """The text of a block, from its ``|`` on."""
    head, *lines = block.split("\n")
    margin = len(lines[0]) - len(lines[0].lstrip(" "))
    if margin <= indent:
        raise _OtherwiseError
    spaces = lines[0][:margin]
    for line in lines:
        # in a line of spaces alone, some may be text
        if line and (not line.startswith(spaces) or line.isspace()):
            raise _OtherwiseError
    text = "\n".join([line[margin:] for line in lines]).rstrip("\n")
    return text if head == "|-" else f"{text}\n"
