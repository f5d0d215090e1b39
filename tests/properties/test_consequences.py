"""Whom changes concern and what they break, held against plain ways of finding the same."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.properties.test_loading_again import NOWHERE
from tests.support import TODAY

from servicebook.analysis.chains import Verdict, all_chains
from servicebook.comparing.changes import Change
from servicebook.comparing.compare import Compared, changes_between
from servicebook.comparing.consequences import with_consequences
from servicebook.loading import load_catalog
from servicebook.loading.loaded import LoadedCatalog
from servicebook.source.tree import Overlay

WEEK = ", ".join(f'{day}: ["09:00-17:00"]' for day in ("mon", "tue", "wed", "thu", "fri"))
DEPARTMENTS = ("a", "b", "c", "d")
COUNT = 7
"""Services; each is of one department, and may need those with a smaller number."""


@dataclass(frozen=True)
class House:
    """By service: its department, its days, and the services with smaller numbers that it hands work to or leans on."""

    departments: tuple[str, ...]
    days: tuple[int | None, ...]
    handoffs: tuple[tuple[int, ...], ...]
    leans_on: tuple[tuple[int, ...], ...]

    def id(self, number: int) -> str:
        return f"{self.departments[number]}/s{number}"

    def files(self, days: tuple[int | None, ...]) -> dict[str, str]:
        files = {"site_config/calendars.yml": f"office:\n  name: Office\n  open: {{{WEEK}}}\n"}
        for department in DEPARTMENTS:
            files[f"catalog/departments/{department}/department.yml"] = (
                f"name: {department.upper()}\nsummary: S.\nsupport_hours: office\n"
            )
        for number in range(COUNT):
            text = f"name: S{number}\nsummary: S.\n"
            if days[number]:
                text += f"targets: [{{measure: fulfillment_time, within: {days[number]} working days}}]\n"
            if self.handoffs[number]:
                steps = ", ".join(f"{{id: t{n}, service: {self.id(n)}}}" for n in self.handoffs[number])
                text += f"handoffs: [{steps}]\n"
            if self.leans_on[number]:
                needs = ", ".join(f"{{service: {self.id(n)}}}" for n in self.leans_on[number])
                text += f"depends_on: [{needs}]\n"
            files[f"catalog/departments/{self.departments[number]}/services/s{number}.yml"] = text
        return files

    def distances(self, start: int) -> dict[str, int]:
        """How many steps each department is from needing a service, by the plainest search."""
        needing = {
            n: [m for m in range(COUNT) if n in (*self.handoffs[m], *self.leans_on[m])] for n in range(COUNT)
        }
        steps, ahead = {start: 0}, deque([start])
        while ahead:
            current = ahead.popleft()
            for other in needing[current]:
                if other not in steps:
                    steps[other] = steps[current] + 1
                    ahead.append(other)
        found: dict[str, int] = {}
        for number, distance in steps.items():
            department = self.departments[number]
            if number != start and department != self.departments[start]:
                found[department] = min(distance, found.get(department, distance))
        return found


_days = st.tuples(*([st.one_of(st.integers(1, 12), st.none())] * COUNT))


@st.composite
def houses(draw: st.DrawFn) -> House:
    def some(number: int) -> tuple[int, ...]:
        return tuple(draw(st.sets(st.integers(0, number - 1), max_size=2))) if number else ()

    return House(
        departments=draw(st.tuples(*([st.sampled_from(DEPARTMENTS)] * COUNT))),
        days=draw(_days),
        handoffs=tuple(some(number) for number in range(COUNT)),
        leans_on=tuple(some(number) for number in range(COUNT)),
    )


def loaded(house: House, days: tuple[int | None, ...]) -> LoadedCatalog:
    return load_catalog(Overlay(NOWHERE, house.files(days)), TODAY)


def changed(before: LoadedCatalog, after: LoadedCatalog) -> tuple[Change, ...]:
    sides = (Compared(catalog=one.catalog, documents=one.documents) for one in (before, after))
    return with_consequences(before.catalog, after.catalog, changes_between(*sides, {}))


@settings(max_examples=60, deadline=None)
@given(house=houses(), number=st.integers(0, COUNT - 1), more=st.integers(1, 9))
def test_a_weaker_promise_concerns_all_that_need_it_by_the_shortest_way(
    house: House, number: int, more: int
) -> None:
    days = tuple((day or 3) if n == number else day for n, day in enumerate(house.days))
    longer = tuple((day or 0) + more if n == number else day for n, day in enumerate(days))
    found = changed(loaded(house, days), loaded(house, longer))
    [weakened] = [change for change in found if change.code == "promise-weakened"]
    assert {one.department: one.distance for one in weakened.affected} == house.distances(number)
    assert [one.distance for one in weakened.affected] == sorted(one.distance for one in weakened.affected)


@settings(max_examples=60, deadline=None)
@given(house=houses(), days=_days)
def test_chains_break_and_mend_as_the_verdicts_of_both_revisions_say(
    house: House, days: tuple[int | None, ...]
) -> None:
    before, after = loaded(house, house.days), loaded(house, days)
    found = changed(before, after)
    late_then, late_now = late(before), late(after)
    assert {change.object_id for change in found if change.code == "chain-broken"} >= late_now - late_then
    assert {change.object_id for change in found if change.code == "chain-mended"} >= late_then - late_now
    for change in found:
        if change.code == "chain-broken":
            assert change.object_id not in late_then
            assert change.causes, "something of what it is counted with has changed"


def late(side: LoadedCatalog) -> set[str]:
    """The services that promise less time than their hand-offs take, by the verdicts of the check."""
    chains = all_chains(side.catalog)
    return {
        service for service in chains if any(one.always.verdict is Verdict.OUTRUNS for one in chains[service])
    }
