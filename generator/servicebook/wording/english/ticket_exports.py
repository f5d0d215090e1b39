"""What is said about exports of tickets: how they are to be read, how they were, and what of them could not be."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "tickets.old-workbook": "is a workbook of an old Excel (.xls) or has a password",
    "tickets.old-workbook-hint": "export CSV or .xlsx, without a password",
    "tickets.html": "is a web page or XML, whatever its name says",
    "tickets.html-hint": "export CSV or .xlsx; or open it in a spreadsheet and save it as .xlsx",
    "tickets.no-parquet": "is Parquet, and the package pyarrow, which reads it, is not installed",
    "tickets.no-parquet-hint": 'install it by: pip install "servicebook[measure]"',
    "tickets.encoding-hint": "name the encoding in measures.yml, for instance encoding: windows-1252",
    "tickets.no-sheet": 'has no sheet "{sheet}"; its sheets are {names}',
    "tickets.no-sheet-hint": "correct sheet: in measures.yml",
    "tickets.other-sheets": "{path}: has no known column in these sheets, which were not read: {names}",
    "tickets.no-column": "has no column for {key}: {names}",
    "tickets.no-column-hint": "name it in measures.yml below columns:, {key}: …; there are {names}",
    "tickets.lacks-columns": "has no columns for {columns}",
    "tickets.lacks-columns-hint": "name them in measures.yml below columns:; there are {names}",
    "tickets.of-column": "{key}: {said}",
    "tickets.no-columns": "none",
    "tickets.no-span": 'column "{column}" counts hours of a calendar, or what is left of a target: when the first '
    "reply came does not follow from it",
    "tickets.no-span-hint": "name a column with the minutes that passed since asking, on a clock that never stops, or "
    "one with the moment as first_reply",
    "tickets.durations": 'column "{column}" says how long something took, such as {value}, and not when it was',
    "tickets.durations-hint": "name a column of dates; a tool's own durations do not tell when something was done",
    "tickets.dates-undecided": "no date tells whether its day or its month comes first: {value} may be either",
    "tickets.dates-undecided-hint": "say it in measures.yml: {choices}",
    "tickets.dates-contradict": "the day comes first in {one}, and the month in {other}",
    "tickets.dates-contradict-hint": "export it again with one form of dates, or say the form of each column in "
    "measures.yml, for instance {choices}",
    "tickets.days-only": 'column "{column}" has days without a time',
    "tickets.days-only-hint": 'say in measures.yml which time counts, for instance time_of_day: {{{key}: "17:00"}}',
    "tickets.pauses-without": "has no column for {names}",
    "tickets.pauses-without-hint": "name its columns in measures.yml below pauses: columns:",
    "tickets.states-without-times": "an export with one row per ticket does not tell when a ticket was in one of the "
    "states below pauses:, so no pause was counted; give a history with pauses: file:, or export every update",
    "tickets.repeated": Plural(
        one="{count} row says the same as another of its ticket, and was counted once",
        other="{count} rows say the same as another of their ticket, and were counted once",
    ),
    "tickets.free-text": Plural(
        one='{count} ticket has no known service; column "{column}" has {names} different texts, which looks like what '
        "people wrote, so none is shown",
        other='{count} tickets have no known service; column "{column}" has {names} different texts, which looks like '
        "what people wrote, so none is shown",
    ),
    "tickets.unused": "{map}: in no row: {names}",
    "tickets.unused-near": '{map}: "{word}" is in no row; is it "{near}"?',
    "tickets.left-out-states": Plural(
        one="{count} ticket was left out because of its state",
        other="{count} tickets were left out because of their states",
    ),
    "tickets.unknown-service": Plural(
        one='"{name}" is no service ({count} ticket)', other='"{name}" is no service ({count} tickets)'
    ),
    "tickets.unknown-service-hint": 'write below services: "{name}": and the id of a service, or null to leave it out',
    "tickets.unknown-service-nearest": 'is it {service}? Write below services: "{name}": {service}',
    "tickets.unknown-priority-hint": 'write below priorities: "{name}": and the id of a priority, or null to take it '
    "for none",
    "tickets.unknown-priority-nearest": 'is it {priority}? Write below priorities: "{name}": {priority}',
    "tickets.value.bad-date": Plural(
        one='{count} row has no date in column "{column}", such as {value} ({rows})',
        other='{count} rows have no date in column "{column}", such as {value} ({rows})',
    ),
    "tickets.value.no-time": Plural(
        one='{count} row has a day without a time in column "{column}", such as {value} ({rows})',
        other='{count} rows have a day without a time in column "{column}", such as {value} ({rows})',
    ),
    "tickets.value.bad-span": Plural(
        one='{count} row has no number of minutes in column "{column}", such as {value} ({rows})',
        other='{count} rows have no number of minutes in column "{column}", such as {value} ({rows})',
    ),
    "tickets.value.unknown-priority": Plural(
        one="{count} ticket has the {column} {value}, which is unknown ({rows})",
        other="{count} tickets have the {column} {value}, which is unknown ({rows})",
    ),
    "tickets.column.bad-date": Plural(
        one='{count} row has no date in column "{column}" ({rows})',
        other='{count} rows have no date in column "{column}" ({rows})',
    ),
    "tickets.column.no-time": Plural(
        one='{count} row has a day without a time in column "{column}" ({rows})',
        other='{count} rows have a day without a time in column "{column}" ({rows})',
    ),
    "tickets.column.bad-span": Plural(
        one='{count} row has no number of minutes in column "{column}" ({rows})',
        other='{count} rows have no number of minutes in column "{column}" ({rows})',
    ),
    "tickets.column.bad-number": Plural(
        one='{count} row has no number in column "{column}" ({rows})',
        other='{count} rows have no number in column "{column}" ({rows})',
    ),
    "tickets.column.unknown-priority": Plural(
        one="{count} ticket has an unknown {column} ({rows})",
        other="{count} tickets have an unknown {column} ({rows})",
    ),
    "tickets.column.no-asked": Plural(
        one='{count} row does not say when it was asked, in column "{column}" ({rows})',
        other='{count} rows do not say when they were asked, in column "{column}" ({rows})',
    ),
    "tickets.column.no-ticket": Plural(
        one='{count} row has no number of a ticket, in column "{column}" ({rows})',
        other='{count} rows have no number of a ticket, in column "{column}" ({rows})',
    ),
    "tickets.rows.bad-date": Plural(
        one="{count} pause has no date ({rows})", other="{count} pauses have no date ({rows})"
    ),
    "tickets.rows.no-time": Plural(
        one="{count} pause has a day without a time ({rows})",
        other="{count} pauses have days without a time ({rows})",
    ),
    "tickets.rows.half-a-pause": Plural(
        one="{count} pause has no ticket or no begin, or ends before it begins ({rows})",
        other="{count} pauses have no ticket or no begin, or end before they begin ({rows})",
    ),
    "tickets.rows.no-service": Plural(
        one="{count} ticket names no service ({rows})", other="{count} tickets name no service ({rows})"
    ),
    "tickets.rows.too-many-cells": Plural(
        one="{count} row has more cells than there are columns ({rows})",
        other="{count} rows have more cells than there are columns ({rows})",
    ),
    "tickets.rows.ends-before-asked": Plural(
        one="{count} ticket was done before it was asked ({rows})",
        other="{count} tickets were done before they were asked ({rows})",
    ),
    "tickets.rows.reply-before-asked": Plural(
        one="{count} ticket was replied to before it was asked ({rows})",
        other="{count} tickets were replied to before they were asked ({rows})",
    ),
    "tickets.rows.done-when": Plural(
        one="{count} ticket is done, and does not say when ({rows})",
        other="{count} tickets are done, and do not say when ({rows})",
    ),
    "tickets.rows.contradicting": Plural(
        one="{count} row contradicts another of its ticket ({rows})",
        other="{count} rows contradict others of their tickets ({rows})",
    ),
    "tickets.rows.other-rows": Plural(
        one="{count} ticket has another row that cannot be read, so it was left out ({rows})",
        other="{count} tickets have other rows that cannot be read, so they were left out ({rows})",
    ),
    "tickets.rows.reopened-when": Plural(
        one="{count} ticket was reopened, and does not say when ({rows})",
        other="{count} tickets were reopened, and do not say when ({rows})",
    ),
    "tickets.rows.unknown-channel": Plural(
        one="{count} ticket has an unknown channel ({rows})",
        other="{count} tickets have an unknown channel ({rows})",
    ),
    "tickets.rows.unknown-customer": Plural(
        one="{count} ticket has an unknown customer ({rows})",
        other="{count} tickets have an unknown customer ({rows})",
    ),
    "tickets.do.bad-date": "say the form of the dates in measures.yml by dates:, or the word for nothing by missing:",
    "tickets.do.no-time": "say in measures.yml which time counts by time_of_day:",
    "tickets.do.bad-span": "minutes are written 90 or 1:30; say the word for nothing by missing:",
    "tickets.do.bad-number": "correct it in the tool, or say the word for nothing by missing:",
    "tickets.do.unknown-priority": "write it below priorities: in measures.yml with the id of a priority, or with null "
    "to take it for none",
    "tickets.do.no-asked": "a total or a title is no ticket; else look for what the row lacks",
    "tickets.do.no-ticket": "a total or a title is no ticket; else look for what the row lacks",
    "tickets.do.half-a-pause": "correct it in the tool, and export it again",
    "tickets.do.no-service": "have the service asked for in the tool; these tickets are counted nowhere",
    "tickets.do.too-many-cells": "a separator within a text has no quotation marks around it: export again with them",
    "tickets.do.ends-before-asked": "look whether both columns mean what measures.yml says, in the same zone",
    "tickets.do.reply-before-asked": "look whether both columns mean what measures.yml says, in the same zone",
    "tickets.do.done-when": "name the column with the time of the end below columns:, done: …",
    "tickets.do.contradicting": "where each row is an update of a ticket, write rows: one per update",
    "tickets.do.other-rows": "mend what is told of the other rows",
    "tickets.do.reopened-when": "write reopened: continues, or export every update with rows: one per update",
    "tickets.do.unknown-channel": "write it below channels: in measures.yml with a channel, or with null for none",
    "tickets.do.unknown-customer": "write it below customers: in measures.yml with a department, or with null for none",
    "counted.no-column": "has no column {names}",
    "counted.no-column-hint": "say in measures.yml what it is called, counted: {{columns: {{…}}}}, or what all rows "
    "have; there are {names}",
    "counted.left-out.no-numbers": Plural(
        one="{count} row has no numbers, and was left out ({rows})",
        other="{count} rows have no numbers, and were left out ({rows})",
    ),
    "counted.left-out.not-given": Plural(
        one="{count} row has a word of missing: instead of a number, and was left out ({rows})",
        other="{count} rows have a word of missing: instead of a number, and were left out ({rows})",
    ),
    "counted.left-out.null": Plural(
        one="{count} row was left out, as its name is null in measures.yml ({rows})",
        other="{count} rows were left out, as their names are null in measures.yml ({rows})",
    ),
    "counted.not-promised": "{where}: {service} promises no {measure}, so there will be no verdict; it "
    "promises {measures}",
    "counted.nothing-promised": "{where}: {service} promises nothing, so there will be no verdict",
    "counted.not-promised-more": Plural(
        one="{count} more result is of what is not promised",
        other="{count} more results are of what is not promised",
    ),
    "counted.too-many-cells": "{where}: has more cells than there are columns",
    "counted.empty": "is empty",
    "counted.empty-hint": "fill it, or remove the row",
    "counted.bad-period": '"{value}" is no month, quarter or year',
    "counted.bad-period-hint": "write it like 2026-10, 2026-Q4 or 2026",
    "counted.bad-number": '"{value}" is no whole number',
    "counted.no-number-hint": 'if it stands for a number that is not given, write below counted: missing: ["{value}"]',
    "counted.bad-number-hint": "write how many, in digits alone; a share does not say of how many",
    "counted.more-kept": "{kept} of {counted} is more than were counted",
    "counted.more-kept-hint": "counted is all of them, kept and missed ones",
    "counted.unknown": 'there is no {column} "{value}"',
    "counted.unknown-text": "is not a known {column}, but a text that is too long to be shown",
    "counted.unknown-service-hint": 'write below counted: services: "{value}": and the id of a service, or null to '
    "leave it out",
    "counted.unknown-text-hint": 'if it is a footnote, remove the row, or leave all other names out: services: {{"*": '
    "null}}",
    "counted.twice": "{where} is about the same promise and period as {other}",
    "counted.twice-hint": "keep one of the two, or add them up, or say by priority, channel or agreement how they "
    "differ",
    "source.column-twice": 'column "{name}" is {key}, and is {other} already',
    "source.column-twice-hint": "keep one of the two; a column means one thing",
    "source.bad-directive": "{form} is no form of dates: {directive} is not known, or there twice",
    "source.bad-directive-hint": "write it like %d/%m/%Y %H:%M: %Y or %y is the year, %m the month or %b its name, %d "
    "the day, %H or %I with %p the hour, %M the minute, %S the second, %f its parts, %z the offset",
    "source.no-day": "{form} is no form of dates: it has no day, month or year",
    "source.bad-encoding": "{name} is no encoding",
    "source.bad-encoding-hint": "write it like windows-1252, utf-8 or utf-16",
}
