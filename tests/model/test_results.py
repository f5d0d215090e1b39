"""Results are read as they stand in their files, and none that counts too few reaches what readers see."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import HR, IT, SMALL, TODAY, make_catalog, problems

from servicebook.analysis.kept_promises import kept_promises
from servicebook.clock.durations import Duration, Unit
from servicebook.loading import load_catalog
from servicebook.model.results import PromisedWords, promised_words
from servicebook.model.visible import visible

ROW = "service: it/repair, measure: response_time"
RESULTS = "catalog/results/it/2026.yml"


@pytest.mark.parametrize(
    ("text", "promised"),
    [
        ("3 working days", PromisedWords(within=Duration(3, Unit.WORKING_DAY))),
        ("same working day per week", PromisedWords(within=Duration(0, Unit.WORKING_DAY), per="week")),
        ("1 hour, 99.5 %", PromisedWords(within=Duration(1, Unit.HOUR), percent=99.5)),
        (
            "10 calendar days, 90 % per quarter",
            PromisedWords(within=Duration(10, Unit.CALENDAR_DAY), percent=90, per="quarter"),
        ),
        ("99.95 % per month", PromisedWords(percent=99.95, per="month")),
        ("100 %", PromisedWords()),
    ],
)
def test_promise_is_written_as_it_is_read(text: str, promised: PromisedWords) -> None:
    assert promised_words(text) == promised
    assert str(promised) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "90",
        "3 working days, per month",
        "0 %",
        "101 %",
        "90 % per decade",
        "3 days",
        "90 %, 3 hours",
    ],
)
def test_nothing_else_is_a_promise(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValueError, match=r"is not|cannot be"):
        promised_words(text)
    row = f'2026-10:\n  results:\n    - {{{ROW}, promised: "{text}", counted: 7, kept: 7}}\n'
    found = problems(make_catalog(tmp_path, {RESULTS: row}, base=SMALL))
    assert [(one.code, one.place.line) for one in found if one.severity == "error"] == [("bad-value", 3)]


def test_results_are_in_the_order_of_departments_periods_and_lines(tmp_path: Path) -> None:
    replied, done = (
        f"    - {{{{service: it/repair, measure: {measure}, counted: {{count}}, kept: 5}}}}\n"
        for measure in ("response_time", "fulfillment_time")
    )
    root = make_catalog(
        tmp_path,
        {
            RESULTS: "2026-10:\n  results:\n"
            + (replied.format(count=8) + done.format(count=9))
            + ("2026-02:\n  results:\n" + replied.format(count=7)),
            "catalog/results/it/2025.yml": "2025:\n  results:\n" + replied.format(count=6),
        },
        base=SMALL,
    )
    catalog = load_catalog(root, TODAY).catalog
    assert [(one.period.text, one.counted) for one in catalog.results] == [
        ("2025", 6),
        ("2026-02", 7),
        ("2026-10", 8),
        ("2026-10", 9),
    ]
    assert catalog.results[2].origin.place("kept").line == 3


def test_visible_catalog_has_no_result_below_the_fewest(tmp_path: Path) -> None:
    text = (
        "2026-10:\n  results:\n"
        f"    - {{{ROW}, counted: 4, kept: 4}}\n"
        "    - {service: it/repair, measure: fulfillment_time, counted: 5, kept: 4}\n"
        "  notes:\n    it/repair: We thank [Ana](person:ana).\n"
    )
    root = make_catalog(tmp_path, {RESULTS: text}, base=SMALL)
    catalog = load_catalog(root, TODAY).catalog
    assert [one.counted for one in catalog.results] == [4, 5]
    assert [one.counted for one in visible(catalog).results] == [5]
    with pytest.raises(TypeError):
        visible(catalog).results[0].origin.document  # noqa: B018  # reading it is what is refused

    (root / "site_config/measures.yml").write_text("publish: {fewest: 6}\n")
    assert visible(load_catalog(root, TODAY).catalog).results == ()


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (f"{IT}/services/repair.yml", "within: 4 hours", "within: 5 hours"),
        (f"{IT}/services/repair.yml", "summary: ", "summary: As ever, "),
        (RESULTS, "kept: 20", "kept: 40"),
        (RESULTS, "service: it/repair", "service: hr/letter"),
        ("site_config/measures.yml", "fewest: 5", "fewest: 41"),
        (f"{HR}/department.yml", "summary: ", "summary: As ever, "),
    ],
)
def test_catalog_that_is_read_again_says_what_it_says_from_the_start(
    tmp_path: Path, path: str, old: str, new: str
) -> None:
    months = "".join(
        f"2026-0{month}:\n  results:\n"
        f'    - {{{ROW}, promised: "4 hours, 90 %", counted: 40, kept: 20, nine_in_ten_within: 1 hour}}\n'
        for month in range(5, 8)
    )
    repair = SMALL[f"{IT}/services/repair.yml"].split("targets")[0]
    target = "{measure: response_time, within: 4 hours, compliance: 90}"
    root = make_catalog(
        tmp_path,
        {
            f"{IT}/services/repair.yml": f"{repair}targets: [{target}]\n",
            f"{HR}/services/letter.yml": "name: Letter\nsummary: X.\nformer_ids: [it/letter]\n",
            RESULTS: months,
            "site_config/measures.yml": "publish: {fewest: 5}\n",
        },
        base=SMALL,
    )
    before = load_catalog(root, TODAY)
    assert visible(before.catalog).results
    assert "promise-missed" in {problem.code for problem in before.problems}
    file = root / path
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new, 1))
    again, fresh = load_catalog(root, TODAY, like=before), load_catalog(root, TODAY)
    assert again.problems == fresh.problems
    assert visible(again.catalog) == visible(fresh.catalog)
    assert kept_promises(visible(again.catalog)) == kept_promises(visible(fresh.catalog))
