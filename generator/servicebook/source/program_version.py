"""Which programs run, as one text that is the same on every machine where they are the same."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from zoneinfo import TZPATH

from servicebook.source.program_files import our_folders
from servicebook.source.seen_files import digest_of_files

_NAME = re.compile(r"[\w.-]+")


def program_version() -> str:
    """Our version with a digest of all that takes part: our files as they lie here, since who works on them does not
    install them anew; Python; the versions of what we need; the edition of the rules of time zones."""
    parts = [platform.python_version(), *map(_digest, our_folders()), *_needed("servicebook"), *_time_zones()]
    digest = sha256("\n".join(parts).encode()).hexdigest()
    return f"{distribution('servicebook').version} ({digest[:12]})"


def _digest(folder: Path) -> str:
    return digest_of_files(folder, [folder])


def _needed(name: str) -> Iterator[str]:
    """The versions of a distribution and of all that it needs; what is not needed here is not there."""
    left, seen = [name], set[str]()
    for each in left:  # which grows
        key = re.sub(r"[-_.]+", "-", each).lower()
        if key in seen:
            continue
        seen.add(key)
        with suppress(PackageNotFoundError):
            found = distribution(each)
            yield f"{key} {found.version}"
            wanted = [one for one in found.requires or () if "extra ==" not in one]
            left.extend(name.group() for name in map(_NAME.match, wanted) if name)


def _time_zones() -> Iterator[str]:
    for folder in TZPATH:
        with suppress(OSError), Path(folder, "tzdata.zi").open(encoding="utf-8") as rules:
            yield rules.readline()
