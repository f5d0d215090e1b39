"""The words of the scripts, which have no tables of words: ``{name}`` is left for them to fill in."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording import text

REQUEST_WORDS: Mapping[str, str] = {
    "agreed": text("issue-request.agreed", request="{request}"),
    "asks": text("issue-request.asks"),
    "by": text("issue-request.by", by="{by}"),
    "commit": text("issue-request.commit", object="{object}", number="{number}"),
    "failed": text("issue-request.failed", run="{run}"),
    "foot": text("issue-request.foot", run="{run}", commit="{commit}", commit_page="{commit_page}"),
    "not_in_catalog": text("issue-request.not-in-catalog", path="{path}"),
    "made_again": text("issue-request.made-again", branch="{branch}"),
    "meaning_unknown": text("issue-request.meaning-unknown", run="{run}"),
    "no_change": text("issue-request.no-change"),
    "not_opened": text("issue-request.not-opened", page="{page}"),
    "proposed": text("issue-request.proposed", request="{request}"),
    "proposed_before": text("issue-request.proposed-before", request="{request}"),
    "refused": text("issue-request.refused"),
    "refused_now": text("issue-request.refused-now"),
    "taken_over": text("issue-request.taken-over", branch="{branch}", proposed="{proposed}"),
    "title": text("issue-request.title", object="{object}", number="{number}"),
    "try_again": text("issue-request.try-again"),
}
