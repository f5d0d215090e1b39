"""What lies between two departments: services, agreements and overdue reviews, counted by hand."""

# one file a line
from __future__ import annotations

from pathlib import Path

from tests.support import HR, IT, SMALL, catalog, make_catalog, opened

from servicebook.analysis.relations import Between, any_between, relations, relying, serving
from servicebook.model.catalog import Catalog

OLD = "reviewed_on: 2026-01-01\nreview_every: 6 months\n"
FILES = {
    f"{IT}/services/repair.yml": SMALL[f"{IT}/services/repair.yml"] + OLD,
    f"{IT}/services/loan.yml": "name: Loan\nsummary: We lend it.\nreviewed_on: 2026-08-01\nreview_every: 6 months\n",
    f"{IT}/services/desk.yml": "name: Desk\nsummary: Help.\nhandoffs: [{id: a, service: it/repair}]\n",
    f"{HR}/services/kit.yml": (
        "name: Kit\nsummary: All you need.\nhandoffs: [{id: a, service: it/repair, does: Set up}]\n"
        "depends_on: [{service: it/loan}, {service: it/repair}]\n"
    ),
    f"{HR}/services/party.yml": "name: Party\nsummary: Cake.\ndepends_on: [{service: it/loan, for: Music}]\n",
    "catalog/departments/desk/department.yml": "name: Service desk\nsummary: First help.\npart_of: it\n",
    "catalog/departments/desk/services/call.yml": "name: Call\nsummary: We call.\ndepends_on: [{service: it/repair}]\n",
    "catalog/agreements/it-hr.yml": "provider: it\ncustomer: hr\ncovers: [it/desk]\n" + OLD,
    "catalog/agreements/hr-desk.yml": "provider: hr\ncustomer: desk\ncovers: [hr/kit]\n",
}


def made(root: Path) -> Catalog:
    return catalog(make_catalog(root, FILES, base=SMALL))


def told(pair: Between) -> tuple[str, str, list[str], list[str], int, list[str], list[str]]:
    return (
        pair.provider,
        pair.customer,
        list(pair.services),
        [agreement.id for agreement in pair.agreements],
        pair.in_force,
        sorted(pair.overdue_services),
        sorted(pair.overdue_agreements),
    )


def test_every_pair_has_its_services_agreements_and_overdue_reviews(tmp_path: Path) -> None:
    catalog = made(tmp_path)
    found = relations(catalog)
    assert any_between(catalog)
    assert [told(pair) for provider in found.customers for pair in serving(catalog, provider)] == [
        ("hr", "desk", [], ["hr-desk"], 0, [], []),
        ("it", "desk", ["it/repair"], [], 0, ["it/repair"], []),
        ("it", "hr", ["it/loan", "it/repair"], ["it-hr"], 0, ["it/repair"], ["it-hr"]),
    ]
    assert {c: [pair.provider for pair in relying(catalog, c)] for c in found.providers} == {
        "desk": ["hr", "it"],
        "hr": ["it"],
    }
    assert found.size == {"hr": 1, "it": 4}


def test_a_service_says_who_needs_it_for_what(tmp_path: Path) -> None:
    (pair,) = relying(made(tmp_path), "hr")
    assert {
        qualified_id: [(service.id, need.purpose, need.waits) for service, need in needing]
        for qualified_id, needing in pair.services.items()
    } == {
        "it/loan": [("hr/kit", None, False), ("hr/party", "Music", False)],
        "it/repair": [("hr/kit", "Set up", True)],
    }


def test_a_review_that_was_never_made_is_not_overdue(tmp_path: Path) -> None:
    pair = serving(made(tmp_path), "hr")[0]
    assert pair.overdue == 0


def test_a_department_that_is_not_known_is_left_out(tmp_path: Path) -> None:
    files = {f"{HR}/services/kit.yml": "name: Kit\nsummary: It.\ndepends_on: [{service: lost/thing}]\n"}
    catalog = opened(make_catalog(tmp_path, files, base=SMALL)).catalog
    assert relations(catalog).customers == {} and not any_between(catalog)


def test_nothing_lies_between_a_department_and_itself(tmp_path: Path) -> None:
    files = {
        f"{IT}/services/desk.yml": FILES[f"{IT}/services/desk.yml"],
        "catalog/agreements/it-it.yml": "provider: it\ncustomer: it\ncovers: [it/repair]\n",
    }
    catalog = opened(make_catalog(tmp_path, files, base=SMALL)).catalog
    assert relations(catalog).customers == {} and not any_between(catalog)
