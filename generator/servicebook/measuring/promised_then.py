"""What one catalog of a history promises to tickets of a kind, told in today's ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from servicebook.clock.calendar import Calendar, Closures
from servicebook.measuring.clock_rows import Clock
from servicebook.measuring.tickets import Kind, Promised
from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog
from servicebook.model.clocks import Clocks, NoCalendarError
from servicebook.model.promises import Promise, applicable, promises
from servicebook.model.results import PromisedWords
from servicebook.model.service import Service
from servicebook.settings import Organization, Settings

Held = tuple[Promised, Clock]
"""A promise, without its commit, and the clock on which it is counted."""
Pair = tuple[str, str | None]
"""A service and a customer, as they are called today."""
_DAY = timedelta(days=1)


class PromisedThen:
    """Asks catalogs of the past; ``today`` is the one that says what things are called now, and were before."""

    def __init__(self, today: Catalog) -> None:
        self._today = today
        self._agreements = {old: one.id for one in today.agreements.values() for old in one.former_ids}
        self._calendars: dict[tuple[str, Closures], Calendar | None] = {}
        self._counted_on: tuple[object, Organization] | None = None

    def names(self, service: str) -> tuple[str, ...]:
        """The ids that a service has, and had."""
        now = self._today.services.get(service)
        return (service, *now.former_ids) if now else (service,)

    def service(self, catalog: Catalog, service: str) -> Service | None:
        """The service in a catalog, under any id that it has or had."""
        return next(
            (catalog.services[name] for name in self.names(service) if name in catalog.services), None
        )

    def customer(self, catalog: Catalog, customer: str | None) -> str | None:
        """What a customer was called in a catalog."""
        now = self._today.departments.get(customer) if customer else None
        names = (customer, *now.former_ids) if now else (customer,)
        return next((name for name in names if name in catalog.departments), customer)

    def deciding(self, catalog: Catalog, pair: Pair) -> tuple[object, ...]:
        """All objects that decide what is promised, and how it is counted. As long as they are the same, so is that."""
        service = self.service(catalog, pair[0])
        if service is None:
            return ()
        found: list[object] = [catalog.settings, service, *catalog.lineage(service.department)]
        found += catalog.every_notice_for(service)
        found += catalog.lineage(self.customer(catalog, pair[1]))
        for agreement in self._agreements_on(catalog, service, pair[1]):
            found.append(agreement)
            for covered in agreement.covers:  # their targets are part of what the parties accepted
                if (other := catalog.services.get(covered)) is not None:
                    found += (other, *catalog.lineage(other.department))
        return tuple(found)

    def agreement_days(self, catalog: Catalog, pair: Pair) -> tuple[str, list[date]] | None:
        """The days from which on other agreements may be in force, in order, and the zone whose days they are.

        None where there is no agreement with the customer.
        """
        service = self.service(catalog, pair[0])
        if service is None or not (found := self._agreements_on(catalog, service, pair[1])):
            return None
        zone = Clocks(catalog).zone(catalog.department_hours(service.department).value)
        return zone, sorted({day for agreement in found for day in _days(agreement)})

    def _agreements_on(self, catalog: Catalog, service: Service, customer: str | None) -> list[Agreement]:
        covering = catalog.index.agreements_on.get(service.id, ())
        if not covering or customer is None:
            return []
        customers = {one.id for one in catalog.lineage(self.customer(catalog, customer))}
        return [agreement for agreement in covering if agreement.customer in customers]

    def promised(
        self, catalog: Catalog, pair: Pair, kinds: Iterable[Kind], on: date | None
    ) -> Iterator[tuple[Kind, tuple[Held, ...]]]:
        """The promises of a time to each kind of one pair, on a day of the provider; None: any day.

        Without a priority it is what is promised at the default one, as pages say it; without a channel, what is
        promised for any: nobody knows whether another one would hold.
        """
        service = self.service(catalog, pair[0])
        # what the parties have accepted is what they had by then; calendars are as known on the day of counting
        then = catalog if on is None else replace(catalog, today=on)
        found = promises(then, service, self.customer(catalog, pair[1]), on) if service else ()
        for kind in kinds:
            priority = kind.priority or catalog.settings.default_priority
            applying = applicable(found, priority, kind.channel)
            if kind.channel is None:
                applying = tuple(one for one in applying if one.target.channel is None)
            yield kind, tuple(self._held(catalog, service, kind, applying)) if service else ()

    def _held(
        self, catalog: Catalog, service: Service, kind: Kind, applying: Iterable[Promise]
    ) -> Iterator[Held]:
        for one in applying:
            target = one.target
            if target.within is None or one.calendar is None:
                continue
            calendar = self._calendar(catalog, service, one.calendar)
            if calendar is None:
                continue
            source, _, agreement = one.source.partition(":")
            words = PromisedWords(within=target.within, percent=target.compliance or 100.0, per=target.per)
            promised = Promised(
                service=kind.service,
                measure=target.measure,
                priority=target.priority,
                channel=target.channel,
                agreement=self._agreements.get(agreement, agreement) if source == "agreement" else None,
                percent=words.percent,
                per=words.per,
                words=str(words),
            )
            yield promised, Clock(calendar, target.within, target.cutoff_time)

    def _calendar(self, catalog: Catalog, service: Service, calendar: str) -> Calendar | None:
        """The calendar as far as it is known on the day of counting; None where nothing can be counted on it.

        Kept over catalogs with the same calendars: to look up the holidays of some years takes long.
        """
        settings: Settings = catalog.settings
        counted_on = settings.calendars, settings.organization
        if self._counted_on is None or self._counted_on != counted_on:
            self._calendars, self._counted_on = {}, counted_on
        clocks = Clocks(catalog)
        key = calendar, clocks.closures(service)
        if key not in self._calendars:
            try:
                self._calendars[key] = clocks.for_service(service, calendar)
            except NoCalendarError:  # the check of the catalog says so
                self._calendars[key] = None
        return self._calendars[key]


def _days(agreement: Agreement) -> Iterator[date]:
    if agreement.effective_from:
        yield agreement.effective_from
    if agreement.effective_until and agreement.effective_until < date.max:
        yield agreement.effective_until + _DAY
    yield from (acceptance.on for acceptance in agreement.accepted)
