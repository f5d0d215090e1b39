"""Whether a document has its kind's shape.

Validity is decided by ``jsonschema_rs`` (compiled, fast); what is wrong is explained from the errors of
``jsonschema``, which knows where they are. A test holds the two equal. Schemas may carry ``x-code``
and ``x-text`` (a key of the wording) to say what a failure means to an editor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
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

from servicebook import wording
from servicebook.documents.document import Document
from servicebook.documents.kinds import MAX_ID
from servicebook.documents.schemas import all_schemas, registry, resolved
from servicebook.documents.words import closest, did_you_mean, slug
from servicebook.problems import Place, Problem, error
from servicebook.source.icons import drawing, icon_names
from servicebook.source.yaml_reader import Pointer
from servicebook.wording.lists import either


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
    """Says whether; the schemas refer to one another by file name."""
    resources = [(name, dict(content)) for name, content in all_schemas().items()]
    return jsonschema_rs.Draft202012Validator(
        dict(all_schemas()[schema]),
        formats=FORMATS,
        validate_formats=True,
        registry=jsonschema_rs.Registry(resources, draft=jsonschema_rs.Draft202012),
    )


@cache
def _pattern(written: str) -> re.Pattern[str]:
    """A schema's pattern as ``jsonschema_rs`` understands it.

    That is ECMA-262's meaning: Python's ``$`` would let a line break follow, and its ``\\s`` is another set.
    """
    return re.compile(written.replace("$", r"\Z").replace(r"\S", rf"[^{_SPACES}]").replace(r"\s", _SPACES))


_SPACES = r"\t-\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"


def _check_pattern(_: Any, written: str, instance: object, __: Any) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not _pattern(written).search(instance):
        yield ValidationError("does not match its pattern")


_Exact: Any = extend(Draft202012Validator, {"pattern": _check_pattern})  # type: ignore[no-untyped-call]


@cache
def exact_validator(schema: str) -> Validator:
    """Says what and where."""
    checker = FormatChecker(formats=())
    for name, function in FORMATS.items():
        checker.checks(name)(function)
    validator: Validator = _Exact(all_schemas()[schema], registry=registry(), format_checker=checker)
    return validator


def check_schema(document: Document) -> tuple[Problem, ...]:
    """The problems of one document against the schema of its kind."""
    schema = document.location.kind.schema
    if fast_validator(schema).is_valid(document.value):
        return ()
    errors = list(exact_validator(schema).iter_errors(document.value))
    mistyped = {tuple(fault.absolute_path) for fault in errors if fault.validator == "type"}
    misspelt = _misspelt(errors)
    problems: dict[tuple[Pointer, str, str], Problem] = {}
    for fault in errors:
        pointer = tuple(fault.absolute_path)
        if pointer in mistyped and fault.validator != "type":
            continue
        for problem in _explained(fault, document, pointer, misspelt.get(pointer, frozenset())):
            about = "" if problem.code == "wrong-type" else f"{problem.place} {problem.message}"
            problems.setdefault((pointer, problem.code, about), problem)
    return tuple(problems.values()) or (
        error("bad-value", document.place(), wording.text("schema.unexplained")),
    )


def _misspelt(errors: list[ValidationError]) -> Mapping[Pointer, frozenset[str]]:
    """For each object, the keys that its unknown keys were probably meant to be."""
    found: dict[Pointer, frozenset[str]] = {}
    for fault in errors:
        if fault.validator == "additionalProperties" and isinstance(fault.schema, dict):
            instance: Any = fault.instance
            known = fault.schema.get("properties", {})
            absent = [key for key in known if key not in instance]
            meant = (closest(key, absent) for key in instance if key not in known)
            found[tuple(fault.absolute_path)] = frozenset(key for key in meant if key)
    return found


def _explained(
    fault: ValidationError, document: Document, pointer: Pointer, misspelt: frozenset[str]
) -> Iterator[Problem]:
    schema: dict[str, Any] = fault.schema if isinstance(fault.schema, dict) else {}
    place = document.place(*pointer)
    match fault.validator:
        case "additionalProperties":
            yield from _unknown_keys(fault, schema, document, pointer)
        case "required":
            yield from _missing_keys(fault, document, pointer, misspelt)
        case "anyOf" if misspelt.intersection(key for one in schema["anyOf"] for key in one["required"]):
            return  # one of the keys is there, though misspelt
        case _ if fault.instance is None and pointer:
            yield error(
                "wrong-type",
                place,
                wording.text("schema.no-value", name=_name(pointer)),
                wording.text("schema.no-value-hint"),
            )
        case "type":
            yield _wrong_type(fault, schema, document, pointer)
        case "enum" | "const":
            yield _not_in_list(fault, schema, pointer, place)
        case _ if "propertyNames" in fault.schema_path:
            yield _bad_key(fault, document, pointer)
        case "uniqueItems":
            yield _repeated(fault, document, pointer)
        case "minItems" | "minProperties":
            yield error(
                "bad-value",
                place,
                wording.text("schema.empty", name=_name(pointer)),
                wording.text("schema.empty-hint"),
            )
        case "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" if "x-text" not in schema:
            message = wording.text(
                f"schema.limit.{fault.validator}",
                name=_name(pointer),
                value=_shown(fault.instance),
                limit=fault.validator_value,
            )
            yield error("bad-value", place, message, wording.text("schema.number-hint"))
        case "not" if fault.instance is not None and "x-text" in schema:
            message = _message(schema, pointer, fault.instance)
            yield error("bad-value", document.place(*pointer, key=True), message, _hint(schema))
        case _:
            near = did_you_mean(str(fault.instance), icon_names()) if schema.get("format") == "icon" else None
            message = _message(schema, pointer, fault.instance)
            yield error(schema.get("x-code", "bad-value"), place, message, near or _hint(schema))


def _message(schema: Mapping[str, Any], pointer: Pointer, value: object) -> str:
    """What a schema's ``x-text`` says of a value, or of a key where the value need not be seen."""
    name, key = _name(pointer), schema.get("x-text")
    if key is None:
        return wording.text("schema.does-not-fit", name=name)
    if f"bad-field.{key}" in wording.all_keys():
        return wording.text(f"bad-field.{key}", name=name)
    return wording.text(f"bad-value.{key}", name=name, value=_shown(value))


