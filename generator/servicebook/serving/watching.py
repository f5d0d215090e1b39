"""Waiting for changes of files: the system tells of them, and now and then all files are looked at.

The system tells nothing of files on network disks and in some containers, nor when too much happens at once.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Iterable
from pathlib import Path

from watchdog.events import (
    EVENT_TYPE_CLOSED_NO_WRITE,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_OPENED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

from servicebook.serving.settled_files import is_followed
from servicebook.wording import text

LOOK = 3.0
"""Seconds after which all files are looked at, though the system has told of none."""

log = logging.getLogger("servicebook.serving")


class Watch(FileSystemEventHandler):
    """What the system has told of files at and below some paths since it was last taken."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = tuple(path.absolute() for path in paths)
        self._news = threading.Condition()
        self._told: set[str] = set()
        self._looked = time.monotonic()
        self._closed = False
        self._observer = Observer()
        self._watches: dict[Path, ObservedWatch] = {}
        self._schedule()
        self._observer.start()

    def look_at(self, paths: Iterable[Path]) -> None:
        """Watch other paths from now on."""
        self._paths = tuple(path.absolute() for path in paths)
        self._schedule()

    def close(self) -> None:
        """Stop watching; whoever waits goes on."""
        self._observer.stop()
        with self._news:
            self._closed = True
            self._news.notify_all()
        self._observer.join()

    def wait(self, seconds: float) -> bool:
        """Wait until there is something to take; whether there is, after so many seconds at most."""
        with self._news:
            return self._news.wait_for(lambda: bool(self._told) or self._closed, seconds) and not self._closed

    def take(self) -> set[str] | None:
        """The paths of which the system has told; None where all files are to be looked at."""
        with self._news:
            told, self._told = self._told, set()
        if any(path in told for path in map(str, self._paths)):
            self._schedule()  # what is there anew is not watched yet
            return None
        if time.monotonic() - self._looked > LOOK:
            self._looked = time.monotonic()
            return None
        return told

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note what an event says; called by the observer's thread."""
        if event.event_type in {EVENT_TYPE_OPENED, EVENT_TYPE_CLOSED_NO_WRITE}:
            return
        if event.is_directory and event.event_type == EVENT_TYPE_MODIFIED:
            return  # something in it is another, of which it tells as well
        paths = {os.fsdecode(path) for path in (event.src_path, event.dest_path) if path}
        with self._news:
            self._told |= {path for path in paths if is_followed(path, self._paths)}
            self._news.notify_all()

    def _schedule(self) -> None:
        """Watch each folder with all that is in it, and what is around it, in which it may go and come again."""
        for watch in self._watches.values():
            self._observer.unschedule(watch)
        self._watches = {}
        wanted = {path: True for path in self._paths if path.is_dir()}
        for path in self._paths:
            if path.parent.is_dir() and not any(path.parent.is_relative_to(above) for above in wanted):
                wanted[path.parent] = False
        for path, recursive in wanted.items():
            try:
                self._watches[path] = self._observer.schedule(self, str(path), recursive=recursive)
            except OSError as fault:  # no longer there, or more than the system watches at once
                log.info("%s", text("serve.not-watched", folder=path, reason=fault.strerror))
