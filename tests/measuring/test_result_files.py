"""What was counted gets into the files of results, and nothing else in them changes by a byte."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.support import SMALL, errors, make_catalog, write

from servicebook.measuring.result_files import CountedPeriod, EditedResults, edited_results
from servicebook.model.periods import parse_period
from servicebook.model.results import ResultKey
from servicebook.source.file_changes import make_changes
from servicebook.source.tree import Disk

PATH = "catalog/results/it/2026.yml"
Row = Mapping[str, Any]


def row(
    measure: str = "response_time", counted: int = 120, kept: int = 109, **more: object
) -> dict[str, Any]:
    return {"service": "it/repair", "measure": measure, **more, "counted": counted, "kept": kept}


FULL = {
    "service": "it/repair", "measure": "fulfillment_time", "priority": "normal", "channel": "phone",
    "promised": "3 working days, 90 % per quarter", "commit": "2b3c58f",
    "asked": 131, "counted": 122, "kept": 109, "open_overdue": 2, "still_open": 9, "undecided": 0,
    "half_within": "1 working day", "nine_in_ten_within": "3 working days",
    "lived_half": "1 working day", "lived_nine_in_ten": "4 working days", "paused": 12,
}  # fmt: skip


def counted(
    period: str,
    rows: Sequence[Row],
    *,
    as_of: date | None = None,
    replaces: Callable[[Row], bool] = lambda row: row.get("basis") != "reported",
) -> CountedPeriod:
    return CountedPeriod(
        department="it", period=parse_period(period), rows=rows, replaces=replaces, as_of=as_of
    )


def written(root: Path, *periods: CountedPeriod) -> EditedResults:
    found = edited_results(Disk(root), periods)
    assert found.problems == ()
    make_changes(root, found.changes)
    assert errors(root) == []
    again = edited_results(Disk(root), periods)
    assert (again.changes.texts, again.changes.added) == ({}, {}), "the same rows again change something"
    return found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_catalog(tmp_path, {}, base=SMALL)


def test_new_file_names_its_schema_and_who_writes_it(root: Path) -> None:
    written(root, counted("2026-11", [row()], as_of=date(2026, 11, 20)), counted("2026-10", [FULL, row()]))
    assert (root / PATH).read_text() == (
        "# yaml-language-server: $schema=../../../.servicebook/schemas/results.schema.json\n"
        "# Written by `servicebook measure`. The notes are the department's own.\n"
        "2026-10:\n"
        "  results:\n"
        "    - {service: it/repair, measure: response_time, counted: 120, kept: 109}\n"
        "    - {service: it/repair, measure: fulfillment_time, priority: normal, channel: phone,\n"
        '       promised: "3 working days, 90 % per quarter", commit: 2b3c58f,\n'
        "       asked: 131, counted: 122, kept: 109, open_overdue: 2, still_open: 9, undecided: 0,\n"
        "       half_within: 1 working day, nine_in_ten_within: 3 working days, lived_half: 1 working day, "
        "lived_nine_in_ten: 4 working days, paused: 12}\n"
        "2026-11:\n"
        "  as_of: 2026-11-20\n"
        "  results:\n"
        "    - {service: it/repair, measure: response_time, counted: 120, kept: 109}\n"
    )


BY_HAND = """\
# our figures
# of 2026

2026-02:   # a short month
  results:
    # the strike
    - {service: it/repair,   measure: response_time, counted: 90, kept: 80}   # half of them
    - service: it/repair
      measure: fulfillment_time
      counted: 70
      kept: 60
    # seen with the works council
    - {service: it/repair, measure: quality, basis: reported, counted: 40, kept: 39}
  notes:
    it/repair: |
      Two weeks of strike.

2026-04:
  as_of: 2026-04-20
  results:
    - {service: it/repair, measure: response_time, counted: 50, kept: 45}
