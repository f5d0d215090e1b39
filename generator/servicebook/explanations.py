"""Why an answer is not known, in words: the reasons of the clock, the model and the analyses, for all who show them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from servicebook.analysis import acceptance, code_owners, reasons
from servicebook.analysis.chains import Comparison
from servicebook.analysis.plan import CannotPlanError
from servicebook.clock.calendar import FIRST_DAY, LAST_DAY, NeverOpenError, PastHorizonError
from servicebook.model.agreement import Agreement
from servicebook.model.calendars import hours_of, known
from servicebook.model.catalog import Catalog
from servicebook.model.clocks import NoCalendar, NoCalendarError
from servicebook.wording import formats, text
from servicebook.wording.lists import listed

_MOST_CHOICES = 9
"""How many choices a line names at most: more would not be read."""


def no_date(fault: PastHorizonError | NeverOpenError | NoCalendarError) -> str:
    """Why there is no date: a sentence with a small first letter and without a full stop, like all of these."""
    match fault:
        case NoCalendarError():
            return no_calendar(fault.reason)
        case NeverOpenError():
            return text("no-date.never-open", calendar=fault.calendar)
        case PastHorizonError(calendar="", known_from=None, known_until=None):
            return text("no-date.outside", first=FIRST_DAY, last=LAST_DAY)
        case PastHorizonError(known_from=None, known_until=None):
            return text("no-date.computed", calendar=fault.calendar, first=FIRST_DAY, last=LAST_DAY)
        case PastHorizonError(known_from=None):
            return text("no-date.until", calendar=fault.calendar, last=fault.known_until or LAST_DAY)
    first, last = fault.known_from, fault.known_until or LAST_DAY
    return text("no-date.from-until", calendar=fault.calendar, first=first, last=last)


def how_far(catalog: Catalog, calendar_id: str) -> str | None:
    """``holidays known until 31 Dec 2027, closures until 31 Dec 2026.``; None where nothing has an end.

    It claims only what somebody has said: closures that are listed without an end may be incomplete the day after.
    """
    hours = hours_of(catalog.settings, calendar_id)
    if hours is None:
        return None
    language = catalog.settings.organization.language
    facts = known(hours, catalog.today)
    day = formats.day(facts.until, language) if facts.until else None
    closures = formats.day(facts.closures, language) if facts.closures else None
    if day and closures:
        return text("known.holidays-and-closures", day=day, closures=closures)
    if closures:
        return text("known.closures", closures=closures)
    if day:
        return text("known.all" if hours.known_until else "known.holidays", day=day)
    return None


def how_far_each(catalog: Catalog, calendar_ids: Iterable[str]) -> list[str]:
    """The same for several calendars as sentences, each with its name where not all say the same."""
    named = {}
    for calendar_id in dict.fromkeys(calendar_ids):
        if said := how_far(catalog, calendar_id):
            hours = hours_of(catalog.settings, calendar_id)
            named[hours.name if hours else calendar_id] = said
    if len(set(named.values())) < 2:
        return [formats.capitalized(said) for said in list(named.values())[:1]]
    return [text("known.of-calendar", calendar=name, known=said) for name, said in named.items()]


def no_calendar(reason: NoCalendar) -> str:
    """Why there is no calendar to count on."""
    if reason.country is None:
        return text("no-calendar.missing", calendar=reason.calendar)
    if reason.subdivision is None:
        return text("no-calendar.country", calendar=reason.calendar, country=reason.country)
    return text(
        "no-calendar.subdivision",
        calendar=reason.calendar,
        subdivision=reason.subdivision,
        country=reason.country,
    )


def unknown_time(step: str, reason: reasons.UnknownTime) -> str:
    """Why the time of a step is not known; ``step`` is how the sentence calls it, as its subject."""
    match reason:
        case reasons.NoTimeWritten():
            return text("step-time.not-written", step=step)
        case reasons.DoerWithoutHours(by):
            return text("step-time.doer-without-hours", step=step, by=by)
        case reasons.NoTimePromised(service):
            return text("step-time.not-promised", step=step, service=service)
        case reasons.ServiceWithoutHours(service):
            return text("step-time.service-without-hours", step=step, service=service)
        case NoCalendar():
            return text("step-time.no-calendar", step=step, reason=no_calendar(reason))
        case reasons.NeverOpen(calendar):
            return text("step-time.never-open", step=step, calendar=calendar)
        case reasons.WaitsForItself():
            return text("step-time.waits-for-itself", step=step)
        case _:
            assert_never(reason)


def unknown_chain(comparison: Comparison) -> str:
    """Why nobody can tell whether a promise covers its chain; "it" is the service."""
    reason = comparison.reason
    assert reason is not None, "what is unknown is so for a reason"
    match reason:
        case reasons.NoHandoffs():
            return text("no-verdict.no-hand-offs")
        case reasons.NothingPromised():
            return text("no-verdict.nothing-promised")
        case reasons.PromiseWithoutHours():
            return text("no-verdict.promise-without-hours")
        case NoCalendar():
            return no_calendar(reason)
        case reasons.NeverOpen(calendar):
            return text("no-verdict.never-open", calendar=calendar)
        case reasons.StepUnknown(step, unknown):
            return unknown_time(text("step-time.step", id=step), unknown)
        case reasons.OnlySometimes():
            return text("no-verdict.only-sometimes")
        case reasons.CalendarsEndTooSoon():
            return text("no-verdict.calendars-end-too-soon")
        case _:
            assert_never(reason)


def no_plan(fault: CannotPlanError) -> str:
    """Why a journey has no plan."""
    step = text("step-time.step", id=fault.step)
    if isinstance(fault.reason, PastHorizonError | NeverOpenError):
        reason = text("no-plan.step", step=step, reason=no_date(fault.reason))
    else:
        reason = unknown_time(step, fault.reason)
    return text("no-plan.journey", journey=fault.journey, reason=reason)


def refusal(fault: acceptance.RefusedError) -> str:
    """Why an agreement cannot be accepted like this, and what to do first."""
    match fault.reason:
        case acceptance.UnknownObject(kind, name, near, is_incomplete):
            fact = text(f"refusal.unknown.{kind}", name=name)
            if near is not None:
                return text("refusal.unknown-near", fact=fact, near=near)
            return text("refusal.unknown-incomplete", fact=fact) if is_incomplete else fact
        case acceptance.FileWithErrors(problem):
            return text("refusal.file-with-errors", place=problem.place, message=problem.message)
        case acceptance.TermsWithErrors(problem):
            return text("refusal.terms-with-errors", place=problem.place, message=problem.message)
        case acceptance.MissingObject(qualified_id):
            return text("refusal.missing", id=qualified_id)
        case acceptance.AgreementEnded(agreement, on):
            return text("refusal.ended", agreement=agreement, day=on)
        case acceptance.NoParty(name, agreement, parties):
            return text("refusal.no-party", name=name, agreement=agreement, parties=_choices(parties))
        case acceptance.RoleOfOthers(role, party, roles):
            if 0 < len(roles) <= _MOST_CHOICES:
                return text("refusal.role-of-others-choose", role=role, party=party, roles=_choices(roles))
            return text("refusal.role-of-others", role=role, party=party)
        case acceptance.VacantRole(role):
            return text("refusal.vacant-role", role=role)
        case _:
            assert_never(fault.reason)


def _choices(names: Iterable[str]) -> str:
    return text("list.separator").join(names)


def commands_to_accept(catalog: Catalog, agreement: Agreement) -> str:
    """Who is to be asked to accept the current terms, with the command lines for it, for a hint; empty for nobody."""
    asked = acceptance.to_be_asked(catalog, agreement)
    if not asked:
        return ""
    commands = text("refusal.next-command").join(acceptance.commands(catalog, agreement))
    return text("refusal.ask-to-accept", roles=listed(asked), commands=commands)


def cannot_name(fault: code_owners.CannotNameError) -> str:
    """Why no CODEOWNERS can be made."""
    match fault.reason:
        case code_owners.PeopleHidden():
            return text("cannot-name.people-hidden")
        case code_owners.NoHandle(place, written, system):
            return text("cannot-name.no-handle", place=place, written=repr(written), system=system)
        case _:
            assert_never(fault.reason)


def cannot_name_hint(fault: code_owners.CannotNameError) -> str:
    """What to do then."""
    match fault.reason:
        case code_owners.PeopleHidden():
            return text("cannot-name.people-hidden-hint")
        case code_owners.NoHandle(system=system):
            return text("cannot-name.no-handle-hint", system=system)
        case _:
            assert_never(fault.reason)
