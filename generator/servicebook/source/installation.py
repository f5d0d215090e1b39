"""Where this program was installed from, and how others get the same."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.metadata import distribution


@dataclass(frozen=True, slots=True)
class Installation:
    """``requirement`` is a line of ``requirements.txt``; ``is_local``: it came from this machine, so that others
    may not be able to install what that line says."""

    version: str
    requirement: str
    is_local: bool = False

    @property
    def needs_git(self) -> bool:
        """Whether the requirement can only be installed where git is."""
        return self.requirement.startswith("servicebook @ git+")


def installation() -> Installation:
    """The program that runs."""
    package = distribution("servicebook")
    return installed(package.version, package.read_text("direct_url.json"))


def installed(version: str, direct_url: str | None) -> Installation:
    """An installation by its version and by what the installer has noted (PEP 610); None: it came from an index.

    An address of a repository is fixed to the commit that was installed, and an archive to its hash.
    """
    if direct_url is None:
        return Installation(version, f"servicebook>={version}")
    origin = json.loads(direct_url)
    url: str = origin["url"]
    if url.startswith("file:"):
        return Installation(version, f"servicebook=={version}", is_local=True)
    fragments = []
    if "vcs_info" in origin:
        url = f"{origin['vcs_info']['vcs']}+{url}@{origin['vcs_info']['commit_id']}"
    elif sha256 := origin.get("archive_info", {}).get("hashes", {}).get("sha256"):
        fragments.append(f"sha256={sha256}")
    if folder := origin.get("subdirectory"):
        fragments.append(f"subdirectory={folder}")
    return Installation(version, f"servicebook @ {url}{'#' if fragments else ''}{'&'.join(fragments)}")
