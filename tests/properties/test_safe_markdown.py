"""Whatever a text holds, Markdown shows it as it is, within its place."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from servicebook.reports.safe_markdown import safe_markdown
from servicebook.reports.safe_text import visible

MARKDOWN = MarkdownIt("gfm-like", {"html": True})
assert MARKDOWN.linkify is not None
MARKDOWN.linkify.set({"fuzzy_link": False})  # no host takes every word with a dot for an address
MARKS = [
    *"\\`*_{}[]<>#!|~&$%:@^-+=/.()\"' \n\t1a", "http://a.example", "www.a.example", "a@b.example", "GH-1", "&amp;",
    "&#64;", "<b>", "```", "---", "![", "](", "javascript:", "ftp://a", "xmpp:a@b", "mailto:a@b",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(MARKS), max_size=20).map("".join))


@given(TEXTS)
def test_a_text_leaves_its_cell_nowhere_and_stays_what_it_is(words: str) -> None:
    made = MARKDOWN.render(f"| a | b |\n|---|---|\n| {safe_markdown(words, 10_000)} | end |")
    assert re.sub(r"</?(?:table|thead|tbody|tr|t[hd])>|\n", "", made).count("<") == 0
    cells = re.findall("<td>(.*?)</td>", made, re.DOTALL)
    assert [html.unescape(cell).replace("\u2060", "").strip() for cell in cells] == [
        visible(words).strip(), "end",
    ]  # fmt: skip


@given(TEXTS)
def test_a_text_alone_on_a_line_is_a_paragraph(words: str) -> None:
    made = MARKDOWN.render(safe_markdown(words, 10_000)).strip()
    shown = visible(words).strip()
    assert re.sub("</?p>", "", made).count("<") == 0
    assert html.unescape(made.removeprefix("<p>").removesuffix("</p>")).replace("\u2060", "").strip() == shown
