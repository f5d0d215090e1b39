"""What to write in a field that contradicts the fields beside it."""

from __future__ import annotations

from typing import Any

from servicebook.documents.document import Document
from servicebook.source.yaml_reader import Pointer
from servicebook.wording import text

_ALL = 100


def hint_of_field(document: Document, pointer: Pointer, x_text: str | None) -> str | None:
    """What to write where the schema says ``x_text`` of the field at ``pointer``; None where it says nothing."""
    if x_text is None:
        return None
    hint = _instead_of_time(document, pointer) if x_text == "measure-without-time" else None
    return hint or text(f"field-hint.{x_text}")


def _instead_of_time(document: Document, pointer: Pointer) -> str | None:
    """How a target of availability, quality or accuracy is written that has the time at ``pointer``.

    None where no number says what is promised.
    """
    target: Any = document.value
    for step in pointer[:-1]:
        target = target[step]
    share = target.get("compliance")
    if not isinstance(share, (int, float)) or isinstance(share, bool) or not 0 < share <= _ALL:
        return None
    if "at_least" in target:
        return text("target.time-and-percentage-hint")
    return text("target.percentage-hint", share=f"{share:g}")
