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


_Exact: Any = extend(Draft202012Validator, {"pattern": _check_pattern})  # type: ignore[no-untyped-call]


@cache
def _registry() -> Registry[Any]:
    """The schemas, so that one can refer to another by its file name."""
    resources = ((name, Resource.from_contents(dict(schema))) for name, schema in all_schemas().items())
    return Registry().with_resources(resources)


@cache
def exact_validator(schema: str) -> Validator:
    """Says what is wrong with a document, and where."""
    checker = FormatChecker(formats=())
    for name, function in FORMATS.items():
        checker.checks(name)(function)
    validator: Validator = _Exact(all_schemas()[schema], registry=_registry(), format_checker=checker)
    return validator
