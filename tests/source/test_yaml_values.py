"""One value of a YAML text changes, and nothing else: no comment, no order, no style, no line break."""

from __future__ import annotations

import pytest

from servicebook.source.yaml_comments import comments_of
from servicebook.source.yaml_parts import CannotEditError
from servicebook.source.yaml_reader import Pointer, Value, parse
from servicebook.source.yaml_values import value_at, with_value, without

SET: list[tuple[str, Pointer, Value, str]] = [
    ("a: 1 # one\nb: 2\n", ("a",), 5, "a: 5 # one\nb: 2\n"),
    ("a: 'x' # one\n", ("a",), "it's", "a: 'it''s' # one\n"),
    ('a: "x"\n', ("a",), "no", 'a: "no"\n'),
    ("a: x\n", ("a",), "no", 'a: "no"\n'),
    ("a: x\r\nb: 1\r\n", ("c",), [1, 2], "a: x\r\nb: 1\r\nc: [1, 2]\r\n"),
    ("a: x", ("b",), "z", "a: x\nb: z"),
    ("\ufeffa: x\n", ("a",), "z", "\ufeffa: z\n"),
    ("a:\nb: 1\n", ("a",), "z", "a: z\nb: 1\n"),
    ("a: # why\nb: 1\n", ("a",), "z", "a: z # why\nb: 1\n"),
    ("- x\n-\n", (1,), "z", "- x\n- z\n"),
    ("a: {x: 1, y: 2} # w\n", ("a", "z"), "m, n", 'a: {x: 1, y: 2, z: "m, n"} # w\n'),
    ("a: {\n  x: 1, # one\n  y: 2 # two\n}\n", ("a", "z"), 3, "a: {\n  x: 1, # one\n  y: 2, # two\n  z: 3\n}\n"),
    ("a: 1\n# of c\nc: 3\n", ("b",), 2, "a: 1\n# of c\nc: 3\nb: 2\n"),
    ("- q: 1\n  # why\n  r: 2\n", (0, "b"), 2, "- q: 1\n  # why\n  r: 2\n  b: 2\n"),
    ("a: [x, y]\n", ("a", "-"), "z", "a: [x, y, z]\n"),
    ("a: []\n", ("a", "-"), "z", "a: [z]\n"),
    ("q: 1\n", ("a", "-"), "z", "q: 1\na: [z]\n"),
    ("q: 1\n", ("a", "b"), "z", "q: 1\na: {b: z}\n"),
    ("a:\n- x # one\n- y\n# end\n", ("a", "-"), "z", "a:\n- x # one\n- y\n- z\n# end\n"),
    ("- q: 1\n\n# of the second\n- q: 2\n", ("-",), {"q": 3}, "- q: 1\n\n# of the second\n- q: 2\n\n- q: 3\n"),
    ("- q: 1\n- q: 2\n", ("-",), {"q": "a\nb\n"}, "- q: 1\n- q: 2\n- q: |\n    a\n    b\n"),
    ("- {q: 1}\n- {q: 2}\n", ("-",), {"q": 3}, "- {q: 1}\n- {q: 2}\n- {q: 3}\n"),
    ("- q: 1\n  r: 1\n- q: 2\n", (0,), {"k": "v", "l": [1]}, "- k: v\n  l: [1]\n- q: 2\n"),
    ("a: |\n  one\n  # no comment\nb: 1\n", ("a",), "two\nlines\n", "a: |\n  two\n  lines\nb: 1\n"),
    ("a: >- # c\n  one\n  two\nb: 1\n", ("a",), "three four", "a: >- # c\n  three four\nb: 1\n"),
    ("a: >\n  one\nb: 1\n", ("a",), "two\n", "a: >\n  two\nb: 1\n"),
    ("a: >\n  one\nb: 1\n", ("a",), "two", "a: two\nb: 1\n"),
    ("a: >-\n  one\nb: 1\n", ("a",), "two\n\nthree", "a: |-\n  two\n\n  three\nb: 1\n"),
    ("a: >-\r\n    one\r\n\r\nb: 1\r\n", ("a",), "two", "a: >-\r\n    two\r\n\r\nb: 1\r\n"),
    ("- on: 1\n  yes: 1\n", ("-",), {"on": 2, "no": 3}, '- on: 1\n  yes: 1\n- on: 2\n  "no": 3\n'),
    ("x:\n  on: 1\n\ny:\n  on: 2\n", ("z",), {"on": 3}, "x:\n  on: 1\n\ny:\n  on: 2\n\nz:\n  on: 3\n"),
    ("a: # of a\n  b: 1 # of b\n  c: 2\nd: 1\n", ("a",), "x", "# of b\na: # of a\n  x\nd: 1\n"),
]  # fmt: skip

