"""Of the library of holidays, only countries are loaded that are asked for; others find all of it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

BEGIN = """
import json, sys
from servicebook.model.public_holidays import public_holidays
from servicebook.settings import PublicHolidays
days = public_holidays(PublicHolidays("AT"), 2026, 2026, "en")
loaded = [name for name in sys.modules if name.startswith("holidays.countries.")]
"""


def said(program: str) -> object:
    """What a process of its own prints as JSON."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    return json.loads(done.stdout)


def test_the_holidays_of_a_country_are_known_without_loading_the_others() -> None:
    are_known, loaded = said(BEGIN + "print(json.dumps([len(days) > 9, loaded]))")  # type: ignore[misc]
    assert (are_known, loaded) == (True, ["holidays.countries.austria"])


@pytest.mark.parametrize(
    "asked",
    [
        "import holidays; found = holidays.countries.Belgium",
        "from holidays.countries import Belgium as found",
        "from holidays.countries import *; found = Belgium",
        "from holidays.countries.belgium import Belgium as found",
        "import holidays; found = holidays.Belgium",
    ],
)
def test_who_else_uses_the_library_finds_all_countries(asked: str) -> None:
    program = f"{BEGIN}{asked}\nprint(json.dumps([found.country, len(found(years=2026)) > 9]))"
    assert said(program) == ["BE", True]
