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
    problems,
    promises,
    reports,
    rules,
    schemas,
    templates,
)
from servicebook.wording.plural import Plural

TABLES: tuple[Mapping[str, str | Plural], ...] = (
    checking.TEXTS,
    commands.TEXTS,
    common.TEXTS,
    counts.TEXTS,
    empty_states.TEXTS,
    no_answer.TEXTS,
    pages.TEXTS,
    problems.TEXTS,
    promises.TEXTS,
    reports.TEXTS,
    rules.TEXTS,
    schemas.TEXTS,
    templates.TEXTS,
)
