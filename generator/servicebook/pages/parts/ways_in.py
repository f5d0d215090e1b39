"""Where readers can say something about a page, without git: forms, issues, mail; and what is anonymous of these."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal
from urllib.parse import quote

from servicebook import links
from servicebook.frozen import frozen
from servicebook.pages.rendering.context import RenderContext
from servicebook.settings import Feedback
from servicebook.source.host_links import hosted_repository, issue_form_link
from servicebook.wording import text

Purpose = Literal["rate", "suggest", "report_gap", "thank"]
PURPOSES: tuple[Purpose, ...] = ("rate", "suggest", "report_gap", "thank")
_OF_KIND: dict[str, tuple[Purpose, ...]] = {
    "service": PURPOSES,
    "department": ("suggest", "report_gap", "thank"),
    "person": ("suggest", "thank"),
}
"""What can be said of what a page is about; of all other pages, that something could be better or is missing."""
_QUERY = "{query}"
"""Where ``assets/find.js`` puts the words of a search."""
_ELSEWHERE: tuple[Purpose, ...] = ("suggest", "report_gap")


@frozen
class WayIn:
    """A link, and in words who sees from whom it comes."""

    text: str
    href: str
    anonymity: str


@frozen
class Invitation:
    """What can be said, and the ways of doing so."""

    purpose: Purpose
    text: str
    ways: tuple[WayIn, ...]


@frozen(kw_only=True)
class Subject:
    """What something is said about: the kind and the id, and the path of its page; ``query`` is what was looked for."""

    kind: str
    id: str
    path: str
    query: str = ""

    @property
    def qualified_id(self) -> str:
        """As forms are given it: ``service:it/laptop-repair``."""
        return f"{self.kind}:{self.id}"


def invitations(context: RenderContext, subject: Subject) -> tuple[Invitation, ...]:
    """All that can be said about something; nothing of which there is no way."""
    made = (invitation(context, subject, purpose) for purpose in _OF_KIND.get(subject.kind, _ELSEWHERE))
    return tuple(one for one in made if one.ways)


def invitation(context: RenderContext, subject: Subject, purpose: Purpose) -> Invitation:
    """The ways of saying one thing: the form of the organization, an issue, mail."""
    feedback = context.catalog.settings.feedback
    found = (
        _form(context, feedback, subject, purpose),
        _issue(context, feedback, subject, purpose),
        _mail(context, feedback, subject, purpose),
    )
    return Invitation(
        purpose=purpose,
        text=text(f"ways-in.purpose.{purpose}"),
        ways=tuple(way for way in found if way is not None),
    )


def unanswered_search(context: RenderContext) -> Invitation | None:
    """The ways of saying that a search found nothing; in their addresses is ``{query}`` where its words belong."""
    searched = Subject(kind="search", id=_QUERY, path=links.FIND, query=_QUERY)
    made = invitation(context, searched, "report_gap")
    ways = tuple(replace(way, href=way.href.replace(quote(_QUERY, safe=""), _QUERY)) for way in made.ways)
    return replace(made, ways=ways) if ways else None


def template_of(feedback: Feedback, purpose: Purpose) -> str | None:
    """The address that the organization gives, with its placeholders."""
    return {
        "rate": feedback.rate,
        "suggest": feedback.suggest,
        "report_gap": feedback.report_gap,
        "thank": feedback.thank,
    }[purpose]


def page_address(context: RenderContext, path: str) -> str:
    """The whole address of a page where that is known, else its path on the site."""
    return f"{context.address or '/'}{path}"


def _form(context: RenderContext, feedback: Feedback, subject: Subject, purpose: Purpose) -> WayIn | None:
    template = template_of(feedback, purpose)
    if template is None:
        return None
    filled = (
        template.replace("{kind}", subject.kind)
        .replace("{id}", quote(subject.id))
        .replace("{query}", subject.query)
    )
    href = filled.replace("{page}", quote(page_address(context, subject.path), safe=""))
    if template.startswith("mailto:"):
        return WayIn(text("ways-in.mail"), href, text("ways-in.by-mail"))
    said = text("ways-in.anonymous") if purpose in feedback.anonymous else text("ways-in.ask-the-form")
    return WayIn(text("ways-in.form"), href, said)


def _issue(context: RenderContext, feedback: Feedback, subject: Subject, purpose: Purpose) -> WayIn | None:
    """The form for issues that ``servicebook init`` has written, where the repository's host has such."""
    source_url = context.catalog.settings.organization.source_url
    repository = hosted_repository({}, source_url) if feedback.issues else None
    if repository is None:
        return None
    href = issue_form_link(
        repository,
        purpose,
        title=_title(subject, purpose),
        fields={"about": subject.qualified_id, "page": page_address(context, subject.path)},
    )
    return WayIn(text("ways-in.issue"), href, text("ways-in.by-issue"))


def _mail(context: RenderContext, feedback: Feedback, subject: Subject, purpose: Purpose) -> WayIn | None:
    if feedback.mail is None:
        return None
    body = text("ways-in.mail-body", page=page_address(context, subject.path))
    query = f"?subject={quote(_title(subject, purpose), safe='')}&body={quote(body, safe='')}"
    return WayIn(text("ways-in.mail"), links.mail_to(feedback.mail) + query, text("ways-in.by-mail"))


def _title(subject: Subject, purpose: Purpose) -> str:
    """``Suggestion: service:it/laptop-repair``: an import of issues reads what it is about from it."""
    return text(f"ways-in.title.{purpose}", about=subject.qualified_id)
