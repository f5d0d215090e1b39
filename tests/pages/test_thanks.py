"""Thanks: with the person and the department, counted and never ranked, and without names where nobody is named."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.pages.rendering import body_at, made
from tests.support import SMALL, catalog, make_catalog

from servicebook.analysis.thanks_given import thanks_to
from servicebook.exchange.json.to_json import export
from servicebook.model.visible import visible

ORGANIZATION = "site_config/organization.yml"
UNNAMED = "name: Acme\npeople: roles-only\n"
THANKS = """\
- {from: 'department:hr', to: 'person:ana', about: it/repair, text: You saved the day., on: 2026-08-01}
- {from: 'person:ben', to: 'department:it', text: All of you., on: 2026-07-01}
- {from: 'department:it', to: 'department:hr', text: Your ANA did it., on: 2026-06-01}
- {from: 'department:it', to: 'department:hr', text: The banana cake., on: 2026-05-01}
"""
FILES = {"catalog/kudos.yml": THANKS}


def words(body: str) -> str:
    parts = re.sub(r"</p>|</h2>", " ", body)
    return " ".join(re.sub(r"<[^>]+>", "", parts).split())


def test_a_person_is_thanked_with_the_department_that_they_work_in(tmp_path: Path) -> None:
    body = words(body_at(made(tmp_path, FILES), "thanks/"))
    assert "You saved the day. HR to Ana, IT, about Repair, 1 Aug 2026" in body
    assert "All of you. Ben to IT, 1 Jul 2026" in body


def test_department_and_person_show_what_they_were_thanked_for(tmp_path: Path) -> None:
    site = made(tmp_path, FILES)
    assert "You saved the day." in body_at(site, "departments/it/")
    assert "You saved the day." in body_at(site, "people/ana/")
    assert "The banana cake." in body_at(site, "departments/hr/")


def test_departments_are_counted_and_stand_by_name_and_not_by_number(tmp_path: Path) -> None:
    more = THANKS + "- {from: 'department:hr', to: 'department:it', text: Again., on: 2026-04-01}\n"
    body = words(body_at(made(tmp_path, {"catalog/kudos.yml": more}), "thanks/"))
    assert "Thanked so far HR 2 times, IT 3 times 2026" in body


def test_where_nobody_is_named_thanks_are_counted_and_words_that_name_somebody_are_not_shown(
    tmp_path: Path,
) -> None:
    site = made(
        tmp_path, {**FILES, ORGANIZATION: UNNAMED, "site_config/feedback.yml": "mail: a@example.org\n"}
    )
    body = words(body_at(site, "thanks/"))
    assert "Thanked so far HR 2 times, IT 2 times" in body
    assert "HR to IT, about Repair, 1 Aug 2026" in body
    assert "The banana cake. IT to HR" in body
    assert [word for word in ("Ana", "ANA", "Ben", "saved the day", "All of you") if word in body] == []
    assert "IT to HR, 1 Jun 2026" in body
    assert "People are not named here" in body


def test_a_part_of_a_name_that_is_written_small_hides_no_words(tmp_path: Path) -> None:
    files = {
        ORGANIZATION: UNNAMED,
        "catalog/people.yml": "ana: {name: Ana van Dijk}\nben: {name: Ben}\n",
        "catalog/kudos.yml": "- {from: 'department:it', to: 'department:hr', text: The van came., on: 2026-05-01}\n",
    }
    assert "The van came." in body_at(made(tmp_path, files), "thanks/")


@pytest.mark.parametrize("organization", ["name: Acme\n", UNNAMED])
def test_data_has_the_thanks_with_words_only(tmp_path: Path, organization: str) -> None:
    seen = visible(catalog(make_catalog(tmp_path, {**FILES, ORGANIZATION: organization}, base=SMALL)))
    texts = [kudos["text"] for kudos in json.loads(export(seen)["catalog.json"])["kudos"]]
    assert len(texts) == (1 if "roles-only" in organization else 4) and all(texts)
    assert {department: len(thanks) for department, thanks in thanks_to(seen).items()} == {"it": 2, "hr": 2}


def test_ways_of_thanking_stand_first_with_what_is_seen(tmp_path: Path) -> None:
    files = {
        **FILES,
        "site_config/feedback.yml": "thank: 'https://forms.example.org/t?to={id}'\nmail: a@example.org\n",
    }
    body = words(body_at(made(tmp_path, files), "thanks/"))
    assert (
        "Form (the form says whether it is anonymous) · E-mail (not anonymous: your address is seen)" in body
    )
    assert "Thank somebody" in body
