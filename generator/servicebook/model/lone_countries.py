"""The ``holidays`` library, of which only the countries are loaded that are asked for.

It has a module for each of 250 countries and looks one up by its code, but the package around them loads them all: that
takes as long as to check a small catalog.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec, module_from_spec
from typing import Any

import holidays
from holidays import country_holidays as country_holidays

_COUNTRIES = "holidays.countries"


def _put_off_all_countries() -> None:
    """Have the package run its own code when somebody asks it for a name; its modules can be loaded without that."""
    spec = find_spec(_COUNTRIES)
    if spec is None or spec.loader is None or _COUNTRIES in sys.modules:
        return
    loader, package = spec.loader, module_from_spec(spec)

    def loaded(name: str) -> Any:
        del package.__dict__["__getattr__"]
        loader.exec_module(package)
        return getattr(package, name)

    package.__dict__["__getattr__"] = loaded
    sys.modules[_COUNTRIES] = package
    holidays.__dict__["countries"] = package  # as if it had been imported


_put_off_all_countries()
