"""What is wrong with a document by the schema of its kind, and where: the errors of ``jsonschema``.

It takes a while to load: whoever asks it loads it then, for a document that is not valid.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import Draft202012Validator, extend
from referencing import Registry, Resource

from servicebook.documents.schemas import all_schemas
from servicebook.documents.validators import FORMATS, compiled_pattern


def _check_pattern(_: Any, pattern: str, instance: object, __: Any) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not compiled_pattern(pattern).search(instance):
        yield ValidationError("does not match its pattern")


_usual_reference: Any = Draft202012Validator.VALIDATORS["$ref"]


def _check_reference(validator: Any, ref: str, instance: object, schema: Any) -> Iterator[ValidationError]:
    """References with a file are looked up once: to find out where one leads takes longer than all other checks."""
    if ref.startswith("#"):
        yield from _usual_reference(validator, ref, instance, schema)
    else:
        yield from validator.descend(instance, _referred_to(ref))


_Exact: Any = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator, {"pattern": _check_pattern, "$ref": _check_reference}
)


@cache
def _schemas() -> dict[str, Any]:
    """All schemas with each reference's file written out, so that it leads to the same from anywhere."""
    return {name: _with_files(schema, name) for name, schema in all_schemas().items()}


def _with_files(schema: Any, file_name: str) -> Any:
    if isinstance(schema, dict):
        return {
            key: f"{file_name}{below}"
            if key == "$ref" and below.startswith("#")
            else _with_files(below, file_name)
            for key, below in schema.items()
        }
    return [_with_files(item, file_name) for item in schema] if isinstance(schema, list) else schema


@cache
def _referred_to(ref: str) -> Any:
    """The schema that a reference with a file leads to."""
    file_name, _, fragment = ref.partition("#")
    target = _schemas()[file_name]
    for step in fragment.split("/")[1:]:
        target = target[step]
    return target


@cache
def _registry() -> Registry[Any]:
    """The schemas, for references within a schema that is no file's."""
    resources = ((name, Resource.from_contents(schema)) for name, schema in _schemas().items())
    return Registry().with_resources(resources)


@cache
def exact_validator(schema: str) -> Validator:
    """Says what is wrong with a document, and where."""
    checker = FormatChecker(formats=())
    for name, function in FORMATS.items():
        checker.checks(name)(function)
    validator: Validator = _Exact(_schemas()[schema], registry=_registry(), format_checker=checker)
    return validator
