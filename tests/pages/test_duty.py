"""Who answers this week, and until when, on the pages of services, roles, departments and people."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from tests.pages.rendering import body_at, made
from tests.rotas import event, rota, weeks
from tests.support import IT, SMALL

from servicebook.pages.rendering.context import RenderContext

PEOPLE = "ana: {name: Ana}\nben: {name: Ben}\ncy: {name: Cy}\n"
ROTA = f"{IT}/rotas/lead.ics"
ABSENCES = "catalog/absences.yml"
TWO = rota(
    weeks("ana", "20261012T090000", "20261019T090000"), weeks("cy", "20261019T090000", "20261026T090000")
)
THURSDAY = date(2026, 10, 22)
PLACES = ["services/it/repair/", "roles/it/lead/", "departments/it/"]


def site(
    root: Path, *, absences: str = "", rota_text: str = "", names: bool = True, today: date = THURSDAY
) -> RenderContext:
    files = {"catalog/people.yml": PEOPLE}
    files["site_config/organization.yml"] = (
        f"name: Acme\nzone: Europe/Amsterdam\npeople: {'full' if names else 'roles-only'}\n"
    )
    files |= {ABSENCES: absences} if absences else {}
    files |= {ROTA: rota_text} if rota_text else {}
    return made(root, files, base=SMALL, today=today)


def duty(context: RenderContext, path: str) -> str:
    """What a page says of who answers this week."""
    found = re.search(r'<(div|p) class="sb-duty".*?</\1>', body_at(context, path), re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split()) if found else ""


def test_a_page_says_who_is_on_duty_until_when_and_who_is_next(tmp_path: Path) -> None:
    context = site(tmp_path, rota_text=TWO)
    now, following = "Cy until Mon 26 Oct, 09:00", "then Ana until Mon 2 Nov, 09:00"
    assert {path: duty(context, path) for path in PLACES} == {
        "services/it/repair/": f"Answers this week (Amsterdam time) {now}",
        "roles/it/lead/": f"Answers this week (Amsterdam time) {now} {following}",
        "departments/it/": f"Answers this week for Lead (Amsterdam time) {now} {following}",
    }
    assert "Cy answers this week" in body_at(context, "services/it/repair/")
    assert '<a href="#on-duty">Cy answers this week</a>' in body_at(context, "departments/it/")
    assert duty(context, "people/cy/") == "On duty as Lead until Mon 26 Oct, 09:00 (Amsterdam time)."
    assert (
        duty(context, "people/ana/")
        == "On duty as Lead from Mon 26 Oct, 09:00 until Mon 2 Nov, 09:00 (Amsterdam time)."
    )


def test_on_the_day_of_the_change_the_one_who_comes_is_told_and_not_the_one_who_goes(tmp_path: Path) -> None:
    context = site(tmp_path, rota_text=TWO, today=date(2026, 10, 26))
    assert duty(context, "roles/it/lead/").startswith(
        "Answers this week (Amsterdam time) Ana until Mon 2 Nov, 09:00"
    )
    assert (
        duty(context, "people/cy/")
        == "On duty as Lead from Mon 2 Nov, 09:00 until Mon 9 Nov, 09:00 (Amsterdam time)."
    )


def test_days_of_one_person_are_one_time_over_nights_and_the_weekend(tmp_path: Path) -> None:
    text = rota(
        event("ana", "20261019T090000", "20261019T170000", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR"),
        event("cy", "20261026T090000", "20261026T170000", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR"),
    )  # fmt: skip
    context = site(tmp_path, rota_text=text)
    assert duty(context, "roles/it/lead/") == (
        "Answers this week (Amsterdam time) Ana until Fri 23 Oct, 17:00 "
        "Cy from Mon 26 Oct, 09:00 until Fri 30 Oct, 17:00"
    )


def test_who_stands_in_is_told_with_who_is_away_until_the_last_day(tmp_path: Path) -> None:
    context = site(tmp_path, absences="- {person: ana, from: 2026-10-19, until: 2027-01-03, stands_in: cy}\n")
    said = "Cy until Sun 3 Jan 2027 (Ana is away)"
    assert [duty(context, path) for path in PLACES] == [
        f"Answers this week {said}", f"Answers this week {said}", f"Answers this week for Lead {said}",
    ]  # fmt: skip
    assert duty(context, "people/ana/") == "Away until Sun 3 Jan 2027. Cy stands in."
    assert duty(context, "people/cy/") == "Stands in for Ana until Sun 3 Jan 2027."
    assert "is-away" in body_at(context, "roles/it/lead/")


def test_an_absence_within_the_week_is_told_before_it_begins(tmp_path: Path) -> None:
    context = site(tmp_path, absences="- {person: ana, from: 2026-10-26, until: 2026-10-30, stands_in: cy}\n")
    assert duty(context, "roles/it/lead/") == (
        "Answers this week Ana until Sun 25 Oct then Cy until Fri 30 Oct (Ana is away)"
    )
    assert duty(context, "people/ana/") == "Away from Mon 26 Oct until Fri 30 Oct. Cy stands in."


def test_without_a_stand_in_the_deputy_answers_and_without_deputies_nobody(tmp_path: Path) -> None:
    away = "- {person: ana, from: 2026-10-19, until: 2026-10-23}\n"
    ben = "- {person: ben, from: 2026-10-19, until: 2026-10-23}\n"
    assert "Ben until Fri 23 Oct (Ana is away)" in duty(site(tmp_path / "a", absences=away), PLACES[1])
    nobody = site(tmp_path / "b", absences=away + ben)
    assert "Nobody until Fri 23 Oct (Ana is away)" in duty(nobody, PLACES[1])
    assert "Nobody answers this week" in body_at(nobody, PLACES[0])


@pytest.mark.parametrize("path", [*PLACES, "people/ana/"])
def test_nothing_is_said_where_nobody_is_away_and_nothing_of_what_is_over(tmp_path: Path, path: str) -> None:
    over = "- {person: ana, from: 2026-10-01, until: 2026-10-21, stands_in: cy}\n"
    later = "- {person: ana, from: 2026-11-23, until: 2026-11-24, stands_in: cy}\n"
    for absences in ("", over, later):
        assert duty(site(tmp_path / str(len(absences)), absences=absences), path) == ""


@pytest.mark.parametrize("path", PLACES)
def test_where_nobody_is_named_only_that_somebody_stands_in_is_said(tmp_path: Path, path: str) -> None:
    away = "- {person: ana, from: 2026-10-19, until: 2026-10-23, stands_in: cy}\n"
    context = site(tmp_path, absences=away, rota_text=TWO, names=False)
    assert duty(context, path).endswith("Somebody stands in at the moment.")
    body = body_at(context, path)
    assert not re.search(r"\b(Ana|Ben|Cy|23 Oct)\b", body)
