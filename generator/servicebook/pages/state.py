"""Catalog health: what is missing, overdue, vacant or promised too boldly, and what to do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from servicebook import links
from servicebook.analysis.coverage import Covered, coverage
from servicebook.analysis.finding_owner import NOBODY, by_department
from servicebook.documents.markdown_words import plain
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.department import Department
from servicebook.pages.parts.figures import Figure, anchor, by_code, complete, without_aliases
from servicebook.pages.parts.finding_groups import group_counts, groups_of, headline
from servicebook.pages.parts.findings import ProblemView, problem_views
from servicebook.pages.parts.page_links import Link, department_link, hue, initials
from servicebook.pages.rendering.context import MAX_ROWS, RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.problems import Problem, count_of
from servicebook.rules.manuals import manual_of
from servicebook.rules.waiver_paths import waives
from servicebook.settings import Waiver
from servicebook.wording import formats, text

MAX_SHARED = 50
"""So many problems of files that belong to no department are listed on the overview."""


@frozen(kw_only=True)
class DepartmentRow:
    """A department in the table: a count for each column, empty for none."""

    department: Link
    services: str
    complete: str
    counts: tuple[str, ...]
    total: str


@frozen(kw_only=True)
class CodeRow:
    """How often a fault was found."""

    code: str
    meaning: str
    rule: str
    severity: str
    number: str


@frozen(kw_only=True)
class WaiverView:
    """What is let be: which findings, where, why, until when."""

    code: str
    rule: str
    path: str
    reason: str
    until: str
    ended: bool
    number: str


@frozen(kw_only=True)
class StateView:
    """The overview."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    headline: str
    is_good: bool
    figures: list[Figure]
    columns: tuple[str, ...]
    rows: list[DepartmentRow]
    more_rows: int
    codes: list[CodeRow]
    shared: list[ProblemView]
    more_shared: int
    waivers: list[WaiverView]
    rules: Link
    fields: Link


@frozen(kw_only=True)
class DepartmentStateView:
    """One department's state."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    department: Link
    headline: str
    is_good: bool
    has_services: bool
    figures: list[Figure]
    problems: list[ProblemView]
    more: int
    waivers: list[WaiverView]
    waived: list[ProblemView]
    parts: list[tuple[Link, str]]


@frozen(kw_only=True)
class Health:
    """What all pages of the state are made from, computed once."""

    covered: Covered
    problems: Mapping[str, tuple[Problem, ...]]
    waived: Mapping[str, tuple[Problem, ...]]


def health_of(context: RenderContext) -> Health:
    """The coverage of the catalog, and its findings by department."""
    return Health(
        covered=coverage(context.catalog, context.problems),
        problems=by_department(context.catalog, context.problems),
        waived=by_department(context.catalog, context.waived),
    )


def pages(context: RenderContext) -> Iterator[Page]:
    """The overview, and a page for every department."""
    health = health_of(context)
    yield Page(
        path=links.STATE,
        title=text("title.health"),
        template="state.html",
        view=lambda context, urls: view(context, urls, health),
        description=text("health.summary"),
    )
    for department in context.catalog.departments.values():
        yield _page_of(department, health)


def _page_of(department: Department, health: Health) -> Page:
    return Page(
        path=links.state_of(department.id),
        title=text("title.health-of", department=department.name),
        template="state_department.html",
        view=lambda site, urls: department_view(site, urls, department, health),
        description=text("about.health-of", department=department.name),
        source=department.origin.path,
    )


def view(context: RenderContext, urls: UrlContext, health: Health) -> StateView:
    """What the overview shows."""
    catalog = context.catalog
    columns = groups_of(context.problems)
    by_need = sorted(
        catalog.departments.values(), key=lambda d: (-count_of(health.problems.get(d.id, ())), d.id)
    )
    shared = health.problems.get(NOBODY, ())
    return StateView(
        crumbs=(Link(text("title.about"), urls.to(links.ABOUT)),),
        name=text("title.health"),
        summary=text("health.summary"),
        headline=headline(context.problems),
        is_good=not context.problems,
        figures=[*complete(health.covered.total), *without_aliases(health.covered.total)],
        columns=tuple(text(f"finding-group.{group}") for group in columns),
        rows=[_row(catalog, urls, department, health, columns) for department in by_need[:MAX_ROWS]],
        more_rows=max(0, len(by_need) - MAX_ROWS),
        codes=_codes(urls, context.problems),
        shared=problem_views(catalog, urls, shared[:MAX_SHARED]),
        more_shared=max(0, len(shared) - MAX_SHARED),
        waivers=_waivers(catalog, urls, catalog.settings.waivers, context.waived),
        rules=Link(text("health.rules-link"), urls.to(links.RULES)),
        fields=Link(text("health.fields-link"), urls.to(links.FIELDS)),
    )


def department_view(
    context: RenderContext, urls: UrlContext, department: Department, health: Health
) -> DepartmentStateView:
    """What a department's page shows."""
    catalog = context.catalog
    problems = health.problems.get(department.id, ())
    waived = health.waived.get(department.id, ())
    counted = health.covered.departments[department.id]
    waivers = [w for w in catalog.settings.waivers if any(waives(w, p) for p in waived)] if waived else []
    return DepartmentStateView(
        crumbs=(
            Link(text("title.health"), urls.to(links.STATE)),
            *(
                Link(above.name, urls.to(links.state_of(above.id)))
                for above in reversed(list(catalog.lineage(department.id))[1:])
            ),
        ),
        name=text("title.health-of", department=department.name),
        summary=text("health.summary"),
        department=department_link(catalog, urls, department.id),
        headline=headline(problems),
        is_good=not problems,
        has_services=counted.services > 0,
        figures=[*complete(counted), *without_aliases(counted), *by_code(problems[:MAX_ROWS])],
        problems=_anchored(problem_views(catalog, urls, problems[:MAX_ROWS])),
        more=max(0, len(problems) - MAX_ROWS),
        waivers=_waivers(catalog, urls, waivers, waived),
        waived=problem_views(catalog, urls, waived[:MAX_ROWS]),
        parts=[
            (
                Link(part.name, urls.to(links.state_of(part.id))),
                text("count.finding", count=count_of(health.problems.get(part.id, ()))),
            )
            for part in catalog.index.parts_of.get(department.id, ())
        ],
    )


