"""The folders in which one size is measured, and the service that is edited there."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.children import MAKE_CATALOG

LEAST = 50
"""With fewer services a made-up catalog has too few roles, and errors."""
_SUMMARY = re.compile(r'^summary: "?(?P<text>[^"\n]+?)"?$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with a catalog, and beside it what every tool makes of it."""

    folder: Path
    service: Path  # the file of the service that is edited
    summary: str  # of that service, before any edit

    @property
    def root(self) -> Path:
        """The catalog's repository."""
        return self.folder / "repository"

    @property
    def page(self) -> str:
        """That service's page, below the root of every tool's site: ``services/it/laptop-repair/``."""
        return f"services/{self.service.parts[-3]}/{self.service.stem}/"

    def site(self, tool: str) -> Path:
        """Where a tool writes its site."""
        return self.folder / f"site-{tool}"

    def source(self, tool: str) -> Path:
        """Where a tool's own sources of the same content lie."""
        return self.folder / f"source-{tool}"


def made(folder: Path, services: int) -> Place:
    """A catalog of that size. Raises CalledProcessError where it cannot be made."""
    root = folder / "repository"
    command = [sys.executable, str(MAKE_CATALOG), str(root), "--services", str(services)]
    subprocess.run(command, check=True, capture_output=True)
    service = min((root / "catalog" / "departments").glob("*/services/*.yml"))
    found = _SUMMARY.search(service.read_text(encoding="utf-8"))
    assert found, "made-up services have a summary on one line"
    return Place(folder, service, found["text"])


def emptied(*folders: Path) -> None:
    """Away with what an earlier run has left there."""
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def edited(place: Place, file: Path, words: str) -> Iterator[None]:
    """Within, the summary of the edited service ends with these words, in its file or in what a rival has of it.

    Afterwards the file has its old text.
    """
    before = file.read_text(encoding="utf-8")
    file.write_text(with_words(place, before, words), encoding="utf-8")
    try:
        yield
    finally:
        file.write_text(before, encoding="utf-8")


def with_words(place: Place, text: str, words: str) -> str:
    """A text in which the summary of the edited service stands, with the words behind it.

    Raises ValueError where it does not stand there.
    """
    if place.summary not in text:
        raise ValueError(f"the summary of {place.service} is not there")
    return text.replace(place.summary, f"{place.summary} {words}")
