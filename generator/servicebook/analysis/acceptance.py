"""Who may accept an agreement, what they accept, and what is missing then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from servicebook.analysis.resolved import KINDS, find
from servicebook.documents.kinds import location_of
from servicebook.documents.words import did_you_mean
from servicebook.model.agreement import Acceptance, Agreement
from servicebook.model.catalog import Catalog
from servicebook.model.promises import latest_acceptances, terms_of, waiting_for
from servicebook.model.role import Role
from servicebook.problems import NOT_RULES, Problem, Severity

_MENDED = frozenset({"agreement-not-accepted", "agreement-changed"})
"""The findings that go away when an agreement is accepted."""


class RefusedError(Exception):
    """The agreement cannot be accepted like this; its text says why, in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepting:
    """An acceptance; ``already`` when the party had accepted the very terms before and nothing is to be added.

    ``waiting`` are the parties that still have to accept after it.
    """

    agreement: Agreement
    acceptance: Acceptance
    already: bool
    waiting: tuple[str, ...]


def accepting(catalog: Catalog, problems: tuple[Problem, ...], name: str, party: str, by: str) -> Accepting:
    """The acceptance of an agreement's current terms for one of its parties by a role, on the catalog's day.

    Each may be named by a former id; ``problems`` are all that the catalog has. Raises :class:`RefusedError` where
    one of them is unknown or does not belong to the others, nobody could have accepted in the role, the agreement has
    ended, or errors keep its terms from being known.
    """
    agreement = _agreement(catalog, problems, name)
    party = _party(catalog, agreement, party)
    role = _role(catalog, party, by)
    if agreement.effective_until and agreement.effective_until < catalog.today:
        raise RefusedError(
            f'"{agreement.id}" ended on {agreement.effective_until}; give it a later effective_until: first'
        )
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
    return Accepting(
        agreement=agreement, acceptance=acceptance, already=already, waiting=waiting_for(catalog, then)
    )


def command(catalog: Catalog, agreement: Agreement, party: str) -> str:
    """What a party runs to accept an agreement: by its head, else by the role that did so last."""
    return f"servicebook accept {agreement.id} --party {party} --by {_usual_role(catalog, agreement, party)}"


def commands(catalog: Catalog, agreement: Agreement) -> str:
    """What those run who have not accepted the current terms."""
    return ", and: ".join(command(catalog, agreement, party) for party in waiting_for(catalog, agreement))


def _usual_role(catalog: Catalog, agreement: Agreement, party: str) -> str:
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
    if found := find(catalog, f"agreement:{qualified_id}"):
        return catalog.agreements[found[0][1]]
    for problem in problems:
        location = location_of(problem.place.path)
        if location and location.kind.name == "agreement" and location.own_id == qualified_id:
            raise RefusedError(f"{problem.place}: {problem.message}; mend the file first")
    raise _unknown(catalog, "agreement", qualified_id)


def _party(catalog: Catalog, agreement: Agreement, name: str) -> str:
    found = find(catalog, f"department:{name}")
    party = found[0][1] if found else name
    if party not in agreement.parties:
        raise RefusedError(
            f'"{name}" is no party of "{agreement.id}"; use one of: {", ".join(agreement.parties)}'
        )
    if party not in catalog.departments:
        raise _left_out(party)
    return party


def _role(catalog: Catalog, party: str, name: str) -> Role:
    found = find(catalog, f"role:{name}")
    if not found:
        raise _unknown(catalog, "role", name)
    role = catalog.roles[found[0][1]]
    able = [one.id for one in _roles_for(catalog, party)]
    if role.id not in able:
        choices = f"; use one of: {', '.join(able)}" if 0 < len(able) < 10 else ""
        raise RefusedError(f'"{role.id}" is no role of {party} or of a department above it{choices}')
    if not _has_somebody(catalog, role):
        raise RefusedError(
            f'nobody holds the role "{role.id}" or stands in for its holder today; '
            "name a holder first, or accept by another role"
        )
    return role


def _unknown(catalog: Catalog, kind: str, name: str) -> RefusedError:
    hint = did_you_mean(name, KINDS[kind](catalog))
    if hint is None and kind in catalog.incomplete_kinds:
        hint = "some are left out because of errors; see: servicebook check"
    return RefusedError(
        f'"{name}" is not {"an" if kind[0] in "aeiou" else "a"} {kind}{f"; {hint}" if hint else ""}'
    )


def _left_out(qualified_id: str) -> RefusedError:
    return RefusedError(f'"{qualified_id}" is left out because of errors; mend them first: servicebook check')


def _refuse_faults(catalog: Catalog, problems: tuple[Problem, ...], agreement: Agreement) -> None:
    """Raise where errors stand in anything that the terms are made of: what would be accepted is not known."""
    made_of = set()
    for covered in agreement.covers:
        service = catalog.services.get(covered)
        if service is None:
            raise _left_out(covered)
        made_of.add(service.origin.path)
        for above in catalog.lineage(service.department):
            made_of.add(above.origin.path)
            if above.part_of is not None and above.part_of not in catalog.departments:
                raise _left_out(above.part_of)
    for problem in problems:
        own = problem.place.path == agreement.origin.path and problem.code not in _MENDED
        if (own or (problem.place.path in made_of and problem.code in NOT_RULES)) and (
            problem.severity is Severity.ERROR
        ):
            raise RefusedError(f"{problem.place}: {problem.message}; mend this first, and accept then")
