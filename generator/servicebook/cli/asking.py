"""Questions to somebody at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable

from servicebook import wording
from servicebook.cli.options import CannotRunError


def at_terminal() -> bool:
    """Whether there is somebody to answer: input and output are a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def answer(question: str, fault: Callable[[str], str | None], default: str = "") -> str:
    """What somebody answers, asked again until ``fault`` finds nothing wrong; an empty answer is the default.

    Raises :class:`CannotRunError` where the input ends.
    """
    while True:
        try:
            given = input(f"{question}{f' [{default}]' if default else ''}: ").strip() or default
        except EOFError:
            raise CannotRunError(wording.text("asking.ended")) from None
        wrong = fault(given) if is_unicode(given) else wording.text("asking.not-utf8", given=repr(given))
        if wrong is None:
            return given
        print(f"  {wrong}")


def is_unicode(text: str) -> bool:
    """Whether the text is one, and holds no byte that could not be read."""
    return not any("\ud800" <= character <= "\udfff" for character in text)
