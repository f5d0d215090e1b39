import numpy as np
import pytest

from servicebook.search.spelling import dictionary
from servicebook.search.tokens import words
from servicebook.search.vectors import WordVectors, word_vectors


@pytest.fixture(scope="module")
def english() -> WordVectors:
    found = word_vectors("en")
    assert found is not None
    return found


def likeness(vectors: WordVectors, one: str, other: str) -> float:
    """The cosine of the sums of two texts' vectors."""
    first, second = (vectors.matrix[vectors.rows(words(text))].sum(axis=0) for text in (one, other))
    return float(first @ second / np.linalg.norm(first) / np.linalg.norm(second))


@pytest.mark.parametrize(
    ("typed", "meant", "other"),
    [
        ("my screen is cracked", "repair of broken laptops", "book a meeting room"),
        ("salary too low", "errors in your pay", "office furniture"),
        ("baby is coming", "parental leave", "parking permits"),
        ("somebody stole my bag", "theft and loss", "printing posters"),
    ],
)
def test_texts_of_like_meaning_are_nearer_than_others(
    english: WordVectors, typed: str, meant: str, other: str
) -> None:
    assert likeness(english, typed, meant) > likeness(english, typed, other) + 0.05


def test_the_commonest_words_have_vectors(english: WordVectors) -> None:
    missing = [word for word in dictionary("en")[:20_000] if word not in english.row_of]
    assert missing == []


def test_words_of_offices_and_british_spellings_have_vectors(english: WordVectors) -> None:
    of_work = "wifi vpn homepage payslip onboarding login screenshot bluetooth pdf webinar intranet phishing timesheet"
    british = "organise organisation cheque tyre licence programme labour colour centre"
    phrases = ["day off", "log in", "sick leave", "hand in", "time off", "wi fi"]
    missing = [word for word in [*of_work.split(), *british.split(), *phrases] if word not in english.row_of]
    assert missing == []


@pytest.mark.parametrize(
    ("word", "like", "other"),
    [
        ("wifi", "wireless network", "holiday"),
        ("payslip", "salary statement", "network"),
        ("organise", "organize", "replace"),
        ("cheque", "check payment", "garden"),
        ("onboarding", "new employee", "printer"),
        ("day off", "holiday", "electricity"),
        ("log in", "password", "forest wood"),
    ],
)
def test_words_that_are_rare_in_films_mean_what_they_mean_at_work(
    english: WordVectors, word: str, like: str, other: str
) -> None:
    assert likeness(english, word, like) > likeness(english, word, other) + 0.1


def test_words_that_say_nothing_weigh_little(english: WordVectors) -> None:
    length = np.linalg.norm(english.matrix, axis=1)
    assert length[english.row_of["the"]] < 0.3 * length[english.row_of["laptop"]]


def test_variants_of_a_language_share_its_vectors_and_others_have_none() -> None:
    assert np.array_equal(word_vectors("en-GB").matrix, word_vectors("en").matrix)  # type: ignore[union-attr]
    assert word_vectors("xx") is None
    assert word_vectors("../word_vectors/en") is None


def test_a_phrase_is_read_as_one_where_it_has_a_row() -> None:
    matrix = np.eye(4, dtype=np.float32)
    vectors = WordVectors(row_of={"day": 0, "off": 1, "day off": 2, "take": 3}, matrix=matrix)
    assert vectors.rows(["take", "a", "day", "off", "day"]) == [3, 2, 0]
