"""An agenda in words: what the pages and every format of ``servicebook agenda`` say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from servicebook import links
from servicebook.analysis.agenda import Agenda
from servicebook.analysis.agenda_points import Agreed, Ending, Overdue, Point, Topic, Unanswered
from servicebook.analysis.agenda_promises import Missed, OverPromised
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.news import Kudos, Notice
from servicebook.model.role import Role
from servicebook.pages.parts.announcements import effect_and_dates
from servicebook.pages.parts.kept import line_name
from servicebook.pages.parts.kept_words import counts_in_words, period_name, promised_in_words
from servicebook.pages.parts.page_links import edit_url
from servicebook.wording import formats, text
from servicebook.wording.lists import listed
from servicebook.wording.time_spans import wall_clock

MOST: Mapping[Topic, int] = {
    Topic.ACTIONS: 5,
    Topic.GIVEN: 5,
    Topic.RECEIVED: 5,
    Topic.OVER_PROMISED: 3,
    Topic.AGREEMENTS: 4,
    Topic.FEEDBACK: 5,
    Topic.VACANCIES: 4,
    Topic.REVIEWS: 4,
    Topic.NOTICES: 3,
    Topic.THANKS: 3,
}
"""So many points of each part are told, the worst: all of them together fit on two printed pages."""
_BREAKS = re.compile(r"[ \t\r\n]+")
"""White space at which a line breaks: not that within a number and its unit."""
_LONGEST_HEAD, _LONGEST = 120, 220
"""Characters of what people wrote, and of all that is said of a point; whoever wants more reads it where it stands."""


@frozen(kw_only=True)
class PointWords:
    """A point: ``head`` says what it is about and ``said`` what is the matter.

    ``page`` is its path on the site. ``place`` is where it can be mended, and ``edit`` the address at which, where the
    organization says one; ``invites`` says what whoever follows it is to do there.
    """

    head: str
    said: str
    page: str
    place: str
    edit: str | None
    invites: str


@frozen(kw_only=True)
class PartWords:
    """A part with its worst points; ``more`` says how many others there are, None where all are here."""

    topic: Topic
    title: str
    points: tuple[PointWords, ...]
    more: str | None


@frozen(kw_only=True)
class AgendaWords:
    """A whole agenda; ``lead`` says since when it tells, ``nothing`` that there is nothing to decide."""

    title: str
    lead: str
    nothing: str | None
    language: str
    parts: tuple[PartWords, ...]


def _file_of(point: Point) -> str:
    return point.path


def agenda_words(
    catalog: Catalog, agenda: Agenda, place_of: Callable[[Point], str] = _file_of
) -> AgendaWords:
    """The agenda in words; ``place_of`` says where a point can be mended, which is its file as far as pages know."""
    words = _Words(catalog, agenda, place_of)
    name, other = words.department, words.other
    language = catalog.settings.organization.language
    day, since = formats.day(catalog.today, language), formats.day(agenda.since, language)
    return AgendaWords(
        title=text("agenda.title-of-two", department=name, other=other)
        if agenda.other
        else text("agenda.title", department=name),
        lead=text("agenda.after-meeting", day=day, since=since, meeting=agenda.last.meeting)
        if agenda.last and agenda.last.held_on == agenda.since
        else text("agenda.lead", day=day, since=since),
        nothing=text("agenda.nothing") if agenda.is_empty else None,
        language=language,
        parts=tuple(words.part(topic, points) for topic, points in agenda.parts),
    )


class _Words:
    def __init__(self, catalog: Catalog, agenda: Agenda, place_of: Callable[[Point], str]) -> None:
        self._place_of = place_of
        self._catalog = catalog
        self._language = catalog.settings.organization.language
        self._is_of_two = agenda.other is not None
        self.department = self._name(agenda.department)
        self.other = self._name(agenda.other) if agenda.other else ""

    def _name(self, department: str) -> str:
        known = self._catalog.departments.get(department)
        return known.name if known else department

    def _day(self, day: date | None) -> str:
        return formats.day(day, self._language) if day else ""

    def part(self, topic: Topic, points: tuple[Point, ...]) -> PartWords:
        left = len(points) - MOST[topic]
        return PartWords(
            topic=topic,
            title=self._title(topic),
            points=tuple(map(self._point, points[: MOST[topic]])),
            more=text("agenda.more", count=left) if left > 0 else None,
        )

    def _title(self, topic: Topic) -> str:
        if topic is Topic.RECEIVED and not self._is_of_two:
            return text("agenda.received", department=self.department)
        if topic in (Topic.GIVEN, Topic.RECEIVED):
            return text("agenda.given", department=self.department if topic is Topic.GIVEN else self.other)
        return text(f"agenda.part.{topic}")

    def _point(self, point: Point) -> PointWords:
        head, said = self._said(point)
        kind, qualified_id = point.about
        return PointWords(
            head=_short(head, _LONGEST_HEAD),
            said=_short(said, _LONGEST),
            page=links.THANKS if kind == "kudos" else links.to(kind, qualified_id),
            place=self._place_of(point),
            edit=edit_url(self._catalog, point.path),
            invites=text("agenda.mend") if self._can_be_mended(point) else text("agenda.edit"),
        )

    def _can_be_mended(self, point: Point) -> bool:
        """Whether something is wrong with it, and not only worth telling."""
        one = point.subject
        if isinstance(one, Agreed):
            return one.action.is_open(self._catalog.today)
        return not isinstance(one, Notice | Kudos)

    def _said(self, point: Point) -> tuple[str, str]:
        match point.subject:
            case Agreed():
                return self._agreed(point.subject)
            case Missed():
                return self._missed(point.subject)
            case OverPromised() as one:
                late = wall_clock(one.late_seconds)
                return self._of_department(one.service.id, one.service.name), text("agenda.late", span=late)
            case Ending():
                return self._ending(point.subject)
            case Unanswered():
                return self._unanswered(point.subject)
            case Role() as role:
                if role.vacant_since and role.vacant_since <= self._catalog.today:
                    said = text("agenda.vacant-since", day=self._day(role.vacant_since))
                else:
                    said = text("agenda.vacant")
                return self._of_department(role.id, role.title), said
            case Overdue() as review:
                return review.name, text("agenda.review", day=self._day(review.due))
            case Notice() as notice:
                dates = formats.date_range(notice.start, notice.end, self._language)
                return notice.title, effect_and_dates(notice, dates)
            case Kudos():
                return self._thanks(point.subject)

    def _of_department(self, qualified_id: str, name: str) -> str:
        """A name, with the department where the agenda is of two."""
        if not self._is_of_two:
            return name
        return text("agenda.of", name=name, department=self._name(qualified_id.partition("/")[0]))

    def _agreed(self, one: Agreed) -> tuple[str, str]:
        action, today = one.action, self._catalog.today
        role = self._catalog.roles.get(action.role)
        who = role.title if role else action.role
        if not action.is_open(today):
            said = text("action.done", done=self._day(action.done))
        elif action.by is None:
            said = text("action.open")
        elif action.is_overdue(today):
            said = text("action.overdue", by=self._day(action.by))
        else:
            said = text("action.open-by", by=self._day(action.by))
        return action.what, text(
            "agenda.action",
            who=who,
            state=said,
            meeting=one.meeting.meeting,
            day=self._day(one.meeting.held_on),
        )

    def _missed(self, one: Missed) -> tuple[str, str]:
        newest = one.periods[-1]
        periods = [
            text(
                "agenda.kept",
                counts=counts_in_words(period.kept, period.counted, period.percent, self._language),
                period=period_name(period.period, self._language),
            )
            for period in one.periods
        ]
        promised = promised_in_words(newest.promised, self._language) if newest.promised else ""
        return text(
            "agenda.promise", service=one.service.name, promise=line_name(self._catalog, one.line)
        ), text("agenda.missed", kept=listed(periods), promised=promised)

    def _ending(self, one: Ending) -> tuple[str, str]:
        agreement = one.agreement
        between = listed(map(self._name, agreement.parties))
        if one.state.name == "IN_FORCE":
            end = agreement.effective_until
            said = text("agenda.ends", day=self._day(end))
        else:
            said = text(f"agenda.state.{one.state.name}")
        return text("agenda.agreement", name=agreement.name or agreement.id, between=between), said

    def _unanswered(self, one: Unanswered) -> tuple[str, str]:
        remark = one.remark
        about = self._catalog.services.get(remark.about)
        parts = [about.name if about else self._name(remark.about)]
        said, due = self._day(remark.on), self._day(one.due)
        if one.due < self._catalog.today:
            parts.append(text("agenda.answer-late", said=said, due=due))
        else:
            parts.append(text("agenda.answer-due", said=said, due=due))
        if remark.heard > 1:
            parts.append(text("agenda.heard", count=remark.heard))
        return remark.said, text("list.separator").join(parts)

    def _thanks(self, kudos: Kudos) -> tuple[str, str]:
        said = text(
            "agenda.thanks",
            sender=self._party(kudos.sender),
            to=self._party(kudos.receiver),
            day=self._day(kudos.on),
        )
        return kudos.text or text("agenda.thanks-unread"), said

    def _party(self, party: str) -> str:
        kind, _, qualified_id = party.partition(":")
        if kind == "department":
            return self._name(qualified_id)
        person = self._catalog.people.get(qualified_id)
        return person.name if person else text("shared.colleague")


def _short(words: str, longest: int) -> str:
    """One line, and no more of it than fits on one or two."""
    line = _BREAKS.sub(" ", words).strip()
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
