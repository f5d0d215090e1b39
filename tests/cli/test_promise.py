"""``servicebook promise``: when it will be done, and why then."""

# ruff: noqa: E501  # one case a line
from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.support import (
    CASES,
    HR,
    IT,
    REPOSITORY,
    SMALL,
    TODAY,
    example_on,
    make_catalog,
    opened,
    run,
)

from servicebook.analysis.quote import quote
from servicebook.clock.zones import instant_of
from servicebook.model.clocks import Clocks
from servicebook.model.common import CHANNEL_TYPES
from servicebook.model.promises import terms_of

WEEK = (
    "{"
    + ", ".join(f'{day}: ["09:00-12:30", "13:00-17:00"]' for day in ("mon", "tue", "wed", "thu", "fri"))
    + "}"
)
FILES = {
    "site_config/organization.yml": "name: Fernhill\nzone: Europe/London\n",
    "site_config/calendars.yml": (
        f"office:\n  name: Head office\n  zone: Europe/Berlin\n  open: {WEEK}\n  holidays: {{country: DE, subdivision: BE}}\n"
        f"lagos:\n  name: Lagos\n  zone: Africa/Lagos\n  open: {WEEK}\n"
        "never:\n  name: Never\n  zone: Africa/Lagos\n"
    ),
    "site_config/rules.yml": 'severities: {calendar-never-open: "off"}\n',
    f"{IT}/department.yml": SMALL[f"{IT}/department.yml"] + "targets: [{measure: resolution_time, within: 5 working days}]\n",
    f"{IT}/services/repair.yml": (
        "name: Repair\nsummary: We mend it.\nroles: {owner: it/lead}\nformer_ids: [it/mend]\ntargets:\n"
        "  - {measure: response_time, priority: high, within: 1 hour, hours: always, compliance: 95, per: month}\n"
        "  - {measure: response_time, priority: normal, within: same working day, cutoff: '14:00', compliance: 90, per: month}\n"
        "  - {measure: response_time, priority: normal, channel: phone, within: 60 seconds}\n"
        "  - {measure: fulfillment_time, within: 2 working days}\n"
        "  - {measure: availability, at_least: 99.5, per: month}\n"
        "  - {measure: quality, stated: Every device passes.}\n"
    ),
    f"{IT}/services/never.yml": "name: Never\nsummary: Never open.\nroles: {owner: it/lead}\nsupport_hours: never\ntargets: [{measure: response_time, within: 1 hour}]\n",
    f"{IT}/services/far.yml": "name: Far\nsummary: Far away.\nroles: {owner: it/lead}\nsupport_hours: lagos\ntargets: [{measure: response_time, within: 1 hour}, {measure: resolution_time, none: true}]\n",
    f"{HR}/services/pay.yml": "name: Pay\nsummary: No hours.\nroles: {owner: hr/head}\ntargets: [{measure: response_time, within: 1 hour}]\n",
    f"{HR}/services/hope.yml": "name: Hope\nsummary: No promise.\nroles: {owner: hr/head}\n",
}  # fmt: skip
DAY = ("--today", "2026-03-20")
TUE_THU = (
    'desk:\n  name: Desk\n  zone: Europe/Berlin\n  open: {tue: ["08:00-12:00"], thu: ["08:00-12:00"]}\n'
    "  known_until: 2026-12-29\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_catalog(tmp_path, FILES, base=SMALL)


def promise(root: Path, *args: str) -> Any:
    done = run("promise", "--root", str(root), *DAY, "--format", "json", *args)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def dates(answer: Any) -> dict[str, tuple[str, str]]:
    return {t["measure"]: (t["received"], t["due"]) for t in answer["targets"] if t["due"]}


def test_the_keys_are_those_that_other_programs_read(root: Path) -> None:
    answer = promise(root, "it/repair", "--asked", "2026-04-02T16:30")
    assert list(answer) == ["service", "asked", "targets", "escalation"]
    assert (answer["service"], answer["asked"]) == ("it/repair", "2026-04-02T16:30:00+02:00")
    assert [t["measure"] for t in answer["targets"]] == [
        "response_time",
        "fulfillment_time",
        "availability",
        "quality",
        "resolution_time",
    ]
    assert answer["targets"][0] == {
        "measure": "response_time", "priority": "normal", "channel": None, "within": "same working day", "calendar": "office",
        "received": "2026-04-07T09:00:00+02:00", "due": "2026-04-07T17:00:00+02:00", "unknown": None, "compliance": 90, "source": "service",
        "added": [], "uncertain": [],
        "passed_over": [
            {"from": "2026-04-02T17:00:00+02:00", "until": "2026-04-04T00:00:00+02:00", "reason": "holiday", "name": "Good Friday"},
            {"from": "2026-04-04T00:00:00+02:00", "until": "2026-04-06T00:00:00+02:00", "reason": "weekend", "name": None},
            {"from": "2026-04-06T00:00:00+02:00", "until": "2026-04-07T09:00:00+02:00", "reason": "holiday", "name": "Easter Monday"},
            {"from": "2026-04-07T12:30:00+02:00", "until": "2026-04-07T13:00:00+02:00", "reason": "break", "name": None},
        ],
    }  # fmt: skip


NOTICE = "title: Screens are late\naffects: {services: [it/repair]}\nfrom: 2026-03-16\nuntil: 2026-03-20\neffect: delayed\n"


def with_notice(root: Path, text: str) -> Path:
    return make_catalog(root, {**FILES, "catalog/notices/late.yml": text}, base=SMALL)


def test_a_delay_that_adds_a_time_moves_the_dates_of_what_is_asked_while_it_runs(tmp_path: Path) -> None:
    root = with_notice(tmp_path, NOTICE + "adds: 3 working days\n")
    last = promise(root, "it/repair", "--asked", "2026-03-20T16:30")
    assert dates(last)["fulfillment_time"][1] == "2026-03-27T17:00:00+01:00"
    (done,) = [t for t in last["targets"] if t["measure"] == "fulfillment_time"]
    assert (done["added"], done["uncertain"]) == ([{"notice": "late", "adds": "3 working days"}], [])
    after = promise(root, "it/repair", "--asked", "2026-03-21T00:00")
    assert dates(after)["fulfillment_time"][1] == "2026-03-25T17:00:00+01:00"
    assert [(t["added"], t["uncertain"]) for t in after["targets"]] == [([], [])] * len(after["targets"])


def test_a_delay_that_is_over_today_still_moves_what_was_asked_while_it_ran(tmp_path: Path) -> None:
    root = with_notice(tmp_path, NOTICE + "adds: 3 working days\n")
    done = run(
        "promise",
        "--root",
        str(root),
        "--today",
        "2026-04-20",
        "--format",
        "json",
        "it/repair",
        "--asked",
        "2026-03-18T10:00",
    )
    assert dates(json.loads(done.stdout))["fulfillment_time"][1] == "2026-03-25T17:00:00+01:00"


@pytest.mark.parametrize("effect", ["delayed", "changed"])
def test_a_notice_that_adds_nothing_leaves_the_date_and_marks_it_uncertain(
    tmp_path: Path, effect: str
) -> None:
    root = with_notice(tmp_path, NOTICE.replace("delayed", effect))
    answer = promise(root, "it/repair", "--asked", "2026-03-20T16:30")
    assert dates(answer)["fulfillment_time"][1] == "2026-03-24T17:00:00+01:00"
    dated = [t for t in answer["targets"] if t["due"]]
    assert [(t["added"], t["uncertain"]) for t in dated] == [([], ["late"])] * len(dated)
    said = run("promise", "--root", str(root), *DAY, "it/repair", "--asked", "2026-03-20T16:30").stdout
    assert "Done: by Tue 24 Mar 2026, 17:00, uncertain." in said


def test_escalation_counts_from_the_date_that_a_delay_has_moved(tmp_path: Path) -> None:
    department = {f"{IT}/department.yml": FILES[f"{IT}/department.yml"] + LEVELS}
    notice = {"catalog/notices/late.yml": NOTICE + "adds: 3 working days\n"}
    answer = promise(
        make_catalog(tmp_path, {**FILES, **department, **notice}, base=SMALL),
        "it/repair",
        "--asked",
        "2026-03-20T16:30",
    )
    assert [level["from"][:10] for level in answer["escalation"]] == [
        "2026-03-27",
        "2026-03-31",
        "2026-03-30",
    ]


def test_text_says_which_notice_added_what(tmp_path: Path) -> None:
    root = with_notice(tmp_path, NOTICE + "adds: 3 working days\n")
    said = run("promise", "--root", str(root), *DAY, "it/repair", "--asked", "2026-03-20T16:30").stdout
    assert "  With 3 working days more: Screens are late.\n" in said and "uncertain" not in said


LEVELS = (
    "escalation: [{role: it/lead}, {role: hr/head, after: 2 working days}, {role: hr/head, after: 3 hours}]\n"
)


def escalating(tmp_path: Path, levels: str = LEVELS) -> Path:
    department = {f"{IT}/department.yml": FILES[f"{IT}/department.yml"] + levels}
    return make_catalog(tmp_path, {**FILES, **department}, base=SMALL)


def test_escalation_counts_on_from_the_due_date_on_the_calendar_of_the_promise(tmp_path: Path) -> None:
    answer = promise(escalating(tmp_path), "it/repair", "--asked", "2026-03-20T16:30")
    assert dates(answer)["fulfillment_time"][1] == "2026-03-24T17:00:00+01:00"
    assert answer["escalation"] == [
        {"role": "it/lead", "after": None, "from": "2026-03-24T17:00:00+01:00"},
        {"role": "hr/head", "after": "2 working days", "from": "2026-03-26T17:00:00+01:00"},
        {"role": "hr/head", "after": "3 hours", "from": "2026-03-25T12:00:00+01:00"},
    ]


def test_escalation_of_a_service_without_fulfillment_counts_from_the_solution_then_from_the_reply(
    tmp_path: Path,
) -> None:
    root = escalating(tmp_path)
    far = promise(root, "it/far", "--asked", "2026-03-20T16:30")
    assert [t["measure"] for t in far["targets"]] == ["response_time"]
    assert [level["from"] for level in far["escalation"]] == [
        "2026-03-23T09:30:00+01:00",
        "2026-03-25T17:00:00+01:00",
        "2026-03-23T12:30:00+01:00",
    ]
    done = run("promise", "--root", str(root), *DAY, "it/far", "--asked", "2026-03-20T16:30")
    assert "  Head, from Wed 25 Mar 2026, 17:00 (2 working days later)." in done.stdout.splitlines()


def test_a_level_past_what_is_known_has_no_date_and_the_promise_keeps_its_own(tmp_path: Path) -> None:
    root = escalating(tmp_path, LEVELS.replace("2 working days", "4 working days"))
    answer = promise(root, "it/repair", "--asked", "2027-12-24T10:00")
    assert dates(answer)["fulfillment_time"][1] == "2027-12-28T17:00:00+01:00"
    assert [level["from"] for level in answer["escalation"]] == [
        "2027-12-28T17:00:00+01:00",
        None,
        "2027-12-29T12:00:00+01:00",
    ]
    done = run("promise", "--root", str(root), *DAY, "it/repair", "--asked", "2027-12-24T10:00")
    assert "  Head, 4 working days later." in done.stdout.splitlines()


def test_without_a_dated_promise_the_levels_have_no_dates(tmp_path: Path) -> None:
    levels = {f"{HR}/department.yml": SMALL[f"{HR}/department.yml"] + LEVELS}
    root = make_catalog(tmp_path, {**FILES, **levels}, base=SMALL)
    for service in ("hr/pay", "hr/hope"):
        found = promise(root, service, "--asked", "2026-03-20T16:30")["escalation"]
        assert [level["from"] for level in found] == [None, None, None]


def test_what_has_no_time_has_null(root: Path) -> None:
    for target in promise(root, "it/repair", "--asked", "2026-04-02T10:00")["targets"][2:4]:
        assert [target[key] for key in ("within", "calendar", "received", "due")] == [None] * 4
        assert target["passed_over"] == []


def test_every_promise_says_where_it_comes_from(root: Path) -> None:
    targets = promise(root, "it/repair", "--asked", "2026-04-02T10:00")["targets"]
    assert [t["source"] for t in targets] == ["service"] * 4 + ["department:it"]


def test_a_time_without_an_offset_is_in_the_calendars_zone(root: Path) -> None:
    here = promise(root, "it/repair", "--asked", "2026-03-27T16:30")
    for same in (
        "2026-03-27T16:30+01:00",
        "2026-03-27T15:30Z",
        "2026-03-27 21:15+05:45",
        "20260327T16:30:00.9",
    ):
        assert promise(root, "it/repair", "--asked", same) == here
    assert promise(root, "it/far", "--asked", "2026-07-01T10:00")["asked"] == "2026-07-01T10:00:00+01:00"


def test_a_time_that_the_clocks_leave_out_or_show_twice_is_the_first_there_is(root: Path) -> None:
    assert promise(root, "it/repair", "--asked", "2026-03-29T02:30")["asked"] == "2026-03-29T03:00:00+02:00"
    assert promise(root, "it/repair", "--asked", "2026-10-25T02:30")["asked"] == "2026-10-25T02:30:00+02:00"


def test_the_priority_decides_and_the_organizations_default_is_asked_for(root: Path) -> None:
    asked = ("--asked", "2026-03-28T10:00")
    assert dates(promise(root, "it/repair", *asked)) == dates(
        promise(root, "it/repair", *asked, "--priority", "normal")
    )
    urgent = promise(root, "it/repair", *asked, "--priority", "high")["targets"]
    assert (urgent[0]["priority"], urgent[0]["calendar"]) == ("high", "always")
    assert (urgent[0]["received"], urgent[0]["due"]) == (
        "2026-03-28T09:00:00+00:00",
        "2026-03-28T10:00:00+00:00",
    )
    assert (urgent[1]["measure"], urgent[1]["priority"]) == ("fulfillment_time", None)


def test_the_channel_decides(root: Path) -> None:
    by_phone = promise(root, "it/repair", "--asked", "2026-03-27T10:00", "--channel", "phone")["targets"]
    assert [(t["measure"], t["channel"]) for t in by_phone[:2]] == [
        ("response_time", "phone"),
        ("fulfillment_time", None),
    ]
    assert by_phone[0]["due"] == "2026-03-27T10:01:00+01:00"


def test_what_is_promised_for_channels_only_is_told_for_each(root: Path) -> None:
    (root / f"{IT}/services/far.yml").write_text(
        "name: Far\nsummary: Far.\nroles: {owner: it/lead}\ntargets: [{measure: response_time, channel: phone, within: 60 seconds}, {measure: response_time, channel: chat, within: 1 hour}]\n"
    )
    targets = promise(root, "it/far", "--asked", "2026-03-27T10:00")["targets"]
    assert [t["channel"] for t in targets if t["measure"] == "response_time"] == ["phone", "chat"]


def agreement(root: Path, dates: str = "") -> None:
    file = root / "catalog/agreements/it-hr.yml"
    file.parent.mkdir(exist_ok=True)
    text = f"provider: it\ncustomer: hr\ncovers: [it/repair]\n{dates}targets: [{{measure: fulfillment_time, within: 1 working day}}]\n"
    file.write_text(text)
    found = opened(root, TODAY).catalog
    terms = terms_of(found, found.agreements["it-hr"])
    accepted = ", ".join(
        f"{{party: {p}, by: {r}, on: 2026-01-05, terms: {terms}}}"
        for p, r in (("it", "it/lead"), ("hr", "hr/head"))
    )
    file.write_text(f"{text}accepted: [{accepted}]\n")


def test_the_customers_agreement_decides(root: Path) -> None:
    agreement(root)
    (root / "catalog/departments/pay").mkdir()
    (root / "catalog/departments/pay/department.yml").write_text(
        "name: Payroll\nsummary: Pays.\npart_of: hr\n"
    )
    ordinary = promise(root, "it/repair", "--asked", "2026-03-23T10:00")
    for customer in ("hr", "pay"):
        special = promise(root, "it/repair", "--asked", "2026-03-23T10:00", "--customer", customer)
        assert special["targets"][0]["source"] == "agreement:it-hr"
        assert dates(special)["fulfillment_time"][1] == "2026-03-24T17:00:00+01:00"
        assert dates(special)["response_time"] == dates(ordinary)["response_time"]
    assert dates(promise(root, "it/repair", "--asked", "2026-03-23T10:00", "--customer", "it")) == dates(
        ordinary
    )


def test_an_agreement_is_in_force_on_the_day_of_asking_where_the_provider_is(root: Path) -> None:
    agreement(root, "effective_from: 2026-06-01\neffective_until: 2026-06-30\n")
    for asked, source in (
        ("2026-05-31T23:59", "service"), ("2026-05-31T22:30Z", "agreement:it-hr"), ("2026-06-30T21:30Z", "agreement:it-hr"), ("2026-06-30T22:30Z", "service"),
    ):  # fmt: skip
        targets = promise(root, "it/repair", "--asked", asked, "--customer", "hr")["targets"]
        assert {t["source"] for t in targets if t["measure"] == "fulfillment_time"} == {source}


def test_a_closure_by_notice_moves_the_date_and_a_delay_does_not(root: Path) -> None:
    before = dates(promise(root, "it/repair", "--asked", "2026-03-23T10:00"))
    notice = root / "catalog/notices/move.yml"
    notice.parent.mkdir()
    for effect in ("delayed", "changed", "closed"):
        notice.write_text(
            f"title: We move\neffect: {effect}\naffects: {{departments: [it]}}\nfrom: 2026-03-24\nuntil: 2026-03-25\n"
        )
        answer = promise(root, "it/repair", "--asked", "2026-03-23T10:00")
        if effect != "closed":
            assert dates(answer) == before
            assert (
                "We move"
                in run(
                    "promise", "--root", str(root), *DAY, "it/repair", "--asked", "2026-03-23T10:00"
                ).stdout
            )
    assert dates(answer)["fulfillment_time"][1] == "2026-03-27T17:00:00+01:00"
    assert ("closure", "We move") in {(p["reason"], p["name"]) for p in answer["targets"][1]["passed_over"]}


def test_a_service_without_hours_has_promises_without_dates(root: Path) -> None:
    (target,) = promise(root, "hr/pay", "--asked", "2026-03-23T10:00")["targets"]
    assert [target[key] for key in ("within", "calendar", "received", "due")] == ["1 hour", None, None, None]
    assert (
        "No date can be given: it has no support hours"
        in run("promise", "--root", str(root), *DAY, "hr/pay").stdout
    )


def test_a_service_without_promises_says_so(root: Path) -> None:
    assert promise(root, "hr/hope", "--asked", "2026-03-23T10:00")["targets"] == []
    assert "Nothing is promised" in run("promise", "--root", str(root), *DAY, "hr/hope").stdout


def test_a_former_id_leads_to_the_service_of_today(root: Path) -> None:
    assert promise(root, "it/mend")["service"] == "it/repair"


def test_without_a_time_it_is_asked_now_or_as_the_given_day_begins(root: Path) -> None:
    assert promise(root, "it/repair")["asked"] == "2026-03-20T00:00:00+01:00"
    now = run("promise", "--root", str(root), "--format", "json", "it/far")
    assert (now.returncode, now.stderr) == (0, "")
    by_epoch = run(
        "promise", "--root", str(root), "--format", "json", "it/far", env={"SOURCE_DATE_EPOCH": "1774000000"}
    )
    assert json.loads(by_epoch.stdout)["asked"].startswith("2026-03-20T00:00")


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("it/repare",), '"it/repare" is not a service; did you mean "it/repair"?'),
        (("role:it/lead",), '"role:it/lead" is not a service'),
        (("it/repair", "--priority", "hihg"), '"hihg" is not a priority; did you mean "high"?'),
        (("it/repair", "--channel", "pigeon"), '"pigeon" is not a channel; use one of: form, email, chat, phone, desk'),
        (("it/repair", "--customer", "hrr"), '"hrr" is not a department'),
        (("it/repair", "--asked", "yesterday"), '"yesterday" is not a time; write it like 2026-03-27T16:30 or 2026-03-27T16:30+01:00'),
        (("it/repair", "--asked", "2026-03-27"), '"2026-03-27" is not a time;'),
        (("it/repair", "--asked", "2026-02-30T10:00"), '"2026-02-30T10:00" is not a time;'),
        (("it/repair", "--asked", ""), '"" is not a time;'),
        (("it/repair", "--asked", "0001-01-01T00:00+14:00"), '"0001-01-01T00:00+14:00" is not a time;'),
        (("it/repair", "--asked", "0001-01-01T00:00"), ""),
        (("it/repair", "--asked", "9999-12-31T23:59-10:00"), ""),
        (("it/repair", "--asked", "9999-12-31T23:59"), ""),
        (("it/repair", "--asked", "2028-01-01T10:00"), 'the calendar "Head office" is known from 2021-01-01 until 2027-12-31, and the answer lies outside'),
        (("it/repair", "--asked", "2019-06-01T10:00"), 'the calendar "Head office" is known from 2021-01-01'),
        (("it/never", "--asked", "2026-06-01T10:00"), 'the calendar "Never" is never open'),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_one_line_and_2(root: Path, args: tuple[str, ...], says: str) -> None:
    for form in ("text", "json"):
        done = run("promise", "--root", str(root), *DAY, "--format", form, *args)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"servicebook promise: {says}")
        assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("fault", ["holidays: {country: XX}", "open: {mon: [nine]}"])
