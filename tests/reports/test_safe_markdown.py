"""What a catalog says stays what it is in Markdown: it calls nobody, links nothing, and leaves its place nowhere."""

from __future__ import annotations

import html
import re

import pytest
from markdown_it import MarkdownIt

from servicebook.reports.safe_markdown import MAX_WORDS, safe_markdown

MARKDOWN = MarkdownIt("gfm-like", {"html": True})
JOINER = "\u2060"
HOSTILE = [
    "@team", "ask @acme/it-desk today", "ana@example.org", "see #12", "acme/catalog#12", "GH-12", "GL-7", "!34", "&56",
    "$78", "%\"2.0\"", "%9", "~bug", "^alert#1", ":tada:", "https://evil.example.org/a_b", "www.evil.example.org",
    "WWW.evil.example.org", "[text](https://evil.example.org)", "![i](x.png)", "<script>alert(1)</script>", "<!-- x",
    "<img src=x onerror=alert(1)>", "a | b | c", "a\n\n# b", "a\r\nb", "`code`", "``a`b``", "**b** __b__ *i* _i_ ~~s~~",
    "\\| \\\\", "&lt;b&gt; &amp; &#64;team", "- item", "+ item", "1. item", "12) item", "= =", "--- ", "> quote",
    "# head", "/close", "/assign me", "[^1]", "[ ] task", "{{ x }} {% x %}", "${{ secrets.TOKEN }}", "$(id) `id` ; id",
    "$$x$$", "[[_TOC_]]", "mailto:a@b.example", "\x1b[31m", "\u202eabc",
]  # fmt: skip


def plain(words: str) -> str:
    """What a reader sees of it."""
    shown = html.unescape(re.sub(r"</?(?:p|table|thead|tbody|tr|t[hd])>|\n", "", MARKDOWN.render(words)))
    return shown.replace(JOINER, "")


@pytest.mark.parametrize("words", HOSTILE)
def test_words_are_shown_as_they_are_alone_and_in_a_table(words: str) -> None:
    seen = {"\n": "\\n", "\r": "\\r", "\x1b": "\\x1b", "\u202e": "\\u202e"}
    expected = "".join(seen.get(character, character) for character in words)
    assert plain(safe_markdown(words)) == expected.strip()
    table = MARKDOWN.render(f"| a | b |\n|---|---|\n| {safe_markdown(words)} | end |")
    assert (table.count("<td>"), table.count("<tr>")) == (2, 2)
    assert plain(f"| a | b |\n|---|---|\n| {safe_markdown(words)} | end |") == f"ab{expected.strip()}end"
    assert not re.search(r"<(?!/?(?:table|thead|tbody|tr|th|td)>)", table), table


@pytest.mark.parametrize(
    "words",
    ["@team", "a@b.example", "#12", "a/b#12", "GH-12", "!3", "&5", "$7", "%9", '%"x"', "~bug", ":tada:"],
)
def test_no_reference_is_left_when_hosts_have_made_html_of_it(words: str) -> None:
    made = html.unescape(MARKDOWN.render(safe_markdown(words)))
    assert words not in made
    assert words in made.replace(JOINER, "")


@pytest.mark.parametrize(
    "words",
    ["it/laptop-repair", "09:00-17:00", "90 %", "3 working days", "Zoë & Söhne", "2026-11-26", "it is - so"],
)
def test_what_is_no_reference_can_be_copied(words: str) -> None:
    assert JOINER not in html.unescape(safe_markdown(words))


def test_a_long_text_is_cut_and_says_so() -> None:
    assert safe_markdown("x" * 200_000) == "x" * MAX_WORDS + "…"
    assert safe_markdown("abc", most=2) == "ab…"
