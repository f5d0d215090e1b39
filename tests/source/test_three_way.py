"""Two changes of one text, brought together."""

from __future__ import annotations

from servicebook.source.three_way import Conflict, Merged, merge

BASE = "".join(f"line {number}\n" for number in range(1, 10))


def test_changes_in_different_places_are_both_made() -> None:
    own, new = BASE.replace("line 2", "mine"), BASE.replace("line 8\n", "")
    both = own.replace("line 8\n", "")
    assert merge(own=own, base=BASE, new=new) == Merged(text=both, with_new=both, conflicts=())


def test_where_they_exclude_each_other_there_is_a_text_with_either() -> None:
    own = BASE.replace("line 2", "mine").replace("line 7\n", "")
    new = BASE.replace("line 2", "new").replace("line 5", "five").replace("line 7", "seven")
    merged = merge(own=own, base=BASE, new=new)
    assert merged.conflicts == (Conflict(own="mine\n", new="new\n"), Conflict(own="", new="seven\n"))
    assert merged.text == own.replace("line 5", "five")
    assert merged.with_new == new


def test_texts_that_look_like_conflicts_and_odd_characters_are_taken_as_they_are() -> None:
    odd = "<<<<<<< a\n=======\n>>>>>>> b\n\x0c\u2028x\ry\n"
    own, new = f"{odd}{BASE}", f"{BASE}no end"
    assert merge(own=own, base=BASE, new=new).text == f"{odd}{BASE}no end"
