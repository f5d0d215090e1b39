"""Marks of a merge conflict are found wherever they stand, and are no fault where they are shown."""

from __future__ import annotations

import pytest

from servicebook.source.yaml_reader import parse

CONFLICT = "    <<<<<<< HEAD\n    Ring the porter.\n    =======\n    Ring the guard.\n    >>>>>>> branch\n"


@pytest.mark.parametrize(
    "text",
    [
        f"answer: |\n    Doors shut at six.\n{CONFLICT}",
        f"answer: |\n{CONFLICT}    Thanks.\n",
        f"answer: |\n    ```\n    code\n    ```\n{CONFLICT}",
    ],
)
def test_a_conflict_that_was_indented_into_a_text_is_found(text: str) -> None:
    (problem,) = parse(text, "faqs.yml").problems
    assert problem.code == "merge-conflict"
    assert text.splitlines()[(problem.place.line or 0) - 1] == "    <<<<<<< HEAD"


@pytest.mark.parametrize(
    "text",
    [
        f"answer: |\n    Git shows this:\n    ```\n{CONFLICT}    ```\n",
        "answer: |\n  Git shows this:\n\n" + CONFLICT.replace("    ", "      "),
        "answer: |\n    <<<<<<< is what Git writes.\n",
        "answer: |\n    Title\n    =======\n    Words.\n",
    ],
)
def test_a_conflict_that_a_text_shows_as_code_is_a_text(text: str) -> None:
    assert parse(text, "faqs.yml").problems == ()
