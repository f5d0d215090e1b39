"""A site's folder that cannot be moved, since it is a volume, gets the new site as a whole, or keeps the old one."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from tests.kills import run_until, steps_of, tree
from tests.sites import contents
from tests.support import REPOSITORY, write

from servicebook.publishing.mark import mark_file
from servicebook.publishing.within import publish_within, settle
from servicebook.publishing.writer import replaced_site

MARK = mark_file()
OLD = {MARK.path: MARK.content, "index.html": "old", "only/old.html": "old", "both/x.html": "old"}
NEW = {MARK.path: MARK.content, "index.html": "new", "only-new/new.html": "new", "both/x.html": "new"}
AFTER = {path: content if isinstance(content, bytes) else content.encode() for path, content in NEW.items()}
BEFORE = {path: content if isinstance(content, bytes) else content.encode() for path, content in OLD.items()}

PUBLISH = """\
import os, sys
from pathlib import Path
from tests.publishing.test_volumes import NEW
from tests.support import write
from servicebook.publishing.writer import replaced_site

with replaced_site(Path(sys.argv[1]), []) as new:
    print(os.path.relpath(new, sys.argv[1]))
    write(new, NEW)
"""
KINDS = {
    "another disk": "mount -t tmpfs none {site} && cp -r {old}/. {site}",
    "a folder of the same disk": "mount --bind {old} {site}",
}


def apart(script: str) -> subprocess.CompletedProcess[str]:
    """A shell script that sees mounts of its own."""
    user = [] if os.geteuid() == 0 else ["--map-root-user"]
    return subprocess.run(
        ["unshare", *user, "--mount", "sh", "-e", "-c", script],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="mounts are of Linux")
@pytest.mark.parametrize("mount", KINDS.values(), ids=KINDS)
def test_a_volume_is_published_into(tmp_path: Path, mount: str) -> None:
    old, site, out = write(tmp_path / "old", OLD), tmp_path / "site", tmp_path / "out"
    site.mkdir()
    (tmp_path / "publish.py").write_text(PUBLISH, encoding="utf-8")
    done = apart(
        f"{mount.format(site=site, old=old)}; {sys.executable} {tmp_path}/publish.py {site}; cp -r {site} {out}"
    )
    assert done.returncode == 0, done.stderr
    assert contents(out) == AFTER
    assert sorted(path.name for path in out.iterdir()) == sorted({path.split("/")[0] for path in NEW})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old", "out", "publish.py", "site"]


@pytest.mark.skipif(sys.platform != "linux", reason="mounts are of Linux")
def test_an_empty_volume_is_taken_and_one_with_somebody_s_work_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "publish.py").write_text(PUBLISH, encoding="utf-8")
    publish = f"{sys.executable} {tmp_path}/publish.py {tmp_path}/site"
    done = apart(f"mount -t tmpfs none {tmp_path}/site; {publish}; cat {tmp_path}/site/index.html")
    assert done.stdout.endswith("new"), done.stderr
    done = apart(f"mount -t tmpfs none {tmp_path}/site; echo > {tmp_path}/site/thesis.txt; {publish}")
    assert done.returncode == 1 and "contains files and no site of Servicebook" in done.stderr


def test_where_nothing_can_be_put_beside_the_site_it_is_made_in_it(tmp_path: Path) -> None:
    site = write(tmp_path / "above/site", OLD)
    if os.geteuid() == 0:  # whom permissions do not keep away
        with replaced_site(site, []) as new:
            write(new, NEW)
    else:
        (tmp_path / "above").chmod(0o555)
        with replaced_site(site, []) as new:
            assert site in new.parents
            write(new, NEW)
        (tmp_path / "above").chmod(0o755)
    assert contents(site) == AFTER


def test_where_what_is_new_cannot_be_put_there_the_old_site_is_as_it_was(tmp_path: Path) -> None:
    site = write(tmp_path / "site", OLD)
    folder = site / ".site-00000000.partial"
    # what is moved first goes well, and then there is a folder already
    write(folder / "new", {"!first.html": "new", ".site-00000000.partial/x": "", **NEW})
    before = tree(site)
    with pytest.raises(OSError, match="Directory not empty"):
        publish_within(site, folder / "new")
    assert tree(site) == before


def test_a_build_that_is_killed_meanwhile_is_finished_or_taken_back_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KILLS_LOG", str(tmp_path / "log"))
    site, beside = tmp_path / "site", tmp_path / "beside"

    def prepare() -> None:
        for folder in (site, beside):
            shutil.rmtree(folder, ignore_errors=True)
        write(site, OLD)
        write(beside, NEW)

    def work() -> int:
        publish_within(site, beside)
        return 0

    prepare()
    steps = steps_of(work, site)
    assert contents(site) == AFTER
    both = set()
    for number in range(len(steps)):
        prepare()
        assert run_until(work, site, number, signal.SIGKILL) == -signal.SIGKILL
        settle(site)
        assert contents(site) in (BEFORE, AFTER), steps[number]
        assert not any(path.name.startswith(".site-") for path in site.iterdir()), steps[number]
        both.add(contents(site) == AFTER)
    assert both == {True, False}


def test_everybody_may_read_a_site_whatever_the_umask(tmp_path: Path) -> None:
    for umask, group in ((0o077, 0), (0o022, 0), (0o002, 0o020)):
        before = os.umask(umask)
        try:
            with replaced_site(tmp_path / "site", []) as new:
                write(new, NEW)
        finally:
            os.umask(before)
        modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "site").rglob("*")}
        modes[tmp_path / "site"] = stat.S_IMODE((tmp_path / "site").stat().st_mode)
        assert {mode for path, mode in modes.items() if path.is_dir()} == {0o755 | group}
        assert {mode for path, mode in modes.items() if path.is_file()} == {0o644 | group}