def test_a_faulty_calendar_is_one_line_and_2(root: Path, fault: str) -> None:
    (root / "site_config/calendars.yml").write_text(f"office:\n  name: Head office\n  {fault}\n")
    done = run("promise", "--root", str(root), *DAY, "it/repair")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_the_example_of_the_text(root: Path, golden: Callable[[Path, str], None]) -> None:
    done = run(
        "promise", "--root", str(root), *DAY, "it/repair", "--asked", "2026-04-02T16:30", "--customer", "hr"
    )
    assert (done.returncode, done.stderr) == (0, "")
    golden(CASES / "promise" / "repair.txt", done.stdout)


def test_text_and_json_say_the_same_dates(root: Path) -> None:
    answer = promise(root, "it/repair", "--asked", "2026-04-02T16:30")
    text = run("promise", "--root", str(root), *DAY, "it/repair", "--asked", "2026-04-02T16:30").stdout
    for target in answer["targets"]:
        if target["due"]:
            day = date.fromisoformat(target["due"][:10])
            assert f"{day:%a} {day.day} {day:%b} {day.year}, {target['due'][11:16]}" in text


def test_nothing_in_a_value_reaches_the_terminal_as_a_command(root: Path) -> None:
    (root / f"{IT}/services/far.yml").write_text(
        'name: "F\\e[31mar"\nsummary: Far.\nroles: {owner: it/lead}\n'
    )
    assert "\x1b" not in run("promise", "--root", str(root), *DAY, "it/far").stdout


