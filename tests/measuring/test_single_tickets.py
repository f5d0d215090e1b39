"""Single tickets among many cannot be worked out: not from a file of results, its history, or a site made of it.

Whoever tries knows everything else here: which requests each published number is about, and every version of the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from tests.cli.test_measure import EVERY_DAY, HEADER, MEASURES, counted, measure
from tests.git_repository import commit
from tests.sites import build_well
from tests.support import HR, IT, SMALL, make_catalog, run, write

from servicebook.model.periods import parse_period
from servicebook.source.yaml_reader import parse

FEWEST = 5
TODAY = "2026-11-20"


@dataclass(frozen=True)
class Request:
    """A ticket, as whoever tries to find it knows it."""

    number: int
    month: int
    service: str = "it/repair"
    priority: str = "normal"
    customer: str = ""
    is_open: bool = False

    @property
    def line(self) -> str:
        day = f"2026-{self.month:02}-02"
        done = "" if self.is_open else f"{day} 11:00"
        return (
            f"{self.number},{self.service},{day} 09:00,{day} 10:00,{done},{self.priority},{self.customer}\n"
        )


Row = tuple[str, dict[str, Any]]
"""A published row, with its period."""


def requests(*groups: tuple[int, dict[str, Any]]) -> list[Request]:
    """So many of each kind."""
    found: list[Request] = []
    for count, kind in groups:
        found += [Request(number=len(found) + n, **kind) for n in range(count)]
    return found


def repository(folder: Path) -> Path:
    """Response times are promised to all alike; the end by priority, and to one customer by an agreement."""
    service = (
        "name: {}\nsummary: We do it.\nroles: {{owner: it/lead}}\ntargets:\n"
        "  - {{measure: response_time, within: 4 hours, compliance: 90, per: month}}\n"
        "  - {{measure: fulfillment_time, within: 2 working days, compliance: 90, per: quarter}}\n"
        "  - {{measure: fulfillment_time, priority: high, within: 1 working day, compliance: 90, per: quarter}}\n"
    )
    files = {
        "site_config/measures.yml": MEASURES,
        "site_config/calendars.yml": EVERY_DAY,
        f"{IT}/services/repair.yml": service.format("Repair"),
        f"{IT}/services/seldom.yml": service.format("Seldom asked for"),
        f"{HR}/department.yml": "name: HR\nsummary: People.\nhead: hr/head\n",
        "catalog/agreements/it-hr.yml": (
            "provider: it\ncustomer: hr\ncovers: [it/repair]\ntargets: "
            "[{measure: fulfillment_time, within: 3 working days, compliance: 90, per: quarter}]\n"
        ),
        "mkdocs.yml": (
            "site_name: Services\nplugins: [search, servicebook]\ntheme: {name: servicebook}\n"
            "docs_dir: site_config/pages\n"
        ),
        "site_config/pages/index.md": "# Services\n",
    }
    root = make_catalog(folder / "catalog", files, base=SMALL)
    for party, role in (("it", "it/lead"), ("hr", "hr/head")):
        run(
            *("accept", "it-hr", "--party", party, "--by", role, "--root", str(root)), "--today", "2025-11-20"
        )
    commit(root, at="2025-12-01T00:00:00+00:00")
    return root


def published(root: Path, asked: Iterable[Request], today: str = TODAY) -> list[Row]:
    """What the file says after these requests were counted."""
    write(root.parent, {"tickets.csv": HEADER + "".join(one.line for one in asked)})
    status, said = measure(root, str(root.parent / "tickets.csv"), today=today)
    assert status == 0, said
    return in_file(root)


def in_file(root: Path) -> list[Row]:
    file = root / "catalog/results/it/2026.yml"
    if not file.exists():
        return []
    value: Any = parse(file.read_text(encoding="utf-8"), "").value
    return [(period, row) for period, said in value.items() for row in said["results"]]


def about(row: Row, asked: Iterable[Request]) -> frozenset[int]:
    """The requests that a row counts."""
    period, said = row
    months = parse_period(period).months
    return frozenset(
        one.number
        for one in asked
        if f"2026-{one.month:02}" in months and one.service == said["service"] and _is_counted(one, said)
    )


def _is_counted(one: Request, said: dict[str, Any]) -> bool:
    if said["measure"] == "response_time":
        return True
    agreement = "it-hr" if one.customer == "hr" and one.service == "it/repair" else None
    if agreement and one.priority != "high":
        return said.get("agreement") == agreement
    return "agreement" not in said and said.get("priority") == ("high" if one.priority == "high" else None)


def recovered(sets: set[frozenset[int]]) -> set[frozenset[int]]:
    """Fewer requests than may be published, of which some sum and difference of published numbers tells how many.

    ``sets`` are the requests that each number counts.
    """
    assert all(len(one) >= FEWEST for one in sets)
    found = set()
    for some in (several for size in (2, 3, 4) for several in combinations(sorted(sets, key=sorted), size)):
        for signs in product((1, -1), repeat=len(some)):
            times: dict[int, int] = {}
            for sign, one in zip(signs, some, strict=True):
                for number in one:
                    times[number] = times.get(number, 0) + sign
            left = {number: count for number, count in times.items() if count}
            if left and set(left.values()) == {1} and len(left) < FEWEST:
                found.add(frozenset(left))
    return found


MARCH: dict[str, Any] = {"month": 3}
SHAPES: dict[str, list[Request]] = {
    "a service that is seldom asked for": requests((40, MARCH), (1, {**MARCH, "service": "it/seldom"})),
    "the customer of an agreement": requests((40, MARCH), (1, {**MARCH, "customer": "hr"})),
    "a priority": requests((40, MARCH), (1, {**MARCH, "priority": "high"})),
    "a priority of a customer": requests(
        (20, MARCH), (6, {**MARCH, "customer": "hr"}), (1, {**MARCH, "customer": "hr", "priority": "high"})
    ),
    "a month of a quarter": requests((4, {"month": 4}), (3, {"month": 5}), (2, {"month": 6})),
    "a month beside busy ones": requests((4, {"month": 4}), (30, {"month": 5}), (30, {"month": 6})),
    "a quarter of a year": requests(*((2, {"month": month}) for month in range(1, 11))),
    "several small ones": requests(
        (9, {"month": 1}), (2, {"month": 1, "priority": "high"}), (2, {"month": 1, "customer": "hr"}),
        (9, {"month": 2}), (3, {"month": 2, "priority": "high"}), (1, {"month": 3, "customer": "hr"}),
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_no_single_request_follows_from_a_file(shape: str, tmp_path: Path) -> None:
    asked = SHAPES[shape]
    rows = published(repository(tmp_path), asked)
    assert not recovered({about(row, asked) for row in rows}), rows
    assert rows or "year" in shape  # a year that is not over is not told of


def test_without_hiding_more_single_requests_would_follow() -> None:
    """The attack is one: it finds what the rules hide."""
    asked = SHAPES["a priority"]
    all_rows = [
        ("2026-03", {"service": "it/repair", "measure": "response_time"}),
        ("2026-03", {"service": "it/repair", "measure": "fulfillment_time"}),
    ]
    assert len(recovered({about(row, asked) for row in all_rows})) == 1


def test_a_planted_request_changes_no_byte_where_its_service_is_hidden(tmp_path: Path) -> None:
    root = repository(tmp_path)
    asked = SHAPES["a service that is seldom asked for"]
    published(root, asked[:-1])
    before = (root / "catalog/results/it/2026.yml").read_bytes()
    published(root, asked)
    assert (root / "catalog/results/it/2026.yml").read_bytes() == before


LATER: dict[str, Callable[[Path], tuple[list[Request], list[Request]]]] = {
    "closed late": lambda _: (
        [*requests((4, {"month": 4}), (3, {"month": 5}), (2, {"month": 6})), Request(90, 4, is_open=True)],
        [*requests((4, {"month": 4}), (3, {"month": 5}), (2, {"month": 6})), Request(90, 4)],
    ),
    "another priority late": lambda _: (
        requests((40, MARCH)),
        requests((40, MARCH), (1, {**MARCH, "priority": "high"})),
    ),
    "one more in a month": lambda _: (
        requests((4, {"month": 4}), (3, {"month": 5}), (2, {"month": 6})),
        [*requests((4, {"month": 4}), (3, {"month": 5}), (2, {"month": 6})), Request(90, 4)],
    ),
    "one customer of several": lambda _: (
        requests((30, MARCH), (6, {**MARCH, "customer": "hr"})),
        [
            *requests((30, MARCH), (6, {**MARCH, "customer": "hr"})),
            Request(90, 3, customer="hr", priority="high"),
        ],
    ),
}


@pytest.mark.parametrize("shape", LATER)
def test_no_single_request_follows_from_two_versions_of_a_file(shape: str, tmp_path: Path) -> None:
    root = repository(tmp_path)
    earlier, later = LATER[shape](tmp_path)
    first = published(root, earlier)
    second = published(root, later)
    # that a row has one more is seen; which row it is must not tell of whom
    versions: dict[tuple[object, ...], set[frozenset[int]]] = {}
    for row, asked in [
        *((row, earlier) for row in first),
        *((row, later) for row in second if row not in first),
    ]:
        versions.setdefault(_name(row), set()).add(about(row, asked))
    for view in product(*versions.values()):
        assert not {one for one in recovered(set(view)) if _is_whole(one, later)}, (first, second)


def _is_whole(found: frozenset[int], asked: list[Request]) -> bool:
    """Whether these are all of their month with the same priority and customer, and not just later than others."""
    kinds = {(one.month, one.service, one.priority, one.customer) for one in asked if one.number in found}
    same = [one.number for one in asked if (one.month, one.service, one.priority, one.customer) in kinds]
    return len(same) == len(found)


def _name(row: Row) -> tuple[object, ...]:
    period, said = row
    return period, said["measure"], said.get("priority"), said.get("agreement")


def test_a_month_stays_hidden_once_its_quarter_is_published(tmp_path: Path) -> None:
    root = repository(tmp_path)
    earlier, later = LATER["one more in a month"](tmp_path)
    assert {period for period, _ in published(root, earlier)} == {"2026-Q2"}
    rows = published(root, later)
    assert {period for period, _ in rows} == {"2026-Q2"}
    assert {row["asked"] for _, row in rows} == {10}


def test_nothing_of_a_built_site_tells_of_a_single_request(tmp_path: Path) -> None:
    root = repository(tmp_path)
    asked = requests((1013, MARCH), (4, {**MARCH, "service": "it/seldom"}), (3, {**MARCH, "customer": "hr"}))
    published(root, asked)
    counted(root, "it/seldom,response_time,2026-02,4,3,\nit/repair,response_time,2026-02,1213,1200,\n")
    site = build_well(root, tmp_path / "site")
    text = "\n".join(
        file.read_text(encoding="utf-8")
        for file in sorted(site.rglob("*"))
        if file.suffix in (".html", ".json", ".csv", ".xml", ".md", ".txt")
    )
    shown = re.findall(r"(?<![\w.#-])\d[\d,]*(?![\w-])", text)
    plain = {number.replace(",", "") for number in shown}
    assert "1213" in plain
    assert {"1016", "1013"} & plain  # one of the two measures of March; both would tell of the three
    assert not {"1016", "1013"} <= plain
    # all, all but the customer, all of the department, with the second month
    assert {"1020", "1017", "1217", "2230", "2233"} & plain == set()
