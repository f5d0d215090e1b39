"""What templates place: values and texts, escaped. A page has a thousand of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from string import Formatter

from jinja2.runtime import Macro
from markupsafe import Markup, escape

from servicebook.wording import chosen

try:  # what escape() itself calls, without an object around each piece
    from markupsafe._speedups import _escape_inner as _escaped
except ImportError:  # another version of MarkupSafe, or one that nothing was compiled for
    _escaped = escape
_escape_text: Callable[[str], str] = _escaped
finished: Callable[[str], Markup] = partial(str.__new__, Markup)
"""HTML as such: what ``Markup`` does with a string, without looking at what it is."""


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
    return finished(said(key, **parameters))


def said(key: str, /, **parameters: object) -> str:
    """The same as HTML that is placed at once."""
    template, written = chosen(key, parameters)
    between, last = _pieces(template)
    pieces: list[str] = []
    for before, name in between:
        pieces += before, placed(written[name])
    pieces.append(last)
    return "".join(pieces)


def called(macro: Macro, *given: object) -> Markup:
    """What a macro makes of what it is given: without the detours by which Jinja finds out how it is called."""
    function, takes = _function(macro)
    return finished(function(*given)) if takes == len(given) else Markup(macro(*given))


def once(macro: Macro, view: object, *more: object) -> Markup:
    """What a macro makes of a view that many pages share, made once: of the very same view, and equal further values.

    It must depend on nothing else.
    """
    key = id(macro), id(view), more
    found = _made.get(key)
    if found is None:
        if len(_made) >= MOST_KEPT:
            _made.clear()
        # with what its ids stand for, so that they come to mean nothing else
        found = _made[key] = called(macro, view, *more), macro, view
    return found[0]


MOST_KEPT = 4096
"""So much is kept at a time."""
_made: dict[tuple[int, int, tuple[object, ...]], tuple[Markup, Macro, object]] = {}


@cache
def _function(macro: Macro) -> tuple[Callable[..., str], int]:
    """What a macro calls in the end, and how much that takes; -1 where more than that is to be done."""
    is_plain = not (macro.catch_kwargs or macro.catch_varargs or macro.caller)
    return macro._func, len(macro.arguments) if is_plain else -1


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
