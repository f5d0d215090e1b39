"""What a change says whose values alone say too little: terms, chains, journeys, addresses."""

from __future__ import annotations

from typing import assert_never

from servicebook.comparing.chain_words import chain_words, journey_words
from servicebook.comparing.changes import Change
from servicebook.comparing.details import AddressDetail, ChainDetail, JourneyDetail
from servicebook.comparing.term_words import term_words
from servicebook.model.catalog import Catalog
from servicebook.wording import text
from servicebook.wording.lists import listed


def detail_words(change: Change, catalog: Catalog) -> list[str]:
    """The lines of such a change; none for any other."""
    language = catalog.settings.organization.language
    details = change.details
    match details:
        case None:
            return []
        case ChainDetail():
            return list(chain_words(details, catalog))
        case JourneyDetail():
            return list(journey_words(details, change, catalog))
        case AddressDetail():
            addresses = listed(details.addresses)
            if details.now is None:
                return [text("address.gone", addresses=addresses, former=details.former)]
            return [text("address.lost", addresses=addresses, former=details.former, now=details.now)]
        case tuple():
            return [term_words(term, language) for term in details] or [text("terms.same")]
        case _:
            assert_never(details)
