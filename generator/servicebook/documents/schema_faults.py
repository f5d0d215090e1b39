"""What is wrong with a document that does not fulfil the schema of its kind, in the words of an editor.

Schemas may carry ``x-code`` and ``x-text`` (a key of the wording) to say what a failure means to an editor.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from servicebook import wording
from servicebook.documents.choices import choices, others_like
from servicebook.documents.document import Document
from servicebook.documents.exact_validator import exact_validator
from servicebook.documents.key_edits import edit_of_unknown_key
from servicebook.documents.key_hints import key_hint, misspelt_keys
from servicebook.documents.meant.respelling import respelled
from servicebook.documents.measure_hints import hint_of_field
from servicebook.documents.placeholders import hint_for_missing
from servicebook.documents.schemas import schema_at
from servicebook.documents.shown_values import shown, type_of
from servicebook.documents.slugs import bad_id, slug
from servicebook.documents.suggestions import did_you_mean
from servicebook.documents.value_hints import (
    as_in_file,
    behind_hash,
    edit_of_link,
    like_example,
    what_to_write,
    write_meant,
)
from servicebook.frozen import frozen
from servicebook.problem_limits import MAX_IN_FILE
from servicebook.problems import Edit, Place, Problem, error
from servicebook.source.icons import icon_names
from servicebook.source.yaml_reader import Pointer, Value
from servicebook.wording.lists import either

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError


@frozen
class _Fault:
    """An error of ``jsonschema``, with what its explanation needs.

    ``misspelt`` are keys of the object at ``pointer`` that are there, though under a misspelt name; ``mistyped`` says
    which values of the document are of another type than they must be. Beyond so many problems as are still ``kept``,
    what to do is not said: they are only counted.
    """

    error: ValidationError
    document: Document
    pointer: Pointer
    misspelt: frozenset[str]
    mistyped: Set[Pointer]
    kept: int

    @property
    def keyword(self) -> str:
        """The keyword of the schema that the value does not fulfil."""
        return str(self.error.validator)

    @property
    def schema(self) -> Mapping[str, Any]:
        """The schema in which the keyword is."""
        return self.error.schema if isinstance(self.error.schema, dict) else {}

    @property
    def value(self) -> Any:
        return self.error.instance

    @property
    def place(self) -> Place:
        return self.document.place(*self.pointer)

    @property
    def name(self) -> str:
        """``targets[1].within`` in quotes; the file where there is no key."""
        name = ""
        for step in self.pointer:
            name += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if name else str(step)
        return f'"{name}"' if name else wording.text("schema.file")

    @property
    def hint(self) -> str | None:
        """What the schema's ``x-text`` says to write."""
        return hint_of_field(self.document, self.pointer, self.schema.get("x-text"))


def schema_faults(document: Document, *, all_problems: bool) -> Iterator[Problem]:
    """The problems of a document that does not fulfil its schema, as ``check_schema`` gives them.

    They are looked for twice, since some follow from others, and one of them takes kilobytes while it is explained.
    """
    schema = document.location.kind.schema
    mistyped: set[Pointer] = set()
    misspelt: dict[Pointer, frozenset[str]] = {}
    for fault in exact_validator(schema).iter_errors(document.value):
        if fault.validator == "type":
            mistyped.add(tuple(fault.absolute_path))
        elif fault.validator == "additionalProperties":
            misspelt[tuple(fault.absolute_path)] = misspelt_keys(fault)
    said: set[tuple[Pointer, str, str]] = set()
    alike: Counter[object] = Counter()  # all faults that are alike have the same code
    for fault in exact_validator(schema).iter_errors(document.value):
        pointer = tuple(fault.absolute_path)
        if pointer in mistyped and fault.validator != "type":
            continue  # what else is wrong with a value of the wrong type follows from that
        kind = _kind_of(fault)
        kept = sys.maxsize if all_problems else MAX_IN_FILE - alike[kind]
        for problem in _explained(
            _Fault(fault, document, pointer, misspelt.get(pointer, frozenset()), mistyped, kept)
        ):
            # the two branches of an "if" may both want another type: that is one problem
            about = "" if problem.code == "wrong-type" else f"{problem.place} {problem.message}"
            if (pointer, problem.code, about) not in said:
                said.add((pointer, problem.code, about))
                alike[kind] += 1
                yield problem
    if not said:
        yield error("bad-value", document.place(), wording.text("schema.unexplained"))


def _kind_of(fault: ValidationError) -> object:
    """What faults have in common whose problems have the same code."""
    code = fault.schema.get("x-code") if isinstance(fault.schema, dict) else None
    return fault.validator, code, fault.instance is None, "propertyNames" in fault.schema_path


