"""Validators of each kind's schema: one that says whether, one that says what and where.

Validity is decided by ``jsonschema_rs`` (compiled, fast); what is wrong is explained from the errors of ``jsonschema``,
which knows where they are. A test holds the two equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import jsonschema_rs
from babel import Locale, UnknownLocaleError
from jsonschema import FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import Draft202012Validator, extend

from servicebook.documents.schemas import all_schemas, registry
from servicebook.source.icons import drawing


def _is_date(text: object) -> bool:
    try:
        return not isinstance(text, str) or bool(date.fromisoformat(text))
    except ValueError:
        return False


def _is_zone(text: object) -> bool:
    try:
        return not isinstance(text, str) or bool(ZoneInfo(text))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def _is_locale(text: object) -> bool:
    try:
        return not isinstance(text, str) or bool(Locale.parse(text, sep="-"))
    except (UnknownLocaleError, ValueError):
        return False


def _is_icon(text: object) -> bool:
    return not isinstance(text, str) or drawing(text) is not None


FORMATS = {"date": _is_date, "iana-zone": _is_zone, "locale": _is_locale, "icon": _is_icon}


@cache
def fast_validator(schema: str) -> jsonschema_rs.Draft202012Validator:
    """Says whether a document is valid; the schemas refer to one another by file name."""
    resources = [(name, dict(content)) for name, content in all_schemas().items()]
    return jsonschema_rs.Draft202012Validator(
        dict(all_schemas()[schema]),
        formats=FORMATS,
        validate_formats=True,
        registry=jsonschema_rs.Registry(resources, draft=jsonschema_rs.Draft202012),
    )


@cache
def compiled_pattern(pattern: str) -> re.Pattern[str]:
    """A schema's pattern as ``jsonschema_rs`` understands it.

    That is ECMA-262's meaning: Python's ``$`` would let a line break follow, and its ``\\s`` is another set.
    """
    return re.compile(pattern.replace("$", r"\Z").replace(r"\S", rf"[^{_SPACES}]").replace(r"\s", _SPACES))


_SPACES = r"\t-\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"


def _check_pattern(_: Any, pattern: str, instance: object, __: Any) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not compiled_pattern(pattern).search(instance):
        yield ValidationError("does not match its pattern")


_Exact: Any = extend(Draft202012Validator, {"pattern": _check_pattern})  # type: ignore[no-untyped-call]


@cache
def exact_validator(schema: str) -> Validator:
    """Says what is wrong with a document, and where."""
    checker = FormatChecker(formats=())
    for name, function in FORMATS.items():
        checker.checks(name)(function)
    validator: Validator = _Exact(all_schemas()[schema], registry=registry(), format_checker=checker)
    return validator
