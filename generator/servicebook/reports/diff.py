"""Changes of files as a unified diff, as git writes them and applies them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator


def diff_lines(before: str, after: str, path: str, now: str | None = None) -> Iterator[str]:
    """The lines of the diff of one file, each with its end; ``now`` is its path afterwards."""
    changed = difflib.unified_diff(lines(before), lines(after), f"a/{path}", f"b/{now or path}")
    for line in changed:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def lines(text: str) -> list[str]:
    """The lines of a text as git counts them, with their ends; a carriage return is part of its line."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)
