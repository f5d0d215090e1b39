"""Where an object of a visible catalog was written, without its file."""

from __future__ import annotations

from typing import Any, NoReturn

from servicebook.frozen import frozen
from servicebook.problems import Place
from servicebook.source.yaml_reader import Pointer

NOTHING: frozenset[str] = frozenset()
"""One for tens of thousands of objects: Python makes each empty one anew, of 232 bytes."""


@frozen
class VisibleOrigin:
    """Where an object was written, and what of it may be seen; ``position`` counts from 0 within its file.

    ``withheld`` are the keys whose values are not as they were written: they would name people who are not shown.
    """

    path: str
    pointer: Pointer
    position: int
    written: Any
    withheld: frozenset[str] = NOTHING

    @property
    def document(self) -> NoReturn:
        """Raises :class:`TypeError`: the file says more than may be seen."""
        raise TypeError(f"{self.path} as it was written is not part of what may be seen")

    def place(self, *keys: str | int, key: bool = False) -> Place:
        """Raises :class:`TypeError`, as :attr:`document`."""
        raise TypeError(f"places in {self.path} are not part of what may be seen")


def changed_keys(before: Any, after: Any) -> frozenset[str]:
    """The keys of a map that another one has not, or not with the same value."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return frozenset()
    return frozenset(key for key, value in before.items() if key not in after or after[key] != value)
