"""Building and serving a site with MkDocs, from Python.

A site is built beside the old one and takes its place in one step, so that readers never see half of it.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
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

from servicebook.mkdocs_plugin.plugin import ServicebookPlugin
from servicebook.model.opened import LoadedCatalog
from servicebook.pipeline import CATALOG, SETTINGS

PLUGIN = "servicebook"

# Material tells whoever imports it of its own future, which is not the concern of the command's users.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


class BuildFailedError(Exception):
    """MkDocs could not build the site; the text says why, in the user's words."""


class CannotBuildError(Exception):
    """There is no way to begin: no plugin in mkdocs.yml, or a site folder that must not be replaced."""


def build_site(
    opened: LoadedCatalog, root: Path, site: Path | None, *, strict: bool
) -> tuple[Path, dict[str, float]]:
    """Build the site of an opened catalog; the folder it lies in, and how long the parts took, in seconds.

    ``site`` None is the ``site_dir`` of mkdocs.yml. An old site there is replaced when the new one is
    complete, and left as it was when anything fails. Raises :class:`CannotBuildError` and
    :class:`BuildFailedError`.
    """
    with _config_file(root) as config_file:
        target = (site or Path(_load(config_file)["site_dir"])).resolve()
        _refuse_to_replace(target, root)
        _make_folder(target.parent)
        with _new_folder_beside(target) as new:
            config = _load(config_file, site_dir=str(new), strict=strict)
            plugin = config.plugins.get(PLUGIN)
            if not isinstance(plugin, ServicebookPlugin):
                raise CannotBuildError(f"{config_file} does not name the plugin {PLUGIN} under plugins:")
            plugin.opened = opened
            try:
                config.plugins.on_startup(command="build", dirty=False)
                build(config)
            except (MkDocsException, SystemExit) as fault:
                raise BuildFailedError(str(fault)) from fault
            except (UnicodeError, OSError) as fault:  # MkDocs has named the file
                raise BuildFailedError(f"a page cannot be read or written: {fault}") from fault
            finally:
                config.plugins.on_shutdown()
            _replace(target, new)
    return target, plugin.seconds


def serve_site(root: Path, address: str, today: date | None) -> None:
    """Serve the site and rebuild it when a file changes, until interrupted. Raises as :func:`build_site`."""
    ServicebookPlugin.today = today
    with _config_file(root) as config_file:
        try:
            serve(str(config_file), dev_addr=address)
        except (MkDocsException, SystemExit) as fault:
            raise BuildFailedError(str(fault)) from fault
        except OSError as fault:
            raise CannotBuildError(f"cannot serve on {address}: {fault.strerror}") from fault


def _load(config_file: Path, **options: Any) -> MkDocsConfig:
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
    with tempfile.TemporaryDirectory(prefix="servicebook-") as folder:
        docs = root / SETTINGS / "pages"
        if not docs.is_dir():
            docs = Path(folder) / "pages"
            docs.mkdir()
        content = {
            "site_name": "",  # the plugin takes the organization's name
            "docs_dir": str(docs.absolute()),
            "site_dir": str((root / "site").absolute()),
            "theme": {"name": "servicebook"},
            "plugins": [{PLUGIN: {"root": str(root.absolute())}}],
        }
        path = Path(folder) / "mkdocs.yml"
        path.write_text(yaml.safe_dump(content), encoding="utf-8")
        yield path


def _refuse_to_replace(target: Path, root: Path) -> None:
    """A folder that holds the catalog, or anything but a site, is never replaced."""
    sources = [(root / folder).resolve() for folder in (CATALOG, SETTINGS)]
    if any(folder.is_relative_to(target) or target.is_relative_to(folder) for folder in sources):
        raise CannotBuildError(f"the site cannot be written to {target}: the catalog lies there")
    if target.is_dir() and any(target.iterdir()) and not (target / "sitemap.xml").is_file():
        raise CannotBuildError(f"{target} holds files and no site; name an empty folder, or remove them")
    if target.exists() and not target.is_dir():
        raise CannotBuildError(f"{target} is not a folder")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise CannotBuildError(f"{folder} cannot be made: {fault.strerror}") from fault


@contextmanager
def _new_folder_beside(target: Path) -> Iterator[Path]:
    """A fresh folder on the same disk; whatever is in it in the end is removed."""
    try:
        new = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as fault:
        raise CannotBuildError(f"{target.parent} cannot be written to: {fault.strerror}") from fault
    new.chmod(0o755)
    try:
        yield new
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _replace(target: Path, new: Path) -> None:
    """Put the new folder in the old one's place; the old one is then where the new one was."""
    if not target.exists():
        new.rename(target)
    elif not _exchange(new, target):
        old = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
        target.rename(old / "site")
        new.rename(target)
        shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step, where the system can (Linux, ``renameat2`` with ``RENAME_EXCHANGE``)."""
    if sys.platform != "linux":
        return False
    at_here, exchange = -100, 2
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    return bool(renameat2(at_here, os.fsencode(one), at_here, os.fsencode(other), exchange) == 0)
