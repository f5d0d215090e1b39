"""What words are worth to entries, and the files that say it."""

from __future__ import annotations

import gzip
import hashlib
import json
import math
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.search.read_index import called_in, path_in
from tests.support import HR, IT, REPOSITORY, SMALL, TODAY, catalog, make_catalog

from servicebook.model.promises import terms_of
from servicebook.model.visible import visible
from servicebook.search import encoding, index, scores
from servicebook.search.called import called, letters
from servicebook.search.columns import columns_file, customers_files
from servicebook.search.encoding import DIGITS, encoded
from servicebook.search.entries import Entry, entries, page_entry, services_by_name
from servicebook.search.entry_texts import read_texts
from servicebook.search.index import index_files
from servicebook.search.scores import Postings
from servicebook.search.spelling import dictionary
from servicebook.search.unread_runs import in_runs


def entry(name: str, kind: str = "service", *, retired: bool = False, **fields: str) -> Entry:
    return Entry(
        kind=kind, id=name, name=name, path="", summary="", department=None, promise=None,
        fields={"name": name, **fields}, retired=retired,
    )  # fmt: skip


def scored(listed: list[Entry], stem: str, language: str = "xx") -> dict[str, float]:
    """The scores of a stem by entry; in a language without stems and common words, if not said otherwise."""
    found = scores.scores(read_texts(listed), language)[1][stem]
    pairs = zip(found.entries.tolist(), found.scores.tolist(), strict=True)
    return {listed[number].name: score for number, score in pairs}


# Scores


def test_a_score_is_bm25f() -> None:
    listed = [entry("lamp repair", summary="a lamp for the lamp"), entry("desk"), entry("chair")]
    # name: 2 words, on average 4/3; summary: 5 words of 5
    in_name = 4 * 1 / (1 - scores.B + scores.B * 2 / (4 / 3))
    in_summary = 2 * 2 / (1 - scores.B + scores.B * 5 / 5)
    tf = in_name + in_summary
    idf = math.log(1 + (3 - 1 + 0.5) / (1 + 0.5))
    assert scored(listed, "lamp") == {"lamp repair": pytest.approx(idf * tf / (scores.K1 + tf))}


def test_a_word_in_the_name_is_worth_more_than_in_the_text_and_a_rare_one_more_than_a_frequent_one() -> None:
    listed = [entry("lamp", text="desk"), entry("desk", text="lamp chair"), entry("desk two", text="lamp")]
    lamp = scored(listed, "lamp")
    assert lamp["lamp"] > lamp["desk two"] > 0
    assert scored(listed, "chair")["desk"] > lamp["desk"]


def test_what_is_retired_is_worth_less_and_a_service_more_than_a_question() -> None:
    found = scored([entry("lamp a"), entry("lamp b", retired=True), entry("lamp c", "faq")], "lamp")
    assert found["lamp b"] < found["lamp c"] < found["lamp a"]


def test_an_everyday_word_is_worth_less_than_a_telling_one() -> None:
    listed = [entry("put printer"), entry("put", text="printer"), entry("other")]
    assert scored(listed, "put", "en")["put printer"] < scored(listed, "printer", "en")["put printer"]
    assert scored(listed, "put")["put printer"] == pytest.approx(
        scored(listed, "printer")["put printer"], rel=0.3
    )


def test_stop_words_count_in_names_only() -> None:
    surfaces, postings = scores.scores(read_texts([entry("IT", text="it works")]), "en")
    assert set(surfaces) == {"it", "works"}
    assert postings["it"].entries.tolist() == [0]


# Files


def decoded(most: float, gaps: str, levels: str) -> dict[int, float]:
    """The same as ``decoded`` of assets/engine.js."""
    numbers, number, value, worth = [], -1, 0, 1
    for digit in map(DIGITS.index, gaps):
        value, worth = value + (digit & 31) * worth, worth * 32
        if digit < 32:
            number, value, worth = number + value + 1, 0, 1
            numbers.append(number)
    return {
        number: most * (DIGITS.index(level) + 1) / 64 for number, level in zip(numbers, levels, strict=True)
    }


