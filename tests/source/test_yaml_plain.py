"""What is written in the usual ways is read fast, and exactly as YAML reads it; everything else is left to YAML."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import REPOSITORY

from servicebook.source.yaml_plain import parse_plain
from servicebook.source.yaml_reader import Parsed, parse

FILES = sorted(
    path
    for folder in ("catalog", "site_config", "tests/cases/rules")
    for path in (REPOSITORY / folder).rglob("*.yml")
    if "results" not in path.parts
)
TEXTS = [path.read_bytes().decode("utf-8", "replace") for path in FILES]


def slowly(text: str) -> Parsed:
    """What YAML says: a tab is nothing that is read fast."""
    other = f"{text}#\t\n"
    assert parse_plain(other) is None
    return parse(other, "")


def assert_alike(text: str) -> None:
    """What is read fast is what YAML says, if it is read fast."""
    fast = parse_plain(text)
    if fast is not None:
        said = slowly(text)
        # as JSON, since to Python 1 is true; in the order of their keys
        assert (json.dumps(fast), ()) == (json.dumps(said.value), said.problems)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(REPOSITORY).as_posix())
def test_files_are_read_alike(file: Path) -> None:
    assert_alike(file.read_bytes().decode("utf-8", "replace"))


@pytest.mark.parametrize(
    "text",
    [
        "a: b\n",
        "# only this\n\na: [b, 'c d', \"e: f\"]\n",
        'a:\n  - {b: c, d: [e, f],\n     g: "h"}\n  # and\n  - {b: 1}\n',
        "a:\n- b\n- c: d\n  e: 2026-11-22 # then\nf: |\n  One.\n\n  - Two: three # four\ng: ~\nh:\n",
        "- a\n- https://example.org/a#b\n- c: |-\n    d\n  e: no\n",
    ],
)
def test_what_is_usual_is_read_fast(text: str) -> None:
    assert parse_plain(text) is not None
    assert_alike(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "a: b", "a\n", "a: b\na: c\n", "a: {b: c, b: d}\n", "a: b: c\n", "a: b\n  c\n", "a: &b c\n", "a: *b\n",
        "a: !b c\n", "a: >\n  b\n", "<<: b\n", "a: 'it''s'\n", 'a: "b\\n"\n', "--- \na: b\n", "a: b\n...\n",
        "a: b\n---\nc: d\n", " a: b\n", "a:\n   b: c\n  d: e\n", "a:\n- b\n c: d\n", "a: |\n  \n  b\n",
        "a: |\n  b\n    \n", "a: |\n    b\n  c\n", "- a\n- \n", "a: [b, ]\n", "a: [b: c]\n", "a: {b}\n", "a: b\tc\n",
        "a: b\rc: d\n", "a: \x85\n", "a: \u2028\n", "a: \ufeffb\n", "a: [b]c\n", 'a: "b"#c\n', "a: - b\n", "- - a\n",
        "? a\n", "a: b #c\n d\n", "-5\n", "a: |\n b\n- c\n",
    ],
)  # fmt: skip
def test_what_is_not_is_left_to_yaml(text: str) -> None:
    assert parse_plain(text) is None


PIECES = [
    *"\n :#-,[]{}\"'|>&*!%@`?~.a1_é\\", "- ", ": ", "\n  ", "\n\n", " #", "\n- ", "|\n", "|-\n", "null", "true", "1e3",
    "0x1f", "---\n", "...\n", "? ", "<<", "\n    ", "  \n",
]  # fmt: skip


@settings(max_examples=1500, deadline=None)
@given(st.data())
def test_whatever_is_put_in_or_left_out_is_read_alike(data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from(TEXTS)).splitlines(keepends=True)
    first = data.draw(st.integers(0, len(lines)))
    text = "".join(lines[first : first + data.draw(st.integers(1, 8))])
    for _ in range(data.draw(st.integers(0, 3))):
        at = data.draw(st.integers(0, len(text)))
        gone = data.draw(st.sampled_from((0, 0, 1, 2, 5)))
        text = text[:at] + data.draw(st.sampled_from(("", *PIECES))) + text[at + gone :]
    assert_alike(text)
