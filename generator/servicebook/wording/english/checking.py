"""What ``servicebook check`` and its reports say besides the problems."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "check.summary": "{errors}, {warnings} in {files}.",
    "check.summary-waived": "{errors}, {warnings}, {waived} waived in {files}.",
    "check.see": "see {place}: {message}",
    "check.hint": "hint: {hint}",
}
