"""What stands out in results, in sentences: asked for most, asked for more, missed, improved."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from servicebook.analysis.kept_promises import kept_promises
from servicebook.analysis.measured_periods import unit_of
from servicebook.analysis.result_sums import Count
from servicebook.analysis.result_trends import Asked, Gain, Growth, Periods
from servicebook.analysis.results_overview import Judged
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.periods import PeriodUnit
from servicebook.model.results import Result
from servicebook.pages.parts.kept import line_name
from servicebook.pages.parts.kept_words import KeptWords, kept_words, percent
from servicebook.pages.parts.page_links import Link, department_link, service_link
from servicebook.pages.rendering.markdown import markdown
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats, text


@frozen(kw_only=True)
class Item:
    """A service or one of its promises with what is said of it.

    ``promise`` names the promise where one is meant; ``kept`` is its last verdict, ``note`` what the department
    says about it. ``department`` is None where all are of one.
    """

    service: Link
    department: Link | None
    promise: str | None
    said: str | None
    kept: KeptWords | None = None
    note: Markup | None = None


@frozen(kw_only=True)
class AskedRow:
    """A service by how often it was asked for, and what share of its promises was kept in the same time."""

    service: Link
    department: Link | None
    number: str
    kept: str


@frozen
class Writer:
    """What all lists of a page share. ``of_one``: all are of one department, which need not be named."""

    catalog: Catalog
    urls: UrlContext
    of_one: bool

    @property
    def _language(self) -> str:
        return self.catalog.settings.organization.language

    def asked(self, asked: Iterable[Asked], counts: dict[str, Count]) -> list[AskedRow]:
        """The services that were asked for most."""
        return [
            AskedRow(
                service=service_link(self.catalog, self.urls, one.service),
                department=self._department(one.service),
                number=self._number(one.number),
                kept=self._percent(counts[one.service]),
            )
            for one in asked
        ]

    def growing(self, found: Iterable[Growth]) -> list[Item]:
        """``Asked for 420 times, after 300 from August to October 2025: 40 % more.``"""
        return [
            self._item(
                one.service,
                text(
                    "results.grown",
                    recent=self._number(one.recent),
                    earlier=self._number(one.earlier),
                    before=range_words(one.before, self._language),
                    percent=one.percent,
                ),
            )
            for one in found
        ]

    def improved(self, found: Iterable[Gain]) -> list[Item]:
        """``Kept 140 of 150 times (93 %), after 120 of 148 (81 %) from May to July 2026.``"""
        return [
            self._item(
                one.result.service,
                text(
                    "results.improved-said",
                    recent=self._share(one.recent),
                    earlier=self._share(one.earlier),
                    before=range_words(one.before, self._language),
                ),
                promise=self._promise(one.result),
            )
            for one in found
        ]

    def missed(self, found: Iterable[Judged]) -> list[Item]:
        """Promises that were missed, how often, and their last verdict."""
        return [self._missed(one) for one in found]

    def _missed(self, one: Judged) -> Item:
        last = one.periods[0]
        unit = unit_of(last.promised)
        often = text(f"results.missed-in.{unit.value}", count=one.missed, total=len(one.periods))
        noted = next((row.note for row in last.rows if row.note), None)
        return self._item(
            one.line.service,
            often if one.missed > 1 else None,
            promise=line_name(self.catalog, one.line),
            kept=kept_words(one.line, last, self.catalog.today, self._language, says_missed=one.missed == 1),
            note=markdown(noted, self.urls) if noted else None,
        )

    def _item(
        self,
        service: str,
        said: str | None,
        promise: str | None = None,
        kept: KeptWords | None = None,
        note: Markup | None = None,
    ) -> Item:
        return Item(
            service=service_link(self.catalog, self.urls, service),
            department=self._department(service),
            promise=promise,
            said=said,
            kept=kept,
            note=note,
        )

    def _department(self, service: str) -> Link | None:
        known = self.catalog.services.get(service)
        if self.of_one or known is None:
            return None
        return department_link(self.catalog, self.urls, known.department)

    def _promise(self, result: Result) -> str:
        """``First reply, High, by phone, as agreed with Sales``: which promise of its service a result is of."""
        key = (result.measure, result.priority, result.channel, result.agreement)
        lines = kept_promises(self.catalog).lines[result.service]
        return next(
            line_name(self.catalog, line)
            for line in lines
            if (line.measure, line.priority, line.channel, line.agreement) == key
        )

    def _share(self, count: Count) -> str:
        """``140 of 150 (93 %)``."""
        return text(
            "results.share",
            kept=self._number(count.kept),
            counted=self._number(count.counted),
            percent=self._percent(count),
        )

    def _percent(self, count: Count) -> str:
        return percent(100 * count.kept / count.counted if count.counted else 0, self._language)

    def _number(self, number: int) -> str:
        return formats.number(number, self._language)


def range_words(periods: Periods, language: str) -> str:
    """``August to October 2026``, ``November 2025 to January 2026``, ``Q3 2026``, ``2025``."""
    first, last = periods[0], periods[-1]
    if first.unit is PeriodUnit.YEAR:
        return formats.day_by_pattern(first.first, "y", language)
    if first.unit is PeriodUnit.QUARTER:
        return formats.day_by_pattern(first.first, "QQQ y", language)
    pattern = "LLLL" if first.year == last.year else "LLLL y"
    return text(
        "results.range",
        first=formats.day_by_pattern(first.first, pattern, language),
        last=formats.month(last.first, language),
    )
