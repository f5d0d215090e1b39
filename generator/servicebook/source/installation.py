"""Where this program was installed from, and how others get the same."""

from __future__ import annotations

import hashlib
import json
import re
from importlib.metadata import distribution
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from servicebook.frozen import frozen

_ARCHIVE = re.compile(r"servicebook-[\w.+-]+\.(?:whl|tar\.gz)")


@frozen
class Installation:
    """``requirement`` is a line of ``requirements.txt``. With ``has_no_address`` others cannot get the program from
    where it came from: the line names a wheel in the repository, which somebody has to put there first."""

    version: str
    requirement: str
    has_no_address: bool = False


def installation() -> Installation:
    """The program that runs."""
    package = distribution("servicebook")
    return installed(package.version, package.read_text("direct_url.json"))


def installed(version: str, direct_url: str | None) -> Installation:
    """An installation by its version and by what the installer has noted (PEP 610); None: it has noted nothing.

    An address of a repository is fixed to the commit that was installed, and an archive to its hash. The bare name is
    never a requirement: no public index has this program, so there it would be whatever a stranger registers under it.
    """
    origin: dict[str, Any] = json.loads(direct_url or '{"url": "file:"}')
    url: str = origin["url"]
    sha256: str | None = origin.get("archive_info", {}).get("hashes", {}).get("sha256")
    if url.startswith("file:"):
        return _without_address(version, unquote(url).rpartition("/")[2], sha256)
    fragments = []
    if "vcs_info" in origin:
        url = f"{origin['vcs_info']['vcs']}+{url}@{origin['vcs_info']['commit_id']}"
    elif sha256:
        fragments.append(f"sha256={sha256}")
    if folder := origin.get("subdirectory"):
        fragments.append(f"subdirectory={folder}")
    return Installation(version, f"servicebook @ {url}{'#' if fragments else ''}{'&'.join(fragments)}")


def _without_address(version: str, name: str, sha256: str | None) -> Installation:
    """An installation from this machine: the archive that it was made of, as it is to be put into the repository.

    Of a folder there is none yet; it gets the name of the wheel that will be made.
    """
    if not sha256 or not _ARCHIVE.fullmatch(name):
        return Installation(version, f"./wheels/servicebook-{version}-py3-none-any.whl", has_no_address=True)
    return Installation(version, f"./wheels/{name} --hash=sha256:{sha256}", has_no_address=True)


def archive_requirement(root: Path, archive: Path) -> str | None:
    """A line of ``requirements.txt`` for an archive of this program in a repository, with its hash.

    None for what is no archive of it, or lies outside of the repository, where others do not have it. Raises
    ``OSError`` where it cannot be read.
    """
    file = archive.resolve()
    if not _ARCHIVE.fullmatch(file.name) or not file.is_relative_to(root.resolve()):
        return None
    with file.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    return f"./{file.relative_to(root.resolve()).as_posix()} --hash=sha256:{sha256}"
