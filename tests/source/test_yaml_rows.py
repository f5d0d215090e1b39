"""Rows between braces are read fast, and exactly as YAML reads them; everything else is left to YAML."""

from __future__ import annotations

import json

import pytest
from tests.support import REPOSITORY

from servicebook.source.yaml_positions import locate
from servicebook.source.yaml_reader import Value, parse
from servicebook.source.yaml_rows import parse_rows, row_position

ROW = "    - {service: it/repair, measure: quality, counted: 9, kept: 9}\n"
START = "# a comment\n2026-10:\n  results:\n"


def fast(text: str) -> object:
    def without_problems(part: str) -> Value:
        parsed = parse(part, "")
        return None if parsed.problems else parsed.value

    return parse_rows(text, without_problems)


def slowly(text: str) -> object:
    """What YAML says: a comment behind a row is nothing that is read fast."""
    first_row = text.index("}\n")
    other = f"{text[:first_row]}}}  # read slowly\n{text[first_row + 2 :]}"
    assert fast(other) is None
    return parse(other, "").value


FILES = sorted((REPOSITORY / "catalog/results").glob("*/*.yml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_files_of_the_example_are_read_fast_and_alike(file: object) -> None:
    text = file.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    # as JSON, since to Python 1 is true; in the order of their keys
    assert json.dumps(fast(text)) == json.dumps(slowly(text))


def slow_place(text: str, pointer: tuple[str | int, ...]) -> tuple[int, int]:
    place = locate(text + "...\n# not one of these files\n", "", (*pointer, "service"), key=True)
    # of a row, the first key begins right behind its brace
    return place.line - 1, place.column - 2


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_rows_are_located_fast_and_alike(file: object) -> None:
    text = file.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    value = parse(text, "").value
    assert isinstance(value, dict)
    pointers = [(period, "results", n) for period in value for n in range(len(value[period]["results"]))]  # type: ignore[call-overload, index, arg-type]
    assert len(pointers) > 3
    assert [row_position(text, pointer) for pointer in pointers] == [
        slow_place(text, one) for one in pointers
    ]


@pytest.mark.parametrize(
    "rows",
    [
        '    - {service: "a}\n    - {b", measure: quality, counted: 9, kept: 9}\n',
        "    - {service: 'a}\n    - {b', measure: quality, counted: 9, kept: 9}\n",
        "    - service: it/repair\n      measure: quality\n",
    ],
)
def test_what_is_no_line_of_a_row_is_located_by_yaml(rows: str) -> None:
    text = START + rows + ROW
    assert row_position(text, ("2026-10", "results", 1)) is None
    assert locate(text, "", ("2026-10", "results", 1)).line == text.count("\n")


@pytest.mark.parametrize(
    "text",
    [
        START + ROW,
        START
        + ROW
        + ROW
        + "\n# between\n2026-11:\n  as_of: 2026-11-20\n  results: []\n2026:\n  results:\n"
        + ROW,
        START
        + ROW
        + "  notes:\n    it/repair: |\n      Hot.\n\n      Very hot.\n\n2026-11:\n  results:\n"
        + ROW,
        START + ROW + "  notes: {it/repair: 'It was hot: 40 °C # really.'}\n",
        START
        + '    - {service: "it/repair", promised: "3 working days, 90 % per quarter", commit: 1234567}\n',
        START
        + "    - {commit: 12e3456, a: 0x12, b: 010, c: true, d: null, e: 1.5, f: no, g: 2026-10-01, h: 1-2}\n",
        START + '    - {service: it/repair,\n       promised: "a:  b, c # d", lived_half: 3 working days}\n',
        START + '    - {a: "", b: "null", c: "1"}\n',
    ],
)
def test_rows_are_read_as_yaml_reads_them(text: str) -> None:
    value = fast(text)
    assert value is not None
    assert json.dumps(value) == json.dumps(slowly(text))
    assert parse(text, "").value == value


@pytest.mark.parametrize(
    "text",
    [
        START + ROW.replace("9}", "9, kept: 8}"),
        START + ROW.replace("9}", '9, name: "\\u0041"}'),
        START + ROW.replace("9}", "9, name: it's}"),
        START + ROW.replace("9}", "9, names: [a]}"),
        START + ROW.replace("9}", "9, name: a: b}"),
        START + ROW.replace("9}", "9, name: a\n       b}"),
        START + ROW.replace("9}", "9,}"),
        START + ROW.replace("it/repair", "&a it/repair"),
        START + ROW.replace("it/repair", "!!str it/repair"),
        START + ROW.rstrip("\n"),
        START + ROW.replace("\n", "\r\n"),
        START + ROW + "  results:\n" + ROW,
        START + ROW + "2026-10:\n  results:\n" + ROW,
        START + ROW + "  notes:\n    it/repair: *a\n",
        START + ROW + "  notes:\n    a: b\n    a: c\n",
        START + ROW + "  notes: 1\n  other: 2\n",
        START + ROW + " notes: 1\n",
        START + ROW + "---\n",
        START.replace("# a comment", "# \x07") + ROW,
        START + "    - service: it/repair\n",
        "name: Repair\nsummary: We mend it.\n",
        "",
    ],
)
def test_what_is_written_in_another_way_is_left_to_yaml(text: str) -> None:
    assert fast(text) is None
