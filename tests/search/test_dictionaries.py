"""The words of a language that the package carries are those that are worked out of the list."""

from __future__ import annotations

import numpy as np

from benchmarks.search.word_list import OUT, packed
from servicebook.search.dictionaries import dictionary_of, made


def test_the_file_is_what_its_script_makes() -> None:
    expected = packed(made("en"))
    with np.load(OUT) as data:
        # where this fails, a list, a spelling or the stemmer is another one: python -m benchmarks.search.word_list
        assert sorted(data.files) == sorted(expected)
        for name in expected:
            assert np.array_equal(data[name], expected[name]), name


def test_what_is_read_from_the_file_is_what_was_worked_out() -> None:
    found, expected = dictionary_of("en-GB"), made("en")
    assert found.words == expected.words
    assert found.stems == expected.stems
    assert np.array_equal(found.common, expected.common)
    assert np.array_equal(found.stem, expected.stem)


def test_a_language_without_a_file_is_worked_out_and_one_without_a_list_has_no_words() -> None:
    german = dictionary_of("de-AT")
    assert german.stems[german.stem[german.words.index("unsere")]] == "uns"
    assert not dictionary_of("xx").words
