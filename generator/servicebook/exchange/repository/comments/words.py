"""The words of the scripts, which have no tables of words: ``{name}`` is left for them to fill in."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording import text

WORDS: Mapping[str, str] = {
    "affected": text("comment.affected", departments="{departments}"),
    "cut": text("comment.cut", run="{run}"),
    "from_fork": text("comment.from-fork"),
    "made_of": text("comment.made-of", commit="{commit}", commit_page="{commit_page}", run="{run}"),
    "more": text("comment.more", departments="{departments}", count="{count}"),
    "no_report": text("comment.no-report", run="{run}"),
    "nothing": text("comment.nothing"),
    "status": text("comment.status"),
    "too_large": text("comment.too-large", run="{run}"),
}
