"""All thanks, the newest first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from servicebook import links
from servicebook.analysis.thanks_given import thanks_to
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.pages.parts import request_buttons
from servicebook.pages.parts.announcements import KudosView, kudos_view
from servicebook.pages.parts.page_links import Link, department_link, edit_link
from servicebook.pages.parts.request_buttons import RequestButton
from servicebook.pages.parts.ways_in import Invitation, Subject, invitation
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import text

FILE = "catalog/kudos.yml"


@frozen(kw_only=True)
class Year:
    """The thanks of a year."""

    name: str
    thanks: list[KudosView]


@frozen(kw_only=True)
class ThanksView:
    """All thanks by year, how often each department was thanked, and how to thank somebody."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    years: list[Year]
    how: str
    departments: list[tuple[Link, str]]
    ways: Invitation | None
    edit: Link | None
    requests: tuple[RequestButton, ...]


def pages(context: RenderContext) -> Iterator[Page]:
    """The one page of all thanks."""
    yield Page(
        path=links.THANKS,
        title=text("title.thanks"),
        template="thanks.html",
        view=view,
        description=text("thanks.summary"),
        source=context.catalog.kudos[0].origin.path if context.catalog.kudos else None,
    )


def view(context: RenderContext, urls: UrlContext) -> ThanksView:
    """What the page shows."""
    catalog = context.catalog
    edit = edit_link(catalog, FILE)
    offered = invitation(context, Subject(kind="page", id="thanks", path=links.THANKS), "thank")
    return ThanksView(
        crumbs=(Link(text("title.about"), urls.to(links.ABOUT)),),
        name=text("title.thanks"),
        summary=text("thanks.summary"),
        how=text("thanks.how" if catalog.settings.organization.shows_people else "thanks.how-unnamed"),
        departments=_departments(catalog, urls),
        ways=offered if offered.ways else None,
        years=[
            Year(name=str(year), thanks=[kudos_view(catalog, urls, kudos) for kudos in group])
            for year, group in groupby(catalog.kudos, key=lambda k: k.on.year)
        ],
        edit=Link(text("thanks.write"), edit.href) if edit else None,
        requests=(request_buttons.thanks(),),
    )


def _departments(catalog: Catalog, urls: UrlContext) -> list[tuple[Link, str]]:
    """How often each department was thanked, in the order of their names: it is no competition."""
    found = thanks_to(catalog)
    known = sorted((catalog.departments[one] for one in found), key=lambda d: (d.name.casefold(), d.id))
    return [
        (department_link(catalog, urls, d.id), text("thanks.times", count=len(found[d.id]))) for d in known
    ]