def _hint(schema: Mapping[str, Any]) -> str | None:
    """What a schema's ``x-text`` says to write."""
    return wording.text(f"field-hint.{schema['x-text']}") if "x-text" in schema else None


def _unknown_keys(
    fault: ValidationError, schema: dict[str, Any], document: Document, pointer: Pointer
) -> Iterator[Problem]:
    instance: Any = fault.instance
    known = list(schema.get("properties", {}))
    missing = [key for key in known if key not in instance]
    for key in instance:
        if key not in known:
            hint = did_you_mean(key, missing) or did_you_mean(key, known)
            yield error(
                "unknown-key",
                document.place(*pointer, key, key=True),
                wording.text("unknown-key.message", key=key, name=_name(pointer)),
                hint or wording.text("hint.use-one-of", choices=", ".join(missing or known)),
            )


def _missing_keys(
    fault: ValidationError, document: Document, pointer: Pointer, misspelt: frozenset[str]
) -> Iterator[Problem]:
    needed: Any = fault.validator_value
    instance: Any = fault.instance
    for key in needed:
        if key not in instance and key not in misspelt:
            properties = _properties_at(document, pointer)
            example = next(iter(properties.get(key, {}).get("examples", ())), None)
            hint = (
                wording.text("missing-key.hint-example", key=key, example=example)
                if isinstance(example, str)
                else wording.text("missing-key.hint", key=key)
            )
            place = document.place(*pointer)
            yield error(
                "missing-key", place, wording.text("missing-key.message", name=_name(pointer), key=key), hint
            )


