"""The file of a health check, which ``servicebook agenda --file`` writes once and never counts again."""

from __future__ import annotations

import argparse
from typing import Any

from servicebook.analysis.chains import visible_chains
from servicebook.analysis.health_figures import health_figures, last_quarter
from servicebook.cli.naming import must_be
from servicebook.cli.options import CannotRunError
from servicebook.documents.kinds import BY_NAME
from servicebook.documents.schema_comment import schema_line
from servicebook.model.catalog import Catalog
from servicebook.model.visible import visible
from servicebook.source.file_changes import make_changes
from servicebook.source.planned_changes import Changes
from servicebook.source.tree import Disk
from servicebook.source.yaml_writer import write
from servicebook.wording import text


def file_health_check(args: argparse.Namespace, catalog: Catalog) -> str:
    """Write the health check of the quarter that was over last; the path of its file.

    Raises :class:`CannotRunError` where it is filed already, for two departments, or for a role that there is not.
    """
    if args.other is not None:
        raise CannotRunError(text("agenda.file-of-one"))
    must_be(args.by, "role", catalog.roles)
    seen = visible(catalog)
    quarter = last_quarter(seen)
    name = f"{quarter.year:04}-q{quarter.text[-1]}"
    path = BY_NAME["health"].pattern.format(department=args.department, id=name)
    if Disk(args.root).mode(path) is not None:
        raise CannotRunError(text("agenda.filed-already", path=path))
    value: dict[str, Any] = {
        "as_of": catalog.today.isoformat(),
        **({"by": args.by} if args.by else {}),
        "figures": health_figures(seen, visible_chains(catalog), args.department, quarter),
    }
    make_changes(args.root, Changes(added={path: write(value, schema_line=schema_line(path))}))
    return path
