"""What a change says whose values alone say too little: terms, chains, journeys, addresses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from servicebook.comparing.chain_words import chain_words, journey_words
from servicebook.comparing.changes import Change
from servicebook.comparing.details import AddressDetail, ChainDetail, JourneyDetail
from servicebook.comparing.terms_meanwhile import terms_of_change
from servicebook.model.catalog import Catalog
from servicebook.model.promises import terms_of
from servicebook.wording import text
from servicebook.wording.lists import listed


def detail_words(change: Change, catalog: Catalog) -> list[str]:
    """The lines of such a change; none for any other."""
    details = change.details
    match details:
        case None:
            return list(_acceptance(change, catalog)) if change.code == "acceptance-changed" else []
        case ChainDetail():
            return list(chain_words(details, catalog))
        case JourneyDetail():
            return list(journey_words(details, change, catalog))
        case AddressDetail():
            return [_lost(details, change.kind)]
        case tuple():
            return list(terms_of_change(catalog, change.object_id, details))
        case _:
            assert_never(details)


def _lost(detail: AddressDetail, kind: str) -> str:
    """Which addresses lead nowhere, and what is to be done."""
    count, addresses, former = len(detail.addresses), listed(detail.addresses), listed(detail.former)
    if kind == "faq":
        own = listed(old.rpartition("/")[2] for old in detail.former)
        if detail.now is None:
            return text("address.no-question", count=count, addresses=addresses)
        return text("address.of-question", count=count, addresses=addresses, id=own)
    if detail.now is None:
        return text("address.gone", count=count, addresses=addresses, former=former)
    return text("address.lost", count=count, addresses=addresses, former=former, now=detail.now)


def _acceptance(change: Change, catalog: Catalog) -> Iterator[str]:
    """Who accepted what, without a hash that somebody would have to compare; nothing where a day or a role differs."""
    agreement = catalog.agreements.get(change.object_id)
    terms = terms_of(catalog, agreement) if agreement else None
    before, after = change.before, change.after
    if isinstance(after, dict):
        party, role, day = (str(after.get(key)) for key in ("party", "by", "on"))
        if after.get("terms") == terms:
            yield text("acceptance.new", party=party, role=role, day=day)
        else:
            yield text("acceptance.new-of-others", party=party, role=role, day=day)
    elif isinstance(before, dict):
        party, day = (str(before.get(key)) for key in ("party", "on"))
        yield text("acceptance.gone", party=party, day=day)
    elif (change.field or "").endswith(".terms"):
        yield text("acceptance.of-today") if after == terms else text("acceptance.of-others")
