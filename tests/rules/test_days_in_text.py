"""Days that texts name are read, and written anew in the same words."""

from __future__ import annotations

from datetime import date

import pytest

from servicebook.rules.days_in_text import named_days


@pytest.mark.parametrize(
    ("language", "words", "said"),
    [
        ("en", "on **Sunday** 3 May", (6, 3, 5, None)),
        ("en", "Sun., May 3rd, 2037", (6, 3, 5, 2037)),
        ("en", "the 3rd of May", (None, 3, 5, None)),
        ("en", "on Friday the 3rd", (4, 3, None, None)),
        ("de", "Freitag, den 3. Mai 2037", (4, 3, 5, 2037)),
        ("de", "Fr. 3.5.", (4, 3, 5, None)),
        ("de", "on Friday, 3 May", (4, 3, 5, None)),
        ("fr", "vendredi 1er mai", (4, 1, 5, None)),
        ("es", "el viernes, 3 de mayo de 2037", (4, 3, 5, 2037)),
        ("nl", "vr 3 mrt", (4, 3, 3, None)),
    ],
)
def test_a_day_is_read_as_people_write_it(
    language: str, words: str, said: tuple[int | None, int, int | None, int | None]
) -> None:
    (found,) = named_days(words, language)
    assert (found.weekday, found.day, found.month, found.year) == said
    assert words[found.start :].startswith(found.words)


@pytest.mark.parametrize(
    "words",
    [
        "3 may come",
        "room 3.11",
        "version 3.11.12",
        "of 12 people",
        "May 2037",
        "sat 3 march past",
        "14:30 March",
    ],
)
def test_what_is_no_day_is_not_read(words: str) -> None:
    assert not list(named_days(words, "en"))


@pytest.mark.parametrize(
    ("language", "words", "anew"),
    [
        ("en", "Sunday the 31st", "Monday the 1st"),
        ("en", "SUN Mar 31st, 2036", "MON Jun 1st, 2037"),
        ("de", "Sonntag, 31. Mai", "Montag, 1. Juni"),
        ("de", "So 31.5.2036", "Mo 1.6.2037"),
        ("fr", "Dimanche 31 mai", "Lundi 1 juin"),
    ],
)
def test_another_day_is_written_in_the_same_words(language: str, words: str, anew: str) -> None:
    (found,) = named_days(words, language)
    assert found.written(date(2037, 6, 1)) == anew
