"""What a form says of a value is what `check` says of it by the same schema."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

from playwright.sync_api import Browser

from servicebook.documents.exact_validator import exact_validator
from servicebook.documents.kinds import BY_NAME, CATALOG_KINDS
from servicebook.documents.validators import fast_validator
from servicebook.loading import load_documents
from servicebook.publishing.request_fields import fields_of
from tests.browser.watching import watched
from tests.support import REPOSITORY

ODD: tuple[Any, ...] = (
    None, "", " ", "x", "2 working days", "2 workingdays", "same working day", "0 hours", "1 hours", "14:00", "2:30",
    "2026-02-30", "2026-02-28", "desk@example.org", "desk@example", "https://example.org/a", "http:/x", "+49 30 1",
    "it/lead", "free", 0, 1, -1, 2.5, 100, 101, True, False, [], {}, ["a"], ["a", "a"], [{}], {"a": "b"},
    "EUR", "eur", "A" * 64, "a-b", "a--b", "live", "high", "\u2003", "\ufeff", "é", "x\n",
)  # fmt: skip
"""Values that are right in one field and wrong in another, whatever their type."""
TRIES = 8
"""So many changed values of each object that is written in the example."""
JUDGE = """async ([script, kinds]) => {
  const { faults } = await import(new URL(script, document.querySelector('script[src$="assets/servicebook.js"]').src));
  return kinds.map(([{ schema, defs }, values]) => values.map(value => faults(value, schema, defs).length === 0));
}"""


def objects() -> dict[str, list[Any]]:
    """By kind, what is written in the example: objects, and lists that are whole files."""
    found: dict[str, list[Any]] = {}
    for document in load_documents(REPOSITORY).documents:
        kind, value = document.location.kind, document.value
        if kind in CATALOG_KINDS and kind.name != "results":
            found.setdefault(kind.name, []).extend(value.values() if kind.holds == "map" else [value])
    return found


def changed(value: Any, random: Random) -> Any:
    """A copy of a value in which something is another, missing or added."""
    value = deepcopy(value)
    places = list(_places(value))
    if not places:
        return random.choice(ODD)
    holder, key = random.choice(places)
    match random.randrange(4):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, dict):
            other, one = random.choice(places)
            holder[one if isinstance(one, str) else "unknown"] = deepcopy(other[one])
        case _:
            holder[key] = deepcopy(random.choice(ODD))
    return value


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        yield from _places(value[key])


def is_right(kind: str, value: Any) -> bool:
    """Whether `check` takes the value; what a browser cannot know is right."""
    whole = {"some-id": value} if BY_NAME[kind].holds == "map" else value
    schema = BY_NAME[kind].schema
    if fast_validator(schema).is_valid(whole):
        return True
    return all(
        fault.validator == "format" and fault.validator_value != "date"
        for fault in exact_validator(schema).iter_errors(whole)
    )


def test_a_form_and_check_agree_on_every_value(browser: Browser, example: str) -> None:
    random = Random(19)
    values = {
        kind: [*written, *(changed(one, random) for one in written for _ in range(TRIES)), *ODD]
        for kind, written in objects().items()
    }
    asked = [[fields_of(kind, people=True), tried] for kind, tried in values.items()]
    with watched(browser, example) as watch:
        said = watch.open("").evaluate(JUDGE, ["request_schema.js", asked])
        assert watch.faults == []
    faults, right, wrong = [], 0, 0
    for (kind, tried), answers in zip(values.items(), said, strict=True):
        for value, answer in zip(tried, answers, strict=True):
            expected = is_right(kind, value)
            right, wrong = right + expected, wrong + (not expected)
            if answer != expected:
                faults.append(f"{kind}: {answer}, not {expected}: {value}")
    assert faults == []
    assert right > 300 and wrong > 1000
