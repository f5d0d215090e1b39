"""What git knows of objects that are gone or retired, asked again only where it may differ."""

from __future__ import annotations

import marshal
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from servicebook.loading.gone_objects import GoneObject, gone_objects, taken_ids
from servicebook.loading.retired_since import retired_paths, retired_since
from servicebook.model.catalog import Catalog
from servicebook.source.git_state import git_state
from servicebook.source.kept_file import digest_of

Past: TypeAlias = "tuple[tuple[GoneObject, ...], Mapping[str, date]]"


def past_of(root: Path, catalog: Catalog) -> Past:
    """As :func:`gone_objects` and :func:`retired_since` tell it of a catalog in a folder."""
    return gone_objects(root, catalog), retired_since(root, catalog)


class KnownPast:
    """The answers for the catalog that was asked about last, in the history that there was then."""

    def __init__(self) -> None:
        self._gone: tuple[bytes, tuple[GoneObject, ...]] | None = None
        self._retired: tuple[bytes, Mapping[str, date]] | None = None

    def of(self, root: Path, catalog: Catalog) -> Past:
        """The same as :func:`past_of`."""
        history = git_state(root)
        asked = _digest(history, taken_ids(catalog))
        if self._gone is None or self._gone[0] != asked:
            self._gone = asked, gone_objects(root, catalog)
        asked = _digest(history, retired_paths(catalog))
        if self._retired is None or self._retired[0] != asked:
            self._retired = asked, retired_since(root, catalog)
        return self._gone[1], self._retired[1]


def _digest(history: str, told: dict[Any, str]) -> bytes:
    """What tells a question from others: the ids of a large catalog take ten megabytes."""
    # without references, which depend on what else names the same string
    return digest_of([history.encode(), marshal.dumps(told, 2)])
