"""Messages quote little of what is wrong, however long that is."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import IT, SMALL, make_catalog, opened

from servicebook import wording
from servicebook.problems import MAX_TEXT, Place, error
from servicebook.wording import MAX_QUOTED, shortened

LONG = "x" * 300_000
SERVICE = "name: Move\nsummary: We move it.\nroles: {owner: it/lead}\n"


def test_a_long_value_is_quoted_by_its_beginning_and_its_end() -> None:
    quoted = shortened(f"begin{LONG}end")
    assert isinstance(quoted, str)
    assert (len(quoted), quoted[:6], quoted[-4:]) == (MAX_QUOTED, "beginx", "xend")
    assert shortened("short") == "short" and shortened(7) == 7


def test_what_pages_say_is_never_shortened() -> None:
    assert LONG in wording.text("list.and", before=LONG, last="b")


def test_no_message_is_longer_than_a_screen() -> None:
    problem = error("bad-value", Place("a.yml"), LONG, LONG)
    assert (len(problem.message), len(problem.hint or "")) == (MAX_TEXT, MAX_TEXT)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (f"{IT}/services/move.yml", f"{SERVICE}? {LONG[:900]}\n: 1\n"),
        (f"{IT}/services/move.yml", f"{SERVICE}depends_on: [{{service: it/{LONG}}}]\n"),
        (f"{IT}/services/move.yml", f"{SERVICE}links: [{{text: t, url: 'htps://{LONG}'}}]\n"),
        (f"{IT}/services/move.yml", f"{SERVICE}lifecycle: {LONG}\n"),
        (f"{IT}/services/move.yml", f"{SERVICE}aliases: {LONG}\n"),
        (f"{IT}/services/move.yml", f"{SERVICE}support_hours: {LONG}\n"),
        (f"{IT}/services/move.yml", f"{SERVICE}description: '[a]({LONG}.html)'\n"),
        (f"{IT}/services/move.yml", f"{SERVICE}cost: !{LONG[:900]} 1\n"),
        (f"{IT}/services/move.yml", f"name: {LONG}\nsummary: {LONG}\n"),
        (
            f"{IT}/services/move.yml",
            f"{SERVICE}handoffs: [{{id: {'s' * 900}, by: it, does: a, after: [{LONG}]}}]\n",
        ),
        (f"{IT}/services/{'y' * 200}_.yml", SERVICE),
        (
            "catalog/people.yml",
            f"ana: {{name: Ana}}\nben: {{name: Ben}}\n? {'z' * 900}\n: {{name: {LONG}}}\n",
        ),
        (
            "site_config/calendars.yml",
            f"{SMALL['site_config/calendars.yml']}b: {{name: {LONG}, open: {{mon: [{LONG}]}}}}\n",
        ),
        (
            "site_config/rules.yml",
            f"severities: {{no-owner: {LONG}}}\nwaivers: [{{code: {LONG}, path: a, reason: b}}]\n",
        ),
    ],
    ids=range(14),
)
def test_nothing_that_a_catalog_holds_makes_a_message_long(tmp_path: Path, path: str, text: str) -> None:
    found = opened(make_catalog(tmp_path, {path: text}, base=SMALL)).problems
    assert found
    for problem in found:
        assert len(problem.message) < 500
        assert len(problem.hint or "") < 1000
        assert all(len(related.message) < 500 for related in problem.related)
