"""What pages are made from: the catalog and what was found in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from servicebook.analysis.chains import Chains, visible_chains
from servicebook.comparing.named_people import NamedPeople
from servicebook.comparing.since_accepted import Accepted
from servicebook.comparing.told_history import ToldHistory
from servicebook.frozen import frozen
from servicebook.loading import LoadedCatalog
from servicebook.loading.gone_objects import GoneObject
from servicebook.model.catalog import Catalog
from servicebook.model.clocks import Clocks
from servicebook.model.promises import keep_promises
from servicebook.model.visible import VisibleCatalog, visible
from servicebook.pages.dates.calendar_files import ClockFiles
from servicebook.problems import Problem

MAX_ROWS = 500
"""Above this many rows a directory is split by department, unless a site says otherwise."""


@frozen(kw_only=True)
class RenderContext:
    """The catalog, its problems and waived findings, and its calendars as published.

    ``chains`` are the promises of services against their hand-offs, by service.
    ``people`` are the ids of those who may be shown. ``max_rows``: above this many rows a directory is split.
    ``accepted`` says of agreements that wait for being accepted again what changed since, by their ids.
    ``gone`` is what it had once, and has no more; ``retired_since`` has the days on which services were
    retired, by their ids.
    ``address`` is the catalog's own, ``https://example.org/house/``; None where nobody has said that of the site.
    ``history`` is what has changed; None where that is not known, or not to be told.
    """

    catalog: VisibleCatalog
    problems: tuple[Problem, ...]
    waived: tuple[Problem, ...]
    chains: Chains
    clock_files: ClockFiles
    people: frozenset[str] = frozenset()
    max_rows: int = MAX_ROWS
    address: str | None = None
    accepted: Mapping[str, Accepted] = field(default_factory=dict)
    gone: tuple[GoneObject, ...] = ()
    history: ToldHistory | None = None
    retired_since: Mapping[str, date] = field(default_factory=dict)

    @property
    def clocks(self) -> Clocks:
        """The catalog's calendars, for counting."""
        return self.clock_files.clocks

    @property
    def language(self) -> str:
        """The language of dates and numbers."""
        return self.catalog.settings.organization.language


def render_context(
    opened: LoadedCatalog,
    *,
    address: str | None = None,
    accepted: Mapping[str, Accepted] | None = None,
    gone: tuple[GoneObject, ...] = (),
    history: ToldHistory | None = None,
    retired_since: Mapping[str, date] | None = None,
) -> RenderContext:
    """What the pages of a loaded catalog are made from; what git and MkDocs know, where it is known."""
    catalog = visible(opened.catalog)
    # nothing of what is promised, and of who accepted it, is hidden from anybody
    keep_promises(opened.catalog, catalog, services=catalog.services, agreements=catalog.agreements)
    chains = visible_chains(opened.catalog)
    return RenderContext(
        catalog=catalog,
        problems=opened.problems,
        waived=opened.waived,
        chains=chains,
        clock_files=ClockFiles(chains.clocks),
        people=frozenset(catalog.people),
        address=address,
        accepted=accepted or {},
        gone=_without_names(opened.catalog, catalog, gone),
        history=history,
        retired_since=retired_since or {},
    )


def _without_names(
    whole: Catalog, catalog: VisibleCatalog, gone: tuple[GoneObject, ...]
) -> tuple[GoneObject, ...]:
    """What is gone, but for what names people in whom it is nobody's business who they are, or were."""
    if not gone:
        return gone
    hidden = NamedPeople(person for person in whole.people.values() if person.id not in catalog.people)
    return tuple(one for one in gone if not hidden.are_in(one.name, one.id))
