"""The department of services whose owner the source does not name; it exists only where there are such services."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.source.yaml_reader import Value

WITHOUT_OWNER = "Without owner"
DEPARTMENT: Mapping[str, Value] = {
    "name": WITHOUT_OWNER,
    "summary": "Services whose owner cannot be told from the source.",
}
