"""An entry is added to a list of a YAML text, and not a byte of anything else is touched."""

# ruff: noqa: E501  # one case a line
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicebook.source.yaml_insert import appended, inserted
from servicebook.source.yaml_parts import CannotEditError
from servicebook.source.yaml_reader import parse

NEW = {"party": "hr", "on": "2026-09-01"}
ITEM = "{party: hr, on: 2026-09-01}"

# In each case, «…» is what is put in.
CASES = {
    "no list yet": f"a: 1\n«accepted:\n  - {ITEM}\n»",
    "no list yet, comments at the end": f"a: 1  # one\n«accepted:\n  - {ITEM}\n»\n# the end\n",
    "no list yet, no final newline": f"a: 1«\naccepted:\n  - {ITEM}»",
    "no list yet, a comment and no final newline": f"a: 1  # one«\naccepted:\n  - {ITEM}»",
    "no list yet, a list last": f"a:\n- 1\n- b:\n    c\n    d\n«accepted:\n  - {ITEM}\n»",
    "no list yet, brackets last": f"a: [1,\n  2  # two\n  ]  # those\n«accepted:\n  - {ITEM}\n»\n\n",
    "no list yet, a long text last": f"a: |\n  one\n\n  two\n«accepted:\n  - {ITEM}\n»",
    "no list yet, blank lines that count": f"a: |+\n  one\n\n\n«accepted:\n  - {ITEM}\n»# end\n",
    "no list yet, quotes of several lines": f"a: 'one\n  two'\n«accepted:\n  - {ITEM}\n»",
    "no list yet, an empty value": f"b: 1\na:\n«accepted:\n  - {ITEM}\n»# end\n",
    "no list yet, document marks": f"%YAML 1.2\n---\na: 1\n«accepted:\n  - {ITEM}\n»...\n",
    "no list yet, all of it further in": f"  a: 1\n  b: 2\n«  accepted:\n    - {ITEM}\n»",
    "no list yet, key with a question mark": f"? a\n: 1\n«accepted:\n  - {ITEM}\n»",
    "no list yet, an anchor": f"a: &x 1\nb: *x\n«accepted:\n  - {ITEM}\n»",
    "no list yet, old line breaks": f"a: 1\r\n«accepted:\r\n  - {ITEM}\r\n»# end\r\n",
    "no list yet, very old line breaks": f"a: 1\r«accepted:\r  - {ITEM}\r»# end\r",
    "no list yet, a byte order mark": f"\ufeffa: 1\n«accepted:\n  - {ITEM}\n»",
    "no list yet, characters that count once": f"é😀: 'e\u0301😀'\n\u2028: \u2029\n«accepted:\n  - {ITEM}\n»# 😀\n",
    "no list yet, all in brackets": f"{{a: 1«, accepted: [{ITEM}]»}}\n",
    "no list yet, all in brackets, lines": f'{{\n  "a": 1«,»  # one\n«  accepted: [{ITEM}]\n»}}\n',
    "no list yet, the word elsewhere": f"a: {{accepted: [1]}}\n«accepted:\n  - {ITEM}\n»",
    "hyphens": f"accepted:\n- {{party: it}}\n«- {ITEM}\n»b: 1\n",
    "hyphens further in": f"accepted:\n  - {{party: it}}  # it\n«  - {ITEM}\n»  # more?\nb: 1\n",
    "hyphens, comments between": f"accepted:  # who\n  # - it\n  - {{party: it}}\n  # - hr\n\n  - {{party: it}}\n«  - {ITEM}\n»\n  # - finance\n",
    "hyphens, key by key": "accepted:\n  - party: it\n    on: 2026-01-01  # a day\n«  - party: hr\n    on: 2026-09-01\n»",
    "hyphens, key by key, to the left": "accepted:\n- party: it\n  on: 2026-01-01«\n- party: hr\n  on: 2026-09-01»",
    "hyphens, the last one counts": f"accepted:\n- party: it\n- {{party: it}}\n«- {ITEM}\n»",
    "hyphen on a line of its own": "accepted:\n -\n  # - it - it\n     party: it\n« - party: hr\n   on: 2026-09-01\n»b: 1\n",
    "hyphens within": "accepted:\n  - party:\n    - it\n    - it\n«  - party: hr\n    on: 2026-09-01\n»",
    "hyphens, anchor": f"accepted: &all\n  - {{party: it}}\n«  - {ITEM}\n»",
    "hyphens, alias last": f"b: &b {{party: it}}\naccepted:\n  - *b\n«  - {ITEM}\n»c: 1\n",
    "hyphens, no final newline": f"accepted:\n- {{party: it}}«\n- {ITEM}»",
    "hyphens, old line breaks": "accepted:\r\n- party: it\r\n«- party: hr\r\n  on: 2026-09-01\r\n»b: 1\r\n",
    "hyphens after a colon of its own": f"? accepted\n: - {{party: it}}\n«  - {ITEM}\n»",
    "hyphens, quoted key": f"'accepted':\n- {{party: it}}\n«- {ITEM}\n»",
    "hyphens, two ways of ending lines": f"a: 1\naccepted:\r\n- {{party: it}}\r\n«- {ITEM}\r\n»b: 1\n",
    "brackets, empty": f"accepted: [«{ITEM}»]\n",
    "brackets, empty, space": f"accepted: [«{ITEM}» ]\n",
    "brackets, empty, comment": f"accepted: [«{ITEM}»  # nobody\n  ]\n",
    "brackets, empty, comment at once": f"accepted: [«{ITEM} »# nobody\n  ]\n",
    "brackets, empty, anchor": f"accepted: &x [«{ITEM}»]\n",
    "brackets": f"accepted: [{{party: it}}«, {ITEM}»]  # both\n",
    "brackets, comma at the end": f"accepted: [{{party: it}}«, {ITEM}», ]\n",
    "brackets, next line": f"accepted:\n  [{{party: it}}«, {ITEM}»]\nb: 1\n",
    "brackets, alias last": f"b: &b {{party: it}}\naccepted: [{{party: it}}, *b«, {ITEM}»]\nc: 1\n",
    "brackets, lines": f"accepted: [\n  {{party: it}}«,»  # it\n«  {ITEM}\n»]\n",
    "brackets, lines and a comma": f"accepted: [\n  {{party: it}},  # it, [or]\n«  {ITEM},\n»  # hr?\n]\n",
    "brackets, lines, bracket at the end": f"accepted: [\n  {{party: it}},\n  {{party: it}}«,\n  {ITEM}»]\n",
    "brackets, lines, comma and bracket at the end": f"accepted: [\n  {{party: it}}«,\n  {ITEM}»,]",
    "brackets, commas first": f"accepted: [ {{party: it}}\n  , {{party: it}}«, {ITEM}»\n  ]\n",
    "brackets, comma on a line of its own": f"accepted: [\n  {{party: it}}«,»\n«  {ITEM}\n»  ,\n  ]\n",
    "brackets, old line breaks": f"accepted: [\r\n\t{{party: it}},\r\n«\t{ITEM},\r\n»]\r\n",
    "brackets, all in brackets": f"{{accepted: [{{party: it}}«, {ITEM}»], a: 1}}",
}  # fmt: skip


