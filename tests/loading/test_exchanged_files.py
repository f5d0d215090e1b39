"""A catalog in which known files were written anew is the one that is read as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.loading.test_revisions import assert_equal
from tests.support import HR, IT, SMALL, TODAY, write

from servicebook.analysis.closure import keep_closures, needed_through, needing_through
from servicebook.loading import LoadedCatalog, load_catalog
from servicebook.loading.exchanged_files import exchanged
from servicebook.model.catalog import Catalog
from servicebook.model.visible import visible, visible_beside
from servicebook.source.tree import Disk, Overlay

LOAN, REPAIR, ASK = f"{IT}/services/loan.yml", f"{IT}/services/repair.yml", f"{HR}/services/ask.yml"
NAMED = "name: {}\nsummary: {}\nroles: {{owner: {}}}\n"
ONE, TWO = NAMED.format("Loan", "We lend it.", "it/lead"), NAMED.format("Ask", "We know.", "hr/head")
FAQ = "faqs: [{id: how, question: %s, answer: So.}]\n"
WHEN = "effect: changed\ntext: It is.\nfrom: 2026-08-01\nuntil: 2026-10-01\n"
TEXTS: Mapping[str, tuple[str, ...]] = {
    LOAN: (
        ONE + FAQ % "How?",
        ONE.replace("lend", "give") + FAQ % "How so?",
        ONE.replace("it/lead", "hr/head") + FAQ % "How?",
        ONE + "depends_on: [{service: hr/ask}]\n" + FAQ % "How?",
        ONE + "depends_on: [{service: hr/ask, purpose: Advice}]\n" + FAQ % "How?",
        ONE.replace("Loan", "Zoo") + FAQ % "How?",
        ONE + FAQ % "How?" + "description: See [them](service:it/repair).\n",
        ONE + "depends_on: [{service: hr/ask}, {service: it/repair}]\n" + FAQ % "How?",
    ),
    ASK: (
        TWO,
        TWO + "depends_on: [{service: it/repair}]\n",
        TWO + "description: See [it](service:it/repair).\n",
    ),
    f"{HR}/department.yml": (
        "name: HR\nsummary: People.\n",
        "name: Our people\nsummary: People.\nchannels: [{type: desk, place: Floor 2}]\n",
        "name: HR\nsummary: People.\npart_of: it\n",
    ),
    f"{HR}/roles.yml": (
        "head: {title: Head, holders: [ben]}\n",
        "head: {title: Chief, holders: [ana], reports_to: it/lead}\n",
        "head: {title: Head, holders: [ben, ana], deputies: [ana]}\n",
    ),
    f"{HR}/faqs.yml": (
        "- {id: why, question: Why?, answer: So.}\n",
        "- {id: why, question: Why so?, answer: So.}\n",
    ),
    "catalog/agreements/sla.yml": (
        "name: A\nprovider: it\ncustomer: hr\ncovers: [it/loan]\n",
        "name: B\nprovider: it\ncustomer: hr\ncovers: [it/loan]\n",
        "name: A\nprovider: it\ncustomer: hr\ncovers: [it/loan, it/repair]\n",
    ),
    "catalog/journeys/start.yml": (
        "name: Start\nsummary: S.\nsteps: [{id: a, title: Ask, service: hr/ask}]\n",
        "name: Begin\nsummary: S.\nsteps: [{id: a, title: Ask, service: hr/ask}]\n",
        "name: Start\nsummary: S.\nsteps: [{id: a, title: Ask, service: it/loan}]\n",
    ),
    "catalog/notices/off.yml": (
        f"title: Off\naffects: {{services: [it/loan]}}\n{WHEN}",
        f"title: Out\naffects: {{services: [it/loan]}}\n{WHEN}",
        f"title: Off\naffects: {{departments: [hr]}}\n{WHEN}",
    ),
}
"""By path what it may say: each is sound with each other."""
FIRST = {**SMALL, **{path: texts[0] for path, texts in TEXTS.items()}}
_EDITS = st.lists(
    st.dictionaries(st.sampled_from(sorted(TEXTS)), st.integers(0, 7), min_size=1, max_size=3),
    min_size=1,
    max_size=4,
)


def tree(files: Mapping[str, str]) -> Overlay:
    return Overlay(Disk(Path("/nowhere")), files)


def in_order(catalog: Catalog) -> list[object]:
    """All mappings of a catalog as lists: in which order something is shown may follow from theirs."""
    of: list[Any] = [catalog, catalog.index]
    values = [(field.name, getattr(one, field.name)) for one in of for field in fields(one) if field.compare]
    return [(name, list(value.items()) if isinstance(value, dict) else value) for name, value in values]


def test_the_files_begin_sound() -> None:
    loaded = load_catalog(tree(FIRST), TODAY)
    assert not loaded.errors and not loaded.catalog.faulty_files, loaded.problems


@settings(max_examples=60)
@given(edits=_EDITS)
def test_after_edits_of_known_files_all_is_as_if_it_were_read_as_a_whole(
    edits: list[Mapping[str, int]],
) -> None:
    files, like = dict(FIRST), load_catalog(tree(FIRST), TODAY)
    for edit in edits:
        files |= {path: TEXTS[path][number % len(TEXTS[path])] for path, number in edit.items()}
        reached(visible(like.catalog))
        anew = load_catalog(tree(files), TODAY)
        assembled = exchanged(tree(files), TODAY, like, edit.keys())
        if assembled is not None:
            again = assembled.judged()
            assert_equal(again, anew)
            assert in_order(again.catalog) == in_order(anew.catalog)
            seen = visible_beside(again.catalog, like.catalog)
            assert in_order(seen) == in_order(visible(anew.catalog))
        else:
            again, seen = anew, visible(load_catalog(tree(files), TODAY).catalog)
        keep_closures(visible(like.catalog), seen)
        assert reached(seen) == reached(visible(anew.catalog))
        like = again


def reached(catalog: Catalog) -> list[object]:
    return [(needed_through(catalog, one), needing_through(catalog, one)) for one in catalog.services]


def test_what_another_file_refers_to_as_well_stays_mentioned() -> None:
    like = load_catalog(tree({**FIRST, LOAN: TEXTS[LOAN][6], ASK: TEXTS[ASK][2]}), TODAY)
    assembled = exchanged(tree({**FIRST, ASK: TEXTS[ASK][2]}), TODAY, like, {LOAN})
    assert assembled is not None and ("service", "it/repair") in assembled.catalog.mentioned


def test_another_name_of_a_department_is_another_order() -> None:
    files = {**FIRST, LOAN: TEXTS[LOAN][7]}
    like = load_catalog(tree(files), TODAY)
    renamed = {**files, f"{HR}/department.yml": TEXTS[f"{HR}/department.yml"][1]}
    before, after = visible(like.catalog), visible(load_catalog(tree(renamed), TODAY).catalog)
    expected = reached(visible(load_catalog(tree(renamed), TODAY).catalog))
    assert reached(before) != expected
    keep_closures(before, after)
    assert reached(after) == expected


@pytest.mark.parametrize(
    ("path", "number", "is_soon"),
    [
        (LOAN, 1, True),
        (LOAN, 2, False),
        (LOAN, 3, False),
        (LOAN, 5, True),
        (LOAN, 6, True),
        (f"{HR}/roles.yml", 2, False),
        (f"{HR}/faqs.yml", 1, True),
        ("catalog/agreements/sla.yml", 1, True),
        ("catalog/notices/off.yml", 1, True),
    ],
)
def test_other_words_are_read_without_the_rest(path: str, number: int, is_soon: bool) -> None:
    like = load_catalog(tree(FIRST), TODAY)
    assembled = exchanged(tree({**FIRST, path: TEXTS[path][number]}), TODAY, like, {path})
    assert (assembled is not None) is is_soon
    if assembled is not None:
        old, new = like.catalog.services, assembled.catalog.services
        assert old["it/repair"] is new["it/repair"]


@pytest.mark.parametrize(
    "files",
    [
        {LOAN: ONE},
        {LOAN: "name: [\n"},
        {LOAN: ONE + "nmae: X\n" + FAQ % "How?"},
        {LOAN: ONE + FAQ % "How?" + "description: See [it](service:it/none).\n"},
        {f"{IT}/services/new.yml": ONE},
        {"catalog/kudos.yml": "[]\n"},
        {"site_config/organization.yml": "name: Other\n"},
    ],
)
def test_what_comes_or_has_a_fault_takes_a_look_at_everything(files: dict[str, str]) -> None:
    like = load_catalog(tree(FIRST), TODAY)
    assert exchanged(tree({**FIRST, **files}), TODAY, like, files.keys()) is None


def test_what_goes_takes_a_look_at_everything() -> None:
    like: LoadedCatalog = load_catalog(tree(FIRST), TODAY)
    left = {path: text for path, text in FIRST.items() if path != ASK}
    assert exchanged(tree(left), TODAY, like, {ASK}) is None
    assert exchanged(tree(FIRST), TODAY.replace(day=2), like, {ASK}) is None, "another day"


def test_the_first_file_of_an_empty_catalog_is_read_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "catalog").mkdir()
    like = load_catalog(tmp_path, TODAY)
    write(tmp_path, {ASK: TWO})
    assert exchanged(Disk(tmp_path), TODAY, like, {ASK}) is None
