"""Ids made from words, and what a misspelt word was meant to be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicebook.documents.kinds import is_id
from servicebook.documents.words import closest, did_you_mean, slug


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


@pytest.mark.parametrize(
    ("word", "candidates", "meant"),
    [
        ("it/desk-led", ["it/desk-lead", "hr/head"], "it/desk-lead"),
        ("desk-lead", ["it/desk-lead", "it/desk-led"], "it/desk-lead"),
        ("hr/desk-lead", ["it/desk-lead"], "it/desk-lead"),
        ("sumary", ["summary", "name"], "summary"),
        ("xyz", ["summary", "name"], None),
        ("", ["a"], None),
    ],
)
def test_the_nearest_word_is_proposed_and_a_far_one_never(
    word: str, candidates: list[str], meant: str | None
) -> None:
    assert closest(word, candidates) == meant
    assert did_you_mean(word, candidates) == (f'did you mean "{meant}"?' if meant else None)
