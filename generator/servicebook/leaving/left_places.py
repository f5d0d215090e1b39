"""What it takes for somebody to leave: the places that name them or depend on them, and what is to be written there."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from enum import Enum

from servicebook.documents.document import Document
from servicebook.documents.references import objects_of
from servicebook.frozen import frozen
from servicebook.leaving.successors import Successor
from servicebook.problems import Place
from servicebook.source.yaml_reader import Pointer, Value


class Because(Enum):
    """Why it is proposed, or why nothing is."""

    HELD = "held"
    """Somebody else holds the role, or is its deputy, as well."""
    TAKEN_OVER = "taken-over"
    """The person proposed takes the place."""
    NOBODY = "nobody"
    """There is nobody who could be proposed."""
    OVER = "over"
    """The term ends before the person leaves."""
    NEVER = "never"
    """The term would begin after the person has left."""
    ENDS = "ends"
    """It ends with the last day."""
    THROUGH_ROLE = "through-role"
    """It is the role that is named, and the role's next holder comes with it."""
    ADDRESS = "address"
    """The address is the leaver's own: that of the person proposed takes its place."""
    NO_ADDRESS = "no-address"
    """The address is the leaver's own, and nobody with one of the kind could be proposed."""
    RECORD = "record"
    """It was so, and stays true."""
    TEXT = "text"
    """A text has a link to the leaver, and has to be read by somebody who writes it anew."""
    ROTA = "rota"
    """A calendar that another program writes has the leaver on duty."""
    UNKNOWN = "unknown"
    """What is to become of it cannot be told by a program."""


@frozen(kw_only=True)
class ValueChange:
    """A value to be written in a file, or (None) one to be taken away.

    The pointer is that within the file; as its last step, ``APPEND`` is the place behind the last entry of a list.
    """

    path: str
    pointer: Pointer
    value: Value


@frozen(kw_only=True)
class LeftPlace:
    """A value by which something is left without somebody, or still names the leaver.

    ``pointer`` leads to it in its file, ``field`` are the names of the fields on the way. ``through`` is the role that
    is named in place of a person. ``changes`` are what the proposal takes here; those of what is proposed for later
    are empty.
    """

    document: Document = field(repr=False)
    pointer: Pointer
    field: str
    because: Because
    successor: Successor | None = None
    through: str | None = None
    changes: tuple[ValueChange, ...] = ()

    @property
    def object(self) -> tuple[str, str, Pointer]:
        """The kind and id of the object in which it stands (entries of lists have the id ""), and its place there."""
        kind, qualified_id = self.document.location.kind.name, ""
        above: Pointer = ()
        for one, its_id, pointer, _ in objects_of(self.document):
            if self.pointer[: len(pointer)] == pointer:
                kind, qualified_id, above = (
                    one,
                    its_id,
                    pointer,
                )  # of one within another, the inner one comes later
        return kind, qualified_id, self.pointer[len(above) :]

    @property
    def line(self) -> int:
        """The line on which it stands."""
        return self.document.place(*self.pointer).line


@frozen(kw_only=True)
class LostReviewer:
    """A path of the catalog that only the leaver reviews, with its line in CODEOWNERS, and who does then."""

    reviewed: str
    place: Place
    proposal: str | None


@frozen(kw_only=True)
class Leaving:
    """A person's leaving: ``on`` is their last day. The places are in the order of files and lines.

    ``pages`` are the places in hand-written pages that link to the leaver's page,
    ``reviews`` what would have no reviewer.
    """

    person: str
    on: date
    places: tuple[LeftPlace, ...]
    changes: tuple[ValueChange, ...]
    pages: tuple[Place, ...] = ()
    reviews: tuple[LostReviewer, ...] = ()


def place_of_entry(
    document: Document,
    pointer: Pointer,
    because: Because,
    successor: Successor | None = None,
    changes: tuple[ValueChange, ...] = (),
) -> LeftPlace:
    """A place below a key of an entry of a map or list, whose field is that key."""
    return LeftPlace(
        document=document,
        pointer=pointer,
        field=str(pointer[1]),
        because=because,
        successor=successor,
        changes=changes,
    )
