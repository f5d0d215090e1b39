"""Made-up tickets of any number, the same for the same seed: some late, paused, reopened, or open until today."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from servicebook.measuring.tickets import InForce, Ticket, merged

DAY = 86_400
_LONGEST_DAYS = 40
_SHORT = (60, 3_600, 4 * 3_600, DAY)


def tickets(seed: int, count: int, promises: Sequence[InForce], start: int, now: int) -> Iterator[Ticket]:
    """Requests of kinds for which there are promises, asked from ``start`` through ``now``, in seconds."""
    chance = random.Random(seed)
    kinds = list(dict.fromkeys((p.service, p.priority, p.channel, p.customer) for p in promises))
    for number in range(count):
        service, priority, channel, customer = chance.choice(kinds)
        asked = chance.randrange(start, now + 1)
        done = asked + _time(chance)
        first_reply = asked + chance.randrange(done - asked + 1) if chance.random() < 0.8 else None
        yield Ticket(
            source="made up",
            key=str(number),
            service=service,
            priority=priority,
            channel=channel,
            customer=customer,
            asked=asked,
            first_reply=first_reply,
            done=None if chance.random() < 0.05 else done,
            reopened=int(chance.random() < 0.04),
            pauses=merged(tuple(_pauses(chance, asked, done))),
        )


def _time(chance: random.Random) -> int:
    """Most take minutes, hours or days; a few take weeks. Some end at a full hour, as closings do."""
    seconds = int(chance.choice(_SHORT) * chance.lognormvariate(0, 1.2))
    if chance.random() < 0.05:
        seconds = chance.randrange(_LONGEST_DAYS * DAY)
    return seconds // 3_600 * 3_600 if chance.random() < 0.2 else seconds


def _pauses(chance: random.Random, asked: int, done: int) -> Iterator[tuple[int, int | None]]:
    """A quarter waits for whoever asked, once or more often; some still do."""
    while chance.random() < 0.25:
        start = chance.randrange(asked, done + 1)
        yield start, None if chance.random() < 0.05 else start + int(3_600 * chance.lognormvariate(1, 1.5))
