"""A digest: what changed, what is announced and what waits, for one department, role or person, or for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum

from servicebook.analysis.coverage import review_due
from servicebook.comparing.changes import Change, Comparison, worst_first
from servicebook.comparing.concerned import Concerned
from servicebook.frozen import frozen
from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog
from servicebook.model.common import Review
from servicebook.model.news import Notice
from servicebook.model.promises import AgreementState, state_of, waiting_for
from servicebook.problems import Problem

SOON = timedelta(days=30)
"""How long before it is due a review waits for somebody."""


class Task(StrEnum):
    """What somebody has to do."""

    REVIEW_OVERDUE = "review-overdue"
    ACCEPT = "accept"
    VACANT = "vacant"
    REVIEW_SOON = "review-soon"


@frozen(kw_only=True)
class Waiting:
    """An object that waits for somebody; ``due`` is the day of its review, ``party`` who has to accept it."""

    task: Task
    kind: str
    object_id: str
    due: date | None = None
    party: str | None = None


@frozen(kw_only=True)
class Digest:
    """All of it, in the order in which it is told: changes are the worst first."""

    changes: Sequence[Change]
    notices: Sequence[Notice]
    waiting: Sequence[Waiting]
    findings: Sequence[Problem]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.changes or self.notices or self.waiting or self.findings)


def digest(catalog: Catalog, compared: Comparison, concerned: Concerned, *, whole: bool) -> Digest:
    """What there is to tell those who are ``concerned``; all changes and findings where the ``whole`` is asked for."""
    changes = [
        one
        for one in compared.changes
        if whole or concerned.by_change(one) or _is_theirs(catalog, one, concerned)
    ]
    return Digest(
        changes=worst_first(changes),
        notices=[
            one for one in catalog.notices.values() if _is_announced(catalog, one, concerned, whole=whole)
        ],
        waiting=sorted(_waiting(catalog, concerned), key=_first),
        findings=[one for one in compared.new if whole or _is_own(catalog, one.place.path, concerned)],
    )


def _is_theirs(catalog: Catalog, change: Change, concerned: Concerned) -> bool:
    match change.kind:
        case "agreement":
            agreement = catalog.agreements.get(change.object_id)
            return agreement is not None and not concerned.departments.isdisjoint(agreement.parties)
        case "journey":
            journey = catalog.journeys.get(change.object_id)
            steps = {step.service for step in journey.steps} if journey else set()
            return journey is not None and (
                journey.owner in concerned.roles or bool(steps & concerned.services)
            )
        case "notice":
            notice = catalog.notices.get(change.object_id)
            return notice is not None and _is_announced(catalog, notice, concerned, whole=False)
        case _:
            return False


def _is_announced(catalog: Catalog, notice: Notice, concerned: Concerned, *, whole: bool) -> bool:
    if notice.is_over(catalog.today):
        return False
    services = concerned.services | concerned.relied_on
    departments = concerned.departments | {service.partition("/")[0] for service in services}
    return whole or bool(
        services.intersection(notice.services) or departments.intersection(notice.departments)
    )


def _first(waiting: Waiting) -> tuple[int, date, str]:
    return list(Task).index(waiting.task), waiting.due or date.max, waiting.object_id


def _waiting(catalog: Catalog, concerned: Concerned) -> Iterator[Waiting]:
    for kind, qualified_id, review in _reviewed(catalog, concerned):
        due = review_due(review)
        if due is not None and due <= catalog.today + SOON:
            task = Task.REVIEW_OVERDUE if due < catalog.today else Task.REVIEW_SOON
            yield Waiting(task=task, kind=kind, object_id=qualified_id, due=due)
    for agreement in catalog.agreements.values():
        if state_of(catalog, agreement) is not AgreementState.LAPSED:
            for party in waiting_for(catalog, agreement):
                if party in concerned.departments:
                    yield Waiting(task=Task.ACCEPT, kind="agreement", object_id=agreement.id, party=party)
    for name in sorted(concerned.roles):
        role = catalog.roles.get(name)
        if role is not None and not catalog.holders(role):
            yield Waiting(task=Task.VACANT, kind="role", object_id=name)


def _reviewed(catalog: Catalog, concerned: Concerned) -> Iterator[tuple[str, str, Review]]:
    for name in sorted(concerned.departments):
        yield "department", name, catalog.departments[name].review
    for name in sorted(concerned.services):
        service = catalog.services[name]
        if service.lifecycle != "retired":
            yield "service", name, service.review
    for agreement in catalog.agreements.values():
        if agreement.provider in concerned.departments:
            yield "agreement", agreement.id, agreement.review
    for journey in catalog.journeys.values():
        if journey.owner in concerned.roles:
            yield "journey", journey.id, journey.review


def _is_own(catalog: Catalog, path: str, concerned: Concerned) -> bool:
    """Whether a file is theirs to mend."""
    parts = path.split("/")
    if parts[:2] == ["catalog", "departments"] and len(parts) > 2 and parts[2] in concerned.departments:
        return True
    services = (catalog.services.get(name) for name in concerned.services)
    if any(one is not None and one.origin.path == path for one in services):
        return True
    return any(_is_party(one, concerned) for one in catalog.agreements.values() if one.origin.path == path)


def _is_party(agreement: Agreement, concerned: Concerned) -> bool:
    return not concerned.departments.isdisjoint(agreement.parties)