REMOVED: list[tuple[str, Pointer, str]] = [
    ("a: 1\nb: 2 # why\nc: 3\n", ("b",), "a: 1\n# why\nc: 3\n"),
    ("a:\n  - x\n  - y # two\n  # of z\n  - z\n", ("a", 1), "a:\n  - x\n  # two\n  # of z\n  - z\n"),
    ("a: [x, y, z] # w\n", ("a", 1), "a: [x, z] # w\n"),
    ("a: [x] # w\n", ("a", 0), "a: [] # w\n"),
    ("a: {x: 1, y: 2}\n", ("a", "x"), "a: {y: 2}\n"),
    ("a: {x: 1, z: 2}\n", ("a", "z"), "a: {x: 1}\n"),
    ("a: [\n  x, # one\n  z, # two\n]\n", ("a", 1), "a: [\n  x, # one\n   # two\n]\n"),
    ("a: [\n  x,\n  z\n]\n", ("a", 1), "a: [\n  x,\n]\n"),
    ("a: [\n  x,\n  z\n]\n", ("a", 0), "a: [\n  z\n]\n"),
    ("a: 1\r\nb: |\r\n  text\r\nc: 3\r\n", ("b",), "a: 1\r\nc: 3\r\n"),
    ("- q: 1 # one\n  r: 2\n", (0, "q"), "# one\n- r: 2\n"),
]


@pytest.mark.parametrize(("text", "pointer", "value", "changed"), SET)
def test_a_value_is_set_in_its_place(text: str, pointer: Pointer, value: Value, changed: str) -> None:
    assert with_value(text, pointer, value) == changed


@pytest.mark.parametrize(("text", "pointer", "changed"), REMOVED)
def test_a_value_is_taken_away_and_its_comments_stay(text: str, pointer: Pointer, changed: str) -> None:
    assert without(text, pointer) == changed


def test_a_new_key_stands_behind_those_that_come_before_it() -> None:
    text = "name: x\nemail: y\n\n# Where to find her\nroom: 1\n"
    assert with_value(text, ("phone",), "7", order=lambda _: ("name", "email", "phone", "room")) == (
        'name: x\nemail: y\nphone: "7"\n\n# Where to find her\nroom: 1\n'
    )


@pytest.mark.parametrize(
    ("text", "pointer", "said"),
    [
        ("a: [", ("a",), "the file has errors"),
        ("a: 1\n", ("a", "b"), "a: is not a map"),
        ("a: [1]\n", ("a", 1), "there is no entry 2"),
        ("a: [1]\n", ("a", 5, "x"), "there is no entry 6"),
        ("a: [1]\n", ("a", "x"), "x: is not there"),
        ("q: 1\n", ("a", 0), "there is no entry 1"),
        ("q: 1\n", (), "nothing can be added without changing something else"),
        ("a: &x [1]\nb: *x\n", ("b",), "a value that has to change is an alias (*) of another"),
        ("a: &x [1]\nb: *x\n", ("a",), "it cannot be changed without changing something else"),
    ],
)
def test_what_cannot_be_set_is_said(text: str, pointer: Pointer, said: str) -> None:
    with pytest.raises(CannotEditError, match=f"^{said.replace('(*)', '...')}$"):
        with_value(text, pointer, "new")


@pytest.mark.parametrize("value", [float("nan"), 10**30, "\ud800", {"x": ["\udfff"]}])
def test_what_yaml_cannot_hold_is_not_written(value: Value) -> None:
    with pytest.raises(CannotEditError, match=r"^the value cannot be written: "):
        with_value("a: 1\n", ("a",), value)


@pytest.mark.parametrize("pointer", [(), ("b",), ("a", 1), ("a", "x"), ("a", -1), ("a", True), ("a", 0, 0)])
def test_what_is_not_there_is_not_taken_away(pointer: Pointer) -> None:
    with pytest.raises(CannotEditError):
        without("a: [1]\n", pointer)


def test_a_place_is_never_counted_from_the_end() -> None:
    assert value_at({"a": [1, 2]}, ("a", -1)) is None
    with pytest.raises(CannotEditError):
        with_value("a: [1, 2]\n", ("a", -1), 3)


def test_comments_are_found_wherever_they_are() -> None:
    text = (
        "# top\na: 'no # comment' # one\nb: | # two\n  # text\n  more # text\n# three\nc: {x: 1, # four\n"
        '  y: "#"} # five\nd: plain#text # six  \ne: >-\n\n# seven\nf:\n  # eight\n  - x\u2028# text\n'
    )
    assert [comment.text for comment in comments_of(text)] == [
        "# top", "# one", "# two", "# three", "# four", "# five", "# six", "# seven", "# eight",
    ]  # fmt: skip
    assert all(text[one.start : one.end] == one.text for one in comments_of(text))


def test_a_folded_text_is_folded_again_where_lines_become_long() -> None:
    changed = with_value("a:\n  - b: >-\n      one\n    c: 1\n", ("a", 0, "b"), "words " * 40 + "end")
    assert max(map(len, changed.splitlines())) <= 110
    assert changed.startswith("a:\n  - b: >-\n      words words ")
    assert changed.endswith(" end\n    c: 1\n")


def test_what_is_written_reads_as_what_was_meant_however_odd() -> None:
    for odd in (
        "*a",
        "&b",
        "!!python/x y",
        "{{ x }}",
        "- q",
        "a: b",
        "x # y",
        "'",
        "\t",
        "\x85",
        "\u2028",
        "---",
    ):
        changed = with_value("a: 1 # c\n", ("a",), odd)
        assert parse(changed, "").value == {"a": odd}
