"""Lines that YAML cannot read have an edit where one small change makes them say what they were meant to say."""

from __future__ import annotations

import pytest
from tests.source.test_yaml_edits import made

from servicebook.problems import Problem
from servicebook.source.lines import LINE_BREAK
from servicebook.source.yaml_reader import Value, parse


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "a:\n  We mend it:\n\n  - **8th:** day\n\n  Or not.\nb: 1\n",
            {"a": "We mend it:\n\n- **8th:** day\n\nOr not.\n", "b": 1},
        ),
        (
            "- q: x\n  a:\n    Some of it: yes.\n    Not all.\n",
            [{"q": "x", "a": "Some of it: yes.\nNot all.\n"}],
        ),
        ("name:Laptop\nsummary: We mend it.\n", {"name": "Laptop", "summary": "We mend it."}),
        ("a: 1\nname:Laptop\r\nb: 2\n", {"a": 1, "name": "Laptop", "b": 2}),
        ("name: X\nsummary: Note: we mend it.\n", {"name": "X", "summary": "Note: we mend it."}),
        ("a:\n  - Mind: it's: hot\n", {"a": ["Mind: it's: hot"]}),
        ("handle: @it-desk\nb: 1\n", {"handle": "@it-desk", "b": 1}),
        ("a: `x`\n", {"a": "`x`"}),
        ("a: %x\n", {"a": "%x"}),
        ("a: *Important* things\nb: 1\n", {"a": "*Important* things", "b": 1}),
        ("a: [IT] desk\nb: 1\n", {"a": "[IT] desk", "b": 1}),
        ('a: "Repair" of laptops\nb: 1\n', {"a": '"Repair" of laptops', "b": 1}),
        ('a: "Say "hello" now"\nb: 1\n', {"a": 'Say "hello" now', "b": 1}),
        ("a: 'It's here'\nb: 1\n", {"a": "It's here", "b": 1}),
        ('a: "Say hello\nb: 1\n', {"a": "Say hello", "b": 1}),
        ("a: 'x' and 'y'\nb: 1\n", {"a": "'x' and 'y'", "b": 1}),
        ("a: 'Don't say \"no\"'\nb: 1\n", {"a": 'Don\'t say "no"', "b": 1}),
        ('"a": "x",\n"c": 2\n', {"a": "x", "c": 2}),
        # other signs in place of a hyphen, and what stands around code in Markdown
        ("a:\n  - One\n  * Two: x\nb: 1\n", {"a": ["One", {"Two": "x"}], "b": 1}),
        ("a:\n  \u2022 q: x\n    b: y\n", {"a": [{"q": "x", "b": "y"}]}),
        ("```yaml\na: 1\n", {"a": 1}),
        ("a: 1\n```\n", {"a": 1}),
        # quotation marks that are not closed in brackets: the value ends before the next key, or entry
        (
            'a:\n  - {days: 2, at: "09:30, share: 80, by: ana}\nb: 1\nc: "x"\n',
            {"a": [{"days": 2, "at": "09:30", "share": 80, "by": "ana"}], "b": 1, "c": "x"},
        ),
        ("a: {at: '9:30, by: 'ana'}\nb: 1\n", {"a": {"at": "9:30", "by": "ana"}, "b": 1}),
        ('a: {by: ana, at: "9:30}\nb: 1\n', {"a": {"by": "ana", "at": "9:30"}, "b": 1}),
        ('a: ["08:00-11:00, "12:00-15:00"]\nb: 1\n', {"a": ["08:00-11:00", "12:00-15:00"], "b": 1}),
        ('a: ["08:00-11:00", "12:00-15:00]\nb: 1\n', {"a": ["08:00-11:00", "12:00-15:00"], "b": 1}),
        ('a: [{at: "9:30}, {at: b}]\nc: 1\n', {"a": [{"at": "9:30"}, {"at": "b"}], "c": 1}),
        ("a:\n- x: 1\n-y: 1\n".replace("-y: 1", "-y"), {"a": [{"x": 1}, "y"]}),
    ],
)
def test_the_slip_is_mended(text: str, meant: Value) -> None:
    problem: Problem | None = parse(text, "f.yml").problems[0]
    edits = 0
    while problem is not None:
        # whoever follows the hint by hand writes the same
        assert problem.edit is not None
        text, edits = made(text, problem.edit), edits + 1
        assert LINE_BREAK.split(text)[problem.edit.start.line - 1].strip(" -") in (problem.hint or "")
        problem = next(iter(parse(text, "f.yml").problems), None)
    assert parse(text, "f.yml").value == meant
    assert edits <= 2


@pytest.mark.parametrize(
    "text",
    ["a: [1, 2\nb: 1\n", "a: {b: 1\n", "a:\n\tb: 1\n", "a: 'tis good\nb: 1\n", "a: x: y # z\n",
     "a: ['x, y]\nb: 1\n", "a: 1\n---\nb: 2\n", "  a: 1\nb: 2\n"],
)  # fmt: skip
def test_what_may_be_mended_in_several_ways_is_left(text: str) -> None:
    (problem,) = parse(text, "f.yml").problems
    assert problem.edit is None


def test_slips_are_mended_one_after_the_other() -> None:
    text = "name:X\nsummary: Note: we mend.\nb: @x\n"
    for _ in range(3):
        text = made(text, parse(text, "").problems[0].edit)
    assert parse(text, "").value == {"name": "X", "summary": "Note: we mend.", "b": "@x"}


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("a: 1\nb: x # x\na: 1\nc: 2\n", "a: 1\nb: x # x\nc: 2\n"),
        ("a: x\r\na: 'x'\r\n", None),  # a word and a quoted word are the same; 1 and "1" are not
        ("a: 'x'\r\na: \"x\"\r\n", "a: 'x'\r\n"),
        ("{a: x, b: 1, a: x}\n", "{a: x, b: 1}\n"),
        ("{a: x, a: x, b: 1}\n", "{a: x, b: 1}\n"),
        ("b:\n  a: 1\n  a: 1\nc: 1\n", "b:\n  a: 1\nc: 1\n"),
        ("a: 1\na: 2\n", None),
        ("a: 1\na: 1 # why\n", None),
        ("a: [1]\na: [1]\n", None),
        ("a: 1\na: 1", None),
        (
            "a:\n  b: 1\n  c: x\na:\n  b: 1\n  c: x\n\n# d\nd: {e: 1}\n",
            "a:\n  b: 1\n  c: x\n\n# d\nd: {e: 1}\n",
        ),
        ("a: {b: 1}\na: {b: 1}\n", "a: {b: 1}\n"),
        ("{a: {b: 1}, a: {b: 1}}\n", None),
        ("a: {b: 1}\n# why\na: {b: 1}\n", None),
        ("a:\n  b: 1 # why\na:\n  b: 1 # how\n", None),
        ("a: &x {b: 1}\na: {b: 1}\nc: *x\n", None),
    ],
)
def test_a_key_that_says_the_same_twice_is_taken_away_once(text: str, after: str | None) -> None:
    (problem,) = parse(text, "f.yml").problems
    assert problem.code == "duplicate-key"
    assert (made(text, problem.edit) if problem.edit else None) == after
