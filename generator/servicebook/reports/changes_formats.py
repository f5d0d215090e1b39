"""The formats of ``servicebook diff``: what was found, and that nothing could be compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from servicebook.comparing.changes import Comparison
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem
from servicebook.reports import changes_json, changes_junit, changes_markdown, changes_text
from servicebook.reports.change_links import ChangeLinks


@frozen
class ChangesFormat:
    """How both are written; the catalogs are those of the base and of the head."""

    render: Callable[[Catalog, Catalog, Comparison, ChangeLinks], str]
    failed: Callable[[str, Iterable[Problem], ChangeLinks], str]


CHANGES_FORMATS: Mapping[str, ChangesFormat] = {
    "text": ChangesFormat(
        lambda before, after, found, _: changes_text.render(before, after, found),
        lambda reason, problems, _: changes_text.failed(reason, problems),
    ),
    "json": ChangesFormat(
        lambda _before, after, found, _: changes_json.render(found, after.settings.organization.language),
        lambda reason, problems, _: changes_json.failed(reason, problems),
    ),
    "markdown": ChangesFormat(changes_markdown.render, changes_markdown.failed),
    "junit": ChangesFormat(changes_junit.render, changes_junit.failed),
}
