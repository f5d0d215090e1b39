"""Searching from elsewhere: what browsers and an intranet need to ask the catalog, with its real address, to copy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from markupsafe import escape

from servicebook import links
from servicebook.frozen import frozen
from servicebook.pages.parts.page_links import Link
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.settings import Organization
from servicebook.wording import text


@frozen(kw_only=True)
class Snippet:
    """Something to copy: what it is for, where it goes, and the text itself."""

    anchor: str
    name: str
    text: str
    code: str


@frozen(kw_only=True)
class SearchElsewhereView:
    """What the page shows; without snippets where the site's address is not known."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    snippets: tuple[Snippet, ...]


def pages(context: RenderContext) -> Iterator[Page]:
    """The one page."""
    yield Page(
        path=links.SEARCH_ELSEWHERE,
        title=text("title.search-elsewhere"),
        template="search_elsewhere.html",
        view=view,
        description=text("about.search-elsewhere"),
    )


def view(context: RenderContext, urls: UrlContext) -> SearchElsewhereView:
    """What the page shows."""
    organization = context.catalog.settings.organization
    return SearchElsewhereView(
        crumbs=(
            Link(text("title.about"), urls.to(links.ABOUT)),
            Link(text("title.reference"), urls.to(links.REFERENCE)),
        ),
        name=text("title.search-elsewhere"),
        summary=text("about.search-elsewhere"),
        snippets=tuple(_snippets(organization, context.address)) if context.address else (),
    )


def _snippets(organization: Organization, address: str) -> Iterator[Snippet]:
    parts = urlsplit(address)
    origin = f"{parts.scheme}://{parts.netloc}"
    name = text("opensearch.name", organization=organization.name)
    for key, code in (
        ("link", f"{address}{links.search('laptop')}"),
        ("chrome", _json(_for_chrome(name, address))),
        ("edge", _json(_for_edge(name, address))),
        ("firefox", _json(_for_firefox(name, address))),
        ("form", _form(name, address)),
        ("form-headers", f"Content-Security-Policy: form-action 'self' {origin}"),
        ("frame-headers", f"Content-Security-Policy: frame-src 'self' {origin}"),
    ):
        yield Snippet(
            anchor=key,
            name=text(f"search-elsewhere.{key}"),
            text=text(f"search-elsewhere.{key}-text"),
            code=code,
        )


def _for_chrome(name: str, address: str) -> dict[str, Any]:
    """``featured`` makes Chrome offer it as soon as somebody types ``@``."""
    shortcut = text("search-elsewhere.keyword")
    site = {
        "name": name,
        "shortcut": shortcut,
        "url": address + links.SEARCH_TEMPLATE,
        "featured": True,
    }
    return {"SiteSearchSettings": [site]}


def _for_edge(name: str, address: str) -> dict[str, Any]:
    """The first entry lets people find and add other search engines as before, which Edge forbids otherwise."""
    keyword = text("search-elsewhere.keyword")
    engine = {
        "name": name,
        "keyword": keyword,
        "search_url": address + links.SEARCH_TEMPLATE,
        "is_default": True,
    }
    return {"ManagedSearchEngines": [{"allow_search_engine_discovery": True}, engine]}


def _for_firefox(name: str, address: str) -> dict[str, Any]:
    engine = {
        "Name": name,
        "Alias": f"@{text('search-elsewhere.keyword')}",
        "Method": "GET",
        "URLTemplate": address + links.SEARCH_TEMPLATE,
    }
    return {"policies": {"SearchEngines": {"Add": [engine]}}}


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _form(name: str, address: str) -> str:
    """No script and no style: it takes the looks of the page that it stands in."""
    return (
        f'<form role="search" method="get" action="{escape(address + links.FIND)}">\n'
        f'  <label for="servicebook-q">{escape(name)}</label>\n'
        '  <input type="search" id="servicebook-q" name="q" maxlength="500">\n'
        f'  <button type="submit">{escape(text("shared.find"))}</button>\n'
        "</form>"
    )