def test_every_service_of_the_example_can_be_asked_for_at_any_hour_of_a_year() -> None:
    catalog = example_on(date(2026, 11, 22)).catalog
    clocks = Clocks(catalog)
    start = instant_of(1_763_600_000)
    for index, service in enumerate(catalog.services.values()):
        for hours in range(index % 97, 365 * 24, 97):
            for answer in quote(clocks, service, start + timedelta(hours=hours)).answers:
                assert answer.due is None or start <= answer.due.received <= answer.due.due


def test_the_channels_are_those_of_the_schema() -> None:
    schema = json.loads(
        (REPOSITORY / "generator/servicebook/documents/schemas/common.schema.json").read_text()
    )
    assert list(CHANNEL_TYPES) == schema["$defs"]["channel_type"]["enum"]


def test_it_runs_as_a_command(root: Path, warm: Path) -> None:
    command = [warm / "servicebook", "promise", "--root", root, "it/repair", *DAY]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Repair (it/repair)" in done.stdout


@pytest.fixture
def part_time(tmp_path: Path) -> Path:
    files = {
        "site_config/organization.yml": FILES["site_config/organization.yml"],
        "site_config/calendars.yml": TUE_THU,
        f"{IT}/services/repair.yml": (
            "name: Repair\nsummary: We mend it.\nroles: {owner: it/lead}\nsupport_hours: desk\ntargets:\n"
            "  - {measure: response_time, within: 2 hours}\n  - {measure: fulfillment_time, within: 1 working day}\n"
        ),
    }
    return make_catalog(tmp_path, files, base=SMALL)


