"""What browsers and an intranet need to search the catalog is shown with its real address, ready to copy."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.pages.rendering import body_at, made, view_at
from tests.sites import Html

PAGE = "reference/search/"
ADDRESS = "https://example.org/house/"
TEMPLATE = f"{ADDRESS}find/?q={{searchTerms}}"
HOSTILE = "\"><script>alert(1)</script> & 'Sons'"


def snippets(root: Path, name: str = "Fern") -> dict[str, str]:
    files = {"site_config/organization.yml": f"name: {json.dumps(name)}\n"}
    view = view_at(replace(made(root, files), address=ADDRESS), PAGE)
    return {snippet.anchor: snippet.code for snippet in view.snippets}


def test_policies_lead_to_the_find_page_and_name_the_organization(tmp_path: Path) -> None:
    found = snippets(tmp_path, HOSTILE)
    name = f"{HOSTILE}: services"
    chrome: Any = json.loads(found["chrome"])
    edge: Any = json.loads(found["edge"])
    firefox: Any = json.loads(found["firefox"])
    (site,) = chrome["SiteSearchSettings"]
    assert (site["name"], site["shortcut"], site["url"]) == (name, "services", TEMPLATE)
    discovery, engine = edge["ManagedSearchEngines"]
    assert discovery == {"allow_search_engine_discovery": True}
    assert (engine["name"], engine["search_url"], engine["is_default"]) == (name, TEMPLATE, True)
    (added,) = firefox["policies"]["SearchEngines"]["Add"]
    assert (added["Name"], added["URLTemplate"], added["Method"]) == (name, TEMPLATE, "GET")


def test_the_search_box_is_a_plain_form_whatever_the_organization_is_called(tmp_path: Path) -> None:
    form = Html(snippets(tmp_path, HOSTILE)["form"])
    assert [one.tag for one in form.elements] == ["form", "label", "input", "button"]
    asked, label, field, _ = (one.attributes for one in form.elements)
    assert (asked["action"], asked["method"]) == (f"{ADDRESS}find/", "get")
    assert field["name"] == "q" and field["id"] == label["for"]


@pytest.mark.parametrize(
    ("anchor", "directive"), [("form-headers", "form-action"), ("frame-headers", "frame-src")]
)
def test_policies_of_an_intranet_name_the_origin_alone(tmp_path: Path, anchor: str, directive: str) -> None:
    expected = f"Content-Security-Policy: {directive} 'self' https://example.org"
    assert snippets(tmp_path)[anchor] == expected


def test_the_page_shows_what_is_to_be_copied_as_text(tmp_path: Path) -> None:
    files = {"site_config/organization.yml": f"name: {json.dumps(HOSTILE)}\n"}
    page = Html(body_at(replace(made(tmp_path, files), address=ADDRESS), PAGE))
    assert len([one for one in page.elements if one.tag == "pre"]) == 7
    assert {one.tag for one in page.elements} & {"form", "input", "script"} == set()


def test_a_site_that_does_not_know_its_address_says_how_to_set_it(tmp_path: Path) -> None:
    context = made(tmp_path)
    assert view_at(context, PAGE).snippets == ()
    body = body_at(context, PAGE)
    assert "Set site_url in mkdocs.yml to it" in body and "<pre" not in body
