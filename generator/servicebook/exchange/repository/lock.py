"""The lock of a catalog repository: each release that Servicebook needs, with the hashes of its files.

With it, what a workflow installs stays the same until somebody renews the lock. It is a requirements file of pip's in
which every line has hashes. The one that new repositories get is part of the program, so that no network is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.metadata import requires
from importlib.resources import files

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCK = "requirements-lock.txt"
OWN_REQUIREMENTS = "requirements.in"
"""What a repository's site needs beside Servicebook, such as plugins of MkDocs; locked with the rest."""
BUILD_REQUIREMENTS = ("hatchling>=1.25",)
"""What pip builds Servicebook with where there is no wheel of it; without these it would fetch the newest each time."""
HEADER = f"""\
# What Servicebook needs, each release with the hashes of its files, for Linux, macOS and Windows. Install it with
#   python -m pip install --require-hashes -r {LOCK}
# Nothing in here changes by itself: "servicebook lock" renews it.
"""

_RELEASE = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)", re.MULTILINE)


def packaged_lock() -> str:
    """The lock of this version of the program."""
    return (files("servicebook.exchange.repository") / "templates" / LOCK).read_text(encoding="utf-8")


def needed() -> tuple[str, ...]:
    """What this program needs to run and to be built, as requirements; extras are left out."""
    own = [line for line in requires("servicebook") or () if "extra ==" not in line]
    return (*sorted(own), *BUILD_REQUIREMENTS)


def releases(lock: str) -> dict[str, tuple[str, ...]]:
    """The versions in a lock by normalized name; there are several where they differ by Python's version."""
    found: dict[str, tuple[str, ...]] = {}
    for line in _RELEASE.finditer(lock):
        name = canonicalize_name(line["name"])
        found[name] = (*found.get(name, ()), line["version"])
    return found


def not_covered(lock: str, requirements: Iterable[str]) -> tuple[str, ...]:
    """Those of the requirements for which a lock has no release, or one that does not satisfy them."""
    locked = releases(lock)
    missing = []
    for line in requirements:
        wanted = Requirement(line)
        versions = locked.get(canonicalize_name(wanted.name), ())
        if not versions or not all(wanted.specifier.contains(one, prereleases=True) for one in versions):
            missing.append(line)
    return tuple(missing)
