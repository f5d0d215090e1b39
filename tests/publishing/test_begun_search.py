"""The index of a large catalog, whose entries another process finds, is the same as that of a small one."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from tests.sites import contents
from tests.support import SMALL, catalog, make_catalog

from servicebook.frozen import changed
from servicebook.model.catalog import Catalog
from servicebook.model.visible import visible
from servicebook.publishing.begun_search import EarlySearch, ToldLater
from servicebook.search.entries import page_entry

MANY, FEW = 10_000, 0
OTHERS = [page_entry("Quiet rooms", "rooms/", "Where nobody talks.", "Ask at the desk.", maintainers=False)]


def index(files: int, whole: Catalog, site: Path, kept: Path | None = None) -> dict[str, bytes]:
    """What is written for a catalog that is said to have so many files."""
    with ExitStack() as beside:
        early = EarlySearch(files, beside, kept)
        early.begin(whole)
        assert early.begun is not None
        early.begun.tell(ToldLater(OTHERS, site, "", None))
        paths = early.begun.result()
    written = contents(site)
    assert written.keys() == {*paths}
    return written


def test_the_index_is_the_same_whoever_finds_the_entries_and_whatever_is_kept(tmp_path: Path) -> None:
    root = make_catalog(tmp_path / "root", {}, base=SMALL)
    small = index(FEW, catalog(root), tmp_path / "small")
    assert index(MANY, catalog(root), tmp_path / "large") == small
    for number in range(2):
        assert index(MANY, catalog(root), tmp_path / str(number), kept=root) == small
    assert any(b"Quiet rooms" in content for content in small.values())


def test_what_goes_wrong_where_entries_are_found_is_said_and_nobody_is_waited_for(tmp_path: Path) -> None:
    whole = visible(catalog(make_catalog(tmp_path / "root", {}, base=SMALL)))
    broken: Any = {"it/what": None}
    with pytest.raises(AttributeError, match="NoneType"):
        index(MANY, changed(whole, faqs=broken), tmp_path / "site")


def test_what_nobody_wants_any_more_is_ended(tmp_path: Path) -> None:
    with ExitStack() as beside:
        EarlySearch(MANY, beside, None).begin(catalog(make_catalog(tmp_path, {}, base=SMALL)))
    with ExitStack() as beside:  # the catalog has an error, or cannot be read
        assert EarlySearch(MANY, beside, None).begun is None
