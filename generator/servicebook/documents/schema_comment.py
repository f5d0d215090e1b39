"""The comment at the head of a catalog's file by which editors find the schema of its kind."""

from __future__ import annotations

from servicebook.documents.kinds import location_of

SCHEMAS = ".servicebook/schemas"
"""The folder of a repository in which editors find the schemas."""


def schema_line(path: str) -> str | None:
    """The comment with which editors find the schema of a catalog's file; None for other files."""
    location = location_of(path)
    if location is None:
        return None
    up = "../" * path.count("/")
    return f"# yaml-language-server: $schema={up}{SCHEMAS}/{location.kind.schema}"
