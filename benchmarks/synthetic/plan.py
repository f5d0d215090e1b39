"""What a synthetic catalog holds, before a word of it is written: who exists, and how it hangs together.

Objects are numbered from 0. Hand-offs and dependencies only lead to higher numbers, so that there are no
circles; services come in levels whose promises shrink as the numbers grow, so that every hand-off chain keeps
its promise.
"""

import math
import random
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from synthetic import words

#: (id, site, zone, country, subdivision) of the places that the organization works at.
PLACES = (
    ("nl-office", "amsterdam", "Europe/Amsterdam", "NL", None),
    ("uk-office", "london", "Europe/London", "GB", "ENG"),
    ("ke-office", "nairobi", "Africa/Nairobi", "KE", None),
)
AUDIENCES = ("all-staff", "managers", "new-starters", "budget-owners", "shops", "operations", "sales-team")
FAQS_IN_A_SERVICE = 2
_LETTERS = str.maketrans({"ø": "o", "ı": "i"})

First = TypeVar("First")
Second = TypeVar("Second")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How many of each kind; `agreements` is at most `most_agreements`."""

    services: int
    departments: int
    roles: int
    people: int
    faqs: int
    agreements: int
    journeys: int

    @property
    def most_agreements(self) -> int:
        """One for each pair of a department that has services, and another department."""
        return min(self.departments, self.services) * (self.departments - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Services up to this share of the catalog promise one of `within`, and give each own step `step`.

    Own steps and the promise of the next level's services fit into the shortest `within`. Where `anywhere` is
    false, they only just do: then all steps have to be on one calendar, as holidays differ between countries.
    """

    share: float
    within: tuple[str, ...]
    step: str
    anywhere: bool


