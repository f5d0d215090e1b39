"""What ``mkdocs.yml`` may say about the plugin."""

from __future__ import annotations

import re

from mkdocs.config import config_options
from mkdocs.config.base import Config, ValidationError
from mkdocs.config.config_options import OptionallyRequired

from servicebook.wording import text

_MOST_COMMITS = 1000
"""So many commits of the example take half a minute to read for the first time."""

_FOLDERS = re.compile(r"(?!\.)[^\s/\\?#%:]+(/(?!\.)[^\s/\\?#%:]+)*")


class Folder(OptionallyRequired[str]):
    """A folder of the site: ``services`` or ``about/services``, with ``/`` at its end; empty for the site's root."""

    def __init__(self) -> None:
        super().__init__(default="")

    def run_validation(self, value: object) -> str:
        """The folder as it is written everywhere."""
        if not isinstance(value, str):
            raise ValidationError(text("plugin.not-a-folder", value=repr(value)))
        folder = value.strip("/")
        if folder and not _FOLDERS.fullmatch(folder):
            raise ValidationError(text("plugin.not-a-folder", value=f'"{value}"'))
        return f"{folder}/" if folder else ""


class Commits(OptionallyRequired[int]):
    """A number of commits; ``false`` is none, and ``true`` as many as without the option."""

    def __init__(self) -> None:
        super().__init__(default=_MOST_COMMITS)

    def run_validation(self, value: object) -> int:
        """The number."""
        if isinstance(value, bool):
            return _MOST_COMMITS if value else 0
        if not isinstance(value, int) or value < 0:
            raise ValidationError(text("plugin.not-a-number", value=repr(value)))
        return value


class ServicebookOptions(Config):
    """``root``: the folder with ``catalog/`` and ``site_config/``, from mkdocs.yml's own folder on.

    ``path``: the folder of the site that the catalog is published in; ``title``: what the navigation calls it there.
    ``history``: of how many commits it is told what they changed; 0 for none.
    """

    root = config_options.Type(str, default=".")
    path = Folder()
    title = config_options.Type(str, default=text("plugin.title"))
    history = Commits()
