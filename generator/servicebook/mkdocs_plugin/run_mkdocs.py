"""Building and serving a site with MkDocs, from Python."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from servicebook.beside import in_another_process, unless_killed
from servicebook.documents.kinds import CATALOG, SETTINGS
from servicebook.ended_process import ProcessEndedError
from servicebook.loading import LoadedCatalog
from servicebook.loading.kept_documents import is_committed
from servicebook.mkdocs_plugin.around_catalog import AroundCatalog
from servicebook.mkdocs_plugin.files_read import files_read
from servicebook.mkdocs_plugin.own_faults import OwnFaultError, own_faults
from servicebook.mkdocs_plugin.past_mkdocs import is_alone
from servicebook.mkdocs_plugin.plugin import ServicebookPlugin
from servicebook.mkdocs_plugin.sliced import made_from, sizes
from servicebook.mkdocs_plugin.what_is_read import load
from servicebook.publishing.begun_search import BegunSearch
from servicebook.publishing.kept_pages import BuiltPages
from servicebook.publishing.last_build import WatchedBuild
from servicebook.publishing.last_site import LastSite, SeenSite
from servicebook.publishing.slices import (
    Slice,
    Sliced,
    SliceError,
    digest_of_catalog,
    refuse_foreign,
    write_slice,
)
from servicebook.publishing.writer import replaced_site
from servicebook.reports import text as report
from servicebook.serving.surroundings import NoSiteError
from servicebook.source.atomic_files import UnwritableError
from servicebook.source.machine_clock import machine_day
from servicebook.source.temporary_folder import NEW, temporary_folder
from servicebook.source.tree import Disk
from servicebook.wording import text

if TYPE_CHECKING:
    from servicebook.serving.live_site import LiveSite

PLUGIN = "servicebook"
_MIN_FILES = 3000
"""With fewer files a second process costs more than it saves to look again at what was read."""

log = logging.getLogger("servicebook.serving")

# Material tells whoever imports it of its own future, which is not the concern of the command's users.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


class BuildFailedError(Exception):
    """MkDocs could not build the site; the text says why, in the user's words."""


class CannotBuildError(Exception):
    """There is no way to begin: no plugin in mkdocs.yml, or a site folder that must not be replaced."""


def build_site(
    load: Callable[[], LoadedCatalog],
    root: Path,
    site_dir: Path | None,
    *,
    today: date,
    strict: bool,
    watched: WatchedBuild | None = None,
    sliced: Sliced | None = None,
    begun: BegunSearch | None = None,
    old: Callable[[], SeenSite | None] | None = None,
) -> tuple[Path, dict[str, float]]:
    """Build the site of a catalog; the folder it lies in, and how long the parts took, in seconds.

    ``load``, asked once, has the catalog as of ``today``; what no page shows of it is let go of, and ``begun`` is the
    search index of it. ``site_dir`` None is that of mkdocs.yml; ``watched`` is told what the build reads and makes;
    ``sliced`` says which slice is wanted, or which ones are joined. An old site there is replaced when the new one is
    complete, and left as it was when anything fails; ``old`` has what somebody has seen of it already. Raises
    :class:`CannotBuildError` and :class:`BuildFailedError`.
    """
    with _config_file(root) as config_file, ExitStack() as beside:
        target = (site_dir or Path(_load_config(config_file)["site_dir"])).resolve()
        try:
            last = LastSite(target, before=watched.replaces if watched else None, seen=old)
            with replaced_site(target, [root / CATALOG, root / SETTINGS], last) as new_site:
                config = _load_config(config_file, site_dir=str(new_site), strict=strict)
                if watched is not None:
                    watched.reads(files_read(config) if config_file.parent == root else ())
                built = None
                if sliced is None:
                    _plugin_of(config).built = built = _built_pages(watched, root, last)
                    _plugin_of(config).begun = begun
                    seconds = _build(config, load)
                else:
                    seconds = _build_sliced(config, load, today, sliced, root, config_file)
                if watched is not None:  # while the site is put in its place
                    again = in_another_process(watched.look_again, watched.count, min_items=_MIN_FILES)
                    seen = beside.enter_context(again)
            if watched is not None:
                digest, pages = last.published.digest(), built.to_keep() if built else None
                watched.made(target, digest, unless_killed(seen), pages)
        except UnwritableError as fault:
            raise CannotBuildError(str(fault)) from fault
        return target, seconds


