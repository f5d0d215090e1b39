"""What surveys gave, each with how many answered, how sure that is, and what became of the last time."""

from __future__ import annotations

from collections import defaultdict

from servicebook import links
from servicebook.analysis.survey_scores import Score, earlier, has_changed, score_of
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.survey import QUESTIONS, RECOMMEND, Survey
from servicebook.pages.drawings.score_trend import ScoreTrend, score_trend, whole
from servicebook.pages.parts.page_links import Link, department_link, service_link
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats, text


@frozen(kw_only=True)
class SurveyView:
    """A survey; ``score`` says its score with its margin, ``brief`` the same in short, ``counts`` who answered what.

    ``trend`` is the change since the one before.
    """

    id: str
    href: str
    name: str
    on: str
    iso: str
    score: str
    brief: str
    value: int
    number: str
    margin: str
    between: str
    answers: int
    answered: str
    counts: tuple[int, int, int]
    trend: str | None


@frozen(kw_only=True)
class SurveySeries:
    """What was asked about the same again and again, the newest first; ``about`` is None for the organization."""

    id: str
    question: str
    about: Link | None
    latest: SurveyView
    surveys: list[SurveyView]
    drawing: ScoreTrend | None


def survey_series(catalog: Catalog, urls: UrlContext) -> list[SurveySeries]:
    """All surveys, those about the organization first, then by what they are about."""
    together: dict[tuple[str | None, str], list[Survey]] = defaultdict(list)
    for survey in catalog.surveys.values():
        together[survey.about, survey.question].append(survey)
    in_order = sorted(together, key=lambda key: (_name(catalog, key[0]), QUESTIONS.index(key[1])))
    return [_series(catalog, urls, together[key]) for key in in_order]


def latest_surveys(catalog: Catalog, urls: UrlContext, about: str) -> list[SurveyView]:
    """The latest survey of each question about a department or service."""
    latest: dict[str, Survey] = {}
    for survey in sorted(catalog.surveys.values(), key=lambda one: (one.asked, one.id)):
        if survey.about == about:
            latest[survey.question] = survey
    return [_view(catalog, urls, latest[question]) for question in QUESTIONS if question in latest]


def _name(catalog: Catalog, about: str | None) -> str:
    """The name of what a survey is about, in small letters; empty for the organization."""
    if about is None:
        return ""
    found = catalog.services.get(about) or catalog.departments[about]
    return found.name.casefold()


def _series(catalog: Catalog, urls: UrlContext, surveys: list[Survey]) -> SurveySeries:
    in_order = sorted(surveys, key=lambda survey: (survey.asked, survey.id))
    views = [_view(catalog, urls, survey) for survey in reversed(in_order)]
    first = in_order[0]
    return SurveySeries(
        id=f"{(first.about or '').replace('/', '.')}_{first.question}",
        question=text(f"survey.question.{first.question}"),
        about=_about(catalog, urls, first.about) if first.about else None,
        latest=views[0],
        surveys=views,
        drawing=score_trend(
            [(survey.asked, score_of(survey)) for survey in in_order],
            -100 if first.question == RECOMMEND else 0,
            catalog.settings.organization.language,
        ),
    )


def _view(catalog: Catalog, urls: UrlContext, survey: Survey) -> SurveyView:
    language = catalog.settings.organization.language
    found = score_of(survey)
    before = earlier(survey, catalog.surveys.values())
    answered = (
        text("survey.answered-of", count=survey.answers, invited=survey.invited)
        if survey.invited
        else text("survey.answered", count=survey.answers)
    )
    number, margin = whole(found.value), whole(found.margin)
    kind = "nps" if survey.question == RECOMMEND else "share"
    return SurveyView(
        id=links.survey(survey.id).partition("#")[2],
        href=urls.to(links.survey(survey.id)),
        name=survey.name or text(f"survey.question.{survey.question}"),
        on=formats.day(survey.asked, language),
        iso=survey.asked.isoformat(),
        score=text(f"survey.score.{kind}", score=number, low=whole(found.low), high=whole(found.high)),
        brief=text(f"survey.brief.{kind}", score=number, margin=margin, answered=answered),
        value=round(found.value),
        number=text(f"survey.number.{kind}", score=number),
        margin=text("survey.margin", margin=margin),
        between=text("survey.between", low=whole(found.low), high=whole(found.high)),
        answers=survey.answers,
        answered=answered,
        counts=(survey.promoters, survey.passives, survey.detractors),
        trend=_trend(before, found, language) if before else None,
    )


def _about(catalog: Catalog, urls: UrlContext, about: str) -> Link:
    return (service_link if about in catalog.services else department_link)(catalog, urls, about)


def _trend(before: Survey, found: Score, language: str) -> str:
    """Whether it is more or less than before, or as much as chance alone may make of it."""
    was = score_of(before)
    key = "same" if not has_changed(found, was) else "more" if found.value > was.value else "less"
    return text(f"survey.trend.{key}", score=whole(was.value), day=formats.day(before.asked, language))
