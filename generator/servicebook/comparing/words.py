"""What a change says to people, in the words of the tables: the same on a terminal, in a comment and on pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from servicebook.comparing.changes import Because, Change, Effect
from servicebook.source.yaml_reader import Value
from servicebook.wording import text

_MOST = 240
"""Characters of a value; who wants to read more follows the link to its lines."""


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """A change for readers: what it means in a word, which object it is about, and what it says now and said before."""

    effect: str
    subject: str
    what: str


def words_of(change: Change, name: str | None) -> ChangeWords:
    """A change in words; ``name`` is what its object is called."""
    kind = text(f"kind.{change.kind}")
    subject = (
        text("change.object", object=name, kind=kind, id=change.object_id)
        if name and name != change.object_id
        else text("change.id", kind=kind, id=change.object_id)
    )
    return ChangeWords(effect_word(change.effect), subject, _what(change))


def effect_word(effect: Effect) -> str:
    """What the effect is called."""
    return text(f"effect-of-change.{effect.value.replace(' ', '-')}")


def _what(change: Change) -> str:
    if change.field is None:
        is_moved = change.effect is Effect.MOVED
        return text("change.moved", before=str(change.before), after=str(change.after)) if is_moved else ""
    field, before, after = change.field, written(change.before), written(change.after)
    if change.before is None:
        return text("change.appeared", field=field, after=after)
    if change.after is None:
        return text("change.gone", field=field, before=before)
    return text("change.set", field=field, before=before, after=after)


def written(value: Value) -> str:
    """A value on one line: lists with commas, maps as key and value."""
    if value is None:
        return text("change.nothing")
    words = " ".join(_flat(value).split())
    return words if len(words) <= _MOST else f"{words[: _MOST - 1]}…"


def _flat(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(_flat(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_flat(item)}" for key, item in value.items())
    return str(value)


def because_words(because: Because) -> str:
    """Why a department is affected, or asked."""
    name = because.title or because.name
    if because.through is not None:
        through = because.through_title or because.through
        return text(f"because-through.{because.reason}", name=name, through=through)
    return text(f"because.{because.reason}", name=name)