def _built_pages(watched: WatchedBuild | None, root: Path, last: LastSite) -> BuiltPages | None:
    """What is known of the pages of the last build; None where nobody can tell what this one reads.

    What is part of the repository was written by somebody else, and is not believed.
    """
    if watched is None or watched.seen is None:
        return None
    before = watched.last_pages()
    if before is not None and is_committed(Disk(root)):
        before = None
    return BuiltPages(last, watched.seen, before, watched.is_untouched)


def _build_sliced(
    config: MkDocsConfig,
    load: Callable[[], LoadedCatalog],
    today: date,
    sliced: Sliced,
    root: Path,
    config_file: Path,
) -> dict[str, float]:
    """Build a slice, or join some: of one catalog and one configuration, or not at all."""
    plugin, site, only = _plugin_of(config), Path(config.site_dir), sliced.share.only
    hindrance = None if is_alone(plugin, config) else text("slice.not-alone")
    if hindrance and not only:
        raise CannotBuildError(hindrance)
    made = made_from(root, today, sliced.catalog, config, has_own_config=config_file.parent == root)
    try:
        refuse_foreign(sliced.slices, made)
    except SliceError as fault:
        raise CannotBuildError(str(fault)) from fault
    plugin.share = sliced.share
    seconds = _build(config, load)
    if digest_of_catalog(root) != sliced.catalog:
        raise BuildFailedError(text("slice.changed"))
    if only:
        files = sizes(site, plugin.may_join)
        departments = tuple(sorted(only))
        write_slice(site, Slice(made_from=made, departments=departments, files=files, hindrance=hindrance))
    return seconds


def _build(config: MkDocsConfig, load: Callable[[], LoadedCatalog]) -> dict[str, float]:
    """Let MkDocs build into the ``site_dir`` of the configuration; how long the parts took, in seconds."""
    plugin = _plugin_of(config)
    plugin.loaded = load()
    try:
        config.plugins.on_startup(command="build", dirty=False)
        _build_with_mkdocs(config)
    finally:
        config.plugins.on_shutdown()
    return plugin.seconds


def _build_with_mkdocs(config: MkDocsConfig) -> None:
    try:
        with own_faults(str(config.config_file_path)):
            build(config)
    except (MkDocsException, OwnFaultError, SystemExit) as fault:  # some of its refusals end the program
        raise BuildFailedError(str(fault)) from fault
    except ProcessEndedError as fault:
        raise BuildFailedError(text("processes.ended", how=fault.how)) from fault
    except (UnicodeError, OSError) as fault:  # MkDocs has named the file
        raise BuildFailedError(text("plugin.page-fault", reason=fault)) from fault


def _plugin_of(config: MkDocsConfig) -> ServicebookPlugin:
    plugin = config.plugins.get(PLUGIN)
    if not isinstance(plugin, ServicebookPlugin):
        raise CannotBuildError(text("plugin.not-named", file=config.config_file_path, plugin=PLUGIN))
    return plugin


def serve_site(root: Path, address: str, today: date | None) -> None:
    """Serve the site, and show what files say whenever one changes, until interrupted. Raises as :func:`build_site`."""
    from servicebook.serving.server import Server, serve_in_background  # no build needs a server

    with _config_file(root) as config_file, ExitStack() as stack:
        config = _load_config(config_file)
        if "i18n" in config.plugins:  # it has the site built once for each of its languages
            _serve_with_mkdocs(config_file, address, today)
            return
        host, _, port = address.rpartition(":")
        mount = f"/{unquote(urlsplit(config.site_url or '').path).strip('/')}/".replace("//", "/")
        try:
            server = stack.enter_context(Server(host.strip("[]"), int(port), mount))
        except OSError as fault:
            raise _cannot_serve(address, fault) from fault
        site_url = f"http://{host}:{server.server_port}{quote(mount)}"
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="servicebook_")))
        around = _Surround(root, site_url, folder)
        server.site = stack.enter_context(
            _live_site(root, lambda: _loaded(root, today), lambda: today or machine_day(), around)
        )
        stack.callback(server.shutdown)
        serve_in_background(server)
        log.info("%s", text("serve.serving", url=site_url))
        with suppress(KeyboardInterrupt):
            server.site.follow()


