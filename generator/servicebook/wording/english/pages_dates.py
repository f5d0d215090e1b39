"""What calculators, timelines and plans of pages say."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "moments.working-day": "on a working day",
    "moments.cutoff": "at the cutoff",
    "moments.end-of-day": "at the end of the day",
    "moments.before-holiday": "just before {name}",
    "moments.weekend": "at the weekend",
    "moments.day-off": "on a day off",
    "moments.before-weekend": "just before the weekend",
    "moments.before-days-off": "just before days off",
    "moments.caption": "When it will be done if you ask on typical days",
    "moments.if-you-ask-on": "If you ask on…",
    "moments.priority": "Priority {priority}.",
    "moments.zone": "In {zone}.",
    "when.any-channel": "any channel",
    "when.any-department": "any other department",
    "when.friday": "Fri 16:00",
    "when.monday": "Mon 08:00",
    "when.how": "How",
    "when.now": "now",
    "when.priority": "Priority",
    "when.your-date-and-time": "Your date and time",
    "when.your-department": "Your department",
    "timeline.description": "A timeline with a lane for each department. The list of steps says when each begins and "
    "ends.",
    "plan.promised": "{limit} on {calendar} ({zone})",
    "plan.promised-cutoff": "{limit} (cutoff {cutoff}) on {calendar} ({zone})",
    "plan.request": "Request: {step}",
    "plan.start": "Start: {step}",
    "plan.moment-in": "{moment} in {place}",
    "schedule.unknown": "Whether the promise leaves enough time is not known, because {why}.",
    "schedule.worst-of-year": "The worst case in the next 12 months:",
    "schedule.worst-until": "The worst case until {day}:",
    "schedule.worst-case": "asked {asked} ({zone}), it is done by {finished} if every team uses its full "
    "time.",
    "schedule.promised": "It is promised by {promised}: {left}.",
    "schedule.without-sometimes": "Without the steps done only sometimes: {left}.",
    "schedule.not-drawn": "Not drawn, because done only sometimes: {steps}.",
    "schedule.goal-promised": "Promised {moment}",
    "schedule.begin-asked": "Asked {moment}",
    "schedule.too-short": "{span} too short",
    "schedule.to-spare": "{span} to spare",
    "schedule.total-unknown": "The total is not known, because {why}.",
    "schedule.journey": "At the earliest: started {started} ({zone}), everything is ready by {ends} ({total}) if "
    "every team uses its full time.",
    "schedule.no-steps": "it has no steps",
    "schedule.total-not-known": "total not known",
    "step.at-once": "at once",
    "step.after": "after {steps}",
    "step.promised": "promised: {time}",
    "step.no-time": "no time given",
    "impact.depend": Plural(one="{what} depends on it.", other="{what} depend on it."),
    "impact.covers": Plural(one="{count} agreement covers it.", other="{count} agreements cover it."),
    "impact.those-through": "Through {service}:",
    "impact.journey-through": "through {service}",
    "impact.chip-fails": "fails",
    "impact.chip-impaired": "impaired",
}
