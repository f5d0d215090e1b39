"""Problems as they are shown: what, where, what to do, and where that is explained."""

from __future__ import annotations

from collections.abc import Iterable

from servicebook import links
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.pages.parts.page_links import edit_url
from servicebook.pages.rendering.urls import UrlContext
from servicebook.problems import Problem
from servicebook.wording import formats, text


@frozen(kw_only=True)
class ProblemView:
    """A problem in words; ``edit`` is where its file can be edited, ``rule`` where its code is explained.

    ``anchor`` is the id of the first of its kind.
    """

    severity: str
    severity_word: str
    message: str
    hint: str | None
    place: str
    edit: str | None
    code: str
    rule: str
    anchor: str | None = None


def problem_view(catalog: Catalog, urls: UrlContext, problem: Problem) -> ProblemView:
    """One problem."""
    hint = problem.public_hint or problem.hint
    return ProblemView(
        severity=problem.severity.value,
        severity_word=text(f"severity.{problem.severity}"),
        message=formats.capitalized(problem.public_message or problem.message),
        hint=formats.capitalized(hint) if hint else None,
        place=str(problem.place),
        edit=edit_url(catalog, problem.place.path),
        code=problem.code,
        rule=urls.to(links.rule(problem.code)),
    )


def problem_views(catalog: Catalog, urls: UrlContext, problems: Iterable[Problem]) -> list[ProblemView]:
    """Problems in their order."""
    return [problem_view(catalog, urls, problem) for problem in problems]
