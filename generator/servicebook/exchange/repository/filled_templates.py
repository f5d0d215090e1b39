"""Templates of files, which are plain text, with their values: ``<<name>>`` stands for one."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files


def fill(name: str, values: Mapping[str, str]) -> str:
    """A template with its values; ``<<`` within a value means nothing."""
    template = (files("servicebook.exchange.repository") / "templates" / name).read_text(encoding="utf-8")
    first, *rest = template.split("<<")
    pieces = [first]
    for piece in rest:
        key, _, text = piece.partition(">>")
        pieces += [values[key], text]
    return "".join(pieces)
