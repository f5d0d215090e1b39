"""How far services reach: the same as by looking at every way there is, in circles too."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import HR, IT, catalog, make_catalog

from servicebook.analysis.closure import Reached, needed_through, needing_through, prepare_closures
from servicebook.documents.document import Document
from servicebook.documents.kinds import location_of
from servicebook.model.catalog import Catalog
from servicebook.model.from_documents import catalog_from
from servicebook.model.needs import needs_of
from servicebook.model.service import Dependency
from servicebook.source.yaml_reader import parse

DEPARTMENTS = {
    f"{IT}/department.yml": "name: Zeta\nsummary: Devices.\n",
    f"{HR}/department.yml": "name: Alpha\nsummary: People.\n",
}


def service(name: str, *, hands_to: Iterable[str] = (), leans_on: Iterable[str] = ()) -> str:
    """A service's file."""
    steps = ", ".join(f"{{id: s{n}, service: {one}}}" for n, one in enumerate(hands_to))
    leans = ", ".join(f"{{service: {one}}}" for one in leans_on)
    return f"name: {name}\nsummary: It.\nhandoffs: [{steps}]\ndepends_on: [{leans}]\n"


def catalog_of(root: Path, services: dict[str, str]) -> Catalog:
    files = {
        f"catalog/departments/{qualified_id.replace('/', '/services/')}.yml": text
        for qualified_id, text in services.items()
    }
    return catalog(make_catalog(root, files, base=DEPARTMENTS))


def test_a_way_of_hand_offs_alone_counts_before_a_shorter_one(tmp_path: Path) -> None:
    known = catalog_of(
        tmp_path,
        {
            "it/part": service("Part"),
            "it/repair": service("Repair", hands_to=["it/part"]),
            "hr/kit": service("Kit", hands_to=["it/repair"], leans_on=["it/part"]),
            "hr/party": service("Party", leans_on=["hr/kit"]),
        },
    )
    assert needing_through(known, "it/part").nearest == (
        Reached("it/repair", 1, None, waits=True),
        Reached("hr/kit", 2, "it/repair", waits=True),
        Reached("hr/party", 2, "hr/kit", waits=False),
    )
    assert needed_through(known, "hr/party").nearest == (
        Reached("hr/kit", 1, None, waits=False),
        Reached("it/part", 2, "hr/kit", waits=False),
        Reached("it/repair", 2, "hr/kit", waits=False),
    )


def test_within_a_distance_names_of_departments_then_of_services_order(tmp_path: Path) -> None:
    known = catalog_of(
        tmp_path,
        {
            "it/part": service("Part"),
            "it/a": service("beta", leans_on=["it/part"]),
            "it/b": service("Alpha", leans_on=["it/part"]),
            "hr/z": service("Zulu", leans_on=["it/part"]),
        },
    )
    assert [one.service for one in needing_through(known, "it/part").nearest] == ["hr/z", "it/b", "it/a"]


def test_a_service_on_a_circle_does_not_reach_itself(tmp_path: Path) -> None:
    known = catalog_of(
        tmp_path,
        {
            "it/a": service("A", leans_on=["it/b"]),
            "it/b": service("B", leans_on=["it/c"]),
            "it/c": service("C", leans_on=["it/a"]),
        },
    )
    reach = needed_through(known, "it/a")
    assert [(one.service, one.distance) for one in reach.nearest] == [("it/b", 1), ("it/c", 2)]
    assert reach.total == 2


def test_the_nearest_are_the_first_of_all_and_all_are_counted(tmp_path: Path) -> None:
    chain = {f"it/s{n}": service(f"S{n}", hands_to=[f"it/s{n + 1}"]) for n in range(9)}
    known = catalog_of(tmp_path, {**chain, "it/s9": service("S9")})
    whole = needed_through(known, "it/s0")
    assert (len(whole.nearest), whole.total) == (9, 9)
    some = needed_through(known, "it/s0", 3)
    assert (some.nearest, some.total) == (whole.nearest[:3], 9)


def test_all_are_counted_alike_one_by_one_and_at_once(tmp_path: Path) -> None:
    chain = {f"it/s{n}": service(f"S{n}", hands_to=[f"it/s{n + 1}"]) for n in range(39)}
    known = catalog_of(tmp_path, {**chain, "it/s39": service("S39")})
    assert [needed_through(known, f"it/s{n}").total for n in range(40)] == [39 - n for n in range(40)]


