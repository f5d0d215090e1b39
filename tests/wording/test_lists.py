"""Several things in a row."""

from __future__ import annotations

import pytest

from servicebook.wording.lists import either, listed


@pytest.mark.parametrize(
    ("parts", "all_of_them", "one_of_them"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a and b", "a or b"),
        (["a", "b", "c"], "a, b and c", "a, b or c"),
    ],
)
def test_the_last_of_a_list_is_joined_by_a_word(parts: list[str], all_of_them: str, one_of_them: str) -> None:
    assert (listed(parts), either(parts)) == (all_of_them, one_of_them)


@pytest.mark.parametrize(
    ("most", "words"), [(4, "a, b, c and d"), (3, "a, b, c and 1 more"), (1, "a and 3 more")]
)
def test_of_many_the_first_are_named_and_the_rest_is_counted(most: int, words: str) -> None:
    assert listed("abcd", most) == words
