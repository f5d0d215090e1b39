"""Who may accept an agreement, which terms they accept, and who has to accept after that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from servicebook.analysis.resolved import KINDS, find
from servicebook.documents.kinds import location_of
from servicebook.documents.suggestions import closest
from servicebook.frozen import frozen
from servicebook.model.agreement import Acceptance, Agreement
from servicebook.model.catalog import Catalog
from servicebook.model.promises import latest_acceptances, terms_of, waiting_for
from servicebook.model.role import Role
from servicebook.problems import NOT_RULES, Problem, Severity

_SETTLED = frozenset({"agreement-not-accepted", "agreement-changed"})
"""The findings that go away when an agreement is accepted."""


@frozen
class UnknownObject:
    """No ``kind`` (agreement or role) has that name; ``near`` is one that may be meant.

    ``is_incomplete``: some objects of the kind are missing because of errors, so it may be among them.
    """

    kind: str
    name: str
    near: str | None
    is_incomplete: bool


@frozen
class FileWithErrors:
    """The agreement's own file has this error, so the agreement is not known."""

    problem: Problem


@frozen
class TermsWithErrors:
    """The agreement, or what its terms are made of, has this error, so the terms are not known."""

    problem: Problem


@frozen
class MissingObject:
    """A department or service with this id is mentioned and missing, because of errors in its file."""

    qualified_id: str


@frozen
class AgreementEnded:
    """The agreement ended on a day."""

    agreement: str
    on: date


@frozen
class NoParty:
    """The name is none of the agreement's parties."""

    name: str
    agreement: str
    parties: tuple[str, ...]


@frozen
class RoleOfOthers:
    """The role belongs neither to the party nor to a department above it; ``roles`` do."""

    role: str
    party: str
    roles: tuple[str, ...]


@frozen
class VacantRole:
    """Nobody holds the role or stands in for its holder today."""

    role: str


Refusal = (
    UnknownObject
    | FileWithErrors
    | TermsWithErrors
    | MissingObject
    | AgreementEnded
    | NoParty
    | RoleOfOthers
    | VacantRole
)


class RefusedError(Exception):
    """The agreement cannot be accepted like this, for a ``reason``."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason)
        self.reason = reason


@frozen(kw_only=True)
class NewAcceptance:
    """An acceptance; ``already`` when the party had accepted these terms before and nothing is to be added.

    ``waiting`` are the parties that still have to accept after it.
    """

    agreement: Agreement
    acceptance: Acceptance
    already: bool
    waiting: tuple[str, ...]


def new_acceptance(
    catalog: Catalog, problems: tuple[Problem, ...], name: str, party: str, by: str
) -> NewAcceptance:
    """The acceptance of an agreement's current terms for one of its parties by a role, on the catalog's day.

    Each may be named by a former id; ``problems`` are all that the catalog has. Raises :class:`RefusedError` where
    one of them is unknown or does not belong to the others, nobody could have accepted in the role, the agreement has
    ended, or errors keep its terms from being known.
    """
    agreement = _agreement(catalog, problems, name)
    party = _party(catalog, agreement, party)
    role = _role(catalog, party, by)
    if agreement.effective_until and agreement.effective_until < catalog.today:
        raise RefusedError(AgreementEnded(agreement.id, agreement.effective_until))
    _refuse_faults(catalog, problems, agreement)
    terms = terms_of(catalog, agreement)
    known = latest_acceptances(catalog, agreement).get(party)
    already = known is not None and known.terms == terms
    acceptance = (
        known
        if known is not None and already
        else Acceptance(party=party, by=role.id, on=catalog.today, terms=terms)
    )
    then = replace(agreement, accepted=(*agreement.accepted, acceptance))
    return NewAcceptance(
        agreement=agreement, acceptance=acceptance, already=already, waiting=waiting_for(catalog, then)
    )


def command(catalog: Catalog, agreement: Agreement, party: str) -> str:
    """The command line with which a party accepts an agreement: by its head, else by the role that did so last.

    It names the terms of today, so that nothing else is accepted than was read.
    """
    role, terms = usual_role(catalog, agreement, party), terms_of(catalog, agreement)
    return f"servicebook accept {agreement.id} --party {party} --by {role} --terms {terms}"


def commands(catalog: Catalog, agreement: Agreement) -> tuple[str, ...]:
    """The command lines of the parties that have not accepted the current terms."""
    return tuple(command(catalog, agreement, party) for party in waiting_for(catalog, agreement))


def to_be_asked(catalog: Catalog, agreement: Agreement) -> tuple[str, ...]:
    """The roles that have to accept, by their ids; the department's id where no role can be named."""
    roles = ((party, usual_role(catalog, agreement, party)) for party in waiting_for(catalog, agreement))
    return tuple(party if role == "ROLE" else role for party, role in roles)


