"""No report of changes names somebody who may not be shown, or gives their id: words are planted in both revisions."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.git_repository import commit
from tests.support import IT, SMALL, run, write

FORMATS = ("text", "markdown", "json", "junit")
WORDS = ("goneplant", "quastenflosser", "plantmail", "actingplant", "xantippel", "newplant", "orsolinde")


def people(*, left: str) -> str:
    gone = {"name": "Zeb Quastenflosser", "email": "zq.plantmail@example.org"}
    return json.dumps(
        {
            "goneplant": gone | ({"left_on": left} if left else {}),
            "actingplant": {"name": "Wil Xantippel"},
            "newplant": {"name": "Ora Orsolinde"},
        }
    )


def roles(holders: str) -> str:
    return f"lead:\n  title: Lead\n  holders: {holders}\n  deputies: [actingplant]\n"


def reports(folder: Path, shown: str, before: str, after: str, *, left: str) -> dict[str, str]:
    """What each format says of a role that changed hands, a person who left, and a text that links to them."""
    settings = {"site_config/organization.yml": f"name: Fern\nzone: Europe/Berlin\npeople: {shown}\n"}
    repair = SMALL[f"{IT}/services/repair.yml"]
    root = write(
        folder,
        {
            **SMALL,
            **settings,
            "catalog/people.yml": people(left=""),
            f"{IT}/roles.yml": roles(before),
            f"{IT}/services/repair.yml": f"{repair}description: Ask [us](person:goneplant).\n",
        },
    )
    commit(root)
    write(
        root,
        {
            "catalog/people.yml": people(left=left),
            f"{IT}/roles.yml": roles(after) + f"clerk: {{title: Clerk, holders: {after}}}\n",
            f"{IT}/services/repair.yml": f"{repair}description: Write to [us](person:goneplant).\n",
        },
    )
    made = {}
    for name in FORMATS:
        done = run("diff", "HEAD", "--root", str(root), "--today", "2026-09-01", "--format", name)
        assert done.returncode == 0, done.stderr
        made[name] = done.stdout
    return made


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[goneplant]", "[newplant]"),
        ("[{person: goneplant, interim: true, until: 2026-12-01}]", "[{person: goneplant}]"),
        ("[goneplant, {person: actingplant, interim: true}]", "[actingplant]"),
    ],
)
def test_with_roles_only_a_report_says_that_holders_changed_and_names_nobody(
    tmp_path: Path, before: str, after: str
) -> None:
    made = reports(tmp_path, "roles-only", before, after, left="2026-03-07")
    leaks = [
        f"{name}: {word}" for name, report in made.items() for word in WORDS if word in report.casefold()
    ]
    assert leaks == []
    assert "handed over: Lead, role it/lead\n  Held by: changed" in made["text"]
    assert "2026-03-07" not in made["json"]


def test_who_left_is_not_named_where_others_are(tmp_path: Path) -> None:
    made = reports(tmp_path, "full", "[goneplant]", "[newplant]", left="2026-03-07")
    leaks = [
        f"{name}: {word}" for name, report in made.items() for word in WORDS[:3] if word in report.casefold()
    ]
    assert leaks == []
    assert "A person who is not named here" in made["text"]
    changes = json.loads(made["json"])["changes"]
    assert {"kind": "person", "object": None}.items() <= next(
        change for change in changes if change["kind"] == "person"
    ).items()


def test_who_is_there_is_named(tmp_path: Path) -> None:
    made = reports(tmp_path, "full", "[actingplant]", "[newplant]", left="")
    assert "Ora Orsolinde" in made["text"] and "Wil Xantippel" in made["text"]
    assert re.findall("Held by.*plant", made["text"]) == []
