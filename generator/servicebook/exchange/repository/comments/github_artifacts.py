"""What a run of a workflow at GitHub has kept: it may come from anybody, so no more than is wanted is read of it."""

from __future__ import annotations

import io
import urllib.request
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from servicebook.exchange.repository.comments.github_api import asked, sent

MAX_ARCHIVE = 8_000_000
"""Bytes of an archive."""


def artifact_of(run: object, name: str) -> dict[str, Any] | None:
    """The newest of this name that a run, given by its id, has kept."""
    query = urlencode({"name": name, "per_page": 100})
    kept = asked("GET", f"/actions/runs/{run}/artifacts?{query}")["artifacts"]
    return max((one for one in kept if not one["expired"]), key=lambda one: one["id"], default=None)


def files_of(artifact: dict[str, Any], limits: Mapping[str, int]) -> dict[str, str | None] | None:
    """The files that ``limits`` name with the most bytes that are read of each, as far as they are there.

    None for a file that is longer; None in place of all where the archive itself is.
    """
    if artifact["size_in_bytes"] > MAX_ARCHIVE:
        return None
    with urllib.request.urlopen(
        sent("GET", f"/actions/artifacts/{artifact['id']}/zip").decode(), timeout=60
    ) as answer:
        content = answer.read(MAX_ARCHIVE + 1)
    files: dict[str, str | None] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in limits:
                if name in archive.namelist():
                    with archive.open(name) as file:
                        part = file.read(
                            limits[name] + 1
                        )  # never more, whatever the archive says of its size
                    files[name] = part.decode(errors="replace") if len(part) <= limits[name] else None
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError):
        return {}
    return files
