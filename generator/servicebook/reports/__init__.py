"""What was found, written out: one output a file. This is the table of formats of ``servicebook check``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from servicebook.loading import LoadedCatalog
from servicebook.reports import github, gitlab, json_report, sarif, text

FORMATS: Mapping[str, Callable[[LoadedCatalog], str]] = {
    "text": text.render,
    "json": json_report.render,
    "github": github.render,
    "gitlab": gitlab.render,
    "sarif": sarif.render,
}