def _explained(fault: _Fault) -> Iterable[Problem]:
    """What an error means to an editor; nothing where another error says it."""
    if fault.keyword in _OF_KEYS:
        return _OF_KEYS[fault.keyword](fault)
    if fault.keyword == "anyOf" and _is_misspelt(fault):
        return ()
    if fault.value is None and fault.pointer:
        return (_no_value(fault),)
    if "propertyNames" in fault.error.schema_path and fault.keyword not in ("type", "enum", "const"):
        key = str(fault.value)
        place = fault.document.place(*fault.pointer, key, key=True)
        if fault.schema.get("x-text") == "period":
            return (error("bad-value", place, _message(fault), fault.hint),)
        problem = bad_id(key, place)
        return (replace(problem, edit=_edit_of_id(fault, key)),)
    problem = _OF_VALUES.get(fault.keyword, _bad_value)(fault)
    if fault.kept <= 0 or (meant := _meant(fault)) is None:
        return (problem,)
    hint = write_meant(fault.document, fault.schema, fault.pointer, fault.value, meant)
    if fault.keyword == "enum":
        hint += others_like(fault.pointer, meant, fault.schema["enum"])
    return (replace(problem, hint=hint, edit=fault.document.edit(fault.pointer, meant)),)


def _meant(fault: _Fault) -> Value:
    """What the value must have been meant to be; None where there is any doubt."""
    if not fault.pointer or fault.value is None or isinstance(fault.value, dict):
        return None
    if "x-ref" in fault.schema and isinstance(fault.value, bool | int | float):
        return None  # the priority 1 has another id; quotes would only make it text
    is_text = isinstance(fault.value, str)
    written = fault.value if is_text else fault.document.as_written(*fault.pointer)
    if is_text and fault.schema.get("type") == "array":
        written = fault.document.as_lines(fault.value, *fault.pointer)
    return respelled(fault.value, written, fault.schema, fault.document.location.kind.schema)


def _edit_of_id(fault: _Fault, key: str) -> Edit | None:
    """What makes a key an id, where that changes nothing but capitals and what joins its words."""
    own: Any = fault.document.value_at(fault.pointer)
    if (*fault.pointer, key) in fault.mistyped:
        return None  # it may be a key of something else, at the wrong depth
    if not key.isascii() or not slug(key) or slug(key) in own:
        return None
    return fault.document.edit_of_key((*fault.pointer, key), slug(key))


def _is_misspelt(fault: _Fault) -> bool:
    """Whether one of the keys of which one has to be there is, though misspelt."""
    required = (key for branch in fault.schema["anyOf"] for key in branch["required"])
    return not fault.misspelt.isdisjoint(required)


def _unknown_keys(fault: _Fault) -> Iterator[Problem]:
    known = fault.schema.get("properties", {})
    for number, key in enumerate(key for key in fault.value if key not in known):
        place = fault.document.place(*fault.pointer, key, key=True)
        message = wording.text("unknown-key.message", key=key, name=fault.name)
        if number >= fault.kept:
            yield error("unknown-key", place, message)
            continue
        yield error(
            "unknown-key",
            place,
            message,
            key_hint(fault.document, fault.pointer, fault.value, key, known),
            edit=edit_of_unknown_key(fault.document, fault.pointer, fault.value, key, known),
        )


def _missing_keys(fault: _Fault) -> Iterator[Problem]:
    required: Any = fault.error.validator_value
    for key in required:
        if key not in fault.value and key not in fault.misspelt:
            message = wording.text("missing-key.message", name=fault.name, key=key)
            yield error(
                "missing-key", fault.place, message, hint_for_missing(fault.document, fault.pointer, key)
            )


_OF_KEYS: Mapping[str, Callable[[_Fault], Iterator[Problem]]] = {
    "additionalProperties": _unknown_keys,
    "required": _missing_keys,
}
"""By keyword, how errors about the keys of an object are explained, of which there may be several at once."""


def _no_value(fault: _Fault) -> Problem:
    hint = behind_hash(fault.document, fault.pointer) or _hint_of_value(fault)
    return error("wrong-type", fault.place, wording.text("schema.no-value", name=fault.name), hint)


def _hint_of_value(fault: _Fault) -> str:
    """What to do about a key or an entry without a value; a key that must be there cannot be removed."""
    key = fault.pointer[-1]
    around, _ = schema_at(fault.document.location.kind.schema, fault.pointer[:-1])
    if isinstance(key, int):
        return wording.text("schema.no-value-hint-entry")
    example = like_example(fault.document, fault.pointer) if key in around.get("required", ()) else None
    return example or wording.text("schema.no-value-hint")


