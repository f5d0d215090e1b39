"""A year of requests to the example organization, the same for the same seed and catalog.

    for ticket in year_of_tickets(catalog, seed=17, count=20_000): …

Every service has a sequence of chances of its own: whoever changes the promise of one changes no other's requests.
What happens, and when, is in :mod:`year_of_events`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from math import exp
from statistics import NormalDist

from benchmarks.synthetic.year_of_events import (
    ASKED,
    FIRST,
    GROWTH,
    LAST,
    MONTHLY,
    SEASONS,
    SPELLS,
    Spell,
)
from servicebook.clock.calendar import Calendar
from servicebook.clock.promise import due_seconds
from servicebook.clock.zones import local_day, start_of_day
from servicebook.measuring.tickets import RESPONSE, Ticket
from servicebook.model.catalog import Catalog
from servicebook.model.clocks import Clocks
from servicebook.model.promises import Promise, applicable, promises
from servicebook.model.service import Service

HOUR = 3_600
DAYS = tuple(FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))
PRIORITIES = {"high": 12, "normal": 68, "low": 20}
CHANNELS = {"form": 6, "email": 3, "chat": 3, "phone": 2, "desk": 1}
WHILE_CLOSED = 0.05
"""How often people ask on a closed day, in proportion to open ones, and out of hours."""
WITH_AGREEMENT, REOPENED, PAUSED, FORGOTTEN = 0.35, 0.03, 0.18, 0.003
"""How many are asked by a customer with an agreement, reopened, paused where a service names reasons, never closed."""
LONGEST = 6.0
"""The most that something takes, in proportion to what was promised."""


def year_of_tickets(catalog: Catalog, seed: int, count: int) -> Iterator[Ticket]:
    """Requests by service, and by their time of asking within one."""
    year = _Year(catalog, Clocks(catalog), seed)
    each_day = {service: year.requests_by_day(catalog.services[service]) for service in ASKED}
    wanted = {service: sum(days) for service, days in each_day.items()}
    for service, how_many in _shared_out(count, wanted).items():
        yield from year.tickets(catalog.services[service], how_many, each_day[service])


def _shared_out(count: int, shares: dict[str, float]) -> dict[str, int]:
    """``count`` in proportion; what rounding leaves goes to those that lost most by it."""
    total = sum(shares.values())
    exact = {key: count * share / total for key, share in shares.items()}
    found = {key: int(value) for key, value in exact.items()}
    by_loss = sorted(exact, key=lambda key: (found[key] - exact[key], key))
    for key in by_loss[: count - sum(found.values())]:
        found[key] += 1
    return found


@dataclass(frozen=True, slots=True)
class _Year:
    catalog: Catalog
    clocks: Clocks
    seed: int

    def requests_by_day(self, service: Service) -> list[float]:
        """How many are to be expected on each of the days."""
        calendar = self.hours(service)
        a_month = ASKED[service.id] / 21
        found = []
        for number, day in enumerate(DAYS):
            times = 1 + (GROWTH.get(service.id, 1) - 1) * number / (len(DAYS) - 1)
            for season in SEASONS:
                if season.first <= day <= season.last and _is_of(service, season.of):
                    times *= season.times
            for first, last, more in MONTHLY.get(service.id, ()):
                if first <= day.day <= last:
                    times *= more
            is_open = bool(calendar.seconds_of_day(day.toordinal()))
            found.append(a_month * times * (1 if is_open else WHILE_CLOSED))
        return found

    def hours(self, service: Service) -> Calendar:
        """The support hours."""
        hours = self.catalog.support_hours(service).value
        assert hours is not None, f"nobody says when {service.id} is open"
        return self.clocks.for_service(service, hours)

    def tickets(self, service: Service, count: int, by_day: list[float]) -> Iterator[Ticket]:
        chance = random.Random(f"{self.seed} {service.id}")
        habits = _Habits(
            spread=chance.uniform(0.42, 0.6),
            beyond=chance.uniform(0.35, 0.85),
            channels=dict.fromkeys(channel.type for channel in self.catalog.channels(service).value),
        )
        calendar = self.hours(service)
        days = chance.choices(DAYS, cum_weights=list(accumulate(by_day)), k=count)
        asked = sorted(_moment(chance, calendar, day) for day in days)
        for number, moment in enumerate(asked, 1):
            yield self._ticket(chance, service, habits, f"{number:05}", moment)

    def _ticket(
        self, chance: random.Random, service: Service, habits: _Habits, key: str, asked: int
    ) -> Ticket:
        priority = _one_of(chance, PRIORITIES)
        channel = _one_of(chance, {kind: CHANNELS[kind] for kind in habits.channels})
        customer = self._customer(chance, service)
        day = date.fromordinal(local_day(self.hours(service).tz, asked))
        spell = _spell(service, day, customer, priority)
        promised = applicable(promises(self.catalog, service, customer, on=day), priority, channel)
        replies = [self._work(service, p, asked) for p in promised if p.target.measure == RESPONSE]
        works = [
            self._work(service, p, asked)
            for p in promised
            if p.target.is_time and p.target.measure != RESPONSE
        ]
        reply = min(replies, key=lambda work: work.due, default=None)
        work = min(works, key=lambda work: work.due, default=reply)
        assert work is not None, f"{service.id} promises no time"
        taken = habits.time(chance, work, spell.kept if spell else None)
        reopened = int(chance.random() < REOPENED)
        taken += reopened * int(taken * chance.uniform(0.2, 1))
        pauses = _pauses(chance, work, taken) if service.pauses_when else ()
        done = work.after(taken + sum(work.open_between(start, end) for start, end in pauses))
        replied = done
        if reply is not None and works:
            usual = spell.kept if spell and spell.with_replies else None
            replied = min(done, reply.after(habits.time(chance, reply, usual)))
        is_forgotten = chance.random() < FORGOTTEN
        return Ticket(
            source="made up",
            key=f"{service.id} {key}",
            service=service.id,
            priority=priority,
            channel=channel,
            customer=customer,
            asked=asked,
            first_reply=replied,
            done=None if is_forgotten else done,
            reopened=reopened,
            pauses=pauses,
        )

    def _customer(self, chance: random.Random, service: Service) -> str:
        """The department of whoever asks: the one with an agreement more often than others."""
        agreed = [agreement.customer for agreement in self.catalog.index.agreements_on.get(service.id, ())]
        if agreed and chance.random() < WITH_AGREEMENT:
            return agreed[0]
        return chance.choice([each for each in self.catalog.departments if each != service.department])

    def _work(self, service: Service, promise: Promise, asked: int) -> _Work:
        assert promise.target.within is not None and promise.calendar is not None
        calendar = self.clocks.for_service(service, promise.calendar)
        due = due_seconds(calendar, asked, promise.target.within, promise.target.cutoff_time)
        return _Work(calendar, due.received, due.due, (promise.target.compliance or 100) / 100)


@dataclass(frozen=True, slots=True)
class _Work:
    """What is to be done from ``received`` until ``due`` (instants), for the ``promised`` share of requests."""

    calendar: Calendar
    received: int
    due: int
    promised: float

    def after(self, open_seconds: int) -> int:
        """The instant at which so much has been worked."""
        moment = self.calendar.open_time.after_open_time(self.received, max(1, open_seconds))
        assert moment is not None, f"{self.calendar.name} is not known long enough"
        return moment

    def open_between(self, start: int, end: int) -> int:
        """The open seconds between two instants."""
        for moment in (start, end):
            self.calendar.open_time.cover(local_day(self.calendar.tz, moment))
        return self.calendar.open_time.open_before(end) - self.calendar.open_time.open_before(start)


@dataclass(frozen=True, slots=True)
class _Habits:
    """How a service works: how much its times differ, by how much it keeps more than it promises, how it is asked."""

    spread: float
    beyond: float
    channels: Mapping[str, None]

    def time(self, chance: random.Random, work: _Work, kept: float | None) -> int:
        """The open seconds that a piece of work takes: within what was promised with the probability ``kept``.

        None is the usual one: what is promised, and something beyond. Most take less than half of what was promised.
        """
        if kept is None:
            kept = work.promised + (1 - work.promised) * self.beyond
        middle = -self.spread * NormalDist().inv_cdf(kept)
        times = min(LONGEST, exp(chance.gauss(middle, self.spread)))
        return int(times * work.open_between(work.received, work.due))


def _is_of(service: Service, names: tuple[str, ...]) -> bool:
    return service.id in names or service.department in names


def _spell(service: Service, day: date, customer: str, priority: str) -> Spell | None:
    """What was otherwise than usual for such a request."""
    for spell in SPELLS:
        is_concerned = spell.customer in (None, customer) and spell.priority in (None, priority)
        if is_concerned and spell.first <= day <= spell.last and _is_of(service, spell.of):
            return spell
    return None


def _one_of(chance: random.Random, weights: Mapping[str, int]) -> str:
    return chance.choices(list(weights), weights=list(weights.values()))[0]


def _moment(chance: random.Random, calendar: Calendar, day: date) -> int:
    """A second of the day: while it is open, for most; else in the daytime."""
    intervals = calendar.seconds_of_day(day.toordinal())
    if not intervals or chance.random() < WHILE_CLOSED:
        return start_of_day(calendar.tz, day) + chance.randrange(7 * HOUR, 22 * HOUR)
    passed = int(
        sum(end - start for start, end in intervals) * chance.betavariate(1.3, 1.6)
    )  # mornings are busier
    for start, end in intervals:
        if passed < end - start:
            return start + passed
        passed -= end - start
    return intervals[-1][1] - 1


def _pauses(chance: random.Random, work: _Work, taken: int) -> tuple[tuple[int, int], ...]:
    """Some wait for whoever asked, for hours or days."""
    if chance.random() >= PAUSED:
        return ()
    start = work.after(int(taken * chance.uniform(0.05, 0.9)))
    return ((start, start + int(HOUR * exp(chance.gauss(3, 0.9)))),)
