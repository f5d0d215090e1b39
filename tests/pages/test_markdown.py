"""What departments write in Markdown, as HTML."""

from __future__ import annotations

import pytest

from servicebook.pages.rendering.markdown import markdown, plain
from servicebook.pages.rendering.urls import UrlContext

HERE = UrlContext("services/it/repair/", "../../../", frozenset({"ana"}))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Plain words.", "<p>Plain words.</p>\n"),
        ("Less < more & \"so\".", "<p>Less &lt; more &amp; &quot;so&quot;.</p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("{{ 7*7 }}", "<p>{{ 7*7 }}</p>\n"),
        ("# Head", "<h3>Head</h3>\n"),
        ("[see](service:it/loan)", '<p><a href="../../../services/it/loan/">see</a></p>\n'),
        ("[q](faq:it/repair/why)", '<p><a href="../../../faq/it/#repair.why">q</a></p>\n'),
        ("[out](https://example.org)", '<p><a href="https://example.org" rel="noopener">out</a></p>\n'),
    ],
)  # fmt: skip
def test_markdown_is_shown_and_everything_else_is_text(text: str, html: str) -> None:
    assert markdown(text, HERE) == html


def test_an_aligned_column_needs_no_style_attribute() -> None:
    html = markdown("|a|b|\n|--:|---|\n|1|2|", HERE)
    assert '<td align="right">1</td>\n<td>2</td>' in html and "style" not in html


def test_people_are_linked_only_where_they_may_be_shown() -> None:
    assert 'href="../../../people/ana/"' in markdown("Ask [Ana](person:ana).", HERE)
    assert markdown("Ask [Ben](person:ben).", HERE) == "<p>Ask <span>Ben</span>.</p>\n"


def test_the_words_of_a_text_have_no_signs() -> None:
    assert plain("Take **both** of [these](service:it/loan).") == "Take both of these."
