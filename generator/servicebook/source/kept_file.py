"""A file with what took long to find out, for the next run: never needed, and never trusted."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b, sha256
from pathlib import Path

from servicebook.source.tree import Signature

CACHE = Path(".servicebook", "cache")
"""The folder of such files, beside the catalog: so that a pipeline can keep it from run to run."""
_DIGEST = 64
_MAX_BYTES = 64 * 1024 * 1024


def read_kept(file: Path, made_by: str) -> bytes | None:
    """What was kept; None where nothing was, where it is damaged, or where another ``made_by`` made it."""
    with suppress(OSError):
        status = file.lstat()
        # a link leads to what somebody else has put there, and a pipe has nothing to read for ever
        if not stat.S_ISREG(status.st_mode) or status.st_size > _MAX_BYTES:
            return None
        whole = file.read_bytes()
        content = whole[_DIGEST:]
        if whole[:_DIGEST].decode("ascii", "replace") == _digest(content, made_by):
            return content
    return None


def is_kept(file: Path) -> bool:
    """Whether something was kept, believed or not; False where that cannot be seen."""
    # which Path.exists() raises before Python 3.14, as in a folder that a command of another user has made
    return os.path.exists(file)  # noqa: PTH110


def kept_names(folder: Path, beginning: str) -> set[str]:
    """The names of the files that were kept in a folder, of those that begin so; none where it cannot be read."""
    with suppress(OSError):
        return {name for name in os.listdir(folder) if name.startswith(beginning)}  # noqa: PTH208
    return set()


def keep(file: Path, made_by: str, content: bytes) -> None:
    """Keep something, as a whole; where the folder cannot be written to, the next run finds it out again.

    So it does with what is too large to be read.
    """
    if len(content) > _MAX_BYTES - _DIGEST:
        return
    with suppress(OSError):
        _make_folder(file.parent)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f"{file.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(_digest(content, made_by).encode())
                stream.write(content)
            Path(name).replace(file)
        finally:
            Path(name).unlink(missing_ok=True)


def forget(file: Path) -> None:
    """Keep a file no longer, as far as the folder can be written to."""
    with suppress(OSError):
        file.unlink(missing_ok=True)


def digest_of(parts: Iterable[bytes]) -> bytes:
    """What tells these parts, in their order, from all others: the key of what is made of them."""
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(b"%d:" % len(part))  # so that none goes on where another ends
        digest.update(part)
    return digest.digest()


def clock_of(folder: Path) -> int | None:
    """What the clock of a folder's own file system shows, in nanoseconds; None where it cannot be written to.

    A file that was last changed before that moment has another time of change after every later one.
    """
    with suppress(OSError):
        _make_folder(folder)
        with tempfile.NamedTemporaryFile(dir=folder) as probe:
            return os.fstat(probe.fileno()).st_mtime_ns
    return None


def is_settled(signature: Signature, clock: int) -> bool:
    """Whether a file that was looked at after that moment (see :func:`clock_of`) has another signature once it changes.

    One that was changed just when it was read may change again within the same tick of the clock.
    """
    return max(signature[1], signature[2]) < clock


def _make_folder(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")  # the folder is nobody's work


def _digest(content: bytes, made_by: str) -> str:
    digest = sha256(made_by.encode() + b"\0")
    digest.update(content)  # which may be large: not once more with what is before it
    return digest.hexdigest()
