"""All texts in English: a table a file, each a literal mapping from keys to templates."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.english import (
    checking,
    commands,
    counts,
    files,
    identities,
    import_plans,
    importing,
    labels,
    no_answer,
    pages_about,
    pages_dates,
    pages_people,
    pages_reference,
    pages_services,
    pages_shared,
    pages_site,
    problems,
    promise_terms,
    reports,
    rules,
    rules_lists,
    rules_people,
    rules_services,
    schema_errors,
    scripts,
    search,
    several,
    site_building,
    yaml_texts,
)
from servicebook.wording.plural import Plural

TABLES: tuple[Mapping[str, str | Plural], ...] = (
    checking.TEXTS,
    commands.TEXTS,
    labels.TEXTS,
    counts.TEXTS,
    files.TEXTS,
    identities.TEXTS,
    import_plans.TEXTS,
    importing.TEXTS,
    no_answer.TEXTS,
    pages_about.TEXTS,
    pages_dates.TEXTS,
    pages_people.TEXTS,
    pages_reference.TEXTS,
    pages_services.TEXTS,
    pages_shared.TEXTS,
    pages_site.TEXTS,
    problems.TEXTS,
    promise_terms.TEXTS,
    reports.TEXTS,
    rules.TEXTS,
    rules_services.TEXTS,
    rules_lists.TEXTS,
    rules_people.TEXTS,
    schema_errors.TEXTS,
    scripts.TEXTS,
    search.TEXTS,
    several.TEXTS,
    site_building.TEXTS,
    yaml_texts.TEXTS,
)

ABOUT_CATALOGS: tuple[Mapping[str, str | Plural], ...] = (
    files.TEXTS,
    identities.TEXTS,
    importing.TEXTS,
    problems.TEXTS,
    rules.TEXTS,
    rules_services.TEXTS,
    rules_lists.TEXTS,
    rules_people.TEXTS,
    schema_errors.TEXTS,
    yaml_texts.TEXTS,
)
"""The tables of what is said to be wrong, which quotes what departments have written."""
