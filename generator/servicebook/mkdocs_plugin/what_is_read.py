"""What the plugin reads before a build: the catalog, and what git knows of its past."""

from __future__ import annotations

import logging
from datetime import date
from pathlib import Path

from mkdocs.exceptions import Abort

from servicebook.comparing.history import ChangeHistory
from servicebook.comparing.kept_history import read_changes
from servicebook.ended_process import ProcessEndedError
from servicebook.loading import LoadedCatalog, load_catalog
from servicebook.source.atomic_files import UnwritableError
from servicebook.source.git_command import RevisionError
from servicebook.source.held_journal import undo_unfinished
from servicebook.source.machine_clock import machine_day
from servicebook.source.machine_processes import refuse_unknown_processes
from servicebook.source.tree import UnreadableError
from servicebook.wording import text

log = logging.getLogger("mkdocs.plugins.servicebook")


def past(root: Path, most: int, today: LoadedCatalog) -> ChangeHistory | None:
    """What so many of the last commits changed; None where git does not know. ``today`` is the catalog of now."""
    try:
        return read_changes(root, most, today)
    except RevisionError as fault:  # a catalog need not be kept in git
        log.info("%s", text("plugin.no-history", reason=fault))
        return None


def load(root: Path, day: date | None) -> LoadedCatalog:
    """The catalog of a repository, once what a killed command left is undone. Raises :class:`Abort`."""
    try:
        refuse_unknown_processes()
        if undone := undo_unfinished(root):  # by a command that was killed
            log.info("%s", undone)
        return load_catalog(root, day or machine_day())
    except (UnreadableError, UnwritableError) as fault:
        raise Abort(str(fault)) from None
    except ProcessEndedError as fault:
        raise Abort(text("processes.ended", how=fault.how)) from None
