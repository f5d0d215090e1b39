"""``servicebook serve``: what is changed in a file is seen in the browser; a mistake takes nothing away."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.watching import watched
from tests.sites import DAY, free_port
from tests.support import IT, SMALL, heed_interrupts, run, run_process, wait_until, write

SERVICE = f"{IT}/services/repair.yml"


@dataclass(frozen=True)
class Serving:
    """A running server, the catalog that it shows, and what it has printed so far."""

    root: Path
    base: str
    log: Path
    process: subprocess.Popen[bytes]

    def printed(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def wait_until(self, what: Callable[[], bool]) -> None:
        """Until it is so; fails where the server has ended."""
        wait_until(what, self.process, self.printed)


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    root, log, port = write(tmp_path / "root", SMALL), tmp_path / "log", free_port()
    address = f"127.0.0.1:{port}"
    command = ("serve", "--root", root, "--address", address, "--today", DAY)
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "servicebook.cli", *command],
            stdout=out,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            preexec_fn=heed_interrupts,
        )
        with process:
            try:
                serving = Serving(root, f"http://{address}/", log, process)
                serving.wait_until(lambda: "Serving on" in serving.printed())
                # It says so just before the thread that answers begins; an interrupt in between makes Python hang.
                with urlopen(serving.base):
                    pass
                yield serving
            finally:
                process.send_signal(signal.SIGINT)


def test_a_change_is_seen_a_mistake_keeps_the_last_good_site_and_mending_it_goes_on(
    browser: Browser, serving: Serving
) -> None:
    good = SMALL[SERVICE]
    with watched(browser, serving.base) as watch:
        page = watch.open("services/it/repair/")
        expect(page.locator(".sb-lead")).to_have_text("We mend it.")

        write(serving.root, {SERVICE: good.replace("We mend it.", "We mend everything.")})
        expect(page.locator(".sb-lead")).to_have_text("We mend everything.")

        write(serving.root, {SERVICE: good.replace("summary:", "sumary:")})
        serving.wait_until(lambda: f"{SERVICE}:2:1: error[unknown-key]" in serving.printed())
        # a page of its own, since the first one reloads by itself at about this time
        fresh = page.context.new_page()
        fresh.goto(serving.base + "services/it/repair/")
        expect(fresh.locator(".sb-lead")).to_have_text("We mend everything.")
        fresh.close()
        expect(page.locator(".sb-lead")).to_have_text("We mend everything.")

        write(serving.root, {SERVICE: good.replace("We mend it.", "All is well again.")})
        expect(page.locator(".sb-lead")).to_have_text("All is well again.")
        assert "Traceback" not in serving.printed()
        assert [fault for fault in watch.faults if "livereload" not in fault] == []


def test_a_service_that_is_added_has_its_page(browser: Browser, serving: Serving) -> None:
    with watched(browser, serving.base) as watch:
        page = watch.open("departments/it/")
        expect(page.locator("#sb-content")).not_to_contain_text("Loan")
        write(serving.root, {f"{IT}/services/loan.yml": "name: Loan\nsummary: We lend one.\n"})
        link = page.locator("#sb-content a", has_text="Loan").first
        expect(link).to_be_visible()
        link.click()
        expect(page.locator("h1")).to_have_text("Loan")


def test_an_interrupt_ends_it_quietly(serving: Serving) -> None:
    serving.process.send_signal(signal.SIGINT)
    assert serving.process.wait() in (0, 130)
    assert "Traceback" not in serving.printed()


def test_an_address_that_is_taken_is_told_in_a_line(tmp_path: Path) -> None:
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = run_process("serve", "--root", str(write(tmp_path, SMALL)), "--address", address)
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert f"cannot serve on {address}" in done.stderr


@pytest.mark.parametrize("address", ["nonsense", "127.0.0.1:port", "127.0.0.1:99999"])
def test_an_address_that_is_none_is_told_without_a_traceback(tmp_path: Path, address: str) -> None:
    done = run("serve", "--root", str(write(tmp_path, SMALL)), "--address", address)
    assert done.returncode == 2 and "Traceback" not in done.stderr, done.stderr
    assert address in done.stderr


def test_a_catalog_with_errors_is_not_served_and_the_problems_are_printed(tmp_path: Path) -> None:
    root = write(tmp_path, {**SMALL, SERVICE: "name: Repair\n"})
    done = run_process("serve", "--root", str(root), "--address", f"127.0.0.1:{free_port()}")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert f"{SERVICE}:1:1: error[missing-key]" in done.stdout + done.stderr
