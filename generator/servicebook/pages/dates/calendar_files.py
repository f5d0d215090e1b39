"""Calendars as files of the site: what the calculator and the open hours count on in the reader's browser.

A file's name holds a hash of what is in it, so that browsers may keep it for good; calendars that count alike
through the published days share one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date, time
from typing import Any

from servicebook import links
from servicebook.analysis.published_days import window
from servicebook.analysis.typical_moments import TypicalMoment, typical_moments
from servicebook.clock.calendar import Calendar
from servicebook.clock.calendar_data import calendar_data
from servicebook.frozen import frozen
from servicebook.model.calendars import ALWAYS
from servicebook.model.catalog import Inherited
from servicebook.model.clocks import Clocks, NoCalendarError
from servicebook.model.common import Channel, Target
from servicebook.model.service import Service


@frozen
class ClockFile:
    """A published calendar: its path in the site, its content, and the last day for which it gives dates."""

    path: str
    text: str
    last: date


class ClockFiles:
    """The files of one catalog's calendars, each made when it is first asked for, and kept."""

    def __init__(self, clocks: Clocks) -> None:
        self.clocks = clocks
        self._files: dict[tuple[str, Calendar], ClockFile] = {}
        self.kept: dict[Any, Any] = {}
        """What pages have made of them, by all that it depends on."""
        self._typical: dict[tuple[Calendar, tuple[time, ...]], tuple[TypicalMoment, ...]] = {}

    def __reduce__(self) -> tuple[object, ...]:
        """How they are pickled: without those that were made."""
        return ClockFiles, (self.clocks,)

    def of_service(self, service: Service, calendar_id: str | None) -> ClockFile | None:
        """The file of a calendar on which a service's promises are counted; None where there is no calendar."""
        try:
            calendar = self.clocks.for_service(service, calendar_id) if calendar_id else None
        except NoCalendarError:
            return None
        return self._file(calendar_id or "", calendar) if calendar else None

    def of_department(self, department: str, calendar_id: str | None) -> ClockFile | None:
        """The file of a calendar on which a department works; None where there is no calendar."""
        try:
            calendar = self.clocks.for_department(department, calendar_id) if calendar_id else None
        except NoCalendarError:
            return None
        return self._file(calendar_id or "", calendar) if calendar else None

    def typical(self, calendar: Calendar, cutoffs: tuple[time, ...]) -> tuple[TypicalMoment, ...]:
        """Typical moments of a calendar after the catalog's day."""
        key = (calendar, cutoffs)
        if key not in self._typical:
            self._typical[key] = typical_moments(calendar, self.clocks.catalog.today, cutoffs)
        return self._typical[key]

    def _file(self, calendar_id: str, calendar: Calendar) -> ClockFile:
        key = (calendar_id, calendar)
        if key not in self._files:
            content = calendar_data(calendar, *window(self.clocks.catalog.today))
            text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
            digest = hashlib.sha256(text.encode()).hexdigest()[:10]
            last = date.fromisoformat(content["last"])
            self._files[key] = ClockFile(links.clock(f"{calendar_id}.{digest}"), text, last)
        return self._files[key]


def clock_files(files: ClockFiles) -> Iterator[ClockFile]:
    """The files of the calendars on which departments work and can be reached, and on which promises are counted.

    Each once, by path.
    """
    catalog = files.clocks.catalog
    by_path: dict[str, ClockFile] = {}
    inherited: dict[str, set[str | None]] = {}
    for department in catalog.departments:
        above = [target for above_it in catalog.lineage(department) for target in above_it.targets]
        own = {
            catalog.department_hours(department).value,
            *_of_channels(catalog.department_channels(department)),
        }
        inherited[department] = own | _of_targets(above)
        for calendar_id in own:
            if file := files.of_department(department, calendar_id):
                by_path[file.path] = file
    for service in catalog.services.values():
        agreements = catalog.index.agreements_on.get(service.id, ())
        agreed = (target for a in agreements for targets in a.targets_for(service.id) for target in targets)
        targets = (*service.targets, *agreed)
        own = {catalog.support_hours(service).value, *_of_channels(catalog.channels(service))}
        for calendar_id in own | _of_targets(targets) | inherited.get(service.department, set()):
            if file := files.of_service(service, calendar_id):
                by_path[file.path] = file
    yield from (by_path[path] for path in sorted(by_path))


def _of_channels(channels: Inherited[tuple[Channel, ...]]) -> set[str | None]:
    return {channel.hours for channel in channels.value if channel.hours != ALWAYS}


def _of_targets(targets: Iterable[Target]) -> set[str | None]:
    return {target.hours for target in targets if target.within is not None}
