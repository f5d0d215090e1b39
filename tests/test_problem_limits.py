"""However much is wrong with a catalog, what is kept of it is bounded, and what is counted is all of it."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from servicebook.problem_limits import MAX_IN_FILE, MAX_OF_CODE, limited
from servicebook.problems import Place, Problem, Severity, count_of, error
from tests.growth import growth, steps
from tests.support import IT, SMALL, make_catalog, opened, run

SERVICE = "name: Move\nsummary: We move it.\nroles: {owner: it/lead}\n"
MOVE = f"{IT}/services/move.yml"


def _faults(count: int, path: str = "a.yml") -> Iterator[Problem]:
    return (error("bad-value", Place(path, line + 1), f"wrong in line {line + 1}") for line in range(count))


def test_a_few_problems_are_all_listed() -> None:
    assert limited(_faults(MAX_IN_FILE)) == list(_faults(MAX_IN_FILE))


def test_of_too_many_the_first_are_listed_and_the_others_counted() -> None:
    found = limited(_faults(MAX_IN_FILE + 250))
    assert found[:-1] == list(_faults(MAX_IN_FILE))
    more = found[-1]
    assert (more.code, more.severity, more.times) == ("bad-value", Severity.ERROR, 250)
    assert more.place == Place("a.yml", MAX_IN_FILE + 1)
    assert more.message == "250 more problems of this kind are not listed"


def test_problems_are_counted_by_file_and_code() -> None:
    other_code = (error("bad-date", Place("a.yml"), f"{n}") for n in range(MAX_IN_FILE))
    found = limited([*_faults(MAX_IN_FILE + 1), *_faults(MAX_IN_FILE + 1, "b.yml"), *other_code])
    assert [p.place.path for p in found if p.message.startswith("one more")] == ["a.yml", "b.yml"]
    assert count_of(found) == 3 * MAX_IN_FILE + 2


def test_what_was_limited_before_is_counted_as_often_as_it_was_found() -> None:
    found = limited(limited(_faults(MAX_IN_FILE + 250)))
    assert (len(found), count_of(found)) == (MAX_IN_FILE + 1, MAX_IN_FILE + 250)


def test_in_many_files_problems_of_one_code_are_limited_too() -> None:
    files = MAX_OF_CODE + 40
    found = limited(problem for file in range(files) for problem in _faults(1, f"{file}.yml"))
    assert (len(found), found[-1].times, count_of(found)) == (MAX_OF_CODE + 1, 40, files)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"{SERVICE}aliases: [{', '.join(map(str, range(601)))}]\n", "wrong-type"),
        (SERVICE + "".join(f"k{n}: 1\n" for n in range(601)), "unknown-key"),
        (SERVICE + "summary: Again\n" * 601, "duplicate-key"),
        (
            f"{SERVICE}depends_on: [{', '.join(f'{{service: it/x{n}}}' for n in range(601))}]\n",
            "unknown-service",
        ),
        (f"{SERVICE}description: |\n  {' '.join(f'[a](b{n}.html)' for n in range(601))}\n", "dead-link"),
        (SERVICE + "faqs:\n" + "- {question: Why, answer: So}\n" * 602, "duplicate-id"),
    ],
    ids=lambda given: given if len(given) < 20 else "",
)
def test_each_check_lists_some_of_its_problems_and_counts_all(tmp_path: Path, text: str, code: str) -> None:
    root = make_catalog(tmp_path, {MOVE: text}, base=SMALL)
    loaded = opened(root)
    found = [problem for problem in loaded.problems if problem.code == code]
    assert (len(found), count_of(found)) == (MAX_IN_FILE + 1, 601)
    assert loaded.errors == 601


def test_reports_and_the_exit_status_count_what_is_not_listed(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {MOVE: SERVICE + "".join(f"k{n}: 1\n" for n in range(601))}, base=SMALL)
    done = run("check", "--root", str(root), "--today", "2026-09-01")
    assert done.returncode == 1
    assert "501 more problems of this kind are not listed" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("601 errors")
    done = run("check", "--root", str(root), "--format", "json", "--today", "2026-09-01")
    report = json.loads(done.stdout)
    assert report["counts"]["error"] == 601
    assert len(report["problems"]) <= MAX_IN_FILE + 5


@pytest.mark.parametrize("kind", ["types", "keys", "twice"])
def test_memory_does_not_grow_with_the_number_of_problems(tmp_path: Path, kind: str) -> None:
    def text(count: int) -> str:
        if kind == "types":
            return f"{SERVICE}aliases: [{', '.join(map(str, range(count)))}]\n"
        if kind == "keys":
            return SERVICE + "".join(f"k{n}: 1\n" for n in range(count))
        return SERVICE + "summary: A\n" * count

    def peak(count: int) -> int:
        root = make_catalog(tmp_path / str(count), {MOVE: text(count)}, base=SMALL)
        opened(root)
        tracemalloc.start()
        loaded = opened(root)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert loaded.errors >= count
        return most

    # the file itself takes memory while it is read: some hundred bytes a line, where a problem takes thousands
    assert (peak(1500) - peak(500)) / 1000 < 1500


@pytest.mark.parametrize("kind", ["types", "keys", "twice"])
def test_the_work_for_wrong_values_grows_as_their_number(tmp_path: Path, kind: str) -> None:
    def make(count: int) -> Callable[[], object]:
        text = {
            "types": f"{SERVICE}aliases: [{', '.join(map(str, range(count)))}]\n",
            "keys": SERVICE + "".join(f"k{n}: 1\n" for n in range(count)),
            "twice": SERVICE + "".join(f"k{n}: 1\n" for n in (*range(count), *range(count))),
        }[kind]
        root = make_catalog(tmp_path / f"{kind}{count}", {MOVE: text}, base=SMALL)
        return lambda: opened(root)

    assert growth(make, 150) < 2.3


@pytest.mark.parametrize(
    ("kind", "of"),
    [
        ("types", "what_to_write"),
        ("types", "respelled"),
        ("keys", "key_hint"),
        ("keys", "edit_of_unknown_key"),
    ],
)
def test_what_is_only_counted_is_not_explained(tmp_path: Path, kind: str, of: str) -> None:
    def explained(count: int) -> int:
        types = f"aliases: [{', '.join(map(str, range(count)))}]\n"
        text = SERVICE + (types if kind == "types" else "".join(f"k{n}: 1\n" for n in range(count)))
        root = make_catalog(tmp_path / str(count), {MOVE: text}, base=SMALL)
        assert opened(root).errors == count
        return steps(lambda: opened(root), of)

    few = explained(MAX_IN_FILE)
    assert few >= MAX_IN_FILE, "each that is kept is explained"
    assert explained(3 * MAX_IN_FILE) == few
