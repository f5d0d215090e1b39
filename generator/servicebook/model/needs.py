"""What one service needs of others."""

from __future__ import annotations

from servicebook.frozen import frozen
from servicebook.model.service import Service


@frozen
class Need:
    """That one service needs another: for a step that waits for it, or without waiting (``waits`` False)."""

    service: str
    purpose: str | None
    waits: bool


def needs_of(service: Service) -> tuple[Need, ...]:
    """What a service needs: the services that its work is handed to, then those that it depends on; each once."""
    needs: dict[str, Need] = {}
    for step in service.handoffs:
        if step.service:
            needs.setdefault(step.service, Need(step.service, step.does, waits=True))
    for dependency in service.depends_on:
        needs.setdefault(dependency.service, Need(dependency.service, dependency.purpose, waits=False))
    needs.pop(service.id, None)
    return tuple(needs.values())
