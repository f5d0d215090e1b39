"""A key that is given twice in one mapping: what to do about it, and the edit where both say the same."""

from __future__ import annotations

import re
from itertools import starmap
from typing import NamedTuple

from yaml.nodes import MappingNode, Node, ScalarNode

from servicebook import wording
from servicebook.problems import Edit, Place, Problem, Related, error
from servicebook.source.lines import LINE_BREAK, place_at, start_of_line
from servicebook.source.yaml_nodes import is_plain

_SHORT = 60
"""So much of a value is shown in a hint."""
_NAMES = ("name", "title")
"""The keys with which an object says what it is called."""


class Entry(NamedTuple):
    """A key of a mapping, and its value."""

    key: ScalarNode
    value: Node


def repetition(text: str, path: str, mapping: MappingNode, first: Entry, again: Entry) -> Problem:
    """The problem of a key that is given again; its edit takes away what says the same."""
    edit = _edit(text, path, first, again)
    return error(
        "duplicate-key",
        _place(path, again.key),
        wording.text("duplicate-key.message", key=again.key.value),
        _hint(text, mapping, first, again),
        (Related(_place(path, first.key), wording.text("duplicate-key.first")),),
        edit=edit,
    )


def _hint(text: str, mapping: MappingNode, first: Entry, again: Entry) -> str:
    if _begins_entry(text, first.key):
        return wording.text("duplicate-key.hint-entry")
    if any(node.start_mark.index == node.end_mark.index for node in (first.value, again.value)):
        return wording.text("hint.keep-one")
    if _body(text, first) == _body(text, again):
        return wording.text("duplicate-key.hint-same", line=_line(again))
    if _is_of_objects(mapping) and len(_names(first, again)) != 1:
        return _hint_of_ids(mapping, first, again)
    return _hint_of_values(text, first, again)


def _hint_of_ids(mapping: MappingNode, first: Entry, again: Entry) -> str:
    """Of two people, roles or calendars one is lost as soon as only one of the two is kept."""
    key: str = again.key.value
    other = first if _plain_id(_name(again)) == key != _plain_id(_name(first)) else again
    proposal = _plain_id(_name(other))
    taken = {one.value for one, _ in mapping.value}
    if not proposal or proposal in taken:
        return wording.text("duplicate-key.hint-own-id", line=_line(other))
    return wording.text("duplicate-key.hint-own-id-shown", name=_name(other), line=_line(other), id=proposal)


def _hint_of_values(text: str, first: Entry, again: Entry) -> str:
    if _is_long(text, first) or _is_long(text, again):
        in_first, in_second = _differences(text, first, again)
        if in_first or in_second:
            return wording.text(
                "duplicate-key.hint-differ",
                first=in_first or wording.text("duplicate-key.without", other=in_second),
                first_line=_line(first),
                second=in_second or wording.text("duplicate-key.without", other=in_first),
                second_line=_line(again),
            )
    return wording.text(
        "duplicate-key.hint-values",
        first=_shortened(text, first),
        first_line=_line(first),
        second=_shortened(text, again),
        second_line=_line(again),
    )


def _is_of_objects(mapping: MappingNode) -> bool:
    """Whether the keys of a mapping are ids: all of its values are mappings themselves, as in people.yml."""
    return all(isinstance(value, MappingNode) for _, value in mapping.value)


def _names(*entries: Entry) -> frozenset[str]:
    """What objects are called; none where one does not say so."""
    names = [_name(entry) for entry in entries]
    return frozenset(names) if all(names) else frozenset()


def _name(entry: Entry) -> str:
    if not isinstance(entry.value, MappingNode):
        return ""
    given = {key.value: value for key, value in entry.value.value if isinstance(value, ScalarNode)}
    return next((given[key].value for key in _NAMES if key in given), "")


def _plain_id(name: str) -> str:
    """The id that is made of a name in plain letters; empty of others, which other code writes in plain ones."""
    return (
        re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") if name.isascii() and len(name) <= _SHORT else ""
    )


