"""What an import has to say: the files it makes, and what of the source it could not carry over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from servicebook.problems import Place, Problem
from servicebook.source.yaml_reader import Pointer, Value, locate


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SourceDocument:
    """A file of another format: ``path`` is what people are shown, ``text`` is kept for positions."""

    path: str
    text: str
    value: Value

    def place(self, pointer: Pointer, *, key: bool = False) -> Place:
        """Where the value at ``pointer`` (or its key) stands."""
        return locate(self.text, self.path, pointer, key=key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Something that the source says and the imported catalog does not.

    ``kind`` names the reason and never changes. ``field`` is the key with those above it
    (``business.SLA.overall_sla_weighting``) where the reason lies in the key itself, so that such losses can be
    counted by key.
    """

    kind: str
    message: str
    place: Place
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of a source.

    ``files`` are those of a catalog repository by path: a value (a YAML file) or finished text. While there are
    ``problems``, the source could not be understood, and ``files`` and ``losses`` are empty. Losses are sorted by
    place.
    """

    files: Mapping[str, Value]
    losses: tuple[Loss, ...] = ()
    problems: tuple[Problem, ...] = ()
