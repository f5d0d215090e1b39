"""The index of a large catalog, whose entries another process finds, is the same as that of a small one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from tests.sites import contents
from tests.support import REPOSITORY, SMALL, make_catalog

from servicebook.forking import waiting
from servicebook.frozen import changed
from servicebook.model.catalog import Catalog
from servicebook.model.visible import visible
from servicebook.publishing.begun_search import EarlySearch, ToldLater
from servicebook.search.entries import page_entry

MANY, FEW = 10_000, 0
OTHERS = [page_entry("Quiet rooms", "rooms/", "Where nobody talks.", "Ask at the desk.", maintainers=False)]

Index = Callable[..., subprocess.CompletedProcess[str]]


def write_index(files: int, whole: Catalog, site: Path, kept: Path | None) -> None:
    """Write the index of a catalog that is said to have so many files."""
    with ExitStack() as beside:
        early = EarlySearch(files, beside, kept)
        assert not waiting
        if kept is None:  # else nobody has told it to before there is a catalog
            early.stand_by()
            assert bool(waiting) is (files == MANY)
        early.begin(whole)
        assert early.begun is not None
        early.begun.tell(ToldLater(OTHERS, site, "", None))
        paths = early.begun.result()
    assert contents(site).keys() == {*paths}
    assert not waiting


def broken(whole: Catalog) -> Catalog:
    """A catalog in which nobody can find entries."""
    faqs: Any = {"it/what": None}
    return changed(visible(whole), faqs=faqs)


@pytest.fixture
def index(warm: Path) -> Index:
    """Each in a process of its own: those that run tests may have threads, beside which nothing is forked."""

    def run(
        files: int, root: Path, site: Path, kept: Path | None = None, how: str = "catalog(root)"
    ) -> subprocess.CompletedProcess[str]:
        program = (
            "from pathlib import Path; from tests.publishing.test_begun_search import *; "
            "from tests.support import catalog; "
            f"root = Path({str(root)!r}); "
            f"write_index({files}, {how}, Path({str(site)!r}), {f'Path({str(kept)!r})' if kept else None})"
        )
        command = [warm / "python", "-c", program]
        return subprocess.run(command, cwd=REPOSITORY, capture_output=True, encoding="utf-8", check=False)

    return run


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process is forked")


def test_the_index_is_the_same_whoever_finds_the_entries_and_whatever_is_kept(
    index: Index, tmp_path: Path
) -> None:
    root = make_catalog(tmp_path / "root", {}, base=SMALL)
    for files, name, kept in (
        (FEW, "small", None),
        (MANY, "large", None),
        (MANY, "a", root),
        (MANY, "b", root),
    ):
        done = index(files, root, tmp_path / name, kept)
        assert (done.returncode, done.stderr) == (0, "")
    small = contents(tmp_path / "small")
    assert any(b"Quiet rooms" in content for content in small.values())
    for name in ("large", "a", "b"):
        assert contents(tmp_path / name) == small


def test_what_goes_wrong_where_entries_are_found_is_said_and_nobody_is_waited_for(
    index: Index, tmp_path: Path
) -> None:
    root = make_catalog(tmp_path / "root", {}, base=SMALL)
    done = index(MANY, root, tmp_path / "site", how="broken(catalog(root))")
    assert done.returncode == 1
    assert "AttributeError: 'NoneType'" in done.stderr
