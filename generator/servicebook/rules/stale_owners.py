"""The file CODEOWNERS names other reviewers than the catalog does.

`servicebook owners` wrote the file from roles and people's handles, and these have changed since: somebody holds
another role, has left, or a service has come or gone. Until the file is written again, GitHub or GitLab asks the
wrong people to review. A file that was written by hand is let be.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.analysis.code_owners import CannotNameError, Difference, difference, made_for, owners_text
from servicebook.model.catalog import Catalog
from servicebook.problems import Place, Problem, Severity
from servicebook.rules.finding import finding

CODE = "stale-owners"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("department", "service", "role", "person", "agreement", "journey")


def check(catalog: Catalog) -> Iterator[Problem]:
    for file in catalog.owners_files:
        system = made_for(file.text)
        if system is None:
            continue
        try:
            made = owners_text(catalog, system, file.folder)
        except CannotNameError as fault:
            yield finding(CODE, SEVERITY, Place(file.path), f"cannot be renewed: {fault}", fault.hint)
            continue
        if differs := difference(file.text, made):
            yield finding(
                CODE,
                SEVERITY,
                Place(file.path, differs.line),
                f"is out of date; made anew, {_told(differs)}",
                f"run: servicebook owners --format {system} --output {file.path}",
            )


def _told(differs: Difference) -> str:
    if differs.wanted is None:
        return "it ends before"
    return f'it {"goes on with" if differs.there is None else "says here"} "{differs.wanted}"'
