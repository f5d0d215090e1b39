"""One resolved object for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def render(content: Mapping[str, Any]) -> str:
    """The object's JSON as indented lines; what is absent or empty is left out."""
    return "\n".join(_lines(content, "")) + "\n"


def _lines(content: Mapping[str, Any], indent: str) -> Iterator[str]:
    width = max((len(key) for key, value in content.items() if not _is_nested(value)), default=0)
    for key, value in content.items():
        if value is None or value in ([], {}, ""):
            continue
        if isinstance(value, dict):
            yield f"{indent}{key}:"
            yield from _lines(value, indent + "  ")
        elif isinstance(value, list):
            yield f"{indent}{key}:"
            for item in value:
                yield from _item(item, indent + "  ")
        else:
            first, *rest = str(value).splitlines() or [""]
            yield f"{indent}{key + ':':<{width + 2}}{first}"
            yield from (f"{indent}{'':<{width + 2}}{line}" for line in rest)


def _item(item: Any, indent: str) -> Iterator[str]:
    if isinstance(item, dict):
        flat = {k: v for k, v in item.items() if v is not None and v not in ([], {}, "")}
        yield f"{indent}- " + ", ".join(f"{key} {_inline(value)}" for key, value in flat.items())
    else:
        yield f"{indent}- {item}"


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "(" + ", ".join(f"{k} {_inline(v)}" for k, v in value.items() if v is not None) + ")"
    if isinstance(value, list):
        return "(" + ", ".join(_inline(v) for v in value) + ")"
    return str(value).replace("\n", " ")


def _is_nested(value: Any) -> bool:
    return value is None or isinstance(value, dict | list)
