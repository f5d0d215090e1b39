"""Whatever a catalog holds, what commands print of it is neither obeyed nor shown in another order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.support import IT, SMALL, make_catalog, opened

from servicebook.reports.check_formats import FORMATS
from servicebook.reports.safe_text import json_text, visible

UNSAFE = (
    "\x00\x07\x08\x1b\x7f\x85\x9b\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069\ufeff\ufdd0\ufffe\ud800"
    "\U000e0041\U0001ffff"
)
SAFE = ["Ana", "Zoë", "שלום עולם", "مرحبا", "می\u200cخواهم", "👩\u200d💻", "日本 語", "a\u00a0b"]


@pytest.mark.parametrize("character", UNSAFE, ids=lambda c: f"U+{ord(c):04X}")
def test_a_character_that_does_something_is_escaped(character: str) -> None:
    shown = visible(f"a{character}b")
    assert character not in shown and shown.startswith("a\\") and shown.endswith("b")
    text = json_text({"a": f"a{character}b"})
    assert character not in text
    assert json.loads(text) == {"a": f"a{character}b"}


@pytest.mark.parametrize("words", SAFE)
def test_words_of_any_script_stay_as_they_are(words: str) -> None:
    assert visible(words) == words
    assert words in json_text([words])


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_no_report_holds_a_character_that_does_something(tmp_path: Path, form: str) -> None:
    # a quoted key of YAML may hold any character, and a message repeats it
    keys = "".join(
        f'"k\\U{ord(character):08X}::error::x": 1\n' for character in "\x1b\x9b\u202e\u2066\u2028\ufffe\n\r"
    )
    text = f"name: Move\nsummary: We move it.\nroles: {{owner: it/lead}}\n{keys}"
    loaded = opened(make_catalog(tmp_path, {f"{IT}/services/move.yml": text}, base=SMALL))
    assert loaded.errors
    report = FORMATS[form](loaded)
    assert not set(report) & {"\x1b", "\x9b", "\u202e", "\u2066", "\u2028", "\ufffe", "\r"}
    if form in ("json", "gitlab", "sarif"):
        json.loads(report)
    if form == "github":
        commands = [line for line in report.splitlines() if line.startswith("::error")]
        assert all(line.startswith("::error file=catalog/") for line in commands)
