"""What words are near to by meaning, and how that is written."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from tests.search.test_index import entry
from tests.support import in_one_process

from servicebook.search import index, meaning, related, scores
from servicebook.search.encoding import DIGITS, NEARNESS_LEVELS, encoded_near
from servicebook.search.entry_texts import Lists, read_texts
from servicebook.search.index import index_files
from servicebook.search.meaning import Near, near, toward_departments
from servicebook.search.tokens import stop_words
from servicebook.search.unread_runs import in_runs
from servicebook.search.vectors import LIKENESS, WordVectors, word_vectors

LISTED = [
    entry("Laptop repair", summary="We mend what is broken."),
    entry("Parental leave", summary="Time for a new child."),
    entry("Payroll", summary="Everybody is paid on the 25th."),
    entry("Press enquiries", summary="Journalists ask us."),
]


def english() -> WordVectors:
    found = word_vectors("en")
    assert found is not None
    return found


def read(found: Iterable[Near]) -> dict[str, tuple[float, str, str]]:
    return {word: json.loads(written) for word, written in encoded_near(found)}


def by_word(found: Iterable[Near]) -> dict[str, dict[int, float]]:
    return {
        word: dict(
            zip(some.entries.values[start:end].tolist(), some.nearness[start:end].tolist(), strict=True)
        )
        for some in found
        for word, (start, end) in zip(some.words, pairwise(some.entries.bounds), strict=True)
    }


def test_words_that_no_text_has_are_near_to_what_they_mean() -> None:
    found = by_word(near(read_texts(LISTED), english(), stop_words("en")))
    words = ("computer", "baby", "salary", "newspaper")
    assert {word: LISTED[max(found[word], key=found[word].__getitem__)].name for word in words} == {
        "computer": "Laptop repair",
        "baby": "Parental leave",
        "salary": "Payroll",
        "newspaper": "Press enquiries",
    }
    assert "the" not in found


def test_an_entry_is_nearer_to_a_word_when_it_has_one_that_is_related_to_it() -> None:
    long = "We order and hang what offices need: lamps, plants, mirrors, a cupboard, blinds, clocks, boards, signs."
    listed = [*LISTED, entry("Fittings", summary=long)]
    texts = read_texts(listed)
    stem_of, postings = scores.scores(texts, "en")
    plain = by_word(near(texts, english(), stop_words("en")))
    found = by_word(near(texts, english(), stop_words("en"), stem_of, postings))
    own = english().matrix[[english().row_of[word] for word in ("shelf", "cupboard")]]
    likeness = own[0] @ own[1] / np.linalg.norm(own[0]) / np.linalg.norm(own[1])
    worth = related.WORTH * likeness * postings[stem_of["cupboard"]].scores.max()
    assert likeness > LIKENESS
    assert found["shelf"][4] == pytest.approx(plain["shelf"].get(4, 0) + worth, abs=0.01)
    # what the catalog says by the word itself is scored by that, not once more by its likeness to itself
    assert found["cupboard"][4] == pytest.approx(plain["cupboard"][4], abs=0.01)


def test_an_entry_leans_to_what_its_department_does() -> None:
    payroll = entry("Payroll", "department")
    bonus, letter, unknown = (
        replace(entry(name), department="Payroll") for name in ("Bonus", "Letter", "花")
    )
    page = entry("Letter", "page")
    own = np.array([[1, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 0], [0, 1, 0]], dtype=np.float32)
    leaning = toward_departments(own, [payroll, bonus, letter, unknown, page], 0.25)
    assert leaning[2][0] > 0.1 > leaning[2][2]
    assert leaning[2][1] > 0.9
    assert leaning[3].tolist() == [0, 0, 0]
    assert leaning[4].tolist() == [0, 1, 0]
    assert np.linalg.norm(leaning, axis=1) == pytest.approx([1, 1, 1, 0, 1])


def test_what_is_not_near_at_all_is_not_said() -> None:
    written = read(near(read_texts(LISTED), english(), frozenset()))
    assert set(written) == set(english().row_of)
    assert list(written) == sorted(written)
    assert [0, "", ""] in written.values()  # known to be a word, so that it is not taken for another
    near_to_any = [highest for highest, _, levels in written.values() if levels]
    assert min(near_to_any) >= round(meaning.LEAST, 3)


def test_where_there_are_many_entries_groups_of_words_find_about_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rng = np.random.default_rng(0)
    known = [word for word in english().row_of if word.isalpha()][500:6_500]
    listed = [entry(" ".join(rng.choice(known, 4))) for _ in range(1_500)]
    grouped = by_word(near(read_texts(listed), english(), frozenset()))
    monkeypatch.setattr(meaning, "FEW", len(listed))
    whole = by_word(near(read_texts(listed), english(), frozenset()))
    assert max(map(len, whole.values())) == meaning.NEAREST
    found = [len(grouped[word].keys() & own.keys()) for word, own in whole.items()]
    assert sum(found) > 0.9 * sum(map(len, whole.values()))


def test_related_words_count_as_much_in_groups_that_all_entries_are_candidates_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = read_texts([*LISTED, entry("Fittings", summary="A cupboard, a lamp, a mirror.")])
    given = (texts, english(), stop_words("en"), *scores.scores(texts, "en"))
    whole = by_word(near(*given))
    monkeypatch.setattr(meaning, "FEW", 0)
    monkeypatch.setattr(meaning, "CANDIDATES", len(texts.entries))
    assert by_word(near(*given)) == whole


def test_processes_find_the_same_as_one_does() -> None:
    rng = np.random.default_rng(0)
    known = [word for word in english().row_of if word.isalpha()][500:6_500]
    texts = read_texts([entry(" ".join(rng.choice(known, 4))) for _ in range(meaning.FEW)])
    with in_one_process():
        alone = list(near(texts, english(), frozenset()))
    shared = list(near(texts, english(), frozenset()))
    assert by_word(shared) == by_word(alone)


def test_no_entries_and_entries_without_words_are_near_to_nothing() -> None:
    assert read(near(read_texts([]), english(), frozenset())) == {}
    unknown = read(near(read_texts([entry("花")]), english(), frozenset()))
    assert all(value == [0, "", ""] for value in unknown.values())


def decoded(highest: float, gaps: str, levels: str) -> list[tuple[int, float]]:
    numbers, number, gap, worth = [], -1, 0, 1
    for digit in map(DIGITS.index, gaps):
        gap, worth = gap + (digit & 31) * worth, worth * 32
        if not digit & 32:
            number += gap + 1
            numbers.append(number)
            gap, worth = 0, 1
    shares = ((DIGITS.index(level) + 1) / NEARNESS_LEVELS for level in levels)
    return list(zip(numbers, (highest * share for share in shares), strict=True))


def test_what_is_written_says_what_was_found_up_to_a_step() -> None:
    entries = Lists(np.array([0, 31, 32, 40_000, 2_000_000, 2, 4]), np.array([0, 5, 5, 7]))
    nearness = np.array([0.8, 0.41, 0.2, 0.05, 0.79, 0.3, 0.6], dtype=np.float32)
    written = {w: decoded(*value) for w, value in read([Near(["b", "c", "a"], entries, nearness)]).items()}
    assert list(written) == ["a", "b", "c"]
    assert [number for number, _ in written["b"]] == entries.values[:5].tolist()
    assert [level for _, level in written["b"]] == pytest.approx(
        nearness[:5].tolist(), abs=0.8 / NEARNESS_LEVELS
    )
    assert written["c"] == []
    assert written["a"] == [(2, pytest.approx(0.3)), (4, pytest.approx(0.6))]


def test_a_word_is_in_the_file_that_the_first_words_say() -> None:
    files = dict(index_files(in_runs(LISTED), "en"))
    firsts = json.loads(files["index.json"])["meaning"]
    assert len(firsts) > 10
    assert firsts == sorted(firsts)
    for number, first in enumerate(firsts):
        part = json.loads(files[f"meaning/{number}.json"])
        assert next(iter(part)) == first
        assert list(part) == sorted(part)
        assert len(files[f"meaning/{number}.json"]) < 2 * index.MEANING_PART


def test_a_language_without_vectors_has_no_files_of_meaning() -> None:
    files = dict(index_files(in_runs(LISTED), "xx"))
    assert json.loads(files["index.json"])["meaning"] == []
    assert not [name for name in files if name.startswith("meaning/")]
