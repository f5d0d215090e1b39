"""The file CODEOWNERS names other reviewers than the catalog does.

`servicebook owners` wrote the file from roles and people's handles, and these have changed since: somebody holds
another role, has left, or a service was added or removed. Until the file is written again, GitHub or GitLab asks the
wrong people to review. A file that was written by hand is not checked.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.analysis.code_owners import CannotNameError, Difference, difference, made_for, owners_text
from servicebook.explanations import cannot_name, cannot_name_hint
from servicebook.model.catalog import Catalog
from servicebook.problems import Place, Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

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
            yield finding(
                CODE,
                SEVERITY,
                Place(file.path),
                text("stale-owners.cannot", why=cannot_name(fault)),
                cannot_name_hint(fault),
                # The reason may be a handle of somebody who has left.
                public_message=text("stale-owners.public-cannot"),
            )
            continue
        if differs := difference(file.text, made):
            yield finding(
                CODE,
                SEVERITY,
                Place(file.path, differs.line),
                _message(differs),
                text("stale-owners.hint", system=system, path=file.path),
            )


def _message(differs: Difference) -> str:
    if differs.wanted is None:
        return text("stale-owners.ends-before")
    return text(
        "stale-owners.goes-on" if differs.there is None else "stale-owners.differs", line=differs.wanted
    )
