"""Building and serving a site with MkDocs, from Python."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands.build import build
from mkdocs.commands.serve import serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from servicebook.documents.kinds import CATALOG, SETTINGS
from servicebook.loading import LoadedCatalog
from servicebook.mkdocs_plugin.files_read import files_read
from servicebook.mkdocs_plugin.plugin import ServicebookPlugin
from servicebook.publishing.last_build import WatchedBuild
from servicebook.publishing.writer import replaced_site
from servicebook.source.atomic_files import UnwritableError
from servicebook.source.temporary_folder import NEW, temporary_folder
from servicebook.wording import text

PLUGIN = "servicebook"

# Material tells whoever imports it of its own future, which is not the concern of the command's users.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


class BuildFailedError(Exception):
    """MkDocs could not build the site; the text says why, in the user's words."""


class CannotBuildError(Exception):
    """There is no way to begin: no plugin in mkdocs.yml, or a site folder that must not be replaced."""


def build_site(
    loaded: LoadedCatalog,
    root: Path,
    site_dir: Path | None,
    *,
    strict: bool,
    watched: WatchedBuild | None = None,
) -> tuple[Path, dict[str, float]]:
    """Build the site of a catalog; the folder it lies in, and how long the parts took, in seconds.

    ``site_dir`` None is that of mkdocs.yml; ``watched`` is told what the build reads and makes. An old site there is
    replaced when the new one is complete, and left as it was when anything fails. Raises :class:`CannotBuildError` and
    :class:`BuildFailedError`.
    """
    with _config_file(root) as config_file:
        target = (site_dir or Path(_load_config(config_file)["site_dir"])).resolve()
        try:
            with replaced_site(target, [root / CATALOG, root / SETTINGS]) as new_site:
                config = _load_config(config_file, site_dir=str(new_site), strict=strict)
                if watched is not None:
                    watched.reads(files_read(config) if config_file.parent == root else ())
                seconds = _build(config, loaded)
                if watched is not None:
                    watched.made(new_site, target)
        except UnwritableError as fault:
            raise CannotBuildError(str(fault)) from fault
        return target, seconds


def _build(config: MkDocsConfig, loaded: LoadedCatalog) -> dict[str, float]:
    """Let MkDocs build into the ``site_dir`` of the configuration; how long the parts took, in seconds."""
    plugin = config.plugins.get(PLUGIN)
    if not isinstance(plugin, ServicebookPlugin):
        raise CannotBuildError(text("plugin.not-named", file=config.config_file_path, plugin=PLUGIN))
    plugin.loaded = loaded
    try:
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    except (MkDocsException, SystemExit) as fault:  # some of its refusals end the program
        raise BuildFailedError(str(fault)) from fault
    except (UnicodeError, OSError) as fault:  # MkDocs has named the file
        raise BuildFailedError(text("plugin.page-fault", reason=fault)) from fault
    finally:
        config.plugins.on_shutdown()
    return plugin.seconds


def serve_site(root: Path, address: str, today: date | None) -> None:
    """Serve the site and rebuild it when a file changes, until interrupted. Raises as :func:`build_site`."""
    # MkDocs makes the plugin itself, from mkdocs.yml, where the day of one command has no place
    ServicebookPlugin.today = today
    with _config_file(root) as config_file:
        try:
            serve(str(config_file), dev_addr=address)
        except (MkDocsException, SystemExit) as fault:
            raise BuildFailedError(str(fault)) from fault
        except OSError as fault:
            raise CannotBuildError(
                text("plugin.cannot-serve", address=address, reason=fault.strerror)
            ) from fault


def _load_config(config_file: Path, **options: Any) -> MkDocsConfig:
    try:
        return load_config(str(config_file), **options)
    except MkDocsException as fault:
        raise CannotBuildError(f"{config_file}: {fault}") from fault


@contextmanager
def _config_file(root: Path) -> Iterator[Path]:
    """The repository's mkdocs.yml, or a plain one for repositories without."""
    own = root / "mkdocs.yml"
    if own.is_file():
        yield own
        return
    with temporary_folder(Path(tempfile.gettempdir()).resolve() / "servicebook") as temporary:
        folder = temporary / NEW
        folder.mkdir()
        docs = root / SETTINGS / "pages"
        if not docs.is_dir():  # MkDocs wants a folder of hand-written pages
            docs = folder / "pages"
            docs.mkdir()
        content = {
            "site_name": "",  # the plugin takes the organization's name
            "docs_dir": str(docs.absolute()),
            "site_dir": str((root / "site").absolute()),
            "theme": {"name": "servicebook"},
            "plugins": [{PLUGIN: {"root": str(root.absolute())}}],
        }
        path = folder / "mkdocs.yml"
        path.write_text(yaml.safe_dump(content), encoding="utf-8")
        yield path
