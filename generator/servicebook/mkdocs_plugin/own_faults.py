"""What is wrong in hooks and templates of a repository's own, told by its place instead of by all that led there."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import TemplateError
from mkdocs.exceptions import MkDocsException

from servicebook.wording import text

_PACKAGE = Path(__file__).resolve().parents[1]


class OwnFaultError(Exception):
    """A file of the repository keeps a site from being made; the text says which one, where, and why."""


@contextmanager
def own_faults(config_file: str) -> Iterator[None]:
    """Raise :class:`OwnFaultError` for what is raised in a file beside or below ``mkdocs.yml``, and all else as it is.

    So a fault of ours, of MkDocs or of a plugin that is installed still shows how it came about.
    """
    try:
        yield
    except MkDocsException:
        raise
    except Exception as fault:
        place = _own_place(fault, Path(config_file).resolve().parent)
        if place is None:
            raise
        told = (
            str(fault)
            if isinstance(fault, TemplateError | SyntaxError)
            else f"{type(fault).__name__}: {fault}"
        )
        file, line = place
        raise OwnFaultError(text("plugin.own-fault", file=file, line=line, reason=told)) from fault


def _own_place(fault: Exception, root: Path) -> tuple[Path, int] | None:
    """The last file of the repository that was run, and the line; None where there is none."""
    places: list[tuple[str | None, int | None]] = [
        (frame.filename, frame.lineno) for frame in traceback.extract_tb(fault.__traceback__)
    ]
    # what cannot even be compiled is not run
    places.append((getattr(fault, "filename", None), getattr(fault, "lineno", None)))
    others = (_PACKAGE, Path(sys.prefix).resolve())  # which may lie in the repository
    for name, line in reversed(places):
        if name is None or line is None:
            continue
        file = Path(name).resolve()
        if file.is_relative_to(root) and not any(map(file.is_relative_to, others)) and file.is_file():
            return file.relative_to(root), line
    return None
