"""What libyaml cannot read, said in the words of an editor."""

from __future__ import annotations

from typing import Any

import yaml

from servicebook import wording
from servicebook.problems import Edit, Place, Problem, Related, error
from servicebook.source.lines import place_at
from servicebook.source.yaml_causes import slip
from servicebook.source.yaml_lines import LONGEST, lines_of

_NAMES: tuple[tuple[str, str], ...] = (
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
    ("hexdecimal number", "escape"),
    ("comment or line break", "after-block-mark"),
    ("block sequence entries are not allowed", "list-beside-key"),
    ("expected <document start>", "after-document"),
    ("did not find expected node content", "no-value"),
)
"""What libyaml says, and the name of what we say."""
_CANNOT_START = (
    "cannot start any token", "undefined alias", "did not find expected alphabetic or numeric character"
)  # fmt: skip
"""What libyaml says where a text without quotes begins with a character that YAML keeps for itself."""
_AT_CONTEXT = ("unexpected end of stream", "unexpected document indicator", "':'", "alphabetic or numeric")
"""Where libyaml notices too late: the place where the text begins says more."""


_LONGEST_SIGNATURE = 8
"""So many lines are below the name of who wrote a mail, at most."""


def place_of(path: str, mark: Any) -> Place:
    """The place of one of libyaml's marks, which count lines and code points from 0."""
    return Place(path, mark.line + 1, mark.column + 1)


def syntax_problem(fault: yaml.YAMLError, text: str, path: str, edit: Edit | None = None) -> Problem:
    """The problem of a text that libyaml refuses: the fact, where, and one thing to do, which is ``edit`` if given."""
    if found := _no_text(text, path):
        return found
    reason = _reason(fault)
    index, place = _where(fault, reason, text, path)
    char = text[index : index + 1]
    if "but found another document" in reason:
        message = wording.text("yaml.second-document")
        hint = _signature(text, place.line) or wording.text("yaml.second-document-hint")
        return error("several-documents", place, message, hint)
    if char == "\t" or "tab character" in reason:
        return error("yaml-syntax", place, wording.text("yaml.tab"), wording.text("yaml.tab-hint"))
    if "control characters" in reason:
        message = wording.text("yaml.invisible", code=f"U+{ord(char or ' '):04X}")
        return error("yaml-syntax", place, message, wording.text("yaml.invisible-hint"))
    name = _name_of(reason)
    if name is None:
        message = wording.text("yaml.invalid", reason=reason)
        return error("yaml-syntax", place, message, wording.text("yaml.invalid-hint"))
    if found := slip(text, name, place, _opening(fault, path), edit):
        return found
    if name == "cannot-start":
        return _cannot_start("*" if "undefined alias" in reason else char, place)
    message, hint = wording.text(f"yaml-fault.{name}"), wording.text(f"yaml-fault-hint.{name}")
    return error("yaml-syntax", place, message, hint, _opened(fault, name, path))


_OTHER_FILES = {"{\\rtf": "rich", "PK\x03\x04": "zip", "%PDF-": "pdf"}


def _no_text(text: str, path: str) -> Problem | None:
    """The problem of a file of another kind that was given a name of this one."""
    place = Place(path, 1, 1)
    if kind := next((kind for start, kind in _OTHER_FILES.items() if text.startswith(start)), None):
        message = wording.text("yaml.no-text", what=wording.text(f"no-text.{kind}"))
        return error("yaml-syntax", place, message, wording.text("yaml.no-text-hint"))
    if text[:1_000].lstrip().lower().startswith(("<!doctype html", "<html")):
        return error("yaml-syntax", place, wording.text("yaml.web-page"), wording.text("yaml.web-page-hint"))
    return None


def fault_place(fault: yaml.YAMLError, text: str, path: str) -> Place:
    """Where libyaml ends to read a text, on the line of the slip or below it."""
    return _where(fault, _reason(fault), text, path)[1]


def _reason(fault: yaml.YAMLError) -> str:
    return str(getattr(fault, "problem", None) or getattr(fault, "reason", None) or fault).strip()


def _name_of(reason: str) -> str | None:
    """The name of what libyaml says; None of what it hardly ever says."""
    if any(part in reason for part in _CANNOT_START):
        return "cannot-start"
    return next((name for part, name in _NAMES if part in reason), None)


def _cannot_start(char: str, place: Place) -> Problem:
    message = wording.text("yaml.cannot-start", char=char) if char else wording.text("yaml.cannot-start-so")
    return error("yaml-syntax", place, message, wording.text("yaml.cannot-start-hint"))


def _where(fault: yaml.YAMLError, reason: str, text: str, path: str) -> tuple[int, Place]:
    """The character at which the text goes wrong, and its place."""
    mark, context = getattr(fault, "problem_mark", None), getattr(fault, "context_mark", None)
    if mark is None or (context is not None and any(part in reason for part in _AT_CONTEXT)):
        mark = context or mark
    if mark is not None and mark.index < len(text):
        return mark.index, place_of(path, mark)
    if mark is not None:
        # libyaml counts a line more than there is at the end of a text without a line break
        return len(text), place_at(text, path, len(text))
    # a character that YAML does not allow: libyaml then knows only how many bytes it has read
    read = int(getattr(fault, "position", 0) or 0)
    index = len(text.encode()[:read].decode(errors="ignore"))
    return index, place_at(text, path, index)


def _signature(text: str, number: int) -> str | None:
    """What to do where words follow a line ``---``, and no document: those that a mail ends with."""
    rest = lines_of(text)[number:]
    until = next((at for at, line in enumerate(rest) if line.key or line.hyphens), len(rest))
    below = [line for line in rest[:until] if line.text.strip()]
    if not below or len(below) > _LONGEST_SIGNATURE:
        return None
    return wording.text(
        "yaml.signature-hint",
        words=" ".join(line.text.strip() for line in below)[:LONGEST],
        lines=wording.text("yaml.signature-line", line=below[0].number)
        if len(below) == 1
        else wording.text("yaml.signature-lines", first=below[0].number, last=below[-1].number),
    )


def _opening(fault: yaml.YAMLError, path: str) -> Place | None:
    """Where what libyaml was reading begins."""
    context = getattr(fault, "context_mark", None)
    return None if context is None else place_of(path, context)


def _opened(fault: yaml.YAMLError, name: str, path: str) -> tuple[Related, ...]:
    """The bracket that is not closed."""
    opening = _opening(fault, path)
    if name not in ("open-brackets", "open-braces") or opening is None:
        return ()
    return (Related(opening, wording.text("yaml.opens-here")),)
