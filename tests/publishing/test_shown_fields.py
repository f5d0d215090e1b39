"""The table of what pages show of services is what is read of them."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.publishing.recorded_reads import FIELDS, Readers, Reads, reads_of_pages
from tests.publishing.told_past import eventful
from tests.publishing.written_services import PLAIN, WRITTEN, catalog_with, write_services
from tests.sites import DAY
from tests.support import TODAY, example_on

from servicebook.comparing.told_history import told_history
from servicebook.loading import load_catalog
from servicebook.model.catalog import Catalog
from servicebook.model.visible import visible
from servicebook.pages.rendering.context import MAX_ROWS, RenderContext, render_context
from servicebook.publishing.shown_fields import (
    SHOWING_ANY_PAST,
    SHOWING_FINDINGS,
    SHOWING_OWN_PAST,
    SHOWN_NEAR,
    SHOWN_ON,
)

CALLED = {"reviewed_on": "review", "review_every": "review"}
"""Keys that are not called as the field that they are read into."""
WITH_ALL = {
    name: {**{key: values[-1] for key, values in WRITTEN.items()}, "lifecycle": "live"} for name in PLAIN
}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Readers:
    """Who shows what, in catalogs of several kinds."""
    small = load_catalog(catalog_with(tmp_path_factory.mktemp("root"), WITH_ALL), TODAY)
    readers = Readers()
    for loaded, max_rows in ((example_on(date.fromisoformat(DAY)), MAX_ROWS), (small, 1)):
        history = told_history(eventful(loaded.catalog), loaded.catalog)
        reads_of_pages(loaded, readers, history, max_rows)
    return readers


@pytest.mark.parametrize("key", SHOWN_ON)
def test_what_the_table_says_of_a_key_is_which_pages_show_it_of_other_services(
    key: str, read: Readers
) -> None:
    shown = read.others[CALLED.get(key, key)]
    assert shown == SHOWN_ON[key], (
        f"publishing/shown_fields.py, row {key!r}: "
        f"add {sorted(shown - SHOWN_ON[key])}, remove {sorted(SHOWN_ON[key] - shown)}"
    )


@pytest.mark.parametrize("key", SHOWN_ON)
def test_what_the_table_says_of_pages_that_are_about_what_is_near_is_which_of_them_show_it(
    key: str, read: Readers
) -> None:
    name = CALLED.get(key, key)
    shown = read.near[name] - read.others[name]
    assert shown == SHOWN_NEAR.get(key, frozenset()), f"publishing/shown_fields.py, SHOWN_NEAR, row {key!r}"


def test_the_table_knows_all_pages_that_show_findings(read: Readers) -> None:
    shown = read.others["findings"]
    assert shown == SHOWING_FINDINGS, (
        f"publishing/shown_fields.py, SHOWING_FINDINGS: "
        f"add {sorted(shown - SHOWING_FINDINGS)}, remove {sorted(SHOWING_FINDINGS - shown)}"
    )


def test_a_look_at_what_is_written_or_mentioned_is_recorded(tmp_path: Path) -> None:
    catalog = visible(load_catalog(catalog_with(tmp_path, WITH_ALL), TODAY).catalog)
    service = catalog.services["it/parts"]
    reads = Reads({service.origin.path: ("service", service.id)})
    with reads.recording():
        _, read = reads.of(lambda: (service.origin.written, catalog.mentioned))
    assert read == {(("service", "it/parts"), "origin"), (("", ""), "mentioned")}


def test_nothing_shows_the_whole_file_of_another_service_or_all_that_is_referred_to(read: Readers) -> None:
    assert not read.others["origin"] | read.near["origin"] | read.others["mentioned"]


def test_the_table_knows_all_pages_that_show_what_has_changed(read: Readers) -> None:
    assert read.others["past"] | read.near["past"] == SHOWING_ANY_PAST, (
        "publishing/shown_fields.py, SHOWING_ANY_PAST"
    )
    assert read.about["past"] == SHOWING_OWN_PAST, "publishing/shown_fields.py, SHOWING_OWN_PAST"


@pytest.mark.parametrize("key", SHOWN_ON)
def test_what_is_worked_out_of_all_services_when_they_are_loaded_is_the_same_after_an_edit_of_the_key(
    key: str, tmp_path: Path
) -> None:
    root = catalog_with(tmp_path, WITH_ALL)
    contexts = []
    for value in WRITTEN[key]:
        write_services(root, {"parts": {**WITH_ALL["parts"], key: value}})
        contexts.append(render_context(load_catalog(root, TODAY)))
    for one, other in pairwise(contexts):
        assert worked_out(one) == worked_out(other)
        assert differing(one.catalog, other.catalog) == {CALLED.get(key, key)}


def worked_out(context: RenderContext) -> dict[str, Any]:
    """All of a context but services and their questions, and what depends on all that is written."""
    catalog, index = context.catalog, context.catalog.index
    apart = {"services", "faqs", "index", "mentioned", "faulty_kinds", "incomplete_kinds", "faulty_files"}
    objects = {one.name: getattr(catalog, one.name) for one in fields(Catalog) if one.compare}
    found = {one.name: getattr(index, one.name) for one in fields(index) if one.name != "faqs_of"}
    return {
        **{name: value for name, value in objects.items() if name not in apart},
        "index": {name: {key: by_ids(one) for key, one in table.items()} for name, table in found.items()},
        "chains": {name: repr(chains) for name, chains in context.chains.items()},
        "people": context.people,
    }


def by_ids(found: Any) -> Any:
    """Objects as their ids."""
    return [by_ids(one) for one in found] if isinstance(found, tuple) else getattr(found, "id", found)


def differing(one: Catalog, other: Catalog) -> set[str]:
    """The fields in which services of two catalogs are not the same."""
    assert list(one.services) == list(other.services)
    return {
        name
        for name in FIELDS
        if name != "origin"
        and any(
            getattr(one.services[key], name) != getattr(other.services[key], name) for key in one.services
        )
    }
