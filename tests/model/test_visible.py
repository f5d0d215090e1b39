"""What may be seen holds nobody who may not be shown, and no file as it was written."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.site.test_privacy import WORDS_OF_ACTING, WORDS_OF_GONE, files
from tests.support import IT, SMALL, TODAY, catalog, make_catalog, opened, write

from servicebook.documents.document import Document
from servicebook.loading import load_catalog
from servicebook.model.catalog import Catalog
from servicebook.model.visible import VisibleCatalog, visible, visible_beside
from servicebook.model.visible_links import without_people

LEFT = {
    f"{IT}/roles.yml": "lead: {title: Lead, holders: [gone, ana], deputies: [{person: gone}, ben]}\n",
    "catalog/people.yml": "ana: {name: Ana}\nben: {name: Ben}\ngone: {name: Gone, left_on: 2026-08-31}\n",
}
ROLES_ONLY = {"site_config/organization.yml": "name: O\npeople: roles-only\n"}


def seen(root: Path, changes: dict[str, str]) -> VisibleCatalog:
    return visible(catalog(make_catalog(root, {**LEFT, **changes}, base=SMALL)))


def reachable(value: object) -> Iterator[object]:
    """Everything that a value leads to, but for classes, functions and modules."""
    passed, waiting = set(), [value]
    while waiting:
        item = waiting.pop()
        if id(item) in passed or isinstance(item, type) or callable(item):
            continue
        passed.add(id(item))
        yield item
        waiting.extend(gc.get_referents(item))


@pytest.mark.parametrize("people", ["full", "roles-only"])
def test_nothing_that_may_not_be_seen_can_be_reached(tmp_path: Path, people: str) -> None:
    result = opened(write(tmp_path, files(people)))
    words = WORDS_OF_GONE if people == "full" else (*WORDS_OF_GONE, *WORDS_OF_ACTING)
    whole = [*reachable(visible(result.catalog))]
    assert not [item for item in whole if isinstance(item, Document)]
    assert not [item for item in whole if type(item) is Catalog]
    texts = [item.casefold() for item in whole if isinstance(item, str)]
    assert not [(word, text) for word in words for text in texts if word in text]


def test_the_catalog_itself_leads_to_its_files_and_to_everybody(tmp_path: Path) -> None:
    whole = [*reachable(opened(write(tmp_path, files("roles-only"))).catalog)]
    texts = {item.casefold() for item in whole if isinstance(item, str)}
    assert any(isinstance(item, Document) for item in whole)
    assert {"goneplantid", "zebulonia quastenflosser"} <= texts


def test_who_has_left_is_not_there_and_all_else_is(tmp_path: Path) -> None:
    shown = seen(tmp_path, {})
    assert [*shown.people] == ["ana", "ben"]
    lead = shown.roles["it/lead"]
    assert [h.person for h in lead.holders] == ["ana"]
    assert [h.person for h in lead.deputies] == ["ben"]
    assert lead.origin.written == {"title": "Lead", "holders": ["ana"], "deputies": ["ben"]}
    assert [*shown.index.held_by] == ["ben", "ana"]


def test_where_names_are_not_shown_roles_say_how_many_hold_them(tmp_path: Path) -> None:
    shown = seen(tmp_path, ROLES_ONLY)
    assert shown.people == {}
    lead = shown.roles["it/lead"]
    assert [h.is_named for h in shown.holders(lead)] == [False]
    assert [h.is_named for h in shown.deputies(lead)] == [False]
    assert lead.origin.written == {"title": "Lead"}
    assert shown.index.held_by == {}


def test_what_may_be_seen_is_made_once_and_is_its_own_projection(tmp_path: Path) -> None:
    whole = catalog(make_catalog(tmp_path, LEFT, base=SMALL))
    assert visible(whole) is visible(whole)
    assert visible(visible(whole)) is visible(whole)


def test_a_file_as_it_was_written_is_refused(tmp_path: Path) -> None:
    origin = seen(tmp_path, {}).services["it/repair"].origin
    assert origin.path == f"{IT}/services/repair.yml"
    with pytest.raises(TypeError, match="not part of what may be seen"):
        _ = origin.document
    with pytest.raises(TypeError, match="not part of what may be seen"):
        origin.place("name")


def test_objects_say_where_in_their_file_they_are(tmp_path: Path) -> None:
    roles = "zeta: {title: Z}\nalpha: {title: A}\nlead: {title: Lead, holders: [ana]}\n"
    shown = seen(tmp_path, {f"{IT}/roles.yml": roles})
    assert {key: role.origin.position for key, role in shown.roles.items() if key.startswith("it/")} == {
        "it/alpha": 1,
        "it/lead": 2,
        "it/zeta": 0,
    }


@pytest.mark.parametrize(
    "change",
    [
        {"catalog/people.yml": "ana: {name: Ana, left_on: 2026-01-01}\nben: {name: Ben}\n"},
        {"catalog/people.yml": "ana: {name: Anna}\nben: {name: Ben}\n"},
        {"site_config/organization.yml": "name: X\npeople: roles-only\n"},
        {
            f"{IT}/services/repair.yml": "name: Repair\nsummary: We mend it.\ndescription: Ask [Ben](person:ben).\n"
        },
        {f"{IT}/roles.yml": "lead: {title: Lead, holders: [ben]}\n"},
    ],
)
def test_what_is_seen_beside_another_catalog_is_what_is_seen_of_it_alone(
    change: dict[str, str], tmp_path: Path
) -> None:
    files = {
        f"{IT}/services/loan.yml": "name: Loan\nsummary: We lend.\ndescription: Ask [Ana](person:ana).\n"
    }
    one = make_catalog(tmp_path / "one", files, base=SMALL)
    other = make_catalog(tmp_path / "other", {**files, **change}, base=SMALL)
    for root, beside in ((one, other), (other, one)):
        known = opened(beside)
        whole = load_catalog(root, TODAY, like=known).catalog
        found, expected = visible_beside(whole, known.catalog), visible(opened(root).catalog)
        assert found == expected
        for kind in ("departments", "services", "roles", "people"):
            seen, told = getattr(found, kind), getattr(expected, kind)
            assert {key: item.origin for key, item in seen.items()} == {k: i.origin for k, i in told.items()}
        assert visible(whole) is found


def test_a_link_that_is_written_with_an_escape_names_nobody_either(tmp_path: Path) -> None:
    service = 'name: Repair\nsummary: We mend it.\ndescription: "Ask [Zoe Left](\\x70erson:gone)."\n'
    shown = seen(tmp_path, {f"{IT}/services/repair.yml": service}).services["it/repair"]
    assert shown.description == shown.origin.written["description"] == "Ask Zoe Left."
    assert shown.origin.withheld == {"description"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ask [Zoe](&#112;erson:gone).", "Ask Zoe."),
        ("Ask [Zoe](person&colon;gone).", "Ask Zoe."),
        (r"Ask [Zoe](person\:gone).", "Ask Zoe."),
        ("Ask [Zoe](PERSON:gone).", "Ask Zoe."),
        ("Ask [Zoe](person:g&#111;ne).", "Ask Zoe."),
        ("Ask [Zoe [she]](person:gone).", "Ask [Zoe [she]](person:)."),
        (r"Ask [Zoe \] Z](person:gone).", r"Ask [Zoe \] Z](person:)."),
        ('Ask [Zoe](person:gone "there (today)").', 'Ask [Zoe](person: "there (today)").'),
        ("Ask <person:gone>.", "Ask <person:>."),
        ("Ask [Zoe][z].\n\n- [z]: person:gone", "Ask [Zoe][z].\n\n- [z]: person:"),
        ("Ask [Zoe](per[x](person:gone)son:gone).", "Ask [Zoe](perxson:gone)."),
        ("Ask [Zoe](pers[on](person:gone):gone).", "Ask [Zoe](person:)."),
        ("Ask [Ana](person&#58;ana), R&D.", "Ask [Ana](person&#58;ana), R&D."),
    ],
)
def test_a_link_names_nobody_who_is_not_shown_however_it_is_written(text: str, told: str) -> None:
    assert without_people({"answer": [text]}, frozenset({"ana"})) == {"answer": [told]}
