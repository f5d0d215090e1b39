"""An agreement: an SLA that a provider and one customer department have both accepted."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from typing import Any

from servicebook.documents.document import Document, DocumentOrigin, Origin
from servicebook.frozen import frozen
from servicebook.model import common
from servicebook.model.common import Link, Review, Target, day, strings


@frozen(kw_only=True)
class Acceptance:
    """A party's acceptance: by which role, on which day, of which terms (a hash)."""

    party: str
    by: str
    on: date
    terms: str


@frozen(kw_only=True)
class Agreement:
    """An agreement as written; whether it is in force says :mod:`servicebook.model.promises`."""

    id: str
    name: str | None
    summary: str | None
    provider: str
    customer: str
    covers: tuple[str, ...]
    targets: tuple[Target, ...]
    customer_duties: tuple[str, ...]
    quality: tuple[str, ...]
    effective_from: date | None
    effective_until: date | None
    accepted: tuple[Acceptance, ...]
    links: tuple[Link, ...]
    former_ids: tuple[str, ...]
    review: Review
    origin: Origin = field(compare=False, repr=False)

    @property
    def parties(self) -> tuple[str, ...]:
        """The departments that have to accept it, the provider first."""
        return tuple(dict.fromkeys((self.provider, self.customer)))

    def targets_for(self, service: str) -> tuple[tuple[Target, ...], tuple[Target, ...]]:
        """The targets for one covered service: those that name it, then those that name none.

        The first are nearer: of the same measure, priority and channel they take the place of the second.
        """
        return (
            tuple(target for target in self.targets if service in target.services),
            tuple(target for target in self.targets if not target.services),
        )


def agreement_from(document: Document) -> Agreement:
    """The agreement of a document that is valid against its schema."""
    value: Any = document.value
    return Agreement(
        id=document.location.qualified_id or "",
        name=value.get("name"),
        summary=value.get("summary"),
        provider=value["provider"],
        customer=value["customer"],
        covers=strings(value["covers"]),
        targets=common.targets(value),
        customer_duties=strings(value.get("customer_duties")),
        quality=strings(value.get("quality")),
        effective_from=day(value.get("effective_from")),
        effective_until=day(value.get("effective_until")),
        accepted=tuple(
            Acceptance(**{**item, "on": date.fromisoformat(item["on"])}) for item in value.get("accepted", ())
        ),
        links=common.links(value),
        former_ids=strings(value.get("former_ids")),
        review=common.review(value),
        origin=DocumentOrigin(document),
    )
