"""Compounds parted into the words that they are made of."""

from __future__ import annotations

import pytest

from servicebook.search.compounds import compounds
from servicebook.search.entries import page_entry
from servicebook.search.entry_texts import read_texts
from servicebook.search.index import index_files
from servicebook.search.scores import scores
from servicebook.search.unread_runs import in_runs

GERMAN = [
    "reparatur",
    "urlaub",
    "steuer",
    "antrag",
    "bau",
    "rad",
    "mit",
    "auf",
    "reise",
    "kosten",
    "abrechnung",
]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("laptopreparatur", ["laptop", "reparatur"]),
        ("laptopreparaturen", ["laptop", "reparaturen"]),
        ("urlaubsantrag", ["urlaub", "antrag"]),
        ("hundesteuer", ["hunde", "steuer"]),
        ("bauantrag", ["bau", "antrag"]),
        ("dienstrad", ["dienst", "rad"]),
        ("reisekostenabrechnung", ["reise", "kosten", "abrechnung"]),
    ],
)
def test_a_german_compound_has_the_parts_that_the_catalog_or_the_language_has(
    word: str, parts: list[str]
) -> None:
    assert compounds([*GERMAN, word], "de")[word] == parts


def test_a_compound_that_is_a_part_has_its_parts_as_well() -> None:
    found = compounds(["reisekosten", "reise", "kosten", "abrechnung", "reisekostenabrechnung"], "de")
    assert found["reisekostenabrechnung"] == ["reisekosten", "reise", "kosten", "abrechnung"]


@pytest.mark.parametrize("word", ["verwaltung", "auftrag", "mitarbeiter", "beratung", "genehmigung"])
def test_what_is_no_compound_is_one_word(word: str) -> None:
    assert word not in compounds([*GERMAN, word], "de")


def test_dutch_compounds_are_parted_with_what_stands_between() -> None:
    found = compounds(["arbeidsovereenkomst", "verlofaanvraag", "leerlingenvervoer"], "nl")
    assert found["verlofaanvraag"] == ["verlof", "aanvraag"]
    assert found["arbeidsovereenkomst"][0] == "arbeid"
    assert found["leerlingenvervoer"] == ["leerlingen", "vervoer"]


def test_in_english_only_unknown_words_are_parted_into_the_catalogs_own() -> None:
    own = ["laptop", "reparatur", "fire", "wall", "laptopreparatur", "firewall", "printerreparatur"]
    assert compounds(own, "en") == {"laptopreparatur": ["laptop", "reparatur"]}


def test_an_entry_has_the_parts_of_its_compounds_and_as_many_words_more() -> None:
    listed = [
        page_entry("Laptopreparatur", "a/", "", "Laptop"),
        page_entry("Empfang", "b/", "", "Eine Reparatur"),
    ]
    _, postings = scores(read_texts(listed), "de")
    assert postings["laptop"].entries.tolist() == [0]
    assert postings["reparatur"].entries.tolist() == [0, 1]


def test_what_is_written_with_a_hyphen_in_english_is_not_parted_again() -> None:
    texts = ["Self service", "The self-service desk", "A selfsame desk"]
    with_hyphen = scores(read_texts([page_entry(text, text, "", "") for text in texts]), "en")[1]
    assert with_hyphen["servic"].scores[0] > with_hyphen["servic"].scores[1]


def test_the_index_says_what_stands_between_the_parts() -> None:
    for language, links in (("de-AT", '"links":["","s","n","en","es"]'), ("en", '"links":[]')):
        files = dict(index_files(in_runs([page_entry("Laptop", "a/", "", "")]), language))
        assert links in files["index.json"]
