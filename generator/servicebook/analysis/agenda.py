"""What a meeting of a department, or of two, should talk about, as values: the worst first.

Promises that were missed are told in both directions: what a department gave, and what it was given. What is measured
is what may be seen of it; a place is where somebody can mend the thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from servicebook.analysis.agenda_points import Agreed, Ending, Overdue, Point, Topic, Unanswered
from servicebook.analysis.agenda_promises import Missed, OverPromised, missed, over_promised
from servicebook.analysis.chains import Chains
from servicebook.analysis.coverage import review_due
from servicebook.analysis.thanks_given import thanks_to
from servicebook.clock.durations import Duration, Unit, days_later
from servicebook.frozen import frozen
from servicebook.model.agreement import Agreement
from servicebook.model.common import Meeting
from servicebook.model.department import Department
from servicebook.model.held_meeting import HeldMeeting
from servicebook.model.journey import Journey
from servicebook.model.news import Kudos
from servicebook.model.promises import AgreementState, state_of
from servicebook.model.service import Service
from servicebook.model.visible import VisibleCatalog

SOON = timedelta(days=60)
"""An agreement that ends within so many days is lapsing: to renew one takes two meetings."""
ANSWER_WITHIN = Duration(14, Unit.CALENDAR_DAY)
"""How soon what was said is answered, where the settings say nothing."""
_BACK = timedelta(days=92)
"""How far back it looks where no meeting was held: a quarter."""


_Reviewed = Department | Service | Journey | Agreement


@frozen(kw_only=True)
class Agenda:
    """Of a department, with another where ``other`` is one; ``parts`` are only those that have something.

    ``since`` is the day from which on news are told; ``last`` the meeting before, None where there is no record.
    ``meeting`` is the regular one that it is for, as far as the catalog knows one.
    """

    department: str
    other: str | None
    since: date
    last: HeldMeeting | None
    meeting: Meeting | None
    parts: tuple[tuple[Topic, tuple[Point, ...]], ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits: thanks and notices are good to hear, and nothing to decide."""
        return all(topic in (Topic.NOTICES, Topic.THANKS) for topic, _ in self.parts)


def agenda(
    catalog: VisibleCatalog,
    chains: Chains,
    department: str,
    other: str | None = None,
    since: date | None = None,
) -> Agenda:
    """What ``department`` should talk about, with ``other`` where that is given; both are ids of departments.

    ``chains`` are the promises of services against their hand-offs, by service.
    """
    held = _held(catalog, department, other)
    last = max(held, key=lambda one: one.held_on, default=None)
    start = since or (last.held_on if last else catalog.today - _BACK)
    ours = (department,) if other is None else (department, other)
    found = {
        Topic.ACTIONS: _actions(catalog, held, last, start, None if other else department),
        Topic.GIVEN: [_missed(one) for one in missed(catalog, department, other)],
        Topic.RECEIVED: [_missed(one) for one in missed(catalog, other, department, whole=other is not None)],
        Topic.OVER_PROMISED: [_over_promised(one) for one in over_promised(catalog, chains, ours)],
        Topic.AGREEMENTS: _agreements(catalog, department, other),
        Topic.FEEDBACK: _feedback(catalog, ours),
        Topic.VACANCIES: _vacancies(catalog, ours),
        Topic.REVIEWS: _reviews(catalog, ours),
        Topic.NOTICES: _notices(catalog, ours, start),
        Topic.THANKS: _thanks(catalog, ours, start),
    }
    return Agenda(
        department=department,
        other=other,
        since=start,
        last=last,
        meeting=regular_meeting(catalog, department, other),
        parts=tuple((topic, tuple(points)) for topic, points in found.items() if points),
    )


