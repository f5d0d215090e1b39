"""Words of one family, which find each other."""

from __future__ import annotations

import json
from importlib.resources import files

from servicebook.search.entries import page_entry
from servicebook.search.families import relatives
from servicebook.search.index import index_files
from servicebook.search.tokens import stems
from servicebook.search.unread_runs import in_runs


def test_a_word_has_the_relatives_that_the_catalog_has() -> None:
    found = relatives({"applic", "laptop", "stolen", "theft"}, "en-GB")
    assert found["appli"] == ["applic"]
    assert found["steal"] == ["stolen", "theft"]
    assert found["stolen"] == ["theft"]
    assert "laptop" not in found
    assert relatives({"applic"}, "xx") == {}


def test_no_word_is_in_two_families_or_twice_in_one() -> None:
    listed = (
        (files("servicebook.search") / "word_families" / "en.txt").read_text(encoding="utf-8").splitlines()
    )
    families = [stems(line.split(), "en") for line in listed if not line.startswith("#")]
    every = [stem for family in families for stem in family]
    assert [stem for stem in every if every.count(stem) > 1] == []
    assert all(len(family) > 1 for family in families)


def test_the_index_lists_a_word_that_the_catalog_lacks_by_its_relative() -> None:
    made = dict(index_files(in_runs([page_entry("How to make a complaint", "a/", "", "")]), "en"))
    words: dict[str, str | int] = {}
    for name, content in made.items():
        if name.startswith("words/"):
            words |= json.loads(content)["words"]
    assert words["complain"] == "complain complaint"
    assert words["complaining"] == "complain complaint"
    assert words["complaints"] == "complaint"
