"""Exports of surveys become counts: nobody's answers, nobody's words, and nothing that few have said."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sites import build_well
from tests.support import SMALL, catalog, make_catalog, run

PLANTED = "plantedwords"
SURVEYS = "catalog/surveys"


def limesurvey(*answers: str, day: str = "2026-09-03 10:12:44") -> str:
    """As LimeSurvey exports answers with codes."""
    header = '"id","submitdate","lastpage","startlanguage","seed","startdate","datestamp","recommend","why"\n'
    rows = (
        f'"{n}","{day}","1","de","17","{day}","{day}","{answer}","{PLANTED}, said plantedname"\n'
        for n, answer in enumerate(answers, 1)
    )
    return header + "".join(rows) + f'"99","","0","de","17","{day}","{day}","1","{PLANTED}"\n'


def with_texts(*answers: str) -> str:
    """The same with full texts, decimals and no days, as an anonymous survey has them."""
    header = (
        '"Response ID","Date submitted","Last page","Start language","recommend. Würden Sie uns empfehlen?"\n'
    )
    rows = (
        f'"{n}","1980-01-01 00:00:00","1","de","{answer}.0000000000"\n' for n, answer in enumerate(answers)
    )
    return header + "".join(rows)


def formbricks(*answers: str) -> str:
    """As Formbricks has answers downloaded."""
    header = (
        '"No.","Response ID","Timestamp","Finished","Survey ID","Formbricks ID (internal)","User ID","Tags",'
        '"userAgent - os","1. How likely are you to recommend us?","2. What could be better?"\n'
    )
    rows = (
        f'{n},"r{n}","2026-09-{n + 2:02} 10:00:00","Yes","s","plantedname","plantedname","","Linux",{answer},'
        f'"{PLANTED}"\n'
        for n, answer in enumerate(answers, 1)
    )
    return header + "".join(rows) + f'9,"r","2026-09-01 10:00:00","No","s","","","","",1,"{PLANTED}"\n'


NINE = ("10", "9", "9", "8", "7", "6", "0", "10", "3")
"""Four of the best answers, two between, three others."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_catalog(tmp_path / "root", {}, base=SMALL)


def imported(root: Path, words: str, *more: str, name: str = "autumn.csv", encoding: str = "utf-8") -> str:
    file = root.parent / name
    file.write_bytes(words.encode(encoding))
    done = run("import", "survey", str(file), str(root), "--today", "2026-11-01", *more)
    assert PLANTED not in done.stdout + done.stderr
    return f"{done.returncode}\n{done.stdout}{done.stderr}"


def counts(root: Path) -> dict[str, tuple[str, str | None, str, int, int, int]]:
    return {
        one.id: (one.question, one.about, one.asked.isoformat(), one.promoters, one.passives, one.detractors)
        for one in catalog(root).surveys.values()
    }


@pytest.mark.parametrize(
    ("export", "options", "day"),
    [
        (limesurvey(*NINE), (), "2026-09-03"),
        (with_texts(*NINE), (), "2026-11-01"),
        (formbricks(*NINE), ("--map", "1=recommend"), "2026-09-03"),
        (formbricks(*NINE), ("--map", "1. How likely are you to recommend us?=recommend"), "2026-09-03"),
        ("\n".join(("recommend;why", *(f"{n};{PLANTED}" for n in NINE))) + "\n", (), "2026-11-01"),
    ],
    ids=["limesurvey", "limesurvey-texts", "formbricks", "formbricks-named", "csv"],
)
def test_answers_become_counts_of_those_who_came_to_the_end(
    root: Path, export: str, options: tuple[str, ...], day: str
) -> None:
    assert imported(root, export, *options).startswith("0\n")
    assert counts(root) == {"autumn": ("recommend", None, day, 4, 2, 3)}


@pytest.mark.parametrize("day", ["3.9.2026", "03.09.2026 10:12", "09/23/2026, 10:12 AM"])
def test_a_day_is_read_as_other_programs_write_it(root: Path, day: str) -> None:
    rows = "".join(f'"{day}";4\n' for _ in range(6))
    assert "no answer has a day" not in imported(root, f"asked;effort\n{rows}")
    assert counts(root)["autumn"][2] == ("2026-09-23" if "/" in day else "2026-09-03")


def test_no_word_of_an_answer_comes_into_catalog_or_site(root: Path) -> None:
    imported(root, limesurvey(*NINE))
    build_well(root, root.parent / "site")
    written = [file for file in (*root.rglob("*"), *(root.parent / "site").rglob("*")) if file.is_file()]
    planted = (PLANTED.encode(), b"plantedname")
    assert [file for file in written if any(word in file.read_bytes() for word in planted)] == []


