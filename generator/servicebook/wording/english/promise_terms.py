"""What is promised: measures, channels, times, costs, and what does not count towards them."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "measure.response_time": "First reply",
    "measure.fulfillment_time": "Done",
    "measure.resolution_time": "Solved",
    "measure.availability": "Available",
    "measure.quality": "Quality",
    "measure.accuracy": "Accuracy",
    "channel.form": "Form",
    "channel.email": "E-mail",
    "channel.chat": "Chat",
    "channel.phone": "Phone",
    "channel.desk": "In person",
    "by-channel.form": "by form",
    "by-channel.email": "by e-mail",
    "by-channel.chat": "by chat",
    "by-channel.phone": "by phone",
    "by-channel.desk": "in person",
    "lifecycle.planned": "Planned",
    "lifecycle.live": "Live",
    "lifecycle.deprecated": "Being replaced",
    "lifecycle.retired": "Retired",
    "effect.closed": "Closed",
    "effect.delayed": "Delayed",
    "effect.changed": "Changed",
    "duration.none": "same working day",
    "duration.unit.SECOND": Plural(one="{count} second", other="{count} seconds"),
    "duration.unit.MINUTE": Plural(one="{count} minute", other="{count} minutes"),
    "duration.unit.HOUR": Plural(one="{count} hour", other="{count} hours"),
    "duration.unit.WORKING_DAY": Plural(one="{count} working day", other="{count} working days"),
    "duration.unit.CALENDAR_DAY": Plural(one="{count} calendar day", other="{count} calendar days"),
    "duration.unit.CALENDAR_WEEK": Plural(one="{count} calendar week", other="{count} calendar weeks"),
    "duration.unit.MONTH": Plural(one="{count} month", other="{count} months"),
    "promise.within": "within {duration}",
    "promise.same-working-day": "the same working day",
    "promise.percent": "{number} %",
    "promise.compliance": "in {number} of 100 cases",
    "promise.compliance-per": "{share}, {period}",
    "promise.per.day": "per day",
    "promise.per.week": "per week",
    "promise.per.month": "per month",
    "promise.per.quarter": "per quarter",
    "promise.per.year": "per year",
    "cost.free": "Free",
    "cost.per": "{amount} per {unit}",
    "skipped.break": Plural(one="a break", other="{count} breaks"),
    "skipped.night": Plural(one="a night", other="{count} nights"),
    "skipped.weekend": Plural(one="the weekend", other="{count} weekends"),
    "skipped.holiday": Plural(one="a holiday", other="{count} holidays"),
    "skipped.closure": Plural(one="a closure", other="{count} closures"),
    "skipped-weekday.mon": Plural(
        one="Monday (closed on Mondays)", other="{count} Mondays (closed on Mondays)"
    ),
    "skipped-weekday.tue": Plural(
        one="Tuesday (closed on Tuesdays)", other="{count} Tuesdays (closed on Tuesdays)"
    ),
    "skipped-weekday.wed": Plural(
        one="Wednesday (closed on Wednesdays)", other="{count} Wednesdays (closed on Wednesdays)"
    ),
    "skipped-weekday.thu": Plural(
        one="Thursday (closed on Thursdays)", other="{count} Thursdays (closed on Thursdays)"
    ),
    "skipped-weekday.fri": Plural(
        one="Friday (closed on Fridays)", other="{count} Fridays (closed on Fridays)"
    ),
    "skipped-weekday.sat": Plural(
        one="Saturday (closed on Saturdays)", other="{count} Saturdays (closed on Saturdays)"
    ),
    "skipped-weekday.sun": Plural(
        one="Sunday (closed on Sundays)", other="{count} Sundays (closed on Sundays)"
    ),
    "skipped-day.break": "{name} (break)",
    "skipped-day.night": "{name} (night)",
    "skipped-day.holiday": "{name} (holiday)",
    "skipped-day.closure": "{name} (closure)",
    "promise.cutoff": "Requests after {time} count from the next working day.",
    "escalation.after": "{duration} later",
    "escalation.at-once": "as soon as it is late",
    "escalation.at-once-heading": "As soon as it is late",
    "agreement-state.IN_FORCE": "in force",
    "agreement-state.NOT_YET": "not yet in force",
    "agreement-state.LAPSED": "lapsed",
    "agreement-state.NOT_ACCEPTED": "not accepted yet",
    "agreement-state.CHANGED": "not accepted again yet",
}
