"""What a service takes from its department changes when it goes to another one, though nothing is written of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from servicebook.clock.durations import Duration
from servicebook.comparing.changes import Change, Effect
from servicebook.comparing.field_words import INHERITED
from servicebook.comparing.objects import Pair
from servicebook.model.catalog import Catalog, Inherited
from servicebook.model.service import Service
from servicebook.source.yaml_reader import Value
from servicebook.wording.time_spans import duration

_CODES = {
    "support_hours": "detail-changed",
    "channels": "channels-changed",
    "escalation": "escalation-changed",
    "customer_duties": "duties-changed",
}


def inherited_changes(before: Catalog, after: Catalog, pairs: Iterable[Pair]) -> Iterator[Change]:
    """How to ask, whom to ask when it is late, and what the customer does: where that came from the department.

    Promises are compared for themselves, and the hours are named, since they say more than a few dates. A department's
    own change is said of the department.
    """
    for pair in pairs:
        if pair.before is None or pair.after is None or pair.after.kind != "service":
            continue
        was, now = before.services.get(pair.before.id), after.services.get(pair.after.id)
        if was is None or now is None or was.department == now.department:
            continue
        for name, code in _CODES.items():
            then, today = _inherited(before, was, name), _inherited(after, now, name)
            is_own = then.source == today.source == "service"
            if not is_own and then.value != today.value:
                yield Change(
                    code=code,
                    kind="service",
                    object_id=now.id,
                    field=f"{INHERITED}{name}",
                    before=_plain(_calendar(before, name, then.value)) or None,
                    after=_plain(_calendar(after, name, today.value)) or None,
                    effect=Effect.CHANGED,
                    written=pair.after.written,
                )


def _inherited(catalog: Catalog, service: Service, name: str) -> Inherited[Any]:
    found: Inherited[Any] = getattr(catalog, name)(service)
    return found


def _calendar(catalog: Catalog, name: str, value: Any) -> Any:
    """A calendar as it is called; any other value as it is."""
    definition = catalog.settings.calendars.get(value) if name == "support_hours" else None
    return definition.name if definition else value


def _plain(value: Any) -> Value:
    """The values of the model as they would be written."""
    if isinstance(value, Duration):
        return duration(value)
    if is_dataclass(value):
        parts = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {name: _plain(part) for name, part in parts if part not in (None, False, ())}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value
