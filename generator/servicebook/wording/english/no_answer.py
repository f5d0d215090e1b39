"""Why an answer is not known, or something cannot be done.

Sentences begin small and have no full stop, as they follow others.
"""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "no-date.never-open": 'the calendar "{calendar}" is never open, so nothing counted on it is ever due',
    "no-date.outside": "calendars are computed from {first} until {last}, and the answer lies outside",
    "no-date.computed": 'the calendar "{calendar}" is computed from {first} until {last}, and the answer lies '
    "outside",
    "no-date.until": 'the calendar "{calendar}" is known until {last}, and the answer lies outside',
    "no-date.from-until": 'the calendar "{calendar}" is known from {first} until {last}, and the answer lies '
    "outside",
    "no-calendar.missing": 'the calendar "{calendar}" is missing or has errors',
    "no-calendar.country": 'the calendar "{calendar}" cannot be used: the public holidays of {country} are '
    "not known",
    "no-calendar.subdivision": 'the calendar "{calendar}" cannot be used: '
    "the public holidays of {subdivision} of {country} are not known",
    "step-time.step": 'the step "{id}"',
    "step-time.title": '"{title}"',
    "step-time.not-written": "{step} has no time",
    "step-time.doer-without-hours": "{step} is done by {by}, which has no hours",
    "step-time.not-promised": "{step} is handed to {service}, which promises no time",
    "step-time.service-without-hours": "{step} is handed to {service}, which has no hours",
    "step-time.no-calendar": "{step} cannot be counted: {reason}",
    "step-time.never-open": "{step} is counted on {calendar}, which is never open",
    "step-time.waits-for-itself": "{step} waits for itself, through others",
    "no-verdict.no-hand-offs": "it has no hand-offs written down",
    "no-verdict.nothing-promised": "it does not say by when it is done",
    "no-verdict.promise-without-hours": "it has no hours on which its promise is counted",
    "no-verdict.never-open": "{calendar} is never open",
    "no-verdict.only-sometimes": "all its steps are done only sometimes",
    "no-verdict.calendars-end-too-soon": "the calendars are not known far enough to say when it ends",
    "no-plan.journey": '"{journey}" cannot be planned: {reason}',
    "no-plan.step": "{step}: {reason}",
    "refusal.unknown.agreement": '"{name}" is not an agreement',
    "refusal.unknown.role": '"{name}" is not a role',
    "refusal.unknown-near": '{fact}; did you mean "{near}"?',
    "refusal.unknown-incomplete": "{fact}; some are left out because of errors; see: servicebook check",
    "refusal.file-with-errors": "{place}: {message}; correct the file first",
    "refusal.terms-with-errors": "{place}: {message}; correct this first, then accept",
    "refusal.missing": '"{id}" is left out because of errors; correct them first: servicebook check',
    "refusal.ended": '"{agreement}" ended on {day}; give it a later effective_until: first',
    "refusal.no-party": '"{name}" is not a party to "{agreement}"; use one of: {parties}',
    "refusal.role-of-others": '"{role}" is not a role of {party} or of a department above it',
    "refusal.role-of-others-choose": '"{role}" is not a role of {party} or of a department above it; '
    "use one of: {roles}",
    "refusal.vacant-role": 'nobody holds the role "{role}" or stands in for its holder today; '
    "name a holder first, or accept by another role",
    "refusal.next-command": ", and: ",
    "refusal.ask-to-accept": "ask {roles} to accept: {commands}",
    "cannot-name.people-hidden": "organization.yml says people: roles-only, so nobody may be named",
    "cannot-name.people-hidden-hint": "remove the file, or show people",
    "cannot-name.no-handle": "{place}: {written} cannot be a name on {system}",
    "cannot-name.no-handle-hint": "write the name that the person has on {system}",
}
