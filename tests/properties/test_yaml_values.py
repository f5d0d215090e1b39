"""Whatever is set, added or taken away in the example's files: it is there then, and nothing else has changed."""

from __future__ import annotations

import copy
import difflib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import REPOSITORY

from servicebook.source.yaml_comments import comments_of
from servicebook.source.yaml_positions import span_at
from servicebook.source.yaml_reader import Pointer, parse
from servicebook.source.yaml_rewrite import same
from servicebook.source.yaml_values import with_value, without

FILES = sorted(
    path
    for folder in ("catalog", "site_config")
    for path in (REPOSITORY / folder).rglob("*.yml")
    if "results" not in path.parts
)
TEXTS = [path.read_bytes().decode() for path in FILES]
PLAIN = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.sampled_from(["no", "17:30", "a: b", "x # y", "two\nlines\n", "{{ x }}", "*a", "&b", "- q", "", "# no comment"]),
    st.integers(-(10**16), 10**17),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
)  # fmt: skip
KEYS = st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True)
VALUES = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=6
)


def places(value: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, Any]]:
    """Everything in a value, with the pointers that lead there."""
    yield pointer, value
    if isinstance(value, dict):
        for key, item in value.items():
            yield from places(item, (*pointer, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from places(item, (*pointer, index))


def comments(text: str) -> Counter[str]:
    return Counter(comment.text for comment in comments_of(text))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_what_is_changed_is_as_wanted_and_nothing_else_changes(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(TEXTS))
    before: Any = parse(text, "").value
    all_places = list(places(before))
    pointer, found = all_places[data.draw(st.integers(0, len(all_places) - 1))]
    changes = ["set", "remove"] if pointer else []
    if isinstance(found, list | dict):
        changes.append("add")
    change = data.draw(st.sampled_from(changes))
    value = data.draw(VALUES)
    wanted = copy.deepcopy(before)
    if change == "remove":
        after = without(text, pointer)
        del at(wanted, pointer[:-1])[pointer[-1]]
    elif change == "set":
        after = with_value(text, pointer, value)
        at(wanted, pointer[:-1])[pointer[-1]] = value
    elif isinstance(found, list):
        after = with_value(text, (*pointer, "-"), value)
        at(wanted, pointer).append(value)
    else:
        after = with_value(text, (*pointer, "new_key"), value)
        at(wanted, pointer)["new_key"] = value
    read = parse(after, "")
    assert read.problems == ()
    assert same(read.value, wanted)
    assert comments(after) == comments(text)
    if not same(wanted, before):
        assert_only_lines_of(pointer, text, after)


def at(value: Any, pointer: Pointer) -> Any:
    for step in pointer:
        value = value[step]
    return value


def assert_only_lines_of(pointer: Pointer, before: str, after: str) -> None:
    """No line is gone or another one but those on which a value is."""
    span = span_at(before, pointer)
    assert span
    first = before.count("\n", 0, span[0])
    # its key may be on the line above, and behind a hyphen the next key may move up
    last = before.count("\n", 0, span[1])
    old, new = before.split("\n"), after.split("\n")
    for tag, start, end, *_ in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag in ("replace", "delete"):
            assert first - 1 <= start <= end <= last + 2
