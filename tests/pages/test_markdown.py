"""What departments write in Markdown, as HTML."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicebook.documents.markdown_words import SIGN, plain
from servicebook.pages.rendering.markdown import markdown
from servicebook.pages.rendering.urls import UrlContext

HERE = UrlContext("services/it/repair/", "../../../", frozenset({"ana"}), "services/")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Plain words.", "<p>Plain words.</p>\n"),
        ("Less < more & \"so\".", "<p>Less &lt; more &amp; &quot;so&quot;.</p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("{{ 7*7 }}", "<p>{{ 7*7 }}</p>\n"),
        ("# Head", "<h3>Head</h3>\n"),
        ("[see](service:it/loan)", '<p><a href="../../it/loan/">see</a></p>\n'),
        ("[q](faq:it/repair/why)", '<p><a href="../../../faq/it/#repair.why">q</a></p>\n'),
        ("[out](https://example.org)", '<p><a href="https://example.org" rel="noopener">out</a></p>\n'),
    ],
)  # fmt: skip
def test_markdown_is_shown_and_everything_else_is_text(text: str, html: str) -> None:
    assert markdown(text, HERE) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "See https://example.org/a.",
            '<a href="https://example.org/a" rel="noopener">https://example.org/a</a>.',
        ),
        ("Ask desk@example.org", '<a href="mailto:desk@example.org">desk@example.org</a>'),
        (
            "- [x] done",
            '<li class="sb-task"><label><input class="task-list-item-checkbox" checked="checked"',
        ),
        (
            '!!! warning "Mind"\n    *So*',
            '<div class="sb-notice is-late" role="note">\n<p class="sb-notice__title">Mind',
        ),
        (
            "!!! tip\n    So",
            '<div class="sb-notice is-changed" role="note">\n<p class="sb-notice__title">Tip</p>\n<p>So',
        ),
        (
            "??? note\n    So",
            '<details class="sb-notice is-changed">\n<summary>Note</summary>\n<p>So</p>\n</details>',
        ),
        ("???+ bug\n    So", '<details class="sb-notice is-late" open="">'),
        ("- !!! tip\n      [s](service:it/a)", '<a href="../../it/a/">s</a></p>\n</div>\n</li>'),
    ],
)
def test_markdown_has_what_hand_written_pages_have(text: str, html: str) -> None:
    assert html in markdown(text, HERE)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("!!! Bring your card", "<p>!!! Bring your card</p>\n"),
        ('!!! sb-card "x"\n', "<p>!!! sb-card &quot;x&quot;</p>\n"),
        ("???", "<p>???</p>\n"),
        ("README.md and example.org", "<p>README.md and example.org</p>\n"),
        ("- javascript:alert(1) ftp://a.example.org", "<li>javascript:alert(1) ftp://a.example.org</li>"),
        ('!!! note "<b>"', '<p class="sb-notice__title">&lt;b&gt;</p>'),
        ("- [ ] <input>", "> &lt;input&gt;</label>"),
    ],
)
def test_what_only_looks_like_markdown_stays_text(text: str, html: str) -> None:
    assert html in markdown(text, HERE)


def test_footnotes_of_several_texts_of_a_page_are_told_apart() -> None:
    first, second = (
        markdown(f"So[^a], {text}[^a].\n\n[^a]: [Why](service:it/loan).\n", HERE) for text in "xy"
    )
    ids = [re.findall(' id="([^"]*)"', html) for html in (first, second)]
    assert len(ids[0]) == 3 and not {*ids[0]} & {*ids[1]}
    assert {*re.findall('href="#([^"]*)"', first)} == {*ids[0]}
    assert '<a href="../../it/loan/">Why</a>' in first
    assert first.count('aria-label="Back to the text"') == 2


@given(st.text(st.sampled_from('!?+[]^:x@/. \n\t-*`|"note1'), max_size=40))
def test_any_text_is_converted(text: str) -> None:
    assert markdown(text, HERE) is not None
    assert plain(text) is not None


def test_an_aligned_column_needs_no_style_attribute() -> None:
    html = markdown("|a|b|\n|--:|---|\n|1|2|", HERE)
    assert '<td align="right">1</td>\n<td>2</td>' in html and "style" not in html


def test_people_are_linked_only_where_they_may_be_shown() -> None:
    assert 'href="../../../people/ana/"' in markdown("Ask [Ana](person:ana).", HERE)
    assert markdown("Ask [Ben](person:ben).", HERE) == "<p>Ask <span>Ben</span>.</p>\n"


def test_the_words_of_a_text_have_no_signs() -> None:
    assert plain("Take **both** of [these](service:it/loan).") == "Take both of these."
    assert plain('- [x] Bring it[^1]\n\n[^1]: Soon.\n\n!!! note "Mind"\n    So') == "Bring it Mind So Soon."


_SIGNS = [*"aBü9 -+=#*_~`\n\t\r/!?:|[]()^\"'&<>\\@.{}$%;,", "\u00a0", "\n\n", "  ", "//", "!!!", "1. ", "---"]
_PIECES = st.sampled_from(
    (
        *_SIGNS, "[^a]", "[ ]", "&amp;", "a@b.example", "https://a.example", "mailto:a", "(c)", "|a|b|",
        "[x](service:it/a)", "[b c](person:ana)", '["q"](person:ben)', "[f](faq:it/a/why)", "[w/e!](role:a/b)",
        "[o](https://a.example/b)", "[y](service:It/a)", "[z](service:)", "[](department:it)",
        "`x`", "`<&\\`", "*a*", "*b c.*", "**d 1**", " *e*, ", "\n**f**", " ",
    )
)  # fmt: skip


@given(st.lists(_PIECES, max_size=12).map("".join), st.booleans())
def test_plain_paragraphs_are_shown_as_the_converter_shows_them(text: str, with_letter: bool) -> None:
    text = f"A{text}" if with_letter else text
    struck = "<p><s>-</s></p>\n"  # by a sign that only the converter knows
    converted = str(markdown(f"{text}\n\n~~-~~\n", HERE))
    if text.strip() and converted.endswith(struck):
        shown = str(markdown(text, HERE)).replace("&#34;", "&quot;").replace("&#39;", "'")
        assert converted == f"{shown}{struck}"
        if SIGN.search(text):  # else it is told as it is written, a numbered list as well
            assert plain(f"{text}\n\n~~-~~") == " ".join([*plain(text).split(), "-"])
