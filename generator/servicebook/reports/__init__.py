"""What was found, written out: one output a file. This is the table of formats of ``servicebook check``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from servicebook.comparison import SinceThen
from servicebook.loading import LoadedCatalog
from servicebook.reports import check_text, github, gitlab, json_report, markdown_report, sarif

FORMATS: Mapping[str, Callable[[LoadedCatalog, SinceThen | None], str]] = {
    "text": check_text.render,
    "json": json_report.render,
    "github": github.render,
    "gitlab": gitlab.render,
    "markdown": markdown_report.render,
    "sarif": sarif.render,
}
