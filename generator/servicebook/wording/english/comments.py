"""What is said on a pull or merge request around the report of what it changes; Markdown, on one line."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "comment.nothing": "Nothing in the catalog changes any more.",
    "comment.no-report": (
        "**It is not known what changes**: [the run]({run}) has left no report, and says why. "
        "This does not mean that nothing changes."
    ),
    "comment.too-large": (
        "**It is not shown what changes**: the report is too large for a comment. "
        "It is among the files of [the run]({run})."
    ),
    "comment.cut": (
        "**The rest is left out**, as a comment may not be longer. The whole report is among the files of "
        "[the run]({run})."
    ),
    "comment.made-of": (
        "For commit [{commit}]({commit_page}). [The run]({run}) keeps this report and the site with the change."
    ),
    "comment.from-fork": (
        "This comes from a fork, whose own run has written the report: compare it with the changed files."
    ),
    "comment.status": "Affected departments",
    "comment.affected": "Affected: {departments}",
    "comment.more": "{departments} and {count} more",
}
