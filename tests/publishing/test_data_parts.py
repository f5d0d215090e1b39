"""Large data files: made in parts, by several processes or one, they are what they would be as a whole."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace

import pytest
from tests.support import SMALL, catalog, in_one_process, write

from servicebook import links
from servicebook.exchange.json import to_json
from servicebook.model.visible import VisibleCatalog, visible
from servicebook.publishing.data_files import data_files, data_parts, data_paths
from servicebook.publishing.publication import SiteFile


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> VisibleCatalog:
    """So many services that processes share the work."""
    known = catalog(write(tmp_path_factory.mktemp("large"), SMALL))
    services = {}
    for number in range(to_json.MIN_OBJECTS):
        one = replace(known.services["it/repair"], id=f"it/s{number:05}", name=f"Äther {number}")
        services[one.id] = one
    return visible(replace(known, services=services))


def test_processes_make_the_same_parts_as_one_does(large: VisibleCatalog) -> None:
    with in_one_process():
        alone = list(data_parts(large))
    assert list(data_parts(large)) == alone


def test_the_catalog_comes_in_small_parts_with_every_service_once(large: VisibleCatalog) -> None:
    parts: defaultdict[str, list[SiteFile]] = defaultdict(list)
    for part in data_parts(large):
        parts[part.path].append(part)
    whole = [part.content for part in parts[links.DATA_CATALOG]]
    document = json.loads(b"".join(whole))
    assert max(map(len, whole)) < sum(map(len, whole)) / 4
    assert [service["id"] for service in document["services"]] == list(large.services)
    for service in document["services"][::500]:
        (own,) = parts[links.data_of_service(service["id"])]
        assert json.loads(own.content) == service
    for of_file in parts.values():
        assert [part.more for part in of_file] == [True] * (len(of_file) - 1) + [False]


def test_the_paths_of_files_are_known_before_any_is_made(large: VisibleCatalog) -> None:
    small = visible(replace(large, services=dict(list(large.services.items())[:10])))
    for one in (small, large):
        assert sorted(data_paths(one)) == sorted({file.path for file in data_parts(one)})


def test_whole_files_are_their_parts_in_order(large: VisibleCatalog) -> None:
    joined: defaultdict[str, bytes] = defaultdict(bytes)
    for part in data_parts(large):
        joined[part.path] += part.content
    assert {file.path: file.content for file in data_files(large)} == joined
    table = joined[links.table("services")].decode().split("\r\n")
    assert table[0].startswith("\ufeffid,")
    assert [line.partition(",")[0] for line in table[1:-1]] == [
        one.rpartition("/")[2] for one in large.services
    ]


def test_an_export_is_the_document_of_the_site(large: VisibleCatalog) -> None:
    site = {file.path: file.content for file in data_files(large)}
    assert to_json.export(large)[to_json.FILE].encode() == site[links.DATA_CATALOG]
