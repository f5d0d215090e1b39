"""The agreements that cover a service, and what each promises its customer of it."""

from __future__ import annotations

from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.promises import AgreementState, promises, state_of
from servicebook.model.service import Service
from servicebook.pages.parts import promise_table
from servicebook.pages.parts.page_links import Link, agreement_link, department_link
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import text


@frozen(kw_only=True)
class AgreementNote:
    """An agreement that covers the service, and what it promises the customer."""

    customer: Link
    agreement: Link
    state: str
    in_force: bool
    promises: tuple[promise_table.TargetView, ...]


def agreement_notes(catalog: Catalog, urls: UrlContext, service: Service) -> list[AgreementNote]:
    """Each agreement that covers the service, in the catalog's order."""
    notes = []
    for agreement in catalog.index.agreements_on.get(service.id, ()):
        state = state_of(catalog, agreement)
        applying = promises(catalog, service, agreement.customer)
        own = tuple(p for p in applying if p.source == f"agreement:{agreement.id}")
        notes.append(
            AgreementNote(
                customer=department_link(catalog, urls, agreement.customer),
                agreement=agreement_link(urls, agreement),
                state=text(f"agreement-state.{state.name}"),
                in_force=state is AgreementState.IN_FORCE,
                promises=tuple(promise_table.target_views(catalog, urls, own)),
            )
        )
    return notes
