"""What readers are sent on their way: first page, further pages, searches. Counted at the server, in gzip."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Page

from benchmarks.serving import Amount, Sent, served
from benchmarks.sites import TODAY

KEY = 90
"""Milliseconds between two keys: a quick typist, and every letter is searched for."""

HEADER_BOX = ".sb-header input[type=search]"
HEADER_RESULTS = ".sb-header .sb-search__results"
FIND_BOX = "#sb-content input[type=search]"
FIND_RESULTS = "#find-app .sb-rows"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody with a fresh profile: two pages of services that are opened, two queries that are typed."""

    pages: tuple[str, str]
    queries: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Visit:
    """What one reader was sent, step by step."""

    home: Amount
    service: Amount
    next_service: Amount
    box_first: Amount
    box_further: Amount
    find_first: Amount
    find_further: Amount


def visit(browser: Browser, site: Path, readers: Sequence[Reader]) -> list[Visit]:
    """The ways of some readers through a site, each in profiles of their own."""
    with served(site) as (address, sent):
        return [_way(browser, address, sent, reader) for reader in readers]


def _way(browser: Browser, address: str, sent: Sent, reader: Reader) -> Visit:
    """Home; as somebody new two services and the header's box; as somebody new again a service and the find page."""
    (one, other), (query, further) = reader.pages, reader.queries
    with _newcomer(browser) as page:
        home = _opened(page, address, sent)
    with _newcomer(browser) as page:
        service = _opened(page, address + one, sent)
        next_service = _opened(page, address + other, sent)
        box_first = _typed(page, HEADER_BOX, query, sent)
        page.wait_for_selector(f"{HEADER_RESULTS}:not([hidden])")
        box_further = _typed(page, HEADER_BOX, further, sent)
    with _newcomer(browser) as page:
        _opened(page, address + one, sent)
        find_first = _opened(page, f"{address}find/?q={quote(query)}", sent)
        page.wait_for_selector("#find-app:not([hidden])")
        find_further = _typed(page, FIND_BOX, further, sent)
    return Visit(home, service, next_service, box_first, box_further, find_first, find_further)


@contextmanager
def _newcomer(browser: Browser) -> Iterator[Page]:
    """A page of somebody who was never here, on the day as of which the site was built."""
    context = browser.new_context()
    try:
        context.clock.set_fixed_time(f"{TODAY}T12:00:00Z")
        yield context.new_page()
    finally:
        context.close()


def _opened(page: Page, address: str, sent: Sent) -> Amount:
    page.goto(address)
    return sent.taken_when_quiet(page)


def _typed(page: Page, box: str, query: str, sent: Sent) -> Amount:
    page.fill(box, "")
    page.locator(box).press_sequentially(query, delay=KEY)
    return sent.taken_when_quiet(page)
