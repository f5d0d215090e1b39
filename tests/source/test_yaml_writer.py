"""What yaml_writer writes, yaml_reader reads back; and it looks as a person would have written it."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from servicebook.source.yaml_reader import Value, parse
from servicebook.source.yaml_writer import WIDTH, write

TRICKY = st.sampled_from(
    [
        "", " ", "no", "Yes", "ON", "y", "~", "null", "17:30", "1:30:00", "010", "1_000", "0x1F", "0b1", "0o7", "1e3",
        ".5", ".inf", ".NaN", "+1", "-", "- a", "?", "? a", ":", "a: b", "a:", "a #b", "#it-desk", "---", "...",
        "... a", "<<", "<<<<<<< ours", "=", "2026-09-01", "2026-9-1", "2026-09-01 10:00:00", "2026-09-01T10:00:00Z",
        "*a", "&a", "!a", "!!str a", "%TAG", "@a", "`a`", "'a'", '"a"', "a, b", "[a]", "{a}", "a\tb", "\ta", "a\n",
        "a\n\n", "\na", " a\nb", "a\n b", "a\n  \nb", "a\n ", "a \nb", "a\r\nb", "\x85", "a\u2028b", "\ufeffa",
        "\x00", "\x7f", "\U0001f600", "\uffff", "العربية", "https://example.org/?a=b#c", "C:\\x", "9" * 21,
        "k" * 1100, "| a", "> a", "a |", "\u00a0a", "a\u3000",
    ]
)  # fmt: skip
TEXTS = st.one_of(TRICKY, st.text(st.characters(exclude_categories=["Cs"])))
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**16), 10**17),
    st.floats(allow_nan=False, allow_infinity=False),
    TEXTS,
)
VALUES = st.recursive(
    SCALARS,
    lambda below: st.lists(below, max_size=6) | st.dictionaries(TEXTS, below, max_size=6),
    max_leaves=30,
)


def same(one: Value, other: Value) -> bool:
    """Equal, with types: 1 is neither 1.0 nor true. The order of keys counts."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other, strict=True))
    return type(one) is type(other) and one == other


@given(VALUES)
def test_every_value_reads_back_as_it_was(value: Value) -> None:
    parsed = parse(write(value), "x.yml")
    assert parsed.problems == ()
    assert same(parsed.value, value)


@given(VALUES)
def test_every_value_reads_back_below_a_schema_line(value: Value) -> None:
    line = "# yaml-language-server: $schema=x.schema.json"
    text = write(value, schema_line=line)
    assert text.startswith(line + "\n")
    assert same(parse(text, "x.yml").value, value)


@given(st.lists(TEXTS) | st.dictionaries(TEXTS, TEXTS))
def test_readers_of_yaml_1_1_find_text_where_text_was_written(value: Value) -> None:
    class Loader(yaml.CSafeLoader):
        """1.1, but for dates: these stay bare, as everywhere in a catalog."""

    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }
    assert yaml.load(write(value), Loader) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"name": "Laptop repair", "on": "2026-09-01"}, 'name: Laptop repair\n"on": 2026-09-01\n'),
        ({"at": "17:30", "ok": "no", "number": 5}, 'at: "17:30"\nok: "no"\nnumber: 5\n'),
        ({"aliases": ["broken laptop", "a, b"]}, 'aliases: [broken laptop, "a, b"]\n'),
        ({"roles": {"owner": "it/desk-lead"}}, "roles: {owner: it/desk-lead}\n"),
        ({"text": "One.\nTwo.\n"}, "text: |\n  One.\n  Two.\n"),
        ({"text": "One.\n\nTwo."}, "text: |-\n  One.\n\n  Two.\n"),
        ({"url": "https://example.org/a?b"}, "url: https://example.org/a?b\n"),
        (
            {"links": [{"text": "Policy", "url": "https://example.org"}]},
            'links:\n  - {text: Policy, url: "https://example.org"}\n',
        ),
        (
            {"a": {"b": {"title": "T", "holders": ["jo"]}}},
            "a:\n  b:\n    title: T\n    holders: [jo]\n",
        ),
        ([{"a": [{"b": "1\n2\n"}]}, ["c", []]], "- a:\n    - b: |\n        1\n        2\n- - c\n  - []\n"),
        ([], "[]\n"),
        ({}, "{}\n"),
        (None, "null\n"),
        ("a\nb", "|-\n  a\n  b\n"),
    ],
)
def test_it_looks_as_a_person_would_write_it(value: Value, text: str) -> None:
    assert write(value) == text


def test_a_list_that_is_too_long_for_a_line_goes_below_its_key() -> None:
    words: list[Value] = ["word " * 4 + str(n) for n in range(9)]
    assert write({"words": words}) == "words:\n" + "".join(f"  - {word}\n" for word in words)
    assert all(len(line) <= WIDTH for line in write({"words": words}).splitlines())


@pytest.mark.parametrize("value", [10**18, float("nan"), float("inf"), ["\ud800"]])
def test_what_cannot_be_read_back_is_refused(value: Value) -> None:
    with pytest.raises(ValueError, match=r"digits|finite|half a character"):
        write(value)
