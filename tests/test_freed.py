"""A catalog that nobody uses any more is freed, whatever was made of it: `serve` opens one at every save."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from weakref import ref

import pytest

from servicebook.analysis.agreement_scope import concerned
from servicebook.analysis.chains import all_chains, visible_chains
from servicebook.analysis.closure import needed_through, needing_through
from servicebook.analysis.coverage import coverage
from servicebook.analysis.impact import impact
from servicebook.analysis.plan import plan
from servicebook.analysis.quote import quote
from servicebook.analysis.relations import escalations, relations, relying
from servicebook.analysis.resolved import resolved
from servicebook.analysis.schedule import schedule
from servicebook.exchange.catalog_formats import EXPORTERS
from servicebook.loading import LoadedCatalog
from servicebook.model.catalog import Catalog
from servicebook.model.clocks import Clocks
from servicebook.model.promises import promises, state_of
from servicebook.pages import all_pages
from servicebook.pages.rendering.context import render_context
from servicebook.pages.rendering.page import body_of
from tests.support import HR, IT, SMALL, make_catalog, opened, run

WEEK = ", ".join(f'{day}: ["09:00-17:00"]' for day in ("mon", "tue", "wed", "thu", "fri"))
FILES: Mapping[str, str] = {
    "site_config/calendars.yml": f"office:\n  name: Office\n  open: {{{WEEK}}}\n",
    f"{HR}/department.yml": "name: HR\nsummary: People.\nhead: hr/head\nsupport_hours: office\n",
    f"{HR}/services/kit.yml": (
        "name: Kit\nsummary: For the first day.\nroles: {owner: hr/head}\n"
        "targets: [{measure: fulfillment_time, within: 1 working day}]\n"
        "handoffs: [{id: fetch, by: hr, within: 1 hour}, {id: set-up, service: it/loan}]\n"
        "depends_on: [{service: it/repair}]\n"
    ),
    f"{IT}/services/loan.yml": (
        "name: Loan\nsummary: For a week.\nroles: {owner: it/lead}\n"
        "targets: [{measure: fulfillment_time, within: 2 working days}]\n"
    ),
    "catalog/agreements/it-hr.yml": "provider: it\ncustomer: hr\ncovers: [it/repair]\n",
    "catalog/journeys/start.yml": (
        "name: Start\nsummary: The first day.\nsteps: [{id: kit, title: Kit, service: hr/kit}]\n"
    ),
}
DAY = date(2026, 9, 1)
AT = datetime(2026, 9, 2, 12, tzinfo=UTC)


def everything_said(catalog: Catalog) -> None:
    """Walks through the worst moment of each chain, which is told only when it is looked at."""
    for chains in all_chains(catalog).values():
        for chain in chains:
            assert chain.always.worst is not None


def drawn(loaded: LoadedCatalog) -> None:
    context = render_context(loaded)
    assert all(body_of(page, context) for page in all_pages(context))


def of_services(ask: Callable[[Catalog, str], object]) -> Callable[[LoadedCatalog], object]:
    return lambda loaded: [ask(loaded.catalog, qualified_id) for qualified_id in loaded.catalog.services]


def of_agreements(ask: Callable[[Catalog, str], object]) -> Callable[[LoadedCatalog], object]:
    return lambda loaded: [ask(loaded.catalog, qualified_id) for qualified_id in loaded.catalog.agreements]


MADE: Mapping[str, Callable[[LoadedCatalog], object]] = {
    "nothing": lambda loaded: None,
    "chains": lambda loaded: everything_said(loaded.catalog),
    "visible chains": lambda loaded: list(visible_chains(loaded.catalog).values()),
    "closure": of_services(lambda c, s: (needed_through(c, s), needing_through(c, s))),
    "coverage": lambda loaded: coverage(loaded.catalog, ()),
    "relations": lambda loaded: (relations(loaded.catalog), escalations(loaded.catalog)),
    "impact": of_services(lambda c, s: impact(c, c.services[s])),
    "resolved": of_services(lambda c, s: resolved(c, "service", s)),
    "promises": of_services(lambda c, s: promises(c, c.services[s], "hr")),
    "quotes": of_services(lambda c, s: quote(Clocks(c), c.services[s], AT)),
    "states": of_agreements(lambda c, a: state_of(c, c.agreements[a])),
    "scopes": of_agreements(lambda c, a: concerned(c, c.agreements[a])),
    "schedule": lambda loaded: schedule(Clocks(loaded.catalog), loaded.catalog.journeys["start"]),
    "plan": lambda loaded: plan(Clocks(loaded.catalog), loaded.catalog.journeys["start"], date(2026, 10, 1)),
    "pages": drawn,
    "exports": lambda loaded: [exporter.export(loaded.catalog) for exporter in EXPORTERS.values()],
}


def kept(loads: Iterable[ref[Catalog]]) -> int:
    """How many of the catalogs are still there once garbage has been collected."""
    gc.collect()
    return sum(load() is not None for load in loads)


@pytest.mark.parametrize("name", MADE)
def test_a_catalog_is_freed_with_all_that_was_made_of_it(tmp_path: Path, name: str) -> None:
    root = make_catalog(tmp_path, FILES, base=SMALL)
    seen = []
    for _ in range(3):  # the last of three, and those before it: a cache that keeps just one counts, too
        loaded = opened(root, DAY)
        assert not loaded.errors
        MADE[name](loaded)
        seen.append(ref(loaded.catalog))
        del loaded
    assert kept(seen) == 0


class Watch(logging.Filter):
    """Remembers which catalogs of an organization were there when MkDocs said that it builds, visible ones or not."""

    def __init__(self, organization: str) -> None:
        super().__init__()
        self.organization = organization
        self.there: list[str] = []

    def filter(self, record: logging.LogRecord) -> bool:
        if record.getMessage().startswith("Building documentation"):
            found = [one for one in gc.get_objects() if isinstance(one, Catalog)]
            self.there += [
                type(one).__name__ for one in found if one.settings.organization.name == self.organization
            ]
        return True


def test_a_build_lets_go_of_files_and_findings_before_it_makes_a_page(tmp_path: Path) -> None:
    organization = {"site_config/organization.yml": "name: Let go\n"}
    root = make_catalog(tmp_path / "root", {**FILES, **organization}, base=SMALL)
    builder, watch = logging.getLogger("mkdocs.commands.build"), Watch("Let go")
    builder.addFilter(watch)
    builder.setLevel(logging.INFO)
    try:
        done = run("build", "--root", str(root), "--site", str(tmp_path / "site"), "--today", f"{DAY}")
    finally:
        builder.setLevel(logging.NOTSET)
        builder.removeFilter(watch)
    assert done.returncode == 0, done.stderr
    assert watch.there == ["VisibleCatalog"]


def test_what_is_derived_is_made_once_for_a_catalog_and_anew_for_another(tmp_path: Path) -> None:
    catalog = opened(make_catalog(tmp_path, FILES, base=SMALL), DAY).catalog
    assert relations(catalog) is relations(catalog)
    other = replace(catalog, agreements={})
    assert [pair.agreements for pair in relying(other, "hr")] == [()]
    assert [len(pair.agreements) for pair in relying(catalog, "hr")] == [1]


def said_of(catalog: Catalog, what: str) -> list[str]:
    """A value that is no other one, even if it is equal."""
    return [what, *sorted(catalog.agreements)]


def test_a_value_is_made_once_for_each_key_of_a_catalog_and_anew_for_another(tmp_path: Path) -> None:
    catalog = opened(make_catalog(tmp_path, FILES, base=SMALL), DAY).catalog
    said = catalog.once(said_of, "tea", "tea")
    assert said == ["tea", "it-hr"]
    assert catalog.once(said_of, "tea", "never asked again") is said
    assert catalog.once(said_of, "cake", "cake") == ["cake", "it-hr"]
    assert replace(catalog, agreements={}).once(said_of, "tea", "tea") == ["tea"]


def test_nothing_is_kept_about_an_agreement_or_service_as_it_might_be(tmp_path: Path) -> None:
    catalog = opened(make_catalog(tmp_path, FILES, base=SMALL), DAY).catalog
    agreement, service = catalog.agreements["it-hr"], catalog.services["it/loan"]
    lapsed = replace(agreement, effective_until=date(2026, 8, 1))
    assert state_of(catalog, lapsed) is not state_of(catalog, agreement)
    assert state_of(catalog, agreement) is not state_of(catalog, lapsed)
    assert promises(catalog, replace(service, targets=())) == ()
    assert len(promises(catalog, service)) == 1
