"""Whoever writes out what something is called finds just that first, of whatever kind it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser

from servicebook.loading import load_catalog
from servicebook.model.catalog import Catalog
from servicebook.model.visible import shown_people
from servicebook.search.called import letters, spellings
from tests.browser.watching import Watched, watched
from tests.support import REPOSITORY

FIRST = """async ([queries, most]) => {
  const { search, entries } = await import(new URL("../assets/engine.js", location));
  const found = {};
  for (const query of queries) {
    const { asked, found: ranked, weak } = await search(query);
    const first = (await entries(ranked.slice(0, most))).map(one => `${one.kind}:${one.id}`);
    found[query] = { first, weak, mended: asked.flatMap(one => one.instead) };
  }
  return found;
}"""


PAGES = """async () => {
  const { entries, indexFile } = await import(new URL("../assets/search_index.js", location));
  const { file } = await indexFile();
  const within = (ranges, number) => ranges.some(([start, end]) => start <= number && number < end);
  const all = Array.from({ length: file.entries }, (_, number) => ({ number }));
  const pages = all.filter(({ number }) =>
    within(file.kinds.page, number) && !within(file.maintainers, number));
  return (await entries(pages)).map(({ id, name }) => [name, `page:${id}`]);
}"""
"""The pages for everybody that are about no object of the catalog."""


@pytest.fixture(scope="module")
def reader(browser: Browser, example: str) -> Iterator[Watched]:
    with watched(browser, example) as watch:
        watch.open("find/")
        yield watch


def called(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Everything that anything of the catalog is called, and what it is called so."""
    collections = {
        "service": (catalog.services, "name"),
        "department": (catalog.departments, "name"),
        "role": (catalog.roles, "title"),
        "person": ({one: catalog.people[one] for one in shown_people(catalog)}, "name"),
        "journey": (catalog.journeys, "name"),
        "faq": (catalog.faqs, "question"),
        "agreement": (catalog.agreements, "name"),
        "notice": (catalog.notices, "title"),
        "calendar": (catalog.settings.calendars, "name"),
    }
    for kind, (listed, name) in collections.items():
        for qualified_id, one in listed.items():
            for way in (getattr(one, name), *getattr(one, "aliases", ()), *ids(qualified_id, one)):
                if way:
                    yield way, f"{kind}:{qualified_id}"
    for topic in {topic for service in catalog.services.values() for topic in service.topics}:
        yield catalog.settings.topics[topic].name, f"topic:{topic}"


def ids(qualified_id: str, one: Any) -> Iterable[str]:
    for each in (qualified_id, *getattr(one, "former_ids", ())):
        yield from (each, each.rpartition("/")[2])


def test_a_name_an_alias_an_old_id_or_an_id_finds_what_is_called_so_first(reader: Watched) -> None:
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    queries: dict[str, str] = {}
    for name, result in called(load_catalog(REPOSITORY, datetime.now(UTC).date()).catalog):
        for spelling in spellings(name, "en"):
            wanted[letters(spelling)].add(result)
        queries[name] = letters(spellings(name, "en")[0])
    assert len({result.partition(":")[0] for results in wanted.values() for result in results}) == 10
    most = max(map(len, wanted.values()))
    found = reader.page.evaluate(FIRST, [list(queries), most + 2])
    # several may be called the same; then they are the first, all of them
    missed = {
        query: found[query]["first"][:3]
        for query, key in queries.items()
        if not wanted[key] <= set(found[query]["first"][: len(wanted[key]) + 1]) or found[query]["weak"]
    }
    assert missed == {}
    assert [query for query in queries if found[query]["mended"]] == []


def test_the_title_of_a_page_finds_the_page_first(reader: Watched) -> None:
    pages = dict(reader.page.evaluate(PAGES))
    assert {"page:services", "page:hours", "page:help/asking"} <= set(pages.values())
    found = reader.page.evaluate(FIRST, [list(pages), 1])
    assert {title: found[title]["first"][0] for title in pages} == pages


@pytest.mark.parametrize(
    ("query", "result"),
    [
        ("LAPTOP-REPAIR", "service:it/laptop-repair"),
        ("laptoprepair", "service:it/laptop-repair"),
        ("Laptop repair?", "service:it/laptop-repair"),
        ("it", "department:it"),
        ("IT", "department:it"),
        ("contracts & law", "topic:contracts-and-law"),
        ("contracts law", "topic:contracts-and-law"),
        ("ámira haddad", "person:amira-haddad"),
    ],
)
def test_a_name_is_known_however_it_is_typed(reader: Watched, query: str, result: str) -> None:
    assert reader.page.evaluate(FIRST, [[query], 1])[query]["first"] == [result]


def test_names_that_begin_with_the_query_come_before_the_rest(reader: Watched) -> None:
    found = reader.page.evaluate(
        """async query => {
          const { search, entries } = await import(new URL("../assets/engine.js", location));
          return (await entries((await search(query)).found)).map(one => one.name);
        }""",
        "laptop",
    )
    begins = [name.lower().startswith("laptop ") for name in found]
    first = begins.index(True)
    assert begins[first : first + sum(begins)] == [True] * sum(begins)
    assert sum(begins) > 1
