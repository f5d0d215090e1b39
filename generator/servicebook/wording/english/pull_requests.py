"""The report of what a pull request changes, as Markdown."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "pull-request.title": "What changes",
    "pull-request.counted": "{count} {effect}",
    "pull-request.affected": "Affected: {departments}",
    "pull-request.more-departments": Plural(
        one="{departments} and {count} more department", other="{departments} and {count} more departments"
    ),
    "pull-request.because": "{department}: {because}",
    "pull-request.nobody": "no other department",
    "pull-request.also": "also {departments}",
    "pull-request.effect": "Effect",
    "pull-request.what": "What",
    "pull-request.who": "Who is affected, and why",
    "pull-request.approvals": "Asked to agree",
    "pull-request.approval": "{department}, {role} ({people}): {because}",
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
