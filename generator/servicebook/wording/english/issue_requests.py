"""What is said on an issue with a change request, and on the pull or merge request that comes of it; Markdown."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "issue-request.title": "Change {object}, as issue #{number} asks",
    "issue-request.commit": "Change {object}, as asked in issue #{number}",
    "issue-request.asks": "What it is for, in the words of whoever asks:",
    "issue-request.by": "Who asks, by their own word: {by}",
    "issue-request.made-again": (
        "When the text of the issue changes, the branch `{branch}` is made again, as long as nobody has added a "
        "commit to it. Whether this is merged, people decide."
    ),
    "issue-request.proposed": (
        "**This can be done**, and {request} proposes it. Whoever looks after the file reads it; once it is merged, "
        "this issue is closed. To ask for something else, edit the issue."
    ),
    "issue-request.not-opened": (
        "**This can be done**, and there is a branch with it, but workflows may not open pull requests in this "
        "repository. Somebody with write access opens it by [this link]({page}). So that it opens by itself: Settings "
        "→ Actions → General → *Allow GitHub Actions to create and approve pull requests*."
    ),
    "issue-request.taken-over": (
        "**Nothing was changed**: somebody else has worked in the branch `{branch}`{proposed}, which stays as it is. "
        "Please tell them what you ask for now."
    ),
    "issue-request.agreed": (
        "**Nothing was changed**: {request} has been approved as it is, or is to be merged by itself. Ask for "
        "something else in another issue; or have the approval taken back, and edit this one again."
    ),
    "issue-request.refused": "**This cannot be done as it stands**, so nothing was changed:",
    "issue-request.try-again": (
        'Edit the text of the issue, and it is tried again. The easiest way to a request is "Suggest a change" on the '
        "page that it is about."
    ),
    "issue-request.no-change": "**There is nothing to do**: the catalog already says so.",
    "issue-request.proposed-before": "{request} still proposes what was asked for before.",
    "issue-request.refused-now": (
        "**What the issue asks for now cannot be done**; the answer there says why. This is what it asked for before."
    ),
    "issue-request.failed": "**This could not be tried**, and nothing was changed: [the run]({run}) says why.",
    "issue-request.not-in-catalog": (
        "**This is not proposed**: it would change `{path}`, and a request changes texts in `catalog/`, nothing else."
    ),
    "issue-request.meaning-unknown": (
        "**It is not known what this means for others**: [the run]({run}) says why. "
        "This does not mean that nothing changes."
    ),
    "issue-request.foot": "Tried on commit [{commit}]({commit_page}) by [a run of the workflow]({run}).",
}
