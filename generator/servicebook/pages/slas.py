"""The directory of promises: every promise of every service as it applies, and the agreements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from servicebook import links
from servicebook.analysis.agreement_scope import also_for, concerned
from servicebook.frozen import frozen
from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog
from servicebook.model.common import MEASURES
from servicebook.model.department import Department
from servicebook.model.promises import AgreementState, state_of
from servicebook.pages.parts.facts import Fact, as_table
from servicebook.pages.parts.filters import Filters, filters, group
from servicebook.pages.parts.page_links import (
    Link,
    agreement_link,
    badged_link,
    department_link,
    edit_link,
)
from servicebook.pages.parts.promise_rows import (
    EVERYBODY,
    FROM,
    TIMES,
    VERDICTS,
    ServicePromises,
    count_promises,
    service_promises,
)
from servicebook.pages.parts.service_rows import Chip
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats, text

SORTS = (
    ("service", text("sort.service")),
    ("reply", text("sort.reply")),
    ("time", text("sort.time")),
    ("kept", text("sort.kept")),
)


RESULT_SORT = ("result", text("results.last"))


@frozen(kw_only=True)
class AgreementRow:
    """An agreement with its state today; ``yours`` are the ids of the departments that have something of it."""

    agreement: Link
    provider: Link
    customer: Link
    covers: str
    dates: str
    state: Chip
    yours: str


@frozen(kw_only=True)
class DepartmentRow:
    """A department where the list is split, with its numbers."""

    department: Link
    services: int
    promises: int
    missing: int


@frozen(kw_only=True)
class PromiseSection:
    """A department's services; ``anchor`` is its id."""

    anchor: str
    department: Link
    rows: list[ServicePromises]


@frozen(kw_only=True)
class SlasView:
    """Services with their promises by department, or the departments where there are too many for one."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    facts: tuple[Fact, ...]
    filters: Filters | None
    sections: list[PromiseSection]
    split: bool
    departments: list[DepartmentRow]
    agreements: list[AgreementRow]
    of_one: bool
    edit_link: Link | None

    @property
    def measured(self) -> bool:
        """Whether results are known, which then have a column."""
        return any(row.result for section in self.sections for row in section.rows)


def pages(context: RenderContext) -> Iterator[Page]:
    """The one list, and a list for every department where that would be too long."""
    split = is_split(context)
    yield Page(
        path=links.SLA,
        title=text("title.slas"),
        template="slas.html",
        scripts=("table.js",),
        view=lambda context, urls: view(context, urls, split=split),
        description=text("about.slas"),
    )
    if split:
        for department in context.catalog.departments.values():
            yield _page_of(department)


def _page_of(department: Department) -> Page:
    return Page(
        path=links.sla_of(department.id),
        title=text("title.slas-of", department=department.name),
        template="slas.html",
        scripts=("table.js",),
        view=lambda site, urls: view_of(site, urls, department),
        description=text("about.slas-of", department=department.name),
    )


def is_split(context: RenderContext) -> bool:
    """Whether there are too many promises for one list; looks no further than needed to know."""
    rows = 0
    for department in context.catalog.departments:
        rows += sum(count_promises(context.catalog, department))
        if rows > context.max_rows:
            return True
    return False


def view(context: RenderContext, urls: UrlContext, *, split: bool) -> SlasView:
    """What the page of all promises shows."""
    catalog = context.catalog
    states = {a.id: state_of(catalog, a) for a in catalog.agreements.values()}
    having = [] if split else [d for d in catalog.departments if catalog.index.services_of.get(d)]
    sections = [_section(catalog, urls, department) for department in having]
    departments = [_department_row(catalog, urls, d) for d in catalog.departments] if split else []
    rows = [row for section in sections for row in section.rows]
    missing = sum(row.missing is not None for row in rows) + sum(row.missing for row in departments)
    number = sum(len(row.all) for row in rows) + sum(row.promises for row in departments)
    return SlasView(
        crumbs=(Link(text("title.home"), urls.to(links.HOME)),),
        name=text("title.slas"),
        summary=text("slas.summary"),
        facts=(
            *_facts(number, missing, split),
            *_agreements_fact(states),
            *_promised_to(catalog, rows, states),
            as_table(urls, "promises"),
            *_results_fact(catalog, urls),
        ),
        filters=_filters(catalog, rows),
        sections=sections,
        split=split,
        departments=departments,
        agreements=[_agreement_row(catalog, urls, a, states[a.id]) for a in catalog.agreements.values()],
        of_one=False,
        edit_link=None,
    )


def _agreements_fact(states: Mapping[str, AgreementState]) -> Iterator[Fact]:
    if states:
        agreements = text("count.agreement", count=len(states))
        in_force = sum(state is AgreementState.IN_FORCE for state in states.values())
        yield Fact(
            text=text("agreements.count-in-force", agreements=agreements, count=in_force), href="#agreements"
        )


def _results_fact(catalog: Catalog, urls: UrlContext) -> Iterator[Fact]:
    if catalog.results:
        yield Fact(text=text("title.results"), href=urls.to(links.RESULTS))


def view_of(context: RenderContext, urls: UrlContext, department: Department) -> SlasView:
    """What a department's page of promises shows."""
    catalog = context.catalog
    agreements = catalog.index.agreements_of.get(department.id, ())
    states = {a.id: state_of(catalog, a) for a in agreements}
    section = _section(catalog, urls, department.id)
    rows = section.rows
    missing = sum(row.missing is not None for row in rows)
    number = sum(len(row.all) for row in rows)
    return SlasView(
        crumbs=(Link(text("title.slas"), urls.to(links.SLA)), badged_link(catalog, urls, department.id)),
        name=text("slas-of.title", department=department.name),
        summary=text("slas-of.summary"),
        facts=(*_facts(number, missing, split=False), *_promised_to(catalog, rows, states)),
        filters=_filters(catalog, rows),
        sections=[section] if rows else [],
        split=False,
        departments=[],
        agreements=[_agreement_row(catalog, urls, a, states[a.id]) for a in agreements],
        of_one=True,
        edit_link=edit_link(catalog, department.origin.path),
    )


