"""What a service's page says first to readers of the departments that have an agreement on it.

The page has it for all of them, hidden; the theme's script shows it to whoever said that theirs is one of these.
"""

from __future__ import annotations

from servicebook.analysis.promise_periods import customers
from servicebook.frozen import frozen
from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog
from servicebook.model.promises import AgreementState, agreement_in_force, state_of
from servicebook.model.service import Service
from servicebook.pages.agreements import STATES, dates
from servicebook.pages.parts.page_links import Link, agreement_link, department_link
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import text


@frozen(kw_only=True)
class YoursView:
    """An agreement as told to readers of ``departments``, which are ids apart by spaces."""

    departments: str
    head: str
    agreement: Link
    note: str
    in_force: bool


def yours(catalog: Catalog, urls: UrlContext, service: Service) -> list[YoursView]:
    """The agreement that each department has on a service: the one in force, else the nearest that is not."""
    sentences: dict[tuple[str, bool], list[str]] = {}
    for department in customers(catalog, service):
        agreement = agreement_in_force(catalog, service, department) or _nearest(catalog, service, department)
        sentences.setdefault((agreement.id, agreement.customer == department), []).append(department)
    return [
        _view(catalog, urls, catalog.agreements[agreement], departments, own=own)
        for (agreement, own), departments in sentences.items()
    ]


def _nearest(catalog: Catalog, service: Service, department: str) -> Agreement:
    covering = catalog.index.agreements_on[service.id]
    return next(a for above in catalog.lineage(department) for a in covering if a.customer == above.id)


def _view(
    catalog: Catalog, urls: UrlContext, agreement: Agreement, departments: list[str], *, own: bool
) -> YoursView:
    customer = department_link(catalog, urls, agreement.customer).text
    state = state_of(catalog, agreement)
    in_force = state is AgreementState.IN_FORCE
    whom = text("banner.own-department" if own else "banner.department-above", department=customer)
    if in_force:
        head = text("banner.agreed", whom=whom)
        note = text("banner.dates", dates=dates(catalog, agreement))
    else:
        head = text("banner.not-in-force", whom=whom)
        note = text("banner.as-everybody", state=STATES[state].text)
    return YoursView(
        departments=" ".join(departments),
        head=head,
        agreement=agreement_link(urls, agreement),
        note=note,
        in_force=in_force,
    )
