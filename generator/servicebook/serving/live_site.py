"""The site that is served now: the last catalog without errors, and what is wrong since."""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from pathlib import Path

from servicebook.analysis.closure import keep_closures
from servicebook.documents.kinds import CATALOG, SETTINGS
from servicebook.frozen import frozen
from servicebook.garbage import garbage_looked_for_at_rest
from servicebook.loading import Assembled, LoadedCatalog, assemble_again
from servicebook.model.visible import visible, visible_beside
from servicebook.problems import Problem, Severity
from servicebook.reports import text as report
from servicebook.search.kept_index import KeptIndex
from servicebook.serving.settled_files import SettledFiles
from servicebook.serving.shown_catalog import ShownCatalog
from servicebook.serving.surroundings import MakeSurroundings, NoSiteError
from servicebook.serving.watching import LOOK, Watch
from servicebook.source.owners_files import PLACES
from servicebook.source.tree import Disk, UnreadableError
from servicebook.wording import text

GRACE = 0.2
"""Seconds in which a mistake may turn out to be half of a file, before it is told."""
_REST = 1.0
"""Seconds without a change after which there is time to look for garbage."""

_MOST_REPLACED = 10
"""Catalogs that wait for a rest to be freed; of more, nobody waits for a rest that may not come."""

log = logging.getLogger("servicebook.serving")


@frozen
class State:
    """What is shown: ``number`` counts the states; ``errors`` are those of the files as they are now.

    ``fault`` is what else keeps them from being shown, in the user's words; empty where nothing does.
    """

    number: int
    shown: ShownCatalog
    errors: tuple[Problem, ...] = ()
    fault: str = ""


