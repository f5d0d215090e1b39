"""The words of Markdown texts where Markdown is not shown."""

from __future__ import annotations

from pathlib import Path

from tests.support import SMALL, catalog, make_catalog

from servicebook.search.entries import entries


def test_what_the_search_says_of_a_notice_is_words_and_no_markdown(tmp_path: Path) -> None:
    notice = (
        "title: Shut\naffects: {departments: [it]}\neffect: closed\nfrom: 2026-12-24\nuntil: 2026-12-31\n"
    )
    text = "text: 'Ask **before** Christmas: [repair](service:it/repair).'\n"
    found = entries(catalog(make_catalog(tmp_path, {"catalog/notices/shut.yml": notice + text}, base=SMALL)))
    assert [entry.summary for entry in found if entry.kind == "notice"] == ["Ask before Christmas: repair."]
