"""The small catalogs in which a rule finds something, or nothing: one base, and the files that a case has itself."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.sites import contents
from tests.support import CASES, write

FOLDERS = CASES / "rules"
BASE = CASES / "rules_base"
"""The catalog of every case, but for the files that the case has itself."""
REPORT = "expected.txt"


def folder(code: str, outcome: str) -> Path:
    """Where the files of a case are; ``outcome`` is ``fails`` or ``passes``."""
    return FOLDERS / code.replace("-", "_") / outcome


def laid_together(code: str, outcome: str, to: Path) -> Path:
    """The whole catalog of a case, in a folder that is not there yet."""
    own = {path: text for path, text in contents(folder(code, outcome)).items() if path != REPORT}
    return write(to, {**_base(), **own})


@cache
def _base() -> dict[str, bytes]:
    return contents(BASE)
