"""What readers are sent on their way: first page, further pages, searches. Counted at the server, in gzip."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser
from tests.browser.resting import Traffic, prepare

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
        return [_way(browser, address, sent, way) for way in readers]


def _way(browser: Browser, address: str, sent: Sent, way: Reader) -> Visit:
    """Home; as somebody new two services and the header's box; as somebody new again a service and the find page."""
    (one, other), (query, further) = way.pages, way.queries
    with _newcomer(browser) as reader:
        home = _opened(reader, address, sent)
    with _newcomer(browser) as reader:
        service = _opened(reader, address + one, sent)
        next_service = _opened(reader, address + other, sent)
        box_first = _typed(reader, HEADER_BOX, query, sent)
        reader.page.wait_for_selector(f"{HEADER_RESULTS}:not([hidden])")
        box_further = _typed(reader, HEADER_BOX, further, sent)
    with _newcomer(browser) as reader:
        _opened(reader, address + one, sent)
        find_first = _opened(reader, f"{address}find/?q={quote(query)}", sent)
        reader.page.wait_for_selector("#find-app:not([hidden])")
        find_further = _typed(reader, FIND_BOX, further, sent)
    return Visit(home, service, next_service, box_first, box_further, find_first, find_further)


@contextmanager
def _newcomer(browser: Browser) -> Iterator[Traffic]:
    """A page of somebody who was never here, on the day as of which the site was built."""
    context = browser.new_context()
    try:
        prepare(context, f"{TODAY}T12:00:00Z")
        yield Traffic(context.new_page())
    finally:
        context.close()


def _opened(reader: Traffic, address: str, sent: Sent) -> Amount:
    reader.page.goto(address)
    reader.rest()
    return sent.taken()


def _typed(reader: Traffic, box: str, query: str, sent: Sent) -> Amount:
    reader.page.fill(box, "")
    reader.page.locator(box).press_sequentially(query, delay=KEY)
    reader.rest()
    return sent.taken()
