"""What libyaml cannot read, said in the words of an editor."""

from __future__ import annotations

import re
from typing import Any

import yaml

from servicebook import wording
from servicebook.problems import Place, Problem, Related, error

BREAK = re.compile("\r\n|\r|\n")
"""What ends a line, in YAML 1.2 and in editors."""

_EXPLAINED: tuple[tuple[str, str], ...] = (
    ("mapping values are not allowed", "colon"),
    ("could not find expected ':'", "no-colon"),
    ("did not find expected key", "key-alignment"),
    ("did not find expected '-' indicator", "list-alignment"),
    ("did not find expected ',' or ']'", "open-brackets"),
    ("did not find expected ',' or '}'", "open-braces"),
    ("unexpected end of stream", "open-quotes"),
    ("unexpected document indicator", "open-quotes"),
    ("second occurrence", "anchor-twice"),
    ("escape character", "escape"),
    ("Unicode character escape", "escape"),
    ("comment or line break", "after-block-mark"),
    ("block sequence entries are not allowed", "list-beside-key"),
    ("expected <document start>", "after-document"),
    ("did not find expected node content", "no-value"),
)
"""What libyaml says, and the name of what we say."""
_CANNOT_START = (
    "cannot start any token", "undefined alias", "did not find expected alphabetic or numeric character"
)  # fmt: skip
"""Where libyaml means that a text without quotes begins with a character that YAML keeps for itself."""
_AT_CONTEXT = ("unexpected end of stream", "unexpected document indicator", "':'", "alphabetic or numeric")
"""Where libyaml notices too late: the place where the text begins says more."""


def place_of(path: str, mark: Any) -> Place:
    """The place of one of libyaml's marks, which count lines and code points from 0."""
    return Place(path, mark.line + 1, mark.column + 1)


def place_at(text: str, path: str, index: int) -> Place:
    """The place of a character of the text."""
    lines = BREAK.split(text[:index])
    return Place(path, len(lines), len(lines[-1]) + 1)


def syntax_problem(fault: yaml.YAMLError, text: str, path: str) -> Problem:
    """The problem of a text that libyaml refuses: the fact, where, and one thing to do."""
    reason = str(getattr(fault, "problem", None) or getattr(fault, "reason", None) or fault).strip()
    mark, context = getattr(fault, "problem_mark", None), getattr(fault, "context_mark", None)
    if mark is None or (context is not None and any(words in reason for words in _AT_CONTEXT)):
        mark = context or mark
    if mark is not None and mark.index < len(text):
        place, index = place_of(path, mark), mark.index
    elif mark is not None:
        place, index = place_at(text, path, len(text)), len(text)
    else:
        octets = int(getattr(fault, "position", 0) or 0)
        index = len(text.encode()[:octets].decode(errors="ignore"))
        place = place_at(text, path, index)
    char = text[index : index + 1]
    if "but found another document" in reason:
        hint = wording.text("yaml.second-document-hint")
        return error("several-documents", place, wording.text("yaml.second-document"), hint)
    if char == "\t" or "tab character" in reason:
        return error("yaml-syntax", place, wording.text("yaml.tab"), wording.text("yaml.tab-hint"))
    if any(words in reason for words in _CANNOT_START):
        shown = "*" if "undefined alias" in reason else char
        message = (
            wording.text("yaml.cannot-start", char=shown) if shown else wording.text("yaml.cannot-start-so")
        )
        return error("yaml-syntax", place, message, wording.text("yaml.cannot-start-hint"))
    if "control characters" in reason:
        message = wording.text("yaml.invisible", code=f"U+{ord(char or ' '):04X}")
        return error("yaml-syntax", place, message, wording.text("yaml.invisible-hint"))
    words, name = next((entry for entry in _EXPLAINED if entry[0] in reason), ("", ""))
    if not name:
        message = wording.text("yaml.invalid", reason=reason)
        return error("yaml-syntax", place, message, wording.text("yaml.invalid-hint"))
    related: tuple[Related, ...] = ()
    if words.endswith(("']'", "'}'")) and context is not None:
        related = (Related(place_of(path, context), wording.text("yaml.opens-here")),)
    return error(
        "yaml-syntax",
        place,
        wording.text(f"yaml-fault.{name}"),
        wording.text(f"yaml-fault-hint.{name}"),
        related,
    )
