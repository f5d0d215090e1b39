"""A YAML text that is made to say another value keeps all the rest, character for character."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import REPOSITORY

from servicebook.source.yaml_parts import CannotEditError
from servicebook.source.yaml_reader import parse
from servicebook.source.yaml_rewrite import rewritten
from servicebook.source.yaml_writer import write


def value(text: str) -> Any:
    parsed = parse(text, "")
    assert parsed.problems == ()
    return parsed.value


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ("a: 1 # one\nb:  2\n", {"a": 5}, "a: 5 # one\nb:  2\n"),
        ("a: 1\n# end\n", {"b": "x"}, "a: 1\nb: x\n# end\n"),
        ("a: 1", {"b": "x"}, "a: 1\nb: x"),
        ("a:\n  q: 1\n  # its own\n# end\n", {"b": "x"}, "a:\n  q: 1\n  # its own\nb: x\n# end\n"),
        ("a: 1\r\nb: 2\r\n", {"c": [1, 2]}, "a: 1\r\nb: 2\r\nc: [1, 2]\r\n"),
        ("a: [x, y] # w\nb: 1\n", {"a": ["x", "y", "z"]}, "a: [x, y, z] # w\nb: 1\n"),
        ("a:\n  - x # one\n  - y\nb: 1\n", {"a": ["x", "y", "z"]}, "a:\n  - x # one\n  - y\n  - z\nb: 1\n"),
        ("a:\n- x # one\n- y\nb: 1\n", {"a": ["x", "q", "y"]}, "a:\n- x # one\n- q\n- y\nb: 1\n"),
        ("a:\n- x\n- y # two\n", {"a": ["q", "y"]}, "a:\n- q\n- y # two\n"),
        ("a:\n  - x\n  - y # two\n", {"a": ["q", "x", "y"]}, "a:\n  - q\n  - x\n  - y # two\n"),
        ("a:\n  - x\n  # why\n  - y\n", {"a": ["x"]}, "a:\n  - x\n  # why\n"),
        ("a: {x: 1, y: 2} # w\n", {"a": {"x": 1, "y": 3, "z": "m, n"}}, 'a: {x: 1, y: 3, z: "m, n"} # w\n'),
        ("a: {}\n", {"a": {"x": 1}}, "a: {x: 1}\n"),
        ("a: |\n  one\n  two\n# c\nb: 1\n", {"a": "x"}, "a: x\n# c\nb: 1\n"),
        ("a: x\nb: 1\n", {"a": "one\ntwo\n"}, "a: |\n  one\n  two\nb: 1\n"),
        ("a: x # c\nb: 1\n", {"a": "one\ntwo\n"}, 'a: "one\\ntwo\\n" # c\nb: 1\n'),
        (
            "a:\n  - {t: f, u: x}\n  - {t: g, u: y,\n     note: n}\n",
            {"a": [{"t": "f", "u": "x"}, {"t": "g", "u": "z", "note": "n"}]},
            "a:\n  - {t: f, u: x}\n  - {t: g, u: z,\n     note: n}\n",
        ),
        (
            "a:\n  - q: x # c\n    r: 1\n",
            {"a": [{"q": "x", "r": 2, "s": 3}, {"q": "m"}]},
            "a:\n  - q: x # c\n    r: 2\n    s: 3\n  - q: m\n",
        ),
        ("a: 1\nb: # why\n  c: 2\nd: 3\n", {"b": None}, "a: 1\nd: 3\n"),
        ("a: 1\nb: [x]\n", {"b": []}, "a: 1\nb: []\n"),
        ("a:\n  - b: 1\n    c: 2\n", {"a": [{"c": 2}]}, "a:\n  - c: 2\n"),
        (
            "a: {\n  x: 1, # one\n  y: 2, # two\n}\n",
            {"a": {"x": 1, "y": 2, "z": 3}},
            "a: {\n  x: 1, # one\n  y: 2,\n  z: 3, # two\n}\n",
        ),
    ],
)
def test_only_what_differs_is_touched(before: str, change: dict[str, Any], after: str) -> None:
    wanted = {key: one for key, one in {**value(before), **change}.items() if one is not None}
    assert rewritten(before, wanted) == after


def test_a_byte_order_mark_stays_and_the_same_value_changes_nothing() -> None:
    assert rewritten("\ufeffa: 1\n", {"a": 2}) == "\ufeffa: 2\n"
    odd = "a:   1 # one\n\n\nb: {  x: 1 }\n"
    assert rewritten(odd, {"a": 1, "b": {"x": 1}}) == odd


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a: [", {"a": 1}),
        ("5\n", {"a": 1}),
        ("a: &x [1]\nb: *x\n", {"a": [1], "b": [2]}),
        ("a: &x [1]\nb: *x\n", {"a": [2], "b": [1]}),
    ],
)
def test_what_cannot_be_changed_alone_is_refused(text: str, wanted: Any) -> None:
    with pytest.raises(CannotEditError):
        rewritten(text, wanted)


TEXTS = st.one_of(
    st.sampled_from(["no", "a b", "x: y", "# c", "a\nb\n", "  z", "'", "- q"]), st.text(max_size=6)
)
VALUES = st.recursive(
    st.one_of(TEXTS, st.integers(-5, 5), st.booleans()),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.sampled_from("abcd"), below, max_size=4),
    max_leaves=8,
)
MAPS = st.dictionaries(st.sampled_from("abcd"), VALUES, max_size=4)


@given(MAPS, MAPS)
def test_whatever_is_written_comes_to_say_whatever_is_wanted(old: Any, new: Any) -> None:
    text = write(old)
    try:
        changed = rewritten(text, new)
    except CannotEditError:
        return  # never a text that says something else
    assert value(changed) == new


@pytest.mark.parametrize("path", sorted((REPOSITORY / "catalog").rglob("*.yml"))[::16], ids=lambda p: p.stem)
def test_every_file_of_the_example_takes_another_word_in_any_place(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    old = value(text)

    def leaves(one: Any, *pointer: Any) -> Any:
        for key, below in one.items() if isinstance(one, dict) else enumerate(one):
            if isinstance(below, dict | list):
                yield from leaves(below, *pointer, key)
            elif isinstance(below, str):
                yield (*pointer, key)

    for pointer in list(leaves(old))[:8]:
        new = copy.deepcopy(old)
        above = new
        for step in pointer[:-1]:
            above = above[step]
        said = above[pointer[-1]]
        above[pointer[-1]] = "a new word"
        changed = rewritten(text, new)
        gone = [line for line in text.splitlines() if line not in changed.splitlines()]
        assert len(gone) <= said.strip().count("\n") + 1 + len(said) // 80  # a sentence may be folded
        assert value(changed) == new