def test_postings_come_back_as_they_were_but_for_a_64th(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "POSTINGS_AT_ONCE", 500)
    random = np.random.default_rng(1)
    listed = [
        Postings(np.cumsum(random.integers(1, 5_000, count)), random.random(count) * 7 + 0.001)
        for count in (300, 1, 450, 2, 2, 30)
    ]
    for given, written in zip(listed, encoded(listed), strict=True):
        back = decoded(*written)
        assert list(back) == given.entries.tolist()
        assert np.abs(np.array(list(back.values())) - given.scores).max() <= given.scores.max() / 64 + 0.001
    assert list(encoded([])) == []


def test_of_a_word_that_is_everywhere_the_entries_are_kept_that_it_says_most_about(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(encoding, "MOST_POSTINGS", 3)
    back = decoded(
        *next(encoded([Postings(np.array([1, 4, 9, 16, 25]), np.array([1.0, 5.0, 2.0, 5.0, 0.5]))]))
    )
    assert list(back) == [4, 9, 16]


def files_of(listed: list[Entry]) -> dict[str, Any]:
    return {name: json.loads(text) for name, text in index_files(in_runs(listed), "en", ["it"])}


def test_a_word_is_in_the_file_that_the_first_words_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "PART", 200)
    listed = [entry(f"{a}{b}x printer application", text="l'été 修理") for a in "bcdfgh" for b in "aeiou"]
    files = files_of(listed)
    firsts = files["index.json"]["words"]
    assert len(firsts) > 5
    assert firsts == sorted(firsts)
    for number, (first, following) in enumerate(pairwise([*firsts, chr(0x10FFFF)])):
        part = files[f"words/{number}.json"]
        assert all(first <= word < following for word in [*part["words"], *part["stems"]])
    known = {
        word: str(listed_stems or word).split(" ")
        for n in range(len(firsts))
        for word, listed_stems in files[f"words/{n}.json"]["words"].items()
    }
    stems = {stem for n in range(len(firsts)) for stem in files[f"words/{n}.json"]["stems"]}
    assert known["printer"] == known["printers"] == ["printer"]
    assert known["apply"] == ["appli", "applic"]
    assert all(stems.intersection(one) for one in known.values())


def test_what_entries_are_called_is_in_the_file_that_the_first_letters_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(index, "CALLED_PART", 200)
    monkeypatch.setattr(index, "SPELLINGS_AT_ONCE", 7)
    names = [
        f"{a}{b} {script} loan for a day"
        for a in "bc"
        for b in "aei"
        for script in ("x", "修理", "𠀀 one", "𠀀 two")
    ]
    listed = [entry(name, aliases=f"{'a very ' * 12}{name}") for name in names]
    files = files_of(listed)
    firsts = files["index.json"]["called"]
    assert len(firsts) > 5 and firsts == sorted(firsts)
    found: dict[str, list[int]] = {}
    for number, (first, following) in enumerate(pairwise([*firsts, chr(0x10FFFF)])):
        part = called_in(files[f"called/{number}.json"])
        assert all(first <= letters(spelling) < following for spelling in part)
        # whoever types what several files begin with is led to the first of them, and on
        assert letters(next(iter(part))).startswith(first)
        found |= part
    assert found == dict(called(listed, "en"))


def test_names_take_no_more_room_than_their_ends_where_they_begin_alike() -> None:
    listed = [entry(f"standing desk for the office number {number}") for number in range(100)]
    written = "".join(text for name, text in index_files(in_runs(listed), "en") if name.startswith("called/"))
    assert len(written) < sum(len(one.name) for one in listed) / 2


