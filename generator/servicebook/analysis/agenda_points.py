"""What an agenda is made of: its parts, and the points within them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from servicebook.analysis.agenda_promises import Missed, OverPromised
from servicebook.frozen import frozen
from servicebook.model.agreement import Agreement
from servicebook.model.held_meeting import Action, HeldMeeting
from servicebook.model.news import Kudos, Notice
from servicebook.model.promises import AgreementState
from servicebook.model.remark import Remark
from servicebook.model.role import Role
from servicebook.source.yaml_reader import Pointer


class Topic(StrEnum):
    """The parts of an agenda, in their order."""

    ACTIONS = "actions"
    GIVEN = "given"
    RECEIVED = "received"
    OVER_PROMISED = "over-promised"
    AGREEMENTS = "agreements"
    FEEDBACK = "feedback"
    VACANCIES = "vacancies"
    REVIEWS = "reviews"
    NOTICES = "notices"
    THANKS = "thanks"


@frozen(kw_only=True)
class Agreed:
    """An action of a meeting."""

    meeting: HeldMeeting
    action: Action


@frozen(kw_only=True)
class Ending:
    """An agreement that is not in force, or ends soon; ``state`` is today's."""

    agreement: Agreement
    state: AgreementState


@frozen(kw_only=True)
class Unanswered:
    """What was said and not answered; ``due`` is the last day on which it should be."""

    remark: Remark
    due: date


@frozen(kw_only=True)
class Overdue:
    """A review that was due."""

    name: str
    due: date


Subject = Agreed | Missed | OverPromised | Ending | Unanswered | Role | Overdue | Notice | Kudos


@frozen(kw_only=True)
class Point:
    """Something to talk about; ``about`` is the kind and id of what has a page.

    ``path`` and ``pointer`` say where it can be mended: a file, and the value in it.
    """

    subject: Subject
    about: tuple[str, str]
    path: str
    pointer: Pointer