def _anchored(views: list[ProblemView]) -> list[ProblemView]:
    """The same, the first of each kind with its anchor."""
    first = {view.code: number for number, view in reversed(list(enumerate(views)))}
    return [
        replace(view, anchor=anchor(view.code)) if first[view.code] == number else view
        for number, view in enumerate(views)
    ]


def _row(
    catalog: Catalog, urls: UrlContext, department: Department, health: Health, columns: tuple[str, ...]
) -> DepartmentRow:
    problems = health.problems.get(department.id, ())
    counts = group_counts(problems)
    counted = health.covered.departments[department.id]
    return DepartmentRow(
        department=Link(
            department.name,
            urls.to(links.state_of(department.id)),
            hue=hue(catalog, department.id),
            initials=initials(catalog, department.id),
        ),
        services=f"{counted.services:,}",
        complete=f"{counted.percent} %" if counted.percent is not None else "",
        counts=tuple(f"{counts[group]:,}" if counts[group] else "" for group in columns),
        total=f"{count_of(problems):,}",
    )


def _codes(urls: UrlContext, problems: Iterable[Problem]) -> list[CodeRow]:
    """What was found, the most frequent first."""
    listed = list(problems)
    counts: Counter[str] = Counter()
    for problem in listed:
        counts[problem.code] += problem.times
    severities = {problem.code: problem.severity for problem in listed}
    return [
        CodeRow(
            code=code,
            meaning=_meaning(code),
            rule=urls.to(links.rule(code)),
            severity=text(f"severity.{severities[code]}"),
            number=f"{number:,}",
        )
        for code, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def _meaning(code: str) -> str:
    """A rule's first sentence; nothing for the codes of reading and of schemas, which speak for themselves."""
    return plain(manual_of(code).partition("\n")[0])


def _waivers(
    catalog: Catalog, urls: UrlContext, waivers: Iterable[Waiver], waived: Iterable[Problem]
) -> list[WaiverView]:
    language = catalog.settings.organization.language
    by_code: dict[str, list[Problem]] = {}
    for problem in waived:
        by_code.setdefault(problem.code, []).append(problem)
    views = []
    for waiver in waivers:
        number = sum(waives(waiver, problem) for problem in by_code.get(waiver.code, ()))
        ended = waiver.is_over(catalog.today)
        views.append(
            WaiverView(
                code=waiver.code,
                rule=urls.to(links.rule(waiver.code)),
                path=waiver.path,
                reason=waiver.reason,
                until=_until(waiver, language, ended=ended),
                ended=ended,
                number="" if ended else text("count.finding", count=number),
            )
        )
    return views


def _until(waiver: Waiver, language: str, *, ended: bool) -> str:
    """``until 31 Dec 2026``, ``ended 31 Aug 2026``, or that it has no end."""
    if waiver.until is None:
        return text("waiver.for-good")
    return text("dates.ended" if ended else "dates.until", day=formats.day(waiver.until, language))
