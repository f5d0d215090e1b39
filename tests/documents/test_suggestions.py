"""What a misspelt word was meant to be."""

from __future__ import annotations

import pytest

from servicebook.documents.suggestions import closest, did_you_mean


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
