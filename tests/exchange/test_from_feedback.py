"""What people said elsewhere comes into the catalog without their words; an editor writes those."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.sites import build_well
from tests.support import IT, SMALL, catalog, make_catalog, problems, run

PLANTED = "plantedwords"
FEEDBACK = f"{IT}/feedback.yml"
BODY = f"### About\n\nservice:it/repair\n\n### What could be better?\n\n{PLANTED} by plantedname\n"

GITHUB = [
    {
        "number": 17,
        "html_url": "https://github.com/x/catalog/issues/17",
        "url": "https://api.github.com/repos/x/catalog/issues/17",
        "title": "Suggestion: service:it/repair",
        "body": BODY,
        "created_at": "2026-08-14T09:30:00Z",
        "user": {"login": "plantedname"},
        "reactions": {"+1": 3, "total_count": 5},
    },
    {
        "number": 18,
        "title": f"Something else, {PLANTED}",
        "body": None,
        "created_at": "2026-08-14T09:30:00Z",
        "pull_request": {},
    },
]
GH = [
    {
        "number": 17,
        "url": "https://github.com/x/catalog/issues/17",
        "title": "Suggestion: service:it/repair",
        "body": BODY,
        "createdAt": "2026-08-14T09:30:00Z",
        "reactionGroups": [{"content": "THUMBS_UP", "users": {"totalCount": 3}}],
    }
]
GITLAB = [
    {
        "iid": 17,
        "web_url": "https://gitlab.com/x/catalog/-/issues/17",
        "title": f"Suggestion: service:it/repair ({PLANTED})",
        "description": f"### What could be better?\n\n{PLANTED}\n",
        "created_at": "2026-08-14T11:30:00.123+02:00",
        "upvotes": 3,
        "author": {"username": "plantedname"},
    }
]
CSV = f"about;on;heard;source;said\nit/repair;2026-08-14;4;https://forms.example.org/17;{PLANTED}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_catalog(tmp_path / "root", {}, base=SMALL)


def imported(root: Path, source: Any, *more: str) -> str:
    is_text = isinstance(source, str)
    file = root.parent / ("said.csv" if is_text else "said.json")
    file.write_text(source if is_text else json.dumps(source), encoding="utf-8")
    done = run("import", "feedback", str(file), str(root), "--today", "2026-09-01", *more)
    return f"{done.returncode}\n{done.stdout}"


@pytest.mark.parametrize(
    ("source", "address"),
    [
        (GITHUB, "https://github.com/x/catalog/issues/17"),
        (GH, "https://github.com/x/catalog/issues/17"),
        (GITLAB, "https://gitlab.com/x/catalog/-/issues/17"),
        (CSV, "https://forms.example.org/17"),
    ],
    ids=["github", "gh", "gitlab", "csv"],
)
def test_an_entry_has_the_day_the_count_and_the_address_and_no_word(
    root: Path, source: Any, address: str
) -> None:
    assert imported(root, source).startswith("0\n")
    (remark,) = catalog(root).remarks.values()
    assert (remark.about, remark.on.isoformat(), remark.heard, remark.source) == (
        "it/repair", "2026-08-14", 4, address,
    )  # fmt: skip
    assert "planted" not in (root / FEEDBACK).read_text(encoding="utf-8")
    assert [p.code for p in problems(root)] == ["placeholder", "feedback-unanswered"]


def test_the_same_export_twice_changes_nothing_even_after_an_editor_wrote(root: Path) -> None:
    imported(root, GITHUB)
    file = root / FEEDBACK
    written = file.read_text(encoding="utf-8").replace(
        "Write here in your own words what was said.", "Repairs take too long.  # both said so"
    )
    file.write_text(written.replace("said-17:", "slow-repairs:"), encoding="utf-8")
    before = file.read_bytes()
    assert imported(root, GITHUB).startswith("0\n")
    assert file.read_bytes() == before


def test_nobody_sees_it_before_an_editor_wrote_what_was_said(root: Path) -> None:
    imported(root, GITHUB)
    hidden = (
        "said-17",
        "Write here in your own words",
        "plantedwords",
        "plantedname",
        "x/catalog/issues",
        "14 Aug 2026",
    )
    assert [words for words in hidden if is_published(root, "before", words)] == []
    file = root / FEEDBACK
    written = file.read_text(encoding="utf-8")
    file.write_text(
        written.replace("Write here in your own words what was said.", "Repairs take too long."),
        encoding="utf-8",
    )
    assert is_published(root, "after", "Repairs take too long.")
    assert [words for words in hidden[2:5] if is_published(root, "after", words)] == []


def is_published(root: Path, name: str, words: str) -> bool:
    """Whether words are in any byte of the site; it is built once."""
    site = root.parent / name
    if not site.exists():
        build_well(root, site)
    return any(words.encode() in file.read_bytes() for file in site.rglob("*") if file.is_file())


KUDOS = "catalog/kudos.yml"
THANKED = [
    {**GH[0], "number": 4, "title": f"Thanks: service:it/repair {PLANTED}", "url": "https://example.org/4"},
    {
        **GH[0],
        "number": 5,
        "title": "thanks",
        "body": f"person:ana\n\n{PLANTED}",
        "url": "https://example.org/5",
    },
    {**GH[0], "number": 6, "title": "Thanks: department:it", "body": PLANTED, "url": ""},
]
THANKED_CSV = f"to;on;source;from;text\nperson:ana;2026-08-14;;plantedname;{PLANTED}\n"


def test_thanks_come_to_those_thanked_with_no_word_and_no_name(root: Path) -> None:
    before = len(catalog(root).kudos)
    assert imported(root, THANKED).startswith("0\n")
    added = catalog(root).kudos[:-before] if before else catalog(root).kudos
    assert {(one.sender, one.receiver, one.about, one.source) for one in added} == {
        ("", "department:it", "it/repair", "https://example.org/4"),
        ("", "person:ana", None, "https://example.org/5"),
        ("", "department:it", None, None),
    }
    assert "planted" not in (root / KUDOS).read_text(encoding="utf-8")
    assert {p.code for p in problems(root)} == {"placeholder"}
    written = (root / KUDOS).read_bytes()
    assert imported(root, THANKED).startswith("0\n")
    assert (root / KUDOS).read_bytes() == written


def test_a_table_with_a_column_to_is_of_thanks(root: Path) -> None:
    assert imported(root, THANKED_CSV).startswith("0\n")
    assert [(one.receiver, one.on.isoformat()) for one in catalog(root).kudos] == [
        ("person:ana", "2026-08-14")
    ]
    assert "planted" not in (root / KUDOS).read_text(encoding="utf-8")


def test_nobody_sees_thanks_before_an_editor_wrote_what_for(root: Path) -> None:
    imported(root, THANKED)
    hidden = ("Write here in your own words", "plantedwords", "plantedname", "example.org/5", "14 Aug 2026")
    assert [words for words in hidden if is_published(root, "before", words)] == []
    file = root / KUDOS
    written = file.read_text(encoding="utf-8").replace("Write here in your own words what was said.", "Fast.")
    file.write_text(written, encoding="utf-8")
    assert is_published(root, "after", "A colleague to <a")
    assert [words for words in hidden[:4] if is_published(root, "after", words)] == []


def test_what_cannot_become_an_entry_is_listed_without_its_words(root: Path) -> None:
    others = [
        {**GH[0], "number": 1, "title": f"Thanks: {PLANTED}", "body": PLANTED},
        {**GH[0], "number": 2, "title": PLANTED, "body": f"service:it/other {PLANTED}"},
        {**GH[0], "number": 3, "createdAt": PLANTED, "url": ""},
    ]
    said = imported(root, others)
    assert said.startswith("1\n")
    assert said.count("names no service, department or person") == 2
    assert "3 has no day" in said
    assert PLANTED not in said
    assert not (root / FEEDBACK).exists()
    assert not (root / KUDOS).exists()


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ({"issues": []}, "this is no list of issues"),
        ("on;said\n2026-08-14;x\n", "there is no column about"),
    ],
)
def test_another_file_is_refused(root: Path, source: Any, message: str) -> None:
    said = imported(root, source)
    assert said.startswith("1\n")
    assert message in said


def test_without_a_catalog_there_is_nothing_to_say_it_about(tmp_path: Path) -> None:
    file = tmp_path / "said.json"
    file.write_text("[]", encoding="utf-8")
    done = run("import", "feedback", str(file), str(tmp_path / "new"))
    assert done.returncode == 2
    assert "goes into a catalog that is there" in done.stderr


@pytest.mark.parametrize(
    ("subject", "day"),
    [
        ("it/repair", "14.08.2026"),
        ("REPAIR", "14.08.2026 09:30"),
        ("Repair", "08/14/2026 9:30:00 AM"),
        (" repair ", "2026-08-14 09:30:12"),
    ],
)
def test_a_table_of_another_program_is_read_with_its_columns_named(
    root: Path, subject: str, day: str
) -> None:
    table = f"No.;Worum geht es?;Start time;Gesagt;Link\n7;{subject};{day};{PLANTED};https://example.org/7\n"
    named = ("--map", "Worum geht es?=about", "--map", "Start time=on", "--map", "Link=source")
    assert imported(root, table, *named).startswith("0\n")
    (remark,) = catalog(root).remarks.values()
    assert (remark.about, remark.on.isoformat(), remark.source) == (
        "it/repair", "2026-08-14", "https://example.org/7",
    )  # fmt: skip
    assert PLANTED not in (root / FEEDBACK).read_text(encoding="utf-8")


def test_a_day_that_may_be_two_is_not_guessed(root: Path) -> None:
    assert "2 has no day" in imported(root, "about,on\nit/repair,08/09/2026\n")


def test_thanks_may_name_a_person(root: Path) -> None:
    name = catalog(root).people["ana"].name
    assert imported(root, f"to,on\n{name},2026-08-14\n").startswith("0\n")
    assert [one.receiver for one in catalog(root).kudos] == ["person:ana"]


def test_a_loss_has_its_line_in_the_export(root: Path) -> None:
    first, second = ({**GH[0], "number": number, "title": "x", "body": "y"} for number in (17, 18))
    said = imported(root, f"[\n{json.dumps(first)},\n\n  {json.dumps(second)}]")
    assert "said.csv:2:1: lost[no-subject]: 17" in said
    assert "said.csv:4:3: lost[no-subject]: 18" in said


def test_broken_json_is_to_be_exported_again_from_where_it_came(root: Path) -> None:
    said = imported(root, "[{\n")
    assert "this is not JSON" in said
    assert "servicebook export" not in said
