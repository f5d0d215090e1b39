"""Ids made from words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicebook.documents.kinds import is_id, is_reserved
from servicebook.documents.slugs import lossy_slug, slug


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Do I keep my data?", "do-i-keep-my-data"), ("Café – Größe", "cafe-grosse"), ("  A  b ", "a-b"),
        ("C++ & C#", "c-c"), ("修理", ""), ("هل", ""), ("½ day", "12-day"), ("", ""), ("---", ""),
    ],
)  # fmt: skip
def test_an_id_is_made_from_letters_and_digits(text: str, made: str) -> None:
    assert slug(text) == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Weiß", "weiss"), ("Ångström", "angstrom"), ("A\u030angstro\u0308m", "angstrom"), ("Łódź", "lodz"),
        ("Smørrebrød", "smorrebrod"), ("Ærø", "aero"), ("Đorđe", "dorde"), ("Þór", "thor"), ("ıŞ", "is"),
        ("Доставка", "dostavka"), ("объект", "obekt"), ("комʼютер", "komyuter"), ("Ελλάδα", "ellada"),
        ("Հայաստան", "hayastan"), ("თბილისი", "tbilisi"), ("배송", "baesong"), ("ＦＵＬＬ ﬁn", "full-fin"),
        ("so\u00adft", "soft"), ("١٢", "12"),
    ],
)  # fmt: skip
def test_other_scripts_are_romanized_letter_by_letter(text: str, made: str) -> None:
    assert slug(text) == made


@pytest.mark.parametrize("text", ["設備 IT", "IT サポート", "هل 2", "VPN ไทย", "शाखा A"])
def test_no_id_is_made_rather_than_one_with_letters_lost(text: str) -> None:
    assert slug(text) == ""
    assert lossy_slug(text) != ""


def test_a_long_text_is_cut_between_words() -> None:
    assert slug("word " * 40) == "-".join(["word"] * 12)
    assert slug("x" * 100) == "x" * 63


@given(st.text())
def test_what_is_made_is_an_id_or_empty(text: str) -> None:
    for made in (slug(text), lossy_slug(text)):
        assert made == "" or is_id(made) or is_reserved(made)
