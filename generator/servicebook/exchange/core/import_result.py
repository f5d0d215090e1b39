"""What an import is asked for, and what it returns: the files of a catalog, and what was lost on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import field

from servicebook.documents.document import Document
from servicebook.exchange.core.moving import MovedDocuments
from servicebook.exchange.core.provenance import Provenance
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.problems import Place, Problem
from servicebook.source.yaml_reader import Value


@frozen(kw_only=True)
class TableOptions:
    """How the tables of a source are to be read, where that is not to be found out.

    ``encoding`` is Python's name of that of CSV files; ``header_row`` the number of the row that names the columns, as
    the spreadsheet counts; ``sheets`` the only sheets and files to read by name (case-folded), each with the table
    that it is, or an empty text where its own name says so.
    """

    encoding: str | None = None
    header_row: int | None = None
    sheets: Mapping[str, str] = field(default_factory=dict)


@frozen(kw_only=True)
class ImportRequest:
    """What to import into, and how.

    ``existing`` are the documents of the ``catalog`` to update; both are None for a new one. ``column_names`` maps
    other names of columns to their names; ``tables`` is for formats that have tables. ``calendars`` are the names by id
    of those that a new catalog begins with, to which sources add others; without any, sources add none. With
    ``clear_missing`` what the source leaves empty is removed from the catalog; without it, the catalog's value stays.
    ``excluded`` are patterns of files to leave out. With ``deletes_gone`` what the source
    no longer has will be deleted.
    """

    existing: tuple[Document, ...] | None = None
    catalog: Catalog | None = None
    column_names: Mapping[str, str] = field(default_factory=dict)
    tables: TableOptions = TableOptions()
    calendars: Mapping[str, str] | None = None
    clear_missing: bool = False
    excluded: Sequence[str] = ()
    deletes_gone: bool = False


@frozen(kw_only=True)
class Loss:
    """Something in the source that the imported catalog does not hold.

    ``kind`` names the reason and never changes. ``field`` is the key with those above it
    (``business.SLA.overall_sla_weighting``) where the reason lies in the key itself, so that such losses can be
    counted by key.
    """

    kind: str
    message: str
    place: Place
    field: str = ""


@frozen(kw_only=True)
class ImportResult:
    """What a source becomes.

    ``files`` are those of a catalog repository by path: a value (a YAML file) or finished text. While there are
    ``problems``, the source could not be understood, and ``files`` and ``losses`` are empty. ``faults`` are errors in
    parts of the source: these are left behind, and all else is in ``files``. Losses are sorted by place. ``notes`` are
    worth knowing and need no action. ``provenance`` gives, by file, the place in the source that its values come from.

    Of an existing catalog, ``moved`` are its documents with everything in the department that the source says, and
    ``files`` is what else changes in these. ``present`` are the qualified ids, by kind, of all that the source has; a
    kind of which it tells nothing is left out.
    """

    files: Mapping[str, Value]
    losses: tuple[Loss, ...] = ()
    problems: tuple[Problem, ...] = ()
    faults: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    moved: MovedDocuments | None = None
    present: Mapping[str, Set[str]] = field(default_factory=dict)
    provenance: Mapping[str, Sequence[Provenance]] = field(default_factory=dict)
