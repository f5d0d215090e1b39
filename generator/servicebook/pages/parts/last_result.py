"""Whether the promise that a service is known by was kept, in short: for lists of many services."""

from __future__ import annotations

from servicebook import links
from servicebook.analysis.kept_promises import kept_promises, latest
from servicebook.analysis.results_overview import results_overview
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.department import Department
from servicebook.model.service import Service
from servicebook.pages.parts.kept_words import percent
from servicebook.pages.parts.page_links import Link
from servicebook.pages.parts.result_matrix import short_name
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats, text

NONE = "none"
"""What lists call it where there is no verdict."""


@frozen(kw_only=True)
class LastResult:
    """``91 %``, ``109 of 120, Oct 2026``, and the verdict as a code and a word, empty without one."""

    code: str
    word: str
    share: str
    counts: str
    kept: int
    counted: int

    @property
    def order(self) -> str:
        """For sorting by the share."""
        return f"{self.kept / self.counted:.6f}" if self.counted else ""


def last_result(catalog: Catalog, service: Service) -> LastResult | None:
    """The last result of a service; None where nothing was measured."""
    line = kept_promises(catalog).main_line(catalog, service)
    measured = latest(line) if line else None
    if measured is None:
        return None
    language = catalog.settings.organization.language
    return LastResult(
        code=measured.verdict.code if measured.verdict else NONE,
        word=text(f"verdict.{measured.verdict.code}") if measured.verdict else "",
        share=text("promise.percent", number=percent(measured.share, language, measured.percent)),
        counts=text(
            "results.counts-when",
            kept=formats.number(measured.kept, language),
            counted=formats.number(measured.counted, language),
            period=short_name(measured.period, language),
        ),
        kept=measured.kept,
        counted=measured.counted,
    )


def all_results(catalog: Catalog, urls: UrlContext, department: Department) -> Link | None:
    """The way to a department's results; None where it has none."""
    overview = results_overview(catalog)
    if overview is None or department.id not in overview.departments:
        return None
    return Link(text("results.all-of", department=department.name), urls.to(links.results_of(department.id)))
