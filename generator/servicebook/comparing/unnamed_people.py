"""Changes without the people who may not be named: what is said is that somebody changed, never who.

A report of changes is read by as many as pages are. Its values are as written, and would give the ids of people of whom
pages say nothing: of all with ``people: roles-only``, else of those who have left.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from servicebook.comparing.changes import Change
from servicebook.model.catalog import Catalog
from servicebook.model.visible import shown_people
from servicebook.model.visible_links import without_people
from servicebook.model.written_roles import HOLDING, named_holders, written_role
from servicebook.problems import Problem


def without_unnamed_people(after: Catalog, changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes as they may be told of; ``after`` is the whole catalog of the head, which says who may be named.

    What would then be said of the same object several times is said once.
    """
    shown = shown_people(after)
    names = after.settings.organization.shows_people
    told: list[Change] = []
    for change in changes:
        if change.kind == "absence" and _is_over(after, change):
            continue  # whoever is back has not been away
        safe = _told(change, shown, names=names)
        if safe is change or safe not in told:
            told.append(safe)
    return tuple(told)


def without_names(problem: Problem) -> Problem:
    """The problem in the words for those who may not read whom it is about."""
    return replace(
        problem,
        message=problem.public_message or problem.message,
        hint=problem.public_hint or problem.hint,
    )


def _told(change: Change, shown: frozenset[str], *, names: bool) -> Change:
    is_unnamed_person = change.kind == "person" and change.object_id not in shown
    if is_unnamed_person or (change.kind == "absence" and not _names_shown(change, shown)):
        return replace(change, object_id="", field=None, before=None, after=None)
    if change.kind == "rota":  # a calendar may say anything besides who is on duty
        return replace(change, field="events" if change.field else None, before=None, after=None)
    if change.kind == "role" and holding_of(change.field):
        return _told_holding(change, shown, names=names)
    before, after = without_people(change.before, shown), without_people(change.after, shown)
    if change.kind == "role" and change.field is None:
        before, after = (
            written_role(value, shown, names=names) if isinstance(value, dict) else value
            for value in (before, after)
        )
    if before == change.before and after == change.after:
        return change
    return replace(change, before=before, after=after)


def _told_holding(change: Change, shown: frozenset[str], *, names: bool) -> Change:
    """A change of who holds a role; only that there was one where not all may be named."""
    listed = [*_entries(change.before), *_entries(change.after)]
    if names and len(named_holders(listed, shown)) == len(listed) and _is_named(change.field, shown):
        return change
    return replace(change, field=holding_of(change.field), before=None, after=None)


def _is_over(after: Catalog, change: Change) -> bool:
    """Whether an absence is over, as it is now or, if it is gone, as it was."""
    person, _, first = change.object_id.partition("/")
    for absence in after.absences:
        if (absence.person, absence.start.isoformat()) == (person, first):
            return absence.is_over(after.today)
    known = [value for value in (change.after, change.before) if isinstance(value, dict)]
    return any(str(value.get("until", "")) < after.today.isoformat() for value in known)


def _names_shown(change: Change, shown: frozenset[str]) -> bool:
    """Whether everybody may be named whom a change of an absence is about."""
    people = {change.object_id.partition("/")[0]}
    for value in (change.before, change.after):
        if isinstance(value, dict):
            people |= {str(value[key]) for key in ("person", "stands_in") if key in value}
        elif change.field == "stands_in" and value is not None:
            people.add(str(value))
    return people <= shown


def holding_of(field: str | None) -> str | None:
    """``holders`` for ``holders[amira-haddad].until``: the field of a role that names people; None for any other."""
    root = (field or "").partition("[")[0].partition(".")[0]
    return root if root in HOLDING else None


def _is_named(field: str | None, shown: frozenset[str]) -> bool:
    """Whether the entry that a field's name is about, if it is about one, is of somebody who may be named."""
    _, bracket, entry = (field or "").partition("[")
    return not bracket or entry.partition("]")[0].partition(",")[0].partition(" #")[0] in shown


def _entries(value: Any) -> list[Any]:
    """The holders that a value is: all of them, one, or none where it is a part of one, such as a day."""
    if isinstance(value, list):
        return value
    return [value] if isinstance(value, dict) and "person" in value else []
