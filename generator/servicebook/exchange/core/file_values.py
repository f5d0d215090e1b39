"""The values of a catalog's files while an import writes into them; comments and layout of the files stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from servicebook.documents.document import Document
from servicebook.exchange.core.import_result import ImportRequest
from servicebook.problems import Place, Problem, error
from servicebook.source.yaml_parts import CannotEditError
from servicebook.source.yaml_reader import Value
from servicebook.source.yaml_rewrite import rewritten, same


@dataclass(slots=True)
class FileValues:
    """The files by path: ``documents`` as they are, and ``values`` as they are to be, of those to write into."""

    documents: Mapping[str, Document]
    values: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, request: ImportRequest) -> FileValues:
        """The files of the catalog to update; none for a new one."""
        return cls({document.path: document for document in request.existing or ()})

    def writable(self, path: str, empty: Any) -> Any:
        """The map or list of a file, to be written into; ``empty`` where there is no such file.

        Only the map or list itself is a copy: copy an inner one before changing it, since the document is compared
        with in the end.
        """
        if path not in self.values:
            document = self.documents.get(path)
            value: Any = document.value if document else empty
            self.values[path] = value.copy()
        return self.values[path]

    def changed(self) -> tuple[dict[str, Value], list[Problem]]:
        """The files that are new (their value) or change (their text), by path; those that stay are left out.

        And a problem for each file that cannot be changed without losing something else in it.
        """
        files: dict[str, Value] = {}
        problems: list[Problem] = []
        for path, value in self.values.items():
            document = self.documents.get(path)
            if document is None:
                files[path] = value
            elif not same(document.value, value):
                try:
                    files[path] = rewritten(document.text, value, document.value)
                except CannotEditError as fault:
                    hint = "change it by hand, or write it more simply"
                    problems.append(error("bad-value", Place(path), str(fault), hint))
        return files, problems
