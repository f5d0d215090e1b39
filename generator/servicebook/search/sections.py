"""What can be found besides pages: the part of a page that answers a question, agreements, days off.

A reader who asks what a department relies on is led to the part that says it, and reads the beginning of the answer in
the results. The words of an entry are those of its kind of question ("relies", "closed", "deputy"), and whom it
concerns; what the page says besides is found with the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from servicebook import links
from servicebook.analysis.days_off import DayOff, days_off
from servicebook.analysis.relations import relations
from servicebook.model.agreement import Agreement
from servicebook.model.calendars import Hours, hours_of
from servicebook.model.catalog import Catalog
from servicebook.model.department import Department
from servicebook.search.entries import Entry
from servicebook.wording import formats, text

NAMED = 6
"""So many names begin an answer; a result has a line or two."""


def sections(catalog: Catalog, last: date) -> Iterator[Entry]:
    """Parts of the pages of departments and roles, agreements, calendars, and the days off until ``last``."""
    for department in catalog.departments.values():
        yield from _of_department(catalog, department)
    yield from _deputies_of_heads(catalog)
    yield from (_agreement(catalog, agreement) for agreement in catalog.agreements.values())
    for calendar in catalog.settings.calendars:
        if hours := hours_of(catalog.settings, calendar):
            yield _calendar(catalog, hours)
    yield from _days_off(catalog, last)


def _of_department(catalog: Catalog, department: Department) -> Iterator[Entry]:
    all_relations = relations(catalog)
    reached = _reached(catalog, department)
    if reached:
        yield _part(department, "ask", "reach", reached)
    if providers := all_relations.providers.get(department.id):
        yield _part(department, "relies-on", "relies-on", _names(catalog, providers))
    if customers := all_relations.customers.get(department.id):
        yield _part(department, "served", "served", _names(catalog, customers))


def _part(department: Department, anchor: str, about: str, answer: str) -> Entry:
    name = text(f"search.part.{about}", department=department.name)
    return Entry(
        kind="department",
        id=f"{department.id}#{anchor}",
        name=name,
        path=f"{links.department(department.id)}#{anchor}",
        summary=answer,
        department=None,
        promise=None,
        fields={
            "name": name,
            "text": text(f"search.words.{about}"),
            "concerns": "\n".join((department.name, *department.aliases)),
        },
        part=True,
    )


def _reached(catalog: Catalog, department: Department) -> str:
    """The week and the telephone: what those who call in a hurry want to know."""
    hours = hours_of(catalog.settings, catalog.department_hours(department.id).value or "")
    channels = catalog.department_channels(department.id).value
    numbers = [channel.number for channel in channels if channel.number]
    week = [formats.week_in_short(hours.week, catalog.settings.organization.language)] if hours else []
    return " · ".join((*week, *numbers[:1])) if hours or channels else ""


def _names(catalog: Catalog, departments: Iterable[str]) -> str:
    names = [catalog.departments[department].name for department in islice(departments, NAMED + 1)]
    return text("list.separator").join((*names[:NAMED], *("…" for _ in names[NAMED:])))


def _deputies_of_heads(catalog: Catalog) -> Iterator[Entry]:
    for department in catalog.departments.values():
        head = catalog.roles.get(department.head or "")
        names = [
            catalog.people[d.person].name for d in (catalog.deputies(head) if head else ()) if d.is_named
        ]
        if not head or not names:
            continue
        name = text("search.deputy", role=head.title)
        yield Entry(
            kind="role",
            id=f"{head.id}#deputy-of-{department.id}",
            name=name,
            path=links.role(head.id),
            summary=text("list.separator").join(names),
            department=department.name,
            promise=None,
            fields={
                "name": name,
                "text": text("search.words.deputy"),
                "concerns": "\n".join((department.name, *department.aliases)),
            },
            part=True,
        )


def _agreement(catalog: Catalog, agreement: Agreement) -> Entry:
    provider, customer = (
        catalog.departments.get(party) for party in (agreement.provider, agreement.customer)
    )
    between = text(
        "department.agreement-between",
        provider=provider.name if provider else agreement.provider,
        customer=customer.name if customer else agreement.customer,
    )
    aliases = (alias for party in (provider, customer) if party for alias in party.aliases)
    return Entry(
        kind="agreement",
        id=agreement.id,
        name=agreement.name or between,
        path=links.agreement(agreement.id),
        summary=agreement.summary or "",
        department=between if agreement.name else None,
        promise=None,
        fields={
            "name": agreement.name or "",
            "aliases": between,
            "summary": agreement.summary or "",
            "text": text("search.words.agreement"),
            "concerns": "\n".join(aliases),
        },
        former_ids=agreement.former_ids,
    )


def _calendar(catalog: Catalog, hours: Hours) -> Entry:
    return Entry(
        kind="calendar",
        id=hours.id,
        name=hours.name,
        path=links.calendar(hours.id),
        summary=formats.week_in_short(hours.week, catalog.settings.organization.language),
        department=None,
        promise=None,
        fields={"name": hours.name, "text": text("search.words.calendar")},
    )


def _days_off(catalog: Catalog, last: date) -> Iterator[Entry]:
    """For every reason the next time: whoever asks for Christmas means the coming one."""
    seen: set[str] = set()
    for one in days_off(catalog, last):
        if one.reason not in seen:
            seen.add(one.reason)
            yield _day_off(catalog, one)


def _day_off(catalog: Catalog, one: DayOff) -> Entry:
    language = catalog.settings.organization.language
    calendars = [catalog.settings.calendars[calendar].name for calendar in one.calendars]
    path = links.day_off(one.start, one.end)
    return Entry(
        kind="calendar",
        id=f"{path.partition('#')[2]}:{one.reason}",
        name=one.reason,
        path=path,
        summary=text(
            "search.day-off",
            days=formats.date_range(one.start, one.end, language, weekday=True),
            hours=formats.opening_hours(one.open),
            calendars=text("list.separator").join((*calendars[:NAMED], *("…" for _ in calendars[NAMED:]))),
        ),
        department=None,
        promise=None,
        fields={
            "name": one.reason,
            "aliases": text("search.aliases.day-off", reason=one.reason, short=_short(one.reason)),
            "text": text("search.words.day-off"),
        },
    )


def _short(reason: str) -> str:
    """What people say for a day off: "Christmas" for Christmas Day."""
    return reason.removesuffix(text("search.day")).strip() or reason
