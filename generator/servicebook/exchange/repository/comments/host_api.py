"""Requests to the API of a host, as both posters make them."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

_PAGE = 100
"""Entries of a list that are asked for at once, which is the most that hosts give."""


class Direct(urllib.request.HTTPRedirectHandler):
    """Follows no redirect, which would carry the token to another server."""

    def redirect_request(self, *_: Any) -> None:
        """No request."""


def answered(request: urllib.request.Request, path: str) -> bytes:
    """What the host answers.

    Raises :class:`urllib.error.HTTPError`, whose text says what was asked under which ``path``, and what it answered.
    """
    try:
        with urllib.request.build_opener(Direct).open(request, timeout=60) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as fault:
        fault.msg = f"{fault.msg}: {request.method} {path}: {fault.read(500).decode(errors='replace')!r}"
        raise


def every_entry(asked: Callable[[str, str], Any], path: str) -> Iterator[Any]:
    """The entries of a list that is given in pages."""
    for page in range(1, 100):
        entries = asked("GET", f"{path}?per_page={_PAGE}&page={page}")
        yield from entries
        if len(entries) < _PAGE:
            return
