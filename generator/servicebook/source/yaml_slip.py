"""A place at which YAML cannot be read, and the problem of the slip that led to it."""

from __future__ import annotations

from servicebook import wording
from servicebook.frozen import frozen
from servicebook.problems import Edit, Place, Problem, error
from servicebook.source.yaml_lines import LONGEST, Line


@frozen
class Fault:
    """What libyaml found wrong, as its ``name`` in our words, in which line; ``before`` is the last line above it.

    ``opened`` is the line in which brackets around it begin; ``edit`` is what mends it, if that is known.
    """

    name: str
    place: Place
    lines: list[Line]
    opened: Place | None
    edit: Edit | None = None

    @property
    def line(self) -> Line:
        return self.lines[self.place.line - 1]

    @property
    def before(self) -> Line | None:
        """The last line above that holds something."""
        return next((line for line in reversed(self.lines[: self.place.line - 1]) if not line.is_blank), None)

    def mended(self, line: Line) -> str | None:
        """What ``edit`` makes of a line, without its indentation; None where it changes another one, or more."""
        edit = self.edit
        if edit is None or not edit.start.line == edit.end.line == line.number:
            return None
        text = line.text
        return short(f"{text[: edit.start.column - 1]}{edit.text}{text[edit.end.column - 1 :]}".strip())

    @property
    def near(self) -> list[Line]:
        """The lines on which the slip may be: where the fault is, and the one above it."""
        return [line for line in (self.line, self.before) if line is not None]


def slip_at(
    fault: Fault, line: Line, column: int, what: str, written: str | None = None, hint: str | None = None
) -> Problem:
    """The problem of a line at a column from 0; its hint shows what to write where that is short enough."""
    char = fault.lines[line.number - 1].text[column : column + 1] if what == "starts-with" else ""
    message = wording.text("yaml.cannot-start", char=char) if char else wording.text(f"yaml-slip.{what}")
    if hint is None and (written := fault.mended(line) or written) is not None:
        hint = wording.text(f"yaml-slip-shown.{what}", written=written)
    hint = hint or wording.text(f"yaml-slip-hint.{what}")
    return error("yaml-syntax", Place(fault.place.path, line.number, column + 1), message, hint)


def indented(fault: Fault, line: Line, what: str, by: int) -> Problem:
    """The problem of a line that begins ``by`` spaces too early or too late."""
    spaces = wording.text("count.space", count=by)
    return slip_at(fault, line, line.indent, what, hint=wording.text(f"yaml-indent.{what}", spaces=spaces))


def short(written: str) -> str | None:
    """What is to be written, where it is not too long to be copied out of a message."""
    return written if len(written) <= LONGEST else None
