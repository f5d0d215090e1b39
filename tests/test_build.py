"""``servicebook build`` and MkDocs itself: a whole new site, or the old one as it was."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.sites import DAY, NO_WORDS, build, build_apart, build_well, clone_of_example, contents, mkdocs
from tests.support import IT, SMALL, run, wait_until, write
from tests.warm_python import Process, start

PLAIN = "site_name: Small\ndocs_dir: site_config/pages\ntheme: {name: servicebook}\nplugins: [servicebook]\n"
LOAN = {f"{IT}/services/loan.yml": "name: Loan\nsummary: We lend one.\n"}
BROKEN = {
    f"{IT}/services/repair.yml": "name: Repair\nsumary: We mend it.\n",
    f"{IT}/services/loan.yml": "name: Loan\n",
}


def small(root: Path, **more: str) -> Path:
    """A little catalog without problems, and MkDocs' own file."""
    files = {**SMALL, **NO_WORDS, "mkdocs.yml": PLAIN, "site_config/pages/help.md": "# Help\n"}
    return write(root, {**files, **more})


def beside(site: Path) -> list[str]:
    """What a build left or has in the site's parent folder."""
    return sorted(path.name for path in site.parent.iterdir() if path.name.startswith(f".{site.name}-"))


def untold(done: subprocess.CompletedProcess[str]) -> bool:
    """Whether the output is free of tracebacks."""
    return "Traceback" not in done.stdout + done.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The little catalog and one more service, built; for :func:`old` to copy."""
    folder = tmp_path_factory.mktemp("built")
    return build_well(small(folder / "root", **LOAN), folder / "site")


@pytest.fixture
def old(built: Path, tmp_path: Path) -> Path:
    """An old site, as a build left it."""
    assert (built / "services/it/loan/index.html").is_file()
    return Path(shutil.copytree(built, tmp_path / "site"))


# Errors


def test_errors_are_printed_and_leave_the_old_site_as_it_was(tmp_path: Path, old: Path) -> None:
    before = contents(old)
    done = build(small(tmp_path / "root", **BROKEN), old)
    assert done.returncode == 1 and untold(done)
    assert f"{IT}/services/repair.yml:2:1: error[unknown-key]" in done.stdout
    assert f"{IT}/services/loan.yml:1:1: error[missing-key]" in done.stdout
    assert "the old site is unchanged" in done.stderr
    assert contents(old) == before and beside(old) == []


def test_with_errors_no_first_site_comes_to_be(tmp_path: Path) -> None:
    root, site = small(tmp_path / "root", **BROKEN), tmp_path / "site"
    assert build(root, site).returncode == 1
    assert not site.exists() and beside(site) == []


def test_strict_takes_warnings_for_errors(tmp_path: Path) -> None:
    root, site = small(tmp_path / "root", **LOAN), tmp_path / "site"
    done = build(root, site, "--strict")
    assert done.returncode == 1 and untold(done)
    assert "warning[no-owner]" in done.stdout
    assert not site.exists()
    (root / f"{IT}/services/loan.yml").unlink()
    build_well(root, site, "--strict")


def test_strict_stops_at_a_warning_of_mkdocs_and_keeps_the_old_site(tmp_path: Path, old: Path) -> None:
    before = contents(old)
    root = small(tmp_path / "root", **{"site_config/pages/help.md": "# Help\n\n[there](nowhere.md)\n"})
    done = build(root, old, "--strict")
    assert done.returncode == 1 and untold(done)
    assert "nowhere.md" in done.stderr
    assert contents(old) == before and beside(old) == []


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("mkdocs.yml", "site_name: [\n", "mkdocs.yml"),
        ("mkdocs.yml", "site_name: Small\nplugins: [servicebook, no-such]\n", "no-such"),
        ("mkdocs.yml", "site_name: Small\ntheme: {name: no-such}\nplugins: [servicebook]\n", "no-such"),
        ("mkdocs.yml", "site_name: Small\ndocs_dir: not-here\nplugins: [servicebook]\n", "not-here"),
        ("mkdocs.yml", "site_name: Small\nplugins: [search]\n", "does not name the plugin servicebook"),
        ("mkdocs.yml", "just words\n", "mkdocs.yml"),
        ("mkdocs.yml", "", "mkdocs.yml"),
    ],
)  # fmt: skip
def test_a_mkdocs_yml_that_cannot_be_used_is_told_in_a_line_without_a_traceback(
    tmp_path: Path, file: str, content: str, told: str
) -> None:
    root, site = small(tmp_path / "root", **{file: content}), tmp_path / "site"
    if "docs_dir" not in content:
        (root / "docs").mkdir()
    done = build(root, site)
    assert done.returncode == 2 and untold(done), done.stdout + done.stderr
    assert told in done.stderr
    assert any(line.startswith("servicebook build: ") for line in done.stderr.splitlines())
    assert not site.exists() and beside(site) == []


def test_a_written_page_that_cannot_be_read_stops_the_build_without_a_traceback(
    tmp_path: Path, old: Path
) -> None:
    before = contents(old)
    root = small(tmp_path / "root")
    (root / "site_config/pages/help.md").write_bytes(b"\xff\xfe\x00")
    done = build(root, old)
    assert done.returncode == 1 and untold(done), done.stderr
    assert "help.md" in done.stderr
    assert contents(old) == before and beside(old) == []


# Success


def test_a_new_site_replaces_the_old_one_wholly(tmp_path: Path, old: Path) -> None:
    assert (old / "services/it/loan/index.html").is_file()
    (old / "left-over.txt").write_text("of an older version")
    build_well(small(tmp_path / "root"), old)
    assert not (old / "services/it/loan").exists()
    assert not (old / "left-over.txt").exists()
    assert not any(b"services/it/loan" in content for content in contents(old).values())
    assert (old / "services/it/repair/index.html").is_file() and beside(old) == []


def test_the_site_is_readable_for_a_server_that_runs_as_somebody_else(built: Path) -> None:
    for path in (built, *built.rglob("*")):
        assert path.stat().st_mode & 0o044 == 0o044, path
        assert not path.is_dir() or path.stat().st_mode & 0o011 == 0o011, path


def test_without_a_site_named_it_goes_where_mkdocs_yml_says(tmp_path: Path, built: Path) -> None:
    root = small(tmp_path, **LOAN, **{"mkdocs.yml": PLAIN + "site_dir: public/services\n"})
    done = run("build", "--today", DAY, cwd=root)
    assert done.returncode == 0, done.stderr
    assert contents(root / "public/services") == contents(built)


def test_a_repository_without_mkdocs_yml_builds(tmp_path: Path) -> None:
    root = write(tmp_path / "root", SMALL)
    done = run("build", "--root", str(root), "--today", DAY)
    assert done.returncode == 0 and untold(done), done.stderr
    page = (root / "site/services/it/repair/index.html").read_text(encoding="utf-8")
    assert "<title>Repair - Service catalog</title>" in page


def test_an_empty_catalog_builds(tmp_path: Path) -> None:
    (tmp_path / "root/catalog").mkdir(parents=True)
    assert (build_well(tmp_path / "root", tmp_path / "site") / "index.html").is_file()


def test_a_path_with_spaces_and_letters_of_the_world_builds(tmp_path: Path) -> None:
    root = small(tmp_path / "Über uns, 花 100%")
    assert (build_well(root, tmp_path / "die Seite 花" / "hier") / "index.html").is_file()


def test_the_same_catalog_and_day_give_the_same_bytes(tmp_path: Path, warm: Path) -> None:
    """In another folder and process, whose sets have another order; so it is with the example, which MkDocs builds
    a second time below."""
    english = {"site_config/organization.yml": "name: Small\n"}
    one = contents(build_apart(warm, small(tmp_path / "one", **english), tmp_path / "site"))
    other = contents(build_well(small(tmp_path / "another", **english), tmp_path / "elsewhere"))
    assert one.keys() == other.keys()
    assert [path for path in one if one[path] != other[path]] == []
    assert {"sitemap.xml.gz", "search/index.json"} <= one.keys()


# Where the site may go


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    root, site = small(tmp_path / "root"), tmp_path / "thesis"
    write(site, {"chapter-1.txt": "for ten years"})
    done = build(root, site)
    assert done.returncode == 2 and untold(done)
    assert f"{site} contains files and no site of Servicebook" in done.stderr
    assert contents(site) == {"chapter-1.txt": b"for ten years"}


def test_a_thesis_is_not_taken_for_a_site_by_its_sitemap(tmp_path: Path) -> None:
    root, folder = small(tmp_path / "root"), tmp_path / "thesis"
    files = {"chapter-1.txt": "for ten years", "sitemap.xml": "<urlset/>", "data/catalog.json": "{}"}
    write(folder, {**files, "servicebook-site.txt": "notes"})
    before = contents(folder)
    assert build(root, folder).returncode == 2
    assert contents(folder) == before


def test_a_site_of_an_earlier_version_is_replaced(tmp_path: Path, old: Path) -> None:
    (old / "servicebook-site.txt").unlink()
    build_well(small(tmp_path / "root"), old)
    assert not (old / "services/it/loan").exists() and (old / "servicebook-site.txt").is_file()


def test_an_empty_folder_is_taken_and_a_file_is_refused(tmp_path: Path) -> None:
    root = small(tmp_path / "root")
    (tmp_path / "site").mkdir()
    build_well(root, tmp_path / "site")
    write(tmp_path, {"file": "mine"})
    done = build(root, tmp_path / "file")
    assert done.returncode == 2 and untold(done)
    assert f"{tmp_path / 'file'} is not a folder" in done.stderr
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize(
    "place",
    [".", "catalog", "catalog/departments/it", "site_config", "site_config/pages", "..", "x/../catalog"],
)
def test_the_catalog_and_the_settings_are_never_replaced(tmp_path: Path, place: str) -> None:
    root = small(tmp_path / "root")
    (root / "x").mkdir()
    write(root, {"sitemap.xml": "", "catalog/.x": ""})
    before = contents(tmp_path)
    done = build(root, root / place)
    assert done.returncode == 2 and untold(done), done.stdout + done.stderr
    assert contents(tmp_path) == before


def test_a_link_to_the_catalog_is_never_replaced(tmp_path: Path) -> None:
    root = small(tmp_path / "root")
    (tmp_path / "link").symlink_to(root / "catalog")
    before = contents(root)
    done = build(root, tmp_path / "link")
    assert done.returncode == 2 and untold(done), done.stdout + done.stderr
    assert contents(root) == before


def test_a_link_to_the_site_stays_a_link(tmp_path: Path, old: Path) -> None:
    (tmp_path / "link").symlink_to(old)
    (old / "left-over.txt").write_text("")
    build_well(small(tmp_path / "root"), tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (old / "index.html").is_file() and not (old / "left-over.txt").exists()


def test_a_place_that_cannot_be_written_to_is_told_without_a_traceback(tmp_path: Path) -> None:
    root = small(tmp_path / "root")
    write(tmp_path, {"file": ""})
    done = build(root, tmp_path / "file" / "site")
    assert done.returncode == 2 and untold(done), done.stderr
    assert str(tmp_path / "file") in done.stderr


# Interrupted


HOLD = """\
import signal
from pathlib import Path


