"""Results: what was promised against what was kept, of the organization and of each department."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from servicebook import links
from servicebook.analysis.result_sums import Count, Sums, sums
from servicebook.analysis.result_trends import growing, improved, most_asked, recent_periods
from servicebook.analysis.results_overview import Judged, Overview, Scope, results_overview, sums_of_services
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.department import Department
from servicebook.model.results import REPORTED
from servicebook.pages.parts.facts import Fact, as_table
from servicebook.pages.parts.kept_words import percent, period_name
from servicebook.pages.parts.page_links import Link, hue, initials, service_link
from servicebook.pages.parts.result_lists import AskedRow, Item, Writer, range_words
from servicebook.pages.parts.result_matrix import Matrix, matrix, sum_of
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats, text

MOST_ROWS = 60
"""Departments with all their numbers on one page, those with most requests; the others are named."""
MOST = 12
"""Entries of each list; the others are counted."""


@frozen(kw_only=True)
class Found:
    """A list of what stands out: ``range`` says when, ``more`` how many are left out."""

    range: str | None
    items: list[Item]
    more: str | None


@frozen(kw_only=True)
class ResultsView:
    """What a page of results shows; everything but the head is empty where nothing was measured.

    ``reported`` says how much of it was counted elsewhere; None where nothing was.
    """

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    facts: tuple[Fact, ...]
    of_one: bool
    matrix: Matrix | None
    reported: str | None
    more_rows: list[Link]
    not_measured: str | None
    parts: list[Link]
    asked: list[AskedRow]
    asked_in: str | None
    growing: Found | None
    recurring: Found | None
    missed: Found | None
    improved: Found | None
    fewest: int


def pages(context: RenderContext) -> Iterator[Page]:
    """The page of the organization, and one for every department with results."""
    overview = results_overview(context.catalog)  # before pages are shared out among processes
    yield Page(
        path=links.RESULTS,
        title=text("title.results"),
        template="measured_results.html",
        view=lambda context, urls: view(context, urls, overview),
        description=text("results.summary"),
    )
    for department in context.catalog.departments.values() if overview else ():
        if overview and department.id in overview.departments:
            yield _page_of(department, overview)


def _page_of(department: Department, overview: Overview) -> Page:
    return Page(
        path=links.results_of(department.id),
        title=text("title.results-of", department=department.name),
        template="measured_results.html",
        view=lambda context, urls: view_of(context, urls, department, overview),
        description=text("results.summary-of", department=department.name),
    )


def view(context: RenderContext, urls: UrlContext, overview: Overview | None) -> ResultsView:
    """What the page of the organization shows."""
    catalog = context.catalog
    crumbs = (Link(text("title.about"), urls.to(links.ABOUT)),)
    if overview is None:
        return _empty(crumbs, text("title.results"), text("results.summary"), catalog.settings.fewest)
    judged: dict[str, list[Judged]] = defaultdict(list)
    for one in overview.whole.judged:
        judged[one.department].append(one)
    # those with the most requests, in the order of the catalog
    by_size = sorted(overview.sums, key=lambda d: (-overview.sums[d].total.counted, d))
    shown, others = set(by_size[:MOST_ROWS]), by_size[MOST_ROWS:]
    return _view(
        catalog,
        urls,
        overview.whole,
        crumbs=crumbs,
        name=text("title.results"),
        summary=text("results.summary"),
        rows=[
            (_department(catalog, urls, d), one, judged[d]) for d, one in overview.sums.items() if d in shown
        ],
        everything=(Link(text("results.all-departments")), sum_of(overview.sums.values())),
        more_rows=[_department(catalog, urls, d) for d in sorted(others)],
        not_measured=_not_measured(catalog, overview),
    )


def view_of(
    context: RenderContext, urls: UrlContext, department: Department, overview: Overview
) -> ResultsView:
    """What a department's page shows."""
    catalog = context.catalog
    scope = overview.departments[department.id]
    summed = sums_of_services(scope)
    judged: dict[str, list[Judged]] = defaultdict(list)
    for one in scope.judged:
        judged[one.line.service].append(one)
    above = reversed(list(catalog.lineage(department.id))[1:])
    return _view(
        catalog,
        urls,
        scope,
        crumbs=(
            Link(text("title.results"), urls.to(links.RESULTS)),
            *(_department(catalog, urls, d.id) for d in above if d.id in overview.departments),
        ),
        name=text("title.results-of", department=department.name),
        summary=text("results.summary-of", department=department.name),
        rows=[(service_link(catalog, urls, s), one, judged[s]) for s, one in summed.items()],
        everything=(Link(text("results.all-services")), sum_of(summed.values())),
        parts=[
            _department(catalog, urls, part.id)
            for part in catalog.index.parts_of.get(department.id, ())
            if part.id in overview.departments
        ],
        of_one=True,
    )


