"""What the changes of promises mean: of targets, calendars, departments and agreements."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.git_repository import commit
from tests.support import HR, IT, SMALL, make_catalog, run, write

REPAIR = f"{IT}/services/repair.yml"
CALENDARS = "site_config/calendars.yml"
WEEK = '{mon: ["09:00-17:00"], tue: ["09:00-17:00"], wed: ["09:00-17:00"], thu: ["09:00-17:00"], fri: ["09:00-17:00"]}'
BASE = {**SMALL, CALENDARS: f"office:\n  name: Office\n  open: {WEEK}\n"}
DAY = ("--today", "2026-09-01")


def service(targets: str, more: str = "") -> str:
    return f"name: Repair\nsummary: We mend it.\nroles: {{owner: it/lead}}\ntargets: [{targets}]\n{more}"


def changes(root: Path, before: Mapping[str, str], after: Mapping[str, str]) -> list[Any]:
    """The changes between two states of a small catalog, as they stand in JSON."""
    make_catalog(root, before, base=BASE)
    commit(root)
    write(root, after)
    done = run("diff", "HEAD", "--root", str(root), "--format", "json", *DAY)
    assert done.returncode == 0, done.stdout
    found: list[Any] = json.loads(done.stdout)["changes"]
    return found


def effects(root: Path, before: str, after: str) -> list[tuple[str, str, str]]:
    found = changes(root, {REPAIR: before}, {REPAIR: after})
    return [(one["code"], one["field"], one["effect"]) for one in found]


def test_a_longer_time_and_a_smaller_share_weaken_a_promise(tmp_path: Path) -> None:
    before = service("{measure: fulfillment_time, within: 3 working days, compliance: 90}")
    after = service("{measure: fulfillment_time, within: 15 working days, compliance: 50}")
    assert effects(tmp_path, before, after) == [
        ("promise-weakened", "targets[fulfillment_time].within", "weakened"),
        ("promise-weakened", "targets[fulfillment_time].compliance", "weakened"),
    ]


def test_each_key_has_its_own_effect(tmp_path: Path) -> None:
    before = service("{measure: fulfillment_time, within: 3 working days, compliance: 90}")
    after = service("{measure: fulfillment_time, within: 2 working days, compliance: 80, stated: Soon.}")
    assert effects(tmp_path, before, after) == [
        ("promise-weakened", "targets[fulfillment_time].compliance", "weakened"),
        ("promise-tightened", "targets[fulfillment_time].within", "tightened"),
        ("promise-reworded", "targets[fulfillment_time].stated", "reworded"),
    ]


def test_what_is_better_in_the_morning_and_worse_at_night_is_both(tmp_path: Path) -> None:
    before = service("{measure: response_time, within: 8 hours}")
    after = service("{measure: response_time, within: same working day}")
    [change] = effects(tmp_path, before, after)
    assert change == ("promise-tightened", "targets[response_time].within", "tightened")
    back = service('{measure: response_time, within: 1 working day, cutoff: "09:30"}')
    [*_, last] = effects(tmp_path / "x", after, back)
    assert last[2] == "weakened"


def test_other_words_for_the_same_time_change_no_date(tmp_path: Path) -> None:
    before = service("{measure: response_time, within: 2 hours}")
    after = service("{measure: response_time, within: 120 minutes}")
    assert effects(tmp_path, before, after) == [
        ("promise-changed", "targets[response_time].within", "changed")
    ]


def test_a_promise_that_goes_is_weakened_and_one_that_comes_tightened(tmp_path: Path) -> None:
    one = "{measure: response_time, within: 2 hours}"
    two = f"{one}, {{measure: fulfillment_time, within: 2 working days}}"
    assert effects(tmp_path, service(two), service(one)) == [
        ("promise-weakened", "targets[fulfillment_time]", "weakened")
    ]
    assert effects(tmp_path / "x", service(one), service(two)) == [
        ("promise-tightened", "targets[fulfillment_time]", "tightened")
    ]


def test_a_target_for_one_priority_is_compared_with_what_held_for_it(tmp_path: Path) -> None:
    one = "{measure: response_time, within: 2 hours}"
    assert effects(
        tmp_path, service(one), service(f"{one}, {{measure: response_time, priority: high, within: 4 hours}}")
    ) == [("promise-weakened", "targets[response_time, high]", "weakened")]


def test_the_more_often_the_clock_stops_the_weaker(tmp_path: Path) -> None:
    one = "{measure: response_time, within: 2 hours}"
    assert effects(tmp_path, service(one), service(one, "pauses_when: [we wait for you]\n")) == [
        ("promise-weakened", "pauses_when", "weakened")
    ]


def test_a_calendar_is_said_once_with_the_services_counted_on_it(tmp_path: Path) -> None:
    closed = BASE[CALENDARS].replace('fri: ["09:00-17:00"]', "fri: []")
    loan = {f"{IT}/services/loan.yml": service("{measure: fulfillment_time, within: 1 working day}")}
    [change] = changes(tmp_path, loan, {CALENDARS: closed})
    assert (change["code"], change["object"], change["effect"]) == ("calendar-weakened", "office", "weakened")
    assert change["services"] == ["it/loan", "it/repair"]


def test_what_a_department_promises_is_said_of_the_department(tmp_path: Path) -> None:
    department = BASE[f"{IT}/department.yml"]
    target = "targets: [{measure: fulfillment_time, within: 2 working days}]\n"
    slower = target.replace("2 working", "4 working")
    [change] = changes(
        tmp_path, {f"{IT}/department.yml": department + target}, {f"{IT}/department.yml": department + slower}
    )
    assert (change["code"], change["kind"], change["object"]) == ("promise-weakened", "department", "it")
    assert change["services"] == ["it/repair"]


def test_an_agreement_is_judged_by_what_it_says_though_it_waits_for_acceptance(tmp_path: Path) -> None:
    path = "catalog/agreements/it-hr.yml"
    agreement = (
        "name: Repairs\nprovider: it\ncustomer: hr\ncovers: [it/repair]\n"
        "targets: [{measure: response_time, within: 1 hour}]\n"
    )
    root = make_catalog(tmp_path, {path: agreement}, base=BASE)
    for party, role in (("it", "it/lead"), ("hr", "hr/head")):
        done = run("accept", "it-hr", "--party", party, "--by", role, "--root", str(root), *DAY)
        assert done.returncode == 0, done.stderr
    accepted = (root / path).read_text()
    found = changes(root, {path: accepted}, {path: accepted.replace("1 hour", "2 hours")})
    told = [(one["code"], one["object"], one["field"]) for one in found]
    assert ("promise-weakened", "it-hr", "targets[response_time].within") in told
    assert not [one for one in told if one[1] == "it/repair"]


def test_an_agreement_that_begins_changes_what_its_customer_is_promised(tmp_path: Path) -> None:
    path = "catalog/agreements/it-hr.yml"
    agreement = (
        "name: Repairs\nprovider: it\ncustomer: hr\ncovers: [it/repair]\n"
        "targets: [{measure: response_time, within: 1 hour}]\n"
    )
    root = make_catalog(tmp_path / "then", {path: agreement}, base=BASE)
    make_catalog(tmp_path / "now", {path: agreement}, base=BASE)
    for party, role in (("it", "it/lead"), ("hr", "hr/head")):
        run("accept", "it-hr", "--party", party, "--by", role, "--root", str(tmp_path / "now"), *DAY)
    done = run("diff", "--base-root", str(root), "--root", str(tmp_path / "now"), "--format", "json", *DAY)
    told = {
        (one["code"], one["object"], one["field"]): one["affected"]
        for one in json.loads(done.stdout)["changes"]
    }
    [customer] = told["promise-tightened", "it/repair", "targets[response_time] for hr"]
    assert (customer["department"], customer["because"]) == ("hr", 'it is a party to "Repairs"')


def test_a_service_that_goes_to_another_department_takes_its_hours_from_there(tmp_path: Path) -> None:
    hr = "name: HR\nsummary: People.\nhead: hr/head\nsupport_hours: short\n"
    calendars = BASE[CALENDARS] + 'short:\n  name: Short\n  open: {mon: ["09:00-12:00"]}\n'
    make_catalog(tmp_path, {CALENDARS: calendars, f"{HR}/department.yml": hr}, base=BASE)
    commit(tmp_path)
    (tmp_path / REPAIR).unlink()
    write(tmp_path, {f"{HR}/services/repair.yml": BASE[REPAIR] + "former_ids: [it/repair]\n"})
    done = run("diff", "HEAD", "--root", str(tmp_path), "--format", "json", *DAY)
    told = [(one["code"], one["object"], one["field"]) for one in json.loads(done.stdout)["changes"]]
    assert ("service-moved", "hr/repair", None) in told
    assert ("promise-weakened", "hr/repair", "targets[response_time]") in told


def test_a_share_where_none_was_said_weakens_a_promise(tmp_path: Path) -> None:
    before = service("{measure: response_time, within: 2 hours}")
    after = service("{measure: response_time, within: 2 hours, compliance: 90}")
    assert effects(tmp_path, before, after) == [
        ("promise-weakened", "targets[response_time].compliance", "weakened")
    ]


def test_hours_without_any_promise_have_a_direction_and_say_how_much(tmp_path: Path) -> None:
    calendars = BASE[CALENDARS] + 'short:\n  name: Short\n  open: {mon: ["09:00-12:00"]}\n'
    none = "name: Repair\nsummary: We mend it.\nroles: {owner: it/lead}\n"
    files = {CALENDARS: calendars, REPAIR: none}
    [change] = changes(tmp_path, files, {REPAIR: f"{none}support_hours: short\n"})
    assert (change["field"], change["effect"]) == ("support_hours", "weakened")
    assert change["hours"] == "open 1,932 hours less in a year, on 261 days"


def test_what_moves_both_ways_has_an_example_of_each(tmp_path: Path) -> None:
    make_catalog(tmp_path, {REPAIR: service("{measure: response_time, within: 8 hours}")}, base=BASE)
    commit(tmp_path)
    calendars = BASE[CALENDARS].replace('fri: ["09:00-17:00"]', 'fri: ["09:00-12:00"]')
    after = service("{measure: response_time, within: same working day}")
    write(tmp_path, {CALENDARS: calendars, REPAIR: after})
    done = run("diff", "HEAD", "--root", str(tmp_path), *DAY)
    assert "asked Tue 1 Sep 2026, 09:00" in done.stdout, done.stdout


def test_of_promises_that_move_both_ways_the_farthest_of_each_way_is_named(tmp_path: Path) -> None:
    later = BASE[CALENDARS].replace('fri: ["09:00-17:00"]', 'fri: ["09:00-19:00"]')
    target = '{measure: fulfillment_time, within: same working day, cutoff: "16:00"}'
    loan = {f"{IT}/services/loan.yml": service(target)}
    make_catalog(tmp_path, loan, base=BASE)
    commit(tmp_path)
    write(tmp_path, {CALENDARS: later})
    done = run("diff", "HEAD", "--root", str(tmp_path), "--format", "json", *DAY)
    [change] = json.loads(done.stdout)["changes"]
    assert change["effect"] == "incomparable"
    (first, loses), (second, wins) = ((one["service"], one) for one in change["most"])
    assert (first, loses["words"]) == ("it/loan", "2 hours later, for what is asked on a Thursday or Friday")
    assert second == "it/repair" and wins["later"] is None
    assert wins["words"] == "up to 2 hours earlier, for what is asked on a Friday after 13:00"


def test_a_time_is_told_of_its_own_target_and_not_of_one_that_was_added_beside_it(tmp_path: Path) -> None:
    one = "{measure: fulfillment_time, within: %s}"
    high = "{measure: fulfillment_time, priority: high, within: 2 working days}"
    found = changes(
        tmp_path,
        {REPAIR: service(one % "6 working days")},
        {REPAIR: service(f"{one % '4 working days'}, {high}")},
    )
    earlier = {item["field"]: item["by"]["earlier"]["greatest"] for item in found}
    assert earlier == {
        "targets[fulfillment_time].within": "2 working days",
        "targets[fulfillment_time, high]": "4 working days",
    }


def test_days_on_which_a_calendar_closes_now_count_by_how_much_it_is_later(tmp_path: Path) -> None:
    targets = "{measure: fulfillment_time, within: 3 working days}, {measure: response_time, within: 2 hours}"
    closed = BASE[CALENDARS] + "  closures: [{from: 2026-12-21, until: 2026-12-25, reason: Winter}]\n"
    [change] = changes(tmp_path, {REPAIR: service(targets)}, {CALENDARS: closed})
    [most] = change["most"]
    assert most["later"]["greatest"] == "5 working days"
    printed = run("diff", "HEAD", "--root", str(tmp_path), *DAY).stdout
    assert "due Mon 21 Dec 2026, 17:00 before, Mon 28 Dec 2026, 17:00 now" in printed
