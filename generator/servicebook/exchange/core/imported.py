"""What an import has to say: the files it makes, and what of the source it could not carry over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from servicebook.documents.document import Document
from servicebook.model.catalog import Catalog
from servicebook.problems import Place, Problem
from servicebook.source.yaml_reader import Pointer, Value, locate


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SourceDocument:
    """A file of another format: ``path`` is what people are shown, ``text`` is kept for positions.

    Of a file with several documents it is one, and ``above`` the number of lines before it.
    """

    path: str
    text: str
    value: Value
    above: int = 0

    def place(self, pointer: Pointer, *, key: bool = False) -> Place:
        """Where the value at ``pointer`` (or its key) stands."""
        place = locate(self.text, self.path, pointer, key=key)
        return replace(place, line=place.line + self.above)


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


class Told(NamedTuple):
    """Where a value of an imported file comes from; ``where`` says it in a spreadsheet's words."""

    pointer: Pointer
    place: Place
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What an import is asked for.

    ``existing`` are the documents of the ``catalog`` that it is to change, None for a new one; ``names`` are other
    names of columns by name; with ``clears`` an empty cell takes a value away, without it says nothing.
    """

    existing: tuple[Document, ...] | None = None
    catalog: Catalog | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    clears: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of a source.

    ``files`` are those of a catalog repository by path: a value (a YAML file) or finished text. While there are
    ``problems``, the source could not be understood, and ``files`` and ``losses`` are empty. Losses are sorted by
    place. ``notes`` are what somebody should know, and nothing to act on. ``told`` says by file where in the source
    its values come from, so that a fault of the catalog can be shown where it was made.
    """

    files: Mapping[str, Value]
    losses: tuple[Loss, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    told: Mapping[str, Sequence[Told]] = field(default_factory=dict)
