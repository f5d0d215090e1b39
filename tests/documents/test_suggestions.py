"""What a misspelt word was meant to be."""

from __future__ import annotations

import pytest

from servicebook.documents.suggestions import closest, did_you_mean, only_meant


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


@pytest.mark.parametrize(
    ("word", "candidates", "meant"),
    [
        ("it/desk-led", ["it/desk-lead", "hr/head"], "it/desk-lead"),
        ("it/desk-laed", ["it/desk-lead", "hr/head"], "it/desk-lead"),
        ("it/desk-leed", ["it/desk-lead", "it/desk-feed"], None),
        ("desk-lead", ["it/desk-lead", "it/desk-led"], "it/desk-lead"),
        ("desk-lead", ["it/desk-lead", "hr/desk-lead"], None),
        ("hr/desk-lead", ["it/desk-lead"], None),  # another department may be to have such a role
        ("IT/Desk_Lead", ["it/desk-lead", "it/desk-led"], "it/desk-lead"),
        ("it/repair-2", ["it/repair-1"], None),
        ("anna", ["ana"], None),  # two people
        ("reviewEvery", ["review_every", "reviewed_on"], "review_every"),
        ("xyz", ["summary"], None),
    ],
)
def test_what_was_meant_is_only_said_where_there_is_no_doubt(
    word: str, candidates: list[str], meant: str | None
) -> None:
    assert only_meant(word, candidates) == meant


def test_of_all_that_there_can_be_a_shorter_word_is_enough() -> None:
    assert only_meant("anser", ["question", "answer"]) is None
    assert only_meant("anser", ["question", "answer"], are_all=True) == "answer"
    assert only_meant("support", ["support_hours"], are_all=True) is None
    assert only_meant("report", ["reports", "reporte"], are_all=True) is None
