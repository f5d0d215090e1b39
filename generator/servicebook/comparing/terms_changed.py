"""Agreements that were accepted and are not any more, because of what changed in their terms, in whatever file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from servicebook.comparing.change_causes import causes_of_terms
from servicebook.comparing.changes import Change, Effect, Written
from servicebook.comparing.same_objects import SameObjects
from servicebook.comparing.terms import as_written, term_changes
from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog
from servicebook.model.promises import AgreementState, latest_acceptances, state_of, terms_of, waiting_for

_NOT_WAITING = frozenset({AgreementState.IN_FORCE, AgreementState.LAPSED})


def terms_changed(before: Catalog, after: Catalog, changes: Sequence[Change]) -> Iterator[Change]:
    """A change for each agreement of whose parties one had accepted its terms and has not accepted those of now."""
    if not changes:
        return
    same = SameObjects(changes)
    for now in after.agreements.values():
        if state_of(after, now) in _NOT_WAITING:
            continue
        was = before.agreements.get(same.former("agreement", now.id))
        if was is not None and _was_accepted(before, was, waiting_for(after, now)):
            change = _change(before, was, after, now, same)
            yield replace(change, causes=causes_of_terms(before, after, changes, now.id))


def _was_accepted(before: Catalog, was: Agreement, waiting: Sequence[str]) -> bool:
    terms, latest = terms_of(before, was), latest_acceptances(before, was)
    return any(party in latest and latest[party].terms == terms for party in waiting)


def _change(before: Catalog, was: Agreement, after: Catalog, now: Agreement, same: SameObjects) -> Change:
    terms = term_changes(before, was, after, now, lambda service: same.today("service", service))
    written = [as_written(term) for term in terms]
    return Change(
        code="agreement-terms-changed",
        kind="agreement",
        object_id=now.id,
        field="terms",
        before={promise: then for promise, then, _ in written if then is not None},
        after={promise: today for promise, _, today in written if today is not None},
        effect=Effect.TERMS_CHANGED,
        written=Written("head", now.origin.document, ("accepted",) if now.accepted else ()),
        details=terms,
    )
