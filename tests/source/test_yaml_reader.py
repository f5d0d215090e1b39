"""What a YAML text means, and what is refused, with its place."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tests.support import CASES, told

from servicebook.problems import Problem
from servicebook.source.catalog_tree import read_text
from servicebook.source.tree import Disk
from servicebook.source.yaml_nodes import MAX_DEPTH, too_deep_at
from servicebook.source.yaml_positions import locate
from servicebook.source.yaml_reader import MAX_EXPANDED, parse

READING = CASES / "reading"
EXPECTED = [line.split(" ") for line in (READING / "expected.txt").read_text().splitlines()]


def value(text: str) -> object:
    parsed = parse(text, "f.yml")
    assert not parsed.problems, parsed.problems
    return parsed.value


def read(path: Path) -> list[Problem]:
    text = read_text(Disk(path.parent), path.name)
    return [text] if isinstance(text, Problem) else list(parse(text, path.name).problems)


@pytest.mark.parametrize(("place", "code"), EXPECTED, ids=[place for place, _ in EXPECTED])
def test_every_fault_of_reading_is_one_problem_with_its_place(place: str, code: str) -> None:
    found = read(READING / place.partition(":")[0])
    if place.startswith("only-null"):  # a value, though none that a file may have: the pipeline says so
        assert found == []
        return
    assert [told(problem) for problem in found] == [f"{place} {code}"]
    assert found[0].hint


def test_every_case_of_reading_has_its_expectation() -> None:
    assert sorted(p.name for p in READING.glob("*.yml")) == [place.partition(":")[0] for place, _ in EXPECTED]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"), ("yes", "yes"), ("on", "on"), ("off", "off"), ("y", "y"), ("N", "N"),
        ("17:30", "17:30"), ("1:2:3", "1:2:3"), ("2026-09-01", "2026-09-01"),
        ("2026-09-01T10:00:00Z", "2026-09-01T10:00:00Z"), ("=", "="),
        ("010", 10), ("-010", -10), ("+7", 7), ("0", 0), ("0o10", 8), ("0x1F", 31), ("0b11", "0b11"),
        ("-0o10", "-0o10"), ("1_000", "1_000"), ("1,000", "1,000"), ("0x", "0x"), ("0o8", "0o8"),
        ("1.5", 1.5), (".5", 0.5), ("-.5", -0.5), ("1.", 1.0), ("1e3", 1000.0), ("1E-2", 0.01), ("+1.5e+2", 150.0),
        ("1e999", "1e999"), (".nan", ".nan"), (".NaN", ".NaN"), ("NaN", "NaN"), (".inf", ".inf"), ("-.inf", "-.inf"),
        ("99.5%", "99.5%"), ("1.2.3", "1.2.3"), (".", "."), ("..", ".."), ("+", "+"), ("٣", "٣"), ("１２", "１２"),
        ("999999999999999999", 999999999999999999), ("12345678901234567890", "12345678901234567890"),
        ("true", True), ("True", True), ("TRUE", True), ("tRUE", "tRUE"), ("false", False), ("FALSE", False),
        ("null", None), ("Null", None), ("NULL", None), ("~", None), ("", None), ("nULL", "nULL"), ("none", "none"),
        ('"no"', "no"), ("'10'", "10"), ('"true"', "true"), ("'~'", "~"), ('""', ""), ('"\\u2028"', "\u2028"),
        ("! no", "no"),
    ],
)  # fmt: skip
def test_a_plain_scalar_means_what_the_core_schema_of_yaml_1_2_says(written: str, meant: object) -> None:
    result = value(f"a: {written}\n")
    assert result == {"a": meant}
    assert isinstance(result, dict)
    assert type(result["a"]) is type(meant)


def test_keys_are_the_text_that_stands_there() -> None:
    assert value("010: a\nno: b\n~: c\n1.0: d\n") == {"010": "a", "no": "b", "~": "c", "1.0": "d"}


def test_block_scalars_are_text_whatever_they_look_like() -> None:
    assert value("a: |\n  10\nb: >-\n  true\n") == {"a": "10\n", "b": "true"}


@pytest.mark.parametrize("odd", ["\u2028", "\u2029", "\x85"])
def test_unicode_line_separators_are_ordinary_characters(odd: str) -> None:
    assert value(f"a: x{odd}y\n# note{odd}b: 1\n'c{odd}': |\n  p{odd}q\n") == {
        "a": f"x{odd}y",
        f"c{odd}": f"p{odd}q\n",
    }


def test_characters_for_private_use_beside_line_separators_stay_what_they_are() -> None:
    assert value("a: \ue000\u2028\ue001\n") == {"a": "\ue000\u2028\ue001"}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_all_line_ends_give_the_same_value(newline: str) -> None:
    text = "a: |\n  one\n  two\nb: [1,\n  2]\n".replace("\n", newline)
    assert value(text) == {"a": "one\ntwo\n", "b": [1, 2]}


def test_a_byte_order_mark_is_let_be_and_counts_as_no_column(tmp_path: Path) -> None:
    (tmp_path / "f.yml").write_bytes(b"\xef\xbb\xbf{a: 1, a: 2}\n")
    assert [told(p) for p in read(tmp_path / "f.yml")] == ["f.yml:1:8 duplicate-key"]


def test_a_duplicate_key_points_to_the_first_one() -> None:
    (problem,) = parse("name: a\nb: 1\nname: c\n", "f.yml").problems
    assert problem.message == 'the key "name" is given twice'
    assert [(str(r.place), r.message) for r in problem.related] == [("f.yml:1:1", "here first")]


def test_all_duplicate_keys_of_a_file_are_named() -> None:
    found = parse("a: 1\na: 2\nb: {c: 1, c: 2}\na: 3\n", "f.yml").problems
    assert [told(p) for p in found] == [
        "f.yml:2:1 duplicate-key", "f.yml:3:11 duplicate-key", "f.yml:4:1 duplicate-key",
    ]  # fmt: skip


def test_an_unclosed_list_says_where_it_opens() -> None:
    (problem,) = parse("aliases: [broken\nname: Repair\n", "f.yml").problems
    assert str(problem.place) == "f.yml:1:10"
    assert [str(related.place) for related in problem.related] == ["f.yml:2:5"]


def test_an_alias_that_does_not_multiply_is_allowed() -> None:
    assert value("a: &x [1, 2]\nb: *x\n") == {"a": [1, 2], "b": [1, 2]}


def test_aliases_may_expand_to_the_limit_and_no_further() -> None:
    def doubled(tail: int) -> str:
        return f"a: &a [{', '.join(['1'] * 9_999)}]\nb: [{', '.join(['*a'] * 8)}]\nc: [{', '.join(['1'] * tail)}]\n"

    used = 1 + 10_000 + 1 + 80_000 + 1  # the map, a, b with what it repeats, c
    assert parse(doubled(MAX_EXPANDED - used), "f.yml").problems == ()
    assert [p.code for p in parse(doubled(MAX_EXPANDED - used + 1), "f.yml").problems] == ["alias-limit"]


def test_a_text_at_the_greatest_depth_is_read_and_one_deeper_is_not() -> None:
    assert parse("[" * MAX_DEPTH + "]" * MAX_DEPTH, "f.yml").problems == ()
    found = parse("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "f.yml").problems
    assert [told(p) for p in found] == [f"f.yml:1:{MAX_DEPTH + 1} too-deep"]


@pytest.mark.parametrize(
    "made",
    [
        "'[' * 100_000", "'{a: ' * 100_000", "'- ' * 100_000", "'? ' * 100_000",
        "'a:\\r' + '- ' * 100_000", "'# a\\r' + '- ' * 100_000", "'[\\r' * 100_000", "'- ? ' * 100_000",
        "'a: {b: [c]}\\n' * 50 + 'x: ' + '[' * 100_000",
        "'[ #]\\n' * 100_000",
    ],
)  # fmt: skip
def test_nesting_100_000_deep_is_a_problem_and_does_not_end_the_process(made: str, warm: Path) -> None:
    program = f"from servicebook.source.yaml_reader import parse; print(parse({made}, 'f').problems[0].code)"
    done = subprocess.run([warm / "python", "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "too-deep\n")


@pytest.mark.parametrize(
    ("pointer", "key", "place"),
    [
        ((), False, (1, 1)),
        (("a",), False, (1, 4)),
        (("a",), True, (1, 1)),
        (("b", 1, "c"), False, (4, 8)),
        (("b", 1, "c"), True, (4, 5)),
        (("b", 1), False, (4, 5)),
        (("b", 7), False, (3, 3)),
        (("b", 1, "gone"), True, (4, 5)),
        (("gone",), False, (1, 1)),
        (("ü",), False, (5, 6)),
    ],
)
def test_a_value_is_located_by_its_pointer_and_what_is_absent_by_what_is_above(
    pointer: tuple[str | int, ...], key: bool, place: tuple[int, int]
) -> None:
    text = 'a: "😀"\nb:\n  - 1\n  - c: 2\n"ü": {}\n'
    found = locate(text, "f.yml", pointer, key=key)
    assert (found.line, found.column) == place


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a: 1\nb: x # y\na: [two]\n", "keep the one that is right: a: 1 (line 1) or a: [two] (line 3)"),
        ("a: |\n  long\na: 2\n", "keep the one that is right: a: | long (line 1) or a: 2 (line 3)"),
        ("a:\na: 2\n", "keep one of the two"),
    ],
)
def test_a_key_that_is_given_twice_shows_both_values(text: str, hint: str) -> None:
    assert [problem.hint for problem in parse(text, "f.yml").problems] == [hint]


@pytest.mark.parametrize("before", range(1, 12))
def test_deep_nesting_is_seen_wherever_on_its_line_it_begins(before: int) -> None:
    text = f"{'k' * before}:\n{'- ' * (MAX_DEPTH + 5)}x\n"
    mark = too_deep_at(text)
    assert (mark.line, mark.column) == (1, 2 * (MAX_DEPTH - 1))
