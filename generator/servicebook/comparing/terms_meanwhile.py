"""What holds while an agreement waits to be accepted again, and where it covers something no longer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from servicebook.comparing.term_words import measure_words, term_words, value_of_term
from servicebook.comparing.terms import Term, TermChange, substance, term_of
from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog
from servicebook.model.promises import (
    AgreementState,
    Promise,
    applying,
    promises,
    promises_under,
    state_of,
)
from servicebook.wording import text
from servicebook.wording.lists import listed


def terms_of_change(catalog: Catalog, agreement_id: str, changes: Sequence[TermChange]) -> Iterator[str]:
    """What the terms say that they did not; of promises that left them, which the services still give by themselves."""
    language = catalog.settings.organization.language
    stays: dict[str, list[str]] = {}
    for change in changes:
        own = _own(catalog, change.service, change.before) if change.after is None else None
        if change.before is None or own is None:
            yield term_words(change, language)
        elif substance(own) == substance(change.before):
            stays.setdefault(change.name, []).append(measure_words(own))
        else:
            promise = text("terms.promise", service=change.name, measure=measure_words(change.before))
            now, then = (
                value_of_term(one, other, language)
                for one, other in ((own, change.before), (change.before, own))
            )
            yield text("terms.own-instead", promise=promise, now=now, then=then)
    for service, measures in stays.items():
        yield text("terms.stays", service=service, measures=listed(measures))
    if not changes:
        yield text("terms.same")
    agreement = catalog.agreements.get(agreement_id)
    if agreement and state_of(catalog, agreement) is AgreementState.CHANGED:
        yield from _meanwhile(catalog, agreement)


def _meanwhile(catalog: Catalog, agreement: Agreement) -> Iterator[str]:
    """What holds until both have accepted, where that is not what the agreement says."""
    language = catalog.settings.organization.language
    differs = False
    for service in filter(None, map(catalog.services.get, agreement.covers)):
        told = []
        for agreed in (term_of(catalog, promise) for promise in promises_under(catalog, service, agreement)):
            own = _own(catalog, service.id, agreed)
            if own is None or substance(own)[1:-1] != substance(agreed)[1:-1]:  # whatever is said besides
                value = value_of_term(_in_short(own), agreed, language) if own else text("terms.nothing")
                told.append(text("terms.promised", promise=measure_words(agreed), value=value))
        if told:
            differs = True
            yield text("terms.meanwhile", service=service.name, terms="; ".join(told))
    if not differs:
        yield text("terms.meanwhile-same")


def _in_short(term: Term) -> Term:
    """A term without what is said besides, where it is more than words."""
    target = term.promise.target
    if target.within is None and target.at_least is None:
        return term
    return replace(term, promise=replace(term.promise, target=replace(target, stated=None)))


def _own(catalog: Catalog, service_id: str, term: Term | None) -> Term | None:
    """What the service promises by itself in the place of a term; None where it does not."""
    service = catalog.services.get(service_id)
    if service is None or term is None:
        return None
    found: Promise | None = applying(promises(catalog, service), *term.promise.target.key)
    return term_of(catalog, found) if found else None
