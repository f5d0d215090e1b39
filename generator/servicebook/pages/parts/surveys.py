"""What surveys gave, each with how many answered, how sure that is, and what became of the last time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from servicebook import links
from servicebook.analysis.survey_scores import Score, earlier, has_changed, score_of
from servicebook.model.catalog import Catalog
from servicebook.model.survey import RECOMMEND, Survey
from servicebook.pages.parts.page_links import Link, department_link, service_link
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats, text


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyView:
    """A survey; ``score`` says its score with its margin, ``counts`` who answered what, ``trend`` the change."""

    id: str
    href: str
    name: str
    question: str
    about: Link | None
    on: str
    iso: str
    score: str
    value: int
    answers: int
    answered: str
    counts: str
    trend: str | None


def survey_views(catalog: Catalog, urls: UrlContext, surveys: Iterable[Survey]) -> list[SurveyView]:
    """Surveys in words, the newest first; each is compared with the one before that asked the same."""
    newest_first = sorted(surveys, key=lambda survey: (survey.asked, survey.id), reverse=True)
    return [_view(catalog, urls, survey) for survey in newest_first]


def _view(catalog: Catalog, urls: UrlContext, survey: Survey) -> SurveyView:
    language = catalog.settings.organization.language
    found = score_of(survey)
    before = earlier(survey, catalog.surveys.values())
    question = text(f"survey.question.{survey.question}")
    return SurveyView(
        id=links.survey(survey.id).partition("#")[2],
        href=urls.to(links.survey(survey.id)),
        name=survey.name or question,
        question=question,
        about=_about(catalog, urls, survey.about) if survey.about else None,
        on=formats.day(survey.asked, language),
        iso=survey.asked.isoformat(),
        score=_score(survey, found),
        value=round(found.value),
        answers=survey.answers,
        answered=text("survey.answered-of", count=survey.answers, invited=survey.invited)
        if survey.invited
        else text("survey.answered", count=survey.answers),
        counts=text(
            "survey.counts",
            promoters=survey.promoters,
            passives=survey.passives,
            detractors=survey.detractors,
        ),
        trend=_trend(before, found, language) if before else None,
    )


def _about(catalog: Catalog, urls: UrlContext, about: str) -> Link:
    return (service_link if about in catalog.services else department_link)(catalog, urls, about)


def _score(survey: Survey, found: Score) -> str:
    score, low, high = map(_whole, (found.value, found.low, found.high))
    if survey.question == RECOMMEND:
        return text("survey.nps", score=score, low=low, high=high)
    return text("survey.share", score=score, low=low, high=high)


def _trend(before: Survey, found: Score, language: str) -> str:
    """Whether it is more or less than before, or as much as chance alone may make of it."""
    was = score_of(before)
    key = "same" if not has_changed(found, was) else "more" if found.value > was.value else "less"
    return text(f"survey.trend.{key}", score=_whole(was.value), day=formats.day(before.asked, language))


def _whole(value: float) -> str:
    """A whole number, with a minus sign and not a hyphen."""
    return f"{round(value)}".replace("-", "−")
