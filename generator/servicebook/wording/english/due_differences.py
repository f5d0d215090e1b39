"""What has changed between two revisions of a catalog.

Of ``difference.…``, how much earlier or later something is due: parts of sentences, which begin small.
"""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "difference.same": "the same dates",
    "difference.up-to": "up to {amount}",
    "difference.later": "{amount} later",
    "difference.earlier": "{amount} earlier",
    "difference.typically": "{words} (typically {typical})",
    "difference.asked": "{words}, {asked}",
    "difference.both": "{one}; but {other}",
    "difference.known-until": "{words}; not known for what is asked after {day}",
    "difference.hours-known-until": "{words}; not known after {day}",
    "difference.by-the-clock": "{span} by the clock",
    "difference.never-due": 'never due, as the calendar "{calendar}" is never open',
    "difference.due-at-all": 'due at all, as the calendar before, "{calendar}", is never open',
    "difference.outside": "not known, as calendars are computed from {first} until {last}",
    "difference.calendars-end-too-soon": "not known, as the calendars end too soon",
    "difference.while-closed": "only for what is asked while it is closed",
    "difference.around": "only around {periods}",
    "difference.period": "{name} ({dates})",
    "difference.periods-more": Plural(
        one="{periods} and {count} other holiday or closure",
        other="{periods} and {count} other holidays and closures",
    ),
    "difference.asked-when": "for what is asked {when}",
    "difference.on-weekdays": "on a {weekdays}",
    "difference.weekday-and-time": "{weekdays} {time}",
    "difference.after": "after {time}",
    "difference.before": "before {time}",
    "difference.between": "between {after} and {before}",
    "difference.some-times": "at some times of the day",
    "difference.days": Plural(one="on {days} of {count} day", other="on {days} of {count} days"),
    "difference.mostly": "{days} (mostly on a {weekdays})",
    "difference.days-when": "{days}, for what is asked {when}",
    "difference.same-hours": "open at the same times",
    "difference.open": "open {difference}",
    "difference.open-more": Plural(
        one="{span} more in a year, on {count} day", other="{span} more in a year, on {count} days"
    ),
    "difference.open-less": Plural(
        one="{span} less in a year, on {count} day", other="{span} less in a year, on {count} days"
    ),
    "difference.most": "most of all {service}: {difference}",
    "difference.example": "asked {asked}: due {before} before, {after} now",
}
