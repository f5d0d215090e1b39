"""Who should agree to changes: for each department and role once, with the changes that it is asked about.

Nobody's approval is taken for given, nor is it asked for words. A role that is vacant is asked all the same: whoever
decides in its place can be found by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from servicebook.analysis.acceptance import command, usual_role
from servicebook.comparing.affected import concerns_others
from servicebook.comparing.changes import Approval, Because, Change, Effect
from servicebook.comparing.object_titles import name_of
from servicebook.documents.kinds import location_of
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.promises import AgreementState, state_of, waiting_for
from servicebook.model.service import Service
from servicebook.model.visible import shown_people
from servicebook.problems import Problem, Severity
from servicebook.source.yaml_reader import Value

_IMPORTANCE = (
    "mend", "terms", "not-accepted", "outrun", "at-risk", "moved-journey", "receives", "new-step", "relied-on", "role",
    "provides",
)  # fmt: skip
"""Of several reasons to ask the same role, the first is told."""


OUTRUN = frozenset({"promise-outruns-chain", "promise-outruns-sometimes"})
"""The codes of problems of promises that cannot be kept, because of the times of others."""


@frozen
class _Asked:
    department: str
    role: str | None
    because: Because
    command: str | None = None


def approvals(
    before: Catalog, after: Catalog, changes: Sequence[Change], problems: Iterable[Problem] = ()
) -> tuple[Approval, ...]:
    """Whose approval the changes need, the most important first, then by department.

    Those are asked, too, in whose files there are new ``problems`` because of the changes: something that is not there
    any more, or a promise that they cannot keep now.
    """
    fingerprints: dict[tuple[str, str | None], list[str]] = {}
    reasons: dict[tuple[str, str | None], dict[Because, None]] = {}
    commands: dict[tuple[str, str | None], dict[str, None]] = {}
    finder = _Finder(before, after)
    for asked, change in _all_asked(finder, changes, problems):
        key = asked.department, asked.role
        listed = fingerprints.setdefault(key, [])
        if change and change.fingerprint not in listed:
            listed.append(change.fingerprint)
        if asked.command:
            commands.setdefault(key, {})[asked.command] = None
        reasons.setdefault(key, {})[asked.because] = None
    sorted_reasons = {key: sorted(found, key=_importance) for key, found in reasons.items()}
    ordered = sorted(
        sorted_reasons, key=lambda key: (_importance(sorted_reasons[key][0]), key[0], key[1] or "")
    )
    return tuple(
        Approval(
            department=department,
            role=role,
            people=_people(after, role),
            because=sorted_reasons[department, role][0],
            further=tuple(sorted_reasons[department, role][1:]),
            changes=tuple(fingerprints[department, role]),
            commands=tuple(commands.get((department, role), ())),
        )
        for department, role in ordered
    )


def _all_asked(
    finder: _Finder, changes: Sequence[Change], problems: Iterable[Problem]
) -> Iterator[tuple[_Asked, Change | None]]:
    for change in changes:
        if change.effect is not Effect.MENDED and concerns_others(change):
            yield from ((asked, change) for asked in finder.asked(change))
    for problem in problems:
        yield from ((asked, None) for asked in finder.harmed(problem))


def _importance(because: Because) -> int:
    return _IMPORTANCE.index(because.reason)


def _people(catalog: Catalog, role_id: str | None) -> tuple[str, ...]:
    """Who holds the role today, else who stands in: those who may be named."""
    role = catalog.roles.get(role_id or "")
    if role is None:
        return ()
    shown = shown_people(catalog)
    present = catalog.holders(role) or catalog.deputies(role)
    return tuple(holder.person for holder in present if holder.person in shown)


class _Finder:
    """Finds who is to be asked, in two catalogs."""

    def __init__(self, before: Catalog, after: Catalog) -> None:
        self._before, self._after = before, after

    def asked(self, change: Change) -> Iterator[_Asked]:
        """Who is asked about a change."""
        if change.kind == "agreement":
            yield from self._parties(change)
        elif change.kind == "service":
            yield from self._of_service(change)
        elif change.kind in ("calendar", "department"):
            yield from self._relying(change)
        if change.kind in ("department", "role", "journey"):
            yield from self._of_responsibility(change)

    def harmed(self, problem: Problem) -> Iterator[_Asked]:
        """Whoever answers for what a new problem is in, where others may have caused it."""
        is_late = problem.code in OUTRUN
        if not is_late and problem.severity is not Severity.ERROR:
            return
        location = location_of(problem.place.path)
        kind, whole = (location.kind.name, location.qualified_id or "") if location else ("", "")
        reason = "outrun" if is_late else "mend"
        if service := self._after.services.get(whole) if kind == "service" else None:
            yield from self._harmed_service(service, reason)
        elif journey := self._after.journeys.get(whole) if kind == "journey" else None:
            if journey.owner:
                because = Because(reason, whole, title=journey.name)
                yield _Asked(journey.owner.partition("/")[0], journey.owner, because)
        elif department := self._after.departments.get((location and location.department) or ""):
            because = Because(reason, department.id, title=department.name)
            yield _Asked(department.id, self._head(department.id), because)

    def _harmed_service(self, service: Service, reason: str) -> Iterator[_Asked]:
        """Its owner; and whoever relies by agreement on a promise of it that may not be kept any more."""
        owner = service.roles.owner or self._head(service.department)
        yield _Asked(service.department, owner, Because(reason, service.id, title=service.name))
        if reason != "outrun":
            return
        for agreement in self._after.index.agreements_on.get(service.id, ()):
            because = Because("at-risk", agreement.id, title=agreement.name)
            yield _Asked(agreement.customer, self._head(agreement.customer), because)

    def _parties(self, change: Change) -> Iterator[_Asked]:
        """The parties that have not accepted what the agreement says now; of one that is gone, both."""
        agreement = self._after.agreements.get(change.object_id)
        if agreement is None:
            gone = self._before.agreements.get(change.object_id)
            for party in gone.parties if gone else ():
                because = Because("relied-on", change.object_id, title=gone.name if gone else None)
                yield _Asked(party, self._head(party), because)
            return
        state = state_of(self._after, agreement)
        if state in (AgreementState.IN_FORCE, AgreementState.LAPSED):
            return
        reason = "terms" if state is AgreementState.CHANGED else "not-accepted"
        for party in waiting_for(self._after, agreement):
            role = usual_role(self._after, agreement, party)
            because = Because(reason, agreement.id, title=agreement.name)
            accept = command(self._after, agreement, party)
            yield _Asked(party, None if role == "ROLE" else role, because, accept)

    def _of_service(self, change: Change) -> Iterator[_Asked]:
        service = self._service(change.object_id)
        if service is None:
            return
        owner = service.roles.owner or self._head(service.department)
        if change.effect is Effect.MOVED and _department(change.before) == _department(change.after):
            return  # another address of the same thing
        provides = Because(
            "outrun" if change.code == "chain-broken" else "provides", service.id, title=service.name
        )
        yield _Asked(owner.partition("/")[0] if owner else service.department, owner, provides)
        if change.effect in (Effect.HANDED_OVER, Effect.MOVED):
            yield from self._taking_over(change, service.id, service.name)
            if isinstance(change.before, str) and change.before in self._after.roles:
                yield _Asked(change.before.partition("/")[0], change.before, provides)
        if change.code in ("handoffs-changed", "service-added"):
            yield from self._new_doers(service)

    def _taking_over(self, change: Change, name: str, title: str | None) -> Iterator[_Asked]:
        """The role, or the department's head, that has something to answer for now."""
        if not isinstance(change.after, str):
            return
        department = change.after.partition("/")[0]
        is_role = change.after in self._after.roles
        if is_role or (change.effect is Effect.MOVED and department != str(change.before).partition("/")[0]):
            role = change.after if is_role else self._head(department)
            yield _Asked(department, role, Because("receives", name, title=title))

    def _new_doers(self, service: Service) -> Iterator[_Asked]:
        """Those who get a step to do that they did not have, or in less time."""
        was = self._before.services.get(service.id)
        for step in service.handoffs:
            if was and step in was.handoffs:
                continue
            doer = step.service or step.by or service.department
            department = doer.partition("/")[0]
            other = self._after.services.get(step.service or "")
            role = other.roles.owner if other else step.by if step.by in self._after.roles else None
            if department != service.department:
                because = Because("new-step", service.id, title=service.name)
                yield _Asked(department, role or self._head(department), because)

    def _relying(self, change: Change) -> Iterator[_Asked]:
        """The heads of departments whose promises follow from a calendar, or from another department's targets."""
        departments = dict.fromkeys(
            service.department for service in map(self._service, change.also) if service
        )
        for department in departments:
            because = Because("relied-on", change.object_id, title=self._title(change))
            yield _Asked(department, self._head(department), because)

    def _of_responsibility(self, change: Change) -> Iterator[_Asked]:
        """Whoever is put in charge, and who decides on a role: the one that it reports to, else the head."""
        title = self._title(change)
        journey = self._after.journeys.get(change.object_id)
        if change.code == "journey-broken" and journey:
            if journey.owner:
                because = Because("moved-journey", journey.id, title=title)
                yield _Asked(journey.owner.partition("/")[0], journey.owner, because)
            return
        is_role_gone = change.kind == "role" and change.effect is Effect.REMOVED
        if change.effect is not Effect.HANDED_OVER and not is_role_gone:
            return
        if change.kind != "role":
            yield from self._taking_over(change, change.object_id, title)
            return
        role = self._after.roles.get(change.object_id) or self._before.roles.get(change.object_id)
        if role is not None:
            above = role.reports_to or self._head(role.department)
            if above in (None, role.id):  # nobody is above it: whoever holds it now is asked
                reason, asked = ("role", None) if is_role_gone else ("receives", role.id)
                yield _Asked(role.department, asked, Because(reason, role.id, title=title))
            elif above:
                because = Because("role", role.id, title=title)
                yield _Asked(above.partition("/")[0], above, because)

    def _head(self, department: str) -> str | None:
        """The role that heads a department or, where it names none, the nearest above it."""
        for catalog in (self._after, self._before):
            for above in catalog.lineage(department):
                if above.head:
                    return above.head
        return None

    def _service(self, qualified_id: str) -> Service | None:
        return self._after.services.get(qualified_id) or self._before.services.get(qualified_id)

    def _title(self, change: Change) -> str | None:
        catalogs = (self._after, self._before)
        names = (name_of(catalog, change.kind, change.object_id) for catalog in catalogs)
        return next((name for name in names if name), None)


def _department(qualified_id: Value) -> str | None:
    return qualified_id.partition("/")[0] if isinstance(qualified_id, str) else None
