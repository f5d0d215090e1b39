"""The lines of a YAML text as an editor sees them, for saying what is wrong with one that YAML cannot read."""

from __future__ import annotations

import re

from servicebook.frozen import frozen
from servicebook.source.lines import BULLETS, LINE_BREAK
from servicebook.source.yaml_writer import in_double_quotes

LONGEST = 200
"""The longest line to copy out of a message."""

_KEY = r"[^\s\"'#\[{&*!|>%@`-][^:#]*?|[\"'][^\"']+[\"']"
_LINE = re.compile(rf"(?P<indent> *)(?P<hyphens>(?:- +)*)(?:(?P<key>{_KEY}):(?:[ \t]+|$))?(?P<value>.*)")
_BLOCK = re.compile(r"[|>][-+0-9]*\s*(#.*)?\Z")


@frozen
class Line:
    """A line, its ``number`` from 1. ``column`` is how far its key or text is in, behind the hyphens of entries."""

    number: int
    indent: int
    column: int
    hyphens: str
    key: str | None
    value: str
    text: str

    @property
    def is_blank(self) -> bool:
        """Whether it holds nothing, or a comment only."""
        return not self.text.strip() or self.text.lstrip().startswith("#")

    @property
    def is_fence(self) -> bool:
        """Whether it is what stands around code in Markdown, as in what was copied from a chat or a page."""
        return self.text.strip().startswith("```")

    @property
    def begins_block(self) -> bool:
        """Whether a long text begins below it."""
        return _BLOCK.match(self.value) is not None

    @property
    def value_column(self) -> int:
        """Where its value begins, from 0."""
        return len(self.text) - len(self.value)

    def with_value(self, value: str) -> str | None:
        """The line with another value, as it is to be written; None of a long one."""
        written = f"{self.key}: {value}" if self.key else f"{self.hyphens[:2]}{value}"
        return written if len(written) <= LONGEST else None

    def quoted(self) -> str | None:
        """The line with its value in double quotes."""
        return self.with_value(in_double_quotes(self.value.strip()))


def line_of(number: int, text: str) -> Line:
    """What a line of a text consists of."""
    found = _LINE.match(text)
    assert found is not None  # each of its parts may be empty
    indent, hyphens = found["indent"], found["hyphens"]
    return Line(
        number=number,
        indent=len(indent),
        column=len(indent) + len(hyphens),
        hyphens=hyphens,
        key=found["key"],
        value=found["value"].rstrip(),
        text=text.rstrip("\r\n"),
    )


def lines_of(text: str) -> list[Line]:
    """The lines of a text; those of long texts after ``|`` or ``>`` are blank ones."""
    lines: list[Line] = []
    block: int | None = None
    for number, content in enumerate(LINE_BREAK.split(text), 1):
        line = line_of(number, content)
        if block is not None and (not content.strip() or line.indent > block):
            lines.append(line_of(number, ""))
            continue
        block = line.indent if line.begins_block else None
        lines.append(line)
    return lines


_ONE_WORD_KEY = re.compile(r"[\w-]+ *:(?:\s|$)")
_LEAST_WORDS = 3


def key_of_prose(lines: list[Line], number: int) -> Line | None:
    """The line of the key below which sentences stand without a ``|``, of which the line of a number is one."""
    inner = lines[number - 1]
    above = (line for line in reversed(lines[: number - 1]) if not line.is_blank)
    parent = next((line for line in above if line.indent < inner.indent), None)
    if parent is None or parent.key is None or parent.value:
        return None
    first = next(line for line in lines[parent.number :] if not line.is_blank)
    words = first.text.strip()
    is_prose = len(words.split()) >= _LEAST_WORDS and words[0].isalnum() and not _ONE_WORD_KEY.match(words)
    return parent if is_prose and not first.hyphens and first.indent > parent.indent else None


def first_without_hyphen(lines: list[Line], number: int) -> Line | None:
    """The first line of a file that is a list, where its hyphen is missing and the next entry has the same key.

    ``number`` is the line where reading ends: the next entry is there or below it.
    """
    first = next((line for line in lines if not line.is_blank), None)
    if first is None or first.key is None or first.hyphens or number <= first.number:
        return None
    for line in lines[first.number :]:
        if line.hyphens and not line.indent:
            return first if line.key == first.key else None
        if line.key and not line.indent:
            return None  # a second key at the margin: no list
    return None


_BULLET = re.compile(rf" *[{re.escape(BULLETS)}][ \t]+(?P<entry>\S.*)")


def after_bullet(lines: list[Line], number: int) -> str | None:
    """What a line says behind a sign that stands for the hyphen of an entry; None where it is no entry of a list.

    A dash may as well begin a line of a text: that it is an entry, the line tells that is above the list, or an entry.
    """
    line = lines[number - 1]
    found = _BULLET.fullmatch(line.text)
    if found is None:
        return None
    for above in reversed(lines[: number - 1]):
        if above.is_blank or above.indent > line.indent or _BULLET.fullmatch(above.text):
            continue
        is_entry = bool(above.hyphens) and above.indent == line.indent
        opens_list = above.key is not None and (not above.value or above.value.startswith("#"))
        return found["entry"].rstrip() if is_entry or opens_list else None
    return found["entry"].rstrip()
