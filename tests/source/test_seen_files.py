"""What is seen of files, to tell whether they have changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from servicebook.source.seen_files import see

VERSION = Path("/proc/version")
"""A file of which Linux says that it is empty."""


@pytest.mark.skipif(not VERSION.is_file(), reason="only Linux has it")
def test_a_file_is_read_to_its_end_whatever_its_size_is_said_to_be(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.write_bytes(VERSION.read_bytes())
    assert VERSION.stat().st_size == 0 < copy.stat().st_size
    seen = see(tmp_path, [copy, VERSION])
    assert seen.said(str(VERSION)) == seen.said("copy") is not None
