"""A YAML text made to say another value: what it says already keeps its characters, comments and layout included.

The two values are compared, and only where they differ is the text touched, in the style of what is there:
a value in its place, a new key below the last one of its map, a new entry below its neighbor. What comes out is
read again, and must say the new value and nothing else.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from servicebook import wording
from servicebook.source.lines import LINE_BREAK, line_break_at, start_of_line
from servicebook.source.yaml_parts import CannotEditError, Part, hyphen_before, parts_of
from servicebook.source.yaml_reader import Value, parse
from servicebook.source.yaml_writer import scalar, write

_COMMENT = re.compile(r"( *)#[^\r\n]*(?:\r\n|\r|\n)")


def rewritten(text: str, value: dict[str, Value] | list[Value], current: Value = None) -> str:
    """The text, changed as little as can be, so that it says ``value``; ``current`` is what it says, if that is known.

    New keys come last in their map. A byte order mark stays. Raises :class:`CannotEditError` for a text that has
    faults or is no map and no list, and where something cannot be changed without changing something else.
    """
    body = text.lstrip("\ufeff")
    if current is None:
        before = parse(body, "")
        if before.problems:
            raise CannotEditError(wording.text("edit.faults"))
        current = before.value
    if not isinstance(current, dict | list):
        raise CannotEditError(wording.text("edit.faults"))
    if same(current, value):
        return text
    ending = "" if body.endswith(("\n", "\r")) else line_break_at(body, len(body))
    complete = body + ending  # so that every line that is added or removed has an end
    root = parts_of(complete)
    rewriting = Rewriting(complete)
    rewriting.change(root, current, value, in_flow=False)
    changed = rewriting.result().removesuffix(ending)
    after = parse(changed, "")
    if after.problems or not same(after.value, value):
        raise CannotEditError(wording.text("edit.changes-more"))
    return text[: len(text) - len(body)] + changed


def same(left: Any, right: Any) -> bool:
    """Whether two values are the same, so that 1 and true are not; the order of keys says nothing."""
    return bool(left == right) and json.dumps(left, sort_keys=True) == json.dumps(right, sort_keys=True)


@dataclass(slots=True)
class Rewriting:
    """The places of a text that change: from, until, and the new text. Every line of the text has an end."""

    text: str
    splices: list[tuple[int, int, str]] = field(default_factory=list)

    def result(self) -> str:
        """The text with every change; those for one place in the order in which they were noted."""
        pieces: list[str] = []
        at = 0
        for start, end, new in sorted(self.splices, key=lambda splice: splice[0]):
            if start < at:
                raise CannotEditError(wording.text("edit.changes-more"))
            pieces += [self.text[at:start], new]
            at = end
        return "".join([*pieces, self.text[at:]])

    def change(self, part: Part, old: Any, new: Any, *, in_flow: bool) -> None:
        """Note what has to change for a value."""
        if same(old, new):
            return
        if isinstance(part.event, yaml.AliasEvent):
            raise CannotEditError(wording.text("edit.alias"))
        in_flow = in_flow or part.in_brackets
        if isinstance(old, dict) and isinstance(new, dict) and new:
            self._change_map(part, old, new, in_flow=in_flow)
        elif isinstance(old, list) and isinstance(new, list) and new:
            self._change_list(part, old, new, in_flow=in_flow)
        else:
            self._replace(part, new, in_flow=in_flow)

    def _change_map(self, part: Part, old: dict[str, Any], new: dict[str, Any], *, in_flow: bool) -> None:
        keys, values = part.inside[::2], part.inside[1::2]
        gone = [index for index, key in enumerate(old) if key not in new]
        if gone and (in_flow or len(gone) == len(old)):
            self._replace(part, new, in_flow=in_flow)
            return
        for key, value_part in zip(old, values, strict=True):
            if key in new:
                self.change(value_part, old[key], new[key], in_flow=in_flow)
        # a key is removed with its line; of the first key behind a hyphen the line stays, and the next key moves up
        for index in gone:
            following = keys[index + 1].start if index + 1 < len(keys) else None
            self.remove_lines(keys[index].start, self.last_word(keys[index], values[index]), following)
        added = {key: value for key, value in new.items() if key not in old}
        if not added:
            return
        if in_flow:
            self._add_in_brackets(part, _flow(added)[1:-1], step=2)
        else:
            column = keys[0].start - start_of_line(self.text, keys[0].start)
            self.add_below(self.last_word(keys[-1], values[-1]), column, write(added))

    def _change_list(self, part: Part, old: list[Any], new: list[Any], *, in_flow: bool) -> None:
        """Entries that are the same at both ends stay; those between them change one by one."""
        first = 0
        while first < min(len(old), len(new)) and same(old[first], new[first]):
            first += 1
        last = 0
        while last < min(len(old), len(new)) - first and same(old[-1 - last], new[-1 - last]):
            last += 1
        pairs = min(len(old), len(new)) - last
        fewer = len(new) < len(old)
        # between brackets it is easier to write the list anew than to take away entries and their commas
        if in_flow and (fewer or (first == 0 == pairs and old)):
            self._replace(part, new, in_flow=True)
            return
        for index in range(first, pairs):
            self.change(part.inside[index], old[index], new[index], in_flow=in_flow)
        if fewer:
            for index in range(pairs, len(old) - last):
                item = part.inside[index]
                self.remove_lines(self.hyphen(item), self.end_of(item), None)
        elif added := new[pairs : len(new) - last]:
            self._add_items(part, pairs, added, in_flow=in_flow)

    def _add_items(self, part: Part, at: int, added: list[Any], *, in_flow: bool) -> None:
        if in_flow:
            self._add_in_brackets(part, _flow(added)[1:-1], step=1, after=at - 1)
            return
        neighbor = part.inside[max(at - 1, 0)]
        hyphen = self.hyphen(neighbor)
        column = hyphen - start_of_line(self.text, hyphen)
        in_lines = isinstance(neighbor.event, yaml.MappingStartEvent) and not neighbor.in_brackets
        lines = "".join(
            in_lines_below_hyphen(item) if in_lines and isinstance(item, dict) and item else write([item])
            for item in added
        )
        if at:
            self.add_below(self.end_of(neighbor), column, lines)
        else:
            if self.text[start_of_line(self.text, hyphen) : hyphen].strip():
                raise CannotEditError(wording.text("edit.shared-line"))
            start = start_of_line(self.text, hyphen)
            self.splices.append((start, start, self._lines(start, column, lines)))

    def _add_in_brackets(self, part: Part, written: str, *, step: int, after: int | None = None) -> None:
        """Put something behind an entry between brackets, on a line of its own where the entry has one."""
        if not part.inside:
            space = " " if self.text[part.opened] == "#" else ""
            self.splices.append((part.opened, part.opened, written + space))
            return
        if after is None:
            after = len(part.inside) // step - 1
        begins, end = part.inside[after * step].start, part.inside[after * step + step - 1].last
        margin = self.text[start_of_line(self.text, begins) : begins]
        own_line = not margin.strip() and start_of_line(self.text, begins) > part.start
        between = f",{line_break_at(self.text, begins)}{margin}" if own_line else ", "
        self.splices.append((end, end, between + written))

    def add_below(self, end: int, column: int, lines: str) -> None:
        """Put lines below the one on which something ends, and below comments that are further in: they are its."""
        ending = LINE_BREAK.search(self.text, end)
        at = ending.end() if ending else len(self.text)
        while (comment := _COMMENT.match(self.text, at)) and len(comment[1]) > column:
            at = comment.end()
        self.splices.append((at, at, self._lines(end, column, lines)))

    def remove_lines(self, start: int, end: int, following: int | None) -> None:
        """Take away the lines from a key or hyphen until the end of its value."""
        begins = start_of_line(self.text, start)
        if self.text[begins:start].strip():  # the first key behind a hyphen
            if following is None or self.text[end:following].strip():
                raise CannotEditError(wording.text("edit.key-shares-line"))
            self.splices.append((start, following, ""))
            return
        ending = LINE_BREAK.search(self.text, end)
        self.splices.append((begins, ending.end() if ending else len(self.text), ""))

    def _replace(self, part: Part, new: Any, *, in_flow: bool) -> None:
        """Put a new value in the place of the old one."""
        start, end = part.start, self.last_word(part, part)
        begins = start_of_line(self.text, start)
        ending = LINE_BREAK.search(self.text, end)
        # with a comment behind it, the new value has to stay on the line
        alone = not self.text[end : ending.start() if ending else None].strip()
        if isinstance(part.event, yaml.ScalarEvent) and part.event.style in ("|", ">"):
            alone = "#" not in self.text[start : self.text.find("\n", start)]
        margin = self.text[begins:start]
        if in_flow or not alone:
            written = _flow(new)
        elif new and (
            (isinstance(new, dict) and not margin.strip(" -"))
            or (isinstance(new, list) and not margin.strip())
        ):
            written = self._lines(start, len(margin), write(new)).strip(" \r\n")
        else:
            column = len(margin) - len(margin.lstrip(" -"))
            first, *rest = write({"k": new}).splitlines()  # as the value of a key, which is then taken off
            written = "\n".join([first.removeprefix("k:").lstrip(" "), *rest])
            if rest and not written.startswith(("|", ">")):
                written = _flow(new)
            written = self._lines(start, column, written).strip(" \r\n")
        if start == end and self.text[start - 1 : start] in (":", "-"):  # nothing has been there
            written = f" {written}"
        self.splices.append((start, end, written))

    def _lines(self, near: int, column: int, lines: str) -> str:
        """Lines with a margin, and with the line breaks of their neighbors."""
        return _indented(lines, column).replace("\n", line_break_at(self.text, near))

    def last_word(self, key: Part, value: Part) -> int:
        """The end of the last word of a value, or of its key where it has none."""
        end = max(key.end, value.last)
        while self.text[end - 1] in " \t\r\n" and end > key.start + 1:
            end -= 1
        return end

    def end_of(self, item: Part) -> int:
        """The end of an entry's last word: libyaml lets one on several lines end only where the next thing begins."""
        is_in_lines = len(item.inside) > 1 and not item.in_brackets
        return self.last_word(*item.inside[-2:]) if is_in_lines else self.last_word(item, item)

    def hyphen(self, item: Part) -> int:
        """Where the hyphen of an entry is."""
        at = self.text.rfind("-", 0, item.start)
        if at >= 0 and not self.text[at + 1 : item.start].strip():
            return at
        # with a comment between the two, only the tokens tell
        found = hyphen_before(self.text, item)
        if found is None:
            raise CannotEditError(wording.text("edit.no-hyphen"))
        return found


def in_lines_below_hyphen(entry: Value) -> str:
    """A map as an entry of a list, each key on a line of its own."""
    return "- " + _indented(write(entry), 2).lstrip(" ")


def in_lines_below_key(key: str, value: Value) -> str:
    """A map as the value of a key, each of its own keys on a line of its own."""
    return f"{scalar(key, in_flow=False)}:\n{_indented(write(value), 2)}"


def _indented(lines: str, column: int) -> str:
    margin = " " * column
    return "".join(margin + line if line.strip("\r\n") else line for line in lines.splitlines(keepends=True))


def _flow(value: Any) -> str:
    """A value on one line, between brackets."""
    if isinstance(value, dict):
        pairs = (f"{scalar(key, in_flow=True)}: {_flow(item)}" for key, item in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return scalar(value, in_flow=True)
