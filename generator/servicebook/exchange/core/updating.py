"""Files that are there already, made to say something else; whatever else stands in them stays."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.documents.document import Document
from servicebook.problems import Place, Problem, error
from servicebook.source.yaml_edit import CannotEditError
from servicebook.source.yaml_reader import Value
from servicebook.source.yaml_rewrite import rewritten, same


def updated(
    values: Mapping[str, dict[str, Value] | list[Value]], documents: Mapping[str, Document]
) -> tuple[dict[str, Value], list[Problem]]:
    """The files that are new (their value) or say something else than before (their text), by path.

    And a problem for each that cannot be changed without changing more.
    """
    files: dict[str, Value] = {}
    problems: list[Problem] = []
    for path, value in values.items():
        document = documents.get(path)
        if document is None:
            files[path] = value
        elif not same(document.value, value):
            try:
                text = rewritten(document.text, value, document.value)
            except CannotEditError as fault:
                hint = "change it by hand, or write it in a plainer way"
                problems.append(error("bad-value", Place(path), str(fault), hint))
            else:
                if text != document.text:
                    files[path] = text
    return files, problems
