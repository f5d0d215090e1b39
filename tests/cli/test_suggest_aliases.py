"""``servicebook suggest-aliases``: what is proposed and why, what is written, and what is refused."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.support import HR, IT, SMALL, TODAY, make_catalog, run

from servicebook.loading import load_catalog
from servicebook.model.service import Service

LAPTOP = f"{IT}/services/repair.yml"
LEAVE = f"{HR}/services/leave.yml"
FILES = {
    LAPTOP: "# ours\nname: Laptop repair  # its name\nsummary: We mend what is broken.\nroles: {owner: it/lead}\n",
    LEAVE: (
        "name: Parental leave\nsummary: Time for a new child.\n"
        "aliases:\n  - stork  # really\nroles: {owner: hr/head}\n"
    ),
    f"{HR}/services/pay.yml": "name: Payroll\nsummary: Everybody is paid on the 25th.\nroles: {owner: hr/head}\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_catalog(tmp_path, FILES, base=SMALL)


def suggest(root: Path, *args: str, searches: str | None = None) -> subprocess.CompletedProcess[str]:
    asked = ()
    if searches is not None:
        (root / "searches.txt").write_text(searches, "utf-8")
        asked = ("--searches", str(root / "searches.txt"))
    return run("suggest-aliases", "--root", str(root), "--today", "2026-09-01", *asked, *args)


def as_json(root: Path, *args: str, searches: str | None = None) -> Any:
    done = suggest(root, "--format", "json", *args, searches=searches)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def aliases(root: Path, service: str) -> tuple[str, ...]:
    found: Service = load_catalog(root, TODAY).catalog.services[service]
    return found.aliases


def files(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in root.rglob("*.yml")}


def test_words_of_like_meaning_that_no_text_has_are_proposed_with_the_reason(root: Path) -> None:
    proposed = as_json(root)["proposed"]
    by_service = {
        one["service"]: [two["alias"] for two in proposed if two["service"] == one["service"]]
        for one in proposed
    }
    assert "fixing" in by_service["it/repair"]
    assert "wages" in by_service["hr/pay"] or "salary" in by_service["hr/pay"]
    for service, words in by_service.items():
        assert len(words) <= 3, service
    assert {"children", "child", "broken", "laptops"}.isdisjoint(
        word for words in by_service.values() for word in words
    )
    assert {one["why"] for one in proposed} == {"meaning"}
    assert "nearness" in proposed[0]
    assert not any(letter.isdigit() for letter in suggest(root).stdout.partition("Nothing was written")[0])


def test_searches_are_proposed_for_what_they_may_have_meant_with_how_often(root: Path) -> None:
    found = as_json(
        root, searches="7\tcomputer damaged\n2\tcomputer damaged\nbaby\nzzyzx\nana@example.org\nlaptop\n"
    )
    searched = [
        (one["service"], one["alias"], one["times"]) for one in found["proposed"] if one["why"] == "searched"
    ]
    assert searched == [("hr/leave", "baby", 1), ("it/repair", "computer damaged", 9)]
    assert found["unanswered"] == [{"search": "zzyzx", "times": 1}]
    assert (found["found"], found["left_out"], found["written"]) == (1, 1, False)
    text = suggest(root, searches="7\tcomputer damaged\n").stdout
    assert "  computer damaged  was searched for 7 times, and is nearest to this service\n" in text


def test_what_something_else_is_called_is_said_and_not_proposed(tmp_path: Path) -> None:
    named = {
        **FILES,
        f"{IT}/services/lamp.yml": (
            "name: Lamp\nsummary: It shines.\naliases: [baby]\nroles: {owner: it/lead}\n"
        ),
        f"{HR}/department.yml": SMALL[f"{HR}/department.yml"] + "aliases: [Fixing]\n",
    }
    root = make_catalog(tmp_path, named, base=SMALL)
    found = as_json(root, searches="baby\n")
    assert {"fixing", "baby"}.isdisjoint(one["alias"] for one in found["proposed"])
    lamp, department = {"kind": "service", "id": "it/lamp"}, {"kind": "department", "id": "hr"}
    assert {"alias": "baby", **lamp, "service": None, "times": 1} in found["taken"]
    assert {"alias": "fixing", **department, "service": "it/repair", "times": None} in found["taken"]
    assert (
        "\n  fixing is close in meaning to it/repair; it is a name of department:hr\n" in suggest(root).stdout
    )


def test_written_are_aliases_alone_and_comments_stay(root: Path) -> None:
    done = suggest(root, "--write", "it/repair", "hr/leave", searches="baby\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(
        "2 files were changed. Review them, and remove what nobody would call the services.\n"
    )
    written = aliases(root, "it/repair")
    assert written
    assert (root / LAPTOP).read_text("utf-8") == FILES[LAPTOP] + f"aliases: [{', '.join(written)}]\n"
    stork, *more = aliases(root, "hr/leave")
    lines = "".join(f"  - {alias}\n" for alias in more)
    assert stork == "stork"
    assert "baby" in more
    assert (root / LEAVE).read_text("utf-8") == FILES[LEAVE].replace("really\n", "really\n" + lines)
    assert aliases(root, "hr/pay") == ()
    proposed = {one["alias"] for one in as_json(root, searches="baby\n")["proposed"]}
    assert proposed.isdisjoint({*written, *more})


def test_a_diff_shows_the_same_and_writes_nothing(root: Path) -> None:
    before = files(root)
    done = suggest(root, "--diff", "it/repair")
    assert files(root) == before
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith(f"diff --git a/{LAPTOP} b/{LAPTOP}\n--- a/{LAPTOP}\n+++ b/{LAPTOP}\n")
    suggest(root, "--write", "it/repair")
    assert f"\n+aliases: [{', '.join(aliases(root, 'it/repair'))}]\n" in done.stdout


def test_what_may_be_meant_of_two_services_is_left_to_people(tmp_path: Path) -> None:
    twin = FILES[LAPTOP].replace("Laptop repair", "Laptop repairs")
    root = make_catalog(tmp_path, {**FILES, f"{IT}/services/again.yml": twin}, base=SMALL)
    found = as_json(root, "--write", searches="3\tcomputer damaged\n")
    (one,) = (one for one in found["proposed"] if one["why"] == "searched")
    assert {one["service"], *one["others"]} == {"it/repair", "it/again"}
    assert "computer damaged" not in (*aliases(root, "it/repair"), *aliases(root, "it/again"))
    assert (
        "was searched for 3 times; may also mean it/"
        in suggest(root, searches="3\tcomputer damaged\n").stdout
    )


def test_a_retired_service_gets_no_aliases(tmp_path: Path) -> None:
    gone = {**FILES, LAPTOP: FILES[LAPTOP] + "lifecycle: retired\n"}
    found = as_json(make_catalog(tmp_path, gone, base=SMALL), searches="laptop zzyzx\n")
    assert "it/repair" not in {one["service"] for one in found["proposed"]}


def test_a_language_without_vectors_has_searches_only(tmp_path: Path) -> None:
    settings = {"site_config/organization.yml": "name: X\nlanguage: sv\n"}
    root = make_catalog(tmp_path, {**FILES, **settings}, base=SMALL)
    done = suggest(root, searches="laptop skadad\n")
    assert done.stdout == (
        "Laptop repair (it/repair)\n"
        "  laptop skadad  was searched for once, and is nearest to this service\n"
        "\n"
        "Words of like meaning are not known for the language sv: only searches are looked at.\n"
        "Nothing was written. --write adds 1 alias; name services to have only theirs.\n"
    )


def test_searches_are_read_from_standard_input_too(root: Path, warm: Path) -> None:
    command = [warm / "servicebook", "suggest-aliases", "--root", root, "--searches", "-"]
    done = subprocess.run(command, input="4\tbaby\n", capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "  baby" in done.stdout
    assert "was searched for 4 times" in done.stdout
    bad = subprocess.run(command, input="a\tb\n", capture_output=True, encoding="utf-8", check=False)
    assert (bad.returncode, bad.stdout) == (2, "")
    assert bad.stderr.startswith("servicebook suggest-aliases: cannot read standard input: line 1: ")


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        (("--searches", "missing.txt"), "cannot read missing.txt: No such file or directory"),
        (("--searches", "catalog"), "cannot read catalog: Is a directory"),
        (("--searches", "binary"), "cannot read binary: line 1 is not UTF-8 text"),
        (("it/repare",), '"it/repare" is not a service; did you mean "it/repair"?'),
        (("--diff", "--format", "json"), "--diff prints a diff, so leave out --format json"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(root: Path, args: tuple[str, ...], reason: str) -> None:
    (root / "binary").write_bytes(b"\xff\xfe\x00")
    done = run("suggest-aliases", *args, cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"servicebook suggest-aliases: {reason}")
    assert done.stderr.count("\n") == 1


def test_nothing_is_written_to_a_catalog_with_errors(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {**FILES, f"{IT}/services/bad.yml": "name: 3\n"}, base=SMALL)
    before = files(root)
    done = suggest(root, "--write")
    assert done.returncode == 2
    assert done.stderr.startswith("servicebook suggest-aliases: nothing was written: ")
    assert files(root) == before


def test_a_file_that_cannot_be_edited_is_named_and_the_others_are_written(tmp_path: Path) -> None:
    odd = FILES[LAPTOP] + "prerequisites: &a [broken laptop]\naliases: *a\n"
    root = make_catalog(tmp_path, {**FILES, LAPTOP: odd}, base=SMALL)
    done = suggest(root, "--write", searches="computer damaged\n")
    assert done.returncode == 1
    assert done.stderr.startswith(f"servicebook suggest-aliases: {LAPTOP}: ")
    assert "; add this by hand: " in done.stderr
    assert (root / LAPTOP).read_text("utf-8") == odd
    assert aliases(root, "hr/pay")
