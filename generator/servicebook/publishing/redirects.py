"""Old addresses: a small page for each, which leads to where the object is now, and a list for servers.

An object's ``former_ids`` say where it was. The page works everywhere, without scripts; servers that read the list
(Netlify, Cloudflare Pages, GitLab Pages) answer before with a redirect of their own.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from html import escape
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from servicebook import links
from servicebook.frozen import frozen
from servicebook.loading.gone_objects import GoneObject
from servicebook.model.visible import VisibleCatalog
from servicebook.publishing.policy import POLICY
from servicebook.publishing.publication import Publication, SiteFile, text_file


class _Renamed(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def former_ids(self) -> tuple[str, ...]: ...


class _Path(Protocol):
    def __call__(self, qualified_id: str, /) -> str: ...


@frozen
class Redirect:
    """From an old path of the catalog to a new one, and what is there."""

    old: str
    new: str
    title: str


_OF_A_DEPARTMENT = (
    links.department,
    links.sla_of,
    links.faqs_of,
    links.roles_of,
    links.state_of,
    links.served_by,
    links.start_here,
)


def redirects(
    catalog: VisibleCatalog, pages: Container[str], gone: Iterable[GoneObject] = ()
) -> Iterator[Redirect]:
    """Every old address of a page that is there. ``pages`` are the paths of all; none of them is redirected.

    The addresses of what is ``gone`` lead to the page that says so, or to where it is under another id.
    """
    for department in catalog.departments.values():
        for path in _OF_A_DEPARTMENT:
            yield from _of(department, department.name, path, pages)
    for service in catalog.services.values():
        yield from _of(service, service.name, links.service, pages)
    for role in catalog.roles.values():
        yield from _of(role, role.title, links.role, pages)
    for person in catalog.people.values():
        yield from _of(person, person.name, links.person, pages)
    for agreement in catalog.agreements.values():
        yield from _of(agreement, agreement.name or agreement.id, links.agreement, pages)
    for journey in catalog.journeys.values():
        yield from _of(journey, journey.name, links.journey, pages)
    for one in (one for one in gone if one.kind != "faq"):
        yield from _of_gone(one, pages)


def _of(renamed: _Renamed, title: str, path: _Path, pages: Container[str]) -> Iterator[Redirect]:
    new = path(renamed.id)
    for former in renamed.former_ids if new in pages else ():
        if path(former) not in pages:
            yield Redirect(path(former), new, title)


def _of_gone(gone: GoneObject, pages: Container[str]) -> Iterator[Redirect]:
    new = links.to(gone.kind, gone.now or gone.id)
    if new not in pages:
        return
    former = gone.former_ids if gone.now is None else (gone.id, *gone.former_ids)
    old = [links.to(gone.kind, one) for one in former]
    if gone.kind == "department":  # what it had in lists is elsewhere, or gone with it
        old += [path(one) for one in (gone.id, *gone.former_ids) for path in _OF_A_DEPARTMENT[1:]]
    yield from (Redirect(path, new, gone.name) for path in old if path not in pages)


def redirect_page(redirect: Redirect, publication: Publication) -> SiteFile:
    """The page at the old address: leads on at once, without a script, and says where to."""
    way = escape(links.root_of(redirect.old) + redirect.new)
    canonical = escape(urljoin(publication.address, redirect.new)) if publication.address else way
    page = f"""<!doctype html>
<html lang="en">
<head>
<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(redirect.old)} has moved</title>
<link rel="icon" href="{escape(links.root_of(redirect.old))}assets/favicon.svg">
<link rel="canonical" href="{canonical}">
<meta http-equiv="refresh" content="0; url={way}">
</head>
<body>
<main>
<h1>This page has moved</h1>
<p>It is here now: <a href="{way}" dir="auto">{escape(redirect.title)}</a></p>
</main>
</body>
</html>
"""
    return text_file(f"{redirect.old}index.html", page)


def redirect_list(redirects: Iterable[Redirect], publication: Publication) -> SiteFile:
    """The list: an old path, the new one and the status a line, from the root of the server on.

    It lies at the site's root, where servers look for it.
    """
    root = urlsplit(publication.address or f"/{publication.root}").path.rstrip("/") + "/"
    lines = (f"{root}{redirect.old} {root}{redirect.new} 301\n" for redirect in redirects)
    return text_file("_redirects", "".join(lines))
