"""Documents of every kind that are valid, and ways of spoiling them; texts that look like YAML."""

# ruff: noqa: E501  # lists of values
from __future__ import annotations

import marshal
import random
from collections import Counter
from collections.abc import Hashable
from functools import cache
from typing import Any

from hypothesis import strategies as st

from servicebook.documents.kinds import KINDS, location_of
from servicebook.documents.schemas import all_schemas, resolved
from servicebook.documents.validators import fast_validator
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
    """Valid documents of every kind: those of the example catalog, and the schemas' own examples together.

    Of entries that are alike, two are left: the exact validator takes a second for a hundred of them.
    """
    found: dict[str, list[Json]] = {kind.schema: [] for kind in KINDS}
    for folder in ("catalog", "site_config"):
        for file in sorted((REPOSITORY / folder).rglob("*.yml")):
            location = location_of(file.relative_to(REPOSITORY).as_posix())
            if location is not None and len(found[location.kind.schema]) < 3:
                value = without_likes(parse(file.read_text(encoding="utf-8"), file.name).value)
                if fast_validator(location.kind.schema).is_valid(value):
                    found[location.kind.schema].append(value)
    for kind in KINDS:
        found[kind.schema].append(from_examples(all_schemas()[kind.schema], kind.schema))
    return found


def without_likes(value: Json, seen: Counter[Hashable] | None = None) -> Json:
    """Of entries of lists, or of maps of ids or days, that have the same keys and types, two; all have one at least."""
    seen = Counter() if seen is None else seen
    if not isinstance(value, dict | list):
        return value
    items = [
        (key, without_likes(below, seen))
        for key, below in (value.items() if isinstance(value, dict) else enumerate(value))
    ]
    if isinstance(value, list) or all(isinstance(below, dict) or key[:1].isdigit() for key, below in items):
        forms = [form(below) for _, below in items]
        seen.update(forms)
        items = [
            item for n, item in enumerate(items) if n == 0 or seen[forms[n]] - forms[n:].count(forms[n]) < 2
        ]
    return dict(items) if isinstance(value, dict) else [below for _, below in items]


def form(value: Json) -> Hashable:
    """The keys and types of a value."""
    if isinstance(value, dict):
        return frozenset((key, form(below)) for key, below in value.items())
    if isinstance(value, list):
        return frozenset(map(form, value))
    return "number" if isinstance(value, int | float) else type(value)


def from_examples(schema: Json, base: str) -> Json:
    schema, base = resolved(schema, base)
    if schema.get("type") == "array":
        return [from_examples(schema["items"], base)]
    if isinstance(below := schema.get("additionalProperties"), dict):
        return {_key(schema.get("propertyNames", {})): from_examples(below, base)}
    return {
        key: sub["examples"][0] for key, sub in schema.get("properties", {}).items() if sub.get("examples")
    }


def _key(names: Json) -> str:
    """A key that a map may have."""
    return "2026-10" if names.get("x-text") == "period" else "an-id"


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
    value = _copied(value)
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
            parent.append(_copied(node))
        case 3 if isinstance(parent, dict):
            parent[f"{step}x"] = parent.pop(step)
        case _:
            parent[step] = _copied(chance.choice(STRANGE))
    return value


def _copied(value: Json) -> Json:
    """A deep copy of what JSON can say, in a tenth of the time that ``copy`` takes for anything."""
    return marshal.loads(marshal.dumps(value))


words = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp"), exclude_characters="\ufeff[]<>`&"),
    min_size=1,
    max_size=12,
).filter(lambda text: bool(text.strip()) and text == text.strip())
lines = st.lists(words, min_size=1, max_size=3).map("\n".join) | st.lists(words, min_size=1, max_size=3).map(
    lambda all_of: "\n\n".join(all_of) + "\n"
)
PEOPLE, ROLES, SERVICES = (
    ("ana", "ben", "eva"),
    ("it/lead", "it/clerk", "hr/lead"),
    ("it/repair", "it/loan", "hr/contract"),
)


def maybe(**keys: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    """A map with any of the keys."""
    return st.fixed_dictionaries({}, optional=keys)


def with_name(title: str = "name", **keys: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    return st.fixed_dictionaries({title: words}, optional=keys)


def some(of: st.SearchStrategy[Json], key: Any = str) -> st.SearchStrategy[Json]:
    return st.lists(of, min_size=1, max_size=3, unique_by=key)


days = st.dates().map(str)
channels = st.fixed_dictionaries({"type": st.just("chat"), "handle": words}) | st.builds(
    lambda at: {"type": "email", "address": f"{at}@example.org"}, st.sampled_from(("a", "b", "c"))
)
links = st.builds(
    lambda text, path: {"text": text, "url": f"https://example.org/{path}"}, words, st.sampled_from("abc")
)
targets = st.sampled_from(
    [
        {"measure": "fulfillment_time", "within": "3 working days"},
        {"measure": "response_time", "within": "4 hours", "priority": "high"},
        {"measure": "availability", "at_least": 99.5},
        {"measure": "fulfillment_time", "stated": "By noon; at the latest."},
    ]
)
questions = st.fixed_dictionaries(
    {"id": st.sampled_from("abcdef"), "question": words, "answer": lines}, optional={"aliases": some(words)}
)
held = st.sampled_from(PEOPLE) | st.fixed_dictionaries(
    {"person": st.sampled_from(PEOPLE)}, optional={"interim": st.booleans(), "note": words}
)
common = {
    "description": lines,
    "aliases": some(words),
    "channels": some(channels),
    "targets": some(targets, lambda one: one["measure"]),
    "links": some(links),
}
department = st.fixed_dictionaries(
    {"name": words, "summary": words}, optional={**common, "head": st.just("it/lead")}
)
service = st.fixed_dictionaries(
    {"name": words, "summary": words},
    optional={
        **common,
        "cost": st.just("free")
        | with_name("note", amount=st.integers(1, 999) | st.sampled_from([0.5, 120.25])),
        "depends_on": some(
            st.fixed_dictionaries({"service": st.just("it/loan")}, optional={"for": words}),
            lambda one: one["service"],
        ),
        "faqs": some(questions, lambda one: one["id"]),
        "roles": maybe(owner=st.sampled_from(ROLES), deputy=st.sampled_from(ROLES)),
        "prerequisites": some(words),
    },
)
role = with_name(
    "title",
    summary=words,
    holders=some(held, lambda one: one if isinstance(one, str) else one["person"]),
    responsibilities=some(words),
)
catalogs = st.fixed_dictionaries(
    {
        "site_config/organization.yml": with_name(tagline=words, currency=st.just("EUR"), people=st.sampled_from(["full", "roles-only"])),
        "site_config/priorities.yml": st.builds(
            lambda ids, named: {"default": ids[0], "priorities": dict.fromkeys(ids, named)},
            st.permutations(["high", "low", "zero"]),
            with_name(means=words),
        ),
        "catalog/people.yml": st.fixed_dictionaries({one: with_name(left_on=days, chat=words) for one in PEOPLE}),
        "catalog/departments/it/department.yml": department,
        "catalog/departments/hr/department.yml": department,
        "catalog/departments/it/roles.yml": st.fixed_dictionaries({"lead": role, "clerk": role}),
        "catalog/departments/hr/roles.yml": st.fixed_dictionaries({"lead": role}),
        "catalog/departments/it/faqs.yml": some(questions, lambda one: one["id"]),
        "catalog/departments/it/services/loan.yml": service.map(lambda one: {key: value for key, value in one.items() if key != "depends_on"}),
        "catalog/departments/it/services/repair.yml": service,
        "catalog/departments/hr/services/contract.yml": service,
    },
    optional={
        "site_config/audiences.yml": st.dictionaries(st.sampled_from("abc"), with_name(description=words), min_size=1),
        "site_config/calendars.yml": st.fixed_dictionaries({"office": st.builds(lambda name: {"name": name, "open": {"mon": ["09:00-17:00"]}}, words)}),
        "catalog/kudos.yml": some(
            st.builds(
                lambda to, text, on: {"from": "department:it", "to": to, "text": text, "on": on},
                st.sampled_from(["department:hr", "person:ana", "person:ben"]), words, days,
            )
        ),
        "catalog/notices/shut.yml": st.builds(
            lambda title, day: {"title": title, "effect": "closed", "affects": {"departments": ["it"]}, "from": day}, words, days
        ),
    },
)  # fmt: skip
"""The files of small catalogs: most of them have no error."""
