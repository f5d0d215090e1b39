"""A catalog that was replaced is freed, and a server that shows many saves stays as large as it was."""

from __future__ import annotations

import gc
import shutil
import sys
import threading
from datetime import date, timedelta
from pathlib import Path
from weakref import ref

from tests.serving.running import serving
from tests.support import IT, REPOSITORY, SMALL, TODAY, write

from servicebook import links
from servicebook.loading import load_catalog
from servicebook.mkdocs_plugin.run_mkdocs import live_site
from servicebook.model.catalog import Catalog

SERVICE = f"{IT}/services/repair.yml"
PAGES = ("", "services/it/repair/", "departments/it/", "state/", "map/")


def test_catalogs_that_were_replaced_are_freed_whatever_was_asked_of_them(tmp_path: Path) -> None:
    root = write(tmp_path / "root", SMALL)
    day = [TODAY]
    seen: list[ref[Catalog]] = []
    with live_site(root, tmp_path / "site", lambda: load_catalog(root, TODAY), lambda: day[0]) as site:
        following = threading.Thread(target=site.follow)
        following.start()
        for number in range(4):
            state = site.state
            assert all(state.shown.page(path) for path in PAGES)
            state.shown.make_index()
            assert state.shown.file(links.DATA_CATALOG)
            seen += [ref(state.shown.loaded.catalog), ref(state.shown.publication.context.catalog)]
            write(root, {SERVICE: SMALL[SERVICE].replace("We mend it.", f"We mend {number} things.")})
            following_state = site.wait_beyond(state.number, 60)
            assert following_state and b"We mend %d things." % number in (
                following_state.shown.page("services/it/repair/") or b""
            )
            del state, following_state
        site.close()
        following.join()
        gc.collect()
        # two are there: the one that is shown, and the one that was judged last
        assert sum(one() is not None for one in seen) <= 4


def test_garbage_is_looked_for_though_saves_leave_no_rest(tmp_path: Path) -> None:
    root = write(tmp_path / "root", SMALL)
    with live_site(root, tmp_path / "site", lambda: load_catalog(root, TODAY), lambda: TODAY) as site:
        following = threading.Thread(target=site.follow)
        following.start()
        before = gc.get_stats()[2]["collections"]
        for number in range(30):
            state = site.state
            assert state.shown.page(PAGES[1])
            write(root, {SERVICE: SMALL[SERVICE].replace("We mend it.", f"We mend {number} things.")})
            assert site.wait_beyond(state.number, 60)
        site.close()
        following.join()
        assert gc.get_stats()[2]["collections"] - before >= 2


def test_a_new_day_is_shown_without_a_save(tmp_path: Path) -> None:
    root = write(tmp_path / "root", SMALL)
    day = [TODAY]
    with live_site(root, tmp_path / "site", lambda: load_catalog(root, TODAY), lambda: day[0]) as site:
        following = threading.Thread(target=site.follow)
        following.start()
        day[0] = TODAY + timedelta(days=1)
        state = site.wait_beyond(site.state.number, 60)
        assert state and state.shown.publication.context.catalog.today == date(2026, 9, 2)
        site.close()
        following.join()


def test_fifty_saves_leave_the_server_as_large_as_it_was(tmp_path: Path) -> None:
    root = tmp_path / "root"
    for folder in ("catalog", "site_config"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    path = root / "catalog/departments/it/services/laptop-repair.yml"
    text = path.read_text(encoding="utf-8")
    with serving(Path(sys.executable).parent, root, tmp_path / "log") as server, server.states() as states:
        next(states)
        assert server.page("search/index.json")  # what takes most is made now, and not while it is measured
        sizes = []
        for number in range(60):
            path.write_text(f"{text}# {number}\n", encoding="utf-8")
            next(states)
            assert server.page("services/it/laptop-repair/")
            sizes.append(_megabytes(server.process.pid))
        # ten warm it up; a catalog of the example with what is made of it takes 2 MB or more
        assert sizes[-1] - sizes[9] < 25, sizes


def _megabytes(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    [line] = [line for line in status.splitlines() if line.startswith("VmRSS:")]
    return int(line.split()[1]) // 1024
