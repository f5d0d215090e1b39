"""What keys and choices are called in everyday words leads to the names that schemas know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from servicebook.documents.meant.everyday_words import CHOICES, KEYS, choice_for, key_for
from servicebook.documents.schemas import all_schemas


def _within(schema: Any) -> Iterator[Any]:
    yield schema
    for below in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from _within(below)


def test_each_word_leads_to_a_key_or_a_choice_of_some_schema() -> None:
    parts = [part for part in _within(all_schemas()) if isinstance(part, dict)]
    keys = {key for part in parts if isinstance(part.get("properties"), dict) for key in part["properties"]}
    choices = {choice for part in parts if isinstance(part.get("enum"), list) for choice in part["enum"]}
    assert set(KEYS) <= keys
    assert set(CHOICES) <= choices


def test_a_word_means_what_is_known_where_it_stands() -> None:
    assert key_for("Description", ["summary", "answer"]) == "summary"
    assert key_for("Description", ["answer"]) == "answer"
    assert key_for("Summary", ["description", "summary"]) == "summary"
    assert key_for("Support hours", ["hours", "support_hours"]) == "support_hours"
    assert key_for("frobnicate", ["summary"]) is None
    assert choice_for("in-person", ["form", "desk"]) == "desk"
    assert choice_for("in-person", ["form"]) is None
