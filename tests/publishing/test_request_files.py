"""What forms of change requests fetch: the same schemas as `check` goes by, and of people no more than pages show."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.support import IT, SMALL, opened, write

from servicebook.documents.kinds import CATALOG_KINDS
from servicebook.model.visible import visible
from servicebook.publishing.request_fields import fields_of
from servicebook.publishing.request_files import request_files, request_paths

PLANTED = {
    **SMALL,
    "catalog/departments/hr/roles.yml": "head: {title: Head}\n",
    "catalog/people.yml": (
        "mara: {name: Mara Zwart, phone: '+49 30 1'}\ngone: {name: Odo Weggegaan, left_on: 2020-01-01}\n"
    ),
    f"{IT}/roles.yml": "lead:\n  title: Lead\n  holders: [mara, gone]\n  deputies: [mara]\n",
    f"{IT}/services/repair.yml": (
        "name: Repair\nsummary: We repair it.\nroles: {owner: it/lead}\n"
        "description: Ask [Odo](person:gone) or [Mara](person:mara).\n"
    ),
    f"{IT}/faqs.yml": (
        "- {question: Who was it?, answer: '[Odo](person:gone).'}\n- {question: When?, answer: Now.}\n"
    ),
}


def files_of(root: Path) -> dict[str, Any]:
    catalog = visible(opened(root, date(2026, 11, 22)).catalog)
    made = list(request_files(catalog))
    assert [file.path for file in made] == list(request_paths(catalog))
    return {file.path: json.loads(file.content) for file in made}


def references(schema: Any) -> set[str]:
    """The definitions that a schema refers to."""
    parts = schema if isinstance(schema, list) else schema.values() if isinstance(schema, dict) else ()
    own = {schema["$ref"]} if isinstance(schema, dict) and isinstance(schema.get("$ref"), str) else set()
    return own.union(*map(references, parts))


@pytest.mark.parametrize("kind", [kind.name for kind in CATALOG_KINDS if kind.name != "results"])
def test_all_that_a_schema_of_a_form_refers_to_is_with_it(kind: str) -> None:
    fields = fields_of(kind, people=True)
    assert references([fields["schema"], fields["defs"]]) == fields["defs"].keys()
    assert fields["hints"]


def test_fields_have_the_words_of_the_reference() -> None:
    fields = fields_of("person", people=True)
    phone = fields["defs"]["own.person"]["properties"]["phone"]
    assert phone["description"] == "The phone number at work, with its country code."
    assert fields["hints"]["phone"] == "write digits and spaces, with the country code: +49 30 1234 100"


def test_what_is_written_is_published_as_it_is_written(tmp_path: Path) -> None:
    files = files_of(write(tmp_path, PLANTED))
    assert files["request/person/mara.json"] == {"name": "Mara Zwart", "phone": "+49 30 1"}
    assert files["request/faq/it.json"][1] == {"question": "When?", "answer": "Now."}
    assert files["request/choices/role.json"] == [["hr/head", "Head"], ["it/lead", "Lead"]]


def test_a_value_that_names_who_has_left_is_withheld_and_nobody_learns_who(tmp_path: Path) -> None:
    files = files_of(write(tmp_path, PLANTED))
    assert "gone" not in re.findall(r"\w+", json.dumps(files))
    assert "Odo Weggegaan" not in json.dumps(files)
    assert files["request/choices.json"]["withheld"] == {
        "role:it/lead": ["holders"],
        "service:it/repair": ["description"],
        "faq:it": ["0"],
    }


def test_with_roles_only_no_form_knows_anybody_nor_asks_for_them(tmp_path: Path) -> None:
    root = write(tmp_path, {**PLANTED, "site_config/organization.yml": "name: Office\npeople: roles-only\n"})
    files = files_of(root)
    assert not re.findall(r"mara|Mara Zwart|gone|Odo Weggegaan", json.dumps(files))
    assert files["request/choices/person.json"] == []
    role = files["request/fields/role.json"]["defs"]["own.role"]["properties"]
    assert "title" in role and not {"holders", "deputies"} & role.keys()
    assert files["request/choices.json"]["withheld"]["service:it/repair"] == ["description"]
    assert "role:it/lead" not in files["request/choices.json"]["withheld"]
