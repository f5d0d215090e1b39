"""Content lines: what iCalendar (RFC 5545) and vCard (RFC 6350) files consist of."""

from __future__ import annotations

from collections.abc import Iterable

_MAX_OCTETS = 75
TURNS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Characters that change the direction of what follows them, to be left out."""
_CONTROLS = TURNS | dict.fromkeys((*range(9), *range(11, 32), *range(127, 160), *range(0xD800, 0xE000)), " ")
"""Characters that no line may hold; the tab and the line break are allowed."""


def file_of(lines: Iterable[str]) -> str:
    """A file of these lines: folded, each with the line end of the formats (CR LF)."""
    # most lines are short: a call for each would take a third of the time
    folded = [line if len(line) <= _MAX_OCTETS and line.isascii() else _folded(line) for line in lines]
    return "".join([f"{line}\r\n" for line in folded])


def escaped(text: str) -> str:
    """A text as the value of a property, on one line: white space is one space each."""
    if _is_plain(text) and "  " not in text:
        return text.strip(" ")
    return " ".join(_escaped_characters(text).split())


def escaped_lines(text: str) -> str:
    """A text as the value of a property; its line breaks stay."""
    if _is_plain(text):
        return text.strip(" ")
    return "\\n".join(_escaped_characters(line).rstrip() for line in text.strip().splitlines())


def _is_plain(text: str) -> bool:
    """Whether nothing of a text is to be escaped or left out, as of most: to look takes a tenth of the time."""
    return text.isascii() and text.isprintable() and not ("," in text or ";" in text or "\\" in text)


def _escaped_characters(text: str) -> str:
    return text.translate(_CONTROLS).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> str:
    """A line in pieces of at most 75 octets, none of which divides a character; each further one after a space."""
    if line.isascii():
        if len(line) <= _MAX_OCTETS:
            return line
        # the space at the beginning of each further piece is one of its octets
        starts = range(_MAX_OCTETS, len(line), _MAX_OCTETS - 1)
        further = (line[start : start + _MAX_OCTETS - 1] for start in starts)
        return "\r\n ".join((line[:_MAX_OCTETS], *further))
    pieces, octets = [""], 0
    for character in line:
        size = len(character.encode())
        if octets + size > _MAX_OCTETS:
            pieces.append(" ")
            octets = 1
        pieces[-1] += character
        octets += size
    return "\r\n".join(pieces)
