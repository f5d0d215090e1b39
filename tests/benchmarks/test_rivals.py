"""Sites of other tools have the pages of the same services: what is written for them, and what is built of it."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from tests.sites import mkdocs

from benchmarks.growth.place import Place, made, with_words
from benchmarks.growth.tools import hugo_program
from benchmarks.rivals import hugo_site, markdown_site

SERVICES = 100
FRAMED = """<!doctype html><html><head><title>Ours</title><link rel="icon" href="mark.svg"></head>
<body dir="ltr"><header>{{ before }}</header><main>our text</main>
<footer class="md-footer"><div>Suggest a change</div><div class="sb-foot__about">About</div></footer>
<script src="assets/search.js"></script></body></html>"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return made(tmp_path_factory.mktemp("rivals"), SERVICES)


@pytest.fixture(scope="module")
def hugo(place: Place) -> Path:
    hugo_site.write(place.root, place.source("hugo"), FRAMED)
    return place.source("hugo")


@pytest.fixture(scope="module")
def markdown(place: Place) -> Path:
    markdown_site.write(place.root, place.source("mkdocs"))
    return place.source("mkdocs")


def names(folder: Path, pattern: str) -> set[str]:
    return {file.relative_to(folder).with_suffix("").as_posix() for file in folder.glob(pattern)}


def services(place: Place) -> set[str]:
    departments = place.root / "catalog" / "departments"
    found = names(departments, "*/services/*.yml")
    assert len(found) == SERVICES
    return {name.replace("/services/", "/") for name in found}


def test_hugo_gets_a_page_for_each_service(place: Place, hugo: Path) -> None:
    assert names(hugo / "content" / "services", "*/*.md") == services(place)
    data = {
        file.stem: json.loads(file.read_text(encoding="utf-8")) for file in (hugo / "data").glob("*.json")
    }
    assert {"departments", "roles", "people", "faqs", "agreements", "journeys", "settings"} == set(data)
    assert set(data["departments"]) == {name.partition("/")[0] for name in services(place)}


def test_hugo_gets_what_a_service_says(place: Place, hugo: Path) -> None:
    written = yaml.load(place.service.read_text(encoding="utf-8"), yaml.BaseLoader)
    file = hugo_site.content_file(hugo, place.service)
    _, front, text = file.read_text(encoding="utf-8").split("---\n", 2)
    matter = yaml.load(front, yaml.BaseLoader)
    described = written.pop("description")
    assert text.strip() == described.strip()
    department, name = place.service.parts[-3], place.service.stem
    assert matter["params"] == {**written, "id": f"{department}/{name}", "department": department}


def test_hugo_gets_the_frame_of_our_page(hugo: Path) -> None:
    frame = hugo / "layouts" / "_partials" / "frame"
    parts = {file.stem: file.read_text(encoding="utf-8") for file in frame.glob("*.html")}
    assert parts["head"] == '<link rel="icon" href="mark.svg">'
    assert parts["before"] == "<header>{ { before }}</header>"
    assert parts["foot"] == '<div class="sb-foot__about">About</div>'
    assert parts["after"].strip() == '<script src="assets/search.js"></script>'


def test_markdown_has_a_page_for_each_service(place: Place, markdown: Path) -> None:
    assert names(markdown / "docs" / "services", "*/*.md") == services(place)


def test_markdown_links_lead_to_pages(markdown: Path) -> None:
    for file in (markdown / "docs").rglob("*.md"):
        for part in file.read_text(encoding="utf-8").split("](")[1:]:
            target = part.partition(")")[0]
            assert target.startswith("https:") or (file.parent / target).is_file(), (file, target)


def test_an_edit_of_a_summary_reaches_every_source(place: Place, hugo: Path, markdown: Path) -> None:
    for file in (
        place.service,
        hugo_site.content_file(hugo, place.service),
        markdown_site.content_file(markdown, place.service),
    ):
        assert "Today." in with_words(place, file.read_text(encoding="utf-8"), "Today.")


def test_mkdocs_builds_a_page_for_each_service(place: Place, markdown: Path) -> None:
    site = place.site("mkdocs")
    options = ("--quiet", "--strict", "-f", str(markdown / "mkdocs.yml"), "-d", str(site))
    done = mkdocs(place.root, "build", *options)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert built(site) == services(place)
    assert (site / place.page / "index.html").is_file()


def built(site: Path) -> set[str]:
    return {name.removesuffix("/index") for name in names(site / "services", "*/*/index.html")}


if hugo_program():  # of the extra "bench", which tests need not have

    def test_hugo_builds_a_page_for_each_service(place: Place, hugo: Path) -> None:
        site, cache = place.site("hugo"), place.folder / "cache"
        command = [
            str(hugo_program()),
            "--source",
            str(hugo),
            "--destination",
            str(site),
            "--cacheDir",
            str(cache),
        ]
        subprocess.run(command, check=True, capture_output=True)
        assert built(site) == services(place)
        page = (site / place.page / "index.html").read_text(encoding="utf-8")
        written = yaml.load(place.service.read_text(encoding="utf-8"), yaml.BaseLoader)
        assert written["name"] in page
        assert all(step["does"] in page for step in written["handoffs"])
        asked = json.loads((site / place.page / "index.json").read_text(encoding="utf-8"))
        assert asked["written"]["targets"] and asked["resolved"]["needs"]


if importlib.util.find_spec("zensical"):

    def test_zensical_builds_a_page_for_each_service(place: Place, markdown: Path) -> None:
        command = [sys.executable, "-m", "zensical", "build", "--config-file", str(markdown / "mkdocs.yml")]
        subprocess.run(command, check=True, capture_output=True)
        assert built(markdown / "site") == services(place)
