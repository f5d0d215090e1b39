"""A waiver lets nothing be: its rule is off, or its pattern fits no file.

It stays behind when a rule is switched off or a file is moved, and is then taken for a reason that holds. Remove it, or
correct its `path`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from servicebook.documents.kinds import SETTINGS_KINDS
from servicebook.model.catalog import Catalog
from servicebook.model.written_files import written_files
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.rules.waiver_paths import fits_any
from servicebook.wording import text

CODE = "waiver-for-nothing"
SEVERITY = Severity.WARNING
_ESCAPED = {ord(char): f"\\{letter}" for char, letter in zip("\a\b\t\n\v\f\r", "abtnvfr", strict=True)}
"""What a backslash and a letter are in double quotes: a path with ``\\notices`` has a line break."""
READS: tuple[str, ...] = (
    "department",
    "service",
    "role",
    "person",
    "faq",
    "agreement",
    "journey",
    "notice",
    "kudos",
    "results",
)


def check(catalog: Catalog) -> Iterator[Problem]:
    settings = catalog.settings
    live = [waiver for waiver in settings.waivers if not waiver.is_over(catalog.today)]
    paths = _paths(catalog) if live else frozenset()
    for waiver in live:
        if settings.severities.get(waiver.code) == "off":
            yield finding(
                CODE,
                SEVERITY,
                waiver.origin.place("code"),
                text("waiver-for-nothing.off", code=waiver.code),
                text("waiver-for-nothing.off-hint"),
            )
        elif not fits_any(waiver.path, paths):
            yield finding(
                CODE,
                SEVERITY,
                waiver.origin.place("path"),
                text("waiver-for-nothing.message", path=waiver.path),
                _hint(waiver.path, paths),
            )


def _hint(path: str, paths: Iterable[str]) -> str:
    """What to do; of a path as Windows writes it, what it should be, if that is the path of a file."""
    written = re.sub(r"\\\\?", "/", path.translate(_ESCAPED))
    if written != path and fits_any(written, paths):
        return text("waiver-for-nothing.slashes", path=written)
    return text("waiver-for-nothing.hint")


def _paths(catalog: Catalog) -> frozenset[str]:
    """Every file of which a rule may speak."""
    owners = (file.path for file in catalog.owners_files)
    settings = (kind.pattern for kind in SETTINGS_KINDS)
    results = (result.origin.path for result in catalog.results)
    return frozenset((*catalog.derive(written_files), *owners, *settings, *results))
