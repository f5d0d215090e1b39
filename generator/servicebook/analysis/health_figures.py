"""The figures of a department's health check: what its agenda would tell, as numbers."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.analysis.agenda import Agreed, Ending, Topic, Unanswered, agenda
from servicebook.analysis.chains import Chain
from servicebook.analysis.kept_promises import each_period, kept_promises
from servicebook.analysis.thanks_given import thanks_to
from servicebook.model.periods import Period, PeriodUnit, containing
from servicebook.model.promises import AgreementState
from servicebook.model.visible import VisibleCatalog


def last_quarter(catalog: VisibleCatalog) -> Period:
    """The quarter that was over last: what a health check is about."""
    return containing(catalog.today, PeriodUnit.QUARTER).later(-1)


def health_figures(
    catalog: VisibleCatalog, chains: Mapping[str, tuple[Chain, ...]], department: str, quarter: Period
) -> dict[str, int]:
    """The figures by their keys, in the order of :data:`~servicebook.model.health_check.FIGURES`.

    What happened (feedback, thanks, actions that were done) is counted in the quarter; how things stand, on the day of
    the catalog.
    """
    told = dict(agenda(catalog, chains, department, since=quarter.first).parts)

    def subjects(topic: Topic) -> list[object]:
        return [point.subject for point in told.get(topic, ())]

    services = [one for one in catalog.index.services_of.get(department, ()) if one.can_be_asked]
    lines = [line for one in services for line in kept_promises(catalog).lines.get(one.id, ())]
    judged = [
        line
        for line in lines
        if any(one.verdict is not None and line.is_as_promised_now(one) for one in each_period(line))
    ]
    agreements = catalog.index.agreements_of.get(department, ())
    in_quarter = [
        action
        for meeting in catalog.index.meetings_of.get(department, ())
        for action in meeting.actions
        if action.done is not None and quarter.first <= action.done <= quarter.last
    ]
    remarks = [one for one in catalog.remarks.values() if one.department == department]
    return {
        "services": len(services),
        "promises_judged": len(judged),
        "promises_missed": len(told.get(Topic.GIVEN, ())),
        "over_promised": len(told.get(Topic.OVER_PROMISED, ())),
        "agreements": len(agreements),
        "agreements_not_in_force": sum(
            isinstance(one, Ending) and one.state is not AgreementState.IN_FORCE
            for one in subjects(Topic.AGREEMENTS)
        ),
        "reviews_overdue": len(told.get(Topic.REVIEWS, ())),
        "roles": len(catalog.index.roles_of.get(department, ())),
        "roles_vacant": len(told.get(Topic.VACANCIES, ())),
        "feedback": sum(quarter.first <= one.on <= quarter.last for one in remarks),
        "feedback_unanswered": sum(
            isinstance(one, Unanswered) and one.due < catalog.today for one in subjects(Topic.FEEDBACK)
        ),
        "thanks": sum(
            quarter.first <= one.on <= quarter.last for one in thanks_to(catalog).get(department, ())
        ),
        "actions_done": len(in_quarter),
        "actions_overdue": sum(
            isinstance(one, Agreed) and one.action.is_overdue(catalog.today)
            for one in subjects(Topic.ACTIONS)
        ),
    }