def of_many(known: Catalog, needs: dict[int, list[int]]) -> Catalog:
    """The catalog of thousands of services, by number, that lean on others."""
    one = known.services["it/s"]
    services = {
        f"it/s{number}": replace(
            one,
            id=f"it/s{number}",
            name=f"{number:06}",
            depends_on=tuple(Dependency(service=f"it/s{other}") for other in others),
        )
        for number, others in needs.items()
    }
    needed_by = {f"it/s{number}": [] for number in needs}
    for one in services.values():
        for need in needs_of(one):
            needed_by[need.service].append((one, need))
    index = replace(known.index, needed_by={needed: tuple(pairs) for needed, pairs in needed_by.items()})
    return replace(known, services=services, index=index)


@pytest.mark.parametrize("is_prepared", [True, False])
def test_all_that_are_reached_are_counted_among_thousands_and_through_large_circles(
    is_prepared: bool, tmp_path: Path
) -> None:
    chain = {number: [number + 1] for number in range(6_000)}
    circle = {number: [number + 1] for number in range(6_000, 11_000)}
    after = {number: [number + 1] for number in range(11_001, 11_010)}
    known = of_many(
        catalog_of(tmp_path, {"it/s": service("S")}),
        chain | circle | {11_000: [6_000, 11_001]} | after | {11_010: []},
    )

    if is_prepared:
        prepare_closures(known)

    def total(number: int) -> int:
        return needed_through(known, f"it/s{number}", 0).total

    assert [total(number) for number in (0, 1, 1_900, 5_999)] == [11_010, 11_009, 9_110, 5_011]
    assert [total(number) for number in (6_000, 8_000, 11_000, 11_001, 11_010)] == [5_010, 5_010, 5_010, 9, 0]
    assert needing_through(known, "it/s11001", 0).total == 11_001


def test_what_is_kept_of_a_catalog_grows_with_its_services_and_not_with_their_square(tmp_path: Path) -> None:
    base = catalog_of(tmp_path, {"it/s": service("S")})

    def kept(size: int) -> int:
        known = of_many(base, {number: [number + 1] for number in range(size)} | {size: []})
        tracemalloc.start()
        try:
            prepare_closures(known)
            return tracemalloc.get_traced_memory()[0]
        finally:
            tracemalloc.stop()

    assert kept(6_000) < 2.4 * kept(3_000)


@st.composite
def webs(draw: st.DrawFn) -> dict[str, str]:
    """Services that need one another in any way, circles included."""
    ids = [f"it/s{number}" for number in range(draw(st.integers(1, 9)))]
    some = st.lists(st.sampled_from(ids), max_size=3, unique=True)
    return {one: service(one, hands_to=draw(some), leans_on=draw(some)) for one in ids}


def loaded(services: dict[str, str], settings: Catalog) -> Catalog:
    """The catalog of these services, without a disk."""
    documents = []
    for qualified_id, text in services.items():
        path = f"catalog/departments/{qualified_id.replace('/', '/services/')}.yml"
        location = location_of(path)
        assert location is not None
        value = parse(text, path).value
        documents.append(Document(path=path, location=location, text=text, value=value))
    return catalog_from(documents, settings.settings, date(2026, 9, 1))


def naive(edges: dict[str, set[str]], start: str) -> dict[str, int]:
    """The distance of everything that is reached."""
    distances = {start: 0}
    level = {start}
    while level:
        level = {other for one in level for other in edges[one]} - distances.keys()
        distances.update(dict.fromkeys(level, max(distances.values()) + 1))
    del distances[start]
    return distances


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return catalog_of(tmp_path_factory.mktemp("empty"), {})


@given(services=webs(), is_prepared=st.booleans())
def test_everything_reached_is_what_a_plain_search_finds(
    empty: Catalog, services: dict[str, str], *, is_prepared: bool
) -> None:
    known = loaded(services, empty)
    if is_prepared:
        prepare_closures(known)
    needs = {one.id: needs_of(one) for one in known.services.values()}
    down = {one: {need.service for need in found} for one, found in needs.items()}
    down_waiting = {one: {need.service for need in found if need.waits} for one, found in needs.items()}

    def up(edges: dict[str, set[str]]) -> dict[str, set[str]]:
        return {one: {other for other in edges if one in edges[other]} for one in edges}

    for find, every, waiting in (
        (needed_through, down, down_waiting),
        (needing_through, up(down), up(down_waiting)),
    ):
        for start in services:
            reach = find(known, start)
            waited = naive(waiting, start)
            whole = naive(every, start)
            expected = {one: (waited.get(one, distance), one in waited) for one, distance in whole.items()}
            found = {one.service: (one.distance, one.waits) for one in reach.nearest}
            assert found == expected
            assert (len(reach.nearest), reach.total) == (len(expected), len(expected))
            assert [one.distance for one in reach.nearest] == sorted(one.distance for one in reach.nearest)
            for one in reach.nearest:
                assert one.service in (waiting if one.waits else every)[one.through or start]