def test_a_weekday_that_is_always_closed_is_named(part_time: Path) -> None:
    asked = ("promise", "--root", str(part_time), "it/repair", *DAY, "--asked", "2026-12-01T11:00")
    assert "Not counted: Wednesday (closed on Wednesdays).\n" in run(*asked).stdout
    later = run(*asked[:-1], "2026-12-02T11:00").stdout
    assert "Wednesday (closed on Wednesdays)" in later and "weekends" not in later
    assert "Friday (closed on Fridays), the weekend, Monday (closed on Mondays)" in later


def test_a_target_beyond_what_is_known_takes_no_answer_from_the_others(part_time: Path) -> None:
    asked = ("promise", "--root", str(part_time), "it/repair", *DAY, "--asked", "2026-12-29T09:00")
    done = run(*asked)
    assert (done.returncode, done.stderr) == (0, "")
    assert "First reply: by Tue 29 Dec 2026, 11:00.\n" in done.stdout
    assert (
        "Done: within 1 working day.\n"
        '  The date is not known: the calendar "Desk" is known until 2026-12-29, and the answer lies outside.\n'
    ) in done.stdout
    first, second = json.loads(run(*asked, "--format", "json").stdout)["targets"]
    assert (first["due"], first["unknown"]) == ("2026-12-29T11:00:00+01:00", None)
    assert (second["received"], second["due"], second["passed_over"]) == (None, None, [])
    assert second["unknown"] == 'the calendar "Desk" is known until 2026-12-29, and the answer lies outside'


def test_without_any_date_there_is_no_answer(part_time: Path) -> None:
    done = run("promise", "--root", str(part_time), "it/repair", *DAY, "--asked", "2026-12-30T09:00")
    assert (done.returncode, done.stdout) == (2, "")
    assert 'the calendar "Desk" is known until 2026-12-29' in done.stderr
