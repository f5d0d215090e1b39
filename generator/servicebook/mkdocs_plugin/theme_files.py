"""The files of a theme as MkDocs lists them, without a look at those that it never takes.

Material carries more than ten thousand icons in hidden folders. MkDocs lists all of them at every build, also while it
serves, and then leaves out whatever lies in a hidden folder: that takes longer than the pages of a small catalog.
"""

from __future__ import annotations

import os

from jinja2 import Environment, FileSystemLoader
from mkdocs.theme import Theme


class _ShownFiles(FileSystemLoader):
    """Templates, of which those in hidden folders can be loaded and are not listed."""

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for top in self.searchpath:
            for place, folders, names in os.walk(top, followlinks=self.followlinks):
                folders[:] = [folder for folder in folders if not folder.startswith(".")]
                below = os.path.relpath(place, top).replace(os.sep, "/")
                found.update(names if below == "." else (f"{below}/{name}" for name in names))
        return sorted(found)


def list_no_hidden_folders(theme: Theme) -> None:
    """Have the environments that a theme makes from now on list no template in a hidden folder."""
    make = theme.get_env

    def get_env() -> Environment:
        env = make()
        if type(env.loader) is FileSystemLoader:  # else a plugin has one of its own
            env.loader = _ShownFiles(env.loader.searchpath, env.loader.encoding, env.loader.followlinks)
        return env

    vars(theme)["get_env"] = get_env  # MkDocs asks for it between two events of plugins
