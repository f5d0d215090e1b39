"""``servicebook leave``: what would have nobody is told, and written only when that is asked for."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.kills import tree
from tests.support import IT, SMALL, make_catalog, run, write

TODAY = ("--today", "2026-09-01")
FILES = {
    f"{IT}/roles.yml": (
        "# The desk.\nlead: {title: Lead, holders: [ana], deputies: [ben]} # both\n"
        "mender: {title: Mender, holders: [ana, ben], reports_to: it/lead}\n"
    ),
    "catalog/people.yml": "# All of us.\nana: {name: Ana} # since 2020\nben: {name: Ben}\n",
    "catalog/kudos.yml": "- {from: person:ana, to: person:ben, text: Help with it., on: 2026-08-01}\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_catalog(tmp_path / "root", FILES, base=SMALL)


def leave(root: Path, *args: str, status: int = 0) -> Any:
    """What the command says as JSON."""
    done = run("leave", *args, "--root", str(root), *TODAY, "--format", "json")
    assert done.returncode == status, done.stderr
    return json.loads(done.stdout)


def test_by_default_it_is_told_and_nothing_is_written(root: Path) -> None:
    before = tree(root)
    done = run("leave", "ana", "--root", str(root), *TODAY)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "Ana (ana), last day 2026-09-01\n"
        "\n"
        "1 place would have nobody:\n"
        "  catalog/departments/it/roles.yml:2\n"
        "    role it/lead, holders: Ben (ben), the deputy of Lead (it/lead)\n"
        "\n"
        "Lead (it/lead) is named in 3 places, which would have nobody with it:\n"
        "  catalog/departments/it/department.yml:3  department it, head\n"
        "  catalog/departments/it/roles.yml:3  role it/mender, reports_to\n"
        "  catalog/departments/it/services/repair.yml:3  service it/repair, roles.owner\n"
        "\n"
        "1 entry goes, and nobody has to be found:\n"
        "  catalog/departments/it/roles.yml:3\n"
        "    role it/mender, holders: Ben (ben), who holds it as well\n"
        "\n"
        "1 record stays as it is.\n"
        "\n"
        "Nothing was written. These are guesses: agree on them, or name others by hand; --apply writes what is "
        "proposed.\n"
    )
    assert tree(root) == before


def test_json_has_the_place_of_each_within_its_object_and_what_would_be_written(root: Path) -> None:
    told = leave(root, "ana", "--on", "2026-12-31")
    assert {key: told[key] for key in ("person", "on", "applied", "files", "refused", "findings")} == {
        "person": "ana",
        "on": "2026-12-31",
        "applied": False,
        "files": [],
        "refused": [],
        "findings": [],
    }
    assert told["places"][1] == {
        "object": "role:it/lead",
        "path": ["holders", 0],
        "file": f"{IT}/roles.yml",
        "line": 2,
        "field": "holders",
        "proposal": "ben",
        "why": "the deputy of Lead (it/lead)",
        "through": None,
        "set": [
            {"path": ["holders", "-"], "to": {"person": "ben", "interim": True, "since": "2027-01-01"}},
        ],
    }
    assert [(place["object"], place["proposal"], place["through"]) for place in told["places"]] == [
        ("department:it", "ben", "it/lead"),
        ("role:it/lead", "ben", None),
        ("role:it/mender", "ben", None),
        ("role:it/mender", "ben", "it/lead"),
        ("service:it/repair", "ben", "it/lead"),
        ("kudos:", None, None),
    ]


def test_applied_it_is_written_with_the_last_day_and_the_comments(root: Path) -> None:
    before = tree(root)
    told = leave(root, "ana", "--apply")
    assert told["applied"]
    assert told["files"] == [f"{IT}/roles.yml", "catalog/people.yml"]
    assert (root / f"{IT}/roles.yml").read_text() == (
        "# The desk.\n"
        "lead: {title: Lead, holders: [{person: ben, interim: true, since: 2026-09-01}], deputies: [ben]} # both\n"
        "mender: {title: Mender, holders: [ben], reports_to: it/lead}\n"
    )
    assert (root / "catalog/people.yml").read_text() == (
        "# All of us.\nana: {name: Ana, left_on: 2026-09-01} # since 2020\nben: {name: Ben}\n"
    )
    after = tree(root)
    assert {path for path in after if after[path] != before.get(path)} == set(told["files"])
    again = run("leave", "ana", "--root", str(root), "--today", "2026-09-02", "--apply")
    assert again.returncode == 0
    assert again.stdout.endswith("There is nothing to write.\n")


def test_the_day_that_is_known_is_taken_where_none_is_given(root: Path) -> None:
    leave(root, "ana", "--on", "2026-12-31", "--apply")
    assert leave(root, "ana")["on"] == "2026-12-31"
    assert "mender: {title: Mender, holders: [ana, ben]," in (root / f"{IT}/roles.yml").read_text()


def test_what_is_proposed_can_be_sent_as_requests(root: Path, tmp_path: Path) -> None:
    (root / "catalog/absences.yml").write_text(
        "- {person: ben, from: 2026-10-01, until: 2026-10-02}\n- {person: ana, from: 2026-12-30, until: 2027-01-03}\n"
    )
    (root / f"{IT}/roles.yml").write_text(
        "lead: {title: Lead, holders: [ana], deputies: [ben], contact: {email: ana@example.org}}\n"
        "mender: {title: Mender, holders: [ben, ana], reports_to: it/lead}\n"
    )
    (root / "catalog/people.yml").write_text(
        "ana: {name: Ana, email: ana@example.org}\nben: {name: Ben, email: ben@example.org}\n"
    )
    asked = [
        {"object": place["object"], "set": place["set"], "why": place["why"]}
        for place in leave(root, "ana")["places"]
        if place["set"]
    ]
    assert [request["object"] for request in asked] == [
        "absence:",
        "role:it/lead",
        "role:it/lead",
        "role:it/mender",
    ]
    other = tmp_path / "other"
    shutil.copytree(root, other)
    leave(root, "ana", "--apply")
    for request in asked:
        (tmp_path / "request.json").write_text(json.dumps(request))
        done = run("apply", str(tmp_path / "request.json"), "--root", str(other), *TODAY)
        assert done.returncode == 0, done.stdout
    for path in (f"{IT}/roles.yml", "catalog/absences.yml"):
        assert (other / path).read_text() == (root / path).read_text()


def test_pages_that_link_to_the_page_of_who_leaves_are_told(root: Path) -> None:
    write(
        root,
        {
            "site_config/pages/help/who.md": "# Who\n\nAsk [her](../people/ana/index.md) or [Ben](../people/ben/).\n",
            "site_config/pages/other.md": "[Annabel](people/anabel/)\n",
        },
    )
    told = leave(root, "ana")["places"][-1]
    assert (told["object"], told["file"], told["line"]) == (
        "page:help/who.md",
        "site_config/pages/help/who.md",
        3,
    )
    assert "  site_config/pages/help/who.md:3\n" in run("leave", "ana", "--root", str(root), *TODAY).stdout


def test_what_only_the_leaver_reviews_is_told_with_who_does_then(root: Path) -> None:
    (root / f"{IT}/roles.yml").write_text("lead: {title: Lead, holders: [ana], deputies: [ben]}\n")
    (root / "catalog/people.yml").write_text(
        "ana: {name: Ana, handles: {github: ana-h}}\nben: {name: Ben, handles: {github: ben-k}}\n"
    )
    made = run("owners", "--format", "github", "--output", ".github/CODEOWNERS", *TODAY, cwd=root)
    assert made.returncode == 0, made.stderr
    told = leave(root, "ana", "--on", "2026-12-31")["places"][-2:]
    assert [(place["object"], place["file"], place["line"], place["proposal"]) for place in told] == [
        (f"owners:{IT}/", ".github/CODEOWNERS", 7, "ben"),
        (f"owners:{IT}/services/repair.yml", ".github/CODEOWNERS", 8, "ben"),
    ]
    (root / "catalog/people.yml").write_text("ana: {name: Ana, handles: {github: ana-h}}\nben: {name: Ben}\n")
    shown = run("leave", "ana", "--root", str(root), *TODAY).stdout
    assert f"  .github/CODEOWNERS:7  {IT}/: nobody with a handle could review it\n" in shown


def test_line_breaks_and_a_byte_order_mark_stay(root: Path) -> None:
    file = root / "catalog/people.yml"
    file.write_bytes(b"\xef\xbb\xbfana:\r\n  name: Ana # she\r\nben: {name: Ben}\r\n")
    leave(root, "ana", "--apply")
    assert file.read_bytes() == (
        b"\xef\xbb\xbfana:\r\n  name: Ana # she\r\n  left_on: 2026-09-01\r\nben: {name: Ben}\r\n"
    )


def test_new_warnings_are_told(root: Path) -> None:
    (root / f"{IT}/roles.yml").write_text("lead: {title: Lead, holders: [ana]}\n")
    told = leave(root, "ana", "--apply")
    assert told["applied"]
    assert "vacant-role" in {finding["code"] for finding in told["findings"]}


def refused(root: Path) -> str:
    """Why nothing of it is written."""
    before = tree(root)
    done = run("leave", "ana", "--root", str(root), *TODAY, "--apply")
    assert done.returncode == 1
    assert "nothing was written" in done.stderr
    assert tree(root) == before
    told = leave(root, "ana", "--apply", status=1)
    assert (told["applied"], told["files"]) == (False, [])
    assert all(refusal["message"] in done.stderr for refusal in told["refused"])
    return done.stderr


def test_what_cannot_be_changed_without_changing_more_is_refused(root: Path) -> None:
    (root / f"{IT}/roles.yml").write_text(
        "lead: {title: Lead, holders: &people [ana], deputies: [ben]}\n"
        "mender: {title: Mender, holders: *people, reports_to: it/lead}\n"
    )
    assert f"{IT}/roles.yml: " in refused(root)


def test_what_would_be_an_error_is_refused(root: Path) -> None:
    (root / "site_config/rules.yml").write_text("severities: {vacant-role: error}\n")
    (root / f"{IT}/roles.yml").write_text("lead: {title: Lead, holders: [ana]}\n")
    assert "vacant" in refused(root)


def test_a_file_that_cannot_be_read_could_hide_a_place(root: Path) -> None:
    (root / f"{IT}/roles.yml").write_text("lead: {titel: Lead, holders: [ana]}\n")
    done = run("leave", "ana", "--root", str(root), *TODAY)
    assert done.returncode == 2
    assert f"{IT}/roles.yml:1:8" in done.stderr


@pytest.mark.parametrize(
    ("name", "told"), [("anna", 'did you mean "ana"'), ("role:it/lead", "is not a person")]
)
def test_only_people_leave(root: Path, name: str, told: str) -> None:
    done = run("leave", name, "--root", str(root), *TODAY)
    assert done.returncode == 2
    assert told in done.stderr
