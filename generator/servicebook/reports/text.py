"""Problems for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from servicebook.loading import Judged
from servicebook.problems import Problem, Severity, count_of
from servicebook.reports.causes import Cause, causes, counts_of_causes, each_alone
from servicebook.reports.safe_text import visible
from servicebook.wording import text

_PLACES = 5
"""Of what is told together, so many places are named."""


def problem_lines(problem: Problem) -> list[str]:
    """The lines of one problem: what and where, related places, what to do."""
    [cause] = each_alone([problem])
    return _lines(cause)


def _lines(cause: Cause) -> list[str]:
    first = cause.problems[0]
    lines = [f"{first.place}: {first.severity}[{first.code}]: {cause.message}"]
    if len(cause.problems) == 1:
        lines += [
            f"  {text('check.see', place=related.place, message=related.message)}"
            for related in first.related
        ]
    else:
        lines += [f"  {line}" for line in _places(cause)]
    if first.hint and all(problem.hint == first.hint for problem in cause.problems):
        lines.append(f"  {text('check.hint', hint=first.hint)}")
    return [visible(line) for line in lines]


def _places(cause: Cause) -> Iterable[str]:
    """Where else it is the same; of several things that are told together, what each is, and what to do about it."""
    others = cause.problems[1:] if cause.is_the_same else cause.problems
    # a line that says "and 1 more" would take the place of that one
    shown = others if len(others) == _PLACES + 1 else others[:_PLACES]
    have_own_hints = len({problem.hint for problem in cause.problems}) > 1
    for problem in shown:
        if cause.is_the_same:
            yield text("check.also", place=problem.place)
            continue
        yield text("check.see", place=problem.place, message=problem.message)
        if have_own_hints and problem.hint:
            yield f"  {text('check.hint', hint=problem.hint)}"
    if left := len(others) - len(shown):
        yield text("check.more", count=left)


def render(opened: Judged, *, one_by_one: bool = False) -> str:
    """What is wrong, errors last, and lines that count; what has one cause is told once, or ``one_by_one``."""
    lines = lines_of(opened, opened.problems, one_by_one=one_by_one)
    if lines:
        lines.append("")
    return "\n".join([*lines, *last_lines(opened, one_by_one=one_by_one)]) + "\n"


def last_lines(opened: Judged, *, one_by_one: bool = False) -> Iterator[str]:
    """A line that counts, and one that says how many can be fixed."""
    yield summary(opened, one_by_one=one_by_one)
    if fixable := sum(problem.edit is not None for problem in opened.problems):
        yield text("fix.fixable", count=fixable)


def lines_of(opened: Judged, problems: Iterable[Problem], *, one_by_one: bool) -> list[str]:
    """The lines of some of a catalog's problems."""
    told = each_alone(problems) if one_by_one else causes(problems, opened.documents)
    return [line for cause in told for line in _lines(cause)]


def summary(opened: Judged, *, one_by_one: bool = False) -> str:
    """``2 errors, 9 warnings (3 causes), 1 waived in 140 files.``; no causes where each problem was told."""
    found = {} if one_by_one else counts_of_causes(opened.problems)
    errors = _of_causes(opened, Severity.ERROR, text("count.error", count=opened.errors), found)
    warnings = _of_causes(opened, Severity.WARNING, text("count.warning", count=opened.warnings), found)
    files = text("count.file", count=opened.files)
    if opened.waived:
        return text(
            "check.summary-waived",
            errors=errors,
            warnings=warnings,
            waived=count_of(opened.waived),
            files=files,
        )
    return text("check.summary", errors=errors, warnings=warnings, files=files)


def _of_causes(opened: Judged, severity: Severity, counted: str, found: Mapping[Severity, int]) -> str:
    """How many problems of a severity there are, and of how many causes where those are fewer."""
    listed = [problem for problem in opened.problems if problem.severity is severity]
    # of what is not listed, nobody knows the causes
    if severity in found and found[severity] < len(listed) == count_of(listed):
        return text("check.of-causes", problems=counted, count=found[severity])
    return counted
