"""``servicebook measure`` counts what exports hold into the catalog's files, and only counts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from tests.git_repository import commit
from tests.support import IT, SMALL, make_catalog, run, write

from servicebook.loading import load_catalog
from servicebook.source.yaml_reader import parse

TODAY = "2026-04-10"
HEADER = "ticket,service,asked,first_reply,done,priority,customer\n"
RESULTS = "catalog/results/it/2026.yml"
MEASURES = (
    "sources:\n  desk: {format: plain, zone: UTC, columns: {customer: customer}}\npublish: {fewest: 5}\n"
)
EVERY_DAY = 'office:\n  name: Office\n  open: {mon: ["09:00-17:00"], tue: ["09:00-17:00"], wed: ["09:00-17:00"], thu: ["09:00-17:00"], fri: ["09:00-17:00"]}\n'  # noqa: E501


def repository(
    folder: Path, more: dict[str, str] | None = None, *, at: str = "2025-12-01T00:00:00+00:00"
) -> Path:
    files = {
        "site_config/measures.yml": MEASURES,
        "site_config/calendars.yml": EVERY_DAY,
        f"{IT}/services/repair.yml": (
            "name: Repair\nsummary: We mend it.\nroles: {owner: it/lead}\n"
            "targets:\n"
            "  - {measure: response_time, within: 4 hours, compliance: 90, per: month}\n"
            "  - {measure: fulfillment_time, within: 1 working day, compliance: 90, per: month}\n"
        ),
        **(more or {}),
    }
    root = make_catalog(folder / "catalog", files, base=SMALL)
    commit(root, at=at)
    return root


def ticket(number: int, day: str, *, days: int | None = 0, priority: str = "", customer: str = "") -> str:
    """Asked at nine on a day, replied to at ten, and done so many days later; None: still open."""
    done = "" if days is None else f"{date.fromisoformat(day).replace(day=int(day[-2:]) + days)} 11:00"
    return f"{number},it/repair,{day} 09:00,{day} 10:00,{done},{priority},{customer}\n"


def export(root: Path, lines: Iterable[str], name: str = "tickets.csv") -> str:
    write(root.parent, {name: HEADER + "".join(lines)})
    return str(root.parent / name)


def measure(root: Path, *arguments: str, today: str = TODAY) -> tuple[int, str]:
    done = run("measure", *arguments, "--root", str(root), "--today", today)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout + done.stderr


def results(root: Path, path: str = RESULTS) -> Any:
    return parse((root / path).read_text(encoding="utf-8"), path).value


def rows(root: Path, period: str) -> dict[tuple[str, str | None], dict[str, Any]]:
    found = results(root).get(period, {"results": []})["results"]
    return {(row["measure"], row.get("priority") or row.get("agreement")): row for row in found}


def test_a_month_is_counted_by_what_was_promised(tmp_path: Path) -> None:
    root = repository(tmp_path)
    late = [ticket(n, "2026-03-02", days=2) for n in range(2)]
    file = export(root, [*late, *(ticket(n, "2026-03-03") for n in range(2, 9))])
    status, said = measure(root, file)
    assert status == 0, said
    assert "9 tickets in 9 rows" in said
    assert "it 2026-03: 2 new" in said
    row = rows(root, "2026-03")["fulfillment_time", None]
    assert (row["asked"], row["counted"], row["kept"]) == (9, 9, 7)
    assert row["promised"] == "1 working day, 90 % per month"
    assert len(row["commit"]) == 7
    assert not load_catalog(root, date(2026, 4, 10)).errors


def test_the_same_export_twice_changes_nothing(tmp_path: Path) -> None:
    root = repository(tmp_path)
    file = export(root, [ticket(n, "2026-03-02") for n in range(6)])
    measure(root, file)
    before = (root / RESULTS).read_bytes()
    status, said = measure(root, file)
    assert (status, (root / RESULTS).read_bytes()) == (0, before)
    assert "it 2026-03: 2 unchanged" in said
    assert "Nothing to write" in said


def test_what_is_closed_late_corrects_its_month(tmp_path: Path) -> None:
    root = repository(tmp_path)
    closed = [ticket(n, "2026-03-02") for n in range(6)]
    measure(root, export(root, [*closed, ticket(6, "2026-03-31", days=None)]), today="2026-03-31")
    measure(root, export(root, [*closed, ticket(6, "2026-03-30", days=1)]), today="2026-04-10")
    row = rows(root, "2026-03")["fulfillment_time", None]
    assert (row["asked"], row["counted"], row["kept"]) == (7, 7, 7)


def test_an_export_that_is_older_than_the_day_of_counting_is_told(tmp_path: Path) -> None:
    root = repository(tmp_path)
    closed = [ticket(n, "2026-03-02") for n in range(6)]
    file = export(root, [*closed, ticket(6, "2026-03-30", days=None)])
    told = "note: the last time in the export is 30 Mar 2026, 11 days before 10 Apr 2026"
    status, said = measure(root, file, "--dry-run")
    assert status == 0, said
    assert told in said
    assert "--today 2026-03-30" in said
    # as of its day, over a weekend, and where nothing is open, it may be of today
    assert "the last time" not in measure(root, file, "--dry-run", today="2026-03-30")[1]
    assert "the last time" not in measure(root, file, "--dry-run", today="2026-04-02")[1]
    assert "the last time" not in measure(root, export(root, closed), "--dry-run")[1]


def test_notes_comments_and_other_services_stay(tmp_path: Path) -> None:
    root = repository(tmp_path)
    file = export(root, [ticket(n, "2026-03-02") for n in range(6)])
    measure(root, file)
    text = (root / RESULTS).read_text(encoding="utf-8")
    text += "  # said on Friday\n  notes: {it/repair: A strike.}\n"
    (root / RESULTS).write_text(text, encoding="utf-8")
    measure(root, export(root, [ticket(n, "2026-03-02") for n in range(8)]))
    after = (root / RESULTS).read_text(encoding="utf-8")
    assert after.endswith("  # said on Friday\n  notes: {it/repair: A strike.}\n")
    assert "asked: 8" in after


def test_a_month_that_lost_requests_stays_until_it_is_replaced(tmp_path: Path) -> None:
    root = repository(tmp_path)
    measure(root, export(root, [ticket(n, "2026-03-02") for n in range(20)]))
    before = (root / RESULTS).read_bytes()
    file = export(root, [ticket(n, "2026-03-31") for n in range(6)])
    status, said = measure(root, file)
    assert status == 1
    assert "it/repair 2026-03: 6 requests, and the file says 20." in said
    assert (root / RESULTS).read_bytes() == before
    assert measure(root, file, "--replace")[0] == 0
    assert rows(root, "2026-03")["fulfillment_time", None]["asked"] == 6


def test_a_month_within_which_the_export_begins_can_be_left_out(tmp_path: Path) -> None:
    root = repository(tmp_path)
    file = export(
        root, [ticket(n, "2026-02-20") for n in range(6)] + [ticket(n, "2026-03-02") for n in range(6, 12)]
    )
    said = measure(root, file, "--dry-run")[1]
    assert "2026-02 is written as a whole month. If the export begins within it: --since 2026-03" in said
    status, said = measure(root, file, "--since", "2026-03")
    assert (status, sorted(results(root))) == (0, ["2026-03"])
    assert "whole month" not in said
    assert measure(root, file, "--since", "2026")[0] == 2


def test_a_year_is_published_where_no_quarter_can_be(tmp_path: Path) -> None:
    root = repository(tmp_path)
    file = export(root, [ticket(n, f"2026-{n:02}-02") for n in range(1, 13)])
    measure(root, file, today="2026-12-20")
    assert not (root / RESULTS).exists()
    measure(root, file, today="2027-01-10")
    assert {period: len(said["results"]) for period, said in results(root).items()} == {"2026": 2}
    more = export(root, [ticket(n, f"2026-{(n - 1) % 12 + 1:02}-02") for n in range(1, 25)])
    measure(root, more, today="2027-02-10")  # quarters would be large enough by now, and are not told of
    assert list(results(root)) == ["2026"]
    assert rows(root, "2026")["fulfillment_time", None]["asked"] == 24


def test_a_month_that_is_not_over_is_written_only_when_asked_for(tmp_path: Path) -> None:
    root = repository(tmp_path)
    file = export(root, [ticket(n, "2026-03-02") for n in range(6)])
    status, said = measure(root, file, today="2026-03-20")
    assert status == 0
    assert "2026-03 is not over, and its 6 requests were not written" in said
    assert not (root / RESULTS).exists()
    measure(root, file, "--unfinished", today="2026-03-20")
    assert results(root)["2026-03"]["as_of"] == "2026-03-20"
    status, said = measure(root, file)  # it is over, and nothing else has changed
    assert f"Wrote {RESULTS}." in said
    assert "as_of" not in results(root)["2026-03"]


def test_results_of_a_service_that_moved_are_corrected_where_they_stand(tmp_path: Path) -> None:
    hr = SMALL[f"{IT}/department.yml"].replace("name: IT", "name: HR").replace("it/lead", "hr/head")
    root = repository(tmp_path, {"catalog/departments/hr/department.yml": hr})
    measure(root, export(root, [ticket(n, "2026-03-02") for n in range(6)]))
    done = run("rename", "service:it/repair", "hr/mending", "--root", str(root), "--today", TODAY)
    assert done.returncode == 0, done.stderr
    file = export(root, [ticket(n, "2026-03-02").replace("it/repair", "hr/mending") for n in range(7)])
    status, said = measure(root, file)
    assert status == 0, said
    assert {row["service"] for row in rows(root, "2026-03").values()} == {"hr/mending"}
    assert rows(root, "2026-03")["fulfillment_time", None]["asked"] == 7
    assert [str(path.relative_to(root)) for path in root.glob("catalog/results/*/*")] == [RESULTS]


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    root = repository(tmp_path)
    status, said = measure(root, export(root, [ticket(n, "2026-03-02") for n in range(6)]), "--dry-run")
    assert status == 0
    assert f"Would write {RESULTS}." in said
    assert not (root / RESULTS).exists()


def test_two_sources_of_one_service_are_added(tmp_path: Path) -> None:
    by_phone = "{format: plain, zone: UTC, columns: {asked: called}}"
    two = f"sources:\n  desk: {{format: plain, zone: UTC}}\n  phone: {by_phone}\n"
    root = repository(tmp_path, {"site_config/measures.yml": two})
    first = export(root, [ticket(n, "2026-03-02") for n in range(6)])
    second = tmp_path / "calls.csv"
    calls = HEADER.replace("asked", "called") + "".join(ticket(n, "2026-03-03") for n in range(4))
    second.write_text(calls, encoding="utf-8")
    status, said = measure(root, first, str(second))  # each is known by its columns
    assert status == 0, said
    assert rows(root, "2026-03")["fulfillment_time", None]["asked"] == 10


def test_an_export_without_replies_says_nothing_of_response_times(tmp_path: Path) -> None:
    two = MEASURES.replace("publish", "  ends: {format: plain, zone: UTC}\npublish")
    root = repository(tmp_path, {"site_config/measures.yml": two})
    lines = [f"{n},it/repair,2026-03-02 09:00,2026-03-02 17:00\n" for n in range(6)]
    write(tmp_path, {"ends.csv": "ticket,service,asked,done\n" + "".join(lines)})
    ends = f"ends={tmp_path / 'ends.csv'}"
    status, said = measure(root, ends)
    assert status == 0
    assert "response times were not counted" in said
    assert [measure for measure, _ in rows(root, "2026-03")] == ["fulfillment_time"]
    replies = export(root, [ticket(n, "2026-03-02") for n in range(10, 17)])
    measure(root, f"desk={replies}", ends)
    asked = {measure: row["asked"] for (measure, _), row in rows(root, "2026-03").items()}
    assert asked == {"fulfillment_time": 13, "response_time": 7}
    # what is told later without replies corrects the rest, and leaves response times as they stand
    more = [f"{n},it/repair,2026-03-02 09:00,2026-03-02 17:00\n" for n in range(15)]
    write(tmp_path, {"ends.csv": "ticket,service,asked,done\n" + "".join(more)})
    status, said = measure(root, ends)
    assert status == 0, said
    asked = {measure: row["asked"] for (measure, _), row in rows(root, "2026-03").items()}
    assert asked == {"fulfillment_time": 15, "response_time": 7}


def test_without_git_today_s_promise_counts_and_the_rows_say_so(tmp_path: Path) -> None:
    files = {"site_config/measures.yml": MEASURES, "site_config/calendars.yml": EVERY_DAY}
    root = make_catalog(tmp_path / "catalog", files, base=SMALL)
    status, said = measure(root, export(root, [ticket(n, "2026-03-02") for n in range(6)]))
    assert status == 0, said
    assert "By the promises of today" in said
    row = rows(root, "2026-03")["response_time", None]
    assert row["basis"] == "today"
    assert "commit" not in row


def test_what_is_older_than_the_history_says_so(tmp_path: Path) -> None:
    root = repository(tmp_path, at="2026-03-10T00:00:00+00:00")
    older = [ticket(n, "2026-03-02") for n in range(6)]
    status, said = measure(root, export(root, older))
    assert status == 0
    assert "All requests were asked before that" in said
    assert rows(root, "2026-03")["response_time", None]["basis"] == "today"
    said = measure(root, export(root, [*older, ticket(6, "2026-03-20")]))[1]
    assert "6 requests are older" in said


def test_large_counts_are_written_alike(tmp_path: Path) -> None:
    root = repository(tmp_path)
    said = measure(root, export(root, [ticket(n, "2026-03-02") for n in range(1001)]), "--dry-run")[1]
    assert "1,001 tickets in 1,001 rows" in said


def test_tickets_to_which_nothing_was_promised_are_told(tmp_path: Path) -> None:
    root = repository(tmp_path, {f"{IT}/services/repair.yml": "name: Repair\nsummary: We mend it.\n"})
    status, said = measure(root, export(root, [ticket(n, "2026-03-02") for n in range(6)]))
    assert status == 0
    assert "it/repair: nothing was promised for 6 requests when they were asked" in said
    assert not (root / RESULTS).exists()


def test_the_priorities_to_which_nothing_was_promised_are_told(tmp_path: Path) -> None:
    service = (
        "name: Repair\nsummary: We mend it.\nroles: {owner: it/lead}\n"
        "targets:\n  - {measure: fulfillment_time, within: 1 working day, priority: high}\n"
    )
    root = repository(tmp_path, {f"{IT}/services/repair.yml": service})
    lines = [ticket(n, "2026-03-02", priority="normal" if n % 2 else "high") for n in range(12)]
    status, said = measure(root, export(root, lines), "--dry-run")
    assert status == 0, said
    assert "it/repair: nothing was promised for 6 requests when they were asked" in said
    assert "among them are all of priority: normal\n" in said


def test_tickets_in_a_database_give_what_their_export_gives(tmp_path: Path) -> None:
    root = repository(tmp_path)
    lines = [ticket(n, "2026-03-02", days=n % 3) for n in range(12)]
    lines += [ticket(n, "2026-03-03", priority="high") for n in range(20, 22)]
    lines += [ticket(30, "2026-03-03", days=None), "x,it/none,2026-03-02 09:00,,,,\n"]
    file = export(root, lines)
    measure(root, file)
    from_export = (root / RESULTS).read_bytes()
    (root / RESULTS).unlink()
    database = tmp_path / "desk.duckdb"
    with duckdb.connect(str(database)) as connection:
        connection.execute("create table tickets as select * from read_csv(?, all_varchar = true)", [file])
        connection.execute(
            "create view asked as select ticket, service, priority, customer, asked::timestamp as asked, "
            "first_reply::timestamp as first_reply, done::timestamp as done from tickets"
        )
    status, said = measure(root, "--connect", f"duckdb://{database}", "--table", "asked")
    assert status == 0, said
    assert "desk: 15 tickets in 16 rows" in said
    assert '"it/none" is no service' in said
    assert (root / RESULTS).read_bytes() == from_export
    status, said = measure(root, "--connect", f"duckdb://{database}", "--table", "none")
    assert status == 2
    assert measure(root, "--connect", f"duckdb://{database}")[0] == 2


def test_without_the_extra_the_same_is_counted(tmp_path: Path) -> None:
    root = repository(tmp_path)
    lines = [ticket(n, "2026-03-02", days=n % 4) for n in range(15)] + [ticket(20, "2026-03-03", days=None)]
    file = export(root, lines)
    said = measure(root, file)[1]
    assert "Judged by duckdb." in said
    counted_there = (root / RESULTS).read_bytes()
    (root / RESULTS).unlink()
    write(tmp_path / "without", {"ibis.py": "raise ImportError('not installed')\n"})
    command = [
        sys.executable,
        "-m",
        "servicebook.cli",
        "measure",
        file,
        "--root",
        str(root),
        "--today",
        TODAY,
    ]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "without")}
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True)
    assert 'pip install "servicebook[measure]"' in done.stdout
    assert (root / RESULTS).read_bytes() == counted_there
    asked = [*command[:4], "--connect", "duckdb://x.duckdb", "--table", "t", *command[5:]]
    done = subprocess.run(asked, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, "servicebook[measure]" in done.stderr) == (2, True)


def test_without_measures_yml_a_beginning_is_given_that_works(tmp_path: Path) -> None:
    root = repository(tmp_path)
    (root / "site_config/measures.yml").unlink()
    lines = [f"A-{n},it/repair,02/Mar/26 9:00 AM,02/Mar/26 11:00 AM,Normal,Done\n" for n in range(6)]
    file = tmp_path / "jira.csv"
    file.write_text(
        "Issue key,Request Type,Created,Resolved,Priority,Status\n" + "".join(lines), encoding="utf-8"
    )
    status, said = measure(root, str(file))
    assert status == 2
    beginning = said[said.index("sources:") : said.index("Names of services")]
    write(root, {"site_config/measures.yml": beginning})
    status, said = measure(root, str(file))
    assert status == 0, said
    assert rows(root, "2026-03")["fulfillment_time", None]["asked"] == 6


def test_as_json_it_is_one_object_of_counts(tmp_path: Path) -> None:
    root = repository(tmp_path)
    file = export(root, [*(ticket(n, "2026-03-02") for n in range(6)), "x,it/none,2026-03-02 09:00,,,,\n"])
    told = json.loads(measure(root, file, "--format", "json")[1])
    assert told["files"] == [RESULTS]
    assert told["judged"]["asked"] == 6
    assert [one["count"] for one in told["sources"]["desk"]["unknown_services"]] == [1]
    assert told["periods"][0]["new"] == 2


def test_a_file_that_is_not_there_or_no_table_ends_the_command(tmp_path: Path) -> None:
    root = repository(tmp_path)
    assert measure(root, str(tmp_path / "none.csv"))[0] == 2
    assert measure(root)[0] == 2
    write(tmp_path, {"page.csv": "<html><body>Sign in</body></html>"})
    status, said = measure(root, str(tmp_path / "page.csv"))
    assert status == 1
    assert "nothing was counted" in said


def test_an_export_of_which_nothing_is_understood_is_a_fault(tmp_path: Path) -> None:
    root = repository(tmp_path)
    status, said = measure(root, export(root, ["1,Broken screen,2026-03-02 09:00,,,,\n"]))
    assert status == 1
    assert '"Broken screen" is no service (1 ticket)' in said


def test_an_export_without_tickets_is_no_fault(tmp_path: Path) -> None:
    root = repository(tmp_path)
    status, said = measure(root, export(root, []))
    assert status == 0, said
    assert "no tickets" in said


COUNTED = "service,measure,period,counted,kept,priority\n"


def counted(root: Path, lines: str, *arguments: str, today: str = TODAY) -> tuple[int, str]:
    write(root.parent, {"counted.csv": COUNTED + lines})
    return measure(root, "--counted", str(root.parent / "counted.csv"), *arguments, today=today)


def test_results_of_others_need_neither_settings_nor_git(tmp_path: Path) -> None:
    root = make_catalog(tmp_path / "catalog", {}, base=SMALL)
    status, said = counted(
        root, "it/repair,response_time,2026-03,40,38,\nit/repair,response_time,2026-02,4,4,\n"
    )
    assert status == 0, said
    assert "it 2026-02: 1 not published" in said
    assert results(root) == {
        "2026-03": {
            "results": [
                {
                    "service": "it/repair",
                    "measure": "response_time",
                    "basis": "reported",
                    "counted": 40,
                    "kept": 38,
                }
            ]
        }
    }
    before = (root / RESULTS).read_bytes()
    counted(root, "it/repair,response_time,2026-03,40,38,\n")
    assert (root / RESULTS).read_bytes() == before
    assert not load_catalog(root, date(2026, 4, 10)).errors


def test_a_table_with_totals_does_not_give_its_small_parts_away(tmp_path: Path) -> None:
    root = make_catalog(tmp_path / "catalog", {}, base=SMALL)
    months = "".join(
        f"it/repair,response_time,2026-0{n},{count},1,\n" for n, count in ((1, 8), (2, 9), (3, 3))
    )
    counted(root, months + "it/repair,response_time,2026-Q1,20,19,\n")
    assert sorted(results(root)) == ["2026-02", "2026-Q1"]  # 20 - 9 is 11: January and March together
    root = make_catalog(tmp_path / "other" / "catalog", {}, base=SMALL)
    counted(root, "it/repair,response_time,2026,30,20,\nit/repair,response_time,2026,28,20,high\n")
    assert len(results(root)["2026"]["results"]) == 1


def test_a_later_table_does_not_give_away_what_an_earlier_one_left_out(tmp_path: Path) -> None:
    root = make_catalog(tmp_path / "catalog", {}, base=SMALL)
    counted(root, "".join(f"it/repair,response_time,2026-0{n},{8 if n < 3 else 3},3,\n" for n in (1, 2, 3)))
    assert sorted(results(root)) == ["2026-01", "2026-02"]
    status, said = counted(root, "it/repair,response_time,2026-Q1,19,14,\n")
    assert (status, sorted(results(root))) == (0, ["2026-01", "2026-02"])
    assert "it 2026-Q1: 1 not published" in said


def test_results_of_others_and_from_tickets_leave_each_other_alone(tmp_path: Path) -> None:
    root = repository(tmp_path)
    counted(root, "it/repair,response_time,2026-03,40,38,\n")
    status, said = measure(root, export(root, [ticket(n, "2026-03-02") for n in range(6)]))
    assert status == 0
    assert "1 left to reported results" in said
    assert rows(root, "2026-03")["response_time", None]["counted"] == 40
    assert rows(root, "2026-03")["fulfillment_time", None]["counted"] == 6
    said = counted(root, "it/repair,fulfillment_time,2026-03,50,40,\n")[1]
    assert "1 left to results from tickets" in said
    assert rows(root, "2026-03")["fulfillment_time", None]["counted"] == 6


def test_what_is_reported_of_no_promise_is_said(tmp_path: Path) -> None:
    root = repository(tmp_path)
    status, said = counted(
        root,
        "it/repair,response_time,2026-03,40,38,\nit/repair,resolution_time,2026-03,40,38,\n"
        "it/repair,resolution_time,2026-02,40,38,\n",
    )
    assert status == 0
    notes = [line for line in said.splitlines() if "promises no" in line]
    assert notes == [
        "  note: row 3: it/repair promises no resolution_time, so there will be no verdict; it promises "
        "response_time and fulfillment_time"
    ]
    assert rows(root, "2026-03")["resolution_time", None]["counted"] == 40


def test_nothing_is_said_to_stand_there_where_nothing_was_counted(tmp_path: Path) -> None:
    root = repository(tmp_path, {"site_config/measures.yml": MEASURES})
    write(
        tmp_path,
        {"other.csv": "ticket,service,asked,done,customer\n1,Cake,2026-03-02 09:00,2026-03-02 17:00,HR\n"},
    )
    _, said = measure(root, str(tmp_path / "other.csv"))
    assert "Nothing to write: no request was counted." in said
