"""Parts of an index that are kept: taken over as they are, and never where they would be made otherwise."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.git_repository import git
from tests.search.test_index import entry

from servicebook.search import runs, unread_runs
from servicebook.search.entries import Entry
from servicebook.search.entry_texts import Lists, Texts, texts_of
from servicebook.search.index import index_files
from servicebook.search.kept_index import KeptIndex
from servicebook.search.scores import KIND_FACTORS, WEIGHTS
from servicebook.search.unread_runs import in_runs
from servicebook.source.kept_file import CACHE, digest_of, keep, read_kept
from servicebook.source.made_by import READ, made_by, made_in, version_of

LISTED = [
    entry("Laptop repair", summary="We mend what is broken.", aliases="fix\nmend"),
    replace(entry("Payroll", summary="Paid by e-mail on the 25th."), department="Pay"),
    entry("Pay", "department", text="Salaries and bonuses"),
    entry("Repair", "faq", answers="We mend laptops"),
]
OTHERWISE: dict[str, Any] = {
    "kind": "page",
    "id": "other",
    "name": "Leave",
    "path": "other/",
    "summary": "Another",
    "department": "Other",
    "promise": "1 day",
    "fields": {"name": "Payroll", "summary": "Paid by e mail email on the 25th."},
    "former_ids": ("former",),
    "retired": True,
    "maintainers": True,
    "part": True,
}


def is_clean(listed: list[Entry], root: Path, language: str) -> bool:
    """Whether an index for which parts are taken over is what it is if all of it is made."""
    taken_over = dict(index_files(in_runs(listed), language, kept=KeptIndex(root)))
    return taken_over == dict(index_files(in_runs(listed), language))


@pytest.mark.parametrize("seed", range(20))
def test_after_any_edits_a_kept_index_is_what_it_would_be_if_all_were_made(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    listed = list(LISTED)
    for _ in range(12):
        for _ in range(rng.choice((0, 1, 1, 3))):
            place = rng.randrange(len(listed))
            match rng.randrange(4):
                case 0:
                    said = " ".join(
                        rng.choices(["lamp", "desk", "e-mail", "email", "it"], k=rng.randrange(4))
                    )
                    one = {**listed[place].fields, rng.choice(list(WEIGHTS)): said}
                    listed[place] = replace(listed[place], fields=one)
                case 1:
                    key = rng.choice(list(OTHERWISE))
                    listed[place] = replace(listed[place], **{key: OTHERWISE[key]})
                case 2:
                    listed.insert(place, entry(rng.choice(("Lamp", "Desk")), rng.choice(list(KIND_FACTORS))))
                case _ if len(listed) > 1:
                    listed.append(listed.pop(place))
        assert is_clean(listed, tmp_path, "xx")


def test_what_an_entry_is_tells_from_another_in_every_way(tmp_path: Path) -> None:
    assert set(OTHERWISE) == {one.name for one in fields(Entry)}
    for key, value in OTHERWISE.items():
        assert is_clean(LISTED, tmp_path, "xx")
        first, changed, *others = LISTED
        assert is_clean([first, replace(changed, **{key: value}), *others], tmp_path, "xx"), key


BESIDE = [entry("Lamp", summary="one", text="two"), entry("Desk", summary="two", text="one")]
ALIKE: dict[str, tuple[list[Entry], list[Entry]]] = {
    "a word with hyphens": (
        [*BESIDE, entry("Shop", text="lamp-desk")],
        [*BESIDE, entry("Shop", text="lamp desk lampdesk")],
    ),
    "another word throughout": ([entry("Shop", text="lamps")], [entry("Shop", text="desks")]),
    "another field": ([*BESIDE, entry("Shop", text="three")], [*BESIDE, entry("Shop", summary="three")]),
    "another entry": (
        [*BESIDE, entry("Shop", text="three"), entry("Shop")],
        [*BESIDE, entry("Shop"), replace(entry("Shop"), fields={"text": "three", "name": "Shop"})],
    ),
    "another field throughout": ([entry("Shop", text="lamps")], [entry("Shop", summary="lamps")]),
    "another text of an entry before": (
        [*BESIDE, entry("Shop", text="one")],
        [*BESIDE, entry("Shop", text="two")],
    ),
    "another line of a text before": (
        [entry("Shop", text="lamp\ndesk"), entry("Store", text="lamp")],
        [entry("Shop", text="lamp\ndesk"), entry("Store", text="desk")],
    ),
    "another line": ([entry("Shop", text="a lamp\na desk")], [entry("Shop", text="a desk\na lamp")]),
}


@pytest.mark.parametrize("what", ALIKE)
def test_texts_that_are_nearly_the_same_are_told_apart(what: str, tmp_path: Path) -> None:
    before, after = ALIKE[what]
    assert is_clean(before, tmp_path, "xx")
    assert is_clean(after, tmp_path, "xx")
    assert is_clean(before, tmp_path, "xx")


def test_another_language_has_all_made(tmp_path: Path) -> None:
    listed = [*LISTED, entry("Hus och hem og have", text="huset husene")]
    assert is_clean(listed, tmp_path, "sv")
    assert is_clean(listed, tmp_path, "da")


def test_whose_a_text_is_tells_what_words_are_near_to_from_what_they_were(tmp_path: Path) -> None:
    first, moved, *others = LISTED
    assert is_clean(LISTED, tmp_path, "en")
    assert is_clean([first, replace(moved, department=None), *others], tmp_path, "en")


def test_what_is_kept_of_a_part_is_not_made_again(tmp_path: Path) -> None:
    def never() -> Iterator[tuple[str, str]]:
        raise AssertionError
        yield

    def made() -> Iterator[tuple[str, str]]:
        firsts["called"] = ["a"]
        yield "called/0.json", "{}"

    kept, firsts = KeptIndex(tmp_path), dict[str, list[str]]()
    assert list(kept.files("called", b"key", made(), firsts)) == [("called/0.json", "{}")]
    made_here = f"{made_by('search')} {made_in()} {b'key'.hex()}"
    assert read_kept(tmp_path / CACHE / "search-called", made_here) is not None
    later = dict[str, list[str]]()
    assert list(kept.files("called", b"key", never(), later)) == [("called/0.json", "{}")]
    assert later == firsts == {"called": ["a"]}
    with pytest.raises(AssertionError):
        list(kept.files("called", b"other", never(), {}))
    keep(tmp_path / CACHE / "search-called", "another program", json.dumps([]).encode())
    with pytest.raises(AssertionError):
        list(kept.files("called", b"key", never(), {}))


def test_what_is_committed_is_not_believed(tmp_path: Path) -> None:
    KeptIndex(tmp_path).keep("search-runs", "key", b"kept")
    git(tmp_path, "init")
    assert KeptIndex(tmp_path).content("search-runs", "key") == b"kept"
    git(tmp_path, "add", "--force", CACHE.as_posix())
    assert KeptIndex(tmp_path).content("search-runs", "key") is None


def long_list(rng: random.Random, count: int) -> list[Entry]:
    words = (
        "lamp",
        "desk",
        "e-mail",
        "email",
        "it",
        "Laptop",
        "day off",
        "Dr. Wu's",
        "Büro",
        "修理",
        "a\nb",
        "",
    )
    return [
        replace(
            entry(f"Lamp {number}", text=" ".join(rng.choices(words, k=5)), summary=rng.choice(words)),
            id=f"it/{number}",
            department=rng.choice(("IT", "Pay", None)),
        )
        for number in range(count)
    ]


@pytest.mark.parametrize("seed", range(6))
def test_an_edit_has_the_run_of_it_read_anew_and_no_other(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unread_runs, "LENGTH", 16)
    rng = random.Random(seed)
    listed = long_list(rng, 300)
    read: list[Sequence[Entry]] = []
    monkeypatch.setattr(runs, "texts_of", lambda some, said: read.append(some) or texts_of(some, said))
    language = "xx" if seed else "en"
    assert is_clean(listed, tmp_path, language)
    assert len(read) > 2 * 10  # with what is kept, and without
    for _ in range(4 if seed else 1):
        match rng.randrange(3):
            case 0:
                place = rng.randrange(len(listed))
                listed[place] = replace(listed[place], fields={**listed[place].fields, "summary": "new"})
            case 1:
                listed.insert(rng.randrange(len(listed)), replace(entry("Desk"), id=f"it/new-{rng.random()}"))
            case _:
                listed.pop(rng.randrange(len(listed)))
        read.clear()
        kept = dict(index_files(in_runs(listed), language, kept=KeptIndex(tmp_path)))
        # one, or where a run begins or ends, or of which the rest is another's now, two
        assert 1 <= len(read) <= 2
        assert kept == dict(index_files(in_runs(listed), language))


def test_runs_that_say_the_same_are_all_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = [replace(entry("Lamp", text="lamps"), id=f"it/{number}") for number in range(3)]
    at_once = dict(index_files(in_runs(listed), "xx"))
    monkeypatch.setattr(unread_runs, "LENGTH", 1)
    assert dict(index_files(in_runs(listed), "xx", kept=KeptIndex(tmp_path))) == at_once
    assert dict(index_files(in_runs(listed), "xx", kept=KeptIndex(tmp_path))) == at_once


@pytest.mark.parametrize("language", ["en", "xx"])
def test_all_that_was_read_of_a_run_is_kept(language: str, tmp_path: Path) -> None:
    many = " ".join(f"word{number}" for number in range(300))
    listed = [*long_list(random.Random(0), 700), entry("Many", text=many, aliases=many.replace(" ", "\n"))]
    first, again = (runs.read_runs(in_runs(listed), language, KeptIndex(tmp_path)) for _ in range(2))
    for read, taken_over in zip(first, again, strict=True):
        assert read.key == taken_over.key
        assert np.array_equal(read.directions, taken_over.directions)
        for one in fields(Texts):
            before, after = (getattr(run.texts, one.name) for run in (read, taken_over))
            if isinstance(before, Lists):
                assert np.array_equal(before.values, after.values)
                assert np.array_equal(before.bounds, after.bounds)
            else:
                assert (
                    sorted(before) == sorted(after)
                    if one.name == "hyphenated"
                    else list(before) == list(after)
                )


def test_every_file_that_the_search_reads_is_part_of_the_version(tmp_path: Path) -> None:
    package = Path(str(files("servicebook.search")))
    data = {one.suffix for one in package.rglob("*") if one.is_file()} - {".pyc", ".md"}
    assert data >= {".py", ".npz", ".txt"}
    assert data <= set(READ)
    for suffix in sorted(data):
        file = tmp_path / f"a{suffix}"
        file.write_bytes(b"1")
        before = version_of([tmp_path])
        file.write_bytes(b"2")
        assert version_of([tmp_path]) != before


def test_what_is_the_same_in_a_row_and_cut_elsewhere_is_told_apart() -> None:
    told = {digest_of(parts) for parts in ([b"ab", b"c"], [b"a", b"bc"], [b"abc"], [b"c", b"ab"])}
    assert len(told) == 4
