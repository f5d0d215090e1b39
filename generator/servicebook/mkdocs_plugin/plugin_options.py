"""What ``mkdocs.yml`` may say about the plugin."""

from __future__ import annotations

import re

from mkdocs.config import config_options
from mkdocs.config.base import Config, ValidationError
from mkdocs.config.config_options import OptionallyRequired

from servicebook.wording import text

USUAL = -1
"""As many commits as a first build reads in a minute or two; see :func:`usual_commits`."""
_MOST_COMMITS, _FEWEST_COMMITS = 1000, 50
_OBJECTS = 1_000_000
"""Services of all commits together that a first build looks at."""

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
    """A number of commits; ``false`` is none, and ``true``, as without the option, as many as are usual."""

    def __init__(self) -> None:
        super().__init__(default=True)

    def run_validation(self, value: object) -> int:
        """The number, or :data:`USUAL`."""
        if isinstance(value, bool):
            return USUAL if value else 0
        if not isinstance(value, int) or value < 0:
            raise ValidationError(text("plugin.not-a-number", value=repr(value)))
        return value


def usual_commits(services: int) -> int:
    """Of how many commits it is told what they changed, where nobody has said so: of a large catalog, of fewer."""
    return max(min(_MOST_COMMITS, _OBJECTS // max(services, 1)), _FEWEST_COMMITS)


class ServicebookOptions(Config):
    """``root``: the folder with ``catalog/`` and ``site_config/``, from mkdocs.yml's own folder on.

    ``path``: the folder of the site that the catalog is published in; ``title``: what the navigation calls it there.
    ``history``: of how many commits it is told what they changed; 0 for none.
    """

    root = config_options.Type(str, default=".")
    path = Folder()
    title = config_options.Type(str, default=text("plugin.title"))
    history = Commits()
