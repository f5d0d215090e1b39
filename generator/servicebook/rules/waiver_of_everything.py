"""A waiver lets a rule be in every file.

It hides what somebody adds tomorrow, too, for which its reason was not written. Name the files that are meant; a rule
that your organization does not want at all is switched `off` under `severities`.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "waiver-of-everything"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for waiver in catalog.settings.waivers:
        if {"**"} <= (steps := set(waiver.path.split("/"))) and steps <= {
            "catalog",
            "**",
            "*",
            "*.yml",
            "*.*",
        }:
            yield finding(
                CODE,
                SEVERITY,
                waiver.origin.place("path"),
                text("waiver-of-everything.message", path=waiver.path, code=waiver.code),
                text("waiver-of-everything.hint", code=waiver.code),
            )
