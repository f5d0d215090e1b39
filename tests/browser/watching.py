"""A page in a browser, and everything about it that must not be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request

from tests.browser.resting import Traffic
from tests.browser.windows import window
from tests.sites import NOON

Scheme = Literal["light", "dark"]
Motion = Literal["no-preference", "reduce"]

KINDS = {
    "home": "",
    "find": "find/",
    "find with a query": "find/?q=my+screen+is+cracked",
    "find with nothing found": "find/?q=zzzzqqqq",
    "services": "services/",
    "departments": "departments/",
    "department": "departments/it/",
    "who serves whom": "map/",
    "whom a department serves": "map/it/",
    "service, rich": "services/it/laptop-repair/",
    "service, needed by many": "services/it/account-access/",
    "service, bare": "services/market-research/trend-report/",
    "service, deprecated": "services/it/desk-phone/",
    "promises": "sla/",
    "roles": "roles/",
    "role, held": "roles/it/desk-lead/",
    "role, vacant": "roles/it/network-engineer/",
    "people": "people/",
    "person": "people/amira-haddad/",
    "questions": "faq/",
    "questions of a department": "faq/it/",
    "agreements": "agreements/",
    "agreement": "agreements/it-sales/",
    "agreement, not accepted": "agreements/facilities-people-day-one/",
    "journeys": "journeys/",
    "journey": "journeys/day-one/",
    "about the catalog": "about/",
    "notices": "notices/",
    "what changed": "changes/",
    "thanks": "thanks/",
    "feedback": "feedback/",
    "surveys": "surveys/",
    "start here": "start/",
    "start here, a department": "start/it/",
    "agenda": "agenda/it/",
    "health checks": "health/it/",
    "hours": "hours/",
    "results": "results/",
    "results of a department": "results/it/",
    "state": "state/",
    "state of a department": "state/it/",
    "reference": "reference/",
    "rules": "reference/rules/",
    "fields": "reference/fields/",
    "fields of a kind": "reference/fields/service/",
    "search from elsewhere": "reference/search/",
    "written by hand": "help/editing/",
    "unknown address": "404.html",
}
"""A page of every kind in the example organization's site."""

TOO_WIDE = """() => {
  const wide = document.documentElement.clientWidth;
  const faults = [];
  const over = Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - wide;
  if (over > 0) faults.push(`the page scrolls sideways by ${over}px`);
  const cut = new Set();
  for (const one of document.body.querySelectorAll("*")) {
    if (cut.has(one.parentElement)) { cut.add(one); continue; }
    const style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    if (style.visibility !== "hidden" && box.width > 1 && box.height > 1 && (box.right > wide + 1 || box.left < -1)) {
      faults.push(`${one.tagName.toLowerCase()}.${one.className} lies from ${box.left} to ${box.right} of ${wide}`);
    }
    if (style.overflowX !== "visible") cut.add(one);
  }
  return faults;
}"""
"""Elements that reach over the viewport, but for what lies in a box with a scroll bar (or a cut) of its own."""


@dataclass
class Watched:
    """A page with its ``faults`` so far: errors, warnings, dialogs, requests that failed or left this machine.

    Of requests the console says what went wrong. To be told of each takes a tenth of the time in which a
    page opens, so only a watch with ``traffic`` is, which also sees those that leave ``base`` and stay on its server.
    """

    page: Page
    base: str
    scheme: Scheme = "light"
    fresh: bool = False
    faults: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()
    traffic: Traffic | None = None

    def _note(self, fault: str) -> None:
        if not any(text in fault for text in self.expected):
            self.faults.append(fault)

    def on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._note(f"console {message.type}: {message.text} {message.location['url']}")

    def on_error(self, error: object) -> None:
        self._note(f"error: {error}")

    def on_dialog(self, dialog: Dialog) -> None:
        self._note(f"dialog: {dialog.message}")
        dialog.dismiss()

    def on_request(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self._note(f"request to {request.url}")

    def open(self, path: str) -> Page:
        """Go to a path of the site, and wait until its scripts have done what they do at the start."""
        self.page.goto(self.base + path)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait for the find page's list, where there is one and scripts run."""
        if "/find/" in self.page.url:
            self.page.wait_for_selector("#find-app:not([hidden])")

    def rest(self) -> None:
        """Wait until scripts that come late, and what they set off, have done what they do."""
        assert self.traffic
        self.traffic.rest()

    def add_script(self, script: str) -> None:
        """Have a script run at the start of every page from now on; the window has to be a fresh one."""
        assert self.fresh
        self.page.add_init_script(script)

    def slow_down(self) -> None:
        """From now on, a slow line: what is there is drawn before the scripts have come.

        The window has to be a fresh one, so that nothing was fetched before.
        """
        assert self.fresh
        session = self.page.context.new_cdp_session(self.page)
        session.send("Network.enable")
        line = {"offline": False, "latency": 250, "downloadThroughput": -1, "uploadThroughput": -1}
        session.send("Network.emulateNetworkConditions", line)

    def resize(self, width: int) -> None:
        """Give the window another width, in CSS pixels."""
        self.page.set_viewport_size({"width": width, "height": 800})

    def too_wide(self) -> list[str]:
        """What is wider than the viewport."""
        found: list[str] = self.page.evaluate(TOO_WIDE)
        return found


@contextmanager
def watched(
    browser: Browser,
    base: str,
    *,
    width: int = 1280,
    scheme: Scheme = "light",
    at: datetime = NOON,
    motion: Motion = "no-preference",
    traffic: bool = False,
    fresh: bool = False,
    **options: Any,
) -> Iterator[Watched]:
    """A page of a reader who was never here, on a screen of this width, at a moment that does not pass, in UTC.

    ``traffic``: each request is looked at, and the page can :meth:`Watched.rest`. ``fresh`` and the other options are
    those of :func:`tests.browser.windows.window`.
    """
    with window(browser, at, fresh=fresh, **{"timezone_id": "UTC", **options}) as page:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(media="null", color_scheme=scheme, reduced_motion=motion)
        watch = Watched(page, base, scheme, fresh, traffic=Traffic(page) if traffic else None)
        listeners: dict[Any, Any] = {
            "console": watch.on_console,
            "pageerror": watch.on_error,
            "dialog": watch.on_dialog,
        }
        if traffic:
            listeners["request"] = watch.on_request
        for event, listener in listeners.items():
            page.on(event, listener)
        try:
            yield watch
        finally:
            for event, listener in listeners.items():
                page.remove_listener(event, listener)
            if watch.traffic:
                watch.traffic.stop()
