"""The new texts of the files that somebody's leaving changes: values alone differ, every comment is still there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from servicebook.documents.document import Document
from servicebook.documents.key_order import keys_in_order
from servicebook.leaving.left_places import ValueChange
from servicebook.source.yaml_parts import CannotEditError
from servicebook.source.yaml_values import with_value, without


class NotWritableError(Exception):
    """A file cannot be changed as planned without changing more; ``path`` is the file, the text says why."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(reason)
        self.path = path


def texts_with(
    documents: Iterable[Document], changes: Iterable[ValueChange]
) -> Mapping[str, tuple[str, str]]:
    """What each file that changes says and is to say, by path. Raises :class:`NotWritableError`."""
    by_path: dict[str, list[ValueChange]] = {}
    for change in changes:
        by_path.setdefault(change.path, []).append(change)
    return {
        document.path: (document.text, _text(document, by_path[document.path]))
        for document in documents
        if document.path in by_path
    }


def _text(document: Document, changes: Iterable[ValueChange]) -> str:
    text = document.text
    order = partial(keys_in_order, document.location.kind.schema)
    # places in a list stay what they are as long as entries are taken away from the end on
    for change in sorted(changes, key=_turn):
        try:
            if change.value is None:
                text = without(text, change.pointer)
            else:
                text = with_value(text, change.pointer, change.value, order)
        except CannotEditError as fault:
            raise NotWritableError(document.path, str(fault)) from None
    return text


def _turn(change: ValueChange) -> tuple[bool, int]:
    last = change.pointer[-1]
    return change.value is None, -last if isinstance(last, int) else 0
