"""The results of the example organization are those that its requests give: nobody wrote a number by hand."""

from __future__ import annotations

from pathlib import Path

from tests.support import REPOSITORY

from benchmarks.example_results import RESULTS, copied, counted


def test_the_results_of_the_example_are_what_is_counted_of_its_requests(tmp_path: Path) -> None:
    """After a change of a promise they are not: python -m benchmarks.example_results writes them anew."""
    catalog = copied(REPOSITORY, tmp_path / "catalog-of-today")
    counted(catalog, tmp_path)
    assert files(catalog) == files(REPOSITORY)


def files(root: Path) -> dict[str, str]:
    """The texts of all results, by path."""
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((root / RESULTS).rglob("*.yml"))
    }
