"""benchmarks/search: intervals, catalogs without their aliases, results kept, and the tables that compare them."""

from pathlib import Path

import pytest
import yaml
from tests.support import REPOSITORY

from benchmarks.search.catalogs import Asked, parse, read, without_aliases
from benchmarks.search.engines import Found
from benchmarks.search.intervals import estimate, paired
from benchmarks.search.judging import Question, Results
from benchmarks.search.saved import Run, load, save
from benchmarks.search.tables import differences, report

RIGHT, WRONG = [["service:a/x"]], [["service:a/other"]]


def questions(count: int, *, kind: str = "task") -> tuple[Question, ...]:
    """So many, each with one right answer; every third is held out."""
    return tuple(
        Question(f"q{at}", {"service:a/x": 3}, held_out=at % 3 == 2, kind=kind) for at in range(count)
    )


def found(right: int, wrong: int) -> dict[str, Results]:
    """Results of as many questions, the first of them right."""
    return {f"q{at}": RIGHT if at < right else WRONG for at in range(right + wrong)}


def test_interval_holds_the_mean_and_is_the_same_each_time() -> None:
    values = [0, 1] * 50
    sure = estimate(values)
    assert sure == estimate(values)
    # half of 100 right: the standard error is 0.05, and 95 % lie within about two of them
    assert sure.mean == 0.5
    assert (sure.low, sure.high) == pytest.approx((0.4, 0.6), abs=0.02)


def test_interval_of_values_that_agree_has_no_width() -> None:
    assert (estimate([0.25]).low, estimate([0.25]).high) == (0.25, 0.25)


def test_interval_narrows_with_more_questions() -> None:
    few, many = estimate([0, 1] * 10), estimate([0, 1] * 160)
    assert few.high - few.low > 3 * (many.high - many.low)


def test_pairs_show_what_means_alone_hide() -> None:
    """Questions differ far more than the two builds: only pairs can tell that each is a little better."""
    before = [0.0, 0.9] * 20
    after = [value + 0.05 for value in before]
    assert estimate(before).high > estimate(after).low
    assert paired(before, after).clear
    assert paired(before, after).mean == pytest.approx(0.05)


def test_difference_that_one_question_makes_is_not_clear() -> None:
    assert not paired([0.0] * 20, [1.0] + [0.0] * 19).clear


def test_pairs_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        paired([1, 2], [1])


def test_catalog_is_named_with_its_questions_or_has_its_own() -> None:
    assert parse("there") == (Path("there"), Path("there/queries.json"))
    assert parse("there:labels/mine.json") == (Path("there"), Path("labels/mine.json"))


def test_question_asked_twice_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "queries.json"
    file.write_text('[{"query": "q", "right": ["a"]}, {"query": "q", "right": ["b"]}]', encoding="utf-8")
    with pytest.raises(ValueError, match="asked twice: q"):
        read(REPOSITORY, file)


def test_copy_without_aliases_differs_in_nothing_else(tmp_path: Path) -> None:
    copy = without_aliases(REPOSITORY, tmp_path)
    removed = 0
    for folder in ("catalog", "site_config"):
        for file in (REPOSITORY / folder).rglob("*.yml"):
            own, left = (
                yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
                for path in (file, copy / file.relative_to(REPOSITORY))
            )
            removed += dropped(own)
            assert own == left, file
    assert removed > 100


def dropped(node: object) -> int:
    """Take the aliases out of what a YAML file holds; how many lists of them there were."""
    if isinstance(node, dict):
        here = "aliases" in node and node.pop("aliases") is not None
        return here + sum(dropped(value) for value in node.values())
    return sum(dropped(value) for value in node) if isinstance(node, list) else 0


def test_saved_results_come_back(tmp_path: Path) -> None:
    runs = {Run("One", True, "servicebook"): {"q é": RIGHT}, Run("One", False, "theme"): {"q é": []}}
    save(tmp_path / "kept.json", runs)
    assert load(tmp_path / "kept.json") == runs
    first = (tmp_path / "kept.json").read_bytes()
    save(tmp_path / "kept.json", dict(reversed(runs.items())))
    assert (tmp_path / "kept.json").read_bytes() == first


def test_differences_count_what_became_better_and_worse() -> None:
    asked = Asked("One", Path(), questions(40))
    run = Run("One", True, "servicebook")
    text = differences([asked], {run: found(10, 30)}, {run: found(30, 10)})
    row = next(line for line in text.splitlines() if "40 all" in line)
    assert "| 0.250 | 0.750 | +0.500 |" in row
    assert row.endswith("| 20 / 0 |")
    assert "13 held-out" in text
    assert "40 task" in text
    assert "keyword" not in text


def test_differences_are_of_the_questions_that_both_were_asked() -> None:
    asked, run = Asked("One", Path(), questions(4)), Run("One", False, "theme")
    text = differences([asked], {run: found(1, 1)}, {run: found(4, 0)})
    assert "| One, without aliases: theme | 2 all | 0.500 | 1.000 | +0.500 (may be chance) |" in text


def test_same_results_are_no_chance() -> None:
    asked, run = Asked("One", Path(), questions(4)), Run("One", True, "theme")
    text = differences([asked], {run: found(2, 2)}, {run: found(2, 2)})
    assert "| 4 all | 0.500 | 0.500 | +0.000 | +0.00 to +0.00 | 0 / 0 |" in text


def test_nothing_to_compare_with_is_said() -> None:
    asked = Asked("One", Path(), questions(2))
    text = differences([asked], {Run("Other", True, "theme"): {}}, {Run("One", True, "theme"): found(2, 0)})
    assert "none of these catalogs and engines" in text


def test_report_tells_parts_kinds_and_engines_apart() -> None:
    asked = Asked("One", Path(), questions(30))
    text = report(
        asked,
        False,
        {"servicebook": Found(found(30, 0), [1000], [500]), "theme": Found(found(15, 15), [], [])},
    )
    assert text.startswith("## One, without aliases\n")
    assert "| servicebook | 20 tuned | 1.000 | 1.000 | 1.000 | 1.000 | 1.00 to 1.00 | 0 |" in text
    assert "| task | 30 | 1.000 (1.00 to 1.00) | 0.500 (" in text
    assert "| theme | 30 all | 0.500 | 1.000 | +0.500 |" in text
    assert "| servicebook | 1.0 KB, at most 1.0 KB | 0.5 KB, at most 0.5 KB |" in text
