"""Days that several rules look at: those that are still to come, and those of reviews."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import chain

from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog
from servicebook.model.department import Department
from servicebook.model.journey import Journey
from servicebook.model.service import Service


def is_to_come(catalog: Catalog, day: date) -> bool:
    """Whether the day is after tomorrow or later: somewhere on earth tomorrow has begun, and a colleague is there."""
    return day - catalog.today > timedelta(days=1)


def reviewed_objects(catalog: Catalog) -> tuple[Department | Service | Journey | Agreement, ...]:
    """Everything that can be reviewed. Several rules go through it: ask with ``catalog.derive(reviewed_objects)``."""
    return tuple(
        chain(
            catalog.departments.values(),
            catalog.services.values(),
            catalog.journeys.values(),
            catalog.agreements.values(),
        )
    )
