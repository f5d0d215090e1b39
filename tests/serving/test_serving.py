"""``servicebook serve`` answers with the files as they are; a mistake takes nothing away."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.serving.running import Serving, serving
from tests.support import HR, IT, SMALL, write

SERVICE = f"{IT}/services/repair.yml"
PAGE = "services/it/repair/"
GOOD = SMALL[SERVICE]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, warm: Path) -> Iterator[Serving]:
    """A server for tests that change one service, and what no other test looks at."""
    folder = tmp_path_factory.mktemp("shared")
    with serving(warm, write(folder / "root", SMALL), folder / "log") as running:
        yield running


@pytest.fixture
def server(shared: Serving) -> Iterator[Serving]:
    """The same, which then shows the service as it was."""
    yield shared
    write(shared.root, {SERVICE: GOOD})
    with shared.states() as states:
        while next(states)["errors"] or "We mend it." not in shared.page(PAGE):
            pass


@pytest.fixture
def own(tmp_path: Path, warm: Path) -> Iterator[Serving]:
    """A server for a test alone."""
    with serving(warm, write(tmp_path / "root", SMALL), tmp_path / "log") as running:
        yield running


def test_each_save_is_a_state_in_which_the_page_says_what_the_file_says(server: Serving) -> None:
    with server.states() as states:
        assert next(states)["errors"] == []
        for number in range(3):
            write(server.root, {SERVICE: GOOD.replace("We mend it.", f"We mend {number} things.")})
            assert next(states)["errors"] == []
            assert f"We mend {number} things." in server.page(PAGE)


def test_errors_are_told_above_the_last_good_page_and_vanish_when_they_are_mended(server: Serving) -> None:
    with server.states() as states:
        next(states)
        write(server.root, {SERVICE: GOOD.replace("summary:", "<b>sumary</b>:")})
        state = next(states)
        assert f"{SERVICE}:2:1" in [one["place"] for one in state["errors"]]
        assert state["title"] and all(one["message"] for one in state["errors"])
        assert "We mend it." in server.page(PAGE)
        server.wait_until(lambda: f"{SERVICE}:2:1: error[unknown-key]" in server.printed())
        write(server.root, {SERVICE: GOOD})
        assert next(states)["errors"] == []


def test_a_catalog_that_goes_and_comes_again_is_shown_again(own: Serving) -> None:
    with own.states() as states:
        next(states)
        # at once: on a busy machine half of a catalog might be shown, in which nothing is wrong
        (own.root / "catalog").rename(own.root / "catalog-before")
        state = next(states)
        assert state["fault"] or state["errors"]
        assert "We mend it." in own.page(PAGE)
        write(own.root, {**SMALL, SERVICE: GOOD.replace("We mend it.", "We are back.")})
        while state["fault"] or state["errors"]:
            state = next(states)
        own.wait_until(lambda: "We are back." in own.page(PAGE))


def test_thousands_of_files_at_once_are_shown(own: Serving) -> None:
    many = {f"{HR}/services/s{number}.yml": f"name: Number {number}\nsummary: X.\n" for number in range(2000)}
    write(own.root, many)
    own.wait_until(lambda: "Number 1999" in own.page("services/hr/s1999/"))
    shutil.rmtree(own.root / HR / "services")
    own.wait_until(lambda: own.answer("services/hr/s1999/")[0] == 404)


def test_settings_and_pages_written_by_hand_are_followed(server: Serving) -> None:
    write(server.root, {"site_config/organization.yml": "name: Elsewhere Inc\n"})
    server.wait_until(lambda: "Elsewhere Inc" in server.page(""))
    write(server.root, {"site_config/pages/note.md": "# A note\n\nOf ours.\n"})
    server.wait_until(lambda: "Of ours." in server.page("note/"))


def test_whatever_a_built_site_has_is_there(server: Serving) -> None:
    for path in ("", "services/", PAGE, "state/", "search/index.json", "data/catalog.json", "mine.json"):
        assert server.answer(path)[0] == 200, path
    assert server.answer("services/it/repair")[0] == 200, "it leads on to the folder"
    for path in ("services/it/none/", "data/none.json", "none", "../mkdocs.yml", "%2e%2e/%2e%2e/etc/passwd"):
        status, content = server.answer(path)
        assert status == 404 and b"<html" in content, path


def test_a_page_says_what_it_may_load_and_runs_nothing_but_files(server: Serving) -> None:
    html = server.page(PAGE)
    assert 'http-equiv="Content-Security-Policy"' in html and "unsafe" not in html
    assert 'src="/.servicebook/live.js"></script>' in html
    assert server.answer(".servicebook/live.js")[0] == server.answer(".servicebook/live.css")[0] == 200


def test_a_second_server_may_show_the_same_folder(server: Serving, tmp_path: Path, warm: Path) -> None:
    with serving(warm, server.root, tmp_path / "second") as other:
        assert other.base != server.base
        write(server.root, {SERVICE: GOOD.replace("We mend it.", "Seen twice.")})
        for one in (server, other):
            one.wait_until(lambda one=one: "Seen twice." in one.page(PAGE))