def on_post_page(output, page, config):
    if Path(config.site_dir, "index.html").exists():
        Path(__file__).with_name("begun").touch()
        while True:
            signal.pause()
    return output
"""
HELD = {"mkdocs.yml": f"{PLAIN}hooks: [hold.py]\n", "hold.py": HOLD}
"""A hook of MkDocs that stops a build while it writes, so that it cannot be over before it is interrupted."""


@contextmanager
def building(programs: Path, root: Path, site: Path) -> Iterator[Process]:
    """A build that has begun to write beside the old site, and holds still there; what it says is in ``root/log``."""
    begun = root / "begun"
    command = ["-m", "servicebook.cli", "build", "--root", str(root), "--site", str(site), "--today", DAY]
    with (
        Path(os.devnull).open("rb") as nothing,
        (root / "log").open("wb") as log,
        start(programs, command, (nothing.fileno(), log.fileno(), log.fileno())) as process,
    ):
        try:
            wait_until(begun.exists, process, (root / "log").read_text)
            assert any((site.parent / new / "new/index.html").exists() for new in beside(site))
            yield process
        finally:
            process.kill()


def test_a_build_that_is_killed_leaves_the_old_site_whole_and_the_next_one_works(
    tmp_path: Path, old: Path, warm: Path
) -> None:
    before = contents(old)
    with building(warm, small(tmp_path / "held", **HELD), old) as process:
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    assert contents(old) == before
    build_well(small(tmp_path / "root"), old)
    assert not (old / "services/it/loan").exists()
    assert beside(old) == []


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_build_that_is_interrupted_cleans_up_and_leaves_the_old_site_whole(
    tmp_path: Path, old: Path, ending: signal.Signals, warm: Path
) -> None:
    before = contents(old)
    root = small(tmp_path / "held", **HELD)
    with building(warm, root, old) as process:
        process.send_signal(ending)
        status, told = process.wait(), (root / "log").read_text()
        assert status == 128 + ending and "Traceback" not in told, told
    assert contents(old) == before and beside(old) == []


# MkDocs itself


def test_mkdocs_builds_the_same_site(tmp_path: Path, example_site: Path) -> None:
    root = clone_of_example(tmp_path / "copy")
    done = mkdocs(root, "build", "--strict", "--site-dir", str(tmp_path / "site"))
    assert done.returncode == 0 and untold(done), done.stderr
    one, other = contents(example_site), contents(tmp_path / "site")
    assert one.keys() == other.keys()
    assert [path for path in one if one[path] != other[path]] == []
    assert {"sitemap.xml.gz", "search/index.json"} <= one.keys()


def test_mkdocs_stops_at_a_broken_catalog_and_names_the_problem(tmp_path: Path, old: Path) -> None:
    before = contents(old)
    done = mkdocs(small(tmp_path / "root", **BROKEN), "build", "--site-dir", str(old))
    assert done.returncode == 1 and untold(done)
    assert f"{IT}/services/repair.yml:2:1: error[unknown-key]" in done.stdout + done.stderr
    assert contents(old) == before


def test_mkdocs_without_a_catalog_says_so(tmp_path: Path) -> None:
    write(tmp_path, {"mkdocs.yml": PLAIN, "site_config/pages/help.md": "# Help\n"})
    done = mkdocs(tmp_path, "build")
    assert done.returncode == 1 and untold(done)
    assert "there is no folder catalog/" in done.stdout + done.stderr


def test_a_page_written_by_hand_takes_the_place_of_the_catalog_s(tmp_path: Path) -> None:
    root = small(tmp_path / "root", **{"site_config/pages/thanks/index.md": "# Thank you all\n"})
    page = build_well(root, tmp_path / "site") / "thanks/index.html"
    assert "Thank you all" in page.read_text(encoding="utf-8")


def test_a_navigation_in_mkdocs_yml_stays_as_it_is(tmp_path: Path) -> None:
    root = small(tmp_path / "root", **{"mkdocs.yml": PLAIN + "nav: [{Only this: help.md}]\n"})
    text = (build_well(root, tmp_path / "site") / "services/it/repair/index.html").read_text(encoding="utf-8")
    tabs = text.split('class="sb-tabs"')[1].split("</nav>")[0]
    assert re.findall(r">([^<>]+)</a>", tabs) == ["Only this"]


@pytest.mark.parametrize(
    ("theme", "told"),
    [
        ("{name: servicebook}", None),
        ("{name: servicebook, features: [content.tabs.link]}", ["content.tabs.link"]),
    ],
)
def test_what_is_unusual_is_told_to_the_frame_s_script_on_each_page(
    tmp_path: Path, theme: str, told: list[str] | None
) -> None:
    root = small(tmp_path / "root", **{"mkdocs.yml": PLAIN.replace("{name: servicebook}", theme)})
    text = (build_well(root, tmp_path / "site") / "services/it/repair/index.html").read_text(encoding="utf-8")
    blocks = re.findall(r'<script id="__config" type="application/json">(.*?)</script>', text)
    assert [json.loads(block)["features"] for block in blocks] == ([] if told is None else [told])
    # in the language of the site
    known = 'palette.js" data-copy="Kopii al tondujo"' in text
    assert known == (told is None)
    # which may have it load other pages, and look for their parts
    assert ('data-md-component="main"' in text) == (told is not None)
