from importlib import resources
from itertools import product

import numpy as np
import pytest

from benchmarks.search.word_groups import GROUPS, grouped
from benchmarks.search.word_likes import likes
from servicebook.search.entry_texts import Lists, distinct
from servicebook.search.spelling import dictionary
from servicebook.search.tokens import words
from servicebook.search.vectors import (
    LEVELS,
    LIKENESS,
    LIKENESS_STEPS,
    CodedMatrix,
    WordVectors,
    are_highest,
    highest,
    sums,
    word_vectors,
)


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
    length = np.linalg.norm(english.matrix[:], axis=1)
    assert length[english.row_of["the"]] < 0.3 * length[english.row_of["laptop"]]


def test_a_row_is_the_levels_of_its_codes_times_its_scale() -> None:
    codes = np.array([[0xF0, 0x21], [0x00, 0xFF]], dtype=np.uint8)
    matrix = CodedMatrix(codes, np.array([2, 1], dtype=np.float32))
    low, second, third, high = LEVELS[[0, 1, 2, 15]].tolist()
    assert matrix.shape == (2, 4)
    assert matrix[[1, 0]].tolist() == [[low, low, high, high], [2 * low, 2 * high, 2 * second, 2 * third]]
    assert matrix[[]].shape == (0, 4)


def test_variants_of_a_language_share_its_vectors_and_others_have_none() -> None:
    british, any_english = word_vectors("en-GB"), word_vectors("en")
    assert british and any_english
    assert np.array_equal(british.matrix[:], any_english.matrix[:])
    assert word_vectors("xx") is None
    assert word_vectors("../word_vectors/en") is None


def test_the_groups_of_words_are_those_that_their_vectors_make(english: WordVectors) -> None:
    with np.load(resources.files("servicebook.search") / "word_vectors" / "en.npz") as data:
        # where this fails, words have other vectors: python -m benchmarks.search.word_groups
        assert np.array_equal(data["groups"], grouped(data["codes"]))
    assert np.unique(english.groups).tolist() == list(range(GROUPS))


def test_the_words_that_are_like_a_word_are_those_whose_vectors_are(english: WordVectors) -> None:
    rows = np.arange(0, len(english.row_of), 97)
    # where this fails, words have other vectors: python -m benchmarks.search.word_likes
    units = english.matrix[:].astype(np.float64)
    units /= np.linalg.norm(units, axis=1, keepdims=True)
    cosines = units[rows] @ units.T
    told = np.zeros_like(cosines)
    chosen = np.isin(english.likes.row, rows)
    found = english.likes
    told[np.searchsorted(rows, found.row[chosen]), found.other[chosen]] = (
        found.likeness[chosen] / LIKENESS_STEPS
    )
    is_after = np.arange(len(units)) > rows[:, np.newaxis]
    expected = np.where(is_after & (cosines >= LIKENESS), cosines, 0)
    assert np.abs(told - expected).max() < 0.51 / LIKENESS_STEPS
    assert np.count_nonzero(told) > 1_000


def test_likeness_is_told_of_each_pair_once_and_of_none_that_says_nothing() -> None:
    # three words of two dimensions: the first and the last have the same direction, the other one the opposite
    found = likes(np.array([[0xFF], [0x00], [0xEE]], dtype=np.uint8))
    assert {name: values.tolist() for name, values in found.items()} == {
        "likes_counts": [1, 0, 0],
        "likes": [2],
        "likeness": [LIKENESS_STEPS],
    }


def test_a_phrase_is_read_as_one_where_it_has_a_row() -> None:
    matrix = np.eye(4, dtype=np.float32)
    row_of = {"day": 0, "off": 1, "day off": 2, "take": 3}
    vectors = WordVectors(row_of=row_of, matrix=matrix, groups=np.zeros(4, np.int64))
    assert vectors.rows(["take", "a", "day", "off", "day"]) == [3, 2, 0]


def test_many_texts_at_once_are_read_as_one_by_one() -> None:
    known = ["day", "off", "on", "take", "day off", "off day", "on day", "off off"]
    vectors = WordVectors(
        row_of={word: row for row, word in enumerate(known)},
        matrix=np.eye(len(known), dtype=np.float32),
        groups=np.zeros(len(known), np.int64),
    )
    words_of_texts = [*map(list, product(["day", "off", "on", "none"], repeat=5)), [], ["day"], ["off"], []]
    words = sorted({word for text in words_of_texts for word in text})
    numbers = np.array([words.index(word) for text in words_of_texts for word in text])
    bounds = np.cumsum([0, *map(len, words_of_texts)])
    found = vectors.rows_of_lists(words, Lists(numbers, bounds))
    parts = np.split(found.values, found.bounds[1:-1])
    assert [part.tolist() for part in parts] == [vectors.rows(text) for text in words_of_texts]


def test_the_rows_of_a_list_are_summed_with_their_weights_and_those_of_none_are_0() -> None:
    matrix = np.arange(12, dtype=np.float32).reshape(4, 3)
    lists = Lists(np.array([1, 3, 3, 0, 2]), np.array([0, 0, 3, 4, 4, 5]))
    weights = np.array([1, 2, 0.5, 1, 0], dtype=np.float32)
    assert sums(matrix, lists).tolist() == [[0] * 3, [21, 24, 27], [0, 1, 2], [0] * 3, [6, 7, 8]]
    assert sums(matrix, lists, weights).tolist() == [[0] * 3, [25.5, 29, 32.5], [0, 1, 2], [0] * 3, [0] * 3]


def test_the_highest_of_each_row_are_found_and_of_equal_ones_the_first() -> None:
    values = np.array([[3, 1, 2, 5, 4], [1, 1, 2, 1, 1], [0, 0, 0, 0, 0], [1, 2, 1, 2, 1]], dtype=np.float32)
    assert highest(values, 2).tolist() == [[3, 4], [0, 2], [0, 1], [1, 3]]
    assert highest(values, 3).tolist() == [[0, 3, 4], [0, 1, 2], [0, 1, 2], [0, 1, 3]]
    assert highest(values, 5).tolist() == [[0, 1, 2, 3, 4]] * 4
    assert highest(values, 0).tolist() == [[]] * 4
    assert highest(values[:, :0], 0).shape == (4, 0)
    assert highest(values[:0], 2).shape == (0, 2)


@pytest.mark.parametrize("crowded", [1, 7])
def test_of_many_rows_and_of_few_the_highest_are_kept_that_are_high_enough(crowded: int) -> None:
    chance = np.random.default_rng(0)
    values = chance.integers(0, 4, (8, 12)).astype(np.float32)
    values[crowded:] = np.where(np.arange(12) < 2, 3, 0)
    for row, are_kept in zip(values.tolist(), are_highest(values, 4, least=2).tolist(), strict=True):
        best = sorted(range(12), key=lambda place: -row[place])[:4]
        assert are_kept == [place in best and row[place] >= 2 for place in range(12)]


@pytest.mark.parametrize("values", [[], [3], [5, 0, 5, 2, 0, 5]])
def test_different_values_are_found_with_their_places(values: list[int]) -> None:
    found, places = distinct(np.array(values, dtype=np.int32))
    assert found.tolist() == sorted(set(values))
    assert [found[place] for place in places] == values
