"""Whatever stands in a file, reading it gives a value or problems that can be found again."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.strategies import json_values, yaml_like

from servicebook.problems import Problem
from servicebook.source.catalog_tree import read_text
from servicebook.source.tree import Disk
from servicebook.source.yaml_positions import locate
from servicebook.source.yaml_reader import Value, parse

texts = st.text() | yaml_like


def within(problem: Problem, text: str) -> bool:
    """Whether the problem's place exists in the text; the end of a line or of the text is a place, too."""
    lines = re.split("\r\n|\r|\n", text)
    place = problem.place
    return 1 <= place.line <= len(lines) and 1 <= place.column <= len(lines[place.line - 1]) + 1


@settings(max_examples=500)
@given(texts)
@example("a: &a [*a]")
@example("a: \u2028\n\t")
@example("'\x00")
@example('"\\')
@example("\ufeff[")
@example("a: [")
def test_the_reader_never_crashes_and_every_problem_has_a_place(text: str) -> None:
    parsed = parse(text, "f.yml")
    for problem in parsed.problems:
        assert problem.code
        assert problem.message
        assert problem.hint
        assert within(problem, text)
        assert all(related.place.line >= 1 for related in problem.related)


@settings(max_examples=150)
@given(st.binary() | texts.map(str.encode) | texts.map(lambda t: t.encode("utf-16")))
def test_any_bytes_are_text_or_one_problem(raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "f.yml").write_bytes(raw)
        read = read_text(Disk(Path(folder)), "f.yml")
    if isinstance(read, Problem):
        assert read.code == "not-utf8"
        assert within(read, raw.decode("latin-1"))
    else:
        assert read == raw.decode().removeprefix("\ufeff")
        parse(read, "f.yml")


@settings(max_examples=150)
@given(json_values)
def test_json_is_read_as_what_it_says(value: Value) -> None:
    parsed = parse(json.dumps(value, ensure_ascii=False), "f.yml")
    if value is None:
        assert parsed.value is None
        return
    assert parsed.problems == ()
    assert parsed.value == value
    assert repr(parsed.value) == repr(value)  # True is not 1, 1.0 is not 1


@given(json_values, st.sampled_from(["\n", "\r\n", "\r"]))
def test_line_ends_and_a_byte_order_mark_change_nothing(value: Value, newline: str) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=2)
    assert parse(text.replace("\n", newline), "f.yml") == parse(text, "f.yml")


@settings(max_examples=150)
@given(json_values)
def test_every_value_stands_where_it_is_located(value: Value) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=2)
    lines = text.split("\n")

    def check(below: Value, pointer: tuple[str | int, ...]) -> None:
        if pointer:
            place = locate(text, "f.yml", pointer)
            rest = "\n".join([lines[place.line - 1][place.column - 1 :], *lines[place.line :]])
            assert json.JSONDecoder().raw_decode(rest)[0] == below
        steps = (
            below.items() if isinstance(below, dict) else enumerate(below) if isinstance(below, list) else ()
        )
        for step, item in steps:
            check(item, (*pointer, step))

    check(value, ())


@given(yaml_like)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert parse(text, "f.yml") == parse(text, "f.yml")
