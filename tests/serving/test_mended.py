"""What was saved while something else was wrong, or before the server looked, is shown once it can be."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.support import IT, SMALL, TODAY, forget_plugins, write

from servicebook.loading import LoadedCatalog, load_catalog
from servicebook.mkdocs_plugin.run_mkdocs import live_site
from servicebook.serving.live_site import LiveSite, State
from servicebook.serving.surroundings import NoSiteError

SERVICE = f"{IT}/services/repair.yml"
PAGE = "services/it/repair/"
CONFIG = "site_name: Small\ndocs_dir: site_config/pages\ntheme: {name: servicebook}\nplugins: [servicebook]\n"
FILES = {
    **SMALL,
    "mkdocs.yml": CONFIG,
    "site_config/organization.yml": "name: Here Inc\n",
    "site_config/pages/note.md": "# A note\n",
}
FOLLOWING = "follows the catalog"
MISTAKE = {SERVICE: SMALL[SERVICE].replace("summary:", "sumary:")}


@pytest.fixture(autouse=True)
def _new_plugin() -> None:
    forget_plugins()


@contextmanager
def followed(root: Path, load_first: Callable[[], LoadedCatalog] | None = None) -> Iterator[LiveSite]:
    """The site of a catalog that another thread keeps as the files are."""
    load = load_first or (lambda: load_catalog(root, TODAY))
    with live_site(root, root.with_name("site"), load, lambda: TODAY) as site:
        following = threading.Thread(target=site.follow, name=FOLLOWING)
        following.start()
        try:
            yield site
        finally:
            site.close()
            following.join()


def until(site: LiveSite, what: Callable[[State], bool]) -> State:
    """The first state of which something is true; fails where none will follow."""
    while not what(state := site.state):
        assert any(thread.name == FOLLOWING for thread in threading.enumerate())
        site.wait_beyond(state.number, 1)
    return state


def is_well(state: State) -> bool:
    return not state.errors and not state.fault


def page(state: State) -> str:
    return (state.shown.page(PAGE) or b"").decode()


def note(state: State) -> str:
    return (state.shown.surroundings.folder / "note/index.html").read_text(encoding="utf-8")


def test_settings_and_pages_that_were_saved_beside_a_mistake_are_shown_once_it_is_mended(
    tmp_path: Path,
) -> None:
    root = write(tmp_path / "root", FILES)
    with followed(root) as site:
        write(root, MISTAKE)
        number = until(site, lambda state: bool(state.errors)).number
        write(
            root,
            {
                "site_config/organization.yml": "name: Elsewhere Inc\n",
                "site_config/pages/note.md": "# Of ours\n",
            },
        )
        until(site, lambda state: state.number > number)
        write(root, {SERVICE: SMALL[SERVICE]})
        state = until(site, is_well)
        assert "Elsewhere Inc" in page(state)
        assert "Of ours" in note(state)


def test_settings_that_were_wrong_for_long_are_shown_once_they_are_mended(tmp_path: Path) -> None:
    root = write(tmp_path / "root", FILES)
    with followed(root) as site:
        write(root, {"site_config/organization.yml": "nam: Elsewhere Inc\n"})
        until(site, lambda state: bool(state.errors))
        until(site, lambda _: site.is_judged)  # after a rest, in which what is wrong is taken for known
        write(root, {"site_config/organization.yml": "name: Elsewhere Inc\n"})
        assert "Elsewhere Inc" in page(until(site, lambda state: not state.errors))
        assert is_well(site.state)


def test_what_was_saved_while_there_was_no_catalog_is_shown_when_it_is_back(tmp_path: Path) -> None:
    root = write(tmp_path / "root", FILES)
    with followed(root) as site:
        (root / "catalog").rename(root / "away")
        number = until(site, lambda state: bool(state.fault)).number
        write(root, {"site_config/organization.yml": "name: Elsewhere Inc\n"})
        until(site, lambda state: state.number > number)
        (root / "away").rename(root / "catalog")
        assert "Elsewhere Inc" in page(until(site, is_well))


def test_a_fault_around_the_catalog_is_told_until_it_is_mended_whatever_else_is_saved(tmp_path: Path) -> None:
    root = write(tmp_path / "root", FILES)
    with followed(root) as site:
        write(root, {"mkdocs.yml": f"{CONFIG}nonsense: [\n"})
        number = until(site, lambda state: bool(state.fault)).number
        write(root, {SERVICE: f"{SMALL[SERVICE]}description: TODO\n"})
        assert until(site, lambda state: state.number > number).fault
        number = until(site, lambda _: site.is_judged).number  # with a warning, which might be shown instead
        write(root, {SERVICE: SMALL[SERVICE].replace("We mend it.", "We mend all.")})
        assert until(site, lambda state: state.number > number).fault
        write(root, {"mkdocs.yml": CONFIG})
        assert "We mend all." in page(until(site, is_well))


def test_what_is_saved_while_the_server_starts_is_shown(tmp_path: Path) -> None:
    root = write(tmp_path / "root", FILES)

    def load_then_save() -> LoadedCatalog:
        loaded = load_catalog(root, TODAY)
        write(root, {SERVICE: SMALL[SERVICE].replace("We mend it.", "We mend all.")})
        return loaded

    with followed(root, load_then_save) as site:
        until(site, lambda state: "We mend all." in page(state))


def test_pages_in_a_folder_that_is_named_while_it_serves_are_followed(tmp_path: Path) -> None:
    root = write(tmp_path / "root", FILES)
    with followed(root) as site:
        write(
            root, {"other/note.md": "# First\n", "mkdocs.yml": CONFIG.replace("site_config/pages", "other")}
        )
        until(site, lambda state: "First" in note(state))
        write(root, {"other/note.md": "# Second\n"})
        until(site, lambda state: "Second" in note(state))


def test_a_template_of_ones_own_that_fails_is_told_and_ends_nothing(tmp_path: Path) -> None:
    config = CONFIG.replace("servicebook}", "servicebook, custom_dir: own}", 1)
    extends = '{% extends "base.html" %}{% block announce %}'
    root = write(
        tmp_path / "root", {**FILES, "mkdocs.yml": config, "own/main.html": f"{extends}one{{% endblock %}}"}
    )
    with followed(root) as site:
        write(root, {"own/main.html": f"\n{extends}{{{{ }}}}{{% endblock %}}"})
        state = until(site, lambda state: bool(state.fault))
        assert state.fault.startswith("own/main.html, line 2: ")
        assert "one" in page(state)
        # what only pages of the catalog show is not found before one is asked for
        only_there = "{% if page.title == 'Repair' %}{{ nothing.at.all }}{% endif %}two{% endblock %}"
        write(root, {"own/main.html": f"{extends}{only_there}"})
        state = until(site, is_well)
        with pytest.raises(NoSiteError, match=r"^own/main.html, line 1: 'nothing' is undefined$"):
            page(state)
        write(root, {"own/main.html": f"{extends}three{{% endblock %}}"})
        until(site, lambda state: "three" in note(state))
        assert "three" in page(site.state)


def test_a_hook_that_refuses_a_page_is_told_in_the_place_of_the_page(tmp_path: Path) -> None:
    hook = (
        "from mkdocs.exceptions import PluginError\n"
        "def on_page_context(context, page, **_):\n"
        "    if page.title == 'Repair':\n"
        "        raise PluginError('not this page')\n"
    )
    root = write(tmp_path / "root", {**FILES, "mkdocs.yml": f"{CONFIG}hooks: [hook.py]\n", "hook.py": hook})
    with followed(root) as site, pytest.raises(NoSiteError, match=r"^not this page$"):
        page(site.state)
