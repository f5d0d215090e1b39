"""The small catalogs in which a rule finds something, or nothing: one base, and the files that a case has itself."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.support import CASES

FOLDERS = CASES / "rules"
BASE = CASES / "rules_base"
"""The catalog of every case, but for the files that the case has itself."""
REPORT = "expected.txt"


def folder(code: str, outcome: str) -> Path:
    """Where the files of a case are; ``outcome`` is ``fails`` or ``passes``."""
    return FOLDERS / code.replace("-", "_") / outcome


def laid_together(code: str, outcome: str, to: Path) -> Path:
    """The whole catalog of a case, in a folder that is not there yet."""
    shutil.copytree(BASE, to)
    shutil.copytree(folder(code, outcome), to, dirs_exist_ok=True, ignore=shutil.ignore_patterns(REPORT))
    return to
