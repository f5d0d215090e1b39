"""What the words of tickets in a database mean in the catalog, by the same map as those of exports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from servicebook.frozen import frozen
from servicebook.measuring.connected import Seen
from servicebook.measuring.engine_tables import RawKind
from servicebook.measuring.reading.named_ids import (
    UnknownService,
    UnknownWordError,
    Words,
    customer_words,
    priority_hint,
    priority_words,
    service_words,
    unknown_services,
)
from servicebook.measuring.reading.not_read import NotRead, quotable
from servicebook.measuring.reading.settled import settled
from servicebook.measuring.reading.to_tickets import CHANNELS
from servicebook.measuring.tickets import Kind
from servicebook.model.catalog import Catalog
from servicebook.ticket_sources import TicketSource
from servicebook.wording import text


@frozen(kw_only=True)
class Meant:
    """``kinds`` are the words that mean something in the catalog; the tickets of all others are counted nowhere.

    The rest is as in :class:`~servicebook.measuring.reading.read_tickets.ReadTickets`, with counts of tickets.
    ``unknown_services`` is None where the column has sentences rather than names.
    """

    kinds: Mapping[RawKind, Kind]
    not_read: tuple[NotRead, ...]
    unknown_services: tuple[UnknownService, ...] | None
    left_out: Mapping[str, int]


class _NoKindError(ValueError):
    """Words that mean no kind of ticket; how many tickets have them is counted."""


def meant(seen: Seen, source: TicketSource, catalog: Catalog) -> Meant:
    """What a source's words mean, as measures.yml and the catalog say."""
    words = _AllWords(source, catalog)
    kinds: dict[RawKind, Kind] = {}
    for raw, count in seen.kinds.items():
        try:
            kinds[raw] = words.kind(raw, count)
        except _NoKindError:
            continue
    faults = Counter({(fault, ""): count for fault, count in seen.faults.items()}) + words.faults
    found = [_not_read(fault, value, count, catalog) for (fault, value), count in faults.items()]
    return Meant(
        kinds=kinds,
        not_read=tuple(sorted(found, key=lambda one: (-one.count, one.kind, one.message))),
        unknown_services=unknown_services(words.unknown, catalog),
        left_out=dict(words.left_out.most_common()),
    )


class _AllWords:
    """The words of all columns, and what became of those that mean nothing."""

    def __init__(self, source: TicketSource, catalog: Catalog) -> None:
        self.unknown: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self.faults: Counter[tuple[str, str]] = Counter()
        self._service = source.service
        self._missing = settled(source, catalog.settings.organization.zone).missing
        self._services = service_words(source.services, catalog)
        # where no priorities are written, no promise can depend on one
        self._priorities = priority_words(source.priorities, catalog) if catalog.settings.priorities else None
        self._channels = Words(source.channels, {channel: channel for channel in CHANNELS})
        self._customers = customer_words(source.customers, catalog)

    def kind(self, raw: RawKind, count: int) -> Kind:
        """What the words of so many tickets mean."""
        service, priority, channel, customer = (self._word(word) for word in raw)
        return Kind(
            self._id_of_service(service, count),
            self._id(self._priorities, priority, "priority", count),
            self._id(self._channels, channel, "channel", count),
            self._id(self._customers, customer, "customer", count),
        )

    def _word(self, raw: str | None) -> str | None:
        word = (raw or "").strip()
        return None if word.casefold() in self._missing else word

    def _id_of_service(self, word: str | None, count: int) -> str:
        if self._service is not None:
            return self._service
        if word is None:
            self.faults["no-service", ""] += count
            raise _NoKindError
        try:
            service = self._services.id_of(word)
        except UnknownWordError:
            self.unknown[word] += count
            raise _NoKindError from None
        if service is None:
            self.left_out[quotable(word)] += count
            raise _NoKindError
        return service

    def _id(self, words: Words | None, word: str | None, column: str, count: int) -> str | None:
        if words is None or word is None:
            return None
        try:
            return words.id_of(word)
        except UnknownWordError:
            # a customer may be a person, so only priorities are quoted
            self.faults[f"unknown-{column}", quotable(word) if column == "priority" else ""] += count
            raise _NoKindError from None


def _not_read(fault: str, value: str, count: int, catalog: Catalog) -> NotRead:
    if fault == "unknown-priority":
        message = text("connected.unknown-priority", count=count, value=value)
        hint = priority_hint(value, catalog)
    else:
        message = text(f"connected.rows.{fault}", count=count)
        hint = text(f"tickets.do.{fault}")
    return NotRead(kind=fault, count=count, rows=(), message=message, hint=hint)
