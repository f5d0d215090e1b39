"""Chains of a catalog that keeps what another one knew: the same as if all were compared again."""

# ruff: noqa: E501  # one change a line
from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.analysis.test_chains import BASE, DAY
from tests.support import HR, IT

from servicebook.analysis.chains import Chain, all_chains
from servicebook.loading import LoadedCatalog, load_catalog
from servicebook.model.catalog import Catalog
from servicebook.model.promises import promises, state_of, terms_of
from servicebook.source.tree import Disk, Overlay

DOCK = "catalog/departments/dock"
TARGET = "targets: [{measure: fulfillment_time, within: %s}]\n"
NAMED = "name: %s\nsummary: We do it.\n"
FILES: Mapping[str, str] = {
    **BASE,
    "catalog/departments/it-dock/department.yml": "name: Bay\nsummary: Bay.\npart_of: dock\n",
    f"{IT}/services/repair.yml": NAMED % "Repair"
    + TARGET % "3 working days"
    + "handoffs: [{id: a, by: hr/head, within: 4 hours}, {id: b, service: it-dock/carry}]\n",
    f"{HR}/services/ask.yml": NAMED % "Ask"
    + TARGET % "5 working days"
    + "handoffs: [{id: a, by: dock, within: 1 hour}]\n",
    "catalog/departments/it-dock/services/carry.yml": NAMED % "Carry" + TARGET % "1 working day",
    "catalog/departments/it-dock/services/alone.yml": NAMED % "Alone"
    + TARGET % "1 working day"
    + "handoffs: [{id: a, by: it-dock, within: 1 hour}]\n",
}
AGREEMENT = "provider: it-dock\ncustomer: it\ncovers: [it-dock/carry]\n" + TARGET % "%s"
ACCEPTED = "accepted:\n" + "".join(
    f"  - {{party: {party}, by: it/lead, on: 2026-10-01, terms: %(terms)s}}\n" for party in ("it", "it-dock")
)


def loaded(files: Mapping[str, str | None], like: LoadedCatalog | None = None) -> LoadedCatalog:
    return load_catalog(Overlay(Disk(Path("/nowhere")), {**FILES, **files}), DAY, like=like)


def accepted(within: str) -> str:
    """An agreement on the time that both parties have accepted as it is now."""
    written = AGREEMENT % within
    catalog = loaded({"catalog/agreements/fast.yml": written}).catalog
    return written + ACCEPTED % {"terms": terms_of(catalog, catalog.agreements["fast"])}


CHANGES: Mapping[str, tuple[Mapping[str, str | None], Mapping[str, str | None]]] = {
    "the service": ({}, {f"{IT}/services/repair.yml": NAMED % "R" + TARGET % "1 hour" + "handoffs: [{id: a, within: 2 hours}]\n"}),
    "what it hands over to": ({}, {"catalog/departments/it-dock/services/carry.yml": NAMED % "Carry" + TARGET % "9 working days"}),
    "that is gone": ({}, {"catalog/departments/it-dock/services/carry.yml": None}),
    "its own department": ({}, {f"{IT}/department.yml": "name: IT\nsummary: IT.\nsupport_hours: nights\n"}),
    "the department of a step": ({}, {f"{HR}/department.yml": "name: HR\nsummary: HR.\nsupport_hours: nights\n"}),
    "the department above": ({}, {f"{DOCK}/department.yml": "name: Dock\nsummary: X.\nsupport_hours: nights\n"}),
    "that is gone, too": ({}, {f"{DOCK}/department.yml": None}),
    "another department above": ({}, {"catalog/departments/it-dock/department.yml": "name: Bay\nsummary: B.\npart_of: hr\n"}),
    "an agreement": ({}, {"catalog/agreements/fast.yml": accepted("9 working days")}),
    "one that is over": ({"catalog/agreements/fast.yml": accepted("9 working days")}, {"catalog/agreements/fast.yml": None}),
    "one whose terms are others now": (
        {"catalog/agreements/fast.yml": accepted("9 working days")},
        {"catalog/departments/it-dock/services/carry.yml": NAMED % "Carry" + "targets: [{measure: quality, stated: Good.}]\n"},
    ),
    "a notice on a department": ({}, {"catalog/notices/x.yml": "title: X\naffects: {departments: [dock]}\neffect: closed\nfrom: 2026-11-20\nuntil: 2026-12-20\n"}),
    "a notice on a service": ({}, {"catalog/notices/x.yml": "title: X\naffects: {services: [it-dock/carry]}\neffect: closed\nfrom: 2026-11-20\nuntil: 2026-12-20\n"}),
    "hours": ({}, {"site_config/calendars.yml": BASE["site_config/calendars.yml"].replace("09:00-12:00", "09:00-10:00")}),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_anything_that_is_counted_with_is_counted(change: str) -> None:
    first, second = CHANGES[change]
    for before, after in ((first, {**first, **second}), ({**first, **second}, first)):
        old = loaded(before)
        again, anew = loaded(after, like=old).catalog, loaded(after).catalog
        assert counted(again) == counted(anew)
        assert counted(anew) != counted(old.catalog)


def counted(catalog: Catalog) -> tuple[dict[str, tuple[Chain, ...]], object, object]:
    chains = {service: tuple(of) for service, of in all_chains(catalog).items()}
    worst = [(one.always.worst, one.with_sometimes.worst) for of in chains.values() for one in of]
    promised = {service.id: promises(catalog, service, "it") for service in catalog.services.values()}
    states = {one.id: state_of(catalog, one) for one in catalog.agreements.values()}
    return chains, worst, (promised, states)


def test_what_is_counted_with_nothing_that_is_another_is_not_counted_again() -> None:
    old = loaded({})
    files = {f"{HR}/services/ask.yml": FILES[f"{HR}/services/ask.yml"].replace("5 working", "1 working")}
    again = all_chains(loaded(files, like=old).catalog)
    known = all_chains(old.catalog).slacks
    assert again.slacks["it/repair"] is known["it/repair"]
    assert again.slacks["it-dock/alone"] is known["it-dock/alone"]
    assert again.slacks["hr/ask"] is not known["hr/ask"]