def test_every_entry_leads_to_its_place_and_no_path_is_written_that_follows_from_the_id() -> None:
    listed = list(entries(visible(catalog(REPOSITORY))))
    files = files_of([*listed, page_entry("Help", "help/", "", "How")])
    head = files["index.json"]
    shown = [one for name, some in files.items() if name.startswith("entries/") for one in some]
    assert [path_in(head, one) for one in shown] == [*(one.path for one in listed), "help/"]
    written = {one[0] for one in shown if one[3] is not None}
    assert {"page"} <= written <= {"page", "topic"}


def test_entries_are_numbered_through_their_files_and_kinds(tmp_path: Path) -> None:
    files = files_of(
        [
            *entries(catalog(make_catalog(tmp_path, {}, base=SMALL))),
            page_entry("Help", "help/", "", "How [to](x)"),
        ]
    )
    head = files["index.json"]
    shown = [one for n in range(9) for one in files.get(f"entries/{n}.json", [])]
    assert head["entries"] == len(shown)
    for kind, ranges in head["kinds"].items():
        for start, end in ranges:
            assert all(one[0] == kind for one in shown[start:end])
    assert shown[-1][:4] == ["page", "help", "Help", "help/"]
    assert head["customers"] == ["it"]


def test_no_file_of_ten_thousand_entries_is_heavy() -> None:
    random = np.random.default_rng(1)
    vocabulary = np.array([word for word in dictionary("en")[:30_000] if word.isalpha()])
    drawn = vocabulary[np.minimum(random.zipf(1.3, (10_000, 40)) - 1, len(vocabulary) - 1)]
    listed = [entry(" ".join(words[:4]), text=" ".join(words[4:])) for words in drawn]
    heaviest: dict[str, int] = {}
    for name, text in index_files(in_runs(listed), "en"):
        folder = name.partition("/")[0]
        heaviest[folder] = max(heaviest.get(folder, 0), len(gzip.compress(text.encode())))
    # a query of six words needs about six files of words, twenty of entries, and two for a mistyped word
    assert heaviest["words"] <= 6_000
    assert heaviest["entries"] <= 1_500
    assert heaviest["begin"] <= 8_000
    assert heaviest["language"] <= 4_000
    assert heaviest["index.json"] <= 10_000


def test_a_mistyped_word_is_not_taken_for_one_that_only_a_hand_written_page_has() -> None:
    page = page_entry("Importing", "help/", "", "Columns: telefono, telephone")
    files = files_of([entry("Desk telephone"), page])
    assert files["begin/t.json"] == "telephone"
    assert "telefono" in files["words/0.json"]["words"]
    assert files_of([page])["begin/t.json"] == "telefono telephone"


def test_the_words_of_an_example_are_not_found() -> None:
    example = "```console\n$ servicebook show it/secret\n```"
    text = f"Type this:\n\n{example}\n\nThen look:\n\n```yaml\nname: Vault\n```\nDone.\n"
    found = page_entry("Help", "help/", "", text).fields["text"]
    assert found.split() == ["Type", "this:", "Then", "look:", "Done."]


def test_the_words_of_an_address_are_not_found() -> None:
    entry = page_entry("Help", "help/", "", "See [the desk](service:it/secret-name).")
    assert "secret" not in entry.fields["text"]
    assert "desk" in entry.fields["text"]


def test_no_entries_make_an_index_too() -> None:
    files = files_of([])
    assert files["index.json"]["entries"] == 0
    assert files["index.json"]["words"] == []


DIGEST = """
import hashlib, sys; from datetime import date; from pathlib import Path
from servicebook.loading import load_catalog
from servicebook.search.entries import entries; from servicebook.search.index import index_files
from servicebook.search.unread_runs import in_runs
found = load_catalog(Path(sys.argv[1]), date.fromisoformat(sys.argv[2])).catalog
print(hashlib.sha256(repr(list(index_files(in_runs(entries(found)), 'en'))).encode()).hexdigest(), hash('order'))
"""


