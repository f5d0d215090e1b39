"""What a change says whose values alone say too little: terms, chains, addresses."""

from __future__ import annotations

from servicebook.comparing.changes import Change
from servicebook.comparing.term_words import term_words
from servicebook.wording import text


def detail_words(change: Change, language: str) -> list[str]:
    """The lines of such a change; none for any other."""
    if change.details is None:
        return []
    return [term_words(term, language) for term in change.details] or [text("terms.same")]
