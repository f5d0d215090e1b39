"""Problems for a person at a terminal."""

from __future__ import annotations

from servicebook.pipeline import Opened
from servicebook.problems import Problem


def problem_lines(problem: Problem) -> list[str]:
    """The lines of one problem: what and where, related places, what to do."""
    lines = [f"{problem.place}: {problem.severity}[{problem.code}]: {problem.message}"]
    lines += [f"  see {related.place}: {related.message}" for related in problem.related]
    if problem.hint:
        lines.append(f"  hint: {problem.hint}")
    return lines


def render(opened: Opened) -> str:
    """Every problem, and a last line that counts."""
    lines = [line for problem in opened.problems for line in problem_lines(problem)]
    if lines:
        lines.append("")
    lines.append(summary(opened))
    return "\n".join(lines) + "\n"


def summary(opened: Opened) -> str:
    """``2 errors, 1 warning, 1 waived in 140 files.``"""
    parts = [_count(opened.errors, "error"), _count(opened.warnings, "warning")]
    if opened.waived:
        parts.append(f"{len(opened.waived)} waived")
    return f"{', '.join(parts)} in {_count(opened.files, 'file')}."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
