"""An empty file and a key that is no id are judged by what refers to what was there before."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import HR, IT, SMALL, make_catalog, problems, run, write

from servicebook.problems import Problem

MOP = f"{IT}/services/mop.yml"
USES = {
    MOP: "",
    f"{HR}/services/tidy.yml": (
        "name: Tidy\nsummary: X.\nroles: {owner: hr/head}\ndescription: See [it](service:it/mop).\n"
        "depends_on: [{service: it/mop}]\n"
    ),
}


def errors(root: Path) -> list[Problem]:
    return [problem for problem in problems(root) if problem.severity == "error"]


@pytest.mark.parametrize("text", ["", "# mop\n", "---\n"])
def test_an_emptied_file_to_which_others_refer_is_to_come_back(tmp_path: Path, text: str) -> None:
    (problem,) = errors(make_catalog(tmp_path, {**USES, MOP: text}, base=SMALL))
    assert (problem.code, problem.hint) == (
        "empty-file",
        f"bring back its last version (git checkout HEAD -- {MOP}), or remove it and its 2 references",
    )


def test_an_emptied_file_of_many_is_to_come_back(tmp_path: Path) -> None:
    (problem,) = errors(make_catalog(tmp_path, {f"{HR}/roles.yml": ""}, base=SMALL))
    assert (problem.hint or "").endswith("or remove it and the reference to it")


def test_a_new_file_is_told_all_that_it_needs(tmp_path: Path) -> None:
    """And whoever copies it has no error, but a text in which readers see that something is missing."""
    root = make_catalog(tmp_path, {MOP: ""}, base=SMALL)
    (problem,) = errors(root)
    assert problem.hint == (
        "write at least these keys, each on a line of its own: name: …the service's name, in its customers' words…, "
        "summary: …one sentence, what the customer gets…; or remove the file; if it said something before: "
        f"git checkout REVISION -- {MOP} (git log -- {MOP} lists the revisions)"
    )
    write(root, {MOP: "name: …the service's name…\nsummary: …one sentence, what the customer gets…\n"})
    assert errors(root) == []


def test_the_texts_in_hints_for_missing_keys_are_nobodys(tmp_path: Path) -> None:
    files = {
        MOP: "name: Mop\n",
        "catalog/notices/wet.yml": "effect: closed\n",
        "catalog/agreements/a.yml": "customer: hr\ncovers: [it/repair]\n",
    }
    hints = [problem.hint for problem in errors(make_catalog(tmp_path, files, base=SMALL))]
    assert sorted(hint or "" for hint in hints) == [
        "add affects:",
        "add from: <year>-<month>-<day>",
        "add provider: <department>",
        "add summary: …one sentence, what the customer gets…",
        "add title: …what happens, in a few words…",
    ]


PEOPLE = "ana: {name: Ana}\n%s: {name: Ben}\n"


@pytest.mark.parametrize("key", ["Jörg", "b.en"])
def test_an_id_that_was_changed_by_hand_to_no_id_was_another(tmp_path: Path, key: str) -> None:
    """Either way of the hint mends it: the id that was, or that one and then the command."""
    new = {"Jörg": "jorg", "b.en": "b-en"}[key]
    root = make_catalog(tmp_path, {"catalog/people.yml": PEOPLE % key}, base=SMALL)
    (problem,) = errors(root)
    assert (problem.code, problem.edit) == ("bad-id", None)
    assert problem.hint == (
        '"ben" was the id of this entry, and 2 references still say so: call it "ben" again; if it is to have '
        f"another id, run then: servicebook rename person:ben {new}"
    )
    write(root, {"catalog/people.yml": PEOPLE % "ben"})
    assert run("rename", "person:ben", new, "--root", str(root), "--today", "2026-09-01").returncode == 0
    assert errors(root) == []


def test_an_entry_that_nobody_asked_for_by_another_id_gets_a_proposal(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {"catalog/people.yml": PEOPLE % "ben" + "Jörg: {name: X}\n"}, base=SMALL)
    assert [problem.hint for problem in errors(root)] == ['call it "jorg"']


def test_capitals_in_an_id_that_was_are_an_edit_still(tmp_path: Path) -> None:
    (problem,) = errors(make_catalog(tmp_path, {"catalog/people.yml": PEOPLE % "Ben"}, base=SMALL))
    assert problem.hint == 'call it "ben"'
    assert problem.edit
