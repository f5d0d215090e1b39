"""What templates place: values and texts, escaped. A page has a thousand of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from string import Formatter

from markupsafe import Markup, escape

from servicebook.wording import chosen

try:  # what escape() itself calls, without an object around each piece
    from markupsafe._speedups import _escape_inner as _escaped
except ImportError:  # another version of MarkupSafe, or one that nothing was compiled for
    _escaped = escape
_escape_text: Callable[[str], str] = _escaped


def placed(value: object) -> str:
    """A value as templates place it: finished HTML as it is, all else escaped."""
    kind = type(value)
    if kind is str:
        return _escape_text(value)  # type: ignore[arg-type]  # it is one
    if kind is Markup:
        return value  # type: ignore[return-value]  # so is this
    return str(value) if kind is int else escape(value)


def marked_up(key: str, /, **parameters: object) -> Markup:
    """A text as templates place it: its parameters may be finished HTML, such as a link; all else is escaped."""
    template, written = chosen(key, parameters)
    between, last = _pieces(template)
    return Markup("".join([f"{before}{placed(written[name])}" for before, name in between]) + last)


@cache
def _pieces(template: str) -> tuple[tuple[tuple[str, str], ...], str]:
    """The parameters of a template, each with the escaped text before it, and the text behind the last.

    Raises:
        ValueError: a parameter is to be formatted: texts are given what is finished.
    """
    between: list[tuple[str, str]] = []
    text = ""
    for literal, name, spec, conversion in Formatter().parse(template):
        text += str(escape(literal))
        if name is None:
            continue
        if spec or conversion or not name.isidentifier():
            raise ValueError(f"{template!r} formats {name!r}")
        between.append((text, name))
        text = ""
    return tuple(between), text