def _view(
    catalog: Catalog,
    urls: UrlContext,
    scope: Scope,
    *,
    crumbs: tuple[Link, ...],
    name: str,
    summary: str,
    rows: list[tuple[Link, Sums, list[Judged]]],
    everything: tuple[Link, Sums],
    more_rows: list[Link] | None = None,
    not_measured: str | None = None,
    parts: list[Link] | None = None,
    of_one: bool = False,
) -> ResultsView:
    language = catalog.settings.organization.language
    write = Writer(catalog, urls, of_one)
    recent = recent_periods(scope.window)
    asked = most_asked(scope.results, recent)[:MOST]
    range_said = range_words(recent, language) if recent else None
    growth, gains = growing(scope.results, recent), improved(scope.results, recent)
    return ResultsView(
        crumbs=crumbs,
        name=name,
        summary=summary,
        facts=tuple(_facts(catalog, urls, scope, everything[1].total)),
        of_one=of_one,
        matrix=matrix(scope.window, rows, (*everything, scope.judged), language),
        reported=_reported(catalog, scope, everything[1].total),
        more_rows=more_rows or [],
        not_measured=not_measured,
        parts=parts or [],
        asked=write.asked(asked, _kept_of(scope, {one.service for one in asked}, recent)),
        asked_in=range_said,
        growing=_found(write.growing(growth[:MOST]), len(growth), range_said),
        recurring=_found(write.missed(scope.recurring[:MOST]), len(scope.recurring)),
        missed=_found(write.missed(scope.missed[:MOST]), len(scope.missed)),
        improved=_found(write.improved(gains[:MOST]), len(gains), range_said),
        fewest=catalog.settings.fewest,
    )


def _empty(crumbs: tuple[Link, ...], name: str, summary: str, fewest: int) -> ResultsView:
    return ResultsView(
        crumbs=crumbs,
        name=name,
        summary=summary,
        facts=(),
        of_one=False,
        matrix=None,
        reported=None,
        more_rows=[],
        not_measured=None,
        parts=[],
        asked=[],
        asked_in=None,
        growing=None,
        recurring=None,
        missed=None,
        improved=None,
        fewest=fewest,
    )


def _facts(catalog: Catalog, urls: UrlContext, scope: Scope, total: Count) -> Iterator[Fact]:
    language = catalog.settings.organization.language
    yield Fact(text=text("results.until", period=period_name(scope.window.periods[-1], language)))
    if total.counted:
        share = text(
            "results.share",
            kept=formats.number(total.kept, language),
            counted=formats.number(total.counted, language),
            percent=percent(100 * total.kept / total.counted, language),
        )
        yield Fact(text=text("results.total", share=share))
    missed = sum(one.is_missed for one in scope.judged)
    if missed:
        yield Fact(
            text=text("results.fact-missed", count=missed),
            look="is-warn",
            href="#recurring" if scope.recurring else "#missed",
        )
    yield as_table(urls, "results")
    yield Fact(text=text("results.json"), href=urls.to(links.DATA_RESULTS))
    yield Fact(text=text("results.promises"), href=urls.to(links.SLA))


def _reported(catalog: Catalog, scope: Scope, total: Count) -> str | None:
    """How many of all that is shown were counted elsewhere: of these is only known what others say."""
    reported = [result for result in scope.results if result.basis == REPORTED]
    summed = sums(reported, scope.window, lambda result: result.basis) if reported else {}
    if REPORTED not in summed:
        return None
    count = summed[REPORTED].total.counted
    if count == total.counted:
        return text("results.all-reported")
    counted = formats.number(total.counted, catalog.settings.organization.language)
    return text("results.reported", count=count, counted=counted)


def _found(items: list[Item], number: int, range_said: str | None = None) -> Found | None:
    if not items:
        return None
    left = number - len(items)
    return Found(range=range_said, items=items, more=text("results.more", count=left) if left else None)


def _kept_of(scope: Scope, services: set[str], recent: Iterable[object]) -> dict[str, Count]:
    """How often some services kept what they promised in some of the shown periods."""
    wanted = frozenset(recent)
    results = [r for r in scope.results if r.service in services and r.period in wanted]
    return {
        name: one.total for name, one in sums(results, scope.window, lambda result: result.service).items()
    }


def _department(catalog: Catalog, urls: UrlContext, department: str) -> Link:
    """The way to a department's results; of one that is not in the catalog any more, what is left of it."""
    known = catalog.departments.get(department)
    if known is None:
        return Link(department)
    return Link(
        known.name,
        urls.to(links.results_of(department)),
        hue=hue(catalog, department),
        initials=initials(catalog, department),
    )


def _not_measured(catalog: Catalog, overview: Overview) -> str | None:
    """How many departments offer services and have no results at all."""
    offering = {service.department for service in catalog.services.values()}
    number = len(offering - overview.departments.keys())
    return text("results.not-measured", count=number) if number else None