def _wrong_type(fault: _Fault) -> Problem:
    expected: Any = fault.error.validator_value
    types = [expected] if isinstance(expected, str) else list(expected)
    if fault.schema.get("x-text") == "date":
        types = ["date"]  # that it is text is a matter of YAML
    choices = either(wording.text(f"value-type.{name}") for name in types)
    hint = (
        None
        if fault.kept <= 0
        else what_to_write(fault.document, fault.pointer, fault.value)
        or fault.hint
        or like_example(fault.document, fault.pointer)
        or wording.text("hint.write", choices=choices)
    )
    actual = wording.text(f"value-type.{type_of(fault.value)}")
    if not isinstance(fault.value, dict | list):
        actual = wording.text(
            "value-type-shown.with-value",
            type=actual,
            value=as_in_file(fault.document, fault.pointer, fault.value),
        )
    message = wording.text("wrong-type.message", name=fault.name, expected=choices, found=actual)
    return error("wrong-type", fault.place, message, hint)


def _not_in_list(fault: _Fault) -> Problem:
    allowed: Any = fault.error.validator_value
    values = [allowed] if fault.keyword == "const" else list(allowed)
    words = [str(value).lower() if isinstance(value, bool) else str(value) for value in values]
    hint = what_to_write(fault.document, fault.pointer, fault.value) if fault.kept > 0 else ""
    if hint is None and isinstance(fault.value, str):
        hint = did_you_mean(fault.value, words)
    message = wording.text("schema.not-in-list", name=fault.name, value=shown(fault.value))
    return error(
        "bad-value",
        fault.place,
        message,
        hint or fault.hint or wording.text("hint.write", choices=choices(fault.pointer, words)),
    )


def _repeated(fault: _Fault) -> Problem:
    items: Any = fault.value
    index = next(i for i, item in enumerate(items) if item in items[:i])
    message = wording.text("schema.twice", name=fault.name, value=shown(items[index]))
    place = fault.document.place(*fault.pointer, index)
    edit = fault.document.edit_without((*fault.pointer, index))
    return error("bad-value", place, message, wording.text("hint.remove-one"), edit=edit)


def _empty(fault: _Fault) -> Problem:
    message, hint = wording.text("schema.empty", name=fault.name), wording.text("schema.empty-hint")
    return error("bad-value", fault.place, message, hint)


def _beyond_limit(fault: _Fault) -> Problem:
    if "x-text" in fault.schema:
        return _bad_value(fault)
    message = wording.text(
        f"schema.limit.{fault.keyword}",
        name=fault.name,
        value=shown(fault.value),
        limit=fault.error.validator_value,
    )
    return error("bad-value", fault.place, message, wording.text("schema.number-hint"))


def _must_not_be(fault: _Fault) -> Problem:
    """A key that must not be there: the key is what is wrong, whatever its value."""
    if fault.value is None or "x-text" not in fault.schema:
        return _bad_value(fault)
    return error("bad-value", fault.document.place(*fault.pointer, key=True), _message(fault), fault.hint)


def _bad_value(fault: _Fault) -> Problem:
    is_icon = fault.schema.get("format") == "icon"
    hint = did_you_mean(str(fault.value), icon_names()) if is_icon and fault.kept > 0 else None
    if hint is None and fault.kept > 0 and fault.keyword in ("pattern", "format"):
        hint = what_to_write(fault.document, fault.pointer, fault.value)
    code, edit = fault.schema.get("x-code", "bad-value"), edit_of_link(fault.document, fault.pointer)
    return error(code, fault.place, _message(fault), hint or fault.hint, edit=edit)


_OF_VALUES: Mapping[str, Callable[[_Fault], Problem]] = {
    "type": _wrong_type,
    "enum": _not_in_list,
    "const": _not_in_list,
    "uniqueItems": _repeated,
    "minItems": _empty,
    "minProperties": _empty,
    "minimum": _beyond_limit,
    "maximum": _beyond_limit,
    "exclusiveMinimum": _beyond_limit,
    "exclusiveMaximum": _beyond_limit,
    "not": _must_not_be,
}
"""By keyword, how errors about a value are explained; those of all other keywords by :func:`_bad_value`."""


def _message(fault: _Fault) -> str:
    """What the schema's ``x-text`` says of a value, or of a key where the value need not be seen."""
    key = fault.schema.get("x-text")
    if key is None:
        return wording.text("schema.does-not-fit", name=fault.name)
    if f"bad-field.{key}" in wording.all_keys():
        return wording.text(f"bad-field.{key}", name=fault.name)
    return wording.text(f"bad-value.{key}", name=fault.name, value=shown(fault.value))
