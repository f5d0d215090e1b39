"""Documents of every kind that are valid, and ways of spoiling them; texts that look like YAML."""

# ruff: noqa: E501  # lists of values
from __future__ import annotations

import copy
import random
from functools import cache
from typing import Any

from hypothesis import strategies as st

from servicebook.documents.kinds import KINDS, location_of
from servicebook.documents.schemas import all_schemas, resolved
from servicebook.documents.shape import fast_validator
from servicebook.source.yaml_reader import parse
from tests.support import REPOSITORY

Json = Any

PIECES = (
    "a", "b", ":", ": ", "- ", "? ", "\n", "\n  ", "\n    ", "\r\n", "\r", "\t", " ", "#", " #", "|", ">", "|-", "[", "]", "{", "}",
    ",", "&x ", "*x", "!!str ", "!x ", "!<plain> ", "<<", "'", '"', "\\", "---", "\n---\n", "...", "%YAML 1.2\n", "<<<<<<< ", "@", "`",
    "\ufeff", "\u2028", "\u2029", "\x85", "\x00", "\x07", "\x7f", "\ufffe", "😀", "é", "e\u0301", "\u202e", "\ue000", "010", "1e5",
    ".nan", "~", "null", "2026-09-01", "name", "summary: ",
)  # fmt: skip
yaml_like = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)

printable = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co"), exclude_characters="\ufeff"))
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**16), 10**16)
    | st.floats(allow_nan=False, allow_infinity=False)
    | printable,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(printable, below, max_size=4),
    max_leaves=12,
)


@cache
def examples() -> dict[str, list[Json]]:
    """Valid documents of every kind: those of the example catalog, and the schemas' own examples together."""
    found: dict[str, list[Json]] = {kind.schema: [] for kind in KINDS}
    for folder in ("catalog", "site_config"):
        for file in sorted((REPOSITORY / folder).rglob("*.yml")):
            location = location_of(file.relative_to(REPOSITORY).as_posix())
            if location is not None and len(found[location.kind.schema]) < 3:
                value = parse(file.read_text(encoding="utf-8"), file.name).value
                if fast_validator(location.kind.schema).is_valid(value):
                    found[location.kind.schema].append(value)
    for kind in KINDS:
        found[kind.schema].append(from_examples(all_schemas()[kind.schema], kind.schema))
    return found


def from_examples(schema: Json, base: str) -> Json:
    schema, base = resolved(schema, base)
    if schema.get("type") == "array":
        return [from_examples(schema["items"], base)]
    if isinstance(below := schema.get("additionalProperties"), dict):
        return {"an-id": from_examples(below, base)}
    return {
        key: sub["examples"][0] for key, sub in schema.get("properties", {}).items() if sub.get("examples")
    }


STRANGE: tuple[Json, ...] = (
    None, True, False, 0, 1, 1.0, -1, 10**15, 0.5, 100, 100.5, "", " ", "\x1c", "\x85", "\u2028", "\ufeff", "x", "x\n", "X Y",
    "a-b", "it/x", "always", "2026-09-01", "2026-09-01\n", "2026-02-30", "0000-00-00", "20260901", "4 hours", "4 hours\n",
    "same working day", "14:00", "14:00\n", "09:00-12:00", "22:00-24:00", "https://x.org", "https://x.org\n",
    "https://x.org/\x1c", "a@b.c", "a@b.c\n", "+49 30", "٣", "EUR", "EUR\n", "free", "form", "desk", "quality", "response_time",
    "Europe/Berlin", "Europe", "../x", "de", "de-XX", "DE", "-", "high", [], [1, 1.0], [1, True], ["a", "a"], [[]], {}, {"a": 1},
    {"id": "a"}, {"person": "x"}, {"amount": 1}, "a" * 63, "a" * 64, "é", "e\u0301",
)  # fmt: skip


def mutated(value: Json, chance: random.Random) -> Json:
    """The document with one change somewhere: a key gone, new or renamed, an entry repeated, a value of another kind."""
    value = copy.deepcopy(value)
    parent, step = None, None
    node = value
    while isinstance(node, dict | list) and node and chance.random() < 0.75:
        parent = node
        step = chance.choice(list(node)) if isinstance(node, dict) else chance.randrange(len(node))
        node = node[step]
    if parent is None or step is None:
        return chance.choice(STRANGE)
    match chance.randrange(5):
        case 0:
            del parent[step]
        case 1 if isinstance(parent, dict):
            parent[
                chance.choice(("x", "id", "none", "within", "on", "always", "Not An Id", "by", "service"))
            ] = node
        case 2 if isinstance(parent, list):
            parent.append(copy.deepcopy(node))
        case 3 if isinstance(parent, dict):
            parent[f"{step}x"] = parent.pop(step)
        case _:
            parent[step] = copy.deepcopy(chance.choice(STRANGE))
    return value
