"""Where this program was installed from, and how others get the same."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.metadata import distribution


@dataclass(frozen=True, slots=True)
class Installation:
    """``requirement`` is a line of ``requirements.txt``. With ``has_no_address`` others cannot get the program from
    where it came from: the line names a wheel in the repository, which somebody has to put there first."""

    version: str
    requirement: str
    has_no_address: bool = False

    @property
    def needs_git(self) -> bool:
        """Whether the requirement can only be installed where git is."""
        return self.requirement.startswith("servicebook @ git+")


def installation() -> Installation:
    """The program that runs."""
    package = distribution("servicebook")
    return installed(package.version, package.read_text("direct_url.json"))


def installed(version: str, direct_url: str | None) -> Installation:
    """An installation by its version and by what the installer has noted (PEP 610); None: it has noted nothing.

    An address of a repository is fixed to the commit that was installed, and an archive to its hash. The bare name is
    never a requirement: no public index has this program, so there it would be whatever a stranger registers under it.
    """
    in_repository = Installation(
        version, f"./wheels/servicebook-{version}-py3-none-any.whl", has_no_address=True
    )
    if direct_url is None:
        return in_repository
    origin = json.loads(direct_url)
    url: str = origin["url"]
    if url.startswith("file:"):
        return in_repository
    fragments = []
    if "vcs_info" in origin:
        url = f"{origin['vcs_info']['vcs']}+{url}@{origin['vcs_info']['commit_id']}"
    elif sha256 := origin.get("archive_info", {}).get("hashes", {}).get("sha256"):
        fragments.append(f"sha256={sha256}")
    if folder := origin.get("subdirectory"):
        fragments.append(f"subdirectory={folder}")
    return Installation(version, f"servicebook @ {url}{'#' if fragments else ''}{'&'.join(fragments)}")
