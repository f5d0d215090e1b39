"""Templates of Backstage's scaffolder, and the files that they make others from: no entities of a catalog.

A ``Template`` names the folders of its files (``action: fetch:template`` and its kin, ``input.url``); these are its
skeletons. Beyond them, a file is a template where it has the marks of one (``{{ }}``, ``{% %}``, ``<% %>``) in what
identifies an entity, or where they keep it from being YAML.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import Any

from servicebook.exchange.core.source_document import SourceDocument
from servicebook.source.yaml_reader import Value

TEMPLATE_KIND = "template"

_MARKS = re.compile(r"\{\{|\{%|<%|\$\{")
_MARKED_LINE = re.compile(r"""^(?:[^#'"\n]*[:,\[{-])?[ \t]*(?:\$?\{\{|<%)|^[^#'"\n]*\{%""", re.MULTILINE)
"""A line with marks outside of quotation marks and comments, where YAML cannot have them."""
_IDENTITY = (
    ("kind",),
    ("metadata", "name"),
    ("metadata", "namespace"),
    ("spec", "owner"),
    ("spec", "type"),
    ("spec", "lifecycle"),
    ("spec", "system"),
)
_FETCH = "fetch:"
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def is_template(document: SourceDocument) -> bool:
    """Whether a document is an entity of the kind Template."""
    value = document.value
    kind = value.get("kind") if isinstance(value, dict) else None
    return isinstance(kind, str) and kind.strip().lower() == TEMPLATE_KIND


def has_marks_for_yaml(text: str) -> bool:
    """Whether a text that is no YAML is a template."""
    return _MARKED_LINE.search(text) is not None


def is_filled_in(documents: Iterable[SourceDocument]) -> bool:
    """Whether any entity of a file gets its identity only when a template is used."""
    return any(
        isinstance(text, str) and _MARKS.search(text)
        for document in documents
        if not is_template(document)
        for text in _identity(document.value)
    )


def _identity(value: Value) -> Iterator[Value]:
    for keys in _IDENTITY:
        found = value
        for key in keys:
            found = found.get(key) if isinstance(found, dict) else None
        yield found


def skeleton_folders(template: SourceDocument) -> Iterator[str]:
    """The folders, or files, that a template takes its files from, relative to its own folder.

    A folder that holds the template itself is none: its other files may be entities.
    """
    for step in _steps(template.value):
        given = step.get("input")
        address = given.get("url") if isinstance(given, dict) else None
        if not isinstance(address, str) or not str(step.get("action", "")).startswith(_FETCH):
            continue
        if _ADDRESS.match(address):
            continue
        # What depends on a parameter (./skeletons/${{ parameters.language }}) is all that lies above it.
        marks = _MARKS.search(address)
        fixed = address[: marks.start()].rpartition("/")[0] if marks else address
        path = posixpath.normpath(fixed.strip() or ".")
        if not all(part in (".", "..") for part in path.split("/")):
            yield path


def _steps(value: Value) -> Iterator[dict[str, Any]]:
    spec = value.get("spec") if isinstance(value, dict) else None
    steps = spec.get("steps") if isinstance(spec, dict) else None
    for step in steps if isinstance(steps, list) else ():
        if isinstance(step, dict):
            yield step
