"""What git keeps under a hash: the contents of files, any number of them read by one process."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from servicebook.source.git_command import git_command, git_failed, started
from servicebook.source.tree import MAX_BYTES, Mode

MODES = {"100644": Mode.FILE, "100755": Mode.FILE, "120000": Mode.LINK, "160000": Mode.SUBMODULE}
"""What a path is, by the mode that git writes before it."""


def id_of(content: bytes, length: int) -> str:
    """The hash by which git knows a content, in a repository whose hashes have that many digits."""
    kind = "sha256" if length == hashlib.sha256().digest_size * 2 else "sha1"
    return hashlib.new(kind, b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()


def contents_of(root: Path, ids: Iterable[str], limit: int) -> Iterator[tuple[str, bytes | None]]:
    """The first ``limit + 1`` bytes of each object, in order, read by one process; None where git has lost it."""
    wanted = list(ids)
    if not wanted:
        return
    # the hashes come from a file: if both wrote at once, each might wait for the other to read
    with tempfile.TemporaryFile() as names, tempfile.TemporaryFile() as complaints:
        names.write("".join(f"{object_id}\n" for object_id in wanted).encode())
        names.seek(0)
        command = git_command(root, "cat-file", "--batch", "--buffer")
        with started(command, names, complaints) as git:
            assert git.stdout is not None
            for object_id in wanted:
                facts = git.stdout.readline().split()
                if not facts:
                    raise git_failed(root, complaints)
                if facts[-1] == b"missing":
                    yield object_id, None
                    continue
                size = int(facts[-1])
                content = git.stdout.read(min(size, limit + 1))
                _skip(git.stdout, size - len(content) + 1)  # and the line break that follows
                yield object_id, content


def _skip(stream: IO[bytes], count: int) -> None:
    """Read on without keeping what was read: an object may be larger than memory."""
    while count > 0 and (part := stream.read(min(count, MAX_BYTES))):
        count -= len(part)
