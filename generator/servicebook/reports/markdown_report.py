"""Problems as Markdown, for the summary page of a job, which GitHub limits to 1 MiB."""

from __future__ import annotations

from collections.abc import Sequence

from servicebook.comparing.problems import SinceThen
from servicebook.loading import Judged
from servicebook.problems import Problem, Severity, count_of, counts_of
from servicebook.reports import check_text
from servicebook.reports.safe_markdown import safe_markdown
from servicebook.reports.text import summary
from servicebook.wording import text

MAX_BYTES = 1024 * 1024
_ROOM = MAX_BYTES - 8 * 1024
"""What the rows of all tables may take; the rest is for what is around them."""


def render(opened: Judged, since: SinceThen | None = None, _folder: str = "") -> str:
    """A table of counts, and tables of problems: what is new, what was cured and what stands, or all of it."""
    room = _ROOM
    if since is None:
        sections = [(text("markdown.found"), opened.problems)]
        lines = [safe_markdown(summary(opened))]
    else:
        sections = [
            (text("markdown.new"), since.new),
            (text("markdown.cured"), since.cured),
            (text("markdown.standing"), since.standing),
        ]
        said = (*check_text.remarks(since), check_text.summary(since), summary(opened))
        lines = [line for words in said for line in (safe_markdown(words), "")][:-1]
    lines = [f"## {text('markdown.title')}", "", *lines, "", *_counts(sections)]
    for title, problems in sections:
        rows = _rows(problems, room)
        room -= sum(len(row.encode()) + 1 for row in rows)
        if problems:
            lines += ["", f"### {title}", "", *_head(), *rows]
            if left := count_of(problems) - len(rows):
                lines += ["", text("markdown.left-out", count=left)]
    return "\n".join(lines) + "\n"


def _counts(sections: Sequence[tuple[str, Sequence[Problem]]]) -> list[str]:
    lines = [f"| | {text('markdown.errors')} | {text('markdown.warnings')} |", "|---|---:|---:|"]
    for title, problems in sections:
        counts = counts_of(problems)
        lines.append(f"| {title} | {counts[Severity.ERROR]} | {counts[Severity.WARNING]} |")
    return lines


def _head() -> list[str]:
    titles = (text("markdown.where"), text("markdown.what"), text("markdown.what-to-do"))
    return [f"| {' | '.join(titles)} |", "|---|---|---|"]


def _rows(problems: Sequence[Problem], room: int) -> list[str]:
    """A row each, errors first, as many as there is room for in bytes."""
    rows: list[str] = []
    for problem in sorted(problems, key=lambda p: p.severity is not Severity.ERROR):
        place = f"{problem.place.path}:{problem.place.line}"
        what = f"{problem.severity.value}[{problem.code}]: {problem.message}"
        row = f"| {safe_markdown(place)} | {safe_markdown(what)} | {safe_markdown(problem.hint or '')} |"
        room -= len(row.encode()) + 1
        if room < 0:
            break
        rows.append(row)
    return rows
