"""The catalog as data: where nobody is to see its files but readers, it is written beside all that makes pages."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import partial
from itertools import chain
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from servicebook import links
from servicebook.beside import Begun, begun_in_another_process
from servicebook.mkdocs_plugin.added_files import list_files
from servicebook.mkdocs_plugin.mount import Mount
from servicebook.publishing.data_files import data_parts, data_paths
from servicebook.publishing.kept_data import KeptData, Lengths
from servicebook.publishing.kept_pages import BuiltPages
from servicebook.publishing.publication import Publication, SiteFile, whole_files
from servicebook.publishing.request_files import request_files
from servicebook.publishing.share import Share, slice_data
from servicebook.publishing.writer import FolderWriter

_MIN_SERVICES = 500
"""With fewer services a second process costs more than it saves."""

BegunData = Begun[None, tuple[list[str], Mapping[str, Lengths]]]
"""It has the paths of its files once they are written, and of what pieces those are made that have any."""


def begun_data(
    publication: Publication,
    mount: Mount,
    own: Container[str],
    config: MkDocsConfig,
    share: Share,
    built: BuiltPages | None,
) -> AbstractContextManager[BegunData]:
    """Write the catalog for programs, and for the forms of change requests, beside what the block does.

    Where something is known of the last build (``built``), data that are what they were stay as they are. At a
    path where the site has a file of its ``own``, nothing is written.
    """
    last = None if share.only else built
    kept = last.data(publication) if last else None
    unchanged = last.unchanged(mount.root) if last else None
    data = partial(_data, publication, mount, share, kept)

    def write(_: Callable[[], None]) -> tuple[list[str], Mapping[str, Lengths]]:
        writer = FolderWriter(Path(config.site_dir), unchanged)
        made = (file for file in data() if mount.path + file.path not in own)
        paths = writer.write_all(made, mount.root)
        return (paths, {}) if kept is None else (paths + kept.taken, kept.noted)

    count = len(publication.context.catalog.services)
    # what it takes of memory goes with the process that makes it
    return begun_in_another_process(write, count, min_items=_MIN_SERVICES, leaves_cores=True)


def add_data(
    publication: Publication,
    mount: Mount,
    files: Files,
    config: MkDocsConfig,
    share: Share,
    written: Sequence[str] | None,
) -> Sequence[str]:
    """The same among the files of MkDocs; the paths of what is ``written`` past it, if it is."""
    if written is None:
        for file in _data(publication, mount, share, None):
            if mount.path + file.path not in files.src_uris:
                files.append(mount.file(file, config))
    else:
        list_files(written, mount, files, config)
    if share.only:
        list_files(data_paths(publication.context.catalog), mount, files, config)
    return written or ()


def _data(publication: Publication, mount: Mount, share: Share, kept: KeptData | None) -> Iterator[SiteFile]:
    catalog = publication.context.catalog

    def taken_line(service: str) -> bytes | None:
        file = share.taken.get(mount.root + links.data_of_service(service))
        return file.read_bytes().removesuffix(b"\n") if file else None

    if share.only:
        return slice_data(catalog, share.only)
    parts = data_parts(catalog, publication.address, taken_line if share.taken else None, kept)
    return chain(parts if mount.writer else whole_files(parts), request_files(catalog))
