"""Roles as they were written, without people who are not shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

HOLDING = ("holders", "deputies")
"""The fields of a role, as written, that name people."""


def named_holders(listed: Sequence[Any], shown: frozenset[str]) -> list[Any]:
    """The holders or deputies of a role as they were written, without those who are not ``shown``."""
    return [entry for entry in listed if (entry if isinstance(entry, str) else entry["person"]) in shown]


def written_role(written: Mapping[str, Any], shown: frozenset[str], *, names: bool) -> dict[str, Any]:
    """A role as written, without people who are not ``shown``; without ``names``, it says nothing of any."""
    if not names:
        return {key: value for key, value in written.items() if key not in HOLDING}
    return {key: named_holders(value, shown) if key in HOLDING else value for key, value in written.items()}
