"""Problems as annotations of a GitHub workflow (its "workflow commands")."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from servicebook import wording
from servicebook.comparing.problems import SinceThen
from servicebook.loading import Judged
from servicebook.problems import Problem, Severity, count_of
from servicebook.reports import check_text
from servicebook.reports.safe_text import visible

SHOWN = 10
"""Of each level, GitHub shows so many annotations of a step, and drops the others without a word."""


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")


def _line(problem: Problem, folder: str) -> str:
    place = problem.place
    file = _property(visible(folder + place.path))
    where = f"file={file},line={place.line},col={place.column},title={_property(problem.code)}"
    message = (
        f"{visible(problem.message)}\n{visible(wording.text('check.hint', hint=problem.hint))}"
        if problem.hint
        else visible(problem.message)
    )
    return f"::{problem.severity} {where}::{_data(message)}"


def render(opened: Judged, since: SinceThen | None = None, folder: str = "") -> str:
    """Commands for as many problems as GitHub shows, errors first, and then the text of all.

    With ``since`` these are the new ones, and errors that stand where there is room.
    """
    wanted = opened.problems if since is None else (*since.new, *_errors(since.standing))
    levels = [
        [p for p in wanted if p.severity is severity] for severity in (Severity.ERROR, Severity.WARNING)
    ]
    lines = [_line(problem, folder) for level in levels for problem in level[:SHOWN]]
    if left := sum(count_of(level[SHOWN:]) for level in levels):
        lines.append(wording.text("github.not-shown", limit=SHOWN, left=left))
    return "\n".join([*lines, *_without_commands(check_text.render(opened, since))]) + "\n"


def _errors(problems: Iterable[Problem]) -> Iterable[Problem]:
    return (problem for problem in problems if problem.severity is Severity.ERROR)


def _without_commands(report: str) -> list[str]:
    """The lines of a report, of which GitHub takes none for a command, whatever the catalog's texts say.

    The word that ends this is made of the report, so that the report cannot have it.
    """
    word = hashlib.sha256(report.encode()).hexdigest()
    return [f"::stop-commands::{word}", *report.splitlines(), f"::{word}::"]
