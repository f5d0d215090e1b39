"""The promise that a ticket is judged by is the one that the catalog's history had in force when it was asked."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from tests.git_repository import commit, git
from tests.support import IT, REPOSITORY, SMALL, make_catalog, write

from servicebook.analysis.quote import quote
from servicebook.clock.zones import instant_of, seconds_of
from servicebook.loading import load_catalog
from servicebook.measuring.in_force import KnownPromises, in_force
from servicebook.measuring.tickets import InForce, Kind
from servicebook.model.catalog import Catalog
from servicebook.model.clocks import Clocks
from servicebook.source.git_tree import Git

NOW = date(2026, 9, 1)
REPAIR = Kind("it/repair", None, None, None)


def second(text: str) -> int:
    return seconds_of(datetime.fromisoformat(text).replace(tzinfo=UTC))


def today(root: Path) -> Catalog:
    return load_catalog(root, NOW).catalog


def known(root: Path, *kinds: Kind, first: str = "2026-01-01T00:00") -> KnownPromises:
    return in_force(root, today(root), kinds or (REPAIR,), second(first), second("2026-09-01T12:00"))


def repair(within: str, *, compliance: int | None = None, more: str = "") -> dict[str, str]:
    share = f", compliance: {compliance}, per: month" if compliance else ""
    return {
        f"{IT}/services/repair.yml": (
            "name: Repair\nsummary: We mend it.\nroles: {owner: it/lead}\n"
            f"targets: [{{measure: response_time, within: {within}{share}}}]\n{more}"
        )
    }


def at(found: KnownPromises, moment: str, kind: Kind = REPAIR) -> list[InForce]:
    asked = second(moment)
    return [
        row
        for row in found.rows
        if (row.service, row.priority, row.channel, row.customer) == kind
        and row.since <= asked
        and (row.until is None or asked < row.until)
    ]


def test_a_promise_holds_from_the_moment_of_its_commit(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {}, base=SMALL)
    first = commit(root, at="2026-03-02T09:00:00+00:00")
    write(root, repair("2 hours", compliance=90))
    second_one = commit(root, at="2026-05-04T10:30:00+02:00")
    found = known(root)
    assert found.begins == second("2026-03-02T09:00")
    before, after = at(found, "2026-05-04T08:29:59"), at(found, "2026-05-04T08:30")
    assert [row.promised.words for row in before] == ["4 hours"]
    assert [row.promised.commit for row in before] == [first[:7]]
    assert [(row.promised.words, row.promised.percent, row.promised.per) for row in after] == [
        ("2 hours, 90 % per month", 90, "month")
    ]
    assert after[0].promised.commit == second_one[:7]


def test_a_merge_brings_what_it_merges_at_its_own_moment(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {}, base=SMALL)
    commit(root, at="2026-03-02T09:00:00+00:00")
    git(root, "switch", "--quiet", "--create", "other")
    write(root, repair("2 hours"))
    commit(root, at="2026-04-01T09:00:00+00:00")
    git(root, "switch", "--quiet", "-")
    git(root, "merge", "--quiet", "--no-ff", "--message", "m", "other", at="2026-06-01T09:00:00+00:00")
    found = known(root)
    assert [row.promised.words for row in at(found, "2026-05-31T09:00")] == ["4 hours"]
    assert [row.promised.words for row in at(found, "2026-06-01T09:00")] == ["2 hours"]


def test_before_the_history_the_oldest_promise_is_used_and_that_is_told(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {}, base=SMALL)
    commit(root, at="2026-03-02T09:00:00+00:00")
    write(root, repair("2 hours"))
    commit(root, at="2026-05-04T09:00:00+00:00")
    found = known(root)
    assert [row.promised.words for row in at(found, "2026-01-05T09:00")] == ["4 hours"]
    assert found.begins == second("2026-03-02T09:00")


def test_the_same_promise_again_has_the_commit_that_had_it_first(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {}, base=SMALL)
    first = commit(root, at="2026-03-02T09:00:00+00:00")
    write(root, repair("2 hours"))
    commit(root, at="2026-04-01T09:00:00+00:00")
    write(root, repair("4 hours"))
    commit(root, at="2026-05-01T09:00:00+00:00")
    write(root, repair("4 hours", more="description: In words.\n"))
    commit(root, at="2026-06-01T09:00:00+00:00")
    rows = known(root).rows
    assert [(row.promised.words, row.since) for row in rows[1:]] == [
        ("2 hours", second("2026-04-01T09:00")),
        ("4 hours", second("2026-05-01T09:00")),  # a description is no other promise
    ]
    assert rows[0].promised == rows[2].promised
    assert rows[0].promised.commit == first[:7]


def test_a_changed_calendar_is_another_clock_of_the_same_promise(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {}, base=SMALL)
    commit(root, at="2026-03-02T09:00:00+00:00")
    write(root, {"site_config/calendars.yml": 'office:\n  name: Office\n  open: {tue: ["09:00-17:00"]}\n'})
    commit(root, at="2026-04-01T09:00:00+00:00")
    rows = known(root).rows
    assert len({row.promised for row in rows}) == 1
    assert len({row.clock for row in rows}) == 2


def test_without_git_today_s_promises_are_all_that_is_known(tmp_path: Path) -> None:
    found = known(make_catalog(tmp_path, {}, base=SMALL))
    assert found.begins is None
    assert found.why_not
    assert [(row.promised.words, row.promised.commit, row.until) for row in found.rows] == [
        ("4 hours", None, None)
    ]


def test_a_shallow_clone_knows_nothing_of_what_it_lacks(tmp_path: Path) -> None:
    root = make_catalog(tmp_path / "a", {}, base=SMALL)
    commit(root, at="2026-03-02T09:00:00+00:00")
    write(root, repair("2 hours"))
    commit(root, at="2026-05-04T09:00:00+00:00")
    git(tmp_path, "clone", "--quiet", "--depth", "1", root.as_uri(), "b")
    found = known(tmp_path / "b")
    assert found.is_shallow
    assert found.begins == second("2026-05-04T09:00")


def test_a_service_is_followed_to_what_it_was_called_before(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {}, base=SMALL)
    commit(root, at="2026-03-02T09:00:00+00:00")
    git(root, "mv", f"{IT}/services/repair.yml", f"{IT}/services/mending.yml")
    text = repair("2 hours", more="former_ids: [it/repair]\n")[f"{IT}/services/repair.yml"]
    write(root, {f"{IT}/services/mending.yml": text})
    commit(root, at="2026-05-04T09:00:00+00:00")
    kind = Kind("it/mending", None, None, None)
    found = known(root, kind)
    assert [(row.promised.words, row.promised.service) for row in at(found, "2026-04-01T09:00", kind)] == [
        ("4 hours", "it/mending")
    ]
    assert [row.promised.words for row in at(found, "2026-06-01T09:00", kind)] == ["2 hours"]


def test_nothing_was_promised_before_there_was_the_service_or_after_it_promised_nothing(
    tmp_path: Path,
) -> None:
    without = {path: text for path, text in SMALL.items() if "repair" not in path}
    root = make_catalog(tmp_path, {}, base=without)
    commit(root, at="2026-03-02T09:00:00+00:00")
    write(root, repair("4 hours"))
    commit(root, at="2026-05-04T09:00:00+00:00")
    write(root, {f"{IT}/services/repair.yml": "name: Repair\nsummary: We mend it.\n"})
    commit(root, at="2026-06-04T09:00:00+00:00")
    found = known(root)
    assert not at(found, "2026-05-04T08:59:59")
    assert at(found, "2026-05-04T09:00")
    assert not at(found, "2026-06-04T09:00")


def test_a_file_that_was_broken_for_a_while_takes_no_promise_away(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {}, base=SMALL)
    commit(root, at="2026-03-02T09:00:00+00:00")
    write(root, {f"{IT}/services/repair.yml": "name: [\n"})
    commit(root, at="2026-04-01T09:00:00+00:00")
    write(root, repair("4 hours"))
    commit(root, at="2026-05-01T09:00:00+00:00")
    assert len(known(root).rows) == 1


def test_a_ticket_without_a_channel_is_judged_by_no_promise_for_one_channel(tmp_path: Path) -> None:
    target = "[{measure: response_time, within: 1 hour, channel: phone}]"
    text = (
        f"name: Repair\nsummary: We mend it.\nchannels: [{{type: phone, number: '1'}}]\ntargets: {target}\n"
    )
    root = make_catalog(tmp_path, {f"{IT}/services/repair.yml": text}, base=SMALL)
    by_phone = REPAIR._replace(channel="phone")
    found = known(root, REPAIR, by_phone)
    assert [(row.channel, row.promised.channel) for row in found.rows] == [("phone", "phone")]


def test_an_agreement_holds_on_its_days_in_the_provider_s_zone(tmp_path: Path) -> None:
    root = agreed(tmp_path, "effective_from: 2026-04-01\neffective_until: 2026-06-30\n")
    kind = REPAIR._replace(customer="hr")
    found = known(root, REPAIR, kind)
    # in Auckland, the first of April begins when it is 11:00 on the day before in UTC
    words = [
        [(row.promised.words, row.promised.agreement) for row in at(found, moment, kind)]
        for moment in ("2026-03-31T10:59:59", "2026-03-31T11:00", "2026-06-30T11:59:59", "2026-06-30T12:00")
    ]
    assert words == [[("4 hours", None)], [("1 hour", "it-hr")], [("1 hour", "it-hr")], [("4 hours", None)]]
    assert {row.promised.agreement for row in found.rows if row.customer is None} == {None}


def agreed(folder: Path, days: str) -> Path:
    """A catalog in Auckland with an agreement that both departments have accepted."""
    calendars = 'office:\n  name: Office\n  zone: Pacific/Auckland\n  open: {mon: ["09:00-17:00"]}\n'
    hr = "name: HR\nsummary: People.\nhead: hr/head\n"
    agreement = (
        f"provider: it\ncustomer: hr\ncovers: [it/repair]\n{days}"
        "targets: [{measure: response_time, within: 1 hour}]\n"
    )
    root = make_catalog(
        folder,
        {
            "site_config/calendars.yml": calendars,
            "catalog/departments/hr/department.yml": hr,
            "catalog/agreements/it-hr.yml": agreement,
        },
        base=SMALL,
    )
    for party, role in (("it", "it/lead"), ("hr", "hr/head")):
        arguments = ("--party", party, "--by", role, "--root", str(root), "--today", "2026-02-02")
        subprocess.run(
            [sys.executable, "-m", "servicebook.cli", "accept", "it-hr", *arguments],
            check=True,
            capture_output=True,
        )
    commit(root, at="2026-02-03T00:00:00+00:00")
    return root


def test_every_answer_is_what_the_catalog_of_that_moment_quotes(tmp_path: Path) -> None:
    root = tmp_path / "made"
    script = REPOSITORY / "benchmarks/make_history.py"
    subprocess.run([sys.executable, script, root, "--commits", "40"], check=True, capture_output=True)
    now = load_catalog(root, NOW).catalog
    services = sorted(now.services)[::16]
    customers = (None, *sorted({one.customer for one in now.agreements.values()})[:2])
    kinds = [
        Kind(service, priority, channel, customer)
        for service in services
        for priority in now.settings.priorities
        for channel in (None, "phone")
        for customer in customers
    ]
    log = git(root, "log", "--first-parent", "--reverse", "--format=%H %cI").splitlines()
    commits = [(line[:40], seconds_of(datetime.fromisoformat(line[41:]))) for line in log]
    found = in_force(root, now, kinds, commits[0][1], commits[-1][1] + 86_400)
    compared = 0
    for hash_, since in commits[::10]:
        then = load_catalog(Git.at(root, hash_), NOW).catalog
        asked = instant_of(since + 60)
        clocks = Clocks(then)
        for kind in kinds:
            names = (kind.service, *now.services[kind.service].former_ids)
            service = next((then.services[name] for name in names if name in then.services), None)
            expected = set()
            if service is not None:
                on_day = Clocks(replace(then, today=asked.date()))
                quoted = quote(
                    on_day,
                    service,
                    asked,
                    priority=kind.priority,
                    channel=kind.channel,
                    customer=kind.customer,
                )
                expected = {
                    (
                        one.promise.target.key,
                        one.promise.target.within,
                        clocks.for_service(service, one.promise.calendar),
                    )
                    for one in quoted.answers
                    if one.promise.target.within and one.promise.calendar
                    and (kind.channel is not None or one.promise.target.channel is None)
                }  # fmt: skip
            rows = [
                row
                for row in found.rows
                if (row.service, row.priority, row.channel, row.customer) == kind
                and row.since <= since + 60
                and (row.until is None or since + 60 < row.until)
            ]
            assert {
                (
                    (row.promised.measure, row.promised.priority, row.promised.channel),
                    row.clock.within,
                    row.clock.calendar,
                )
                for row in rows
            } == expected
            compared += len(rows)
    assert compared > 100
