"""The rest of ``servicebook build``, where something has changed, and of ``join``: it loads all that makes a site.

It loads nothing by itself but what reads files, so that others begin to read at once.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from servicebook import wording
from servicebook.beside import in_another_process, unless_killed
from servicebook.cli import options
from servicebook.cli.one_catalog import without_garbage_collection
from servicebook.loading import load_catalog
from servicebook.publishing.begun_search import EarlySearch
from servicebook.publishing.last_build import WatchedBuild
from servicebook.while_waiting import meanwhile

if TYPE_CHECKING:
    from servicebook.model.catalog import Catalog
    from servicebook.publishing.last_site import SeenSite
    from servicebook.publishing.slices import Slice, Sliced

_FORMAT = "%(levelname)s: %(message)s"
_MIN_FILES_SEEN_BESIDE = 3000
"""With fewer files to read, a second process costs more than it saves to look at the old site."""
JUDGED_MEANWHILE = ("servicebook.analysis.chain_slack", "servicebook.rules", "servicebook.loading.assemble")
"""The modules that judge what was read, some at a time: they are loaded while other processes look at files and
read them.

The first loads numpy, which the process that makes the search index needs, too.
"""
LOADED_MEANWHILE = (
    "servicebook.model.lone_countries",
    "servicebook.comparing.told_history",
    "servicebook.pages",
    "servicebook.publishing.data_files",
    "servicebook.mkdocs_plugin.mount",
    "servicebook.mkdocs_plugin.run_mkdocs",
)
"""Those that make a site of most catalogs, which are loaded after these."""


class _Told(logging.Handler):
    """Remembers what is logged as a warning, as it is printed."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.setFormatter(logging.Formatter(_FORMAT))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


def build(
    args: argparse.Namespace,
    today: date,
    name: str,
    *,
    look: Callable[[], WatchedBuild | None],
    only: Sequence[str] = (),
    slices: Mapping[Path, Slice] = MappingProxyType({}),
) -> int:
    """Build all, a slice with ``only`` some departments, or join slices.

    ``look`` sees what there is to be read, if that is to be known. 1 when the catalog has errors (with ``--strict``,
    warnings too) or MkDocs fails.
    """
    with without_garbage_collection(), ExitStack() as beside:
        return _build(args, today, name, only, look, slices, beside)


def _build(
    args: argparse.Namespace,
    today: date,
    name: str,
    only: Sequence[str],
    look: Callable[[], WatchedBuild | None],
    slices: Mapping[Path, Slice],
    beside: ExitStack,
) -> int:
    is_part = bool(only or slices)
    with meanwhile(_loading(JUDGED_MEANWHILE)):
        # before anything is read: what is read later may be something else already
        watched = look()
    old = None if is_part else _seeing_old_site(watched, beside)
    catalog = _digest_of_catalog(args.root) if is_part else ""
    early = None if is_part else _early_search(args.root, watched, beside)
    # again those that there was no time for above: to load what is loaded costs nothing
    with meanwhile([*_loading(JUDGED_MEANWHILE), *_standing_by(early), *_loading(LOADED_MEANWHILE)]):
        opened = load_catalog(args.root, today, begin=early.begin if early else None)
    from servicebook.reports import text

    if options.fails(opened, strict=args.strict):
        sys.stdout.write(text.render(opened))
        options.complain(name, wording.text("build.errors"))
        return 1
    # which is loaded by now, where others have read the files
    from servicebook.mkdocs_plugin.run_mkdocs import BuildFailedError, CannotBuildError, build_site

    summary = text.summary(opened)
    sliced = _sliced(only, slices, opened.catalog, catalog) if is_part else None
    handed_over = deque((opened,))
    del opened  # so that nobody else keeps files and texts, which pages are not made from
    logging.basicConfig(level=logging.WARNING, format=_FORMAT)
    told = _Told()
    logging.getLogger().addHandler(told)
    try:
        site_dir, seconds = build_site(
            handed_over.pop,
            args.root,
            args.site,
            today=today,
            strict=args.strict,
            watched=watched,
            sliced=sliced,
            begun=early.begun if early else None,
            old=old,
        )
    except CannotBuildError as fault:
        raise options.CannotRunError(str(fault)) from fault
    except BuildFailedError as fault:
        options.complain(name, wording.text("build.failed", fault=fault))
        return 1
    finally:
        logging.getLogger().removeHandler(told)
    print(summary)
    if sliced and only:
        print(wording.text("slice.done", count=len(sliced.share.only), site=site_dir))
    else:
        print(wording.text("build.done", site=site_dir))
    for part, length in seconds.items():
        print(wording.text("build.time", part=part, length=f"{length:.1f}"), file=sys.stderr)
    if watched is not None:
        watched.keep(summary, told.lines)
    return 0


def _loading(names: Iterable[str]) -> Iterator[Callable[[], object]]:
    return (partial(import_module, name) for name in names)


def _early_search(root: Path, watched: WatchedBuild | None, beside: ExitStack) -> EarlySearch:
    """The index of the whole site; what is kept of one is of use where builds are told apart."""
    count = watched.count if watched else 0  # of files, if anybody can tell
    early = EarlySearch(count, beside, root if count else None)
    if watched and not watched.is_first:
        early.stand_by()  # little is to be read, so that there may be a catalog before anything is done meanwhile
    return early


def _standing_by(early: EarlySearch | None) -> Iterator[Callable[[], object]]:
    """What makes the index begins once numpy is there, which else it would load by itself, beside what reads files."""
    if early:
        yield early.stand_by


def _seeing_old_site(watched: WatchedBuild | None, beside: ExitStack) -> Callable[[], SeenSite | None] | None:
    """What is seen of the last site, by another process: one core has nothing to do until there is a catalog."""
    if watched is None or watched.last_site is None:
        return None
    from servicebook.publishing.last_site import see_site  # which a first build loads while others read

    see = partial(see_site, watched.last_site)
    seen = beside.enter_context(in_another_process(see, watched.count, min_items=_MIN_FILES_SEEN_BESIDE))
    return lambda: unless_killed(seen)


def _digest_of_catalog(root: Path) -> str:
    from servicebook.publishing.slices import digest_of_catalog  # loads half of what makes a site

    return digest_of_catalog(root)


def _sliced(
    only: Iterable[str], slices: Mapping[Path, Slice], catalog: Catalog, digest: str
) -> Sliced | None:
    """What there is to be made of a slice, or with slices; None where all of the site is made here."""
    from servicebook.cli.naming import must_be
    from servicebook.publishing.share import Share
    from servicebook.publishing.slices import Sliced, files_of, refuse_incomplete_set

    for department in only:
        must_be(department, "department", catalog.departments)
    if slices:
        refuse_incomplete_set(slices, catalog.departments)
        return Sliced(share=Share(taken=files_of(slices)), catalog=digest, slices=slices)
    if chosen := catalog.with_those_below(only):
        return Sliced(share=Share(only=chosen), catalog=digest)
    return None