def split(case: str) -> tuple[str, str]:
    """The text before, and after."""
    before, rest = "", case
    while "«" in rest:
        kept, _, rest = rest.partition("«")
        before += kept
        rest = rest.partition("»")[2]
    return before + rest, case.replace("«", "").replace("»", "")


@pytest.mark.parametrize("name", CASES)
def test_only_the_entry_is_put_in(name: str) -> None:
    before, after = split(CASES[name])
    assert parse(before, "").problems == ()
    assert appended(before, ("accepted",), NEW) == after


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: [", "the file has errors"),
        ("a: 1\na: 2\n", "the file has errors"),
        ("- 1\n", "the file has errors"),
        ("", "the file has errors"),
        ("accepted:\n", "accepted: is not a list"),
        ("accepted: {a: 1}\n", "accepted: is not a list"),
        ("accepted: none\n", "accepted: is not a list"),
        ("b: &b [1]\naccepted: *b\n", "accepted: is an alias of a list elsewhere"),
        ("accepted: &a [1]\nb: *a\n", "nothing can be added without changing something else"),
        (
            "a: |\n  one",
            "nothing can be added without changing something else; end the last line with a line break",
        ),
    ],
)
def test_what_cannot_be_done_is_refused(text: str, why: str) -> None:
    with pytest.raises(CannotEditError, match=why):
        appended(text, ("accepted",), NEW)


