"""``servicebook serve``: what is changed in a file is seen in the browser; a mistake takes nothing away."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from socket import socket

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.watching import watched
from tests.serving.running import Serving, serving
from tests.sites import free_port
from tests.support import IT, SMALL, run, write

SERVICE = f"{IT}/services/repair.yml"


@pytest.fixture
def served_catalog(tmp_path: Path, warm: Path) -> Iterator[Serving]:
    with serving(warm, write(tmp_path / "root", SMALL), tmp_path / "log") as running:
        yield running


def test_a_change_is_seen_a_mistake_keeps_the_last_good_site_and_mending_it_goes_on(
    browser: Browser, served_catalog: Serving
) -> None:
    good = SMALL[SERVICE]
    with watched(browser, served_catalog.base) as watch:
        page = watch.open("services/it/repair/")
        expect(page.locator(".sb-lead")).to_have_text("We mend it.")

        write(served_catalog.root, {SERVICE: good.replace("We mend it.", "We mend everything.")})
        expect(page.locator(".sb-lead")).to_have_text("We mend everything.")

        write(served_catalog.root, {SERVICE: good.replace("summary:", "sumary:")})
        served_catalog.wait_until(lambda: f"{SERVICE}:2:1: error[unknown-key]" in served_catalog.printed())
        told = page.locator("servicebook-problems")
        expect(told).to_contain_text(f"{SERVICE}:2:1")
        expect(page.locator(".sb-lead")).to_have_text("We mend everything.")
        fresh = page.context.new_page()
        fresh.goto(served_catalog.base + "services/it/repair/")
        expect(fresh.locator(".sb-lead")).to_have_text("We mend everything.")
        expect(fresh.locator("servicebook-problems")).to_contain_text(f"{SERVICE}:2:1")
        fresh.close()

        write(served_catalog.root, {SERVICE: good.replace("We mend it.", "All is well again.")})
        expect(page.locator(".sb-lead")).to_have_text("All is well again.")
        expect(told).to_have_count(0)
        assert "Traceback" not in served_catalog.printed()
        assert watch.faults == []


def test_a_change_of_text_leaves_the_rest_of_an_open_page_as_it_is(
    browser: Browser, served_catalog: Serving
) -> None:
    with watched(browser, served_catalog.base) as watch:
        page = watch.open("services/it/repair/")
        page.set_viewport_size({"width": 400, "height": 300})
        page.evaluate("window.isTheSame = true; scrollTo(0, 200)")
        top = page.evaluate("scrollY")
        write(
            served_catalog.root, {SERVICE: SMALL[SERVICE].replace("We mend it.", "We mend <b>it</b> & more.")}
        )
        expect(page.locator(".sb-lead")).to_have_text("We mend <b>it</b> & more.")
        assert page.evaluate("[window.isTheSame, scrollY]") == [True, top] and top > 0


def test_a_page_that_is_loaded_anew_is_where_it_was_with_what_was_typed(
    browser: Browser, served_catalog: Serving
) -> None:
    with watched(browser, served_catalog.base) as watch:
        page = watch.open("services/it/repair/")
        page.set_viewport_size({"width": 1000, "height": 300})
        field = page.locator("input[name=q]").first
        field.fill("Serv")
        page.evaluate("window.isTheSame = true; scrollTo(0, 150)")
        # what can be opened has to be seen by the page's scripts
        asked = "faqs: [{question: Can it be today?, answer: It can.}]\n"
        write(served_catalog.root, {SERVICE: SMALL[SERVICE] + asked})
        expect(page.locator("#sb-content")).to_contain_text("Can it be today?")
        expect(field).to_have_value("Serv")
        served_catalog.wait_until(lambda: page.evaluate("scrollY > 100"))
        assert page.evaluate("window.isTheSame") is None


def test_a_page_that_was_old_before_it_could_be_told_is_loaded_anew(
    browser: Browser, served_catalog: Serving
) -> None:
    others = {f"{IT}/services/s{n}.yml": f"name: Service {n}\nsummary: X.\n" for n in range(30)}
    with watched(browser, served_catalog.base) as watch:
        # between the page and the script that follows it, files change
        def changed_meanwhile(route: Route) -> None:
            write(served_catalog.root, others)
            served_catalog.wait_until(lambda: "30 changed files" in served_catalog.printed())
            route.continue_()

        watch.page.route("**/live.js", changed_meanwhile, times=1)
        page = watch.open("services/")
        expect(page.locator("#sb-content")).to_contain_text("Service 29")


def test_a_service_that_is_added_has_its_page(browser: Browser, served_catalog: Serving) -> None:
    with watched(browser, served_catalog.base) as watch:
        page = watch.open("departments/it/")
        expect(page.locator("#sb-content")).not_to_contain_text("Loan")
        write(served_catalog.root, {f"{IT}/services/loan.yml": "name: Loan\nsummary: We lend one.\n"})
        link = page.locator("#sb-content a", has_text="Loan").first
        expect(link).to_be_visible()
        link.click()
        expect(page.locator("h1")).to_have_text("Loan")


def test_an_interrupt_ends_it_quietly(tmp_path: Path) -> None:
    """Also what Python does itself when it ends, so it is started as people do."""
    programs = Path(sys.executable).parent
    with serving(programs, write(tmp_path / "root", SMALL), tmp_path / "log") as running:
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait() in (0, 130)
        assert "Traceback" not in running.printed()


def test_an_address_that_is_taken_is_told_in_a_line(tmp_path: Path) -> None:
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = run("serve", "--root", str(write(tmp_path, SMALL)), "--address", address)
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert f"cannot serve on {address}" in done.stderr


@pytest.mark.parametrize("address", ["nonsense", "127.0.0.1:port", "127.0.0.1:99999"])
def test_an_address_that_is_none_is_told_without_a_traceback(tmp_path: Path, address: str) -> None:
    done = run("serve", "--root", str(write(tmp_path, SMALL)), "--address", address)
    assert done.returncode == 2 and "Traceback" not in done.stderr, done.stderr
    assert address in done.stderr


def test_a_catalog_with_errors_is_not_served_and_the_problems_are_printed(tmp_path: Path) -> None:
    root = write(tmp_path, {**SMALL, SERVICE: "name: Repair\n"})
    done = run("serve", "--root", str(root), "--address", f"127.0.0.1:{free_port()}")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert f"{SERVICE}:1:1: error[missing-key]" in done.stdout + done.stderr
