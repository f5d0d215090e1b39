"""Which objects are the same under another id, as the changes say that moved them."""

from __future__ import annotations

from collections.abc import Iterable

from servicebook.comparing.changes import Change, Effect


class SameObjects:
    """Ids of the base by those of the head, and the other way; what a department or service has goes with it."""

    def __init__(self, changes: Iterable[Change]) -> None:
        moved = [change for change in changes if change.effect is Effect.MOVED]
        self._former = {(change.kind, str(change.after)): str(change.before) for change in moved}
        self._today = {(change.kind, str(change.before)): str(change.after) for change in moved}

    def former(self, kind: str, qualified_id: str) -> str:
        """What an object of the head was called in the base."""
        return _other(self._former, kind, qualified_id)

    def today(self, kind: str, qualified_id: str) -> str:
        """What an object of the base is called in the head."""
        return _other(self._today, kind, qualified_id)


def _other(ids: dict[tuple[str, str], str], kind: str, qualified_id: str) -> str:
    """The other id of an object: its own, else with that of its service, which a question has, or its department."""
    if other := ids.get((kind, qualified_id)):
        return other
    service, _, question = qualified_id.rpartition("/")
    if kind == "faq" and (other := ids.get(("service", service))):
        return f"{other}/{question}"
    department, slash, rest = qualified_id.partition("/")
    return f"{ids.get(('department', department), department)}{slash}{rest}" if slash else qualified_id
