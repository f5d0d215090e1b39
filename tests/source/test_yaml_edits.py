"""Edits replace one value or key, written as that was, and nothing else."""

from __future__ import annotations

import pytest

from servicebook.problems import Edit
from servicebook.source.lines import index_at
from servicebook.source.yaml_edits import key_edit, value_edit
from servicebook.source.yaml_reader import Value


def made(text: str, edit: Edit | None) -> str:
    assert edit
    return text[: index_at(text, edit.start)] + edit.text + text[index_at(text, edit.end) :]


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("a: it # it\nb: it\n", "ict", "a: ict # it\nb: it\n"),
        ("a: 'it'  # it\r\n", "it's", "a: 'it''s'  # it\r\n"),
        ('é😀: 1\n\na: "it"', 'a "b"', 'é😀: 1\n\na: "a \\"b\\""'),
        ("{a: it, b: 1}", "09:00-17:00", '{a: "09:00-17:00", b: 1}'),
        ("a: it\n", "no", 'a: "no"\n'),
        ("a: '95%'\n", 95, "a: 95\n"),
        ("a: 95%\n", 99.5, "a: 99.5\n"),
        ("a: nein\n", False, "a: false\n"),
        ("a: x # y\n", ["09:00-17:00", "b"], 'a: ["09:00-17:00", b] # y\n'),
        ("? a\n: it\n", "ict", "? a\n: ict\n"),
        ("a: ['it']  # it\n", "it", "a: 'it'  # it\n"),
        ("{a: [it], b: 1}", "it", "{a: it, b: 1}"),
    ],
)
def test_value_is_written_as_the_one_before(before: str, value: Value, after: str) -> None:
    assert made(before, value_edit(before, "", ("a",), value)) == after


def test_key_is_replaced_and_its_value_is_not() -> None:
    text = "x:\n  - {'A': a}  # A\n"
    assert made(text, key_edit(text, "", ("x", 0, "A"), "a")) == "x:\n  - {'a': a}  # A\n"


@pytest.mark.parametrize(
    "text",
    ["a: &x it\nb: *x\n", "c: &x {d: 1}\na: it\nb: *x\n", "a: |\n  it\n", "a: it\n  is\n",
     "a:\n- it\n", "a: [\n  it # x\n]\n", "a:\n", "b: 1"],
)  # fmt: skip
def test_value_that_cannot_be_replaced_by_itself_has_no_edit(text: str) -> None:
    assert value_edit(text, "", ("a",), "x") is None


def test_ampersands_and_asterisks_within_texts_are_no_aliases() -> None:
    text = "a: it\nb: R&D\nc: '*all*'\n"
    assert made(text, value_edit(text, "", ("a",), "ict")) == text.replace("it", "ict")
