"""How seriously a catalog takes its changes: by their codes, as ``rules.yml`` says for findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from servicebook.comparing.changes import Change
from servicebook.problems import Severity
from servicebook.settings import Settings

_OFF = "off"


def with_levels(settings: Settings, changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes, each with the severity that its code has; those that are turned off are left out."""
    severities = settings.severities
    return tuple(
        replace(change, level=Severity(severities[change.code])) if change.code in severities else change
        for change in changes
        if severities.get(change.code) != _OFF
    )
