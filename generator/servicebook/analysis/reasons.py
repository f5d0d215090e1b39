"""Why an answer is not known, as values; :mod:`servicebook.explanations` puts them into words.

A reason is a small value with what its sentence needs: ids and names as written in the catalog, no text.
"""

from __future__ import annotations

from dataclasses import dataclass

from servicebook.model.clocks import NoCalendar


@dataclass(frozen=True, slots=True)
class NoTimeWritten:
    """The step has no ``within``."""


@dataclass(frozen=True, slots=True)
class DoerWithoutHours:
    """Whoever does the step, a department or role ``by``, has no hours to count on."""

    by: str


@dataclass(frozen=True, slots=True)
class NoTimePromised:
    """The service that the step is handed to is unknown or does not promise by when it is done."""

    service: str


@dataclass(frozen=True, slots=True)
class ServiceWithoutHours:
    """The service that the step is handed to has no hours to count on."""

    service: str


@dataclass(frozen=True, slots=True)
class NeverOpen:
    """The calendar with that name is never open."""

    calendar: str


@dataclass(frozen=True, slots=True)
class WaitsForItself:
    """The step waits for itself through others, so it can never begin: an error that the check reports by itself."""


UnknownTime = (
    NoTimeWritten
    | DoerWithoutHours
    | NoTimePromised
    | ServiceWithoutHours
    | NoCalendar
    | NeverOpen
    | WaitsForItself
)
"""Why the time of a step is not known."""


@dataclass(frozen=True, slots=True)
class NoHandoffs:
    """The service has no hand-offs to compare with."""


@dataclass(frozen=True, slots=True)
class NothingPromised:
    """The service does not promise by when it is done."""


@dataclass(frozen=True, slots=True)
class PromiseWithoutHours:
    """The service has no hours on which its promise could be counted."""


@dataclass(frozen=True, slots=True)
class StepUnknown:
    """The time of a step, the first such one, is not known."""

    step: str
    reason: UnknownTime


@dataclass(frozen=True, slots=True)
class OnlySometimes:
    """All hand-offs are done only sometimes, so that none is left to compare with."""


@dataclass(frozen=True, slots=True)
class CalendarsEndTooSoon:
    """The calendars are not known far enough for the end of a single request."""


UnknownChain = (
    NoHandoffs
    | NothingPromised
    | PromiseWithoutHours
    | NoCalendar
    | NeverOpen
    | StepUnknown
    | OnlySometimes
    | CalendarsEndTooSoon
)
"""Why nobody can tell whether a promise covers its chain."""
