"""Every field that may name a person or a role has a meaning when somebody leaves."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import IT, SMALL, make_catalog

from servicebook.documents.references import references_of, resolve
from servicebook.leaving.naming_fields import PEOPLE, ROLES, field_of, fields_naming
from servicebook.loading import load_documents


@pytest.mark.parametrize(("named", "known"), [("person", PEOPLE), ("role", ROLES)])
def test_no_field_of_the_schemas_is_forgotten_and_none_is_made_up(named: str, known: object) -> None:
    assert isinstance(known, dict)
    assert set(fields_naming(named)) == set(known)


def test_fields_are_called_alike_in_schemas_and_in_files(tmp_path: Path) -> None:
    files = {
        f"{IT}/services/order.yml": (
            "name: Order\nsummary: We buy.\nroles: {owner: it/lead}\nescalation: [{role: it/lead}]\n"
            "handoffs: [{id: buy, by: it/lead, does: Buys it, within: 1 hour}]\n"
        ),
        f"{IT}/roles.yml": "lead: {title: Lead, holders: [{person: ana}], deputies: [ben]}\n",
    }
    checked = load_documents(make_catalog(tmp_path, files, base=SMALL))
    assert not checked.problems
    found = {
        (document.location.kind.name, field_of(document, reference.pointer))
        for document in checked.documents
        for reference in references_of(document)
        if resolve(reference)[0] in ("person", "role")
    }
    assert found == {
        ("department", "head"),
        ("role", "holders"),
        ("role", "holders.person"),
        ("role", "deputies"),
        ("service", "roles.owner"),
        ("service", "escalation.role"),
        ("service", "handoffs.by"),
    }
