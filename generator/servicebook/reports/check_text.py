"""What ``servicebook check`` says at a terminal: the problems, apart by whether they are new where that is asked."""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.comparing.problems import SinceThen
from servicebook.loading import Judged
from servicebook.problems import Severity, count_of
from servicebook.reports import text as problem_text
from servicebook.reports.safe_text import visible
from servicebook.wording import text

_FILES = 5
_CURED = 10
"""So many are named, and the others counted."""


def render(
    opened: Judged, since: SinceThen | None = None, _folder: str = "", *, one_by_one: bool = False
) -> str:
    """All problems; with ``since``, what was cured, the errors that stand and last what is new.

    Warnings that stand are only counted then, unless ``one_by_one``. The last lines count.
    """
    if since is None:
        return problem_text.render(opened, one_by_one=one_by_one)
    lines = list(_sections(opened, since, one_by_one=one_by_one))
    lines += remarks(since)
    lines += [*problem_text.last_lines(opened, one_by_one=one_by_one), summary(since)]
    return "\n".join(lines) + "\n"


def _sections(opened: Judged, since: SinceThen, *, one_by_one: bool) -> Iterator[str]:
    if since.cured:
        yield text("since.cured", revision=since.revision)
        yield from cured_lines(since, len(since.cured) if one_by_one else _CURED)
        yield ""
    standing = [p for p in since.standing if one_by_one or p.severity is Severity.ERROR]
    for title, problems in (
        (text("since.standing", revision=since.revision), standing),
        (text("since.new", revision=since.revision), since.new),
    ):
        if problems:
            yield title
            yield from problem_text.lines_of(opened, problems, one_by_one=one_by_one)
            yield ""


def cured_lines(since: SinceThen, limit: int) -> Iterator[str]:
    """What is no longer wrong, and where it was, a line each."""
    for problem in since.cured[:limit]:
        yield visible(f"{problem.place}: {problem.code}: {problem.message}")
    if left := len(since.cured[limit:]):
        yield text("since.more-cured", count=left)


def remarks(since: SinceThen) -> Iterator[str]:
    """Why more may count as new than is."""
    if not since.has_catalog:
        yield text("since.no-catalog", revision=since.revision)
    if since.unread:
        files = text("list.separator").join(since.unread[:_FILES])
        if len(since.unread) > _FILES:
            files = text("since.files-and-more", files=files, count=len(since.unread) - _FILES)
        yield visible(text("since.unread", revision=since.revision, files=files))


def summary(since: SinceThen) -> str:
    """``Since main: 3 new errors, 1 cured, 13 standing warnings.``"""
    new_errors, new_warnings, standing_errors, standing_warnings = (
        since.count(severity, is_new=is_new)
        for is_new in (True, False)
        for severity in (Severity.ERROR, Severity.WARNING)
    )
    cured = count_of(since.cured)
    parts = [
        said
        for count, said in (
            (new_errors, text("since.new-errors", count=new_errors)),
            (new_warnings, text("since.new-warnings", count=new_warnings)),
            (not since.new, text("since.nothing-new")),
            (cured, text("since.cured-count", count=cured)),
            (standing_errors, text("since.standing-errors", count=standing_errors)),
            (standing_warnings, text("since.standing-warnings", count=standing_warnings)),
        )
        if count
    ]
    return text("since.summary", revision=since.revision, parts=text("list.separator").join(parts))
