"""What the form of a change request says, beside the words of the schema."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "request.form.heading": "Suggest a change: {name}",
    "request.form.intro": "Open what is wrong, and write what is right. "
    "Nothing changes before somebody has looked at it.",
    "request.form.onward": "Continue",
    "request.form.close": "Close",
    "request.form.back": "Back",
    "request.form.required": "(needed)",
    "request.form.nothing": "nothing",
    "request.form.choose": "choose",
    "request.form.yes": "yes",
    "request.form.no": "no",
    "request.form.half": "This is not complete.",
    "request.form.same-day": "the same working day",
    "request.form.unit": "Unit",
    "request.unit.second": "seconds",
    "request.unit.minute": "minutes",
    "request.unit.hour": "hours",
    "request.unit.working-day": "working days",
    "request.unit.calendar-day": "calendar days",
    "request.unit.calendar-week": "calendar weeks",
    "request.unit.month": "months",
    "request.form.unknown": "There is no {value} in the catalog: choose one of the list.",
    "request.form.example": "For example: {example}",
    "request.form.not-there": "Not there yet: {names}",
    "request.form.more": "More: {names}",
    "request.form.simple": "In a word",
    "request.form.detailed": "In detail",
    "request.form.way": "How it is given: {what}",
    "request.form.item": "{list}, {count}",
    "request.form.name-of": "{what}: name",
    "request.form.add": "Add",
    "request.form.add-to": "Add: {list}",
    "request.form.remove": "Remove",
    "request.form.number": "{count}",
    "request.form.new-one": "new",
    "request.form.within": "{before}, {word}",
    "request.form.pair": "{name}: {value}",
    "request.form.at": "{place}: {words}",
    "request.form.missing": "This is needed.",
    "request.form.twice": "The same stands there twice.",
    "request.form.unfit": "This does not fit here.",
    "request.form.wrong": Plural(
        one="{count} thing is not right yet; it says so there.",
        other="{count} things are not right yet; they say so there.",
    ),
    "request.form.unchanged": "Nothing has changed yet.",
    "request.form.changes": "What would change",
    "request.form.new": "What would be added",
    "request.form.taken-away": "taken away",
    "request.form.why": "Why?",
    "request.form.why-needed": "Say in a few words why: somebody decides by it.",
    "request.form.by": "Your name, if you like",
    "request.form.ready": "Ready to send",
}
