"""Plain ``pytest`` is quick, and whoever asks for other tests gets them."""

from __future__ import annotations

from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import sites, support
from tests.kinds_of_tests import kind_of, marker_expression


@given(st.none())
def generated(_: None) -> None:
    """A test of which hypothesis makes the input."""


@pytest.mark.parametrize(
    ("path", "module", "function", "fixtures", "kind"),
    [
        ("model/test_clocks.py", support, print, ["tmp_path"], "unit"),
        ("browser/test_axe.py", support, print, [], "browser"),
        ("browser/test_axe.py", sites, generated, ["example_site"], "browser"),
        ("site/test_links.py", support, print, [], "site"),
        ("pages/test_map.py", support, print, ["example_pages"], "site"),
        ("test_build.py", sites, print, [], "site"),
        ("clock/test_properties.py", support, generated, [], "property"),
        ("properties/test_reading.py", support, print, [], "property"),
    ],
)
def test_a_test_is_of_the_kind_of_its_folder_and_of_what_it_uses(
    path: str, module: object, function: object, fixtures: list[str], kind: str
) -> None:
    assert kind_of(PurePath(path), module, function, fixtures) == kind


@pytest.mark.parametrize("arguments", [[], ["-q"], ["-n", "2"], ["--maxfail=1", "-x"], ["--bless"]])
def test_plain_pytest_runs_the_quick_tests(arguments: list[str]) -> None:
    assert marker_expression(arguments, paths_named=False) == "unit"
    assert marker_expression(arguments, paths_named=True) == ""


@pytest.mark.parametrize(
    "arguments", [["-m", ""], ["-m", "site"], ["-mbrowser"], ["-k", "axe"], ["-q", "--lf"], ["--last-failed"]]
)
def test_who_asks_for_tests_gets_them_whatever_their_kind(arguments: list[str]) -> None:
    assert marker_expression(arguments, paths_named=False) == ""


def test_this_very_test_has_its_marker(request: pytest.FixtureRequest) -> None:
    assert [mark.name for mark in request.node.iter_markers()] == ["unit"]
