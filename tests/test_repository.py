"""What the repository says about itself is so, and what its tests rest on is in one place."""

from __future__ import annotations

import re
from datetime import date

from servicebook.mkdocs_plugin.today import today
from tests.sites import DAY
from tests.support import REPOSITORY

TESTS = sorted((REPOSITORY / "tests").rglob("*.py"))


def test_a_command_that_is_told_no_day_takes_the_day_of_the_tests() -> None:
    assert today() == date.fromisoformat(DAY)


def test_every_browser_window_is_opened_where_it_is_given_the_day() -> None:
    opening = [file.name for file in TESTS if re.search(r"\.new_context\(", file.read_text(encoding="utf-8"))]
    assert opening == ["watching.py"]
