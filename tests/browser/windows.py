"""The browser's windows: each is used again by the next reader, as if new, since a new one costs as much as two."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.resting import prepare

KEPT = 4
"""Windows that wait for another reader; each is a process of the browser."""
BLANK = "about:blank"
FORGET = (
    "try { localStorage.clear(); sessionStorage.clear(); } catch { /* a page that may not keep anything */ }"
)


@dataclass(frozen=True, slots=True)
class _Window:
    """A window, and what cannot be changed about it any more."""

    browser: Browser
    kind: tuple[Any, ...]
    page: Page

    def close(self) -> None:
        self.page.context.close()


_idle: list[_Window] = []
"""Windows at rest, the one used last at the end; those of a browser that was closed are never asked for again."""


@contextmanager
def window(browser: Browser, at: datetime, *, fresh: bool, **options: Any) -> Iterator[Page]:
    """A window with nothing in it and nothing kept, whose clock stands still at a moment.

    A ``fresh`` one was never used before and never is again: for a test that adds scripts to its pages, or for
    which it matters what has to be fetched. A window in which a test failed is closed as well.
    """
    kind = (at, *sorted(options.items()))
    used = (
        None
        if fresh
        else next((one for one in reversed(_idle) if one.browser is browser and one.kind == kind), None)
    )
    if used:
        _idle.remove(used)
    own = used or _opened(browser, kind, at, options)
    reusable = False
    try:
        yield own.page
        reusable = not fresh
    finally:
        if reusable:
            _tidy(own)
            _idle.append(own)
            while len(_idle) > KEPT:
                _idle.pop(0).close()
        else:
            own.close()


def _opened(browser: Browser, kind: tuple[Any, ...], at: datetime, options: dict[str, Any]) -> _Window:
    context = browser.new_context(**options)
    prepare(context, at)
    return _Window(browser, kind, context.new_page())


def _tidy(own: _Window) -> None:
    """Take away what the reader left: pages, routes and what was stored.

    All by the page itself: a session of the protocol beside Playwright's own would undo what that emulates.
    """
    page, context = own.page, own.page.context
    for other in context.pages:
        if other is not page:
            other.close()
    page.unroute_all()
    context.unroute_all()
    forget(page)
    page.goto(BLANK)
    context.clear_cookies()


def forget(page: Page) -> None:
    """Take away what was stored for the page's site."""
    page.evaluate(FORGET)
