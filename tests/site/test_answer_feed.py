"""Who said something can follow what becomes of it: the feed of answers."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

from tests.sites import build_well
from tests.support import IT, SMALL, make_catalog

ATOM = "{http://www.w3.org/2005/Atom}"
SAID = """
cupboard:
  about: it/repair
  said: Nobody finds the cupboard.
  from: person:ana
  on: 2026-03-01
  status: done
  source: https://forms.example.org/17
  answer: {by: it/lead, on: 2026-03-05, text: "**It** has a label; ask [whoever lends them](person:ana)."}
own: {said: Repair private ones., on: 2026-04-01, status: declined, answer: {by: it/lead, on: 2026-04-02, text: No.}}
lift: {said: The lift is slow., on: 2026-08-30}
"""


def test_answers_are_a_feed_that_names_nobody_and_the_page_leads_to_it(tmp_path: Path) -> None:
    zone = {"site_config/organization.yml": "name: Acme\nzone: Europe/Berlin\npeople: roles-only\n"}
    root = make_catalog(tmp_path / "root", {f"{IT}/feedback.yml": SAID, **zone}, base=SMALL)
    build_well(root, tmp_path / "site")
    written = (tmp_path / "site/feedback/feed.xml").read_bytes()
    entries = ET.fromstring(written).findall(f"{ATOM}entry")
    assert [(one.findtext(f"{ATOM}title"), one.findtext(f"{ATOM}updated")) for one in entries] == [
        ("IT, declined: Repair private ones.", "2026-04-01T22:00:00Z"),
        ("Repair, done: Nobody finds the cupboard.", "2026-03-04T23:00:00Z"),
    ]
    last = entries[1].findtext(f"{ATOM}content")
    assert last == "Nobody finds the cupboard.\nIt has a label; ask whoever lends them."
    assert [words for words in (b"ana", b"Ana", b"forms.example", b"slow") if words in written] == []
    page = (tmp_path / "site/feedback/index.html").read_text(encoding="utf-8")
    assert page.count("feed.xml") == 2  # for readers, and for programs


def test_without_an_answer_there_is_no_feed(tmp_path: Path) -> None:
    files = {f"{IT}/feedback.yml": "lift: {said: The lift is slow., on: 2026-08-30}\n"}
    build_well(make_catalog(tmp_path / "root", files, base=SMALL), tmp_path / "site")
    assert not (tmp_path / "site/feedback/feed.xml").exists()
    assert "feed.xml" not in (tmp_path / "site/feedback/index.html").read_text(encoding="utf-8")
