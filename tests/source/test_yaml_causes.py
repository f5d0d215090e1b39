"""Slips in YAML: each is named by its cause, on its own line, with what to write."""

# ruff: noqa: E501  # one case a line
from __future__ import annotations

import pytest
from tests.support import marked

from servicebook.source.yaml_reader import parse

CASES = [
    # sentences below a key
    ("name: X\n«description:\n  We mend it all:\n\n  - *soon*: today\n\n  Or later.\n", "write description: |"),
    # the first entry of a list
    ("# x\n  «question: A?\n  answer: B.\n- question: C?\n  answer: D.\n", "write - question: A?"),
    # backslashes, and spaces in references
    ('links:\n  - {text: A, url: «"C:\\Users\\ana\\x.pdf"}\n', "put the file where readers can open it in a browser"),
    ('path: "catalog«\\departments\\it\\**"\n', 'write path: "catalog/departments/it/**"'),
    ("to: person«: ana-silva\n", "write it without spaces: to: person:ana-silva"),
    ("to: person«: ana- silva\n", "write it without spaces: to: person:ana-silva"),
    # quotation marks
    ('summary: «"We mend it.\ncost: free\nnote: "x"\n', 'close it: summary: "We mend it."'),
    ("summary: «'We mend it.\ncost: free\n", "close it: summary: 'We mend it.'"),
    ('a: 1\nchannels:\n  - {type: chat, handle: «"#desk}\n  - {type: chat, handle: "#it"}\n', 'close it: - {type: chat, handle: "#desk"}'),
    ('summary: "We say «"hello" to you"\n'.replace("say «", "say ").replace('"hello', '"«hello'), "put the text in the other quotation marks: summary: 'We say \"hello\" to you'"),
    ("summary: 'We can'«t repair it.'\n", 'put the text in the other quotation marks: summary: "We can\'t repair it."'),
    ('summary: "We repair"« or replace it.\n', "put all of the text in quotation marks: summary: '\"We repair\" or replace it.'"),
    ('list:\n  - "What"« happened\n', "put all of the text in quotation marks: - '\"What\" happened'"),
    ('times:\n  - {days: 2, at: «"09:30, share: 80}\nb: "x"\n', 'close it: - {days: 2, at: "09:30", share: 80}'),
    ('aliases: [«"fast, slow]\nb: 1\n', 'close it: aliases: ["fast", slow]'),
    # spaces that are missing, or are none
    ("«name:Laptop\nsummary: X.\n", "write name: Laptop"),
    ("name: X\n«cost:free\nsummary: X.\n", "write cost: free"),
    ("lead:\n  «title:Lead\n  summary: X.\n", "write title: Lead"),
    ("list:\n  - One\n  «-Two\n", "write - Two"),
    ("faqs:\n  - question: A\n  «-question: B\n", "write - question: B"),
    ("name:«\u00a0Laptop\nsummary: X.\n", "replace it by a space of the space bar"),
    ("list:\n  - One\n«\u00a0 - Two\n", "replace it by a space of the space bar"),
    ("«name = Laptop\nsummary: X.\n", "write name: Laptop"),
    # signs that look like a colon
    ("name: X\nsummary«\uff1aWe mend it.\n", "write summary: We mend it."),
    ("name: X\nsummary «\ua789 We mend it.\ncost: free\n", "write summary: We mend it."),
    ("lead:\n  title«\u2236Lead\n  summary: X.\n", "write title: Lead"),
    # comments within a value
    ("channels:\n  - {type: chat, handle: «#desk}\n  - {type: form}\n", 'put the text in quotes: "#desk"'),
    ("aliases: [broken «#laptop, screen]\nname: X\n", 'put the text in quotes: "broken #laptop"'),
    # colons, keys
    ("list:\n  - In short: note«: we mend it.\n", 'write - "In short: note: we mend it."'),
    ("summary: Note«: we mend it.\n", 'write summary: "Note: we mend it."'),
    ("name: Laptop, «lifecycle: live\n", "begin a new line with lifecycle: live; if it belongs to the text, put that in quotes: name: \"Laptop, lifecycle: live\""),
    ("lead: Ana\n\nfixer: Ben\n  «title: Fixer\n", "take the value of fixer: (Ben) away, or indent this line like the line above"),
    ("name: X\n«lifecycle live\ncost: free\n", "write lifecycle: live"),
    ("summary: We mend.\n«And we lend a lot.\ncost: free\n", "if it goes on the text of summary:, put two spaces more before it"),
    ('"name": "X"«,\n"cost": "free"\n', 'write "name": "X"'),
    ("faqs:\n  - «May I install it?\n    answer: Yes.\n", "write the key before the text: - question: May I install it?"),
    ("links:\n  - «Our policy\n    url: https://example.org\n", "write the key before the text: - <key>: Our policy"),
    # indentation and hyphens
    ("faqs:\n  - question: A\n   «answer: B\n", "put 1 space more before it"),
    ("faqs:\n  - question: A\n     «answer: B\n", "take 1 space away before it"),
    ("name: X\n «cost: free\nsummary: X.\n", "take 1 space away before it"),
    ("lead:\n  title: Lead\n«summary: Leads.\n  holders: []\n", "put 2 spaces more before it"),
    ("list:\n  - One\n  «Two\n", "write - Two"),
    ("list:\n  - {a: 1}\n  «{a: 2}\n", "write - {a: 2}"),
    ("list:\n  - a: 1\n    b: 1\n    «a: 2\n", "where a new entry of the list begins, put a hyphen"),
    # other signs before entries, and what a letter or a chat leaves
    ("faqs:\n  «\u2022 question: A?\n    answer: B.\n", "write - question: A?"),
    ("list:\n  «* One\n  * Two\n", "write - One"),
    ("list:\n  - One\n  «\u2022 Two\n", "write - Two"),
    ("list:  # all of them\n  «\u2013 {a: 1, b: 2}\n", "write - {a: 1, b: 2}"),
    ("summary: We mend\n  «\u2013 and note: we lend.\ncost: free\n", "take the value of summary: (We mend) away"),
    ("«```yaml\nname: X\n```\n", "remove this line"),
    ("name: X\n«```\n", "remove this line"),
    ("«{\\rtf1 name: X\\ summary: Y}\n", "copy its text into a file that is saved as plain text"),
    ("«%PDF-1.7\nx\n", "copy its text into a file that is saved as plain text"),
    ("«<!DOCTYPE html>\n<p>x: y: z</p>\n", "save the file itself: on GitHub and GitLab by Raw or Download"),
    # brackets
    ("aliases: «[a, b\nname: X\n", "close it with ]: aliases: [a, b]"),
    ("cost: «{amount: 3\nname: X\n", "close it with }: cost: {amount: 3}"),
    ("cost: {amount: 3«]\nname: X\n", "write } here"),
    ("not_for: [{text: A phone use«: it/x}]\n", "put a comma before it"),
    # what a text cannot start with
    ("chat: «@ana\n", 'put the text in quotes: chat: "@ana"'),
    ("summary: «*We* mend.\n", 'put the text in quotes: summary: "*We* mend."'),
    ("summary: «&We mend it.\n", 'put the text in quotes: summary: "&We mend it."'),
    ("summary: «%We mend.\n", 'put the text in quotes: summary: "%We mend."'),
    ("summary: «`We` mend.\n", 'put the text in quotes: summary: "`We` mend."'),
    ("summary: «>We mend.\n", 'put the text in quotes: summary: ">We mend."'),
    ("summary: «[New] We mend.\n", 'put the text in quotes: summary: "[New] We mend."'),
    ("summary: «!We mend it.\n", 'put text that starts with ! in quotes: summary: "!We mend it."'),
    ("summary: «- We mend.\n", 'put a text in quotes: summary: "- We mend."'),
    ("name: X\n«---\ncost: free\n", "remove the line ---"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "hint"), CASES, ids=[text[:40] for text, _ in CASES])
def test_a_slip_is_named_where_it_is(text: str, hint: str) -> None:
    content, line, column = marked(text)
    (problem,) = parse(content, "f.yml").problems
    assert str(problem.place) == f"f.yml:{line}:{column}"
    assert hint in (problem.hint or "")


def test_what_a_hint_shows_is_not_longer_than_a_line() -> None:
    (problem,) = parse(f"summary: Note: {'word ' * 60}\n", "f.yml").problems
    assert problem.hint == "put the whole text in quotes"


@pytest.mark.parametrize(
    "text", ["a: &x One thing\nb: *x\n", "a: &x One\n", "a: |\n  b: &c One thing\n", "a: 'b: &c One thing'\n"]
)
def test_anchors_that_are_used_or_lose_nothing_are_no_slips(text: str) -> None:
    assert parse(text, "f.yml").problems == ()