def _section(catalog: Catalog, urls: UrlContext, department: str) -> PromiseSection:
    return PromiseSection(
        anchor=department,
        department=badged_link(catalog, urls, department),
        rows=service_promises(catalog, urls, department),
    )


def _facts(number: int, missing: int, split: bool) -> Iterator[Fact]:
    yield Fact(text=text("count.promise", count=number))
    if missing:
        yield Fact(
            text=text("slas.without", count=missing), look="is-warn", href=None if split else "?measure=none"
        )


def _promised_to(
    catalog: Catalog, rows: list[ServicePromises], states: Mapping[str, AgreementState]
) -> Iterator[Fact]:
    """For readers of each customer, a way to the rows that are theirs."""
    counts = Counter(mark.value for row in rows for mark in row.marks if mark.group == "customer")
    readers: dict[str, set[str]] = {}
    for agreement in map(catalog.agreements.__getitem__, states):
        if agreement.customer in counts and states[agreement.id] is AgreementState.IN_FORCE:
            ids = readers.setdefault(agreement.customer, {agreement.customer})
            ids.update(also_for(catalog, agreement))
    for customer, ids in readers.items():
        name = catalog.departments[customer].name
        yield Fact(
            text=text("slas.yours", count=counts[customer], department=name),
            look="is-yours",
            href=f"?customer={customer}",
            yours=" ".join(sorted(ids)),
        )


def _filters(catalog: Catalog, rows: list[ServicePromises]) -> Filters | None:
    marks = [row.marks for row in rows]
    return filters(
        (
            group(marks, "measure", text("filter.measure"), order=MEASURES),
            group(marks, "time", text("filter.time"), order=tuple(TIMES)),
            group(marks, "verdict", text("results.filter"), order=tuple(VERDICTS)),
            group(marks, "department", text("filter.department"), folded=True),
            group(
                marks,
                "priority",
                text("filter.priority"),
                order=("any", *catalog.settings.priorities),
                folded=True,
            ),
            group(marks, "customer", text("filter.customer"), order=(EVERYBODY,), folded=True),
            group(marks, "from", text("filter.source"), order=tuple(FROM), folded=True),
        ),
        total=len(rows),
        noun=text("filters.services"),
        sorts=(*SORTS, RESULT_SORT) if any(row.result for row in rows) else SORTS,
    )


def _department_row(catalog: Catalog, urls: UrlContext, department: str) -> DepartmentRow:
    number, missing = count_promises(catalog, department)
    return DepartmentRow(
        department=Link(catalog.departments[department].name, urls.to(links.sla_of(department))),
        services=len(catalog.index.services_of.get(department, ())),
        promises=number,
        missing=missing,
    )


def _agreement_row(
    catalog: Catalog, urls: UrlContext, agreement: Agreement, state: AgreementState
) -> AgreementRow:
    language = catalog.settings.organization.language
    start, end = agreement.effective_from, agreement.effective_until
    if start:
        dates = formats.date_range(start, end, language)
    else:
        dates = text("dates.until", day=formats.day(end, language)) if end else text("dates.none")
    good = state is AgreementState.IN_FORCE
    return AgreementRow(
        agreement=agreement_link(urls, agreement),
        provider=department_link(catalog, urls, agreement.provider),
        customer=department_link(catalog, urls, agreement.customer),
        covers=text("count.service", count=len(agreement.covers)),
        dates=dates,
        state=Chip(text=text(f"agreement-state.{state.name}"), look="ok" if good else "warn"),
        yours=" ".join(concerned(catalog, agreement)),
    )
