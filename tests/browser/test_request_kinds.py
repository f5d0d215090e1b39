"""The form that a button stands for, whatever a page says in its attributes and somebody writes as a name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from servicebook.documents.kinds import is_id
from tests.browser.watching import Watched, watched
from tests.sites import DAY, build_well, served
from tests.support import SMALL, write

CALL = """async ([name, args]) =>
  (await import(new URL("../assets/request_kinds.js", location)))[name](...args)"""
EDITS = """async ([value, role]) => {
  const { formOf } = await import(new URL("../assets/request_kinds.js", location));
  return formOf({ request: "role:it/lead", requestForm: "hold" }, "Lead").edits(value, role);
}"""
NEW = {"since": DAY, "person": "ana"}


@pytest.fixture(scope="module")
def reader(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    folder: Path = tmp_path_factory.mktemp("kinds")
    site = build_well(write(folder / "root", SMALL), folder / "site")
    with served(site) as address, watched(browser, address) as watch:
        watch.open("find/")
        yield watch


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Spare chargers", "spare-chargers"),
        ("  Café & Straße – 24/7!  ", "cafe-strasse-24-7"),
        ("花", f"service-{DAY}"),
        ("../../etc/passwd", "etc-passwd"),
        ("", f"service-{DAY}"),
        (None, f"service-{DAY}"),
        ("a" * 80, "a" * 63),
        ("word " * 20, "-".join(["word"] * 12)),
        ("\u202eevil {{ x }} ${{ y }}", "evil-x-y"),
    ],
)
def test_an_id_is_made_of_whatever_is_written(reader: Watched, name: str | None, expected: str) -> None:
    made = reader.page.evaluate(CALL, ["idOf", [name, "service"]])
    assert made == expected
    assert is_id(made)


@pytest.mark.parametrize("form", ["", "__proto__", "constructor", "toString", "unheard-of"])
def test_a_button_that_names_no_form_opens_the_whole_object(reader: Watched, form: str) -> None:
    made = reader.page.evaluate(CALL, ["formOf", [{"request": "person:ana", "requestForm": form}, "Ana"]])
    assert made == {"object": "person:ana"}


@pytest.mark.parametrize(
    ("answer", "role", "edits"),
    [
        ({}, {"title": "Lead"}, [{"path": ["holders"], "to": [NEW]}]),
        ({}, {"holders": []}, [{"path": ["holders", "-"], "to": NEW}]),
        ({"instead": False}, {"holders": ["ben"]}, [{"path": ["holders", "-"], "to": NEW}]),
        (
            {"instead": True},
            {"holders": ["ben", {"person": "cem"}, "dora"]},
            [
                {"path": ["holders", 2], "from": "dora", "to": None},
                {"path": ["holders", 1], "from": {"person": "cem"}, "to": None},
                {"path": ["holders", 0], "from": "ben", "to": NEW},
            ],
        ),
        (
            {"instead": True},
            {"holders": ["ben"], "deputies": ["cem", {"person": "ana", "interim": True}]},
            [
                {"path": ["holders", 0], "from": "ben", "to": NEW},
                {"path": ["deputies", 1], "from": {"person": "ana", "interim": True}, "to": None},
            ],
        ),
        (
            {"interim": True},
            {"holders": [], "vacant_since": "2026-08-15"},
            [{"path": ["holders", "-"], "to": {**NEW, "interim": True}}],
        ),
    ],
)
def test_who_takes_a_role_over_changes_what_they_say(
    reader: Watched, answer: dict[str, Any], role: dict[str, Any], edits: list[dict[str, Any]]
) -> None:
    assert reader.page.evaluate(EDITS, [{**NEW, **answer}, role]) == edits
