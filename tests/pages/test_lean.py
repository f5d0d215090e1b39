"""What pages are spared: bytes that nobody sees."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.support import IT, REPOSITORY, SMALL, TODAY, make_catalog, opened

from servicebook.pages import all_pages
from servicebook.pages.rendering.context import render_context
from servicebook.pages.rendering.harmless import harmless_bytes
from servicebook.pages.rendering.lean import lean, without_directions
from servicebook.publishing.page_files import framed_body
from servicebook.publishing.publication import Publication

REPAIR = "services/it/repair/"
SERVICE = f"{IT}/services/repair.yml"
BUDGET = 20_200
"""Bytes of the body of a service of the benchmarks' catalog, on average: hardly more than it has. The frame around it
has less than 4 KB."""


class _Words(HTMLParser):
    """The elements that begin, with their attributes and the words in them; white space apart."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[object] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.seen += data.split()


@pytest.mark.parametrize(
    ("whole", "short"),
    [
        (
            "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<p>c</p>\n<p>d</p>\n</div>",
            "<ul><li>a</li><li>b</li></ul><p>c</p><p>d</p></div>",
        ),
        (
            "<table>\n<tr><td>a</td>\n<td>b</td>\n</tr></table>",
            "<table><tr><td>a</td>\n<td>b</td></tr></table>",
        ),
        ("<b>a</b>\n<i>b</i> <a>c</a>\n<a>d</a>", "<b>a</b>\n<i>b</i> <a>c</a>\n<a>d</a>"),
        ("<pre>\n<p>a</p>\n<p>b</p></pre>", "<pre>\n<p>a</p>\n<p>b</p></pre>"),
    ],
)
def test_only_lines_that_nobody_sees_are_left_out(whole: str, short: str) -> None:
    assert lean(whole) == short
    assert _Words(whole).seen == _Words(short).seen


def _undirected(html: str) -> str:
    return without_directions(*harmless_bytes(html)).decode()


@pytest.mark.parametrize("name", ["Kat", "Zoë → €", "语言", "日本語…"])
def test_directions_are_left_out_where_all_is_from_left_to_right(name: str) -> None:
    assert _undirected(f'<p dir="auto">{name}</p>') == f"<p>{name}</p>"


@pytest.mark.parametrize("name", ["שלום", "مرحبا", "\u200f1", "ﷺ", "𞤀", "𐤀", "ߊ", "ࠀ"])
def test_directions_stay_where_something_is_from_right_to_left(name: str) -> None:
    body = f'<p dir="auto">A</p><p dir="auto">{name}</p>'
    assert _undirected(body) == body


def _body(root: Path, name: str, *, from_left: bool = True) -> str:
    files = {**SMALL, SERVICE: SMALL[SERVICE].replace("name: Repair", f"name: {name}")}
    publication = Publication(context=render_context(opened(make_catalog(root, files), TODAY)))
    (page,) = [page for page in all_pages(publication.context) if page.path == REPAIR]
    return framed_body(page, replace(publication, from_left=from_left)).decode()


def test_a_page_keeps_its_directions_where_it_needs_them(tmp_path: Path) -> None:
    assert 'dir="auto"' not in _body(tmp_path / "latin", "Repair")
    assert 'dir="auto"' in _body(tmp_path / "hebrew", "תיקון")
    assert 'dir="auto"' in _body(tmp_path / "frame", "Repair", from_left=False)


def test_the_body_of_a_rich_service_is_within_its_budget(tmp_path: Path) -> None:
    script = str(REPOSITORY / "benchmarks" / "make_catalog.py")
    subprocess.run([sys.executable, script, str(tmp_path), "--services", "100"], check=True)
    publication = Publication(context=render_context(opened(tmp_path, TODAY)))
    weights = [
        len(framed_body(page, publication))
        for page in all_pages(publication.context)
        if page.template == "service.html"
    ]
    assert len(weights) == 100
    assert sum(weights) / len(weights) < BUDGET
