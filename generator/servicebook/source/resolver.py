"""Finding releases that fit together, with uv: the program that does it for all systems at once, with hashes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

OLDEST_PYTHON = "3.11"
"""What is found works with this version of Python and all later ones."""


class NoResolverError(Exception):
    """uv is not installed."""


class UnresolvedError(Exception):
    """No releases fit, or they could not be asked for; its text is what uv says."""


def resolve(requirements: Iterable[str], own: Path | None = None, constraints: Path | None = None) -> str:
    """The newest releases that satisfy the requirements, those of the file ``own`` among them, and whatever these need.

    As a requirements file with hashes: one release of each for all versions of Python where possible, with markers
    where a system does not need it. ``constraints`` is a file of pip's with bounds. Where releases are looked for says
    uv's own configuration; none of it is in the result. Raises :class:`NoResolverError` and :class:`UnresolvedError`.
    """
    command = [*_uv(), "pip", "compile", "--quiet", "--universal", "--python-version", OLDEST_PYTHON]
    command += ["--fork-strategy", "fewest", "--generate-hashes", "--no-header", "--no-annotate"]
    command += [
        "--no-emit-index-url",
        "--no-emit-find-links",
        "--no-build",
    ]  # building would run what it is to lock
    if constraints:
        command += ["--constraints", str(constraints)]
    command += ["-", *([str(own)] if own else [])]
    done = subprocess.run(
        command, input="\n".join(requirements), capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise UnresolvedError(done.stderr.strip())
    return done.stdout


def _uv() -> list[str]:
    """The command that runs uv: of this environment, else of the machine."""
    if find_spec("uv"):
        return [sys.executable, "-m", "uv"]
    if found := shutil.which("uv"):
        return [found]
    raise NoResolverError
