"""What an export calls services, priorities, channels and customers, and which of the catalog's each is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from servicebook.documents.suggestions import closest
from servicebook.frozen import frozen
from servicebook.measuring.reading.export_table import small_word
from servicebook.measuring.reading.not_read import quotable
from servicebook.model.catalog import Catalog
from servicebook.ticket_sources import OTHERS
from servicebook.wording import text

_FREE_TEXT = 50
"""So many names that stand in one or two tickets each are no list of services but what people wrote."""


class UnknownWordError(ValueError):
    """A word that measures.yml does not explain, and that is no id either."""


@frozen(kw_only=True)
class UnknownService:
    """A name that is no service's, how many tickets have it, and the service that is most like it."""

    name: str
    count: int
    nearest: str | None

    @property
    def message(self) -> str:
        """What it is."""
        return text("tickets.unknown-service", name=self.name, count=self.count)

    @property
    def hint(self) -> str:
        """What to write below ``services:``."""
        if self.nearest is None:
            return text("tickets.unknown-service-hint", name=self.name)
        return text("tickets.unknown-service-nearest", name=self.name, service=self.nearest)


class Words:
    """The words of one column. Raises :class:`UnknownWordError` for those that nothing explains."""

    def __init__(self, written: Mapping[str, str | None], known: Mapping[str, str]) -> None:
        """``written`` is the map of measures.yml; ``known`` maps what needs none, in small letters, to ids."""
        self._ids = {**known, **{small_word(word): value for word, value in written.items()}}
        self._others = OTHERS in written
        self._of_others = written.get(OTHERS)

    def id_of(self, word: str) -> str | None:
        """The id that a word means, None where it is left out on purpose."""
        small = small_word(word)
        if small in self._ids:
            return self._ids[small]
        if self._others:
            return self._of_others
        raise UnknownWordError(word)


def service_words(written: Mapping[str, str | None], catalog: Catalog) -> Words:
    """Services need no map where an export has their ids."""
    return Words(written, {service: service for service in catalog.services})


def priority_words(written: Mapping[str, str | None], catalog: Catalog) -> Words:
    """Priorities need none where an export has their ids or names."""
    priorities = catalog.settings.priorities
    return Words(
        written, {word.casefold(): one.id for one in priorities.values() for word in (one.name, one.id)}
    )


def priority_hint(value: str, catalog: Catalog) -> str:
    """What to write below ``priorities:`` for a word that is none; ``2 - High`` is probably ``high``."""
    words = {*_split(value.casefold())}
    meant = {
        one.id
        for one in catalog.settings.priorities.values()
        if words & {*_split(one.id.casefold()), *_split(one.name.casefold())}
    }
    if not value:
        return text("tickets.do.unknown-priority")
    if len(meant) != 1:
        return text("tickets.unknown-priority-hint", name=value)
    return text("tickets.unknown-priority-nearest", name=value, priority=meant.pop())


def customer_words(written: Mapping[str, str | None], catalog: Catalog) -> Words:
    """Customers need none where an export has the ids or names of departments."""
    known = {word.casefold(): one.id for one in catalog.departments.values() for word in (one.name, one.id)}
    return Words(written, known)


def unknown_services(counts: Counter[str], catalog: Catalog) -> tuple[UnknownService, ...] | None:
    """The names that no service has, the most frequent first; None where they are sentences rather than names."""
    if _are_sentences(counts):
        return None
    names = {
        word.casefold(): service.id
        for service in catalog.services.values()
        for word in (*service.aliases, service.name, service.id)
    }
    return tuple(
        UnknownService(name=quotable(name) or "…", count=count, nearest=_nearest(name, names))
        for name, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    )


def left_out(counts: Counter[str]) -> dict[str, int]:
    """The names that are left out on purpose, the most frequent first; as ``*`` where they are sentences."""
    return {OTHERS: counts.total()} if _are_sentences(counts) else dict(counts.most_common())


def _are_sentences(counts: Counter[str]) -> bool:
    rare = sum(count <= 2 for count in counts.values())
    return len(counts) > _FREE_TEXT and rare * 2 > len(counts)


def _nearest(name: str, names: Mapping[str, str]) -> str | None:
    """The service that a name most probably means: one that is spelled like it, or shares most of its words."""
    small = name.casefold()
    if near := closest(small, names):
        return names[near]
    words = _words(small)
    shares = {other: _share(words, _words(other)) for other in names}
    best = max(shares, key=lambda other: (shares[other], -len(other)), default=None)
    return names[best] if best is not None and shares[best] > _HALF else None


_HALF = 0.5


def _share(words: frozenset[str], others: frozenset[str]) -> float:
    """How much of the shorter of two names the other one has, in words.

    One word of several says nothing: *request* is in the names of many things.
    """
    shared = sum(any(_are_alike(word, other) for other in others) for word in words)
    if shared == 1 and len(words) > 2:
        return 0
    return shared / max(1, min(len(words), len(others)))


def _are_alike(one: str, other: str) -> bool:
    """Whether two words are one, or one begins with the other: ``passwords`` and ``password``."""
    return one.startswith(other) or other.startswith(one)


def _words(name: str) -> frozenset[str]:
    """The words of a name that tell something."""
    return frozenset(word for word in _split(name) if len(word) > 3)


def _split(name: str) -> Iterable[str]:
    return "".join(letter if letter.isalnum() else " " for letter in name).split()
