"""A kept file is taken for what it says only where it is a file, and nobody waits for anything else."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from servicebook.source.kept_file import keep, read_kept


def as_a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def as_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def as_a_link_to_it(file: Path) -> None:
    file.rename(file.with_name("other"))
    file.symlink_to("other")


@pytest.mark.skipif(os.name != "posix", reason="elsewhere are no pipes, and not everybody may make links")
@pytest.mark.parametrize("way", [as_a_pipe, as_a_folder, as_a_link_to_it, Path.unlink])
def test_what_is_no_file_is_as_if_nothing_had_been_kept(
    tmp_path: Path, way: Callable[[Path], object]
) -> None:
    file = tmp_path / "kept"
    keep(file, "me", b"content")
    assert read_kept(file, "me") == b"content"
    way(file)
    assert read_kept(file, "me") is None
