"""From requests in the words of an export to tickets in the catalog's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from servicebook.measuring.reading.export_lines import Line
from servicebook.measuring.reading.histories import Spans
from servicebook.measuring.reading.named_ids import (
    UnknownWordError,
    Words,
    customer_words,
    priority_hint,
    priority_words,
    service_words,
)
from servicebook.measuring.reading.not_read import Findings, quotable
from servicebook.measuring.reading.settled import Settled
from servicebook.measuring.tickets import Ticket
from servicebook.model.catalog import Catalog

CHANNELS = ("form", "email", "chat", "phone", "desk")


@dataclass(slots=True)
class Made:
    """Tickets, and what became none: counts by the names of services."""

    tickets: list[Ticket] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    left_out_states: int = 0


class _NotATicketError(ValueError):
    """A request that becomes no ticket; that has been told, or counted."""


class ToTickets:
    """Makes tickets of requests; what cannot be one is told to ``findings``."""

    def __init__(self, how: Settled, catalog: Catalog, findings: Findings) -> None:
        source = how.source
        self._how = how
        self._findings = findings
        self._catalog = catalog
        self._services = service_words(source.services, catalog)
        # where no priorities are written, no promise can depend on one
        self._priorities = priority_words(source.priorities, catalog) if catalog.settings.priorities else None
        self._channels = Words(source.channels, {channel: channel for channel in CHANNELS})
        self._customers = customer_words(source.customers, catalog)
        self._made = Made()

    def all(self, requests: Iterable[tuple[Line, Spans]]) -> Made:
        """The tickets of all requests."""
        for line, pauses in requests:
            try:
                self._made.tickets.append(self._ticket(line, pauses))
            except _NotATicketError:
                continue
        return self._made

    def _ticket(self, line: Line, pauses: Spans) -> Ticket:
        if line.state is not None and line.state in self._how.leave_out:
            self._made.left_out_states += 1
            raise _NotATicketError
        service = self._service(line)
        is_open = line.state is not None and line.state in self._how.open_states
        # what was reopened keeps the time of its former end in some tools
        done = None if is_open else line.done
        if done is None and line.state is not None and line.state in self._how.done_states:
            self._findings.add("done-when", line.where)
            raise _NotATicketError
        for kind, moment in (("ends-before-asked", done), ("reply-before-asked", line.first_reply)):
            if moment is not None and moment < line.asked:
                self._findings.add(kind, line.where)
                raise _NotATicketError
        return Ticket(
            source=self._how.source.id,
            key=line.ticket,
            service=service,
            priority=self._word(self._priorities, line.priority, line, "priority"),
            channel=self._word(self._channels, line.channel, line, "channel"),
            customer=self._word(self._customers, line.customer, line, "customer"),
            asked=line.asked,
            first_reply=line.first_reply,
            done=done,
            reopened=line.reopened,
            pauses=tuple((start, end) for start, end in pauses if done is None or start < done),
        )

    def _service(self, line: Line) -> str:
        if self._how.source.service is not None:
            return self._how.source.service
        if line.service is None:
            self._findings.add("no-service", line.where)
            raise _NotATicketError
        try:
            service = self._services.id_of(line.service)
        except UnknownWordError:
            self._made.unknown[line.service] += 1
            raise _NotATicketError from None
        if service is None:
            self._made.left_out[quotable(line.service)] += 1
            raise _NotATicketError
        return service

    def _word(self, words: Words | None, word: str | None, line: Line, kind: str) -> str | None:
        if words is None or word is None:
            return None
        try:
            return words.id_of(word)
        except UnknownWordError:
            # a customer may be a person, so only priorities are quoted
            if kind == "priority":
                hint = priority_hint(quotable(word), self._catalog)
                self._findings.add("unknown-priority", line.where, kind, word=word, hint=hint)
            else:
                self._findings.add(f"unknown-{kind}", line.where)
            raise _NotATicketError from None
