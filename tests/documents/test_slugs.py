"""Ids made from words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicebook.documents.kinds import is_id
from servicebook.documents.slugs import slug


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Do I keep my data?", "do-i-keep-my-data"), ("Café – Größe", "cafe-groe"), ("  A  b ", "a-b"),
        ("C++ & C#", "c-c"), ("修理", ""), ("هل", ""), ("½ day", "12-day"), ("", ""), ("---", ""),
    ],
)  # fmt: skip
def test_an_id_is_made_from_letters_and_digits(text: str, made: str) -> None:
    assert slug(text) == made


def test_a_long_text_is_cut_between_words() -> None:
    assert slug("word " * 40) == "-".join(["word"] * 12)
    assert slug("x" * 100) == "x" * 63


@given(st.text())
def test_what_is_made_is_an_id_or_empty(text: str) -> None:
    assert slug(text) == "" or is_id(slug(text))
