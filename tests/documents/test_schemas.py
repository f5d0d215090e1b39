"""The schemas themselves: closed, described, with examples that fit; and two validators that agree."""

# one case a line
from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import examples, mutated

from servicebook import wording
from servicebook.documents.exact_validator import exact_validator
from servicebook.documents.kinds import KINDS, ROTA
from servicebook.documents.schemas import all_schemas, resolved
from servicebook.documents.validators import fast_validator

Json = Any
Node = tuple[str, str, dict[str, Any]]


def schemas_within(schema: Json, file: str, where: str) -> Iterator[Node]:
    """Every subschema with its file and its path."""
    if isinstance(schema, dict):
        yield file, where, schema
        for key, below in schema.items():
            if key not in ("examples", "enum", "const"):
                yield from schemas_within(below, file, f"{where}/{key}")
    elif isinstance(schema, list):
        for index, below in enumerate(schema):
            yield from schemas_within(below, file, f"{where}/{index}")


ALL = [node for file, schema in all_schemas().items() for node in schemas_within(schema, file, file)]
OBJECTS = [node for node in ALL if node[2].get("type") == "object" and "/properties" not in node[1][-11:]]
PROPERTIES = [
    (file, f"{where}/{name}", sub)
    for file, where, schema in OBJECTS
    for name, sub in schema.get("properties", {}).items()
]


@pytest.mark.parametrize(("file", "where", "schema"), OBJECTS, ids=[where for _, where, _ in OBJECTS])
def test_no_object_takes_keys_it_does_not_know(file: str, where: str, schema: dict[str, Any]) -> None:
    if schema == {"type": "object"}:
        return  # an `if:` that only asks whether it is an object
    if "properties" in schema and "propertyNames" not in schema:
        assert schema.get("additionalProperties") is False
    else:
        assert isinstance(schema.get("additionalProperties"), dict)  # a map: each value has its schema


@pytest.mark.parametrize(("file", "where", "schema"), PROPERTIES, ids=[where for _, where, _ in PROPERTIES])
def test_every_property_is_described_and_its_examples_fit(
    file: str, where: str, schema: dict[str, Any]
) -> None:
    description = schema.get("description", "")
    assert description.endswith("."), "a description is a sentence"
    if schema.get("not") == {}:
        return  # a key that is not to be used has no example
    assert schema.get("examples")
    target, base = resolved(schema, file)
    validator = exact_validator(file).evolve(schema=absolute(target, base))
    for example in schema["examples"]:
        assert validator.is_valid(example), f"{example!r} is not valid at {where}"


def absolute(schema: Json, base: str) -> Json:
    """The schema with every ``#/…`` written with its file, so that it can stand alone."""
    if isinstance(schema, dict):
        return {
            key: f"{base}{below}" if key == "$ref" and below.startswith("#") else absolute(below, base)
            for key, below in schema.items()
        }
    return [absolute(item, base) for item in schema] if isinstance(schema, list) else schema


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_has_a_schema_that_names_its_file(kind: Any) -> None:
    schema = all_schemas()[kind.schema]
    assert schema["$id"] == kind.schema
    assert schema["title"]
    assert (
        kind.pattern.replace("{id}", f"<{kind.own_id}>").replace("{department}", "<department>")
        in schema["description"]
    )


def test_every_schema_belongs_to_a_kind_or_is_shared() -> None:
    assert set(all_schemas()) == {kind.schema for kind in (*KINDS, ROTA)} | {"common.schema.json"}


def test_what_a_schema_says_of_a_fault_is_in_the_wording_with_a_hint() -> None:
    said = {schema["x-text"] for _, _, schema in ALL if "x-text" in schema}
    areas = {area: set(wording.templates(area)) for area in ("bad-value", "bad-field", "field-hint")}
    assert {f"field-hint.{key}" for key in said} == areas["field-hint"]
    only_choices = {"severity"}
    messages = areas["bad-value"] | areas["bad-field"]
    assert {key.partition(".")[2] for key in messages} == said - only_choices


def test_text_that_readers_see_goes_through_one_definition() -> None:
    own = [
        where
        for _, where, s in ALL
        if s.get("type") == "string" and not {"pattern", "format", "x-ref"} & set(s)
    ]
    assert own == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_examples_of_a_kind_together_are_a_valid_document(kind: Any) -> None:
    document = examples()[kind.schema][-1]
    assert [fault.message for fault in exact_validator(kind.schema).iter_errors(document)] == []
    assert fast_validator(kind.schema).is_valid(document)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_fast_and_the_exact_validator_agree(kind: Any) -> None:
    chance = random.Random(kind.name)
    fast, exact = fast_validator(kind.schema), exact_validator(kind.schema)
    refused = 0
    for document in examples()[kind.schema]:
        for _ in range(120):
            changed = mutated(document, chance)
            for _ in range(chance.choice((0, 0, 1))):
                changed = mutated(changed, chance)
            valid = fast.is_valid(changed)
            assert exact.is_valid(changed) == valid, changed
            refused += not valid
    assert refused > 30


@given(
    st.text(),
    st.sampled_from(
        sorted(
            k for k, v in all_schemas()["common.schema.json"]["$defs"].items() if v.get("type") == "string"
        )
    ),
)
def test_the_validators_agree_on_any_text(text: str, name: str) -> None:
    reference = {"$ref": f"common.schema.json#/$defs/{name}"}
    exact = exact_validator("service.schema.json").evolve(schema=reference)
    assert exact.is_valid(text) == _fast(name).is_valid({"x": text})


@cache
def _fast(name: str) -> Any:
    import jsonschema_rs

    from servicebook.documents.validators import FORMATS

    schema = {"properties": {"x": {"$ref": f"common.schema.json#/$defs/{name}"}}}
    resources = [(file, dict(content)) for file, content in all_schemas().items()]
    registry = jsonschema_rs.Registry(resources, draft=jsonschema_rs.Draft202012)
    return jsonschema_rs.Draft202012Validator(
        schema, formats=FORMATS, validate_formats=True, registry=registry
    )
