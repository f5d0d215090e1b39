"""Problems for a person at a terminal."""

from __future__ import annotations

import unicodedata

from servicebook.loading import LoadedCatalog
from servicebook.problems import Problem
from servicebook.wording import text


def problem_lines(problem: Problem) -> list[str]:
    """The lines of one problem: what and where, related places, what to do."""
    lines = [f"{problem.place}: {problem.severity}[{problem.code}]: {problem.message}"]
    lines += [
        f"  {text('check.see', place=related.place, message=related.message)}" for related in problem.related
    ]
    if problem.hint:
        lines.append(f"  {text('check.hint', hint=problem.hint)}")
    return [visible(line) for line in lines]


def visible(words: str) -> str:
    """The words on one line, with nothing in them that a terminal would obey: control characters as \\x1b."""
    if words.isprintable():
        return words
    return "".join(
        char.encode("unicode_escape").decode("ascii")
        if unicodedata.category(char) in _CONTROLS or char in _TURNS
        else char
        for char in words
    )


_CONTROLS = frozenset({"Cc", "Cs", "Zl", "Zp"})
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that change the direction of what follows them."""


def render(opened: LoadedCatalog) -> str:
    """Every problem, a line that counts, and one that says how many can be fixed."""
    lines = [line for problem in opened.problems for line in problem_lines(problem)]
    if lines:
        lines.append("")
    lines.append(summary(opened))
    if fixable := sum(problem.edit is not None for problem in opened.problems):
        lines.append(text("fix.fixable", count=fixable))
    return "\n".join(lines) + "\n"


def summary(opened: LoadedCatalog) -> str:
    """``2 errors, 1 warning, 1 waived in 140 files.``"""
    errors, warnings = text("count.error", count=opened.errors), text("count.warning", count=opened.warnings)
    files = text("count.file", count=opened.files)
    if opened.waived:
        return text(
            "check.summary-waived",
            errors=errors,
            warnings=warnings,
            waived=len(opened.waived),
            files=files,
        )
    return text("check.summary", errors=errors, warnings=warnings, files=files)