def _properties_at(document: Document, pointer: Pointer) -> dict[str, Any]:
    """The properties that the schema allows at a place, for their examples."""
    base = document.location.kind.schema
    schema, base = resolved(all_schemas()[base], base)
    for step in pointer:
        if isinstance(step, int):
            below = schema.get("items", {})
        else:
            below = schema.get("properties", {}).get(step) or schema.get("additionalProperties", {})
        if not isinstance(below, dict):
            return {}
        schema, base = resolved(below, base)
        if "then" in schema and "properties" not in schema:
            schema, base = resolved(schema["then"], base)
    properties: dict[str, Any] = schema.get("properties", {})
    return properties


def _type_of(value: object) -> str:
    """What JSON Schema calls the type of a value."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
        case _:
            return "object"


def _kind_of(value: object) -> str:
    return wording.text(f"value-type.{_type_of(value)}")


def _wrong_type(
    fault: ValidationError, schema: dict[str, Any], document: Document, pointer: Pointer
) -> Problem:
    wanted: Any = fault.validator_value
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    expected = either(wording.text(f"value-type.{name}") for name in names)
    hint = _hint(schema) or wording.text("hint.write", choices=expected)
    if "string" in names and isinstance(fault.instance, int | float | bool):
        written = document.as_written(*pointer)
        if "pattern" not in schema or _pattern(schema["pattern"]).search(written):
            hint = wording.text("wrong-type.hint-quotes", written=written)
    elif names == ["array"]:
        hint = wording.text("wrong-type.hint-list")
    found = _kind_of(fault.instance)
    if not isinstance(fault.instance, dict | list):
        found = wording.text("value-type-shown.with-value", type=found, value=_shown(fault.instance))
    message = wording.text("wrong-type.message", name=_name(pointer), expected=expected, found=found)
    return error("wrong-type", document.place(*pointer), message, hint)


def _not_in_list(fault: ValidationError, schema: dict[str, Any], pointer: Pointer, place: Place) -> Problem:
    value: Any = fault.validator_value
    allowed = [value] if fault.validator == "const" else list(value)
    words = [str(one).lower() if isinstance(one, bool) else str(one) for one in allowed]
    near = did_you_mean(fault.instance, words) if isinstance(fault.instance, str) else None
    return error(
        "bad-value",
        place,
        wording.text("schema.not-in-list", name=_name(pointer), value=_shown(fault.instance)),
        near or _hint(schema) or wording.text("hint.write", choices=either(words)),
    )


def _bad_key(fault: ValidationError, document: Document, pointer: Pointer) -> Problem:
    key = str(fault.instance)
    place = document.place(*pointer, key, key=True)
    return bad_id(key, place)


def bad_id(text: str, place: Place) -> Problem:
    """The problem of a name that cannot be an id."""
    proposal = slug(text)
    hint = wording.text("bad-id.hint-proposal", id=proposal) if proposal and proposal != text else None
    return error(
        "bad-id",
        place,
        wording.text("bad-id.message", id=text),
        hint or wording.text("bad-id.hint", max=MAX_ID),
    )


def _repeated(fault: ValidationError, document: Document, pointer: Pointer) -> Problem:
    items: Any = fault.instance
    index = next(i for i, item in enumerate(items) if item in items[:i])
    return error(
        "bad-value",
        document.place(*pointer, index),
        wording.text("schema.twice", name=_name(pointer), value=_shown(items[index])),
        wording.text("hint.remove-one"),
    )


def _name(pointer: Pointer) -> str:
    """``targets[1].within`` in quotes; the file where there is no key."""
    text = ""
    for step in pointer:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return f'"{text}"' if text else wording.text("schema.file")


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value if len(value) <= 60 else value[:57] + "…"}"'
    if value is None or isinstance(value, dict | list):
        return _kind_of(value)
    return str(value)
