"""Fewer people answered a survey than results may count, or less another one: nothing of it is shown.

Whoever reads three answers knows whose they are. Ask more people, or wait for the next survey and add nothing up; how
many are enough is said by `fewest` of `site_config/measures.yml`.

Nor is a survey shown from which another one would follow: that of the whole organization, less those about its
departments, is what the last department said. What was asked on the same day with the same question counts as one.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.model.published_surveys import published_surveys
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "survey-too-small"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    fewest = catalog.settings.fewest
    published = published_surveys(catalog, catalog.surveys.values())
    for survey in catalog.surveys.values():
        if survey.answers < fewest:
            yield finding(
                CODE,
                SEVERITY,
                survey.origin.place("promoters"),
                # not how many: what check says is shown to readers, too
                text("survey-too-small.message", fewest=fewest),
                text("survey-too-small.hint"),
            )
        elif survey.id not in published:
            yield finding(
                CODE,
                SEVERITY,
                survey.origin.place("promoters"),
                text("survey-too-small.given-away", fewest=fewest),
                text("survey-too-small.given-away-hint"),
            )