def _edit(text: str, path: str, first: Entry, again: Entry) -> Edit | None:
    """What takes a key away that says the same a second time.

    None where the two values are not the same, or more would go with it.
    """
    if "&" in text:
        return None  # what is taken away may be referred to further down
    if isinstance(first.value, MappingNode) and isinstance(again.value, MappingNode):
        return _edit_of_block(text, path, first, again)
    return _edit_of_line(text, path, first, again)


def _edit_of_line(text: str, path: str, first: Entry, again: Entry) -> Edit | None:
    value = again.value
    if not isinstance(value, ScalarNode) or not isinstance(first.value, ScalarNode):
        return None
    if value.value != first.value.value or is_plain(value) != is_plain(first.value):
        return None
    start, end = again.key.start_mark.index, value.end_mark.index
    line = start_of_line(text, start)
    line_end = LINE_BREAK.search(text, end)
    if not text[line:start].strip(" ") and line_end and not text[end : line_end.start()].strip(" "):
        start, end = line, line_end.end()
    elif (comma := text.rfind(",", line, start)) >= 0 and not text[comma + 1 : start].strip(" "):
        start = comma
        if text[end : end + 1] not in (",", "}", " "):
            return None
    else:
        return None
    if LINE_BREAK.search(text, again.key.start_mark.index, value.end_mark.index):
        return None
    return Edit(place_at(text, path, start), place_at(text, path, end), "")


def _edit_of_block(text: str, path: str, first: Entry, again: Entry) -> Edit | None:
    """A block goes with all of its lines, if these are the same and no comment belongs to them alone."""
    body = _body(text, again)
    start = start_of_line(text, again.key.start_mark.index)
    end = LINE_BREAK.match(text, again.key.start_mark.index + len(body))
    above = LINE_BREAK.split(text[:start].rstrip("\r\n"))[-1]
    if body != _body(text, first) or end is None or text[start : again.key.start_mark.index].strip(" "):
        return None
    if above.lstrip().startswith("#") or LINE_BREAK.split(body)[-1].lstrip().startswith("#"):
        return None
    return Edit(place_at(text, path, start), place_at(text, path, end.end()), "")


def _body(text: str, entry: Entry) -> str:
    """An entry as it is written, without what is between it and the next one."""
    body = text[entry.key.start_mark.index : entry.value.end_mark.index].rstrip()
    while True:
        last = LINE_BREAK.split(body)[-1]
        # one that is further in may be a line of the entry's last text
        if not last.lstrip().startswith("#") or len(last) - len(last.lstrip()) > entry.key.start_mark.column:
            return body
        body = body[: len(body) - len(last)].rstrip()


def _is_long(text: str, entry: Entry) -> bool:
    return len(_on_one_line(text, entry)) > _SHORT


def _differences(text: str, first: Entry, again: Entry) -> tuple[str, str]:
    """What each of two mappings says that the other does not, key by key: as a whole they are cut before that."""
    if not isinstance(first.value, MappingNode) or not isinstance(again.value, MappingNode):
        return "", ""
    parts = [
        {one.key.value: _shortened(text, one) for one in starmap(Entry, entry.value.value)}
        for entry in (first, again)
    ]
    own = [
        [part for key, part in here.items() if there.get(key) != part]
        for here, there in (parts, reversed(parts))
    ]
    return ", ".join(own[0]), ", ".join(own[1])


def _on_one_line(text: str, entry: Entry) -> str:
    return " ".join(text[entry.value.start_mark.index : entry.value.end_mark.index].split())


def _shortened(text: str, entry: Entry) -> str:
    """An entry as it is written, on one line; of a long value its beginning."""
    written = _on_one_line(text, entry)
    return f"{entry.key.value}: {written if len(written) <= _SHORT else f'{written[: _SHORT - 1]}…'}"


def _begins_entry(text: str, key: ScalarNode) -> bool:
    """Whether a key is the first of an entry of a list: the next entry may have lost its hyphen."""
    before = text[start_of_line(text, key.start_mark.index) : key.start_mark.index]
    return before.strip(" -") == "" and "-" in before


def _line(entry: Entry) -> int:
    line: int = entry.key.start_mark.line
    return line + 1


def _place(path: str, node: Node) -> Place:
    return Place(path, node.start_mark.line + 1, node.start_mark.column + 1)
