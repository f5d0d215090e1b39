"""Several files are replaced together, or none of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import write

from servicebook.source.files import UnwritableError, replace_texts


def test_files_are_replaced_and_made_with_the_folders_above_them(tmp_path: Path) -> None:
    write(tmp_path, {"a.yml": b"\xef\xbb\xbfa\r\n"})
    replace_texts(tmp_path, {"a.yml": ("a\r\n", "b\r\n"), "x/y/c.yml": (None, "c\n")})
    assert (tmp_path / "a.yml").read_bytes() == b"\xef\xbb\xbfb\r\n"
    assert (tmp_path / "x/y/c.yml").read_bytes() == b"c\n"
    assert len(list(tmp_path.rglob("*"))) == 4


@pytest.mark.parametrize(
    "last", [("b.yml", "other"), ("b.yml", None), ("a.yml/c.yml", None), ("none.yml", "x")]
)
def test_where_one_cannot_be_written_none_is(tmp_path: Path, last: tuple[str, str | None]) -> None:
    write(tmp_path, {"a.yml": "a\n", "b.yml": "b\n"})
    path, old = last
    with pytest.raises(UnwritableError):
        replace_texts(tmp_path, {"a.yml": ("a\n", "new\n"), "new/c.yml": (None, "c\n"), path: (old, "new\n")})
    assert {p.name: p.read_text() for p in tmp_path.rglob("*")} == {"a.yml": "a\n", "b.yml": "b\n"}


def test_what_was_put_in_its_place_already_is_put_back(tmp_path: Path) -> None:
    write(tmp_path, {"a.yml": "a\n"})
    made = {"b.yml": (None, "b\n"), "c": (None, "a folder by then\n"), "c/d.yml": (None, "d\n")}
    with pytest.raises(UnwritableError):
        replace_texts(tmp_path, {"a.yml": ("a\n", "new\n"), **made})
    assert {p.name: p.read_text() for p in tmp_path.rglob("*")} == {"a.yml": "a\n"}
