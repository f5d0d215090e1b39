"""No survey is shown that few answered, nor any from which such a one could be worked out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import chain, combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support import SMALL, catalog, make_catalog

from servicebook.model.catalog import Catalog
from servicebook.model.published_surveys import published_surveys


@dataclass(frozen=True)
class Asked:
    id: str
    about: str | None
    answers: int
    question: str = "engaged"
    asked: date = date(2026, 9, 1)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    more = {
        f"catalog/departments/{own}/department.yml": f"name: {own.title()}\nsummary: We do {own}.\n"
        for own in ("sales", "legal")
    }
    return catalog(make_catalog(tmp_path_factory.mktemp("catalog"), more, base=SMALL))


def shown(small: Catalog, **answers: int) -> set[str]:
    asked = [
        Asked(name, None if name == "all" else name.replace("_", "/"), number)
        for name, number in answers.items()
    ]
    return set(published_surveys(small, asked))


def test_below_the_fewest_nothing_is_shown(small: Catalog) -> None:
    assert shown(small, it=4) == set()
    assert shown(small, it=5) == {"it"}


def test_what_a_whole_less_its_parts_would_tell_stays_hidden(small: Catalog) -> None:
    assert shown(small, all=100, it=60, hr=36, sales=4) == {"all", "it"}
    assert shown(small, all=96, it=60, hr=36) == {"all", "it", "hr"}
    assert shown(small, all=98, it=60, hr=36) == {"all", "it"}  # two answered about neither
    assert shown(small, all=150, it=60, hr=36, sales=4) == {"all", "it", "hr"}  # 50 more about none
    assert shown(small, it=20, it_repair=17) == {"it"}


def test_what_was_asked_on_another_day_or_is_no_part_does_not_count(small: Catalog) -> None:
    asked = [
        Asked("all", None, 100),
        Asked("it", "it", 97),
        Asked("before", "it", 97, asked=date(2025, 9, 1)),
        Asked("other", "it", 97, question="recommend"),
        Asked("hr", "hr", 90),
    ]
    assert published_surveys(small, asked[::2]) == {"all", "before", "hr"}
    assert published_surveys(small, asked[:4]) == {"all", "before", "other"}
    assert published_surveys(small, asked) == {"all", "it", "hr", "before", "other"}


DEPARTMENTS = ("it", "hr", "sales", "legal")


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.tuples(*(st.integers(0, 12) for _ in range(5))))
def test_nobody_can_work_out_what_few_said(small: Catalog, numbers: tuple[int, ...]) -> None:
    """Every sum of parts that follows from what is shown, looked for without the program's own algebra."""
    parts = numbers[:-1]  # the last ones answered about no department
    counts: dict[str, int] = {"all": sum(numbers), **dict(zip(DEPARTMENTS, parts, strict=True))}
    seen = shown(small, **{name: number for name, number in counts.items() if number})
    assert all(counts[name] >= 5 for name in seen)
    if "all" not in seen:
        return
    known = [name for name in DEPARTMENTS if name in seen]
    for group in chain.from_iterable(combinations(known, size) for size in range(len(known) + 1)):
        left = counts["all"] - sum(counts[name] for name in group)
        assert left == 0 or left >= 5
