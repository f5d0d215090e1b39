"""An id stands where a name belongs.

`laptop-repair` is what files call it; readers see the name, in lists, results and headings. Write it as people say it:
*Laptop repair*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from servicebook.documents.document import Origin
from servicebook.model.catalog import Catalog
from servicebook.model.texts import short_texts
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "id-as-name"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


_ID = re.compile(r"[a-z0-9]{3,}(-[a-z0-9]+)*-[a-z0-9]{3,}|[a-z0-9-]+/[a-z0-9-]+")
"""Not *e-mail* and *wi-fi*, which are words."""


def check(catalog: Catalog) -> Iterator[Problem]:
    for written in catalog.derive(short_texts):
        if written.field == "summary" or not _ID.fullmatch(written.text):
            continue
        if written.text.rpartition("/")[2] == _own_id(written.kind, written.origin):
            yield finding(
                CODE,
                SEVERITY,
                written.origin.place(written.field),
                text("id-as-name.message", id=written.text),
                text("id-as-name.hint"),
                # many an id of a person is their name
                public_message=text("id-as-name.public") if written.kind == "person" else None,
            )


def _own_id(kind: str, origin: Origin) -> str:
    """The id of an object within its file, or that the path of its file gives."""
    if origin.pointer:
        return str(origin.pointer[-1])
    path = PurePosixPath(origin.path)
    return path.parent.name if kind == "department" else path.stem
