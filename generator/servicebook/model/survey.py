"""Surveys as counts of answers: who answered, and what each of them said, is not known here."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from typing import Any

from servicebook.documents.document import Document, DocumentOrigin, Origin
from servicebook.frozen import frozen

RECOMMEND = "recommend"
"""The one question whose answers make a net promoter score; of the others, the share of the best answers is told."""
QUESTIONS = (RECOMMEND, "satisfied", "effort", "engaged")


@frozen(kw_only=True)
class Survey:
    """What a survey gave. ``about`` is a service or a department, None for the whole organization.

    ``promoters``, ``passives`` and ``detractors`` gave the best answers, those between, and the others.
    """

    id: str
    name: str | None = None
    asked: date
    invited: int | None = None
    question: str
    about: str | None = None
    promoters: int
    passives: int
    detractors: int
    origin: Origin = field(compare=False, repr=False)

    @property
    def answers(self) -> int:
        """How many answered."""
        return self.promoters + self.passives + self.detractors


def survey_from(document: Document) -> Survey:
    """The survey of a document that is valid against its schema."""
    value: Any = document.value
    return Survey(
        id=document.location.qualified_id or "",
        **{**value, "asked": date.fromisoformat(value["asked"])},
        origin=DocumentOrigin(document),
    )
