"""What the values mean of which a field takes only some, where their names alone may mislead."""

from __future__ import annotations

from collections.abc import Sequence

from servicebook import wording
from servicebook.source.yaml_reader import Pointer, Value
from servicebook.wording.lists import either

_EXPLAINED = ("measure", "effect")


def choices(pointer: Pointer, values: Sequence[str]) -> str:
    """``closed (nothing is done), delayed (…) or changed (…)``; the values alone where these say it all."""
    if not pointer or pointer[-1] not in _EXPLAINED:
        return either(values)
    return either(_with_meaning(str(pointer[-1]), value) for value in values)


def others_like(pointer: Pointer, written: Value, values: Sequence[str]) -> str:
    """What to add to a proposed value: its meaning, and the others that are called nearly so; else nothing."""
    if not pointer or pointer[-1] not in _EXPLAINED or not isinstance(written, str):
        return ""
    field = str(pointer[-1])
    last = written.rpartition("_")[2]
    others = [_with_meaning(field, one) for one in values if one != written and one.endswith(f"_{last}")]
    meaning = wording.text("choice.meaning", meaning=_meaning(field, written))
    return meaning + (wording.text("choice.others", others=either(others)) if others else "")


def _with_meaning(field: str, value: str) -> str:
    return value + wording.text("choice.meaning", meaning=_meaning(field, value))


def _meaning(field: str, value: str) -> str:
    if field == "measure":
        return wording.text(f"choice.measure.{value}")
    return wording.text(f"choice.effect.{value}")
