"""What words are near to by meaning, and how that is written."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from tests.search.test_index import entry
from tests.support import in_one_process

from servicebook.search import index, meaning, related, scores
from servicebook.search.encoding import DIGITS, NEARNESS_LEVELS, encoded_near
from servicebook.search.entries import Entry
from servicebook.search.entry_texts import read_texts
from servicebook.search.index import index_files
from servicebook.search.meaning import Near, near, toward_departments
from servicebook.search.tokens import stop_words
from servicebook.search.vectors import WordVectors, word_vectors

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


def nearest(found: Near, word: str, listed: list[Entry]) -> str:
    row = list(found.words).index(word)
    return listed[int(found.entries[row][found.nearness[row].argmax()])].name


def test_words_that_no_text_has_are_near_to_what_they_mean() -> None:
    found = near(read_texts(LISTED), english(), stop_words("en"))
    assert {word: nearest(found, word, LISTED) for word in ("computer", "baby", "salary", "newspaper")} == {
        "computer": "Laptop repair",
        "baby": "Parental leave",
        "salary": "Payroll",
        "newspaper": "Press enquiries",
    }
    assert "the" not in found.words


def nearness(found: Near, word: str) -> dict[int, float]:
    row = list(found.words).index(word)
    return dict(zip(found.entries[row].tolist(), found.nearness[row].tolist(), strict=True))


def test_an_entry_is_nearer_to_a_word_when_it_has_one_that_is_related_to_it() -> None:
    long = "We order and hang what offices need: lamps, plants, mirrors, a cupboard, blinds, clocks, boards, signs."
    listed = [*LISTED, entry("Fittings", summary=long)]
    texts = read_texts(listed)
    stem_of, postings = scores.scores(texts, "en")
    plain = near(texts, english(), stop_words("en"))
    found = near(texts, english(), stop_words("en"), stem_of, postings)
    own = english().matrix[[english().row_of[word] for word in ("shelf", "cupboard")]]
    likeness = own[0] @ own[1] / np.linalg.norm(own[0]) / np.linalg.norm(own[1])
    worth = related.WORTH * likeness * postings[stem_of["cupboard"]].scores.max()
    assert likeness > related.LIKENESS
    assert nearness(found, "shelf")[4] == pytest.approx(nearness(plain, "shelf").get(4, 0) + worth, abs=0.01)
    # what the catalog says by the word itself is scored by that, not once more by its likeness to itself
    assert nearness(found, "cupboard")[4] == pytest.approx(nearness(plain, "cupboard")[4], abs=0.01)


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
    found = near(read_texts(LISTED), english(), frozenset())
    written = dict(encoded_near(found))
    assert set(written) == set(found.words)
    assert (0, "", "") in written.values()  # known to be a word, so that it is not taken for another
    near_to_any = [highest for highest, _, levels in written.values() if levels]
    assert min(near_to_any) >= round(meaning.LEAST, 3)


def test_where_there_are_many_entries_groups_of_words_find_about_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rng = np.random.default_rng(0)
    known = [word for word in english().row_of if word.isalpha()][500:6_500]
    listed = [entry(" ".join(rng.choice(known, 4))) for _ in range(1_500)]
    grouped = near(read_texts(listed), english(), frozenset())
    monkeypatch.setattr(meaning, "FEW", len(listed))
    whole = near(read_texts(listed), english(), frozenset())
    found = [len(np.intersect1d(a, b)) for a, b in zip(grouped.entries, whole.entries, strict=True)]
    assert np.mean(found) > 0.9 * meaning.NEAREST


def test_processes_find_the_same_as_one_does() -> None:
    rng = np.random.default_rng(0)
    known = [word for word in english().row_of if word.isalpha()][500:6_500]
    texts = read_texts([entry(" ".join(rng.choice(known, 4))) for _ in range(meaning.FEW)])
    with in_one_process():
        alone = near(texts, english(), frozenset())
    shared = near(texts, english(), frozenset())
    assert shared.words == alone.words
    assert np.array_equal(shared.entries, alone.entries)
    assert np.array_equal(shared.nearness, alone.nearness)


def test_no_entries_and_entries_without_words_are_near_to_nothing() -> None:
    assert list(encoded_near(near(read_texts([]), english(), frozenset()))) == []
    assert not any(
        levels for _, (_, _, levels) in encoded_near(near(read_texts([entry("花")]), english(), frozenset()))
    )


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
    entries = np.array([[0, 31, 32, 40_000, 2_000_000], [5, 6, 7, 8, 9], [1, 2, 3, 4, 5]])
    nearness = np.array(
        [[0.8, 0.41, 0.2, 0.05, 0.79], [0, 0, 0, 0, 0], [0, 0.3, 0, 0.6, 0]], dtype=np.float32
    )
    written = {w: decoded(*value) for w, value in encoded_near(Near(["a", "b", "c"], entries, nearness))}
    assert written["b"] == []
    assert [number for number, _ in written["a"]] == entries[0].tolist()
    assert [level for _, level in written["a"]] == pytest.approx(
        nearness[0].tolist(), abs=0.8 / NEARNESS_LEVELS
    )
    assert written["c"] == [(2, pytest.approx(0.3)), (4, pytest.approx(0.6))]


def test_a_word_is_in_the_file_that_the_first_words_say() -> None:
    files = dict(index_files(LISTED, "en"))
    firsts = json.loads(files["index.json"])["meaning"]
    assert len(firsts) > 10
    assert firsts == sorted(firsts)
    for number, first in enumerate(firsts):
        part = json.loads(files[f"meaning/{number}.json"])
        assert next(iter(part)) == first
        assert list(part) == sorted(part)
        assert len(files[f"meaning/{number}.json"]) < 2 * index.MEANING_PART


def test_a_language_without_vectors_has_no_files_of_meaning() -> None:
    files = dict(index_files(LISTED, "xx"))
    assert json.loads(files["index.json"])["meaning"] == []
    assert not [name for name in files if name.startswith("meaning/")]
