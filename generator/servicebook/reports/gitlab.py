"""Problems as GitLab shows them in a merge request: a code quality report (a part of Code Climate's format)."""

from __future__ import annotations

import hashlib
from collections import Counter

from servicebook.comparing.problems import SinceThen
from servicebook.comparing.problems.identity import without_positions
from servicebook.loading import Judged
from servicebook.problems import Severity
from servicebook.reports.safe_text import json_text, visible

_LEVELS = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def render(opened: Judged, _since: SinceThen | None = None, folder: str = "") -> str:
    """A list with one entry a problem, whether new or not: GitLab compares it with that of the target branch.

    A fingerprint says whether a problem is new: it is made of what the problem is, and not of its line or position in a
    list, which change when something is written above it.
    """
    times: Counter[str] = Counter()
    problems = []
    for problem in opened.problems:
        same = "\0".join((problem.code, problem.place.path, without_positions(visible(problem.message))))
        times[same] += 1
        text = f"{problem.message}. {problem.hint}" if problem.hint else problem.message
        problems.append(
            {
                "description": visible(text),
                "check_name": problem.code,
                "fingerprint": hashlib.sha256(
                    f"{same}\0{times[same]}".encode(errors="backslashreplace")
                ).hexdigest(),
                "severity": _LEVELS[problem.severity],
                "location": {"path": folder + problem.place.path, "lines": {"begin": problem.place.line}},
            }
        )
    return json_text(problems)
