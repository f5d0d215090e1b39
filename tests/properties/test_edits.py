"""An edit that a problem carries mends it: it is what ``check --fix`` writes, and what hosts offer as a suggestion."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from tests.cli import test_check_fix
from tests.documents import (
    test_id_hints,
    test_references,
    test_schema_check,
    test_semantics,
    test_value_hints,
)
from tests.rules.cases import laid_together
from tests.source import test_yaml_causes
from tests.support import SMALL, make_catalog, problems, told, write

from servicebook.fixing.text_edits import applied
from servicebook.problems import Problem, Severity
from servicebook.rules import RULES
from servicebook.source.yaml_reader import parse

Files = Mapping[str, str | bytes]

CASES: list[tuple[Files, str, str]] = [
    *((SMALL, path, text.replace("«", "")) for path, text, *_ in test_schema_check.CASES),
    *((SMALL, path, text.replace("«", "")) for path, text, *_ in test_semantics.CASES),
    *((test_references.FULL, path, text.replace("«", "")) for path, text, *_ in test_references.CASES),
    *((test_id_hints.BASE, path, text % value) for path, text, value, _ in test_id_hints.CASES),
    *((SMALL, path, text % value) for path, text, value, _ in test_value_hints.CASES),
    *((SMALL, path, text % value) for path, text, value, _ in test_value_hints.KEYS),
    *((SMALL, path, text) for path, text, _ in test_check_fix.KINDS),
]
"""The catalogs in which other tests find something: the files of a base, and one that is wrong."""

UNCOVERED = (
    ("unknown-key", "wrong-type"), ("wrong-type", "unknown-service"), ("wrong-type", "calendar-never-open"),
    ("bad-value", "calendar-never-open"),
)  # fmt: skip
"""What cannot be seen before something else is mended: what is within a value, and whether the object is there."""
UNREAD = [text.replace("«", "") for text, _ in test_yaml_causes.CASES]
"""Texts that YAML cannot read."""


@pytest.mark.parametrize("text", UNREAD)
def test_the_edit_of_a_slip_lets_the_text_be_read_further(text: str) -> None:
    (problem,) = parse(text, "f.yml").problems
    assert [shown for shown in quoted_values(problem.hint or "") if parse(f"{shown}\n", "").problems] == []
    if problem.edit is not None:
        after = parse(applied(text, [problem]), "f.yml").problems
        assert [one for one in after if one.place.line <= problem.edit.start.line] == []


@pytest.mark.parametrize("code", [rule.CODE for rule in RULES])
def test_the_edit_of_a_rule_mends_what_it_found_and_breaks_nothing(code: str, tmp_path: Path) -> None:
    assert list(failures(laid_together(code, "fails", tmp_path / "catalog"))) == []


@pytest.mark.parametrize(("base", "path", "text"), CASES, ids=[f"{c[1]}-{c[2][-40:]}" for c in CASES])
def test_the_edit_of_an_error_mends_it_and_breaks_nothing(
    tmp_path: Path, base: Files, path: str, text: str
) -> None:
    assert list(failures(make_catalog(tmp_path, {path: text}, base=base))) == []


def failures(root: Path) -> Iterator[str]:
    """The problems whose edit does not mend them, or brings errors; those whose hint shows what is no YAML."""
    before = problems(root)
    for problem in before:
        for shown in quoted_values(problem.hint or ""):
            if parse(f"{shown}\n", "").problems:
                yield f"no YAML: {shown}"
        if problem.edit is None:
            continue
        path = problem.edit.start.path
        old = (root / path).read_bytes().decode()
        write(root, {path: applied(old, [problem]).encode()})
        after = problems(root)
        if count(problem, after) >= count(problem, before):
            yield f"still there: {told(problem)}: {problem.message}"
        if new := [
            one
            for one in after
            if one.severity is Severity.ERROR
            and not count(one, before)
            and (problem.code, one.code) not in UNCOVERED
        ]:
            yield f"{told(problem)} brings {[f'{told(one)} {one.message}' for one in new]}"
        write(root, {path: old.encode()})


def count(problem: Problem, among: tuple[Problem, ...]) -> int:
    """How often a problem is there, wherever an edit moved it."""
    return sum(
        (one.code, one.message, one.place.path) == (problem.code, problem.message, problem.place.path)
        for one in among
    )


_BEGINS = re.compile(r"\b[a-z][a-z0-9_-]*: (?=[\[{\"'])")
_PAIRS = {"[": "]", "{": "}"}


def quoted_values(hint: str) -> Iterator[str]:
    """What a hint shows as YAML: a key and a value in brackets, braces or quotation marks."""
    for found in _BEGINS.finditer(hint):
        end, open_ones, quote = found.end(), [], ""
        while end < len(hint):
            sign = hint[end]
            end += 1
            if quote:
                quote = "" if sign == quote else quote
            elif sign in "\"'" and hint[end - 2] in " [{\"'":
                quote = sign
            elif sign in _PAIRS:
                open_ones.append(_PAIRS[sign])
            elif open_ones and sign == open_ones[-1]:
                open_ones.pop()
            if not open_ones and not quote:
                break
        if "…" not in hint[found.start() : end]:
            yield hint[found.start() : end]


def test_what_a_hint_shows_as_yaml_is_found_in_it() -> None:
    hint = 'write mon: ["09:00-17:00"] or cost: {note: it\'s "x"}, not at: "9:30 {'
    assert list(quoted_values(hint)) == ['mon: ["09:00-17:00"]', 'cost: {note: it\'s "x"}', 'at: "9:30 {']