class LiveSite:
    """The states of a site, one after the other; :meth:`follow` makes them until :meth:`close`."""

    def __init__(
        self,
        root: Path,
        load_first: Callable[[], LoadedCatalog],
        day: Callable[[], date],
        surround: MakeSurroundings,
    ) -> None:
        self._root, self._day, self._surround = root, day, surround
        self._kept = KeptIndex(root)
        self._inputs: tuple[Path, ...] = ()
        # before anything is read, which takes long: what is saved meanwhile is then seen to be another
        self._files = SettledFiles(self._watched())
        loaded = load_first()
        self._judged = loaded
        self._unjudged: Assembled | None = None
        self._changed_since: frozenset[str] | set[str] = frozenset()
        self._shown_day = loaded.catalog.today
        self._changed = threading.Condition()
        self._ended = threading.Event()
        self._is_around_old = False
        surroundings = surround(loaded)
        self._inputs = surroundings.inputs
        self._state = State(
            0, ShownCatalog(loaded, surroundings.publication(loaded), surroundings, self._kept)
        )
        self._files.look_at(self._watched())
        self._watch = Watch(self._watched())

    def _watched(self) -> list[Path]:
        return [
            self._root.resolve() / CATALOG,
            self._root.resolve() / SETTINGS,
            *(self._root.resolve() / place for place in ("mkdocs.yml", *PLACES)),
            *(path.resolve() for path in self._inputs),
        ]

    @property
    def state(self) -> State:
        """The one that is shown now."""
        return self._state

    def wait_beyond(self, number: int, seconds: float) -> State | None:
        """The state that follows the one with a number; None where there is none after so many seconds."""
        with self._changed:
            if self._changed.wait_for(lambda: self._ended.is_set() or self._state.number != number, seconds):
                return None if self._ended.is_set() else self._state
            return None

    @property
    def is_judged(self) -> bool:
        """Whether all is known that is wrong with the files that were looked at last; errors are known before."""
        return self._unjudged is None

    @property
    def is_closed(self) -> bool:
        """Whether nobody is to wait for another state."""
        return self._ended.is_set()

    def close(self) -> None:
        """End :meth:`follow`, and all waiting."""
        with self._changed:
            self._ended.set()
            self._changed.notify_all()
        self._watch.close()

    def follow(self) -> None:
        """Make a state of every change, until it is closed."""
        with garbage_looked_for_at_rest():
            self._follow_all()

    def _follow_all(self) -> None:
        threading.Thread(target=self._state.shown.make_index, daemon=True).start()
        pending: set[str] = set()
        replaced = 0
        while not self._ended.is_set():
            told = self._watch.wait(_REST if self._unjudged else LOOK)
            if self._ended.is_set():
                return
            if self._unjudged and not told and self._state.shown.is_at_rest(_REST):
                self._judge()
                gc.collect()  # a catalog that was replaced
                replaced = 0
                continue
            pending |= self._files.changed(self._watch.take)
            if self._ended.is_set() or not (pending or self._day() != self._shown_day):
                continue
            if self._follow(pending):
                pending = set()
                replaced += 1
            if replaced > _MOST_REPLACED:
                gc.collect()
                replaced = 0

    def _follow(self, changed: Collection[str]) -> bool:
        """Show what files say now; False where a mistake is about to become something else."""
        started = time.perf_counter()
        since = self._changed_since | set(changed)
        day = self._day()
        self._is_around_old |= any(map(self._is_input, changed))
        try:
            known = self._below_root(since)
            assembled = assemble_again(KnownDisk(self._root, known), day, self._judged, known)
            loaded = assembled.judged(errors_only=True)
        except UnreadableError as fault:
            if self._watch.wait(GRACE):
                return False
            self._changed_since, self._unjudged, self._shown_day = since, None, day
            self._tell(State(self._state.number + 1, self._state.shown, fault=str(fault)))
            return True
        if loaded.errors and self._watch.wait(GRACE):
            return False
        self._changed_since, self._unjudged, self._shown_day = since, assembled, day
        if loaded.errors:
            errors = tuple(one for one in loaded.problems if one.severity is Severity.ERROR)
            self._tell(State(self._state.number + 1, self._state.shown, errors=errors))
            log.error("%s", text("plugin.unchanged", fault=report.render(loaded)))
            return True
        # what is seen of nearly all of it is known, and mostly which services lead to which
        keep_closures(visible(self._judged.catalog), visible_beside(loaded.catalog, self._judged.catalog))
        # warnings come later: until then those are shown that there were, of which no error is left
        warnings = tuple(one for one in self._judged.problems if one.severity is not Severity.ERROR)
        shown = replace(loaded, problems=warnings, waived=self._judged.waived)
        if self._show(shown, anew=self._is_around_old):
            log.info("%s", _summary(changed, time.perf_counter() - started))
        return True

    def _judge(self) -> None:
        """Look for what only takes long: warnings, and whether navigation and foot are still the same."""
        if self._unjudged is None:
            return
        loaded = self._unjudged.judged()
        before = self._judged
        self._judged, self._unjudged, self._changed_since = loaded, None, frozenset()
        if loaded.errors or self._is_around_old:  # which is told, and stays so until it is mended
            return
        log.info("%s", report.summary(loaded))
        shown = self._state.shown
        anew = not shown.surroundings.fits(shown.publication)
        if anew or (loaded.problems, loaded.waived) != (before.problems, before.waived):
            self._show(loaded, anew=anew)

    def _show(self, loaded: LoadedCatalog, *, anew: bool) -> bool:
        """Show a catalog; ``anew``: what is around its pages is another. Whether that can be made."""
        before = self._state.shown
        try:
            surroundings = self._surround(loaded) if anew else before.surroundings
        except NoSiteError as fault:
            log.error("%s", text("plugin.unchanged", fault=fault))  # noqa: TRY400  # for users
            self._is_around_old = True
            self._tell(State(self._state.number + 1, before, fault=str(fault)))
            return False
        self._is_around_old = False
        if surroundings.inputs != self._inputs:
            self._inputs = surroundings.inputs
            self._files.look_at(self._watched())
            self._watch.look_at(self._watched())
        shown = ShownCatalog(loaded, surroundings.publication(loaded), surroundings, self._kept, before)
        self._tell(State(self._state.number + 1, shown))
        return True

    def _is_input(self, path: str) -> bool:
        """Whether what is around the pages of the catalog is made from a file: not from those of the catalog alone."""
        return not path.startswith(f"{self._root.resolve() / CATALOG}/")

    def _below_root(self, paths: Collection[str]) -> set[str]:
        root = self._root.resolve()
        return {Path(path).relative_to(root).as_posix() for path in paths if Path(path).is_relative_to(root)}

    def _tell(self, state: State) -> None:
        with self._changed:
            self._state = state
            self._changed.notify_all()


class KnownDisk(Disk):
    """The files below a folder, of which only some can have changed since they were read."""

    def __init__(self, root: Path, changed: Collection[str]) -> None:
        super().__init__(root)
        self._changed_files = changed

    def says(self, path: str, content: bytes) -> bool:
        return path not in self._changed_files or super().says(path, content)


def _summary(changed: Collection[str], seconds: float) -> str:
    files = text("serve.files", count=len(changed))
    return text("serve.changed", files=files, milliseconds=round(seconds * 1000))
