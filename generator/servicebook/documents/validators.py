"""Whether a document is valid by the schema of its kind.

That is decided by ``jsonschema_rs`` (compiled, fast); what is wrong, and where, is said by
:mod:`servicebook.documents.exact_validator`. A test holds the two equal.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import jsonschema_rs
from babel import Locale, UnknownLocaleError

from servicebook.documents.schemas import all_schemas
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
    """Says whether a document is valid."""
    return jsonschema_rs.Draft202012Validator(
        dict(all_schemas()[schema]), formats=FORMATS, validate_formats=True, registry=_registry()
    )


@cache
def _registry() -> jsonschema_rs.Registry:
    """All schemas, which refer to one another by file name: reading them takes longer than to compile most of them."""
    resources = [(name, dict(content)) for name, content in all_schemas().items()]
    return jsonschema_rs.Registry(resources, draft=jsonschema_rs.Draft202012)


@cache
def compiled_pattern(pattern: str) -> re.Pattern[str]:
    """A schema's pattern as ``jsonschema_rs`` understands it.

    That is ECMA-262's meaning: Python's ``$`` would let a line break follow, and its ``\\s`` is another set.
    """
    return re.compile(pattern.replace("$", r"\Z").replace(r"\S", rf"[^{_SPACES}]").replace(r"\s", _SPACES))


_SPACES = r"\t-\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
