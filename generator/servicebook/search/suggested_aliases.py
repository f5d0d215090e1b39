"""Aliases that services may lack, for people to review: words of like meaning, and what was searched for in vain.

Nothing here is certain: "cooler" is near to a cold store's check, and may be what nobody calls it. So each comes with
its reason, and what may be meant of several services says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import log

import numpy as np

from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.search.called import letters, named, spellings
from servicebook.search.entries import Entry, entries
from servicebook.search.entry_texts import read_texts
from servicebook.search.meaning import Places, near
from servicebook.search.tokens import stems, stop_words, words
from servicebook.search.vectors import Matrix, Vector, WordVectors, word_vectors

COMMON = 8_000
"""Words are proposed that are among so many of the commonest: rare ones are seldom asked for."""
PER_SERVICE = 3
"""Words that are proposed for a service by their meaning."""
CLOSE = 0.5
"""The least nearness of a word to the text of a service, and to its name, at which it is proposed."""
NEARLY_SAME = 0.6
"""The nearness to a name from which on a word means nearly the same."""
MARGIN = 0.06
"""By how much a service must be nearer than the next one, or that one may be meant as well."""
MEANT = 0.3
"""The least part of a search, from 0 to 1, that must speak for a service."""
CHOICES = 3
"""Services that are named where it is not clear which one was meant."""
LONGEST = 6
"""Words of the longest search that may be an alias."""


@frozen(kw_only=True)
class Suggestion:
    """An alias for a service (its id).

    ``times`` is how often it was searched for; None for a word of like meaning, of which ``nearly_same`` tells whether
    it means nearly what the name does, or something close. ``others`` are services that may be meant as well, the
    likelier first: where there are any, a person has to choose.
    """

    service: str
    alias: str
    times: int | None = None
    nearly_same: bool = False
    others: tuple[str, ...] = ()


@frozen(kw_only=True)
class Taken:
    """A word that would have been proposed for ``service``, was it not what something else (its kind and id) is called.

    ``service`` is None where what was searched for leads to just that.
    """

    alias: str
    kind: str
    id: str
    service: str | None = None
    times: int | None = None


@frozen(kw_only=True)
class Suggestions:
    """What is proposed, by service; and what is not, with the reason.

    ``unanswered`` are searches, with how often they were asked, that no service seems to be meant by; ``found`` counts
    those that the search finds already, ``left_out`` those that are no words for a service: addresses, numbers, long
    texts. ``has_vectors`` is whether there are any for the language.
    """

    proposed: tuple[Suggestion, ...]
    taken: tuple[Taken, ...]
    unanswered: tuple[tuple[str, int], ...]
    found: int
    left_out: int
    has_vectors: bool


def suggested_aliases(
    catalog: Catalog, searches: Mapping[str, int], chosen: frozenset[str] | None = None
) -> Suggestions:
    """Aliases for the services that are offered, or only for those chosen (by id).

    ``searches`` has how often each was asked.
    """
    finder = _Finder(catalog)
    finder.from_searches(searches)
    finder.from_meaning()
    proposed = [one for one in finder.proposed if chosen is None or one.service in chosen]
    # by service; what was asked for comes before what is only near, the most frequent first
    proposed.sort(key=lambda one: (one.service, -(one.times or 0), not one.nearly_same))
    taken = [one for one in finder.taken if chosen is None or one.service in chosen]
    return Suggestions(
        proposed=tuple(proposed),
        taken=tuple(taken),
        unanswered=tuple(finder.unanswered) if chosen is None else (),
        found=finder.found,
        left_out=finder.left_out,
        has_vectors=finder.vectors is not None,
    )


class _Finder:
    """What is known of a catalog's texts, and what was found out so far."""

    def __init__(self, catalog: Catalog) -> None:
        self.language = catalog.settings.organization.language
        everything = list(entries(catalog))
        self.services = [one for one in everything if one.kind == "service" and not one.retired]
        self.vectors: WordVectors | None = word_vectors(self.language)
        self.near = dict(self._near())
        """By word the numbers of the services that it is near to, and how near."""
        self.stems_of = [self._stems(one) for one in self.services]
        others = [self._stems(one) for one in everything if one.kind != "service"]
        self.entries_with: defaultdict[str, set[int]] = defaultdict(set)
        """By stem the numbers of the entries that have it: first services, in their order, then the others."""
        for number, own in enumerate((*self.stems_of, *others)):
            for stem in own:
                self.entries_with[stem].add(number)
        self.owners: dict[str, tuple[str, str]] = {}
        for spelling, entry in named(everything, self.language):
            self.owners.setdefault(letters(spelling), (entry.kind, entry.id))
        self.proposed: list[Suggestion] = []
        self.taken: list[Taken] = []
        self.unanswered: list[tuple[str, int]] = []
        self.found = self.left_out = 0

    def _near(self) -> Iterator[tuple[str, tuple[Places, Vector]]]:
        if self.vectors is None:
            return
        # what a whole department does tells none of its services from another
        for some in near(read_texts(self.services), self.vectors, stop_words(self.language), department=0):
            for word, (start, end) in zip(some.words, pairwise(some.entries.bounds.tolist()), strict=True):
                yield word, (some.entries.values[start:end].astype(np.int32), some.nearness[start:end])

    def _stems(self, entry: Entry) -> frozenset[str]:
        return frozenset(self._stemmed(" ".join(entry.fields.values())))

    def _stemmed(self, written: str) -> list[str]:
        ignored = stop_words(self.language)
        return stems([word for word in words(written) if word not in ignored], self.language)

    def _owner(self, alias: str) -> tuple[str, str] | None:
        keys = map(letters, spellings(alias, self.language))
        return next((self.owners[key] for key in keys if key in self.owners), None)

    def _propose(self, suggestion: Suggestion) -> bool:
        """Whether the alias is free; else who has it is noted."""
        if owner := self._owner(suggestion.alias):
            if owner != ("service", suggestion.service):
                self.taken.append(
                    Taken(
                        alias=suggestion.alias,
                        kind=owner[0],
                        id=owner[1],
                        service=suggestion.service,
                        times=suggestion.times,
                    )
                )
            return False
        self.proposed.append(suggestion)
        for spelling in spellings(suggestion.alias, self.language):
            self.owners[letters(spelling)] = ("service", suggestion.service)
        return True

    def from_searches(self, searches: Mapping[str, int]) -> None:
        """Propose what was searched for to the services that may have been meant."""
        for query, times in searches.items():
            if _is_private(query) or len(query.split()) > LONGEST or not query.isprintable():
                self.left_out += 1
                continue
            asked = self._stemmed(query)
            if owner := self._owner(query):
                self.taken.append(Taken(alias=query, kind=owner[0], id=owner[1], times=times))
            elif not asked or set.intersection(*(self.entries_with.get(stem, set()) for stem in asked)):
                self.found += 1
            elif meant := self._meant(query):
                first, *others = (self.services[number].id for number in meant)
                self._propose(Suggestion(service=first, alias=query, times=times, others=tuple(others)))
            else:
                self.unanswered.append((query, times))

    def _meant(self, query: str) -> list[int]:
        """The services that a search may be about, the likeliest first; more than one where it is not clear."""
        scored = self._meant_scores(query)
        ranked = sorted(scored, key=lambda number: (-scored[number], number))
        if not ranked or scored[ranked[0]] < MEANT:
            return []
        return [number for number in ranked[:CHOICES] if scored[number] > scored[ranked[0]] - MARGIN]

    def _meant_scores(self, query: str) -> dict[int, float]:
        """By service how much of a search speaks for it, from 0 to about 1."""
        ignored = stop_words(self.language)
        asked = list(dict.fromkeys(word for word in words(query) if word not in ignored))
        scored: defaultdict[int, float] = defaultdict(float)
        for word, stem in zip(asked, stems(asked, self.language), strict=True):
            nearness = self._nearness(word)
            having = [number for number in self.entries_with.get(stem, ()) if number < len(self.services)]
            if having:
                # a word that all services have speaks for none
                rarity = log((len(self.services) + 1) / len(having)) / log(len(self.services) + 1)
                nearness |= dict.fromkeys(having, rarity)
            for number, value in nearness.items():
                scored[number] += value / len(asked)
        return scored

    def _nearness(self, word: str) -> dict[int, float]:
        """How near a word is to the services that it is near to."""
        if word not in self.near:
            return {}
        numbers, nearness = self.near[word]
        return dict(zip(numbers.tolist(), nearness.tolist(), strict=True))

    def from_meaning(self) -> None:
        """Propose common words that are near to one service, and that its texts lack."""
        given: defaultdict[int, set[str]] = defaultdict(set)
        for word, stem, number, to_name in self._near_words():
            if stem in self.stems_of[number] or stem in given[number] or len(given[number]) == PER_SERVICE:
                continue
            suggestion = Suggestion(
                service=self.services[number].id, alias=word, nearly_same=to_name >= NEARLY_SAME
            )
            if self._propose(suggestion):
                given[number].add(stem)

    def _near_words(self) -> Iterator[tuple[str, str, int, float]]:
        """Common words with their stem, the number of the service, and how near its name is; the nearest first."""
        if self.vectors is None or not self.near:
            return
        common = {word for word in list(self.vectors.row_of)[:COMMON] if " " not in word}
        listed = sorted(self.near.keys() & common)
        best, nearness = _nearest([self.near[word] for word in listed])
        vectors = _unit(self.vectors.matrix[[self.vectors.row_of[word] for word in listed]])
        to_names = (vectors * self._names()[best]).sum(axis=1)
        own_stems = stems(listed, self.language)
        for at in np.argsort(-(nearness + to_names), kind="stable").tolist():
            if min(nearness[at], to_names[at]) >= CLOSE:
                yield listed[at], own_stems[at], int(best[at]), float(to_names[at])

    def _names(self) -> Matrix:
        """The directions of the services' names; 0 where no word is known."""
        assert self.vectors is not None  # or nobody asks
        rows = [self.vectors.rows(words(service.name)) for service in self.services]
        return _unit(np.array([self.vectors.matrix[row].sum(axis=0) for row in rows], dtype=np.float32))


def _nearest(found: Sequence[tuple[Places, Vector]]) -> tuple[Places, Vector]:
    """Of each the nearest entry, and how near it is; 0 where the next one is about as near, or there is none."""
    best: Places = np.zeros(len(found), dtype=np.int32)
    highest: Vector = np.zeros(len(found), dtype=np.float32)
    for row, (numbers, nearness) in enumerate(found):
        if len(numbers):
            at = nearness.argmax()
            next_best = max(nearness[:at].max(initial=0), nearness[at + 1 :].max(initial=0))
            best[row] = numbers[at]
            highest[row] = nearness[at] if nearness[at] - next_best >= MARGIN else 0
    return best, highest


def _unit(rows: Matrix) -> Matrix:
    lengths: Matrix = np.linalg.norm(rows, axis=1, keepdims=True)
    units: Matrix = np.zeros_like(rows)
    return np.divide(rows, lengths, out=units, where=lengths > 0)


def _is_private(query: str) -> bool:
    """Whether a search may be somebody's address, number or password rather than words for a service."""
    return "@" in query or "://" in query or sum(letter.isdigit() for letter in query) > 3
