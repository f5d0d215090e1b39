"""The objects of documents, each made once, however many catalogs have the document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from servicebook.documents.document import Document

T = TypeVar("T")


class MadeObjects:
    """What was made of the documents of one catalog; of those that another one has as well, it is the same.

    A document never changes, and its objects follow from it alone.
    """

    def __init__(self, other: MadeObjects | None = None) -> None:
        # not the other itself, which has those of a third: after a thousand changes, one catalog is kept, not all
        self._others = other._made if other else {}
        self._made: dict[tuple[Callable[[Document], Any], Document], Any] = {}

    def of(self, document: Document, make: Callable[[Document], T]) -> T:
        """What ``make``, a function of a module, makes of a document."""
        key = (make, document)
        if key not in self._made:
            self._made[key] = self._others[key] if key in self._others else make(document)
        made: T = self._made[key]
        return made

    def several_of(self, document: Document, make: Callable[[Document], Iterable[T]]) -> tuple[T, ...]:
        """The same, where there may be none or several."""
        key = (make, document)
        if key not in self._made:
            self._made[key] = self._others[key] if key in self._others else tuple(make(document))
        made: tuple[T, ...] = self._made[key]
        return made

    def copied(self) -> MadeObjects:
        """All of it once more, to be changed without changing this one."""
        other = MadeObjects()
        other._made = dict(self._made)
        return other

    def forget(self, document: Document, make: Callable[[Document], Any]) -> None:
        """Let go of what was made of a document that is no longer there."""
        self._made.pop((make, document), None)