def test_the_same_catalog_gives_the_same_bytes_in_another_process(tmp_path: Path, warm: Path) -> None:
    root = make_catalog(tmp_path, {}, base=SMALL)
    command = [warm / "python", "-c", DIGEST, root, str(TODAY)]
    elsewhere = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    digest, order = elsewhere.split()
    assert int(order) != hash("order")  # nor are sets in the same order there
    files = list(index_files(in_runs(entries(catalog(root))), "en"))
    assert hashlib.sha256(repr(files).encode()).hexdigest() == digest


ON_A_PROCESSOR = """
import hashlib
import numpy as np
from tests.search.test_index import entry
from servicebook.search.index import index_files
from servicebook.search.unread_runs import in_runs
from servicebook.search.vectors import word_vectors
known = [word for word in word_vectors("en").row_of if word.isalpha()][500:6_500]
rng = np.random.default_rng(0)
listed = [entry(" ".join(rng.choice(known, 4)), text=" ".join(rng.choice(known, 9))) for _ in range(1_200)]
print(hashlib.sha256(repr(list(index_files(in_runs(listed), "en"))).encode()).hexdigest())
"""


def test_every_processor_gives_the_same_bytes() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", ON_A_PROCESSOR],
            env=os.environ | {"OPENBLAS_NUM_THREADS": threads, "OPENBLAS_CORETYPE": processor},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for threads, processor in (("1", "Prescott"), ("2", "Haswell"), ("1", "Sandybridge"))
    }
    assert len(digests) == 1


# What the find page filters by

AGREEMENT = (
    "provider: it\ncustomer: hr\ncovers: [it/repair]\ntargets: [{measure: response_time, within: 1 hour}]\n"
)


def test_columns_have_a_value_for_every_service_in_the_order_of_names(tmp_path: Path) -> None:
    files = {
        f"{IT}/services/a.yml": "name: Zeppelin\nsummary: Z.\nroles: {owner: it/lead}\nlifecycle: planned\n",
        f"{HR}/services/pay.yml": "name: älter\nsummary: P.\nroles: {owner: hr/head}\naudience: []\n",
    }
    made = catalog(make_catalog(tmp_path, files, base=SMALL))
    name, text = columns_file(made, services_by_name(made))
    assert name == "columns.json"
    content = json.loads(text)
    read = {
        column: [values[number] for number in numbers]
        for column, (values, numbers) in content["columns"].items()
    }
    assert read["department"] == ["hr", "it", "it"]
    assert read["lifecycle"] == ["live", "live", "planned"]
    assert read["time"] == [None, 4 * 3600, None]


def test_a_customer_has_a_file_of_what_is_agreed_in_force(tmp_path: Path) -> None:
    shut = catalog(make_catalog(tmp_path / "a", {"catalog/agreements/it-hr.yml": AGREEMENT}, base=SMALL))
    assert customers_files(shut, services_by_name(shut)) == {}  # nobody has accepted it
    terms = terms_of(shut, shut.agreements["it-hr"])
    accepted = "accepted:\n" + "".join(
        f"  - {{party: {party}, on: 2026-08-01, by: {party}/{role}, terms: {terms}}}\n"
        for party, role in (("it", "lead"), ("hr", "head"))
    )
    files = {
        "catalog/agreements/it-hr.yml": AGREEMENT + accepted,
        "catalog/departments/pay/department.yml": "name: Pay\nsummary: Pay.\npart_of: hr\n",
    }
    agreed = catalog(make_catalog(tmp_path / "b", files, base=SMALL))
    found = customers_files(agreed, services_by_name(agreed))
    assert {customer: (name, json.loads(text)) for customer, (name, text) in found.items()} == {
        "hr": ("customers/hr.json", {"0": "1 hour"}),
        "pay": ("customers/pay.json", {"0": "1 hour"}),
    }
