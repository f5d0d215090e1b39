"""What has changed, day by day, as pages show it: what matters open, the rest folded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from servicebook import links
from servicebook.comparing.changes import Effect
from servicebook.comparing.effect_words import effect_word
from servicebook.comparing.object_titles import name_of
from servicebook.comparing.told_history import Told, ToldHistory
from servicebook.frozen import frozen
from servicebook.pages.parts.page_links import Link, department_link
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats, text

_OPEN = 12
"""Changes of a day that are shown at once; the others unfold."""
_CONCERNED = 3
"""Departments that a change names; the others are counted."""
_LOOKS = {
    Effect.BROKEN: "is-warn",
    Effect.WEAKENED: "is-warn",
    Effect.INCOMPARABLE: "is-warn",
    Effect.TERMS_CHANGED: "is-warn",
    Effect.REMOVED: "is-off",
    Effect.RETIRED: "is-off",
    Effect.TIGHTENED: "is-ok",
    Effect.WIDENED: "is-ok",
    Effect.MENDED: "is-ok",
}


@frozen(kw_only=True)
class PastView:
    """What became of one object: each of the ``effects`` in a word with its look, and what is said of it.

    ``of`` is the department that it belongs to, else its kind in a word; ``concerned`` are others.
    """

    effects: list[tuple[str, str]]
    object: Link
    kind: str
    of: Link | None
    sentences: tuple[str, ...]
    concerned: list[Link]
    more_concerned: int


@frozen(kw_only=True)
class PastDay:
    """A day: ``first`` is shown, ``rest`` unfolds, and so does ``minor``, what makes no difference to those who ask."""

    id: str
    name: str
    first: list[PastView]
    rest: list[PastView]
    minor: list[PastView]


@frozen
class ChangesLink:
    """The way to what changed of something, and in words on which days it last did; None where nothing is known."""

    link: Link
    last: str


def past_days(
    context: RenderContext,
    urls: UrlContext,
    told: Iterable[Told],
    own: str | None = None,
    *,
    of_one: bool = False,
) -> list[PastDay]:
    """Changes by day, in their order. ``own`` is the department whose page it is, which then is not named each time.

    On the page ``of_one`` object so few change on a day that nothing needs to be folded.
    """
    days = []
    for day, group in groupby(told, key=lambda one: one.day):
        changes = list(group)
        shown = [_view(context, urls, change, own) for change in changes if of_one or not change.is_minor]
        days.append(
            PastDay(
                id=day.isoformat(),
                name=formats.day(day, context.language),
                first=shown[:_OPEN],
                rest=shown[_OPEN:],
                minor=[
                    _view(context, urls, change, own) for change in changes if change.is_minor and not of_one
                ],
            )
        )
    return days


def _view(context: RenderContext, urls: UrlContext, told: Told, own: str | None) -> PastView:
    catalog = context.catalog
    department = told.object_id.partition("/")[0] if "/" in told.object_id else ""
    is_of_other = department in catalog.departments and department != own
    others = [one for one in told.departments if one not in (department, own, told.object_id)]
    return PastView(
        effects=[(effect_word(effect), _LOOKS.get(effect, "")) for effect in told.effects],
        object=Link(told.name, _address(context, urls, told)),
        kind=text(f"kind.{told.kind}"),
        of=department_link(catalog, urls, department) if is_of_other else None,
        sentences=told.sentences,
        concerned=[department_link(catalog, urls, one) for one in others[:_CONCERNED]],
        more_concerned=max(len(others) - _CONCERNED, 0),
    )


def _address(context: RenderContext, urls: UrlContext, told: Told) -> str | None:
    """Where the object is today; None where it is gone, or has no place of its own."""
    path = path_of(context, told)
    return urls.to(path) if path is not None else None


def path_of(context: RenderContext, told: Told) -> str | None:
    """The path, from the site's root on, of an object that changed; None where it has none.

    Of what is gone, that of the page that says so, where there is one.
    """
    if told.kind not in links.LINKED_KINDS:
        return None
    is_there = name_of(context.catalog, told.kind, told.object_id) is not None or any(
        (gone.kind, gone.id, gone.now) == (told.kind, told.object_id, None) for gone in context.gone
    )
    return links.to(told.kind, told.object_id) if is_there else None


def begins_words(history: ToldHistory, language: str) -> str:
    """From when on changes are known, and why not from before."""
    return text(f"changes-begin.{history.begins.value}", day=formats.day(history.since, language))


def notes(history: ToldHistory, language: str) -> Iterator[str]:
    """What else there is to know of a history: where it begins, and what could not be read."""
    yield begins_words(history, language)
    if history.unread:
        days = [formats.day(day, language) for day in history.unread[:3]]
        yield text("changes.unread", count=len(history.unread), days=text("list.separator").join(days))


def changes_of_department(context: RenderContext, urls: UrlContext, qualified_id: str) -> ChangesLink | None:
    """The way from a department's page to what changed of it."""
    told = context.history.of_department.get(qualified_id) if context.history else None
    return _link(context, urls, links.department(qualified_id), told)


def changes_of_service(context: RenderContext, urls: UrlContext, qualified_id: str) -> ChangesLink | None:
    """The way from a service's page to what changed of it."""
    told = context.history.of_service.get(qualified_id) if context.history else None
    return _link(context, urls, links.service(qualified_id), told)


def _link(
    context: RenderContext, urls: UrlContext, path: str, told: Sequence[Told] | None
) -> ChangesLink | None:
    if not told:
        return None
    last = max(one.day for one in told)
    promised = next((one.day for one in told if one.is_of_promise), None)
    words = [text("changes.last", day=formats.day(last, context.language))]
    if promised is not None:
        words.append(text("changes.last-promise", day=formats.day(promised, context.language)))
    link = Link(text("title.changes"), urls.to(links.changes_of(path)))
    return ChangesLink(link, text("list.separator").join(words))
