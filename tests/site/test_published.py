"""What the example's site holds besides its pages: data for programs, and pages at old addresses."""

from __future__ import annotations

import json
import posixpath
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import urljoin

import pytest
from tests.sites import NO_WORDS, Html, build_well, contents, pages_of
from tests.support import HR, IT, SMALL, catalog, make_catalog, run, write

from servicebook.exchange.feeds import to_llms
from servicebook.model.visible import visible

DATA = {
    "data/catalog.json": "json",
    "data/catalog.ics": "ics",
}
RENAMED = {
    "services/it/laptop-fix/": "services/it/laptop-repair/",
    "roles/it/help-desk-lead/": "roles/it/desk-lead/",
    "departments/human-resources/": "departments/people/",
    "faq/human-resources/": "faq/people/",
    "state/human-resources/": "state/people/",
    "map/human-resources/": "map/people/",
}
MKDOCS = (
    "site_name: S\nsite_url: https://example.org/house/\ndocs_dir: site_config/pages\n"
    "theme: {name: servicebook}\nplugins: [servicebook]\n"
)
FILES = {
    **SMALL,
    **NO_WORDS,
    "mkdocs.yml": MKDOCS,
    "site_config/pages/about.md": "# About\n",
    "site_config/pages/assets/css/own.css": "body { margin: 0 }\n",
    f"{IT}/services/repair.yml": SMALL[f"{IT}/services/repair.yml"]
    + "former_ids: [it/fix, it/mend, hr/fix]\n",
    f"{HR}/department.yml": SMALL[f"{HR}/department.yml"] + "former_ids: [people-team]\n",
    "catalog/people.yml": "ana: {name: Ana, former_ids: [anna], email: a@example.org}\nben: {name: Ben}\n",
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    return build_well(write(folder / "root", FILES), folder / "site")


@pytest.mark.parametrize(("path", "name"), DATA.items())
def test_data_on_the_site_is_what_the_command_exports(example_site: Path, path: str, name: str) -> None:
    exported = run("export", name, "--today", "2026-11-22")
    assert (example_site / path).read_bytes() == exported.stdout.encode()


def test_every_service_has_data_of_its_own(example_site: Path) -> None:
    whole = json.loads((example_site / "data/catalog.json").read_text(encoding="utf-8"))
    for service in whole["services"]:
        alone = example_site / f"data/services/{service['id']}.json"
        assert json.loads(alone.read_text(encoding="utf-8")) == service
    assert len(list((example_site / "data/services").rglob("*.json"))) == len(whole["services"])


def links_of(site: Path, path: str) -> list[str]:
    page = Html((site / path / "index.html").read_text(encoding="utf-8"))
    return [element.attributes.get("href", "") for element in page.elements]


def test_the_directories_are_there_as_spreadsheets_and_lead_to_them(example_site: Path) -> None:
    for path, name in (("sla/", "promises"), ("roles/", "roles"), ("people/", "people"), ("faq/", "faqs")):
        ways = links_of(example_site, path)
        assert f"../data/{name}.csv" in ways
        assert b"\r\n" in (example_site / f"data/{name}.csv").read_bytes()


def test_every_person_with_an_address_has_a_card(example_site: Path) -> None:
    card = (example_site / "data/people/amira-haddad.vcf").read_bytes()
    assert card.startswith(b"BEGIN:VCARD\r\nVERSION:4.0\r\n")
    ways = links_of(example_site, "people/amira-haddad/")
    assert "../../data/people/amira-haddad.vcf" in ways


def test_a_page_of_a_service_says_to_programs_what_it_is(example_site: Path, small: Path) -> None:
    for site, path, base in (
        (example_site, "services/it/laptop-repair/", "file:///site/"),  # relative to where the page lies
        (small, "services/it/repair/", "https://example.org/house/"),
    ):
        text = (site / path / "index.html").read_text(encoding="utf-8")
        assert text.count('<script type="application/ld+json">') == 1
        block = text.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
        node = json.loads(block)
        assert node["@type"] == "Service"
        assert urljoin(f"{base}{path}index.html", node["@id"]) == base + path
        assert urljoin(f"{base}{path}index.html", node["provider"]["@id"]) == f"{base}departments/it/"
        assert node["provider"]["name"] == "IT"


def test_a_page_of_a_service_holds_each_answer_once(example_site: Path) -> None:
    text = (example_site / "services/it/laptop-repair/index.html").read_text(encoding="utf-8")
    assert text.count("What lies on the shared drive is safe in any case") == 1


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of a catalog without former ids, whose one service is called what would end a block of a page."""
    folder = tmp_path_factory.mktemp("plain")
    service = f"{IT}/services/repair.yml"
    files = {
        **SMALL,
        **NO_WORDS,
        service: SMALL[service] + 'aliases: ["</script><script>alert(1)</script>", "<!--"]\n',
    }
    return build_well(write(folder / "root", files), folder / "site")


def test_no_text_of_a_catalog_ends_the_block(plain: Path) -> None:
    text = (plain / "services/it/repair/index.html").read_text(encoding="utf-8")
    block = text.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert json.loads(block)["alternateName"] == ["</script><script>alert(1)</script>", "<!--"]


def test_language_models_find_every_service(example_site: Path) -> None:
    text = (example_site / "llms.txt").read_text(encoding="utf-8")
    assert text.startswith("# Fernhill Flowers: services\n\n> ")
    assert "- [Laptop repair](services/it/laptop-repair/): We repair" in text
    ways = [line.partition("](")[2].partition(")")[0] for line in text.splitlines() if line.startswith("- [")]
    assert len(ways) > 50
    assert [way for way in ways if not (example_site / way / "index.html").is_file()] == []


def test_language_models_are_led_to_a_list_of_each_department_where_there_are_many_services(
    tmp_path: Path,
) -> None:
    many = {f"{IT}/services/s{n}.yml": f"name: 'S [{n}]'\nsummary: One.\n" for n in range(501)}
    # whatever is published is in the site byte for byte, see tests/publishing/test_whole_site.py
    files = to_llms.files(visible(catalog(make_catalog(tmp_path, many))))
    assert "](llms/it.txt): " in files["llms.txt"]
    lines = files["llms/it.txt"].splitlines()
    assert "- [S \\[7\\]](../services/it/s7/): One." in lines
    assert len(lines) == 4 + 501


def test_nothing_about_people_is_published_where_names_are_not_shown(tmp_path: Path) -> None:
    files = {**FILES, "site_config/organization.yml": "name: Fern\nlanguage: eo\npeople: roles-only\n"}
    site = build_well(write(tmp_path / "root", files), tmp_path / "site")
    assert not (site / "data/people").exists()
    assert not (site / "data/people.csv").exists()
    assert not (site / "people").exists()
    for path, content in contents(site).items():
        if path.startswith(("data/", "llms")) and not path.endswith("schema.json"):
            assert b"Ana" not in content and b"a@example.org" not in content, path


@pytest.mark.parametrize(("old", "new"), RENAMED.items())
def test_an_old_address_leads_to_the_new_one(example_site: Path, old: str, new: str) -> None:
    page = Html((example_site / old / "index.html").read_text(encoding="utf-8"))
    (refresh,) = [e for e in page.elements if e.attributes.get("http-equiv") == "refresh"]
    delay, _, way = refresh.attributes["content"].partition("; url=")
    (link,) = [e.attributes["href"] for e in page.elements if e.tag == "a"]
    (canonical,) = [e.attributes["href"] for e in page.elements if e.attributes.get("rel") == "canonical"]
    assert (delay, way) == ("0", link)
    assert way == canonical
    assert posixpath.normpath(old + way) + "/" == new
    assert (example_site / new / "index.html").is_file()
    assert f"/{old} /{new} 301\n" in (example_site / "_redirects").read_text(encoding="utf-8")


def test_the_list_for_servers_knows_the_folder_of_the_site(small: Path) -> None:
    assert (small / "_redirects").read_text(encoding="utf-8").splitlines() == [
        f"/house/{old} /house/{new} 301"
        for old, new in (
            ("departments/people-team/", "departments/hr/"),
            ("faq/people-team/", "faq/hr/"),
            ("state/people-team/", "state/hr/"),
            ("start/people-team/", "start/hr/"),
            ("services/it/fix/", "services/it/repair/"),
            ("services/it/mend/", "services/it/repair/"),
            ("services/hr/fix/", "services/it/repair/"),
            ("people/anna/", "people/ana/"),
        )
    ]
    page = (small / "services/it/fix/index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://example.org/house/services/it/repair/">' in page


def test_the_pages_of_old_addresses_are_in_no_map_of_the_site_and_all_others_are(small: Path) -> None:
    places = {
        str(one.text).removeprefix("https://example.org/house/")
        for one in ET.parse(small / "sitemap.xml").iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    }
    moved = {
        line.split()[0].removeprefix("/house/") for line in (small / "_redirects").read_text().splitlines()
    }
    assert moved
    assert places == {path for path in pages_of(small) if path != "404.html"} - moved


def test_a_page_written_by_hand_or_a_list_of_one_s_own_is_not_replaced(tmp_path: Path) -> None:
    own = {
        "site_config/pages/_redirects": "/a /b\n",
        "site_config/pages/services/it/fix.md": "# Mine\n",
        "site_config/pages/data/catalog.json": "{}",
    }
    site = build_well(write(tmp_path / "root", {**FILES, **own}), tmp_path / "site")
    assert (site / "_redirects").read_text() == "/a /b\n"
    assert "Mine" in (site / "services/it/fix/index.html").read_text(encoding="utf-8")
    assert (site / "services/it/mend/index.html").is_file()
    assert (site / "data/catalog.json").read_text() == "{}"


def test_a_catalog_without_former_ids_has_no_list(plain: Path) -> None:
    assert not (plain / "_redirects").exists()


def test_a_former_id_that_is_somebody_s_present_one_is_an_error(tmp_path: Path) -> None:
    service = f"{IT}/services/other.yml"
    root = make_catalog(tmp_path, {service: "name: O\nsummary: O.\nformer_ids: [it/repair]\n"}, base=SMALL)
    done = run("check", "--root", str(root), "--today", "2026-11-22")
    assert done.returncode == 1
    assert "error[duplicate-id]" in done.stdout


def test_a_site_holds_one_style_sheet_of_ours_and_those_of_its_own(small: Path) -> None:
    sheets = [str(file.relative_to(small)) for file in (small / "assets").rglob("*.css")]
    assert sorted(one for one in sheets if "stylesheets" not in one) == [
        "assets/css/own.css",
        "assets/servicebook.css",
    ]
    linked = [
        element.attributes["href"]
        for element in pages_of(small)["services/it/repair/"].elements
        if element.attributes.get("rel") == "stylesheet"
    ]
    assert linked == ["../../../assets/servicebook.css"]


def test_what_no_page_loads_is_no_part_of_a_site(example_site: Path) -> None:
    assets = {path.relative_to(example_site).as_posix() for path in (example_site / "assets").rglob("*")}
    assert "assets/servicebook.css" in assets
    assert any(path.startswith("assets/javascripts/bundle.") for path in assets)
    for unneeded in (".map", "/lunr", "/workers", "/stylesheets"):
        assert not [path for path in assets if unneeded in path], unneeded
