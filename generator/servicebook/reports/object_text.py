"""One resolved object for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from servicebook.reports.safe_text import visible


def render(content: Mapping[str, Any]) -> str:
    """The object's JSON as indented lines; what is absent or empty is left out."""
    return "\n".join(_lines(content, "")) + "\n"


def _lines(content: Mapping[str, Any], indent: str) -> Iterator[str]:
    shown = {key: value for key, value in content.items() if not _is_empty(value)}
    width = max((len(key) for key, value in shown.items() if not isinstance(value, dict | list)), default=0)
    for key, value in shown.items():
        if isinstance(value, dict):
            yield f"{indent}{key}:"
            yield from _lines(value, indent + "  ")
        elif isinstance(value, list):
            yield f"{indent}{key}:"
            for item in value:
                yield f"{indent}  - {_inline(item)}"
        else:
            first, *rest = _words(value).split("\n")
            yield f"{indent}{key + ':':<{width + 2}}{visible(first)}"
            yield from (f"{indent}{'':<{width + 2}}{visible(line)}".rstrip() for line in rest)


def _inline(value: Any) -> str:
    """A value on one line; of a flag, its name where it is set and nothing where it is not."""
    if isinstance(value, dict):
        parts = (
            key if item is True else f"{key} {_enclosed(item)}"
            for key, item in value.items()
            if item is not False and not _is_empty(item)
        )
        return ", ".join(parts)
    if isinstance(value, list):
        return ", ".join(_enclosed(item) for item in value)
    return visible(" ".join(_words(value).split("\n")))


def _enclosed(value: Any) -> str:
    return f"({_inline(value)})" if isinstance(value, dict | list) else _inline(value)


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).rstrip("\n")


def _is_empty(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_is_empty, value.values()))
    return value is None or value in ([], "")
