"""The figures of a department's health check: what its agenda would tell, as numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from servicebook.analysis.agenda import agenda
from servicebook.analysis.agenda_points import Agreed, Ending, Topic, Unanswered
from servicebook.analysis.chains import Chains
from servicebook.analysis.kept_promises import each_period, kept_promises
from servicebook.analysis.thanks_given import thanks_to
from servicebook.model.periods import Period, PeriodUnit, containing
from servicebook.model.promises import AgreementState
from servicebook.model.service import Service
from servicebook.model.visible import VisibleCatalog


def last_quarter(catalog: VisibleCatalog) -> Period:
    """The quarter that was over last: what a health check is about."""
    return containing(catalog.today, PeriodUnit.QUARTER).later(-1)


def health_figures(
    catalog: VisibleCatalog, chains: Chains, department: str, quarter: Period
) -> dict[str, int]:
    """The figures by their keys, in the order of :data:`~servicebook.model.health_check.FIGURES`.

    What happened (feedback, thanks, actions that were done) is counted in the quarter; how things stand, on the day of
    the catalog.
    """
    told = dict(agenda(catalog, chains, department, since=quarter.first).parts)
    agreements, feedback, actions = (
        [point.subject for point in told.get(topic, ())]
        for topic in (Topic.AGREEMENTS, Topic.FEEDBACK, Topic.ACTIONS)
    )
    services = [one for one in catalog.index.services_of.get(department, ()) if one.can_be_asked]
    return {
        "services": len(services),
        "promises_judged": _judged(catalog, services),
        "promises_missed": len(told.get(Topic.GIVEN, ())),
        "over_promised": len(told.get(Topic.OVER_PROMISED, ())),
        "agreements": len(catalog.index.agreements_of.get(department, ())),
        "agreements_not_in_force": sum(
            isinstance(one, Ending) and one.state is not AgreementState.IN_FORCE for one in agreements
        ),
        "reviews_overdue": len(told.get(Topic.REVIEWS, ())),
        "roles": len(catalog.index.roles_of.get(department, ())),
        "roles_vacant": len(told.get(Topic.VACANCIES, ())),
        "feedback": _number_in(quarter, _said_on(catalog, department)),
        "feedback_unanswered": sum(
            isinstance(one, Unanswered) and one.due < catalog.today for one in feedback
        ),
        "thanks": _number_in(quarter, (one.on for one in thanks_to(catalog).get(department, ()))),
        "actions_done": _number_in(quarter, _done_on(catalog, department)),
        "actions_overdue": sum(
            isinstance(one, Agreed) and one.action.is_overdue(catalog.today) for one in actions
        ),
    }


def _judged(catalog: VisibleCatalog, services: Iterable[Service]) -> int:
    """How many promises, as they are given today, have been judged at least once."""
    lines = (line for one in services for line in kept_promises(catalog).lines.get(one.id, ()))
    return sum(
        any(one.verdict is not None and line.is_as_promised_now(one) for one in each_period(line))
        for line in lines
    )


def _number_in(quarter: Period, days: Iterable[date | None]) -> int:
    return sum(day is not None and quarter.first <= day <= quarter.last for day in days)


def _said_on(catalog: VisibleCatalog, department: str) -> Iterator[date]:
    return (one.on for one in catalog.remarks.values() if one.department == department)


def _done_on(catalog: VisibleCatalog, department: str) -> Iterator[date | None]:
    """The days on which actions were done that the department's meetings agreed on."""
    meetings = catalog.index.meetings_of.get(department, ())
    return (action.done for meeting in meetings for action in meeting.actions)
