"""Problems as annotations of a GitHub workflow (its "workflow commands")."""

from __future__ import annotations

from servicebook import wording
from servicebook.loading import LoadedCatalog
from servicebook.problems import Problem
from servicebook.reports import text


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")


def _line(problem: Problem) -> str:
    place = problem.place
    where = (
        f"file={_property(place.path)},line={place.line},col={place.column},title={_property(problem.code)}"
    )
    message = (
        f"{problem.message}\n{wording.text('check.hint', hint=problem.hint)}"
        if problem.hint
        else problem.message
    )
    return f"::{problem.severity} {where}::{_data(message)}"


def render(opened: LoadedCatalog) -> str:
    """One command a problem; the count is a line of its own."""
    return "".join(f"{_line(problem)}\n" for problem in opened.problems) + text.summary(opened) + "\n"
