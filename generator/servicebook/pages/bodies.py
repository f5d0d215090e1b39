"""The bodies of many pages, made on all cores where that is worth it."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Sequence

from servicebook.pages.page import Page, body_of
from servicebook.pages.site import Site

WORTH_IT = 500
"""With fewer pages a second process costs more than it brings."""
PIECE = 100

_work: tuple[Sequence[Page], Site] | None = None
"""What forked processes inherit, so that the catalog need not be sent to them."""


def bodies(pages: Sequence[Page], site: Site) -> list[str]:
    """The HTML of each page's body, in order. The result does not depend on how many processes made it."""
    workers = len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
    if len(pages) < WORTH_IT or workers < 2 or threading.active_count() > 1:
        return [body_of(page, site) for page in pages]
    global _work  # handed to the processes by forking
    _work = (pages, site)
    gc.freeze()  # the processes then share the catalog's memory instead of copying it
    try:
        with multiprocessing.get_context("fork").Pool(workers) as pool:
            pieces = pool.map(_piece, range(0, len(pages), PIECE), chunksize=1)
    finally:
        _work = None
        gc.unfreeze()
    return [body for piece in pieces for body in piece]


def _piece(start: int) -> list[str]:
    assert _work is not None
    pages, site = _work
    return [body_of(page, site) for page in pages[start : start + PIECE]]
