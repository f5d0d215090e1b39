"""The files that versions before the record wrote, so that a repository of theirs can be brought up to date, too."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from servicebook.exchange.repository.filled_templates import fill
from servicebook.source.host_links import ISSUE_FORMS, REQUEST_FORM

_FORMER: Mapping[str, tuple[str, ...]] = {
    ".github/dependabot.yml": ("0.2.0-dependabot.yml",),
    ".github/workflows/catalog.yml": ("0.2.0-github.yml",),
    ".gitignore": ("0.2.0-gitignore.txt",),
    ".gitlab-ci.yml": ("0.2.0-gitlab.yml",),
    ".vscode/settings.json": ("0.2.0-settings.json",),
    "README.md": ("0.2.0-README.md",),
    "requirements.txt": ("0.2.0-requirements.txt", "0.2.0-requirements-no-address.txt"),
}
"""Templates of former versions, where they differ from today's."""
WRITTEN_SINCE = frozenset(
    {
        ".github/workflows/comment.yml",
        ".github/workflows/request.yml",
        "renovate.json",
        *(f".github/ISSUE_TEMPLATE/{name}.yml" for name in (*ISSUE_FORMS.values(), REQUEST_FORM)),
        *(f".gitlab/issue_templates/{name}.md" for name in (*ISSUE_FORMS.values(), REQUEST_FORM)),
    }
)
"""What those versions did not write: where it is missing, nobody has removed it."""


def former_files(
    own: Mapping[str, str], new: Mapping[str, str], values: Mapping[str, str], requirement: str
) -> dict[str, str]:
    """The files as a version without a record wrote them, as far as can be told.

    By path, for all that are written today: of several former texts the one that is most like the file ``own`` has;
    today's, where it has not changed since. ``values`` fill the templates, with the ``requirement`` that is there.
    """
    image = "python:3.12" if "@ git+" in requirement else "python:3.12-slim"
    values = {**values, "requirement": requirement, "image": image, "remark": ""}
    texts = {}
    for path, text in new.items():
        if path in WRITTEN_SINCE:
            continue
        former = [fill(f"former/{name}", values) for name in _FORMER.get(path, ())]
        there = own.get(path, "").replace("\r\n", "\n")
        texts[path] = max([text, *former], key=lambda one: _likeness(one, there))
    return texts


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 2.0
    return difflib.SequenceMatcher(None, one.splitlines(), other.splitlines(), autojunk=False).ratio()