def regular_meeting(catalog: VisibleCatalog, department: str, other: str | None) -> Meeting | None:
    """The first of a department's meetings that is with the other, whose days are known if there is one."""
    meetings = [
        meeting
        for meeting in catalog.departments[department].meetings
        if other is None or _is_with(meeting.with_, other)
    ]
    return min(meetings, key=lambda meeting: meeting.repeats is None, default=None)


def _is_with(parties: tuple[str, ...], department: str) -> bool:
    """Whether a department, or a role of it, is among those who meet."""
    return any(party.partition("/")[0] == department for party in parties)


def _held(catalog: VisibleCatalog, department: str, other: str | None) -> list[HeldMeeting]:
    """The meetings that a department held, with the other: by its own record or the other's."""
    if other is None:
        return list(catalog.index.meetings_of.get(department, ()))
    return [
        held
        for host, guest in ((department, other), (other, department))
        for held in catalog.index.meetings_of.get(host, ())
        if _is_with(held.with_, guest) or _is_with(_usually_with(catalog, held), guest)
    ]


def _usually_with(catalog: VisibleCatalog, held: HeldMeeting) -> tuple[str, ...]:
    """Who is at the regular meeting, where the record does not say who was there."""
    if held.with_ or held.department not in catalog.departments:
        return ()
    meetings = catalog.departments[held.department].meetings
    return next((meeting.with_ for meeting in meetings if meeting.what == held.meeting), ())


def _actions(
    catalog: VisibleCatalog,
    held: list[HeldMeeting],
    last: HeldMeeting | None,
    since: date,
    department: str | None,
) -> list[Point]:
    """Those that are open, and what was done of the last meeting's or since: what is overdue for longest first.

    With a ``department`` also what others agreed with it and its roles do.
    """
    today = catalog.today
    elsewhere = [one for one in catalog.meetings.values() if department and one.department != department]
    found = [
        Point(
            subject=Agreed(meeting=meeting, action=action),
            about=("meeting", meeting.id),
            path=meeting.origin.path,
            pointer=("actions", number),
        )
        for meeting in (*held, *elsewhere)
        for number, action in enumerate(meeting.actions)
        if department in (None, meeting.department, action.role.partition("/")[0])
        if action.is_open(today) or meeting is last or (action.done is not None and action.done >= since)
    ]

    def urgency(point: Point) -> tuple[bool, date, str]:
        assert isinstance(point.subject, Agreed)
        action = point.subject.action
        return not action.is_open(today), action.by or date.max, point.path

    return sorted(found, key=urgency)


def _missed(one: Missed) -> Point:
    return Point(subject=one, about=("service", one.service.id), path=one.path, pointer=one.pointer)


def _over_promised(one: OverPromised) -> Point:
    return Point(subject=one, about=("service", one.service.id), path=one.path, pointer=one.pointer)


_STATES = (
    AgreementState.CHANGED,
    AgreementState.LAPSED,
    AgreementState.NOT_ACCEPTED,
)
"""What is wrong with an agreement, the worst first: one that changed is taken for one that holds."""


def _agreements(catalog: VisibleCatalog, department: str, other: str | None) -> list[Point]:
    """Those between the two, or of one: not in force any more or yet, then those that end soon."""
    found: list[tuple[int, date, Point]] = []
    for agreement in catalog.agreements.values():
        if department not in agreement.parties or (other is not None and other not in agreement.parties):
            continue
        state, end = state_of(catalog, agreement), agreement.effective_until or date.max
        ends_soon = state is AgreementState.IN_FORCE and end <= min(catalog.today + SOON, date.max)
        if state in _STATES or (ends_soon and end < date.max):
            key = "effective_until" if agreement.effective_until else "accepted"
            point = Point(
                subject=Ending(agreement=agreement, state=state),
                about=("agreement", agreement.id),
                path=agreement.origin.path,
                pointer=(key if key in agreement.origin.written else "provider",),
            )
            found.append((_STATES.index(state) if state in _STATES else len(_STATES), end, point))
    return [point for _, _, point in sorted(found, key=lambda one: (*one[:2], one[2].path))]


