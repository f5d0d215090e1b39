"""What ``mkdocs.yml`` may say about the plugin."""

from __future__ import annotations

import re

from mkdocs.config import config_options
from mkdocs.config.base import Config, ValidationError
from mkdocs.config.config_options import OptionallyRequired

from servicebook.wording import text

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


class ServicebookOptions(Config):
    """``root``: the folder with ``catalog/`` and ``site_config/``, from mkdocs.yml's own folder on.

    ``path``: the folder of the site that the catalog is published in; ``title``: what the navigation calls it there.
    """

    root = config_options.Type(str, default=".")
    path = Folder()
    title = config_options.Type(str, default=text("plugin.title"))