def test_the_same_export_twice_changes_nothing_and_what_an_editor_wrote_stays(root: Path) -> None:
    imported(root, limesurvey(*NINE))
    file = root / SURVEYS / "autumn.yml"
    written = file.read_text(encoding="utf-8").replace("2026-09-03", "2026-09-01")
    file.write_text(f"name: How are we?  # of all\ninvited: 30\nabout: it\n{written}", encoding="utf-8")
    before = file.read_bytes()
    assert imported(root, limesurvey(*NINE)).startswith("0\n")
    assert file.read_bytes() == before
    assert imported(root, limesurvey(*NINE, *("9",) * 5)).startswith("0\n")
    assert file.read_bytes() == before.replace(b"promoters: 4", b"promoters: 9")


def test_a_difference_to_the_last_import_that_few_make_is_not_told(root: Path) -> None:
    imported(root, limesurvey(*NINE))
    before = (root / SURVEYS / "autumn.yml").read_bytes()
    assert "few-more" in imported(root, limesurvey(*NINE, "1"), "--accept-losses")
    assert (root / SURVEYS / "autumn.yml").read_bytes() == before


def test_what_four_answered_is_written_nowhere(root: Path) -> None:
    said = imported(root, limesurvey(*NINE[:4]), "--accept-losses")
    assert "autumn: fewer than 5 answered" in said
    assert not (root / SURVEYS).exists()


def table(*rows: tuple[str, int]) -> str:
    """Answers to two questions, so many about each."""
    lines = [f"{about},5,{n % 5 + 1},2026-09-0{n % 7 + 2}" for about, number in rows for n in range(number)]
    return "\n".join(("about,satisfied,engaged,asked", *lines)) + "\n"


def test_parts_come_by_id_or_name_and_questions_by_theirs(root: Path) -> None:
    assert imported(root, table(("it", 10), ("HR", 10), ("service:it/repair", 5))).startswith("0\n")
    assert counts(root)["autumn-satisfied"] == ("satisfied", None, "2026-09-02", 25, 0, 0)
    assert counts(root)["autumn-engaged-hr"] == ("engaged", "hr", "2026-09-02", 4, 2, 4)
    assert set(counts(root)) == {
        f"autumn-{question}{part}"
        for question in ("satisfied", "engaged")
        for part in ("", "-it", "-hr", "-it-repair")
    }


def test_what_would_tell_a_small_part_by_subtraction_is_not_written(root: Path) -> None:
    said = imported(root, table(("it", 10), ("hr", 3)), "--accept-losses")
    assert "autumn-satisfied-hr: fewer than 5" in said
    assert "autumn-satisfied-it: with others it would tell" in said
    assert set(counts(root)) == {"autumn-satisfied", "autumn-engaged"}


def test_where_all_is_about_one_thing_there_is_no_whole(root: Path) -> None:
    assert imported(root, table(("it", 10))).startswith("0\n")
    assert set(counts(root)) == {"autumn-satisfied-it", "autumn-engaged-it"}


def test_what_is_no_answer_is_counted_and_not_repeated(root: Path) -> None:
    rows = (*NINE, PLANTED, "11", "N/A")
    said = imported(
        root, "recommend,about\n" + "".join(f"{n},plantedname\n" for n in rows), "--accept-losses"
    )
    assert "3 answers to recommend are no numbers from 0 to 10" in said
    assert "12 answers are about no department or service" in said
    assert counts(root)["autumn"][3:] == (4, 2, 3)


@pytest.mark.parametrize(
    ("export", "options", "message"),
    [
        ("why\nx\n", (), "no column is one of recommend, satisfied, effort, engaged"),
        (formbricks("9"), ("--map", "7=recommend"), "there is no column for recommend"),
        ("recommend,recommend\n1,2\n", (), "more than one column is recommend"),
        ("", (), "there is no table in it"),
        ("recommend\n1\n", ("--sheet", "x"), "survey: --encoding"),
        ("recommend\n1\n", ("--map", "x=owner"), "recommend, satisfied, effort, engaged, asked, about"),
    ],
)
def test_what_cannot_be_read_is_refused(
    root: Path, export: str, options: tuple[str, ...], message: str
) -> None:
    said = imported(root, export, *options)
    assert not said.startswith("0\n")
    assert message in said
    assert not (root / SURVEYS).exists()


def test_a_file_in_another_encoding_is_read_by_name(root: Path) -> None:
    words = "recommend;Straße\n" + "".join(f"{n};ä\n" for n in NINE)
    assert imported(root, words, "--encoding", "cp1252", encoding="cp1252").startswith("0\n")
    assert counts(root)["autumn"][3:] == (4, 2, 3)
