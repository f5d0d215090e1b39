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
    "results.unknown-folder": '"{department}" is not a department',
    "results.unknown-folder-hint": "a folder of results has the id of a department: rename it, or remove the file",
    "results.unknown-folder-former": "the department is {now} now: move the file to {path}",
    "results.other-department": "{service} has never been a service of {department}",
    "results.other-department-hint": "move the line to {path}",
}
