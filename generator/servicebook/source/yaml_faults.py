"""What libyaml cannot read, said in the words of an editor."""

from __future__ import annotations

import re
from typing import Any

import yaml

from servicebook.problems import Place, Problem, Related, error

BREAK = re.compile("\r\n|\r|\n")
"""What ends a line, in YAML 1.2 and in editors."""

_EXPLAINED: tuple[tuple[str, str, str], ...] = (
    (
        "cannot start any token",
        "a text cannot start with {char} here",
        "put the text in quotes",
    ),
    (
        "mapping values are not allowed",
        "this colon stands where no key can end",
        "put text that contains a colon in quotes, or mend the indentation",
    ),
    (
        "could not find expected ':'",
        "there is no colon after this",
        "write key: value, with a space after the colon",
    ),
    (
        "did not find expected key",
        "this does not line up with the keys above",
        "align the key with the others of its group",
    ),
    (
        "did not find expected '-' indicator",
        "this does not line up with the list above",
        "align the entries of the list, each with its hyphen",
    ),
    (
        "did not find expected ',' or ']'",
        "the list in brackets is not closed before this",
        "close the list with ]",
    ),
    (
        "did not find expected ',' or '}'",
        "the group in braces is not closed before this",
        "close the braces with }",
    ),
    ("unexpected end of stream", "the quotes that open here are never closed", "close the quotes"),
    ("unexpected document indicator", "the quotes that open here are never closed", "close the quotes"),
    ("undefined alias", "a text cannot start with * here", "put the text in quotes"),
    (
        "did not find expected alphabetic or numeric character",
        "a text cannot start with {char} here",
        "put the text in quotes",
    ),
    ("second occurrence", "this anchor (&) is given twice", "remove one of the two"),
    ("control characters", "an invisible character stands here ({code})", "remove the invisible character"),
    (
        "escape character",
        "this is no character that a backslash can make",
        "use single quotes, or double the backslash",
    ),
    (
        "Unicode character escape",
        "this is no character that a backslash can make",
        "use single quotes, or double the backslash",
    ),
    (
        "comment or line break",
        "only a line break may follow | or >",
        "start the text on the next line, indented",
    ),
    (
        "block sequence entries are not allowed",
        "a list cannot begin beside its key",
        "write each entry on a line of its own, after a hyphen",
    ),
    (
        "expected <document start>",
        "this does not belong to what stands before it",
        "check quotes and indentation here",
    ),
    ("did not find expected node content", "a value is missing here", "write the value, or remove the comma"),
)
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
        return error(
            "several-documents", place, "a second document starts here", "put it in a file of its own"
        )
    if char == "\t" or "tab character" in reason:
        return error("yaml-syntax", place, "a tab stands where spaces belong", "indent with spaces")
    words, message, hint = next(
        (entry for entry in _EXPLAINED if entry[0] in reason),
        ("", f"this is not YAML: {reason}", "check quotes, colons and indentation here"),
    )
    if words:
        message = message.format(char=char or "this", code=f"U+{ord(char or ' '):04X}")
    related: tuple[Related, ...] = ()
    if words.endswith(("']'", "'}'")) and context is not None:
        related = (Related(place_of(path, context), "it opens here"),)
    return error("yaml-syntax", place, message, hint, related)
