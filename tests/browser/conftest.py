"""One browser and one served site for all tests of a worker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.install import flags, installed, started
from tests.browser.resting import PATIENCE
from tests.sites import served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with started() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=flags(), timeout=PATIENCE)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def example(example_site: Path) -> Iterator[str]:
    """The address of the example organization's site."""
    with served(example_site) as address:
        yield address
