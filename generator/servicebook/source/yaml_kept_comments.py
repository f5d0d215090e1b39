"""A change of a YAML text after which it says what is wanted, and after which every comment is still there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from servicebook import wording
from servicebook.source.lines import index_at, line_break_at, start_of_line
from servicebook.source.yaml_comments import Comment, comments_of
from servicebook.source.yaml_parts import CannotEditError
from servicebook.source.yaml_positions import locate
from servicebook.source.yaml_reader import Pointer, parse
from servicebook.source.yaml_rewrite import same


def changed_at(text: str, pointer: Pointer, change: Callable[[str], str], wanted: Any) -> str:
    """The text after a change of what is at a pointer, if it says what is ``wanted`` and nothing else.

    ``change`` gets the text without its byte order mark, with an end to each line. Comments that went with what is gone
    are put above it. Raises :class:`CannotEditError`.
    """
    body = text.lstrip("\ufeff")
    ending = "" if body.endswith(("\n", "\r")) else line_break_at(body, len(body))
    complete = body + ending  # so that every line that is added has an end
    changed = change(complete)
    changed = _verified(changed, ending, wanted)
    if lost := _lost(comments_of(complete), comments_of(changed)):
        place = min(
            _line_of(complete, pointer), start_of_line(complete, _first_difference(complete, changed))
        )
        changed = _verified(_put_above(changed, place, lost, line_break_at(complete, 0)), "", wanted)
    if _lost(comments_of(complete), comments_of(changed)):
        raise CannotEditError(wording.text("edit.loses-comment"))
    return text[: len(text) - len(body)] + changed


def _first_difference(before: str, after: str) -> int:
    pairs = enumerate(zip(before, after, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(before), len(after)))


def _verified(text: str, ending: str, wanted: Any) -> str:
    """The text, without the end of its last line where it can do without: words on lines may need it, or must not."""
    for written in dict.fromkeys((text.removesuffix(ending), text)):
        after = parse(written, "")
        if not after.problems and same(after.value, wanted):
            return written
    raise CannotEditError(wording.text("edit.changes-more"))


def _lost(before: Sequence[Comment], after: Sequence[Comment]) -> list[str]:
    """The comments that are no longer there, in order."""
    left = Counter(comment.text for comment in after)
    lost = []
    for comment in before:
        if left[comment.text]:
            left[comment.text] -= 1
        else:
            lost.append(comment.text)
    return lost


def _line_of(text: str, pointer: Pointer) -> int:
    """Where the line of the last key or entry on the way to a value begins, of those that are there."""
    place = locate(text, "", pointer, key=True)
    return start_of_line(text, index_at(text, place))


def _put_above(text: str, at: int, comments: Sequence[str], line_break: str) -> str:
    """The text with comments on lines of their own above the one that begins there, as far in as that is."""
    line = text[at:]
    margin = line[: len(line) - len(line.lstrip(" "))]
    lines = "".join(f"{margin}{comment}{line_break}" for comment in comments)
    return text[:at] + lines + text[at:]
