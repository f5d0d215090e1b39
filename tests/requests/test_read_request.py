"""A request is read from JSON or from the one block of a text; what is not exactly one is refused with words."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.requests.test_hostile import APPLIED, REFUSED

from servicebook.requests.change_request import RefusedError, in_words
from servicebook.requests.read_request import MAX_BYTES, MAX_DEPTH, read_request
from servicebook.requests.request_block import block_of

GOOD = {
    "object": "service:it/repair",
    "set": [
        {"path": ["targets", 2, "within"], "from": "3 days", "to": "2 days"},
        {"path": ["aliases", "-"], "to": "mending"},
        {"path": ["cost"], "from": "free", "to": None},
    ],
    "why": "Since August.",
    "by": "Ana",
}
SCHEMA = json.loads((files("servicebook.requests") / "schemas/request.schema.json").read_text("utf-8"))
BEYOND_SCHEMAS = frozenset({"append-in-between", "newline-in-id"})
"""Where a schema looks at each step by itself, and where Python's ``$`` lets a line break pass."""
LIMITS = ("too-large", "too-deep", "not-json", "not-utf8", "unseen-character")
"""What a schema cannot say."""


def block(content: str, fence: str = "```") -> str:
    return f"{fence}json servicebook-request\n{content}\n{fence}\n"


def codes(raw: bytes) -> list[str]:
    with pytest.raises(RefusedError) as fault:
        read_request(raw)
    return [refusal.code.removeprefix("request-") for refusal in fault.value.refusals]


def without(key: str) -> dict[str, Any]:
    return {name: value for name, value in GOOD.items() if name != key}


def test_a_request_says_what_is_to_change() -> None:
    request = read_request(json.dumps(GOOD).encode())
    assert (request.object, request.why, request.by, request.new) == (
        "service:it/repair", "Since August.", "Ana", None,
    )  # fmt: skip
    assert [(change.path, change.before, change.after) for change in request.changes] == [
        (("targets", 2, "within"), "3 days", "2 days"),
        (("aliases", "-"), None, "mending"),
        (("cost",), "free", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + json.dumps(GOOD),
        "\n\n  " + json.dumps(GOOD),
        "Please.\n\n" + block(json.dumps(GOOD, indent=1)) + "\nThanks!\n",
        block(json.dumps(GOOD)).replace("\n", "\r\n"),
        block(json.dumps(GOOD), "````"),
        block(json.dumps(GOOD), "~~~"),
        f"```json\n{json.dumps(GOOD)}\n```\n" + block(json.dumps(GOOD)),
        f"````\n{block('{}')}````\n" + block(json.dumps(GOOD)),
        "``` `json servicebook-request` ```\n" + block(json.dumps(GOOD)),
        "   ```json   servicebook-request  \n" + json.dumps(GOOD) + "\n  `````",
    ],
)
def test_a_request_stands_alone_or_in_the_one_block_of_a_text(text: str) -> None:
    assert read_request(text.encode()) == read_request(json.dumps(GOOD).encode())


def test_what_a_block_holds_is_not_read_as_markdown() -> None:
    assert block_of(block('{"a": "~~~",\n~~~\n"b": "```"}')) == '{"a": "~~~",\n~~~\n"b": "```"}'


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (without("object"), "missing-key"),
        (without("why"), "missing-key"),
        (without("set"), "set-or-new"),
        ({**GOOD, "new": {"a": 1}}, "set-or-new"),
        ({**GOOD, "why": " \n"}, "empty"),
        ({**GOOD, "why": 5}, "no-text"),
        ({**GOOD, "by": None}, "no-text"),
        ({**GOOD, "set": []}, "no-changes"),
        ({**GOOD, "set": ["x"]}, "no-changes"),
        ({**GOOD, "set": [{"path": ["x"]}]}, "missing-key"),
        ({**GOOD, "set": [{"to": 1}]}, "missing-key"),
        ({**GOOD, "set": [{"path": [""], "to": 1}]}, "bad-path"),
        ({**GOOD, "set": [{"path": ["x" * 101], "to": 1}]}, "bad-path"),
        ({**without("set"), "new": {}}, "new-no-map"),
        ({**without("set"), "new": None}, "new-no-map"),
        ({**GOOD, "object": "it/repair"}, "bad-object"),
        ({**GOOD, "object": "Service:it/repair"}, "bad-object"),
    ],
)
def test_what_is_no_request_is_refused_with_a_code(value: Any, code: str) -> None:
    assert codes(json.dumps(value).encode()) == [code]
    assert not Draft202012Validator(SCHEMA).is_valid(value)


def test_a_request_may_be_as_large_and_as_deep_as_is_said() -> None:
    raw = json.dumps({**GOOD, "why": "x"}).encode()
    assert read_request(raw + b" " * (MAX_BYTES - len(raw)))
    assert codes(raw + b" " * (MAX_BYTES - len(raw) + 1)) == ["too-large"]
    deep = json.dumps({**GOOD, "set": [{"path": ["x"], "to": 0}]})
    inside = MAX_DEPTH - 3
    assert read_request(deep.replace(": 0}", f": {'[' * inside}{']' * inside}}}").encode())
    inside += 1
    assert codes(deep.replace(": 0}", f": {'[' * inside}{']' * inside}}}").encode()) == ["too-deep"]
    assert read_request(json.dumps({**GOOD, "why": "[" * 500 + '\\"' + "{" * 500}).encode())


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b'{"object":"' + b'\\"' * 32_000, "not-json"),
        (b"```" + b" " * 60_000 + b"x\n", "no-block"),
        (b"```\n" * 16_000, "no-block"),
        (b"`" * 65_000, "no-block"),
    ],
)
def test_what_has_no_end_is_refused_soon(raw: bytes, code: str) -> None:
    assert codes(raw) == [code]


@pytest.mark.parametrize("file", [*REFUSED, *APPLIED], ids=lambda file: file.stem)
def test_the_schema_and_the_program_refuse_the_same(file: Path) -> None:
    raw = file.read_bytes()
    try:
        read_request(raw)
        is_read = True
    except RefusedError as fault:
        if fault.refusals[0].code.removeprefix("request-") in LIMITS or file.suffix == ".md":
            return
        is_read = False
    text = raw.decode()
    if text.startswith("{") and file.stem not in BEYOND_SCHEMAS:
        assert Draft202012Validator(SCHEMA).is_valid(json.loads(text)) == is_read


def test_a_good_request_fits_the_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(GOOD)


def test_a_path_is_told_as_messages_about_files_tell_it() -> None:
    assert in_words(("targets", 2, "within")) == "targets[3].within"
