"""Real repositories of git for tests."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def git(root: Path, *arguments: str, at: str | None = None) -> str:
    """Run git as somebody whom no configuration of this machine knows; ``at`` is the moment of a commit."""
    values = {"user.name": "A", "user.email": "a@example.org", "core.autocrlf": "false"}
    # after each commit, git would look whether there is anything to tidy up
    values["maintenance.auto"] = "false"
    settings = [word for key, value in values.items() for word in ("-c", f"{key}={value}")]
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    if at is not None:
        environment |= {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
    done = subprocess.run(
        ["git", *settings, *arguments], cwd=root, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def commit(root: Path, *, at: str | None = None) -> str:
    """Commit everything below a folder, which becomes a repository if it is none; the commit's hash."""
    if not (root / ".git").exists():
        git(root, "init", "--quiet", "--template=")
    git(root, "add", "--all", "--force", ".")
    git(root, "commit", "--quiet", "--allow-empty", "--message", "x", at=at)
    return git(root, "rev-parse", "HEAD")