LEVELS = (
    Level(share=0.10, within=("20 working days", "25 working days"), step="1 working day", anywhere=True),
    Level(share=0.30, within=("11 working days", "12 working days"), step="4 hours", anywhere=True),
    Level(share=0.60, within=("4 working days", "5 working days"), step="4 hours", anywhere=False),
    Level(share=0.93, within=("2 working days",), step="3 hours", anywhere=False),
    Level(share=1.00, within=("3 hours", "4 hours"), step="1 hour", anywhere=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    number: int
    id: str
    name: str
    calendar: str
    site: str
    part_of: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    number: int
    id: str
    title: str
    department: int
    reports_to: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    number: int
    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    number: int
    id: str
    name: str
    thing: str
    department: int
    level: int

    @property
    def lower_name(self) -> str:
        """The name as it stands within a sentence."""
        return self.name[0].lower() + self.name[1:]


@dataclass(frozen=True)
class Plan:
    """Everybody and everything by number. Whole ids come from `whole`, chance from `chance`."""

    sizes: Sizes
    seed: int

    def chance(self, kind: str, number: int = 0) -> random.Random:
        """One object's own source of chance: it does not depend on what was drawn for others."""
        return random.Random(f"{self.seed}:{kind}:{number}")

    @cached_property
    def departments(self) -> tuple[Department, ...]:
        """One in ten stands at the top; the others are each part of one of these."""
        top = max(1, self.sizes.departments // 10)
        names = self._names("departments", self.sizes.departments, words.FUNCTIONS, words.AREAS)
        return tuple(
            Department(
                number=number,
                id=slug(name),
                name=name,
                calendar=PLACES[number % len(PLACES)][0],
                site=PLACES[number % len(PLACES)][1],
                part_of=None if number < top else number % top,
            )
            for number, name in enumerate(names)
        )

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        """Dealt out to the departments in turn; the first of a department leads it."""
        return tuple(self._role(number) for number in range(self.sizes.roles))

    @cached_property
    def people(self) -> tuple[Person, ...]:
        names = self._names("people", self.sizes.people, words.FIRST_NAMES, words.LAST_NAMES)
        return tuple(Person(number=number, id=slug(name), name=name) for number, name in enumerate(names))

    @cached_property
    def services(self) -> tuple[Service, ...]:
        """Dealt out to the departments in turn, so that each has some of every level."""
        drawn = distinct(self.chance("services"), self.sizes.services, words.SUBJECTS, words.SCOPES)
        return tuple(self._service(number, *parts) for number, parts in enumerate(drawn))

    @cached_property
    def by_level(self) -> dict[tuple[int, str | None], tuple[Service, ...]]:
        """Services by (level, their calendar), and by (level, None): all of the level."""
        found: dict[tuple[int, str | None], list[Service]] = {}
        for service in self.services:
            calendar = self.departments[service.department].calendar
            found.setdefault((service.level, calendar), []).append(service)
            found.setdefault((service.level, None), []).append(service)
        return {key: tuple(services) for key, services in found.items()}

    def whole(self, thing: Role | Service) -> str:
        """`<department>/<id>`, as references have it."""
        return f"{self.departments[thing.department].id}/{thing.id}"

    def services_of(self, department: int) -> Sequence[Service]:
        return self.services[department :: self.sizes.departments]

    def roles_of(self, department: int) -> Sequence[Role]:
        """The department's roles; where there are fewer roles than departments, another's."""
        return self.roles[department :: self.sizes.departments] or (
            self.roles[department % self.sizes.roles],
        )

    def next_service(self, service: Service, chance: random.Random) -> Service | None:
        """The service that this one hands to: of the next level, so with a higher number and less time."""
        anywhere = LEVELS[service.level].anywhere
        calendar = None if anywhere else self.departments[service.department].calendar
        candidates = self.by_level.get((service.level + 1, calendar))
        return chance.choice(candidates) if candidates else None

    def other_service(self, number: int, chance: random.Random) -> Service | None:
        """Any service but that one; nothing where it is the only one."""
        if self.sizes.services < 2:
            return None
        return self.services[(number + chance.randrange(1, self.sizes.services)) % self.sizes.services]

    def faqs_of_service(self, number: int) -> int:
        inside = min(self.sizes.faqs, FAQS_IN_A_SERVICE * self.sizes.services)
        return share(inside, self.sizes.services, number)

    def faqs_of_department(self, number: int) -> int:
        rest = max(0, self.sizes.faqs - FAQS_IN_A_SERVICE * self.sizes.services)
        return share(rest, self.sizes.departments, number)

    def _names(self, kind: str, count: int, firsts: Sequence[str], seconds: Sequence[str]) -> Iterator[str]:
        for first, second, turn in distinct(self.chance(kind), count, firsts, seconds):
            yield f"{first} {second}" + (f" {turn}" if turn else "")

    def _role(self, number: int) -> Role:
        department = number % self.sizes.departments
        turn, title = divmod(number // self.sizes.departments, len(words.ROLE_TITLES))
        name = words.ROLE_TITLES[title] + (f" {turn + 1}" if turn else "")
        above = self.departments[department].part_of if number == department else department
        return Role(number=number, id=slug(name), title=name, department=department, reports_to=above)

    def _service(self, number: int, subject: tuple[str, str], scope: str, turn: int) -> Service:
        thing, activity = subject
        name = f"{thing} {activity} for {scope}" + (f" {turn}" if turn else "")
        position = (number + 0.5) / self.sizes.services
        return Service(
            number=number,
            id=slug(name),
            name=name[0].upper() + name[1:],
            thing=thing,
            department=number % self.sizes.departments,
            level=next(level for level, described in enumerate(LEVELS) if position < described.share),
        )


def distinct(
    chance: random.Random, count: int, firsts: Sequence[First], seconds: Sequence[Second]
) -> Iterator[tuple[First, Second, int]]:
    """`count` different (first, second, turn) in random order; all turns are 0 if there are pairs enough."""
    pairs = len(firsts) * len(seconds)
    for code in chance.sample(range(pairs * math.ceil(count / pairs)), count):
        turn, pair = divmod(code, pairs)
        first, second = divmod(pair, len(seconds))
        yield firsts[first], seconds[second], turn + 1 if turn else 0


def share(total: int, parts: int, number: int) -> int:
    """What part `number` gets when a total is dealt out evenly, the first parts getting the rest."""
    return total // parts + (number < total % parts)


def slug(name: str) -> str:
    """The id that is made of a name: "Zoë van Dam" → "zoe-van-dam"."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
