"""What a change request asks for, and what may be said in place of carrying it out."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.frozen import frozen
from servicebook.source.yaml_reader import Pointer, Value


@frozen(kw_only=True)
class FieldChange:
    """One value of an object: ``path`` leads there, ``before`` is what its writer saw, ``after`` what is wanted.

    None: nothing is there. A path that ends in ``-`` is that of one more entry of a list.
    """

    path: Pointer
    before: Value
    after: Value


@frozen(kw_only=True)
class ChangeRequest:
    """A request as it was read. ``kind`` and ``qualified_id`` are not looked up yet; ``new`` is None for changes."""

    kind: str
    qualified_id: str
    changes: tuple[FieldChange, ...]
    new: Mapping[str, Value] | None
    why: str
    by: str | None

    @property
    def object(self) -> str:
        """The object as the request names it."""
        return f"{self.kind}:{self.qualified_id}"


@frozen(kw_only=True)
class Refusal:
    """Why a request is not carried out: a stable code, words, and the path in the request that they are about."""

    code: str
    message: str
    path: Pointer | None = None


class RefusedError(Exception):
    """A request is not carried out, for these reasons."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__("; ".join(refusal.message for refusal in refusals))
        self.refusals = refusals


def refused(code: str, message: str, *, at: Pointer | None = None) -> RefusedError:
    """One refusal; its code begins with ``request-``."""
    return RefusedError(Refusal(code=f"request-{code}", message=message, path=at))


def in_words(path: Pointer) -> str:
    """A path as messages about files write it: ``targets[3].within``, entries counted from 1."""
    words = ""
    for step in path:
        words += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if words else step
    return words