@contextmanager
def live_site(
    root: Path, folder: Path, load_first: Callable[[], LoadedCatalog], day: Callable[[], date]
) -> Iterator[LiveSite]:
    """A site that follows its catalog once somebody calls ``follow``; its files lie in ``folder``.

    Raises as :func:`build_site`.
    """
    folder.mkdir()
    with _live_site(root, load_first, day, _Surround(root, "http://127.0.0.1/", folder)) as site:
        yield site


@contextmanager
def _live_site(
    root: Path, load_first: Callable[[], LoadedCatalog], day: Callable[[], date], around: _Surround
) -> Iterator[LiveSite]:
    from servicebook.serving.live_site import LiveSite

    try:
        site = LiveSite(root, load_first, day, around)
    except NoSiteError as fault:
        raise BuildFailedError(str(fault)) from fault
    try:
        yield site
    finally:
        site.close()
        around.close()


def _loaded(root: Path, today: date | None) -> LoadedCatalog:
    try:
        loaded = load(root, today)
    except MkDocsException as fault:
        raise BuildFailedError(str(fault)) from fault
    if loaded.errors:
        raise BuildFailedError(text("plugin.errors", report=report.render(loaded)))
    return loaded


class _Surround:
    """Builds the site around a catalog, each time into a folder of its own; what is served stays until then."""

    def __init__(self, root: Path, site_url: str, folder: Path) -> None:
        self._root, self._site_url, self._folder = root, site_url, folder
        self._count = 0
        self._config: MkDocsConfig | None = None

    def close(self) -> None:
        """Tell plugins that this was all."""
        if self._config:
            self._config.plugins.on_shutdown()

    def __call__(self, loaded: LoadedCatalog) -> AroundCatalog:
        self._count += 1
        site_dir = self._folder / str(self._count)
        try:
            with _config_file(self._root) as config_file:  # which may come or go
                config = _load_config(config_file, site_dir=str(site_dir))
                config.site_url = self._site_url
                plugin = _plugin_of(config)
                plugin.loaded, plugin.lists_pages = loaded, True
                if (
                    self._count == 1
                ):  # MkDocs keeps plugins that hear of it, for as long as this process lives
                    config.plugins.on_startup(command="serve", dirty=False)
                _build_with_mkdocs(config)
        except (CannotBuildError, BuildFailedError) as fault:
            raise NoSiteError(str(fault)) from fault
        kept = plugin.kept
        assert kept is not None  # a build without a fault has come past it
        self._config, plugin.kept = config, None
        for older in self._folder.iterdir():
            if older.name not in {str(self._count), str(self._count - 1)}:
                shutil.rmtree(older, ignore_errors=True)
        return AroundCatalog(config, plugin, kept)


def _serve_with_mkdocs(config_file: Path, address: str, today: date | None) -> None:
    """Let MkDocs serve, which makes the whole site at every change."""
    from mkdocs.commands.serve import serve

    # MkDocs makes the plugin itself, from mkdocs.yml, where the day of one command has no place
    ServicebookPlugin.today = today
    try:
        serve(str(config_file), dev_addr=address)
    except (MkDocsException, SystemExit) as fault:
        raise BuildFailedError(str(fault)) from fault
    except OSError as fault:
        raise _cannot_serve(address, fault) from fault


def _cannot_serve(address: str, fault: OSError) -> CannotBuildError:
    return CannotBuildError(text("plugin.cannot-serve", address=address, reason=fault.strerror))


def _load_config(config_file: Path, **options: Any) -> MkDocsConfig:
    try:
        with own_faults(str(config_file)):
            return load_config(str(config_file), **options)
    except (MkDocsException, OwnFaultError) as fault:
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
