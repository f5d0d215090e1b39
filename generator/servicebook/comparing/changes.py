"""What has changed between two revisions of a catalog, as values.

A :class:`Change` is one field of one object. Its ``effect`` says what that means for whoever relies on it; its
``fingerprint`` stays the same when the change is rebased.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import field as with_options
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from servicebook.frozen import frozen
from servicebook.problems import Place, Problem, Severity

if TYPE_CHECKING:  # every build tells of effects, and few have anything to compare
    from servicebook.comparing.details import Details
    from servicebook.comparing.due_difference import DueDifference
    from servicebook.comparing.open_hours import HoursDifference
    from servicebook.comparing.problems import Revision
    from servicebook.documents.document import Document
    from servicebook.source.yaml_reader import Pointer, Value


class Effect(StrEnum):
    """What a change means. Promises are tightened, weakened or both at once, which cannot be compared."""

    TIGHTENED = "tightened"
    WEAKENED = "weakened"
    INCOMPARABLE = "incomparable"
    WIDENED = "widened"
    NARROWED = "narrowed"
    HANDED_OVER = "handed over"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RETIRED = "retired"
    TERMS_CHANGED = "terms changed"
    BROKEN = "broken"
    MENDED = "mended"
    REWORDED = "reworded"
    CHANGED = "changed"
    """A fact that is no promise: a cost, a step, a duty."""


WORST_FIRST = (
    Effect.BROKEN,
    Effect.WEAKENED,
    Effect.INCOMPARABLE,
    Effect.TERMS_CHANGED,
    Effect.REMOVED,
    Effect.RETIRED,
    Effect.NARROWED,
    Effect.HANDED_OVER,
    Effect.MOVED,
    Effect.CHANGED,
    Effect.ADDED,
    Effect.MENDED,
    Effect.TIGHTENED,
    Effect.WIDENED,
    Effect.REWORDED,
)
"""What readers have to know first."""


_AS_BAD_AS = {"address-lost": Effect.REMOVED}
"""Codes of changes that are less bad than others with the same effect."""


def worst_first(changes: Iterable[Change]) -> list[Change]:
    """The changes in the order in which readers have to know of them."""
    return sorted(changes, key=lambda change: WORST_FIRST.index(_AS_BAD_AS.get(change.code, change.effect)))


Side = Literal["base", "head"]
"""One of the two revisions."""


@frozen(eq=False)
class Written:
    """Where a value is written: in which file of which revision."""

    side: Side
    document: Document
    pointer: Pointer = ()

    @property
    def place(self) -> Place:
        """Its line and column; found when asked for, since few are."""
        return self.document.place(
            *self.pointer, key=bool(self.pointer) and isinstance(self.pointer[-1], str)
        )


@frozen
class Because:
    """Why a department is affected: ``reason`` is one of the keys ``because.…`` of the wording.

    ``name`` is what it is because of: an agreement's, a journey's or a service's qualified id; ``through`` the service
    that is between the two, where one is. ``title`` and ``through_title`` are what they are called.
    """

    reason: str
    name: str
    through: str | None = None
    title: str | None = with_options(default=None, kw_only=True)
    through_title: str | None = with_options(default=None, kw_only=True)


@frozen
class Affected:
    """A department that a change concerns; ``distance`` counts the steps to it, from 0 for an agreement.

    ``because`` is the nearest reason, ``further`` are those after it.
    """

    department: str
    because: Because
    distance: int = 0
    further: tuple[Because, ...] = ()


@frozen
class MovedPromise:
    """A service, by its id as of the head, a promise of which has other due dates."""

    service: str
    due: DueDifference


@frozen(kw_only=True)
class Change:
    """One field of one object that says something else.

    ``kind`` and ``object_id`` are those of the head, or of the base where the object is gone; the id is empty of a
    person who may not be named. ``field`` is written with
    keys, never with positions: ``targets[fulfillment_time, high].within``; None where the whole object is meant.
    ``before`` and ``after`` are as written, None where nothing is. ``by`` is how far due dates move, of the promise
    that moves most; where that may be one of several services', ``most`` says whose, and has a second one where dates
    move the other way, too. ``hours`` is how much more or less is open. ``details`` are what its sentences are made of,
    where before and after are not. ``causes`` are the changes because of which something elsewhere is broken or mended.
    ``also`` are services whose promises change with it.
    """

    code: str
    kind: str
    object_id: str
    field: str | None
    before: Value
    after: Value
    effect: Effect
    by: DueDifference | None = None
    most: tuple[MovedPromise, ...] = ()
    hours: HoursDifference | None = None
    written: Written | None = with_options(default=None, compare=False, repr=False)
    details: Details = with_options(default=None, compare=False, repr=False)
    causes: tuple[Change, ...] = with_options(default=(), compare=False, repr=False)
    level: Severity | None = None
    affected: tuple[Affected, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def where(self) -> Place | None:
        """The line to look at; of what is gone, that of the base."""
        return self.written.place if self.written else None

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits over object, field, before and after; of no line, path or commit."""
        subject = [self.code, self.kind, self.object_id, self.field, self.before, self.after]
        written = json.dumps(subject, sort_keys=True, ensure_ascii=True, default=str)
        return hashlib.sha256(written.encode()).hexdigest()[:16]


@frozen(kw_only=True)
class Approval:
    """A department that should agree: in which role, who holds it today, and to which changes, by fingerprint.

    ``because`` is the most important reason, ``further`` are those after it.
    ``commands`` are what records its acceptances, where it has to accept agreements.
    """

    department: str
    role: str | None
    people: tuple[str, ...]
    because: Because
    further: tuple[Because, ...] = ()
    changes: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()


@frozen(kw_only=True)
class Comparison:
    """Everything that differs between two revisions. ``new`` and ``cured`` are problems."""

    base: Revision
    head: Revision
    changes: Sequence[Change]
    new: Sequence[Problem] = ()
    cured: Sequence[Problem] = ()
    approvals: Sequence[Approval] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.changes or self.new or self.cured)
