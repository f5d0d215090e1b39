"""What pages say of measured results: a line, a drawing, its table; of departments, agreements and chains, too."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from tests.pages.rendering import body_at, made, view_at
from tests.support import HR, IT, SMALL

from servicebook.pages.parts.kept_words import percent
from servicebook.pages.rendering.context import RenderContext

DAY = date(2026, 11, 20)
REPAIR = f"{IT}/services/repair.yml"
TARGETS = (
    "name: Repair\nsummary: We mend it.\nroles: {owner: it/lead}\n"
    "targets:\n- {measure: fulfillment_time, within: 3 working days, compliance: 90}\n"
)
WORDS = 'promised: "3 working days, 90 %"'
REPAIR_PAGE = "services/it/repair/"


def row(counted: int, kept: int, *more: str, service: str = "it/repair", words: str = WORDS) -> str:
    """A result as it is written."""
    parts = [
        f"service: {service}",
        "measure: fulfillment_time",
        f"counted: {counted}",
        f"kept: {kept}",
        words,
    ]
    return "{" + ", ".join([*(part for part in parts if part), *more]) + "}"


def results(periods: dict[str, Iterable[str]], *, as_of: str = "", notes: str = "") -> dict[str, str]:
    """A file of results; what is said of a period stands in the last one."""
    written = ""
    for period, rows in periods.items():
        written += f"{period}:\n  results:\n" + "".join(f"    - {one}\n" for one in rows)
    written += f"  as_of: {as_of}\n" if as_of else ""
    written += f"  notes: {notes}\n" if notes else ""
    return {"catalog/results/it/2026.yml": written}


def site(root: Path, *files: dict[str, str]) -> RenderContext:
    merged = {REPAIR: TARGETS}
    for some in files:
        merged |= some
    return made(root, merged, base=SMALL, today=DAY)


def first_line(context: RenderContext, path: str = REPAIR_PAGE) -> str:
    """The line of the first screen, as a reader reads it."""
    found = re.search(r'<p class="sb-kept".*?</p>', body_at(context, path))
    return re.sub("<[^>]*>", "", found[0]) if found else ""


def words(drawn: str) -> list[str]:
    """The words of a drawing."""
    return re.findall(">([^<]+)<", drawn)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([row(120, 109, "half_within: 1 working day")], "Kept 109 of 120 times in October (90 % promised). "
         "Half were done within 1 working day."),
        ([row(120, 109, "half_within: same working day")], "Kept 109 of 120 times in October (90 % promised). "
         "Half were done the same working day."),
        ([row(10, 6)], "Missed: kept 6 of 10 times in October (90 % promised)."),
        ([row(10, 7)], "Too few to say: kept 7 of 10 times in October (90 % promised)."),
        ([row(20, 19, "basis: today")], "Kept 19 of 20 times in October (90 % promised)."),
        ([row(20, 19, "basis: reported")], "Kept 19 of 20 times in October, as reported (90 % promised)."),
        ([row(20, 19, words='promised: "2 working days, 80 %"')],
         "Kept 19 of 20 times in October (80 % promised then)."),
        ([row(20, 20, words='promised: "3 working days"')],
         "Kept 20 of 20 times in October (promised every time then)."),
        ([row(20, 20, words="")], "Kept 20 of 20 times in October (90 % promised)."),
        ([row(20, 20, words='promised: "3 working days, 90 % per quarter"')],
         "Kept 20 of 20 times in October (90 % promised, per quarter)."),
    ],
)  # fmt: skip
def test_the_first_screen_says_in_a_line_whether_the_promise_is_kept(
    tmp_path: Path, rows: list[str], said: str
) -> None:
    context = site(tmp_path, results({"2026-10": rows}))
    assert first_line(context) == said


def test_a_quarter_is_said_as_months_and_the_median_as_that_of_its_newest_one(tmp_path: Path) -> None:
    words = 'promised: "3 working days, 90 % per quarter"'
    months = {
        f"2026-0{month}": [row(50, 47, f"half_within: {month - 6} working days", words=words)]
        for month in (7, 8, 9)
    }
    context = site(tmp_path, {REPAIR: TARGETS.replace("90", "90, per: quarter")}, results(months))
    assert first_line(context) == (
        "Kept 141 of 150 times from July to September (90 % promised). "
        "In September, half were done within 3 working days."
    )


def test_what_is_not_over_says_so_and_has_no_verdict(tmp_path: Path) -> None:
    context = site(tmp_path, results({"2026-11": [row(10, 6)]}, as_of="2026-11-18"))
    assert first_line(context) == "Kept 6 of 10 times in November so far, as of 18 Nov (90 % promised)."
    assert "data-verdict" not in body_at(context, REPAIR_PAGE)
    assert 'data-kept="6" data-counted="10"' in body_at(context, REPAIR_PAGE)


@pytest.mark.parametrize(("kept", "verdict"), [(19, "kept"), (10, "missed"), (17, "too-few")])
def test_scripts_are_given_the_verdict_and_the_counts(tmp_path: Path, kept: int, verdict: str) -> None:
    body = body_at(site(tmp_path, results({"2026-10": [row(20, kept)]})), REPAIR_PAGE)
    assert f'<p class="sb-kept" data-verdict="{verdict}" data-kept="{kept}" data-counted="20">' in body


@pytest.mark.parametrize(
    ("counts", "promised", "said"),
    [
        ((22, 29), None, "76"),  # 75.86
        ((1, 8), None, "13"),  # a half
        ((359, 400), 90.0, "89.8"),  # 89.75 of 90 is no 90
        ((359, 400), 80.0, "90"),
        ((9997, 10_000), 90.0, "99.97"),  # not all
        ((99_999, 100_000), None, "99.99"),
        ((9_005, 10_000), 90.04, "90.1"),  # as promised, and so never less than that
        ((100, 100), 100.0, "100"),
        ((0, 7), 90.0, "0"),
    ],
)
def test_a_rounded_share_never_looks_like_more_than_it_is(
    counts: tuple[int, int], promised: float | None, said: str
) -> None:
    kept, counted = counts
    assert percent(100 * kept / counted, "en", promised) == said
    assert percent(100 * kept / counted, "de", promised) == said.replace(".", ",")


def test_where_there_is_no_room_for_decimals_a_share_is_cut() -> None:
    assert percent(89.75, "en", 90, whole=True) == "89"
    assert percent(89.75, "en", 80, whole=True) == "90"


def test_without_results_a_page_says_nothing_of_them(tmp_path: Path) -> None:
    context = site(tmp_path)
    assert "kept" not in body_at(context, REPAIR_PAGE)
    assert 'id="kept"' not in body_at(context, "departments/it/")


def test_what_fewer_asked_than_is_published_is_on_no_page(tmp_path: Path) -> None:
    months = {"2026-09": [row(20, 19)], "2026-10": [row(4, 1), row(20, 20, service="it/other")]}
    other = {f"{IT}/services/other.yml": TARGETS.replace("Repair", "Other")}
    context = site(tmp_path, other, results(months))
    assert first_line(context).startswith("Kept 19 of 20 times in September")
    shown = view_at(context, REPAIR_PAGE).kept.rows
    assert [(one.period, one.none) for one in shown] == [
        ("Oct 2026", "no figures: fewer than 5 asked, or none were counted"),
        ("Sep 2026", None),
    ]


def test_months_nobody_counted_are_told_from_those_with_few(tmp_path: Path) -> None:
    context = site(tmp_path, results({"2026-08": [row(20, 19)], "2026-10": [row(20, 19)]}))
    shown = view_at(context, REPAIR_PAGE).kept.rows
    assert [one.none for one in shown] == [None, "not counted", None]


def test_the_drawing_is_said_in_one_sentence_and_needs_no_color(tmp_path: Path) -> None:
    months = {"2026-06": [row(20, 19)], "2026-08": [row(100, 80)], "2026-10": [row(50, 50)]}
    bars = view_at(site(tmp_path, results(months)), REPAIR_PAGE).kept.bars
    assert bars.said == (
        "Share of promises kept by month, October 2025 to October 2026: from 80 % (August 2026) to 100 % "
        "(October 2026); 90 % were promised."
    )
    assert words(bars.inside) == ["95", "100"], "full bars: as promised"
    assert words(bars.beside) == ["80", *"–" * 10], "a hollow one, and months without figures"
    assert bars.hollow.count("M") == bars.crosses.count("M") == 1, "missed, which a cross says"
    assert [word for word in words(bars.words) if word.isdecimal()] == ["2025", "2026"]


def test_an_unfinished_month_is_drawn_apart(tmp_path: Path) -> None:
    months = {"2026-10": [row(20, 19)], "2026-11": [row(20, 19)]}
    bars = view_at(site(tmp_path, results(months, as_of="2026-11-18")), REPAIR_PAGE).kept.bars
    assert (bars.full.count("M"), bars.open.count("M")) == (1, 1)


def test_a_quarter_that_hides_its_months_is_one_bar(tmp_path: Path) -> None:
    months = {"2026-Q2": [row(9, 9)], "2026-07": [row(8, 8)]}
    kept = view_at(site(tmp_path, results(months)), REPAIR_PAGE).kept
    assert kept.bars.full.count("M") == 2
    assert [(one.period, one.none) for one in kept.rows] == [
        ("Jul 2026", None),
        ("Q2 2026", None),
        ("May 2026", "in the figures of Q2 2026"),
        ("Apr 2026", "in the figures of Q2 2026"),
    ]


def test_a_promise_that_changed_within_a_month_has_two_bars_and_its_words_of_then(tmp_path: Path) -> None:
    old = row(20, 19, "commit: 0badc0de", words='promised: "4 working days, 80 % per month"')
    organization = 'name: O\nsource_url: "https://git.example.org/o/edit/main/{path}"\n'
    context = site(
        tmp_path,
        {"site_config/organization.yml": organization},
        results({"2026-09": [old], "2026-10": [old, row(20, 18, "commit: c0ffee00")]}),
    )
    kept = view_at(context, REPAIR_PAGE).kept
    assert kept.bars.full.count("M") == 3
    assert [(link.text, link.href) for link in kept.against] == [
        ("within 3 working days, in 90 of 100 cases, since October 2026",
         f"https://git.example.org/o/blob/c0ffee00/{REPAIR}"),
        ("within 4 working days, in 80 of 100 cases, per month, since September 2026",
         f"https://git.example.org/o/blob/0badc0de/{REPAIR}"),
    ]  # fmt: skip


def test_notes_and_both_kinds_of_time_are_shown(tmp_path: Path) -> None:
    one = row(
        20, 19, "asked: 24", "still_open: 3", "undecided: 1", "open_overdue: 1", "paused: 2",
        "half_within: 1 working day", "lived_half: 2 working days",
        "nine_in_ten_within: 3 working days", "lived_nine_in_ten: 3 working days",
    )  # fmt: skip
    context = site(tmp_path, results({"2026-10": [one]}, notes="{it/repair: The lift *stood still*.}"))
    kept = view_at(context, REPAIR_PAGE).kept
    [shown] = kept.rows
    assert (shown.half, shown.lived_half) == ("1 working day", "with waiting: 2 working days")
    assert (shown.nine, shown.lived_nine) == ("3 working days", None)
    assert (
        "Of all in these figures: 24 asked, 2 of which waited for an answer, 1 open and overdue when counted, "
        "3 not yet due and 1 whose date is not known."
    ) in kept.how
    assert "<b>October 2026:</b> <p>The lift <em>stood still</em>.</p>" in body_at(context, REPAIR_PAGE)


def test_large_counts_have_separators(tmp_path: Path) -> None:
    one = row(1200, 1190, "asked: 1210", "still_open: 10", "paused: 1150")
    how = view_at(site(tmp_path, results({"2026-10": [one]})), REPAIR_PAGE).kept.how
    assert (
        "Of all in these figures: 1,210 asked, 1,150 of which waited for an answer and 10 not yet due." in how
    )


def test_a_table_of_longer_times_alone_has_no_rows_without_figures(tmp_path: Path) -> None:
    kept = view_at(
        site(tmp_path, results({"2026-Q1": [row(9, 9)], "2026-Q3": [row(8, 8)]})), REPAIR_PAGE
    ).kept
    assert [(one.period, one.none) for one in kept.rows] == [("Q3 2026", None), ("Q1 2026", None)]


OVERDUE = "What was open and overdue counts as missed."


def test_how_others_count_is_not_said_to_be_known(tmp_path: Path) -> None:
    reported = row(20, 19, "basis: reported")
    how = view_at(site(tmp_path, results({"2026-10": [reported]})), REPAIR_PAGE).kept.how
    assert how[0] == "Counted elsewhere, and reported by IT."
    assert not any(OVERDUE in sentence for sentence in how)


@pytest.mark.parametrize("key", ["priority: high", ""])
def test_a_page_with_both_kinds_of_results_explains_both(tmp_path: Path, key: str) -> None:
    reported = row(20, 19, "basis: reported", *([key] if key else []))
    months = {"2026-10": [row(20, 19)], "2026-09": [reported]}
    context = site(tmp_path, results(months))
    kept = view_at(context, REPAIR_PAGE).kept
    assert kept.how[:2] == [
        "Counted from tickets, each held against the promise that was in force when it was asked.",
        "What is said to be “as reported” was counted elsewhere, by IT.",
    ]
    assert OVERDUE in kept.how
    assert "as reported" in re.sub("“as reported”", "", body_at(context, REPAIR_PAGE))


def test_other_promises_are_told_by_what_is_known_last(tmp_path: Path) -> None:
    rows = [row(20, 19), row(20, 10, "priority: high"), row(8, 8, "channel: phone")]
    kept = view_at(site(tmp_path, results({"2026-10": rows})), REPAIR_PAGE).kept
    assert [(name, words.code) for name, words in kept.others] == [
        ("Done, by phone", "kept"),
        ("Done, High", "missed"),
    ]


def test_a_line_of_another_promise_than_the_known_one_says_which(tmp_path: Path) -> None:
    reply = row(20, 19).replace("fulfillment_time", "response_time")
    assert first_line(site(tmp_path, results({"2026-10": [reply]}))).startswith("First reply: Kept 19 of 20")


def test_a_department_shows_what_was_missed_first_and_the_sum_of_what_is_published(tmp_path: Path) -> None:
    services = {
        f"{IT}/services/{name}.yml": TARGETS.replace("Repair", name.title())
        for name in ("aid", "loan", "till")
    }
    rows = [
        row(20, 20, service="it/aid"),
        row(40, 20, service="it/loan"),
        row(10, 8, service="it/till"),
        row(4, 0),
    ]
    view = view_at(site(tmp_path, services, results({"2026-10": rows})), "departments/it/").kept
    assert [(one.service.text, one.words.code) for one in view.rows] == [
        ("Loan", "missed"),
        ("Till", "too-few"),
        ("Aid", "kept"),
    ]
    assert view.said == (
        "In October 2026, 48 of 70 promises were kept (69 %), over all services with published figures."
    )


def test_an_agreement_shows_what_was_kept_for_its_customer_alone(tmp_path: Path) -> None:
    agreement = {
        "catalog/agreements/it-hr.yml": "provider: it\ncustomer: hr\ncovers: [it/repair]\n"
        "targets: [{measure: fulfillment_time, within: 1 working day, compliance: 80}]\n"
    }
    agreed = row(10, 9, "agreement: it-hr", words='promised: "1 working day, 80 %"')
    context = site(tmp_path, agreement, results({"2026-10": [row(40, 10), agreed]}))
    [shown] = view_at(context, "agreements/it-hr/").kept.rows
    assert (shown.words.kept, shown.words.counted, shown.words.code) == (9, 10, "kept")
    assert "Kept for HR" in body_at(context, "agreements/it-hr/")
    assert [name for name, _ in view_at(context, REPAIR_PAGE).kept.others] == ["Done, as agreed with HR"]


def test_the_hand_off_waited_for_longest_is_told_of_those_with_results(tmp_path: Path) -> None:
    files = {
        f"{HR}/services/start.yml": "name: Start\nsummary: S.\nroles: {owner: hr/head}\nhandoffs:\n"
        "- {id: a, service: it/repair}\n- {id: b, service: it/loan}\n- {id: c, by: hr, does: Greet, within: 1 hour}\n",
        f"{IT}/services/loan.yml": TARGETS.replace("Repair", "Loan"),
    }
    quick, slow = "half_within: 1 working day", "lived_half: 3 working days"
    rows = [row(20, 19, quick), row(20, 19, quick, slow, service="it/loan")]
    context = site(tmp_path, files, results({"2026-10": rows}))
    body = re.sub("<[^>]*>", "", body_at(context, "services/hr/start/"))
    assert (
        "Of the 2 hand-offs with results, Loan is waited for longest: half of its requests took 3 working days or "
        "less in October, about 75 % of what these hand-offs take together. Nothing was measured of one other step."
    ) in body
    even = [row(20, 19, quick), row(20, 19, quick, service="it/loan")]
    context = site(tmp_path, results({"2026-10": even}))
    assert view_at(context, "services/hr/start/").waiting is None
