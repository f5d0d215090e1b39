"""What people said and what became of it, as it is shown where it belongs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from markupsafe import Markup

from servicebook import links
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.remark import DECLINED, DONE, PLANNED, Answer, Remark
from servicebook.pages.parts.page_links import Link, department_link, party_link, role_link, service_link
from servicebook.pages.rendering.markdown import markdown
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats, text

_LOOKS = {DONE: "ok", DECLINED: "off"}
_COMMIT = re.compile(r"[0-9a-f]{7,64}\Z")
_SHORT = 7


@frozen(kw_only=True)
class AnswerView:
    """What the department says to it."""

    by: Link
    on: str
    iso: str
    text: Markup


@frozen(kw_only=True)
class RemarkView:
    """What was said; ``status`` is a word of the data, ``state`` says it to readers."""

    id: str
    href: str
    said: str
    about: Link
    sender: Link | None
    heard: str | None
    on: str
    iso: str
    status: str
    state: str
    look: str
    answer: AnswerView | None
    done_in: Link | None
    commit: str | None


SHOWN = 3
"""So many remarks are shown on the page of what they are about; all of them are on their own."""


@frozen(kw_only=True)
class Said:
    """What was said about something, what changed last first; ``all`` leads to the others where there are more."""

    remarks: list[RemarkView]
    all: Link | None


def said(
    catalog: Catalog, urls: UrlContext, remarks: Iterable[Remark], shown: int = SHOWN, query: str = ""
) -> Said | None:
    """The newest remarks; None where nothing was said. ``query`` chooses among all, on the page of these."""
    newest = sorted(remarks, key=_last_day, reverse=True)
    if not newest:
        return None
    return Said(
        remarks=[remark_view(catalog, urls, remark) for remark in newest[:shown]],
        all=Link(text("feedback.all"), urls.to(links.FEEDBACK) + query)
        if len(catalog.remarks) > shown
        else None,
    )


def said_to(catalog: Catalog, urls: UrlContext, department: str) -> Said | None:
    """What was said about a department and its services."""
    remarks = (one for one in catalog.remarks.values() if one.department == department)
    return said(catalog, urls, remarks, query=f"?department={department}")


def said_about(catalog: Catalog, urls: UrlContext, service: str) -> Said | None:
    """What was said about a service."""
    remarks = catalog.index.remarks_about.get(service, ())
    return said(catalog, urls, remarks, query=f"?about={service}")


def last_done(catalog: Catalog, urls: UrlContext) -> Said | None:
    """The last of what was done, or is planned."""
    came = (one for one in catalog.remarks.values() if one.status in (DONE, PLANNED))
    return said(catalog, urls, came, shown=1)


def _last_day(remark: Remark) -> date:
    return max(remark.on, remark.answer.on) if remark.answer else remark.on


def remark_view(catalog: Catalog, urls: UrlContext, remark: Remark) -> RemarkView:
    """What was said in words. Where it was done is a link, or the hash of a commit."""
    language = catalog.settings.organization.language
    is_commit = remark.done_in is not None and bool(_COMMIT.match(remark.done_in))
    about = service_link if remark.about in catalog.services else department_link
    return RemarkView(
        id=remark.id.replace("/", "."),
        href=urls.to(links.remark(remark.id)),
        said=remark.said,
        about=about(catalog, urls, remark.about),
        sender=party_link(catalog, urls, remark.sender) if remark.sender else None,
        heard=text("feedback.heard", count=remark.heard) if remark.heard > 1 else None,
        on=formats.day(remark.on, language),
        iso=remark.on.isoformat(),
        status=remark.status,
        state=text(f"feedback.status.{remark.status}"),
        look=_LOOKS.get(remark.status, ""),
        answer=_answer(catalog, urls, remark.answer) if remark.answer else None,
        done_in=Link(text("feedback.done-in"), remark.done_in) if remark.done_in and not is_commit else None,
        commit=remark.done_in[:_SHORT] if remark.done_in and is_commit else None,
    )


def _answer(catalog: Catalog, urls: UrlContext, answer: Answer) -> AnswerView:
    return AnswerView(
        by=role_link(catalog, urls, answer.by),
        on=formats.day(answer.on, catalog.settings.organization.language),
        iso=answer.on.isoformat(),
        text=markdown(answer.text, urls),
    )
