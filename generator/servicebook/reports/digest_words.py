"""A digest in words, for each of its formats: sections with items, of which each says one thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urljoin

from servicebook import links
from servicebook.comparing.change_words import also_words, because_words, words_of
from servicebook.comparing.changes import Change, Effect
from servicebook.comparing.digest import Digest, Task, Waiting
from servicebook.comparing.object_titles import name_of
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.news import Notice
from servicebook.problems import Problem
from servicebook.reports.safe_text import visible
from servicebook.wording import formats, text

_LONGEST = 600
"""Characters of a line; more helps nobody in a message."""
_MOST_AFFECTED = 3


@frozen(kw_only=True)
class Item:
    """``lines`` say more of what ``head`` says; ``address`` is its page, where the site's address is known.

    All are on one line each, with nothing in them that is not seen.
    """

    head: str
    lines: tuple[str, ...] = ()
    address: str | None = None


@frozen(kw_only=True)
class Section:
    """What is of one sort; none is empty."""

    title: str
    items: tuple[Item, ...]


@frozen(kw_only=True)
class Message:
    """A whole digest; ``language`` is that of the organization."""

    title: str
    language: str
    sections: tuple[Section, ...]


def message(title: str, before: Catalog, after: Catalog, found: Digest, address: str | None) -> Message:
    """The digest in words. ``address`` is that of the site, with ``/`` at its end."""
    words = _Words(before, after, address)
    sections = (
        (text("digest.changes"), [words.change(one) for one in found.changes]),
        (text("digest.notices"), [words.notice(one) for one in found.notices]),
        (text("digest.waiting"), [words.waiting(one) for one in found.waiting]),
        (text("digest.findings"), [words.finding(one) for one in found.findings]),
    )
    return Message(
        title=_plain(title),
        language=after.settings.organization.language,
        sections=tuple(Section(title=name, items=tuple(items)) for name, items in sections if items),
    )


class _Words:
    def __init__(self, before: Catalog, after: Catalog, address: str | None) -> None:
        self._before, self._after, self._address = before, after, address
        self._language = after.settings.organization.language

    def change(self, change: Change) -> Item:
        words = words_of(change, self._before, self._after)
        lines = (words.what, words.by, *words.more, also_words(change, self._after), *self._affected(change))
        is_there = change.effect is not Effect.REMOVED and change.kind in links.LINKED_KINDS
        return _item(
            text("digest.change", effect=words.effect, subject=words.subject),
            [line for line in lines if line],
            self._page(change.kind, change.object_id) if is_there else None,
        )

    def _affected(self, change: Change) -> Iterator[str]:
        nearest = sorted(change.affected, key=lambda one: one.distance)
        for one in nearest[:_MOST_AFFECTED]:
            department = self._name("department", one.department)
            yield text("diff.affects", department=department, because=because_words(one.because))
        if left := len(nearest) - len(nearest[:_MOST_AFFECTED]):
            yield text("digest.more-affected", count=left)

    def notice(self, notice: Notice) -> Item:
        dates = formats.date_range(notice.start, notice.end, self._language)
        effect = text(f"effect.{notice.effect}")
        named = [
            *(self._name("department", one) for one in notice.departments),
            *(self._name("service", one) for one in notice.services),
        ]
        return _item(
            text("notice.effect-dates", effect=effect, dates=dates),
            [notice.title, ", ".join(named)],
            self._page("notice", notice.id),
        )

    def waiting(self, waiting: Waiting) -> Item:
        name = self._name(waiting.kind, waiting.object_id)
        day = formats.day(waiting.due, self._language) if waiting.due else ""
        kind = text(f"kind.{waiting.kind}")
        match waiting.task:
            case Task.REVIEW_OVERDUE:
                head = text("digest.review-overdue", object=name, kind=kind, day=day)
            case Task.REVIEW_SOON:
                head = text("digest.review-soon", object=name, kind=kind, day=day)
            case Task.ACCEPT:
                party = self._name("department", waiting.party or "")
                head = text("digest.accept", object=name, party=party)
            case Task.VACANT:
                head = text("digest.vacant", object=name)
        return _item(head, [], self._page(waiting.kind, waiting.object_id))

    def finding(self, problem: Problem) -> Item:
        return _item(
            problem.message,
            [*([problem.hint] if problem.hint else []), f"{problem.place.path}:{problem.place.line}"],
            None,
        )

    def _name(self, kind: str, qualified_id: str) -> str:
        return (
            name_of(self._after, kind, qualified_id)
            or name_of(self._before, kind, qualified_id)
            or qualified_id
        )

    def _page(self, kind: str, qualified_id: str) -> str | None:
        return urljoin(self._address, links.to(kind, qualified_id)) if self._address else None


def _item(head: str, lines: Sequence[str], address: str | None) -> Item:
    return Item(head=_plain(head), lines=tuple(map(_plain, lines)), address=address)


def _plain(words: str) -> str:
    shown = visible(" ".join(words.split()))
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
