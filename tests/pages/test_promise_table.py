"""Which requests each promise in a table is for."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import IT, SMALL, catalog, make_catalog

from servicebook.model.promises import promises
from servicebook.pages.parts.promise_table import target_views
from servicebook.pages.rendering.urls import UrlContext

PRIORITIES = "default: normal\npriorities:\n" + "".join(
    f"  {name.lower()}: {{name: {name}, means: M.}}\n" for name in ("High", "Normal", "Low")
)


@pytest.mark.parametrize(
    ("inherited", "shown"),
    [
        ((), ["any"]),
        (("high",), ["High", "Normal and Low"]),
        (("high", "normal", "low"), ["High", "Normal", "Low", "none: every priority has its own"]),
    ],
)
def test_a_promise_for_any_priority_says_which_are_left_beside_inherited_ones(
    tmp_path: Path, inherited: tuple[str, ...], shown: list[str]
) -> None:
    above = ", ".join(f"{{measure: response_time, priority: {p}, within: 1 hour}}" for p in inherited)
    files = {
        "site_config/priorities.yml": PRIORITIES,
        f"{IT}/department.yml": SMALL[f"{IT}/department.yml"] + f"targets: [{above}]\n",
        f"{IT}/services/repair.yml": "name: R\nsummary: R.\nroles: {owner: it/lead}\n"
        "targets: [{measure: response_time, within: 2 hours}]\n",
    }
    c = catalog(make_catalog(tmp_path, files, base=SMALL))
    views = target_views(c, UrlContext("", ""), promises(c, c.services["it/repair"]))
    assert [view.when or "any" for view in views] == shown
