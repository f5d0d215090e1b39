"""A build takes the same files of a theme as ever, and looks at none that it would leave out."""

from __future__ import annotations

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.theme import Theme

from servicebook.mkdocs_plugin.theme_files import list_no_hidden_folders


def taken(theme: Theme) -> list[tuple[str, str | None]]:
    """What MkDocs takes of a theme: paths in the site, and where the files lie."""
    config = MkDocsConfig()
    config.theme, config.site_dir, config.use_directory_urls = theme, "site", True
    files = Files([])
    files.add_files_from_theme(theme.get_env(), config)
    return [(file.src_uri, file.abs_src_path) for file in files]


@pytest.mark.parametrize("name", ["servicebook", "material", "mkdocs"])
def test_the_same_files_of_a_theme_are_taken(name: str) -> None:
    theme = Theme(name=name)
    before = taken(theme)
    list_no_hidden_folders(theme)
    assert taken(theme) == before
    assert before


def test_icons_in_hidden_folders_are_not_listed_and_can_be_loaded() -> None:
    theme = Theme(name="material")
    icons = [name for name in theme.get_env().list_templates() if name.endswith("/account.svg")]
    list_no_hidden_folders(theme)
    env = theme.get_env()
    assert icons and env.get_template(icons[0]).render().startswith("<svg")
    assert [name for name in env.list_templates() if name.startswith(".") or "/." in name] == []
