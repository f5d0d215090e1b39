"""The catalog in somebody's own site: their pages stay as they were, and ours hold together in a folder of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.search.read_index import paths_in
from tests.sites import NO_WORDS, contents, dead_addresses, mkdocs, pages_of
from tests.support import IT, SMALL, write

OWN = """\
site_name: Handbook
site_url: https://handbook.example.org/h/
theme:
  name: material
  features: [navigation.tabs, navigation.indexes]
markdown_extensions: [admonition, tables, {toc: {permalink: true}}]
"""
PLUGINS = "plugins:\n  - search\n  - tags\n  - social: {enabled: false}\n"
CATALOG = "  - servicebook: {path: about/services}\n"
NAV = "nav:\n  - index.md\n  - Guide: [guide/index.md, guide/tags.md]\n"
SEVERAL = """\
  - i18n:
      docs_structure: suffix
      languages:
        - {locale: en, default: true, name: English, build: true}
        - {locale: fr, name: Français, build: true}
"""
DOCS = {
    "docs/index.md": "---\ntags: [start]\n---\n# Welcome\n\n!!! note\n    Read.\n\n| a | b |\n|:--|--:|\n| 1 | 2 |\n",
    "docs/guide/index.md": "---\ntags: [guide, start]\n---\n# The guide\n\n## Find a service\n\nIn the house.\n",
    "docs/guide/tags.md": "# Tags\n\n<!-- material/tags -->\n",
    "docs/assets/own.css": "body { margin: 0 }\n",
}
REPAIRS = f"{IT}/services/repair.yml"
FORMER = {REPAIRS: SMALL[REPAIRS] + "former_ids: [it/mending]\naliases: [cracked screen]\n"}
HOME = "about/services/"
REPAIR = f"{HOME}services/it/repair/"
WAY = f"{REPAIR}index.md"


def made(root: Path, config: str, **more: str) -> Path:
    """A handbook with these settings, built with every warning an error; its site."""
    write(root, {**SMALL, **NO_WORDS, **FORMER, **DOCS, "mkdocs.yml": config, **more})
    done = mkdocs(root, "build", "--strict")
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


def dead_in_catalog(site: Path) -> list[str]:
    """Addresses on the catalog's pages that lead nowhere; the theme's own 404 page is not ours."""
    return [fault for fault in dead_addresses(pages_of(site), site).dead if HOME in fault.partition(":")[0]]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("handbook"), OWN + PLUGINS + CATALOG + NAV)


def test_the_pages_that_were_there_stay_byte_for_byte_as_they_were(site: Path, tmp_path: Path) -> None:
    before = contents(made(tmp_path, OWN + PLUGINS + NAV))
    after = contents(site)
    grown = {"sitemap.xml", "sitemap.xml.gz", "search/search_index.json"}
    assert [path for path in before if path not in grown and before[path] != after.get(path)] == []
    added = {path for path in after if path not in before}
    assert {path for path in added if not path.startswith(HOME)} == {"_redirects", "servicebook-site.txt"}


def test_every_address_in_the_folder_leads_to_a_file_and_an_id(site: Path) -> None:
    own = {path: page for path, page in pages_of(site).items() if path.startswith(HOME)}
    assert REPAIR in own
    assert dead_in_catalog(site) == []
    for path, page in own.items():
        assert len([one for one in page.elements if one.tag == "h1"]) == 1, path


def test_another_search_finds_a_service_by_its_names_and_does_not_carry_the_whole_page(site: Path) -> None:
    docs = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))["docs"]
    [found] = [one for one in docs if one["location"] == REPAIR]
    assert found["title"] == "Repair"
    assert "We mend it." in found["text"] and "cracked screen" in found["text"]
    assert len(found["text"]) < 200
    assert any(one["location"] == "guide/#find-a-service" for one in docs)


def test_our_own_search_knows_the_catalog_and_not_the_pages_around_it(site: Path) -> None:
    paths = paths_in(site / HOME / "search")
    assert "services/it/repair/" in paths and "departments/it/" in paths
    assert not [path for path in paths if "guide" in path or path == ""]


def test_addresses_for_programs_and_old_ones_name_the_folder(site: Path) -> None:
    whole = "https://handbook.example.org/h/" + REPAIR
    assert whole in (site / "sitemap.xml").read_text(encoding="utf-8")
    assert whole in (site / REPAIR / "index.html").read_text(encoding="utf-8")
    assert (site / HOME / "data/catalog.json").is_file() and (site / HOME / "llms.txt").is_file()
    assert "/h/about/services/services/it/mending/ /h/about/services/services/it/repair/ 301\n" in (
        site / "_redirects"
    ).read_text(encoding="utf-8")
    old = (site / HOME / "services/it/mending/index.html").read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="{whole}">' in old


def test_without_a_nav_the_catalog_is_one_section_after_the_others(tmp_path: Path) -> None:
    site = made(tmp_path, OWN + PLUGINS + "  - servicebook: {path: house, title: Who does what}\n")
    home = (site / "index.html").read_text(encoding="utf-8")
    assert home.index('href="guide/') < home.index("Who does what") < home.index("house/departments/")


def test_at_the_root_of_somebody_s_site_their_own_pages_win_and_come_first(tmp_path: Path) -> None:
    site = made(tmp_path, OWN + PLUGINS + "  - servicebook\n")
    home = (site / "index.html").read_text(encoding="utf-8")
    assert "Welcome" in home
    assert home.index('href="guide/') < home.index("Services") < home.index("departments/")
    page = (site / "services/it/repair/index.html").read_text(encoding="utf-8")
    assert "Overview" not in page
    assert [fault for fault in dead_addresses(pages_of(site), site).dead if "404.html" not in fault] == []


def test_a_nav_names_pages_of_the_catalog_as_it_likes(tmp_path: Path) -> None:
    nav = (
        f"nav:\n  - index.md\n  - Our services: {HOME}index.md\n"
        f"  - More:\n      - guide/index.md\n      - Mending: {WAY}\n      - guide/tags.md\n"
    )
    text = f"# Welcome\n\nAsk for [mending]({WAY}).\n"
    site = made(tmp_path, OWN + PLUGINS + CATALOG + nav, **{"docs/index.md": text})
    home = (site / "index.html").read_text(encoding="utf-8")
    assert f'<a href="{REPAIR}">mending</a>' in home
    assert "Our services" in home
    assert "Mending" in (site / "guide/index.html").read_text(encoding="utf-8")


def test_a_nav_may_name_folders_of_the_catalog(tmp_path: Path) -> None:
    """So does a plugin that makes a nav of a page, such as mkdocs-literate-nav, whose links need no file name."""
    nav = (
        f"nav:\n  - index.md\n  - Mending: {REPAIR}\n  - {HOME}\n  - More: [guide/index.md, guide/tags.md]\n"
    )
    home = (made(tmp_path, OWN + PLUGINS + CATALOG + nav) / "index.html").read_text(encoding="utf-8")
    assert re.search(rf'<a href="{REPAIR}"[^>]*>\s*(<span[^>]*>\s*)?Mending', home)
    assert re.search(rf'<a href="{HOME}"[^>]*>\s*(<span[^>]*>\s*)?\w', home)


@pytest.mark.parametrize("feature", ["navigation.instant", "navigation.instant.prefetch"])
def test_our_theme_refuses_to_replace_pages_without_loading_them(tmp_path: Path, feature: str) -> None:
    config = f"site_name: A\ntheme: {{name: servicebook, features: [{feature}]}}\nplugins: [servicebook]\n"
    write(tmp_path, {**SMALL, **DOCS, "mkdocs.yml": config})
    done = mkdocs(tmp_path, "build")
    assert done.returncode == 1
    assert f"does not work with {feature}:" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_site_in_several_languages_has_the_catalog_in_each(tmp_path: Path) -> None:
    french = f"# Bienvenue\n\n[Réparation]({WAY})\n"
    text = f"# Welcome\n\n[Repair]({WAY})\n"
    site = made(
        tmp_path,
        OWN + PLUGINS + SEVERAL + CATALOG,
        **{"docs/index.md": text, "docs/index.fr.md": french},
    )
    for root, language in (("", "en"), ("fr/", "fr")):
        assert f'href="{REPAIR}">' in (site / root / "index.html").read_text(encoding="utf-8")
        page = (site / root / REPAIR / "index.html").read_text(encoding="utf-8")
        assert f'<html lang="{language}"' in page
        assert (site / root / HOME / "search/index.json").is_file()
    assert dead_in_catalog(site) == []


def test_our_own_theme_can_have_the_catalog_in_a_folder_too(tmp_path: Path) -> None:
    config = "site_name: Handbook\ntheme: {name: servicebook}\nplugins: [{servicebook: {path: /about/services/}}]\n"
    site = made(tmp_path, config)
    assert dead_addresses(pages_of(site), site).dead == []
    action = next(one for one in pages_of(site)["guide/"].elements if one.tag == "form").attributes["action"]
    assert action == "../about/services/find/"


@pytest.mark.parametrize("path", ["assets/search.js", "mine.json", "search/index.json"])
def test_a_file_of_theirs_is_not_written_over(tmp_path: Path, path: str) -> None:
    config = "site_name: Handbook\ntheme: material\nplugins: [servicebook]\n"
    write(tmp_path, {**SMALL, **DOCS, "mkdocs.yml": config, f"docs/{path}": "{}"})
    done = mkdocs(tmp_path, "build")
    assert done.returncode == 1
    assert f"{path} of your site is where the catalog has a file of its own." in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("path", ["../up", "a//b", "a b", "https://example.org", ".hidden", "a/../b", "[1]"])
def test_a_folder_that_cannot_be_is_refused(tmp_path: Path, path: str) -> None:
    config = f"site_name: Handbook\ntheme: material\nplugins:\n  - servicebook:\n      path: {path}\n"
    write(tmp_path, {**SMALL, **DOCS, "mkdocs.yml": config})
    done = mkdocs(tmp_path, "build")
    assert done.returncode == 1
    assert "is not a folder of the site. Write one like: services" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
