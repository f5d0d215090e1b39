"""All texts in English: a table a file, each a literal mapping from keys to templates."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.english import (
    checking,
    commands,
    common,
    counts,
    empty_states,
    no_answer,
    pages,
    promises,
    reports,
    rules,
    templates,
)
from servicebook.wording.plural import Plural

TABLES: tuple[Mapping[str, str | Plural], ...] = (
    common.TEXTS,
    counts.TEXTS,
    pages.TEXTS,
    templates.TEXTS,
    empty_states.TEXTS,
    promises.TEXTS,
    no_answer.TEXTS,
    rules.TEXTS,
    checking.TEXTS,
    commands.TEXTS,
    reports.TEXTS,
)
