"""Bringing two changes of one text together: somebody's own, and that of where the text came from."""

from __future__ import annotations

import io
import subprocess
import tempfile
from pathlib import Path

from servicebook.frozen import frozen

_MARKER = 47
"""So long are the lines that mark a conflict; no text of ours has such lines of its own."""
_OWN, _BASE, _NEW, _END = ("<" * _MARKER, "|" * _MARKER, "=" * _MARKER, ">" * _MARKER)


class NoMergeError(Exception):
    """git, which does it, is not there or refused; its text is one line."""


@frozen(kw_only=True)
class Conflict:
    """Lines that both have changed, as they are on either side."""

    own: str
    new: str


@frozen(kw_only=True)
class Merged:
    """A text with both changes; where these exclude each other, ``text`` has one's own, ``with_new`` the new ones."""

    text: str
    with_new: str
    conflicts: tuple[Conflict, ...]


def merge(*, own: str, base: str, new: str) -> Merged:
    """Both changes of ``base``, by ``git merge-file``; line ends are ``\\n``. Raises :class:`NoMergeError`."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for name, text in (("own", own), ("base", base), ("new", new)):
            files.append(Path(folder) / name)
            files[-1].write_text(text, encoding="utf-8", newline="")
        command = ["git", "merge-file", "--stdout", "--quiet", "--diff3", f"--marker-size={_MARKER}"]
        try:
            done = subprocess.run([*command, *files], cwd=folder, capture_output=True, check=False)
        except OSError as fault:
            raise NoMergeError(str(fault.strerror)) from None
    if done.returncode > 127:  # up to there it is the number of conflicts
        raise NoMergeError(done.stderr.decode("utf-8", "replace").strip())
    return _read(done.stdout.decode("utf-8"))


def _read(marked: str) -> Merged:
    """What ``git merge-file`` wrote, with the conflicts taken out."""
    parts: dict[str, list[str]] = {"": [], "own": [], "base": [], "new": []}
    with_new: list[str] = []
    conflicts = []
    part = ""
    for line in io.StringIO(marked, newline="\n"):
        if line.startswith(_OWN):
            part = "own"
        elif part == "own" and line.startswith(_BASE):
            part = "base"
        elif part == "base" and line.startswith(_NEW):
            part = "new"
        elif part == "new" and line.startswith(_END):
            own = parts["own"]
            conflicts.append(Conflict(own="".join(own), new="".join(parts["new"])))
            with_new += parts["new"]
            parts = {"": [*parts[""], *own], "own": [], "base": [], "new": []}
            part = ""
        else:
            parts[part].append(line)
            with_new += [] if part else [line]
    return Merged(text="".join(parts[""]), with_new="".join(with_new), conflicts=tuple(conflicts))
