"""Writing new values into the files of a catalog while keeping their comments and layout."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.documents.document import Document
from servicebook.problems import Place, Problem, error
from servicebook.source.yaml_edit import CannotEditError
from servicebook.source.yaml_reader import Value
from servicebook.source.yaml_rewrite import rewritten, same


def changed_files(
    values: Mapping[str, dict[str, Value] | list[Value]], documents: Mapping[str, Document]
) -> tuple[dict[str, Value], list[Problem]]:
    """The files that are new (their value) or change (their text), by path; those that stay the same are left out.

    And a problem for each file that cannot be changed without losing something else in it.
    """
    files: dict[str, Value] = {}
    problems: list[Problem] = []
    for path, value in values.items():
        document = documents.get(path)
        if document is None:
            files[path] = value
        elif not same(document.value, value):
            try:
                files[path] = rewritten(document.text, value, document.value)
            except CannotEditError as fault:
                hint = "change it by hand, or write it in a plainer way"
                problems.append(error("bad-value", Place(path), str(fault), hint))
    return files, problems
