"""What somebody probably meant, among very many names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.growth import growth
from tests.support import IT, SMALL, make_catalog, opened

from servicebook.documents.known_names import KnownNames
from servicebook.documents.suggestions import closest, only_meant


def _names(count: int) -> KnownNames[None]:
    return KnownNames.fromkeys(f"it/{word}-{n}" for n in range(count) for word in ("desk", "store"))


@pytest.mark.parametrize("word", ["it/dsek-1777", "it/desk1777", "hr/desk-1777", "desk-1777", "It/Desk_1777"])
def test_among_thousands_of_names_the_one_that_was_meant_is_found(word: str) -> None:
    assert closest(word, _names(3000)) == "it/desk-1777"


def test_what_is_sure_among_few_is_sure_among_many() -> None:
    names = _names(3000) | {"it/laptop-repair": None}
    assert only_meant("it/laptop-repiar", KnownNames(names)) == "it/laptop-repair"


def test_nothing_is_like_a_word_that_is_longer_than_any_name() -> None:
    assert closest("a" * 100_000, _names(1000)) is None


def test_words_are_looked_for_in_proportion_to_their_number_and_not_to_that_of_names() -> None:
    def make(count: int) -> Callable[[], object]:
        names = _names(count)
        return lambda: [closest(f"it/dsek-{n}", names) for n in range(0, count, 40)]

    assert growth(make, 600) < 2.5


@pytest.mark.parametrize("address", ["service:it/x{}", "x{}.html"])
def test_links_that_lead_nowhere_are_found_in_one_reading(tmp_path: Path, address: str) -> None:
    def make(count: int) -> Callable[[], object]:
        lines = "".join(f"  [a]({address.format(n)})\n" for n in range(count))
        text = f"name: Move\nsummary: We move.\nroles: {{owner: it/lead}}\ndescription: |\n{lines}"
        root = make_catalog(tmp_path / str(count), {f"{IT}/services/move.yml": text}, base=SMALL)
        return lambda: opened(root)

    assert growth(make, 40) < 3


def test_each_of_many_links_is_told_at_its_place(tmp_path: Path) -> None:
    text = (
        "name: Move\nsummary: We move.\nroles: {owner: it/lead}\ndescription: |\n"
        "  See [b](b.html) and [a](a.html),\n  or [c](b.html/c) and [b again](b.html).\n"
    )
    loaded = opened(make_catalog(tmp_path, {f"{IT}/services/move.yml": text}, base=SMALL))
    places = [(p.place.line, p.place.column) for p in loaded.problems if p.code == "dead-link"]
    assert places == [(5, 11), (5, 27), (6, 10)]
