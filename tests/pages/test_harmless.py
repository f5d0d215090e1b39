"""Pages and feeds hold no character that turns or hides what is around a text."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sites import DAY
from tests.support import IT, SMALL, make_catalog, opened, run

from servicebook.pages import all_pages
from servicebook.pages.rendering.context import render_context
from servicebook.pages.rendering.harmless import harmless, harmless_bytes
from servicebook.pages.rendering.page import body_of

TURNED = "\u202eriapeR\u2066\x9b\x1b"
SERVICE = SMALL[f"{IT}/services/repair.yml"].replace(
    "name: Repair", 'name: "\\u202Erepair \\u2066x\\u009B\\e \\u05E9\\u05DC\\u05D5\\u05DD"'
)


@pytest.mark.parametrize(
    "words", ["שלום עולם", "مرحبا", "می\u200cخواهم", "👩\u200d💻", "a\u200fb", "a\tb\nc"]
)
def test_words_of_any_script_stay_as_they_are(words: str) -> None:
    assert harmless(words) == words == harmless_bytes(words)[0].decode()


def test_what_turns_is_left_out_and_what_is_no_character_is_shown_as_such() -> None:
    assert harmless(f"a{TURNED}b") == "ariapeR\ufffd\ufffdb"
    content, beyond = harmless_bytes(f"a{TURNED}b")
    assert content.decode() == harmless(f"a{TURNED}b")
    assert beyond.decode() == "\ufffd\ufffd"
    assert harmless("\u2068a\u2069\ud800\ufffe") == "a\ufffd\ufffd"


def test_each_character_alone_is_taken_as_it_is_among_others() -> None:
    doubtful = [*range(0x3000), *range(0xD000, 0x10000), *range(0x1FFF0, 0x20002), 0x10FFFE, 0x10FFFF]
    for character in map(chr, doubtful):
        among_others = harmless(f"{character}\U0001f600\x00")  # which are looked at one by one
        assert harmless(character) == among_others.removesuffix("\U0001f600\ufffd"), hex(ord(character))


def test_no_page_is_turned_by_the_name_of_a_service(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {f"{IT}/services/repair.yml": SERVICE}, base=SMALL)
    context = render_context(opened(root))
    pages = list(all_pages(context))
    named = [page for page in pages if "שלום" in page.title]
    assert named
    for page in pages:
        assert not set(page.title + (page.description or "") + body_of(page, context)) & set(
            "\u202e\u2066\x9b\x1b"
        )


@pytest.mark.parametrize("form", ["ics", "vcard"])
def test_no_feed_is_turned_by_a_name(tmp_path: Path, form: str) -> None:
    files = {
        f"{IT}/services/repair.yml": SERVICE + "reviewed_on: 2026-01-01\nreview_every: 12 months\n",
        "catalog/people.yml": 'ana: {name: "Ana\\u202E \\u2066\\u0085\\e"}\nben: {name: Ben}\n',
    }
    root = make_catalog(tmp_path, files, base=SMALL)
    out = tmp_path / "out"
    done = run("export", form, "--root", str(root), "--output", str(out), "--today", DAY)
    assert done.returncode == 0, done.stderr
    text = out.read_text(encoding="utf-8")
    assert "Ana" in text or "repair" in text
    assert not set(text) & set("\u202e\u2066\x85\x9b\x1b")
