"""Browsers learn from the site how to search it: an OpenSearch 1.1 description, and a link to it on every page."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from tests.sites import NO_WORDS, Html, build_well, pages_of
from tests.support import SMALL, TODAY, make_catalog, opened, write

from servicebook.pages.rendering.context import render_context
from servicebook.publishing.opensearch import opensearch_file, shortened
from servicebook.publishing.publication import Publication

ADDRESS = "https://example.org/house/"
IN = "{http://a9.com/-/spec/opensearch/1.1/}"
MKDOCS = "site_name: S\ndocs_dir: site_config/pages\ntheme: {name: servicebook}\nplugins: [servicebook]\n"
FREE = {**SMALL, **NO_WORDS, "mkdocs.yml": MKDOCS, "site_config/pages/house.md": "# House rules\n"}
PLACED = {**FREE, "mkdocs.yml": f"site_url: {ADDRESS}\n{MKDOCS}"}


def described(root: Path, organization: str) -> ET.Element:
    files = {"site_config/organization.yml": organization}
    context = render_context(opened(make_catalog(root, files, base=SMALL), TODAY), address=ADDRESS)
    file = opensearch_file(Publication(context=context))
    assert file is not None and file.path == "opensearch.xml"
    assert file.content.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n")
    return ET.fromstring(file.content)


def search_links(page: Html) -> list[dict[str, str]]:
    return [
        one.attributes for one in page.elements if one.tag == "link" and one.attributes["rel"] == "search"
    ]


def test_a_description_says_in_which_language_and_where_to_search(tmp_path: Path) -> None:
    root = described(tmp_path, "name: Bäckerei 花\ntagline: Who bakes what.\nlanguage: de-AT\n")
    assert root.tag == f"{IN}OpenSearchDescription"
    assert {one.tag.removeprefix(IN): one.text for one in root if one.text} == {
        "ShortName": "Bäckerei 花",
        "LongName": "Bäckerei 花: services",
        "Description": "Who bakes what.",
        "Language": "de-AT",
        "InputEncoding": "UTF-8",
        "OutputEncoding": "UTF-8",
    }
    assert [one.attrib for one in root.iter(f"{IN}Url")] == [
        {"type": "text/html", "method": "get", "template": f"{ADDRESS}find/?q={{searchTerms}}"},
        {
            "type": "application/opensearchdescription+xml",
            "rel": "self",
            "template": f"{ADDRESS}opensearch.xml",
        },
    ]


def test_a_hostile_name_stays_a_name(tmp_path: Path) -> None:
    root = described(tmp_path, 'name: "]]><Url/>&\\u202e\\x0C\\uFFFE"\ntagline: "<!--"\n')
    found = [root.findtext(f"{IN}{tag}") for tag in ("ShortName", "Description")]
    assert found == ["]]><Url/>& \ufffd", "<!--"]
    assert len(list(root.iter(f"{IN}Url"))) == 2


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Fernhill Flowers", "Fernhill Flowers"),
        ("Fernhill Flowers and Sons", "Fernhill Flowers"),
        ("The Royal Nursery", "The Royal"),
        ("Blumengroßhandelsgesellschaft Nord", "Blumengroßhandel"),
        ("  A \n B ", "A B"),
    ],
)
def test_a_short_name_is_of_whole_words_where_one_fits(name: str, short: str) -> None:
    assert shortened(name, 16) == short


def test_every_page_leads_to_the_description(tmp_path: Path) -> None:
    site = build_well(write(tmp_path / "root", PLACED), tmp_path / "site")
    assert (site / "opensearch.xml").is_file()
    pages = pages_of(site)
    assert {"services/it/repair/", "house/", "404.html"} <= pages.keys()
    for path, page in pages.items():
        (link,) = search_links(page)
        assert link["type"] == "application/opensearchdescription+xml", path
        way = "/house/opensearch.xml" if path == "404.html" else "../" * path.count("/") + "opensearch.xml"
        assert link["href"] == way, path


def test_a_site_that_does_not_know_its_address_has_no_description(tmp_path: Path) -> None:
    site = build_well(write(tmp_path / "root", FREE), tmp_path / "site")
    assert not (site / "opensearch.xml").exists()
    assert [path for path, page in pages_of(site).items() if search_links(page)] == []


def test_in_a_folder_of_another_site_it_lies_in_the_folder(tmp_path: Path) -> None:
    own = (
        f"site_name: Handbook\nsite_url: {ADDRESS}\ntheme: {{name: material}}\n"
        "plugins: [{servicebook: {path: services}}]\n"
    )
    files = {**SMALL, **NO_WORDS, "mkdocs.yml": own, "docs/about.md": "# About\n"}
    site = build_well(write(tmp_path / "root", files), tmp_path / "site")
    description = (site / "services/opensearch.xml").read_text(encoding="utf-8")
    assert f'template="{ADDRESS}services/find/?q={{searchTerms}}"' in description


def test_a_description_of_the_site_s_own_wins(tmp_path: Path) -> None:
    files = {**PLACED, "site_config/pages/opensearch.xml": "<own/>"}
    site = build_well(write(tmp_path / "root", files), tmp_path / "site")
    assert (site / "opensearch.xml").read_text(encoding="utf-8") == "<own/>"
