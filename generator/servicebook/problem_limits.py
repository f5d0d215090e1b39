"""How many problems of one kind are kept: those beyond are counted, and neither kept nor listed.

A file that is wrong from its first line to its last has as many problems as lines. A hundred of them say what is wrong;
all of them would take more memory than a machine may have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from servicebook import wording
from servicebook.problems import Place, Problem, Severity

MAX_IN_FILE = 100
"""How many problems of one code are kept of a file."""
MAX_OF_CODE = 20_000
"""How many problems of one code are kept of all files."""


KeptAndCounted = tuple[list[Problem], list[Problem]]
"""Problems that were kept, and those that say how many more there are."""


class LimitedProblems:
    """Problems as they are found. ``all_of_them`` are kept for who is to mend them."""

    def __init__(self, *, all_of_them: bool = False) -> None:
        self._all = all_of_them
        self._kept: list[Problem] = []
        self._in_file: defaultdict[tuple[str, str, Severity], int] = defaultdict(
            int
        )  # quickly made, of each rule
        self._of_code: defaultdict[str, int] = defaultdict(int)
        self._folded: dict[tuple[str, Severity], tuple[str, str, Severity]] = {}
        self._beyond: dict[tuple[str, str, Severity], tuple[Place, int]] = {}

    def add(self, problems: Iterable[Problem]) -> None:
        """Take what was found; it is looked at one by one, so that an iterator never holds all of it."""
        for problem in problems:
            key = (problem.place.path, problem.code, problem.severity)
            self._in_file[key] += 1
            self._of_code[problem.code] += 1
            is_listed = self._in_file[key] <= MAX_IN_FILE and self._of_code[problem.code] <= MAX_OF_CODE
            if self._all or (is_listed and problem.times == 1):
                self._kept.append(problem)
                continue
            if self._of_code[problem.code] > MAX_OF_CODE:
                # one for all files, or there would still be as many as files
                key = self._folded.setdefault(key[1:], key)
            place, count = self._beyond.get(key, (problem.place, 0))
            self._beyond[key] = place, count + problem.times

    def found(self) -> list[Problem]:
        """Those that were kept, and for each file and code one that says how many more there are."""
        return joined([self.kept_and_counted()])

    def kept_and_counted(self) -> KeptAndCounted:
        """The two apart, as plain values."""
        more = [
            _more(code, severity, place, count)
            for (_, code, severity), (place, count) in self._beyond.items()
        ]
        return self._kept, more


def joined(parts: Sequence[KeptAndCounted]) -> list[Problem]:
    """What was found apart, of other codes each, as if it had been found one after the other."""
    return [problem for half in zip(*parts, strict=True) for problems in half for problem in problems]


def limited(problems: Iterable[Problem]) -> list[Problem]:
    """Problems within the limits."""
    found = LimitedProblems()
    found.add(problems)
    return found.found()


def _more(code: str, severity: Severity, place: Place, count: int) -> Problem:
    return Problem(
        code=code,
        severity=severity,
        message=wording.text("problems.more", count=count),
        place=place,
        hint=wording.text("problems.more-hint"),
        times=count,
    )
