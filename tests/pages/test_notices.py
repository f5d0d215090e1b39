"""Notices, thanks and hours: each on one page."""

from __future__ import annotations

from pathlib import Path

from tests.pages.rendering import body_at, made, view_at


def notice(start: str, until: str | None = None, more: str = "") -> str:
    end = f"until: {until}\n" if until else ""
    return f"title: Late\neffect: delayed\naffects: {{services: [it/repair]}}\nfrom: {start}\n{end}{more}"


def test_notices_are_parted_by_today_both_ends_included(tmp_path: Path) -> None:
    files = {
        "catalog/notices/now.yml": notice("2026-09-01", "2026-09-01"),
        "catalog/notices/open.yml": notice("2026-01-01"),
        "catalog/notices/next.yml": notice("2026-09-02"),
        "catalog/notices/over.yml": notice("2026-08-01", "2026-08-31"),
        "catalog/notices/older.yml": notice("2026-08-15", "2026-08-20"),
    }
    view = view_at(made(tmp_path, files), "notices/")
    assert [e.notice.id for e in view.current] == ["open", "now"]
    assert [e.notice.id for e in view.coming] == ["next"]
    assert [e.notice.id for e in view.past] == ["over", "older"]
    assert view.past[0].dates == "Delayed 1 Aug 2026 – 31 Aug 2026"


def test_past_notice_keeps_its_address_and_is_folded(tmp_path: Path) -> None:
    files = {"catalog/notices/over.yml": notice("2026-08-01", "2026-08-31", "text: '**Soon** <script>'\n")}
    body = body_at(made(tmp_path, files), "notices/")
    folded = body.partition("<details")[2]
    assert 'id="over"' in folded
    assert "<strong>Soon</strong> &lt;script&gt;" in folded
    assert "Everything works as promised." in body


def test_thanks_are_listed_by_year_newest_first(tmp_path: Path) -> None:
    kudos = "".join(
        f"- {{from: 'department:hr', to: 'person:ana', about: it/repair, text: '{text}', on: {on}}}\n"
        for text, on in (("first", "2025-12-31"), ("<script>{{ 7*7 }}", "2026-02-01"), ("x", "2026-03-01"))
    )
    site = made(tmp_path, {"catalog/kudos.yml": kudos})
    view = view_at(site, "thanks/")
    assert [(y.name, [k.text for k in y.thanks]) for y in view.years] == [
        ("2026", ["x", "<script>{{ 7*7 }}"]),
        ("2025", ["first"]),
    ]
    assert "&lt;script&gt;{{ 7*7 }}" in body_at(site, "thanks/")


def test_thanks_to_a_person_are_left_out_where_people_are_not_shown(tmp_path: Path) -> None:
    kudos = (
        "- {from: 'department:hr', to: 'person:ana', text: Well done, on: 2026-03-01}\n"
        "- {from: 'department:hr', to: 'department:it', text: Thank you, on: 2026-03-01}\n"
    )
    organization = "name: X\npeople: roles-only\n"
    files = {"catalog/kudos.yml": kudos, "site_config/organization.yml": organization}
    body = body_at(made(tmp_path, files), "thanks/")
    assert "Thank you" in body
    assert "Well done" not in body
    assert "Ana" not in body


CALENDARS = """\
base:
  name: Base
  zone: Europe/Berlin
  open: {mon: ["09:00-12:30", "13:00-17:00"]}
  holidays: {country: DE, subdivision: BE}
  closures:
  - {from: 2026-08-01, until: 2026-08-31, reason: Over}
  - {from: 2026-08-30, until: 2026-09-01, reason: Ends today}
office:
  name: Office <b>
  extends: base
  special_days: [{on: 2026-10-01, open: ["09:00-12:00"], reason: Stocktaking}]
"""


def test_calendar_shows_what_it_takes_from_the_one_it_extends(tmp_path: Path) -> None:
    view = view_at(made(tmp_path, {"site_config/calendars.yml": CALENDARS}), "hours/")
    assert [c.id for c in view.calendars] == ["base", "office", "always"]
    office = view.calendars[1]
    assert [(row.name, row.days, row.closed) for row in office.week.week] == [
        ("Mon", "0", False),
        ("Tue–Sun", "1 2 3 4 5 6", True),
    ]
    assert office.week.week[0].hours == ("09:00–12:30", "13:00–17:00")
    assert office.zone_id == "Europe/Berlin"
    assert office.extends.text == "Base"
    assert office.holidays == ("Germany (BE)",)
    assert office.known_until == "Holidays known until 31 Dec 2027, closures until 1 Sep 2026."


def test_only_days_that_are_not_over_are_listed(tmp_path: Path) -> None:
    view = view_at(made(tmp_path, {"site_config/calendars.yml": CALENDARS}), "hours/")
    assert [(d.when, one.reason, one.hours) for d in view.calendars[1].days for one in d.otherwise][:3] == [
        ("Sun 30 Aug 2026 – Tue 1 Sep 2026", "Ends today", "closed"),
        ("Thu 1 Oct 2026", "Stocktaking", "09:00–12:00"),
        ("Sat 3 Oct 2026", "German Unity Day", "closed"),
    ]


def test_the_days_off_of_all_calendars_come_first_each_with_whose_it_is(tmp_path: Path) -> None:
    site = made(tmp_path, {"site_config/calendars.yml": CALENDARS})
    view = view_at(site, "hours/")
    listed = [*view.soon, *view.later]
    assert len(view.soon) == 5
    whose = {one.reason: [link.text for link in one.calendars] for d in listed for one in d.otherwise}
    assert whose["Stocktaking"] == ["Office <b>"]
    assert whose["Christmas Day"] == ["Base", "Office <b>"]
    body = body_at(site, "hours/")
    assert body.index("Stocktaking") < body.index('id="base"')
    assert body.count('id="day-2026-12-25"') == 1


def test_days_that_nobody_can_ask_for_yet_are_counted(tmp_path: Path) -> None:
    far = "".join(f"  - {{on: {on}, reason: R}}\n" for on in ("2027-11-01", "2027-11-02", "2036-12-24"))
    site = made(
        tmp_path, {"site_config/calendars.yml": CALENDARS.replace("  closures:\n", f"  closures:\n{far}")}
    )
    base, office, always = view_at(site, "hours/").calendars
    assert [d.when for d in base.days if d.otherwise[0].reason == "R"] == ["Mon 1 Nov 2027"]
    assert [c.later for c in (base, office, always)] == [*2 * ["And 2 more after 1 Nov 2027"], None]
    assert "<p>And 2 more after 1 Nov 2027</p>" in body_at(site, "hours/")


def test_calendar_says_who_works_on_it(tmp_path: Path) -> None:
    site = made(tmp_path, {"site_config/calendars.yml": CALENDARS})
    view = view_at(site, "hours/")
    assert [c.used_by for c in view.calendars] == [
        None,
        "1 department works these hours. Promises of 1 service count on them.",
        None,
    ]
    body = body_at(site, "hours/")
    assert "Office &lt;b&gt;" in body
    assert 'id="always"' in body


def test_no_calendar_is_said(tmp_path: Path) -> None:
    base = {"catalog/departments/it/department.yml": "name: IT\nsummary: Devices.\n"}
    assert "No hours have been entered yet." in body_at(made(tmp_path, base=base), "hours/")
