"""What there is to tell of changes whose values alone say too little, as values."""

from __future__ import annotations

from servicebook.analysis.chains import Comparison
from servicebook.analysis.reasons import UnknownTime
from servicebook.comparing.terms import TermChange
from servicebook.frozen import frozen


@frozen(kw_only=True)
class ChainDetail:
    """The worst chain of a service before and after, None where nothing was promised or handed over.

    ``priorities`` are the names of those that it is about, none for all; ``zone`` is the provider's.
    """

    before: Comparison | None
    after: Comparison | None
    priorities: tuple[str, ...]
    zone: str


@frozen(kw_only=True)
class JourneyDetail:
    """What became of a journey's total.

    ``unknown`` is the step whose time is not known now, or was not known, and why; else ``steps`` are the ids of those
    that are promised in another time, or were added or taken away.
    """

    steps: tuple[str, ...]
    unknown: tuple[str, UnknownTime] | None = None


@frozen(kw_only=True)
class AddressDetail:
    """Addresses that lead nowhere, and the ids that they are made of; ``now`` is the object's id of today, None where
    it is gone."""

    now: str | None
    former: tuple[str, ...]
    addresses: tuple[str, ...]


Details = tuple[TermChange, ...] | ChainDetail | JourneyDetail | AddressDetail | None
