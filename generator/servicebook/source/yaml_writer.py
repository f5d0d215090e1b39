"""Plain values to YAML text in the style that people write here; what is written reads back as the same value.

Two spaces a level, block style, one line for a short list or map of plain values, a literal block for text
of several lines. Text is quoted where a reader of YAML 1.2 **or 1.1** would take it for something else
(``no``, ``17:30``, ``010``); a date stays bare, since :mod:`~servicebook.source.yaml_reader` keeps it as text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from servicebook.source.yaml_reader import Value  # which needs the writer, to say what to write


WIDTH = 110
"""The longest line for a complete list or map."""

_MAX_DIGITS = 18
"""As many as surely fit into the 64 bits that other readers of YAML have."""
_MAX_KEY = 1000
_OTHERS = r"\x00-\t\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
"""What is neither printable nor a line break: a class without these few is compiled in a tenth of the time."""
_PLAIN = re.compile(rf"[^{_OTHERS}\n]+")
_LITERAL = re.compile(rf"[^{_OTHERS}\n][^{_OTHERS}]*")
_ESCAPED = re.compile(rf'[{_OTHERS}\n"\\]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_WORDS = frozenset({"~", "null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(
    r"[-+]?[0-9._:]+(e[-+]?[0-9]*)?"  # 1.1 counts 17:30 in sixties and skips _
    r"|[-+]?0[xob][0-9a-f_]*|[-+]?\.(inf|nan)|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([t ].*)?",
    re.IGNORECASE,
)
_FIRST = frozenset("-?:,[]{}#&*!|>'\"%@`<= ")
_IN_FLOW = frozenset(",[]{}:?")


def write(value: Value, *, schema_line: str | None = None) -> str:
    """The value as a file's text; ``schema_line``, a comment for editors, comes first.

    Raises ``ValueError`` for what YAML's core schema cannot hold as our reader takes it: whole numbers of more
    than 18 characters, numbers that are not finite, text with lone surrogates.
    """
    lines = [schema_line] if schema_line else []
    if isinstance(value, dict | list) and value:
        lines.extend(_block(value, ""))
    else:
        lines.extend(line.lstrip(" ") if not at else line for at, line in enumerate(_entry("", value, "")))
    return "\n".join(lines) + "\n"


def _block(value: dict[str, Value] | list[Value], indent: str) -> Iterator[str]:
    """The lines of a collection that is not empty, one entry below the other."""
    if isinstance(value, list):
        for item in value:
            if isinstance(item, dict | list) and item and not _fits(indent + "- ", item):
                first, *rest = _block(item, indent + "  ")
                yield indent + "- " + first.removeprefix(indent + "  ")
                yield from rest
            else:
                yield from _entry(indent + "-", item, indent)
        return
    for key, item in value.items():
        written = _text(key, in_flow=False)
        if len(written) > _MAX_KEY:  # libyaml takes no longer ones before a colon
            yield f"{indent}? {written}"
            yield from _entry(f"{indent}:", item, indent)
        else:
            yield from _entry(f"{indent}{written}:", item, indent)


def _entry(head: str, value: Value, indent: str) -> Iterator[str]:
    """A key (or a hyphen) with its value: on the same line, or below it and further in."""
    if isinstance(value, str) and "\n" in value and _LITERAL.fullmatch(value) and not value.startswith(" "):
        body = value.removesuffix("\n")
        # |- for no line break at the end, | for one, |+ for several
        ending = "-" if body == value else "+" if body.endswith("\n") else ""
        yield f"{head} |{ending}"
        for line in body.split("\n"):
            yield f"{indent}  {line}" if line else ""
    elif not isinstance(value, dict | list):
        yield f"{head} {scalar(value, in_flow=False)}"
    elif not value or _fits(head + " ", value):
        yield f"{head} {flow(value)}"
    else:
        yield head
        yield from _block(value, indent + "  ")


def _fits(head: str, value: dict[str, Value] | list[Value]) -> bool:
    """Whether a collection holds only short plain values, so that it reads well on one line."""
    items = value.values() if isinstance(value, dict) else value
    if any(isinstance(item, dict | list) or (isinstance(item, str) and "\n" in item) for item in items):
        return False
    return len(head) + len(flow(value)) <= WIDTH


def on_one_line(value: Value) -> str:
    """The value as it can stand after a key, collections in brackets. Raises like :func:`write`."""
    return flow(value) if isinstance(value, dict | list) else scalar(value, in_flow=False)


def flow(value: Value) -> str:
    """The value as it can stand between brackets. Raises like :func:`write`."""
    if isinstance(value, list):
        return f"[{', '.join(flow(item) for item in value)}]"
    if isinstance(value, dict):
        pairs = (f"{_text(key, in_flow=True)}: {flow(item)}" for key, item in value.items())
        return f"{{{', '.join(pairs)}}}"
    return scalar(value, in_flow=True)


def scalar(value: Value, *, in_flow: bool) -> str:
    """A value that is no list and no map, on one line; ``in_flow`` between brackets. Raises like :func:`write`."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            if len(str(value)) > _MAX_DIGITS:
                raise ValueError(f"{value} has too many digits")
            return str(value)
        case float():
            if not math.isfinite(value):
                raise ValueError(f"{value} is not finite")
            return repr(value)
        case _:
            return _text(str(value), in_flow=in_flow)


def in_double_quotes(text: str) -> str:
    """Text on one line within double quotes, with escapes. Raises like :func:`write`."""
    return f'"{_ESCAPED.sub(_escaped, text)}"'


def _text(text: str, *, in_flow: bool) -> str:
    """Text on one line, in double quotes where it would not be read as itself without them."""
    plain = (
        _PLAIN.fullmatch(text)
        and text[0] not in _FIRST
        and not text.endswith((":", " "))
        and not text.startswith("...")
        and ": " not in text
        and " #" not in text
        and text.lower() not in _WORDS
        and (_DATE.fullmatch(text) or not _NUMBER.fullmatch(text))
        and not (in_flow and _IN_FLOW & set(text))
    )
    return text if plain else in_double_quotes(text)


def _escaped(found: re.Match[str]) -> str:
    character = found.group()
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:
        raise ValueError(f"the text holds half a character (U+{code:04X})")
    return _ESCAPES.get(character) or (f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}")
