"""The report of what a pull request changes, as Markdown."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "pull-request.title": "What changes",
    "pull-request.counted": "{count} {effect}",
    "pull-request.cannot-merge": Plural(
        one="Cannot be merged: there is {count} new error, in {places}.",
        other="Cannot be merged: there are {count} new errors, in {places}.",
    ),
    "pull-request.nothing": "Nothing that is promised changes, and nobody needs to do anything.",
    "pull-request.only-notes": "Nothing that is promised changes, and nobody is asked to agree.",
    "pull-request.nobody-asked": "Nobody is asked to agree.",
    "pull-request.lost-addresses": Plural(
        one="Before it is merged: {count} address of what is there leads nowhere; former ids mend that.",
        other="Before it is merged: {count} addresses of what is there lead nowhere; former ids mend that.",
    ),
    "pull-request.to-do": "Before it is merged: {answers}.",
    "pull-request.to-do-one": "{departments} {answer}",
    "pull-request.most": "What moves most: {what}; {by}.",
    "pull-request.who-does": "Who should do what",
    "pull-request.department": "Department",
    "pull-request.answer": "What to do",
    "pull-request.why": "Why",
    "pull-request.more-reasons": Plural(one="and {count} more reason", other="and {count} more reasons"),
    "pull-request.untouched": "They have to do with it, too, but nothing moves for them: {departments}",
    "pull-request.its-questions": Plural(
        one="{count} question of it, too", other="{count} questions of it, too"
    ),
    "pull-request.asked": "{role} ({people})",
    "answer.mend": "has to mend",
    "answer.accept": "has to accept again, or object",
    "answer.check": "has to check its own promise",
    "answer.agree": "has to agree, or object",
    "answer-of-several.mend": "have to mend",
    "answer-of-several.accept": "have to accept again, or object",
    "answer-of-several.check": "have to check their own promises",
    "answer-of-several.agree": "have to agree, or object",
    "answer-cell.mend": "mend",
    "answer-cell.accept": "accept again, or object",
    "answer-cell.check": "check its own promise",
    "answer-cell.agree": "agree, or object",
    "answer-cell.note": "take note",
    "answer-cell.worse": "take note, or object: it gets worse",
    "answer-cell.better": "take note: it gets better",
    "answer-cell.worse-and-better": "take note, or object: it gets better and worse",
    "pull-request.more-departments": Plural(
        one="{departments} and {count} more department", other="{departments} and {count} more departments"
    ),
    "pull-request.effect": "Effect",
    "pull-request.what": "What",
    "pull-request.where": "Where",
    "pull-request.texts": Plural(
        one="{count} text is worded differently", other="{count} texts are worded differently"
    ),
    "pull-request.new-problems": "New problems",
    "pull-request.cured-problems": Plural(one="{count} problem is cured", other="{count} problems are cured"),
    "pull-request.line": "line {line}",
    "pull-request.line-before": "line {line} before",
    "pull-request.more-places": Plural(one="and {count} more place", other="and {count} more places"),
    "pull-request.page": "page",
    "pull-request.left-out": Plural(
        one="{count} more is left out here.", other="{count} more are left out here."
    ),
    "pull-request.all-in-run": "All are in the files of [the run]({run}).",
    "pull-request.all-by-command": "servicebook diff lists all of them.",
}
