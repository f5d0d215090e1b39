"""A large catalog's data and index are begun at other times than a small one's, and are the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.sites import DAY, contents
from tests.support import IT, REPOSITORY, SMALL, make_catalog, write

from servicebook.forking import HOW

SERVICE = f"{IT}/services/repair.yml"
FILES = {
    **SMALL,
    "site_config/pages/rooms.md": "# Quiet rooms\n\nWhere nobody talks.\n",
    "site_config/pages/data/services.csv": "written by hand\n",
}
AS_LARGE = """
import sys
from servicebook.cli import main
from servicebook.publishing import begun_search
begun_search.MOST_SERVICES_EARLY = 0
sys.exit(main(sys.argv[1:]))
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process is forked")


def build(warm: Path, root: Path, site: Path, *, as_large: bool) -> dict[str, bytes]:
    """The files of a site; each is built by a process of its own, as beside threads nothing is forked."""
    program = [warm / "python", "-c", AS_LARGE] if as_large else [warm / "servicebook"]
    done = subprocess.run(
        [*program, "build", "--root", root, "--site", site, "--today", DAY],
        cwd=REPOSITORY,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, HOW: "fork" if as_large else "none"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return contents(site)


def test_data_and_index_of_a_large_catalog_are_those_of_a_small_one(warm: Path, tmp_path: Path) -> None:
    small = make_catalog(tmp_path / "small", {}, base=FILES)
    large = make_catalog(tmp_path / "large", {}, base=FILES)
    for summary in (
        "We mend it.",
        "We mend it well.",
        "We mend it well.",
    ):  # at first, after an edit, unchanged
        edited = {SERVICE: FILES[SERVICE].replace("We mend it.", summary)}
        made = build(warm, write(small, edited), tmp_path / "small-site", as_large=False)
        assert build(warm, write(large, edited), tmp_path / "large-site", as_large=True) == made
        assert made["data/services.csv"] == b"written by hand\n"
        assert summary.encode() in made["data/catalog.json"]
        assert any(b"Quiet rooms" in made[path] for path in made if path.startswith("search/entries/"))
