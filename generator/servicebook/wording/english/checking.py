"""What ``servicebook check`` and its reports say besides the problems."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "check.summary": "{errors}, {warnings} in {files}.",
    "check.summary-waived": "{errors}, {warnings}, {waived} waived in {files}.",
    "check.see": "see {place}: {message}",
    "check.hint": "hint: {hint}",
    "help.fix": "mend what has exactly one right answer, and print what is left",
    "help.diff": "print what --fix would change as a diff, and write nothing; 1 if it would change anything",
    "fix.replaced": "{place}: fixed[{code}]: {old} → {new}",
    "fix.removed": "{place}: fixed[{code}]: {old} removed",
    "fix.added": "{place}: fixed[{code}]: {new} added",
    "fix.fixed": "Fixed {fixes} in {files}.",
    "fix.would": "Would fix {fixes} in {files}. Would be left: {left}",
    "fix.nothing": "Nothing can be fixed without a decision of yours. {left}",
    "fix.diff-format": "--diff prints a diff, so leave out --format {format}",
    "fix.nothing-written": "{reason}; nothing was changed",
    "fix.fixable": Plural(
        one="{count} of them can be fixed by: servicebook check --fix",
        other="{count} of them can be fixed by: servicebook check --fix",
    ),
}
