"""What scripts are given is what the schemas of ``publishing/schemas/`` say, in the example and in odd catalogs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator
from tests.publishing.contract import TYPES, declarations, schemas
from tests.sites import DAY
from tests.support import HR, IT, MINIMAL, SMALL, opened, told, write

from servicebook.pages import all_pages
from servicebook.pages.rendering.context import render_context
from servicebook.problems import Severity
from servicebook.publishing.asset_files import script_data_files
from servicebook.publishing.page_files import published_pages
from servicebook.publishing.publication import Publication
from servicebook.publishing.request_files import request_files
from servicebook.publishing.search_files import search_files
from servicebook.publishing.searched_pages import other_entries

FILES = {
    "calendar": r"clock/[^/]+\.json",
    "choices": r"mine\.json",
    "request_choices": r"request/choices\.json",
    "request_listed": r"request/choices/[^/]+\.json",
    "request_fields": r"request/fields/[^/]+\.json",
    "request_written": r"request/(?!choices/|fields/)[^/]+/.+\.json",
    "request_ways": r"request/ways\.json",
    "search_index": r"search/index\.json",
    "search_words": r"search/words/\d+\.json",
    "search_beginnings": r"search/begin/[^/]+\.json",
    "search_endings": r"search/end/[^/]+\.json",
    "search_called": r"search/called/[^/]+\.json",
    "search_language": r"search/language/[^/]+\.json",
    "search_meaning": r"search/meaning/[^/]+\.json",
    "search_entries": r"search/entries/\d+\.json",
    "search_columns": r"search/columns\.json",
    "search_customers": r"search/customers/[^/]+\.json",
}
BLOCKS = {"promise": "promise_data", "plan": "plan_data"}
FETCHED = re.compile(r"(?:clock|request|search)/.*|mine\.json")
BLOCK = re.compile(r'<template id="(\w+_data)">(.*?)</template>', re.DOTALL)

ODD = {
    "a department and nothing else": MINIMAL,
    "two departments and a promise": SMALL,
    "services without words, and a name that no alphabet has": {
        **SMALL,
        f"{IT}/services/wordless.yml": 'name: "花"\nsummary: "…"\n',
        f"{IT}/services/retired.yml": "name: Fax\nsummary: A fax.\nlifecycle: retired\n",
    },
    "a notice, levels of escalation and a journey": {
        **SMALL,
        f"{IT}/services/repair.yml": (
            "name: Repair\nsummary: We repair it.\nroles: {owner: it/lead}\n"
            "targets:\n"
            "  - {measure: response_time, within: same working day, cutoff: '14:00'}\n"
            "  - {measure: fulfillment_time, within: 2 months}\n"
            "escalation: [{role: it/lead}, {role: hr/head, after: 2 working days}]\n"
        ),
        "catalog/notices/late.yml": (
            "title: Spare parts are late\neffect: delayed\naffects: {services: [it/repair]}\nfrom: 2026-11-01\n"
        ),
        "catalog/journeys/start.yml": (
            "name: Start\nsummary: A start.\nsteps:\n  - {id: a, title: A, service: it/repair}\n"
        ),
        f"{HR}/services/empty.yml": "name: E\nsummary: E.\n",
    },
}


def of_site(site: Path) -> Iterator[tuple[str, str]]:
    """(path or id, JSON) of all that the scripts of a site are given."""
    for file in sorted(site.rglob("*.json")):
        path = file.relative_to(site).as_posix()
        if FETCHED.fullmatch(path):
            yield path, file.read_text(encoding="utf-8")
    for page in sorted(site.rglob("index.html")):
        yield from BLOCK.findall(page.read_text(encoding="utf-8"))


def of_catalog(root: Path) -> Iterator[tuple[str, str]]:
    """The same of a catalog that no site is built of."""
    loaded = opened(root, date.fromisoformat(DAY))
    assert [told(problem) for problem in loaded.problems if problem.severity is Severity.ERROR] == []
    context = render_context(loaded)
    pages = {page.path: page for page in all_pages(context)}
    made = request_files(context.catalog), search_files(context.catalog, other_entries(context, pages, []))
    files = [*script_data_files(context), *made[0], *made[1]]
    yield from ((file.path, file.content.decode()) for file in files)
    for page in published_pages(Publication(context=context), list(pages.values()), pages):
        yield from BLOCK.findall(page.file.content.decode())


@pytest.fixture(scope="module")
def validators() -> Mapping[str, Draft202012Validator]:
    return {name: Draft202012Validator(schema) for name, schema in schemas().items()}


def schema_of(name: str) -> str:
    """Which schema a file or a block of data has to fulfil."""
    kinds = [kind for kind, pattern in FILES.items() if re.fullmatch(pattern, name)]
    kinds += [kind for kind, block in BLOCKS.items() if block == name]
    assert len(kinds) == 1, name
    return kinds[0]


def faults(
    data: Iterator[tuple[str, str]], validators: Mapping[str, Draft202012Validator]
) -> tuple[set[str], list[str]]:
    """The schemas that were held against something, and what is against them."""
    seen, found = set(), []
    for name, text in data:
        kind = schema_of(name)
        seen.add(kind)
        content: Any = json.loads(text)
        found += [
            f"{name}: {fault.instance_path}: {fault.message}"
            for fault in validators[kind].iter_errors(content)
        ]
    return seen, found


def test_the_example_is_what_the_schemas_say(
    example_site: Path, validators: Mapping[str, Draft202012Validator]
) -> None:
    seen, found = faults(of_site(example_site), validators)
    assert found == []
    assert seen == {*FILES, *BLOCKS} == validators.keys()


@pytest.mark.parametrize("name", ODD)
def test_an_odd_catalog_is_what_the_schemas_say(
    tmp_path: Path, name: str, validators: Mapping[str, Draft202012Validator]
) -> None:
    seen, found = faults(of_catalog(write(tmp_path, ODD[name])), validators)
    assert found == []
    assert {"choices", "search_index", "search_columns"} <= seen
    assert ({"promise", "plan", "calendar"} <= seen) == ("journey" in name)


def test_scripts_are_checked_against_the_same(golden: Callable[[Path, str], None]) -> None:
    golden(TYPES, declarations())