# the end
"""


def test_only_what_was_counted_anew_is_touched(root: Path) -> None:
    write(root, {PATH: BY_HAND})
    written(
        root,
        counted(
            "2026-02",
            [row(counted=91, kept=80), row("fulfillment_time", 70, 60), row("availability", 9, 9)],
        ),
        counted("2026-04", [row(counted=60, kept=45)]),
        counted("2026-03", [row()]),
        counted("2026-01", [row(counted=7, kept=7)]),
        counted("2026-05", []),
    )
    line = "{service: it/repair, measure: response_time, counted: "
    assert (root / PATH).read_text() == BY_HAND.replace(
        "{service: it/repair,   measure: response_time, counted: 90, kept: 80}", f"{line}91, kept: 80}}"
    ).replace(
        "      kept: 60\n",
        "      kept: 60\n    - {service: it/repair, measure: availability, counted: 9, kept: 9}\n",
    ).replace("  as_of: 2026-04-20\n", "").replace(f"{line}50", f"{line}60").replace(
        "2026-02:   #", f"2026-01:\n  results:\n    - {line}7, kept: 7}}\n2026-02:   #"
    ).replace(
        "      Two weeks of strike.\n",
        f"      Two weeks of strike.\n2026-03:\n  results:\n    - {line}120, kept: 109}}\n",
    )


def test_row_that_is_not_counted_any_more_goes_with_its_lines_alone(root: Path) -> None:
    write(root, {PATH: BY_HAND})
    written(root, counted("2026-02", [row("fulfillment_time", 70, 60)]))
    assert (root / PATH).read_text() == BY_HAND.replace(
        "    - {service: it/repair,   measure: response_time, counted: 90, kept: 80}   # half of them\n", ""
    )


def test_other_way_of_counting_keeps_its_place(root: Path) -> None:
    write(root, {PATH: BY_HAND})
    found = written(
        root,
        counted("2026-02", [row("quality", 40, 30)], replaces=lambda row: row.get("basis") == "reported"),
    )
    assert found.standing == ()
    assert "quality, counted: 40, kept: 30" in (root / PATH).read_text()

    write(root, {PATH: BY_HAND})
    found = edited_results(
        Disk(root), [counted("2026-02", [row(counted=90, kept=80), row("quality", 40, 30)])]
    )
    key = ResultKey("it/repair", "quality", None, None, None, None)
    assert found.standing == (("it", parse_period("2026-02"), key),)


@pytest.mark.parametrize(
    "text",
    [
        "2026-10: {results: [], notes: {it/repair: Hot.}}\n",
        "2026-10:\n  results: []\n  notes: {it/repair: Hot.}\n",
        "2026-10:\n  results: [{service: it/repair, measure: quality, counted: 9, kept: 9}]\n"
        "  notes: {it/repair: Hot.}",
        "{2026-10: {results: [], notes: {it/repair: Hot.}}}\n",
        "2026-10:\r\n  results:\r\n  - {service: it/repair, measure: quality, counted: 9, kept: 9}\r\n"
        "  notes: {it/repair: Hot.}\r\n",
        "\ufeff2026-10:\n  results:\n    -   service: it/repair\n        measure: quality\n"
        "        counted: 9\n        kept: 9\n  notes: {it/repair: Hot.}\n",
        '"2026-10":\n  notes: {it/repair: Hot.}\n  results:\n    - {service: it/repair, measure: quality, counted: 9,\n'
        "       kept: 8}\n",
    ],
)
def test_files_in_any_style_say_what_was_counted_and_keep_their_notes(root: Path, text: str) -> None:
    write(root, {PATH: text.encode()})
    written(root, counted("2026-10", [row(), row("quality", 9, 9)]), counted("2026-11", [row()]))
    after = (root / PATH).read_bytes().decode()
    assert "it/repair: Hot." in after
    assert after.count("response_time") == 2
    assert ("\r\n" in text) is ("\r\n" in after)
    assert after.replace("\r\n", "").count("\n") == 0 or "\r\n" not in text
    written(root, counted("2026-10", []), counted("2026-11", []))
    assert "it/repair: Hot." in (root / PATH).read_text()
    written(root, counted("2026-10", [FULL]), counted("2026-11", []))
    is_in_braces = "{2026" in text or ": {results" in text
    assert is_in_braces or "[" not in (root / PATH).read_text().split("2026-11")[0]


def test_files_that_cannot_be_read_are_told_and_stay(root: Path) -> None:
    write(root, {PATH: "2026-10: [\n"})
    found = edited_results(Disk(root), [counted("2026-10", [row()])])
    assert [(one.code, one.place.path) for one in found.problems] == [("bad-value", PATH)]
    assert found.changes.texts == {}
