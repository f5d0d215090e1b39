"""Questions and answers as they are shown on pages."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from servicebook.frozen import frozen
from servicebook.model.faq import Faq
from servicebook.pages.rendering.markdown import markdown
from servicebook.pages.rendering.urls import UrlContext


@frozen(kw_only=True)
class QuestionView:
    """A question with its answer as HTML; ``anchor`` is unique on its page."""

    anchor: str
    question: str
    answer: Markup


def question_views(
    urls: UrlContext, faqs: Iterable[Faq], *, by_department: bool = False
) -> list[QuestionView]:
    """Questions in their order; on a department's page the anchor names the service, too."""
    return [
        QuestionView(
            anchor=faq.id.partition("/")[2].replace("/", ".") if by_department else f"faq-{faq.own_id}",
            question=faq.question,
            answer=markdown(faq.answer, urls),
        )
        for faq in faqs
    ]