def usual_role(catalog: Catalog, agreement: Agreement, party: str) -> str:
    """The role that accepts for a party: its head, else the one that did so last; ROLE where none can be named."""
    last = latest_acceptances(catalog, agreement).get(party)
    heads = [above.head for above in catalog.lineage(party)]
    able = {role.id for role in _roles_for(catalog, party) if _has_somebody(catalog, role)}
    for role in (*heads, last.by if last else None):
        if role in able or (role and role not in catalog.roles and "role" in catalog.incomplete_kinds):
            return role
    return "ROLE"


def _roles_for(catalog: Catalog, party: str) -> Iterator[Role]:
    for above in catalog.lineage(party):
        yield from catalog.index.roles_of.get(above.id, ())


def _has_somebody(catalog: Catalog, role: Role) -> bool:
    """Whether somebody holds the role or stands in; where no person is known at all, nobody can tell."""
    return not catalog.people or bool(catalog.holders(role) or catalog.deputies(role))


def _agreement(catalog: Catalog, problems: tuple[Problem, ...], name: str) -> Agreement:
    qualified_id = name.removeprefix("agreement:")
    if matches := find(catalog, f"agreement:{qualified_id}"):
        return catalog.agreements[matches[0][1]]
    for problem in problems:
        location = location_of(problem.place.path)
        if location and location.kind.name == "agreement" and location.own_id == qualified_id:
            raise RefusedError(FileWithErrors(problem))
    raise _unknown(catalog, "agreement", qualified_id)


def _party(catalog: Catalog, agreement: Agreement, name: str) -> str:
    matches = find(catalog, f"department:{name}")
    party = matches[0][1] if matches else name
    if party not in agreement.parties:
        raise RefusedError(NoParty(name, agreement.id, agreement.parties))
    if party not in catalog.departments:
        raise RefusedError(MissingObject(party))
    return party


def _role(catalog: Catalog, party: str, name: str) -> Role:
    matches = find(catalog, f"role:{name}")
    if not matches:
        raise _unknown(catalog, "role", name)
    role = catalog.roles[matches[0][1]]
    able = tuple(candidate.id for candidate in _roles_for(catalog, party))
    if role.id not in able:
        raise RefusedError(RoleOfOthers(role.id, party, able))
    if not _has_somebody(catalog, role):
        raise RefusedError(VacantRole(role.id))
    return role


def _unknown(catalog: Catalog, kind: str, name: str) -> RefusedError:
    near = closest(name, KINDS[kind](catalog))
    return RefusedError(UnknownObject(kind, name, near, kind in catalog.incomplete_kinds))


def _refuse_faults(catalog: Catalog, problems: tuple[Problem, ...], agreement: Agreement) -> None:
    """Raise where anything that the terms are made of has errors: what would be accepted is not known."""
    made_of = set()
    for covered in agreement.covers:
        service = catalog.services.get(covered)
        if service is None:
            raise RefusedError(MissingObject(covered))
        made_of.add(service.origin.path)
        for above in catalog.lineage(service.department):
            made_of.add(above.origin.path)
            if above.part_of is not None and above.part_of not in catalog.departments:
                raise RefusedError(MissingObject(above.part_of))
    for problem in problems:
        own = problem.place.path == agreement.origin.path and problem.code not in _SETTLED
        if (own or (problem.place.path in made_of and problem.code in NOT_RULES)) and (
            problem.severity is Severity.ERROR
        ):
            raise RefusedError(TermsWithErrors(problem))