@pytest.mark.parametrize("value", ["no", "a, b", "17:30", "x: y", "é # ]", '"', "\u2028", "a\nb", ""])
@pytest.mark.parametrize("text", ["a: 1\n", "accepted:\n- b: 1\n", "accepted: []\n"])
def test_words_of_the_entry_are_quoted_where_they_have_to_be(text: str, value: str) -> None:
    changed = parse(appended(text, ("accepted",), {"party": value}), "").value
    assert isinstance(changed, dict)
    assert changed["accepted"][-1] == {"party": value}  # type: ignore[index]


def test_entry_too_long_for_a_line_takes_several() -> None:
    entry = {"party": "p" * 60, "by": "b" * 60}
    lines = f"  - party: {'p' * 60}\n    by: {'b' * 60}\n"
    assert (
        appended("accepted:\n  - {party: it}\n", ("accepted",), entry)
        == f"accepted:\n  - {{party: it}}\n{lines}"
    )
    assert appended("a: 1\n", ("accepted",), entry) == f"a: 1\naccepted:\n{lines}"


# In each case, «…» is what is put in, at the pointer.
ENTRIES = {
    "map": ("a:\n  x: 1\n«b:\n  # one\n  x: 2\n»", (), "b"),
    "map, comments of the last": ("a:\n  x: 1\n  #y: 2\n    # 3\n«b:\n  # one\n  x: 2\n»# end\n", (), "b"),
    "map, comment of nobody": ("a:\n  x: 1\n«b:\n  # one\n  x: 2\n»\n  # end\n", (), "b"),
    "map, blank lines between": ("a: {x: 1}\n\nc: {x: 1}\n«\nb:\n  # one\n  x: 2\n»", (), "b"),
    "map, old line breaks": ("a:\r\n  x: 1\r\n«b:\r\n  # one\r\n  x: 2\r\n»", (), "b"),
    "map within": ("in:\n    a: {x: 1}\n«    b:\n      # one\n      x: 2\n»out: 1\n", ("in",), "b"),
    "map in braces": ('{a: {x: 1}«, b: {"x": 2}»} # end', (), "b"),
    "map within, empty": ('in: {«b: {"x": 2}»}\n', ("in",), "b"),
    "map, a key to be quoted": ('a: 1\n«"no":\n  # one\n  x: 2\n»', (), "no"),
    "list": ("- x: 1\n  #y: 1\n«- # one\n  x: 2\n»", (), None),
    "list within": ("faqs:\n  - x: 1\n«  - # one\n    x: 2\n»# end\n", ("faqs",), None),
    "list that is not there yet": ("a: 1\n«faqs:\n  - # one\n    x: 2\n»#b: 1\n", ("faqs",), None),
    "list in brackets": ('faqs: [{x: 1}«, {"x": 2}»]\n', ("faqs",), None),
}  # fmt: skip


@pytest.mark.parametrize("name", ENTRIES)
def test_only_the_entry_and_its_comments_are_put_in(name: str) -> None:
    case, pointer, key = ENTRIES[name]
    before, after = split(case)
    assert inserted(before, pointer, key, {"x": 2}, ["# one", "x: 2"]) == after


@pytest.mark.parametrize(
    ("text", "pointer", "key", "why"),
    [
        ("- 1\n", (), "b", "the file has errors"),
        ("a: 1\n", (), None, "the file has errors"),
        ("a: 1\n", ("a",), "b", "a: contains something else"),
        ("a: [\n", (), "b", "the file has errors"),
        ("a: &a {x: 1}\nin: *a\n", ("in",), "b", "is an alias of a list elsewhere"),
    ],
)
def test_entry_that_does_not_fit_is_refused(
    text: str, pointer: tuple[str, ...], key: str | None, why: str
) -> None:
    with pytest.raises(CannotEditError, match=why):
        inserted(text, pointer, key, {"x": 2}, ["x: 2"])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("lead:\n  title: L\n#x\ntwo: 1\n", "lead:\n  title: L\n  former_ids: [it/x]\n#x\ntwo: 1\n"),
        ("lead: {title: L}  # she\n", "lead: {title: L, former_ids: [it/x]}  # she\n"),
        ("lead:\n  former_ids: [a]\n  title: L\n", "lead:\n  former_ids: [a, it/x]\n  title: L\n"),
        ("lead:\n  former_ids:\n  - a\n", "lead:\n  former_ids:\n  - a\n  - it/x\n"),
        ("? lead\n: title: L\n", "? lead\n: title: L\n  former_ids: [it/x]\n"),
        ("lead: &a\n   title: L\n", "lead: &a\n   title: L\n   former_ids: [it/x]\n"),
    ],
)
def test_word_is_added_to_a_list_within(before: str, after: str) -> None:
    assert appended(before, ("lead", "former_ids"), "it/x") == after


