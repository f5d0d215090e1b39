"""Texts as words, words as stems, and the words of the language beside the catalog's own."""

from __future__ import annotations

import random

import pytest
from tests.search.test_index import entry

from servicebook.search.american import american, british
from servicebook.search.entry_texts import read_texts
from servicebook.search.spelling import beginnings, dictionary, ends, forms, language_words, others
from servicebook.search.tokens import stems, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My Screen's cracked!", ["my", "screen", "cracked"]),
        ("Café, naïve, ＡＢＣ", ["cafe", "naive", "abc"]),
        ("e-mail and Wi-Fi", ["e", "mail", "and", "wi", "fi", "email", "wifi"]),
        ("Wi‐Fi für größere Räume", ["wi", "fi", "fur", "grossere", "raume"]),
        ("修理笔记本", ["修理", "理笔", "笔记", "记本"]),
        ("lʼIT服务 l’ordinateur dell'ufficio", ["lʼit", "服务", "ordinateur", "ufficio"]),
        ("ज़रूरी छुट्टी", ["जरूरी", "छुट्टी"]),
        ("ছুটির আবেদন", ["ছুটির", "আবেদন"]),
        ("பணி விடுப்பு", ["பணி", "விடுப்பு"]),
        ("ห้องประชุม", ["ห้อ", "อง", "งป", "ปร", "ระ", "ะชุ", "ชุม"]),
        ("IŞIK ışık İZİN Łódź Ærø", ["isik", "isik", "izin", "lodz", "aero"]),
        ("חֻפְשָׁה", ["חופשה".replace("ו", "")]),
        ("الإِجازة والراتب", ["اجازة", "راتب"]),
        ("snake_case 3.5", ["snake", "case", "3", "5"]),
        ("💐 … ", []),
    ],
)
def test_a_text_is_its_words_without_case_accents_and_signs(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_stems_are_those_of_the_language() -> None:
    assert stems(["cracked", "cracking", "repairs"], "en-GB") == ["crack", "crack", "repair"]
    assert stems(["Rechnungen".lower()], "de") == ["rechnung"]
    assert stems(["cracked"], "xx") == ["cracked"]


def test_the_dictionary_knows_what_is_common_and_is_empty_for_other_languages() -> None:
    known = dictionary("en-GB")
    assert known[0] == "the"
    assert known.index("water") < known.index("screen")
    assert dictionary("xx") == ()


def test_other_forms_have_the_stem_that_the_catalog_has() -> None:
    found = forms({"cracked": "crack", "laptop": "laptop"}, {"crack", "laptop"}, "en")
    assert found["cracking"] == "crack"
    assert found["laptops"] == "laptop"
    assert "cracked" not in found
    assert "screen" not in found


def test_the_words_of_the_language_are_those_that_nobody_wrote_in_their_order() -> None:
    listed = others({"laptop"}, "en-GB")
    assert {"screen", "kids", "beach", "tech", "dont", "should"} <= set(listed)
    assert "laptop" not in listed
    assert listed == sorted(listed)


def test_a_typing_error_is_no_word_of_the_language() -> None:
    slips = {"labtop", "teh", "recieve", "adress", "definately", "screan", "passwrod"}
    assert slips.isdisjoint(language_words("en"))
    assert language_words("xx") == frozenset()


def test_words_are_listed_by_first_letter_and_by_their_end() -> None:
    own = ["laptop", "desktop", "lamp", "it", "écran"]
    assert dict(beginnings(own)) == {"d": "desktop", "l": "lamp laptop", "é": "écran"}
    assert dict(ends(own)) == {"an": "écran", "mp": "lamp", "op": "desktop laptop"}


SPELLINGS = [
    ("licence", "license"), ("centre", "center"), ("centred", "centered"), ("programmes", "programs"),
    ("organise", "organize"), ("organisations", "organizations"), ("analysed", "analyzed"), ("colours", "colors"),
    ("favourite", "favorite"), ("cancelled", "canceled"), ("labelling", "labeling"), ("kilometres", "kilometers"),
    ("catalogue", "catalog"), ("prioritising", "prioritizing"), ("enrolment", "enrollment"),
    ("paediatrics", "pediatrics"), ("specialities", "specialties"), ("learnt", "learned"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_british_and_american_spellings_are_one_word(one: str, other: str) -> None:
    assert american(one) == american(other) == other
    assert one in british(other)
    assert stems([one], "en-GB") == stems([other], "en-US")


def test_both_spellings_are_known_whichever_is_written() -> None:
    known = language_words("en")
    for way in (0, 1):
        own = [pair[way] for pair in SPELLINGS]
        own_stems = dict(zip(own, stems(own, "en"), strict=True))
        found = forms(own_stems, set(own_stems.values()), "en")
        for one, other in SPELLINGS:
            assert found[(other, one)[way]] == stems([one], "en")[0]
            assert {one, other} <= known


ALIKE = [
    "advise", "exercise", "promising", "enterprise", "raised", "supervisor", "precise", "hour", "filled", "crisis",
    "sunrise",
]  # fmt: skip


@pytest.mark.parametrize("word", ALIKE)
def test_what_both_write_alike_is_left_as_it_is(word: str) -> None:
    assert american(word) == word
    assert list(british(word)) == []


def test_many_lines_at_once_are_read_as_one_by_one() -> None:
    lines = [
        "Lamps, desks",
        "e-mail it",
        "Dr. Wu's DESK",
        "Büro 24",
        "",
        "...",
        "a\tdesk",
        "a\0desk",
        "a\x1cdesk",
        "修理",
        "2 lamps",
    ]
    rng = random.Random(0)
    for _ in range(50):
        said = rng.choices(lines, k=6)
        texts = read_texts([entry("\n".join(said))])
        numbers = texts.text_lines.filled(texts.line_words).values.tolist()
        assert [texts.words[number] for number in numbers] == [word for line in said for word in words(line)]
