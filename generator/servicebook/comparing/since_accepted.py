"""What changed in an agreement's terms since a party accepted them, from the history of the catalog.

An acceptance has the hash of the terms that were accepted. A commit that wrote it shows what these were, if the terms
had that hash in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path

from servicebook.analysis.resolved import find
from servicebook.comparing.terms import TermChange, term_changes
from servicebook.frozen import frozen
from servicebook.loading.past_terms import catalog_with_terms
from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog
from servicebook.model.promises import AgreementState, latest_acceptances, state_of, terms_of, waiting_for
from servicebook.source.git_command import RevisionError
from servicebook.source.git_history import commits_that_wrote, is_shallow

_FOLDER = "catalog/agreements"
_MOST_COMMITS = 5
"""Commits that wrote the same hash, of which a rebase leaves several; more are not looked at."""
_MOST_TREES = 50
"""Commits that are opened in all: pages must not wait for ever."""


class WhyUnknown(StrEnum):
    """Why nobody can tell what the accepted terms were."""

    NO_HISTORY = "no history"
    SHALLOW = "shallow"
    NOT_FOUND = "not found"


@frozen(kw_only=True)
class SinceAccepted:
    """What changed since some parties accepted the same terms, the last of them ``on`` a day.

    ``terms`` is empty where only ids have changed; ``unknown`` is why nothing is known.
    """

    parties: tuple[str, ...]
    on: date
    terms: tuple[TermChange, ...] = ()
    unknown: WhyUnknown | None = None


Accepted = tuple[SinceAccepted, ...]


def since_accepted(root: Path, catalog: Catalog) -> Mapping[str, Accepted]:
    """For each agreement some of whose parties accepted other terms than today's: what changed since, by its id."""
    outdated = {
        agreement.id: by_terms
        for agreement in catalog.agreements.values()
        if (by_terms := dict(_outdated(catalog, agreement)))
    }
    if not outdated:
        return {}
    past, unknown = _past_terms(root, catalog, outdated)
    return {
        name: tuple(
            _since(catalog, catalog.agreements[name], parties, past.get((name, terms)), unknown)
            for terms, parties in by_terms.items()
        )
        for name, by_terms in outdated.items()
    }


def _outdated(catalog: Catalog, agreement: Agreement) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The hashes that were accepted and are not today's, each with the parties whose last acceptance it is."""
    if state_of(catalog, agreement) in (AgreementState.IN_FORCE, AgreementState.LAPSED):
        return
    latest = latest_acceptances(catalog, agreement)
    waiting = [party for party in waiting_for(catalog, agreement) if party in latest]
    for terms in dict.fromkeys(latest[party].terms for party in waiting):
        yield terms, tuple(party for party in waiting if latest[party].terms == terms)


_Past = dict[tuple[str, str], tuple[Catalog, Agreement]]


def _past_terms(
    root: Path, catalog: Catalog, outdated: Mapping[str, Mapping[str, tuple[str, ...]]]
) -> tuple[_Past, WhyUnknown]:
    """By agreement and hash a catalog in which its terms had that hash; and why others are not known."""
    found: _Past = {}
    try:
        hashes = {terms for by_terms in outdated.values() for terms in by_terms}
        commits = commits_that_wrote(root, _FOLDER, hashes)
        wanted: dict[str, list[tuple[str, str]]] = {}
        for name, by_terms in outdated.items():
            for terms in by_terms:
                for commit in commits.get(terms, ())[:_MOST_COMMITS]:
                    wanted.setdefault(commit, []).append((name, terms))
        for commit in list(wanted)[:_MOST_TREES]:
            missing = [key for key in wanted[commit] if key not in found]
            if missing:
                found.update(_in_commit(root, catalog, commit, missing))
        return found, WhyUnknown.SHALLOW if is_shallow(root) else WhyUnknown.NOT_FOUND
    except RevisionError:
        return found, WhyUnknown.NO_HISTORY


def _in_commit(
    root: Path, catalog: Catalog, commit: str, wanted: list[tuple[str, str]]
) -> Iterator[tuple[tuple[str, str], tuple[Catalog, Agreement]]]:
    names = {name: (name, *catalog.agreements[name].former_ids) for name, _ in wanted}
    past = catalog_with_terms(
        root, commit, (each for group in names.values() for each in group), catalog.today
    )
    for name, terms in wanted:
        for called in names[name]:
            was = past.agreements.get(called)
            if was is not None and terms_of(past, was) == terms:
                yield (name, terms), (past, was)
                break


def _since(
    catalog: Catalog,
    agreement: Agreement,
    parties: tuple[str, ...],
    past: tuple[Catalog, Agreement] | None,
    unknown: WhyUnknown,
) -> SinceAccepted:
    latest = latest_acceptances(catalog, agreement)
    day = max(latest[party].on for party in parties)
    if past is None:
        return SinceAccepted(parties=parties, on=day, unknown=unknown)
    before, was = past
    terms = term_changes(before, was, catalog, agreement, lambda service: _today(catalog, service))
    return SinceAccepted(parties=parties, on=day, terms=terms)


def _today(catalog: Catalog, service: str) -> str:
    """What a service of that time is called today."""
    matches = [] if service in catalog.services else find(catalog, f"service:{service}")
    return matches[0][1] if matches else service