def _feedback(catalog: VisibleCatalog, departments: tuple[str, ...]) -> list[Point]:
    """What was said to them and waits for an answer: for longest first, of one day what was heard most."""
    within = catalog.settings.feedback.answer_within or ANSWER_WITHIN
    waiting = [
        remark
        for remark in catalog.remarks.values()
        if remark.department in departments and not remark.is_answered
    ]
    return [
        Point(
            subject=Unanswered(remark=remark, due=days_later(remark.on, within)),
            about=("remark", remark.id),
            path=remark.origin.path,
            pointer=remark.origin.pointer,
        )
        for remark in sorted(waiting, key=lambda remark: (remark.on, -remark.heard, remark.id))
    ]


def _vacancies(catalog: VisibleCatalog, departments: tuple[str, ...]) -> list[Point]:
    """Roles that nobody holds, the one that is vacant for longest first."""
    vacant = [
        role
        for department in departments
        for role in catalog.index.roles_of.get(department, ())
        if not catalog.holders(role)
    ]
    return [
        Point(subject=role, about=("role", role.id), path=role.origin.path, pointer=role.origin.pointer)
        for role in sorted(vacant, key=lambda role: (role.vacant_since or date.max, role.id))
    ]


def _reviews(catalog: VisibleCatalog, departments: tuple[str, ...]) -> list[Point]:
    """Overdue reviews of what the departments answer for, for longest first."""
    found = [
        Point(
            subject=Overdue(name=name, due=due),
            about=(kind, item.id),
            path=item.origin.path,
            pointer=("reviewed_on",),
        )
        for kind, name, item in _reviewed(catalog, departments)
        if (due := review_due(item.review)) is not None and due < catalog.today
    ]

    def due_first(point: Point) -> tuple[date, str]:
        assert isinstance(point.subject, Overdue)
        return point.subject.due, point.path

    return sorted(found, key=due_first)


def _reviewed(catalog: VisibleCatalog, departments: tuple[str, ...]) -> Iterator[tuple[str, str, _Reviewed]]:
    for department in departments:
        own = catalog.departments[department]
        yield "department", own.name, own
        for service in catalog.index.services_of.get(department, ()):
            if service.lifecycle != "retired":
                yield "service", service.name, service
    for journey in catalog.journeys.values():
        if journey.owner and journey.owner.partition("/")[0] in departments:
            yield "journey", journey.name, journey
    for agreement in catalog.agreements.values():
        if agreement.provider in departments:
            yield "agreement", agreement.name or agreement.id, agreement


def _notices(catalog: VisibleCatalog, departments: tuple[str, ...], since: date) -> list[Point]:
    """What is announced, and what was over only since the last meeting; the nearest first."""
    concerned = [
        notice
        for notice in catalog.notices.values()
        if not notice.is_over(since)
        and any(
            affected.partition("/")[0] in departments for affected in (*notice.departments, *notice.services)
        )
    ]
    return [
        Point(subject=notice, about=("notice", notice.id), path=notice.origin.path, pointer=())
        for notice in sorted(
            concerned, key=lambda notice: (notice.is_over(catalog.today), notice.start, notice.id)
        )
    ]


def _thanks(catalog: VisibleCatalog, departments: tuple[str, ...], since: date) -> list[Point]:
    """Thanks to them since then, the newest first, as far as they may be read."""
    found: dict[int, Kudos] = {}
    for department in departments:
        for kudos in thanks_to(catalog).get(department, ()):
            if kudos.on >= since:
                found[id(kudos)] = kudos  # thanks to somebody with roles in both are told once
    return [
        Point(
            subject=kudos,
            about=("kudos", ""),
            path=kudos.origin.path,
            pointer=kudos.origin.pointer,
        )
        for kudos in sorted(found.values(), key=lambda kudos: kudos.on, reverse=True)
    ]
