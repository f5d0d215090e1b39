"""Which kind of test is which, by where it stands and what it uses; and which kinds are run when nobody says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from types import ModuleType

from tests import sites

UNIT, SITE, BROWSER, PROPERTY = "unit", "site", "browser", "property"
BUILDERS = (sites.build, sites.build_well, sites.build_apart, sites.mkdocs)
BUILT = {"example_site", "example_pages"}
"""Fixtures that build a site."""


def kind_of(path: PurePath, module: ModuleType, function: object, fixtures: Sequence[str]) -> str:
    """The marker of a test in a file below ``tests/``.

    ``browser`` and ``site`` are also whole folders, and a file of which one test builds a site is ``site``;
    ``property`` are tests of which hypothesis makes the input.
    """
    folder = path.parts[0]
    if folder == "browser":
        return BROWSER
    if folder == "properties" or getattr(function, "is_hypothesis_test", False):
        return PROPERTY
    uses = any(getattr(module, build.__name__, None) is build for build in BUILDERS)
    return SITE if folder == "site" or uses or not BUILT.isdisjoint(fixtures) else UNIT


def marker_expression(arguments: Sequence[str], *, paths_named: bool) -> str:
    """What ``-m`` is taken for where a command line has none: the quick tests, unless others are asked for.

    Whoever names a file, or words of a test, or wants those that failed, wants them whatever their kind.
    """
    chosen = ("-m", "-k", "--lf", "--last-failed", "--ff", "--failed-first", "--nf", "--new-first")
    asked = paths_named or any(
        argument.startswith(chosen[:2]) or argument.partition("=")[0] in chosen for argument in arguments
    )
    return "" if asked else UNIT
