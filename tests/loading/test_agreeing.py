"""What documents have with one another, told from another state of them: the same as if all were looked at."""

# ruff: noqa: E501  # one change a line
from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.loading.test_revisions import assert_equal
from tests.support import HR, IT, SMALL, TODAY

from servicebook.loading import LoadedCatalog, load_catalog
from servicebook.loading.agreeing import agree_as_before
from servicebook.source.tree import Disk, Overlay

NAMED = "name: %s\nsummary: We do it.\n"
HOW = "faqs: [{id: how, question: How?, answer: So.}]\n"
LOAN, REPAIR = f"{IT}/services/loan.yml", f"{IT}/services/repair.yml"
FILES: Mapping[str, str] = {
    **SMALL,
    REPAIR: NAMED % "Repair"
    + "support_hours: always\nhandoffs: [{id: a, service: it/loan}]\nformer_ids: [it/mend]\n",
    LOAN: NAMED % "Loan"
    + "depends_on: [{service: it/repair}]\n"
    + "description: Write `[text](service:it/nothing)`.\n"
    + HOW,
}
CHANGES: Mapping[str, tuple[dict[str, str | None], set[str]]] = {
    "a reference to nothing": ({LOAN: NAMED % "Loan" + "depends_on: [{service: it/nothing}]\n" + HOW}, {"unknown-service"}),
    "code that becomes a link": ({LOAN: NAMED % "Loan" + "description: A [text](service:it/nothing).\n" + HOW}, {"unknown-service"}),
    "a circle of the same references": ({LOAN: NAMED % "Loan" + "handoffs: [{id: a, service: it/repair}]\n" + HOW}, {"circular-reference"}),
    "an id twice": ({LOAN: NAMED % "Loan" + "faqs: [{id: how, question: A?, answer: B.}, {id: how, question: C?, answer: D.}]\n"}, {"duplicate-id"}),
    "a former id twice": ({LOAN: NAMED % "Loan" + "former_ids: [it/mend]\n" + HOW}, {"duplicate-id"}),
    "an id that others mention": ({f"{HR}/roles.yml": "other: {title: Other, holders: [ben]}\n"}, {"unknown-role"}),
    "a file that is gone": ({LOAN: None}, {"unknown-service"}),
    "a file with another name": ({LOAN: None, f"{IT}/services/lend.yml": FILES[LOAN]}, {"unknown-service"}),
    "a broken file": ({f"{IT}/roles.yml": "lead: [\n"}, {"yaml-syntax"}),
}  # fmt: skip


def loaded(files: Mapping[str, str | None], like: LoadedCatalog | None = None) -> LoadedCatalog:
    return load_catalog(Overlay(Disk(Path("/nowhere")), {**FILES, **files}), TODAY, like=like)


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_wrong_together_comes_and_goes(change: str) -> None:
    files, codes = CHANGES[change]
    sound, broken = loaded({}), loaded(files)
    assert {problem.code for problem in broken.problems} >= codes
    assert {problem.code for problem in sound.problems}.isdisjoint(codes)
    assert_equal(loaded(files, like=sound), broken)
    assert_equal(loaded({}, like=broken), sound)


def test_texts_and_references_to_what_is_there_need_no_look_at_all_documents() -> None:
    sound = loaded({f"{HR}/services/ask.yml": NAMED % "Ask"})
    for text in (
        "summary: Other.\n",
        "summary: X.\ndepends_on: [{service: it/loan}]\nsupport_hours: always\n",
    ):
        changed = loaded({f"{HR}/services/ask.yml": f"name: Ask\n{text}"}, like=sound)
        assert agree_as_before(sound, changed.checked)


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_wrong_in_files_that_stay_as_they_are_is_told_again(change: str) -> None:
    files, codes = CHANGES[change]
    other = {f"{HR}/department.yml": "name: HR\nsummary: All people.\nhead: hr/head\n"}
    again = loaded({**files, **other}, like=loaded(files))
    assert_equal(again, loaded({**files, **other}))
    assert {problem.code for problem in again.problems} >= codes
