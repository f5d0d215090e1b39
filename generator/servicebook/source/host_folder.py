"""Where a catalog lies within its repository: by this, hosts find the lines that are spoken of."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from servicebook.source.git_command import RevisionError, run_git

_CHECKOUTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""Where a job of GitHub and one of GitLab has its files."""


def folder_in_repository(root: Path, environment: Mapping[str, str]) -> str:
    """The path of a folder from the top of its repository, with ``/`` at its end; empty for the top itself.

    Where git does not know it, as in a job without git or its data, the top is where the job has its files; of a folder
    in no repository the result is empty.
    """
    try:
        return os.fsdecode(run_git(root, "rev-parse", "--show-prefix")).removesuffix("\n")
    except RevisionError:
        tops = (Path(environment[name]).resolve() for name in _CHECKOUTS if environment.get(name))
        below = (root.resolve().relative_to(top) for top in tops if root.resolve().is_relative_to(top))
        folder = next(below, Path()).as_posix()
        return "" if folder == "." else f"{folder}/"
