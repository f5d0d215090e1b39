"""A slice of a site: what it is made from, and which of its files may be joined with those of others."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import yaml_load

from servicebook import links
from servicebook.documents.kinds import SETTINGS
from servicebook.mkdocs_plugin.mount import Mount
from servicebook.model.catalog import Catalog
from servicebook.pages.rendering.page import Page
from servicebook.publishing.slices import MadeFrom
from servicebook.source.git_state import history_state
from servicebook.source.owners_files import PLACES
from servicebook.source.program_version import program_version
from servicebook.source.seen_files import digest_of_files
from servicebook.source.tree import top_of
from servicebook.wording import text
from servicebook.wording.lists import listed

_OF_ONE_BUILD = ("site_dir", "docs_dir", "strict", "dev_addr", "watch")
"""What of a configuration says where it is built, and not what: of the folder of pages, its files are looked at."""
_MOST_NAMED = 5
"""Departments that are named; of more, their number is told."""


def made_from(root: Path, day: date, catalog: str, config: MkDocsConfig, *, has_own_config: bool) -> MadeFrom:
    """What a build reads. Raises :class:`OSError`."""
    root = root.resolve()
    top = top_of(root)
    owners = [folder / place for folder in dict.fromkeys((root, top)) for place in PLACES]
    paths = [root / SETTINGS, *owners, top / ".mailmap"]
    written = ""
    if has_own_config:  # else all that it says follows from the catalog's folder
        paths.append(Path(config.docs_dir))
        if config.theme.custom_dir:
            paths.append(Path(config.theme.custom_dir))
        written = _written(Path(config.config_file_path))
    settings = sha256(f"{digest_of_files(top, paths)}\n{written}".encode()).hexdigest()
    return MadeFrom(
        program=program_version(),
        day=day.isoformat(),
        commit=history_state(root),
        catalog=catalog,
        settings=settings,
    )


def _written(config_file: Path) -> str:
    """What mkdocs.yml says, with what it inherits and takes from the environment."""
    with config_file.open("rb") as stream:
        content = yaml_load(stream)
    told = {key: value for key, value in content.items() if key not in _OF_ONE_BUILD}
    return json.dumps(told, sort_keys=True, default=_named)


def _named(value: Any) -> str:
    """A function or an object that mkdocs.yml names, which has no other text that is the same on every machine."""
    if isinstance(value, Callable):  # type: ignore[arg-type]
        return f"{value.__module__}.{value.__qualname__}"
    return type(value).__qualname__


def joined_files(pages: Iterable[Page], data: Iterable[str], mount: Mount) -> Iterator[str]:
    """The paths, from the site's root on, of what a slice has made past MkDocs, and ``servicebook join`` takes."""
    for page in pages:
        yield f"{mount.root}{page.path}index.html"
    for path in data:
        if path.startswith(links.DATA_OF_SERVICES):
            yield mount.root + path


def sizes(folder: Path, paths: tuple[str, ...]) -> dict[str, int]:
    """The sizes of files in bytes. Raises :class:`OSError`."""
    return {path: (folder / path).stat().st_size for path in paths}


def preview(catalog: Catalog, only: Collection[str]) -> str:
    """What is said of a slice where one looks at it: which departments it has."""
    names = [department.name for department in catalog.departments.values() if department.id in only]
    named = listed(names) if len(names) <= _MOST_NAMED else text("slice.departments", count=len(names))
    return text("slice.preview", departments=named)
