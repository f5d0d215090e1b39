"""What is said about results: counts of kept promises, in files of their own."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "results.other-year": "{period} is not in {year}, the year of the file",
    "results.other-year-hint": "move {period}: to {path}",
    "results.as-of": "as_of ({day}) is not in {period}",
    "results.as-of-hint": "write the day of counting, or remove as_of: if the period was over then",
    "results.too-many": "{parts} is more than {whole}",
    "results.too-many-hint": "correct the numbers: {whole} holds them",
    "results.sum": "asked is {asked}, and counted, still_open and undecided are {total}",
    "results.sum-hint": "correct the numbers, or write asked: {total}",
    "results.twice": "{service} has {measure} twice in {period}",
    "results.written-by": "Written by `servicebook measure`. The notes are the department's own.",
    "results.cannot-write": "what was counted cannot be written into the file: {reason}",
    "results.cannot-write-hint": "correct the file by hand, or remove it, and count again",
    "results.comment-in-row": "there is a comment within the lines of {service}",
    "measured.result": "counted here",
    "promise-missed.message": '"{service}" kept {kept} of {counted} in {period} ({measure}, promised: {promised})',
    "promise-missed.in-a-row": '"{service}" kept less than promised in three periods in a row: {periods} '
    "({measure}, promised: {promised})",
    "promise-missed.period": "{kept} of {counted} in {period}",
    "promise-missed.hint": "promise what can be kept, or find out together with those behind it what holds the work up",
    "promise-easily-kept.message": 'for a year, nine in ten of "{service}" have taken no more than {time}, and the '
    "promise is {within} ({measure})",
    "promise-easily-kept.hint": "promise less time, such as within: {time}; or waive this in site_config/rules.yml, "
    "with the reason",
    "results-stale.message": "the newest results of {department} are those of {newest}; others have some of {last}",
    "results-stale.hint": "export its tickets anew, and run: servicebook measure",
    "no-results.message": '"{service}" promises times, and nothing says whether they are kept',
    "no-results.hint": "name {service} under services: of a source in site_config/measures.yml, and run: "
    "servicebook measure",
    "results.unknown-folder": '"{department}" is not a department',
    "results.unknown-folder-hint": "a folder of results has the id of a department: rename it, or remove the file",
    "results.unknown-folder-former": "the department is {now} now: move the file to {path}",
    "results.other-department": "{service} has never been a service of {department}",
    "results.other-department-hint": "move the line to {path}",
}
