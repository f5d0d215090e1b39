"""Patterns of paths, as waivers have them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.growth import growth, steps

from servicebook.rules.path_patterns import matches


@pytest.mark.parametrize(
    ("pattern", "path", "is_named"),
    [
        ("a/b.yml", "a/b.yml", True),
        ("a/b.yml", "a/b.yml2", False),
        ("a/*.yml", "a/b.yml", True),
        ("a/*.yml", "a/b/c.yml", False),
        ("a/**/c.yml", "a/c.yml", True),
        ("a/**/c.yml", "a/b/d/c.yml", True),
        ("a/**/c.yml", "a/bc.yml", False),
        ("**/c.yml", "bc.yml", False),
        ("a/**", "a/b/c.yml", True),
        ("a/**b/*c", "a/x/yb/zc", True),
        ("a.yml", "abyml", False),
    ],
)
def test_a_pattern_names_whole_paths(pattern: str, path: str, is_named: bool) -> None:
    assert matches(pattern, path) is is_named


@given(st.text(alphabet="ab/*", max_size=10), st.text(alphabet="ab/", max_size=10))
def test_patterns_mean_what_the_regular_expression_of_them_means(pattern: str, path: str) -> None:
    meanings = {"**/": "(.*/)?", "**": ".*", "*": "[^/]*"}
    parts = re.split(r"(\*\*/|\*\*|\*)", pattern)
    expression = "".join(meanings.get(part) or re.escape(part) for part in parts)
    assert matches(pattern, path) is (re.fullmatch(expression, path) is not None)


@pytest.mark.parametrize("part", ["**/", "**a", "*a", "**/*"])
def test_many_stars_are_followed_at_once(part: str) -> None:
    def make(count: int) -> Callable[[], object]:
        return lambda: matches(f"{part * count}b", "a" * 200)

    make(40)()
    assert steps(make(80)) < 300_000  # a regular expression would be at it for years


def test_the_work_grows_as_the_path_does() -> None:
    assert growth(lambda count: lambda: matches("**a*/**c", f"c{'a/' * count}"), 50) < 2.2
