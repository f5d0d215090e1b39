"""Objects of which an import knows no more than the name: owners that are not in the source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from servicebook.documents.slugs import slug


def is_only_named(value: Mapping[str, Any], own_name: str) -> bool:
    """Whether an object says no more than a name, from which ``own_name`` makes the same id: nobody edited it since."""
    name = str(value.get("name"))
    if not value.keys() <= {"name", "summary", "channels", "email"} or slug(name) != slug(own_name):
        return False
    addresses = [channel.get("address") for channel in value.get("channels", ())]
    return value.get("summary") in (None, f"{name}.") and {*addresses, value.get("email", name)} <= {name}
