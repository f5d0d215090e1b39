"""The table of formats of ``servicebook check``.

Each is given the catalog, the comparison with a revision if there is one, and the folder of the catalog within its
repository (with ``/`` at its end, or empty), which paths have in what is made for hosts; elsewhere they are relative to
the catalog's root, as commands take them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from servicebook.comparing.problems import SinceThen
from servicebook.loading import Judged
from servicebook.reports import check_text, github, gitlab, json_report, markdown_report, sarif


class Report(Protocol):
    """What writes out a catalog's problems; how it is called is said above."""

    def __call__(self, opened: Judged, since: SinceThen | None = None, folder: str = "", /) -> str: ...


FORMATS: Mapping[str, Report] = {
    "text": check_text.render,
    "json": json_report.render,
    "github": github.render,
    "gitlab": gitlab.render,
    "markdown": markdown_report.render,
    "sarif": sarif.render,
}