comments = st.sampled_from(["", "  # note", " # - {party: x}", "  # [a], {b}", "  # é😀\u2028"])
lines_between = st.lists(st.sampled_from(["", "# alone", "    # far in", "# accepted: []"]), max_size=2)
ITEMS = ["{party: it}", "{party: it, on: '2026-01-01'}", '{"party": "a, b]"}', "{\n      party: it\n    }"]


@st.composite
def texts(draw: Callable[..., Any]) -> str:
    """A file with an ``accepted`` list in any style, or none, with other keys and comments around it."""
    lines: list[str] = draw(lines_between)
    others = [
        "name: A",
        "targets:\n  - {b: 1}\n  - c: 2",
        "text: |\n  one\n  two",
        "more: >-\n  one\n\n  two",
        "flow: [1,\n  2]",
        "q: 'it''s\n  so'",
    ]
    listed = {
        "none": list,
        "hyphens": lambda: hyphens(draw),
        "brackets": lambda: brackets(draw),
    }[draw(st.sampled_from(["none", "hyphens", "brackets"]))]()
    above = draw(st.lists(st.sampled_from(others), unique=True, min_size=1, max_size=3))
    below = draw(st.lists(st.sampled_from([o for o in others if o not in above]), unique=True, max_size=2))
    for part in [*above, *listed, *below]:
        lines += [part, *draw(lines_between)]
    text = "\n".join(lines) + draw(st.sampled_from(["\n", "", "\n\n# end\n", "\n# end"]))
    return draw(st.sampled_from(["", "\ufeff"])) + text.replace(
        "\n", draw(st.sampled_from(["\n", "\r\n", "\r"]))
    )


def hyphens(draw: Callable[..., Any]) -> list[str]:
    margin = draw(st.sampled_from(["", "  ", "   "]))
    gap = draw(st.sampled_from([" ", "   "]))
    lines = ["accepted:" + draw(comments)]
    for _ in range(draw(st.integers(1, 3))):
        if draw(st.booleans()):
            lines.append(f"{margin}-{gap}{draw(st.sampled_from(ITEMS))}{draw(comments)}")
        else:
            lines.append(f"{margin}-{gap}party: it{draw(comments)}\n{margin} {gap}on: x{draw(comments)}")
        lines += draw(lines_between)
    return ["\n".join(lines)]


def brackets(draw: Callable[..., Any]) -> list[str]:
    items = [draw(st.sampled_from(ITEMS)) for _ in range(draw(st.integers(0, 3)))]
    if draw(st.booleans()):
        return [
            f"accepted: [{', '.join(items)}{draw(st.sampled_from([',', ' ', ''])) if items else ''}]{draw(comments)}"
        ]
    written = "".join(f"    {item},{draw(comments)}\n" for item in items[:-1])
    if items:
        written += f"    {items[-1]}{draw(st.sampled_from(['', ',']))}{draw(comments)}\n"
    return [f"accepted: [{draw(comments)}\n{written}  ]"]


@given(texts())
def test_nothing_else_changes_whatever_the_style(text: str) -> None:
    before: Any = parse(text, "").value
    assert isinstance(before, dict), text
    try:
        changed = appended(text, ("accepted",), NEW)
    except CannotEditError:
        assert text.endswith("  two")  # a long text without a line break, to which nothing can be added
        return
    assert parse(changed, "").value == {**before, "accepted": [*before.get("accepted", []), NEW]}
    rest = iter(changed)
    assert all(char in rest for char in text)  # what was there is there, in its order
    added = len(changed) - len(text)
    assert added < 80
