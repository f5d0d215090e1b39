"""See that there is a browser for the tests: ``python -m tests.browser.install``.

An installed Chromium or Chrome is used, the one without windows first, since it is twice as fast; else Playwright's
own; else, as root on Debian, the package.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from playwright.sync_api import Error, Playwright, sync_playwright

from tests.browser.resting import PATIENCE

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
FEATURES_OFF = (
    # Each window of the whole browser starts hidden pages for its address bar, which take as long as the page that is
    # tested. Chromium heeds one such list only, the last: so what Playwright turns off is named here, too.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
NOWHERE = "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""Where other machines are for the browser: whatever is asked of them fails, and the console says so."""
FLAGS = (
    f"--host-resolver-rules={NOWHERE}",
    f"--disable-features={','.join(FEATURES_OFF)}",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def flags() -> list[str]:
    """How to start the browser so that it asks nothing of the network by itself."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*FLAGS, "--no-sandbox"] if as_root else [*FLAGS]


def installed() -> str | None:
    """The path of an installed browser, None where Playwright's own has to serve."""
    if named := os.environ.get("CHROMIUM"):
        return named
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return found or (str(MAC) if MAC.exists() else None)


@contextmanager
def started() -> Iterator[Playwright]:
    """Playwright, and what it starts, in the machine's own time also where the tests run under faketime."""
    with patch.dict(os.environ):
        os.environ.pop("LD_PRELOAD", None)
        playwright = sync_playwright().start()
    try:
        yield playwright
    finally:
        playwright.stop()


def works(executable: str | None) -> bool:
    """Whether the browser starts."""
    try:
        with started() as playwright:
            playwright.chromium.launch(executable_path=executable, args=flags(), timeout=PATIENCE).close()
    except Error:
        return False
    return True


def main() -> int:
    """0 when a browser is there in the end."""
    if works(installed()):
        return 0
    print("Looking for a browser for the tests…")
    subprocess.run(
        [sys.executable, "-m", "playwright", "install", "chromium"], check=False, stderr=subprocess.DEVNULL
    )
    if works(None):
        return 0
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        for package in NAMES[:2]:
            subprocess.run(["apt-get", "install", "-y", "-qq", package], check=False)
            if works(installed()):
                return 0
    print(
        "The tests need a browser. Install Chromium or Chrome with your system's package manager, "
        "or name one: CHROMIUM=/path/to/chromium make test",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
