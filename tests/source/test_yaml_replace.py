"""Words are replaced where they stand, whatever the style, and not a byte of anything else is touched."""

# one case a line
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicebook.source.yaml_parts import CannotEditError
from servicebook.source.yaml_reader import parse
from servicebook.source.yaml_replace import Replacement, replaced


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: it\nb: it\n", "a: ict\nb: it\n"),
        ("a: 'it' # it\n", "a: 'ict' # it\n"),
        ('{"a": "it", b: it}', '{"a": "ict", b: it}'),
        ("a: &it it\n", "a: &it ict\n"),
        ("a: &it 'it'\n", "a: &it 'ict'\n"),
        ("a: &it\n  it\n", "a: &it\n  ict\n"),
        ("a: >-\r\n  it\r\nb: 1\r\n", "a: >-\r\n  ict\r\nb: 1\r\n"),
        ("é😀\u2028: it\na: it", "é😀\u2028: it\na: ict"),
        ("? a\n: it\n", "? a\n: ict\n"),
    ],
)
def test_value_is_replaced_in_its_style(before: str, after: str) -> None:
    assert replaced(before, [Replacement(pointer=("a",), old="it", new="ict")]) == after


def test_what_stands_there_once_and_is_read_twice_changes_in_both_places_or_not_at_all() -> None:
    text = "a: &it it\nb: *it\n"
    both = [Replacement(pointer=(key,), old="it", new="ict") for key in "ab"]
    assert replaced(text, both) == "a: &it ict\nb: *it\n"
    with pytest.raises(CannotEditError, match="without changing something else"):
        replaced(text, both[:1])


@pytest.mark.parametrize("new", ["no", "123", "null", "1e3", "2026-01-01"])
def test_word_that_would_be_read_as_something_else_is_quoted(new: str) -> None:
    changed = replaced("a: it\nit: 1\n", [
        Replacement(pointer=("a",), old="it", new=new), Replacement(pointer=("it",), old="it", new=new, key=True),
    ])  # fmt: skip
    assert parse(changed, "").value == {"a": new, new: 1}


def test_one_of_several_in_a_text_and_keys_with_what_is_below_them() -> None:
    text = "it:\n  x: it it it  # it\n  it: [it]\n"
    changed = replaced(text, [
        Replacement(pointer=("it", "x"), start=3, old="it", new="ict"),
        Replacement(pointer=("it",), old="it", new="a", key=True),
        Replacement(pointer=("it", "it"), old="it", new="b", key=True),
        Replacement(pointer=("it", "it", 0), old="it", new="c"),
    ])  # fmt: skip
    assert changed == "a:\n  x: it ict it  # it\n  b: [c]\n"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: [", "the file has errors"),
        ("b: it\n", '"it" is not there'),
        ("a: is\n", '"it" is not there'),
        ("a: [it]\n", '"it" is not there'),
        ('a: "i\\x74"\n', '"it" is written another way there'),
        ("a: | # it\n  it\n", '"it" is written another way there'),
    ],
)
def test_what_cannot_be_done_is_refused(text: str, why: str) -> None:
    with pytest.raises(CannotEditError, match=why):
        replaced(text, [Replacement(pointer=("a",), old="it", new="ict")])


def test_key_that_is_taken_is_refused() -> None:
    with pytest.raises(CannotEditError, match="without changing something else"):
        replaced("a: 1\nb: 2\n", [Replacement(pointer=("a",), old="a", new="b", key=True)])


styles = st.sampled_from(["{}", "'{}'", '"{}"', "|-\n    {}\n   ", ">-\n    {}\n   ", "&x {}", "&it '{}'"])
notes = st.sampled_from(["", "  # it", "  # é it/x", "\n# it\n"])


@given(st.lists(st.tuples(styles, notes), min_size=1, max_size=4), st.sampled_from(["\n", "\r\n"]), st.data())
def test_there_and_back_is_the_same_text(
    items: list[tuple[str, str]], line_break: str, data: st.DataObject
) -> None:
    lines = ["list:"]
    for number, (style, note) in enumerate(items):
        is_block = style[0] in "|>"
        lines.append(
            f"  - {style.format('it/lead').rstrip()}{'' if is_block else note}".replace("&", f"&n{number}")
        )
    text = line_break.join("\n".join(lines).split("\n")) + line_break
    number = data.draw(st.integers(0, len(items) - 1))
    there = replaced(text, [Replacement(pointer=("list", number), old="it/lead", new="ict/head")])
    assert there.count("ict/head") == 1
    assert replaced(there, [Replacement(pointer=("list", number), old="ict/head", new="it/lead")]) == text
