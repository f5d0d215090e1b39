"""The plugin among MkDocs' own objects, as `serve` uses it: kept from build to build."""

from __future__ import annotations

import gc
import multiprocessing
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from tests.git_repository import commit
from tests.sites import NO_WORDS
from tests.support import IT, SMALL, forget_plugins, write

from servicebook.forking import HOW
from servicebook.mkdocs_plugin.plugin import ServicebookPlugin
from servicebook.model.catalog import Catalog
from servicebook_theme.sheets import FRAME_SHEET

CONFIG = "site_name: Small\ndocs_dir: site_config/pages\ntheme: {name: servicebook}\nplugins: [servicebook]\n"
FILES = {**SMALL, **NO_WORDS, "mkdocs.yml": CONFIG, "site_config/pages/help.md": "# Help\n"}
REPAIR = f"{IT}/services/repair.yml"


@pytest.fixture(autouse=True)
def _new_plugin() -> None:
    """One that no other test of this process has told what to do."""
    forget_plugins()


def catalogs() -> dict[int, Catalog]:
    """Every catalog that something holds, once garbage has been collected."""
    gc.collect()
    return {id(held): held for held in gc.get_objects() if isinstance(held, Catalog)}


def test_a_site_that_is_built_again_and_again_leaves_no_catalog_behind(tmp_path: Path) -> None:
    root, before = write(tmp_path / "root", FILES), catalogs()
    plugins = []
    for summary in ("We mend it.", "We mend everything."):
        write(root, {REPAIR: SMALL[REPAIR].replace("We mend it.", summary)})
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(tmp_path / "site"))
        config.plugins.on_startup(command="serve", dirty=False)
        build(config, serve_url="http://127.0.0.1:8000/")
        assert summary in (tmp_path / "site/services/it/repair/index.html").read_text(encoding="utf-8")
        plugins.append(config.plugins["servicebook"])
        assert [
            held.settings.organization.name for key, held in catalogs().items() if key not in before
        ] == []
    assert isinstance(plugins[0], ServicebookPlugin)
    assert plugins[0] is plugins[1]  # MkDocs does keep it


def test_a_save_while_it_serves_reads_no_commit(tmp_path: Path) -> None:
    root = write(tmp_path / "root", FILES)
    commit(root)
    pages: list[str] = []
    for summary in ("We mend it all.", "We mend it well."):
        write(root, {REPAIR: SMALL[REPAIR].replace("We mend it.", summary)})
        commit(root)
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(tmp_path / "site"))
        if not pages:  # MkDocs says it once
            config.plugins.on_startup(command="serve", dirty=False)
        build(config, serve_url="http://127.0.0.1:8000/")
        pages.append((tmp_path / "site/services/it/repair/changes/index.html").read_text(encoding="utf-8"))
    # of the second commit nothing is known before it is started again
    assert [page.count("Summary") for page in pages] == [1, 1]


def test_a_way_to_share_work_that_nobody_knows_stops_a_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(tmp_path / "root", FILES)
    monkeypatch.setenv(HOW, "threads")
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(tmp_path / "site"))
    with pytest.raises(
        Abort, match=r'SERVICEBOOK_PROCESSES is "threads" .*; set it to one of fork, spawn, none'
    ):
        build(config)
    assert not (tmp_path / "site").exists()


def test_nothing_that_was_begun_outlives_a_build_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(tmp_path / "root", {**FILES, f"site_config/pages/{FRAME_SHEET}": "p {}\n"})
    monkeypatch.setenv(HOW, "fork")
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(tmp_path / "site"))
    with pytest.raises(Abort, match=FRAME_SHEET):
        build(config)
    assert not multiprocessing.active_children()
