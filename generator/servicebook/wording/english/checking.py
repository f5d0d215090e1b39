"""What ``servicebook check`` and its reports say besides the problems."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "check.summary": "{errors}, {warnings} in {files}.",
    "check.summary-waived": "{errors}, {warnings}, {waived} waived in {files}.",
    "check.of-causes": Plural(one="{problems} ({count} cause)", other="{problems} ({count} causes)"),
    "check.see": "see {place}: {message}",
    "check.hint": "hint: {hint}",
    "help.fix": "mend what has exactly one right answer, and print what is left",
    "help.diff": "print what --fix would change as a diff, and write nothing; 1 if it would change anything",
    "fix.replaced": "{place}: fixed[{code}]: {old} → {new}",
    "fix.removed": "{place}: fixed[{code}]: {old} removed",
    "fix.added": "{place}: fixed[{code}]: {new} added",
    "fix.space-added": "{place}: fixed[{code}]: space added",
    "fix.space-removed": "{place}: fixed[{code}]: space removed",
    "fix.space-replaced": "{place}: fixed[{code}]: other space put in its place",
    "fix.fixed": "Fixed {fixes} in {files}.",
    "fix.would": "Would fix {fixes} in {files}. Would be left: {left}",
    "fix.nothing": "Nothing can be fixed without a decision of yours. {left}",
    "fix.diff-format": "--diff prints a diff, so leave out --format {format}",
    "fix.diff-report": "--diff prints a diff and nothing else, so leave out --report and --since",
    "fix.nothing-written": "{reason}; nothing was changed",
    "fix.fixable": Plural(
        one="{count} of them can be fixed by: servicebook check --fix",
        other="{count} of them can be fixed by: servicebook check --fix",
    ),
    "check.also": "also {place}",
    "check.more": "and {count} more: servicebook check --all shows each",
    "check.same": Plural(one="{message} ({count} place)", other="{message} ({count} places)"),
    "check.same-reference": Plural(
        one="{message} ({count} reference)", other="{message} ({count} references)"
    ),
    "check.mended": "{meaning} ({count} times in this file); servicebook check --fix mends all of them",
    "check.several": "{rule} ({count}): {names}",
    "since.cured": "Cured since {revision}:",
    "since.standing": "Standing, as at {revision}:",
    "since.new": "New since {revision}:",
    "since.summary": "Since {revision}: {parts}.",
    "since.nothing-new": "nothing new",
    "since.new-errors": Plural(one="{count} new error", other="{count} new errors"),
    "since.new-warnings": Plural(one="{count} new warning", other="{count} new warnings"),
    "since.cured-count": "{count} cured",
    "since.standing-errors": Plural(one="{count} standing error", other="{count} standing errors"),
    "since.standing-warnings": Plural(one="{count} standing warning", other="{count} standing warnings"),
    "since.no-catalog": "There was no catalog at {revision}: everything counts as new.",
    "since.unread": "Not everything could be checked at {revision}, because of errors in {files}: "
    "what was hidden by them counts as new.",
    "since.more-cured": "and {count} more",
    "since.files-and-more": "{files} and {count} more",
    "change-base.previous-commit": "the previous commit ({commit})",
    "change-base.before-push": "the commit before the push ({commit})",
    "change-base.merge-queue": "the base of the merge queue ({commit})",
    "since.merge-base": "the merge base with {branch} ({commit})",
    "since.revision": "{revision} ({commit})",
    "since.without": "{reason}; without --since, everything is told",
    "github.not-shown": "GitHub shows {limit} errors and {limit} warnings of a step beside the lines; "
    "{left} more are only in the list below.",
    "markdown.title": "What the check found",
    "markdown.errors": "Errors",
    "markdown.warnings": "Warnings",
    "markdown.found": "Found",
    "markdown.new": "New",
    "markdown.standing": "Standing",
    "markdown.cured": "Cured",
    "markdown.where": "Where",
    "markdown.what": "What",
    "markdown.what-to-do": "What to do",
    "markdown.left-out": Plural(
        one="{count} more does not fit here; servicebook check lists it.",
        other="{count} more do not fit here; servicebook check lists them.",
    ),
    "since.not-compared": "nothing is told apart as new or standing: {reason}",
}
