"""YAML by templates: PyYAML's dumper would take minutes for 10,000 services.

Values go through `scalar`: plain where that is certainly safe, else as JSON, which YAML 1.2 contains.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence

_PLAIN = re.compile(r"(?i)(?!(?:true|false|null|yes|no|on|off|y|n)\b)[a-z][a-z0-9]*(?:[ _/-][a-z0-9]+)*\.?")
Value = str | bool | int | float | Sequence[str]


def scalar(value: Value) -> str:
    """A value as it stands in a line of YAML, inside braces too."""
    if isinstance(value, str):
        return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
    if isinstance(value, Sequence):
        return f"[{', '.join(map(scalar, value))}]"
    return json.dumps(value)


def mapping(**fields: Value | None) -> str:
    """`{key: value, …}`; fields that are None are left out, and an underscore after a keyword goes."""
    given = ((key.rstrip("_"), value) for key, value in fields.items() if value is not None)
    return "{" + ", ".join(f"{key}: {scalar(value)}" for key, value in given) + "}"


def entry(key: str, value: Value | None) -> Iterator[str]:
    """`key: value`, or nothing."""
    if value is not None:
        yield f"{key}: {scalar(value)}"


def block(key: str, items: Iterable[str]) -> Iterator[str]:
    """`key:` and one line for each item, or nothing where there are none."""
    lines = [f"  - {item}" for item in items]
    if lines:
        yield f"{key}:"
        yield from lines


def file_text(schema: str, folders: int, lines: Iterable[str]) -> str:
    """A whole file, with the line that tells editors its schema; it lies that many folders deep."""
    modeline = f"# yaml-language-server: $schema={'../' * folders}.servicebook/schemas/{schema}.schema.json"
    return "\n".join((modeline, *lines, ""))
