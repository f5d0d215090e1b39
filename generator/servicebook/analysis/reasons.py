"""Why an answer is not known, as values; :mod:`servicebook.explanations` puts them into words.

A reason is a small value with what its sentence needs: ids and names as written in the catalog, no text.
"""

from __future__ import annotations

from servicebook.frozen import frozen
from servicebook.model.clocks import NoCalendar


@frozen
class NoTimeWritten:
    """The step has no ``within``."""


@frozen
class DoerWithoutHours:
    """Whoever does the step, a department or role ``by``, has no hours to count on."""

    by: str


@frozen
class NoTimePromised:
    """The service that the step is handed to is unknown or does not promise by when it is done."""

    service: str


@frozen
class ServiceWithoutHours:
    """The service that the step is handed to has no hours to count on."""

    service: str


@frozen
class NeverOpen:
    """The calendar with that name is never open."""

    calendar: str


@frozen
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


@frozen
class NoHandoffs:
    """The service has no hand-offs to compare with."""


@frozen
class NothingPromised:
    """The service does not promise by when it is done."""


@frozen
class PromiseWithoutHours:
    """The service has no hours on which its promise could be counted."""


@frozen
class StepUnknown:
    """The time of a step, the first such one, is not known."""

    step: str
    reason: UnknownTime


@frozen
class OnlySometimes:
    """All hand-offs are done only sometimes, so that none is left to compare with."""


@frozen
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
