"""Rules that are said to look at one file after the other, each asked about files alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.rules.cases import laid_together
from tests.support import TODAY, example_on, opened

from servicebook.model.catalog import Catalog
from servicebook.model.written_files import written_files
from servicebook.problems import Problem
from servicebook.rules import BY_CODE, RULES
from servicebook.rules.found_before import FILE_BY_FILE, FOUND_FILE_BY_FILE, only, with_all_of


def test_all_that_are_named_are_rules() -> None:
    assert BY_CODE.keys() >= FILE_BY_FILE | FOUND_FILE_BY_FILE
    assert not FILE_BY_FILE & FOUND_FILE_BY_FILE


@pytest.mark.parametrize("code", [rule.CODE for rule in RULES])
@pytest.mark.parametrize("outcome", ["fails", "passes"])
def test_what_is_found_in_a_file_is_found_in_it_alone(code: str, outcome: str, tmp_path: Path) -> None:
    assert list(differing(opened(laid_together(code, outcome, tmp_path / "x")).catalog)) == []


def test_so_it_is_in_the_example() -> None:
    assert list(differing(example_on(TODAY).catalog)) == []


def differing(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """The rules, and the files in which they find something else when no other file is there."""
    files = catalog.derive(written_files)
    found = {code: list(BY_CODE[code].check(catalog)) for code in FILE_BY_FILE | FOUND_FILE_BY_FILE}
    for path in files:
        least = only(catalog, {path})
        for code, problems in found.items():
            alone = BY_CODE[code].check(with_all_of(least, catalog, BY_CODE[code].READS))
            if _in(path, alone, code) != _in(path, problems, code):
                yield code, path
    for code, problems in found.items():
        for problem in problems:
            if problem.place.path.startswith("catalog/") and problem.place.path not in files:
                yield code, problem.place.path


def _in(path: str, problems: Iterator[Problem] | list[Problem], code: str) -> list[object]:
    """What is found in a file, in order; of some rules, only where."""
    here = [problem for problem in problems if problem.place.path == path]
    return [problem.place if code in FOUND_FILE_BY_FILE else problem for problem in here]
