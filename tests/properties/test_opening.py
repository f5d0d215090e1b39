"""Whatever a catalog holds, opening it gives a catalog and problems, and never an exception."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import examples, json_values, mutated
from tests.support import SMALL, make_catalog, opened, write

from servicebook.analysis.resolved import KINDS as SHOWN
from servicebook.analysis.resolved import resolved
from servicebook.documents.kinds import KINDS, Kind
from servicebook.loading import LoadedCatalog
from servicebook.reports.check_formats import FORMATS
from servicebook.source.yaml_reader import Value


def path_of(kind: Kind) -> str:
    return kind.pattern.format(department="it", id="spoilt")


def written(result: LoadedCatalog) -> None:
    """Everything that is said about a catalog can be written, in every format."""
    for render in FORMATS.values():
        assert render(result)
    for kind, objects in SHOWN.items():
        for qualified_id in objects(result.catalog):
            json.dumps(resolved(result.catalog, kind, qualified_id))


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Kind, str], Path]:
    """A small catalog in which the file of a kind has this text; the other files are written once."""

    @cache
    def root(kind: Kind) -> Path:
        return make_catalog(tmp_path_factory.mktemp("small"), {}, base=SMALL)

    return lambda kind, text: write(root(kind), {path_of(kind): text})


@settings(max_examples=60)
@given(value=json_values, kind=st.sampled_from(KINDS))
def test_any_value_in_the_place_of_any_kind_is_opened(
    spoilt: Callable[[Kind, str], Path], value: Value, kind: Kind
) -> None:
    written(opened(spoilt(kind, json.dumps(value, ensure_ascii=False))))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_spoilt_document_of_any_kind_is_opened_and_its_problems_have_hints(
    spoilt: Callable[[Kind, str], Path], kind: Kind
) -> None:
    chance = random.Random(kind.name)
    documents = sorted(examples()[kind.schema], key=lambda d: len(json.dumps(d)))[:3]
    for _ in range(20):
        value = mutated(chance.choice(documents), chance)
        result = opened(spoilt(kind, json.dumps(value, ensure_ascii=False, indent=1)))
        written(result)
        for problem in result.problems:
            assert problem.hint, problem
            assert "None" not in problem.message
            assert "{" not in problem.message or "{" in json.dumps(value), problem.message
