"""Absences and rotas of somebody who leaves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.leaving.test_planned_leaving import LATER, planned, roles, texts, told
from tests.rotas import event, rota, weeks
from tests.support import IT, TODAY

ABSENCES = "catalog/absences.yml"
LEAD = roles("lead: {title: Lead, holders: [ben], deputies: [ana, cy]}")


def absences(text: str) -> dict[str, str]:
    return {**LEAD, ABSENCES: text}


@pytest.mark.parametrize(
    ("before", "on", "after"),
    [
        ("- {person: ana, from: 2026-08-01, until: 2026-08-10}\n", TODAY, None),
        ("- {person: ana, from: 2026-09-20, until: 2026-10-10} # far\n", LATER, ("2026-10-10", "2026-09-30")),
        (
            "# away\n- {person: cy, from: 2026-10-20, until: 2026-10-21}\n"
            "- {person: ana, from: 2026-10-20, until: 2026-10-21, stands_in: ben}\n",
            LATER,
            ("- {person: ana, from: 2026-10-20, until: 2026-10-21, stands_in: ben}\n", ""),
        ),
        (
            "# away\n- {person: ana, from: 2026-10-20, until: 2026-10-21}\n",
            TODAY,
            ("- {person: ana, from: 2026-10-20, until: 2026-10-21}\n", "[]\n"),
        ),
        ("- {person: ben, from: 2026-10-20, until: 2026-10-21, stands_in: ana}\n", LATER, ("ana", "cy")),
        # under way on the last day: until then it is true
        ("- {person: ben, from: 2026-09-20, until: 2026-10-21, stands_in: ana}\n", LATER, None),
        ("- {person: ben, from: 2026-08-20, until: 2026-10-21, stands_in: ana}\n", TODAY, ("ana", "cy")),
        # whoever is away then cannot stand in either
        (
            "- {person: cy, from: 2026-10-21, until: 2026-10-25}\n"
            "- {person: ben, from: 2026-10-20, until: 2026-10-21, stands_in: ana}\n",
            LATER,
            ("stands_in: ana", "stands_in: dee"),
        ),
        (
            "- {person: dee, from: 2026-10-20, until: 2026-10-21, stands_in: ana}\n",
            LATER,
            (", stands_in: ana", ""),
        ),
    ],
)
def test_what_becomes_of_absences(
    tmp_path: Path, before: str, on: date, after: tuple[str, str] | None
) -> None:
    changed = texts(tmp_path, absences(before), on=on).get(ABSENCES)
    assert changed == (before.replace(*after) if after else None)


def test_a_stand_in_is_proposed_even_where_it_is_for_later(tmp_path: Path) -> None:
    files = absences("- {person: ben, from: 2026-09-20, until: 2026-10-21, stands_in: ana}\n")
    assert ("absence:", "stands_in", "cy", "taken-over") in map(
        told, planned(tmp_path, files, on=LATER).places
    )


def test_a_rota_is_told_where_the_leaver_comes_on_duty_again(tmp_path: Path) -> None:
    text = rota(
        weeks("Ana", "20260803T090000", "20260807T170000"),
        event("ana@example.org", "20260810T090000", "20260810T170000"),
        event("Ana", "20261110T090000", "20261110T170000"),
        weeks("Ben", "20260810T090000", "20260814T170000"),
    )
    leaving = planned(tmp_path, {**LEAD, f"{IT}/rotas/lead.ics": text}, on=LATER)
    on_duty = [place for place in leaving.places if place.because.value == "rota"]
    assert [(told(place), place.pointer, place.changes) for place in on_duty] == [
        (("rota:it/lead", "events", "cy", "rota"), ("events", 0), ()),
        (("rota:it/lead", "events", "cy", "rota"), ("events", 2), ()),
    ]
    assert text.splitlines()[on_duty[0].line - 1] == "BEGIN:VEVENT"


def test_of_several_deputies_one_who_is_there_takes_over(tmp_path: Path) -> None:
    files = {
        **roles("lead: {title: Lead, holders: [ana], deputies: [ben, cy]}"),
        ABSENCES: "- {person: ben, from: 2026-09-20, until: 2026-12-24, stands_in: cy}\n",
    }
    assert ("role:it/lead", "holders", "cy", "taken-over") in map(
        told, planned(tmp_path, files, on=LATER).places
    )
