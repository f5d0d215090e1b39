"""When a page is at rest: a state that can be waited for, however slow the machine is."""

from __future__ import annotations

import os
from datetime import datetime
from typing import Any

from playwright.sync_api import BrowserContext, Page, Request

PATIENCE = 1_000 * float(os.environ.get("PATIENCE", "120"))
"""Milliseconds after which a browser says that what it was told to wait for does not come: a guard against tests that
never end, and nothing that a busy machine comes near to. ``PATIENCE=5`` tells it after five seconds."""
FAR_OFF = 1_000
"""Milliseconds from which on a timer is not waited for: once a minute pages look whether a department is open."""

FRAMELESS = 10_000
"""Milliseconds after which no frame is waited for: now and then Chromium, resized without a window, draws none."""

NATIVE = (
    "window.resting = { frame: requestAnimationFrame.bind(window), idle: requestIdleCallback.bind(window), "
    "later: setTimeout.bind(window) };"
)
TIMERS = f"""(() => {{
  const set = setTimeout, clear = clearTimeout, soon = new Set();
  window.setTimeout = (act, delay, ...given) => {{
    const id = set((...args) => {{ soon.delete(id); act(...args); }}, delay, ...given);
    if (!(delay >= {FAR_OFF})) soon.add(id);
    return id;
  }};
  window.clearTimeout = id => {{ soon.delete(id); clear(id); }};
  resting.timers = () => soon.size;
}})()"""
STILL = f"""new Promise(done => {{
  const say = () => done(resting.timers());
  resting.frame(() => resting.idle(say));
  resting.later(say, {FRAMELESS});
}})"""
"""A frame is drawn and the scripts have nothing to do; then how many timers are about to ring."""

ROUNDS = 3
"""Times in a row: what an answer sets off may begin a moment after it came."""


def prepare(context: BrowserContext, moment: datetime | str | None = None) -> None:
    """Make the pages of a context such that :class:`Traffic` can wait for them; its clock stands still at ``moment``.

    In this order, since the clock has timers and frames of its own.
    """
    context.set_default_timeout(PATIENCE)
    context.add_init_script(NATIVE)
    if moment is not None:
        context.clock.set_fixed_time(moment)
    context.add_init_script(TIMERS)


class Traffic:
    """What a page has asked for since it was opened. Its context was :func:`prepare`\\ d."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked = 0
        self._unanswered: set[Request] = set()
        self._listeners: dict[Any, Any] = {
            "request": self._on_request,
            "requestfinished": self._on_answer,
            "requestfailed": self._on_answer,
        }
        for event, listener in self._listeners.items():
            page.on(event, listener)

    def stop(self) -> None:
        """Take no more notice of the page."""
        for event, listener in self._listeners.items():
            self.page.remove_listener(event, listener)

    def _on_request(self, request: Request) -> None:
        self.asked += 1
        self._unanswered.add(request)

    def _on_answer(self, request: Request) -> None:
        self._unanswered.discard(request)

    def rest(self) -> None:
        """Wait until everything is answered and the scripts of the page have done what they do."""
        still = 0
        while still < ROUNDS:
            asked = self.asked
            timers = self.page.evaluate(STILL)
            still = still + 1 if asked == self.asked and not timers and not self._unanswered else 0
