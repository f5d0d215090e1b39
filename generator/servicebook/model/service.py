"""A service: something that one department does for others."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from servicebook.documents.document import Document, DocumentOrigin, Origin
from servicebook.frozen import frozen
from servicebook.model import common
from servicebook.model.common import Channel, EscalationLevel, Link, Review, Step, Target, strings
from servicebook.model.faq import Faq, faqs_from


@frozen(kw_only=True)
class ServiceRoles:
    """Who answers for a service, by role."""

    owner: str | None = None
    deputy: str | None = None
    process_owner: str | None = None


@frozen(kw_only=True)
class NotFor:
    """What does not belong here, and the service to use instead."""

    text: str
    use: str | None = None


@frozen(kw_only=True)
class Cost:
    """What the asking department is charged. An amount of 0 without a note is free."""

    amount: float | None = None
    currency: str | None = None
    per: str | None = None
    note: str | None = None

    @property
    def is_free(self) -> bool:
        """Whether nothing is charged."""
        return self.amount == 0


@frozen(kw_only=True)
class Dependency:
    """A service that is leaned on, and what for."""

    service: str
    purpose: str | None = None


@frozen(kw_only=True)
class Service:
    """A service as written; what it inherits from its department is resolved by the catalog."""

    id: str
    department: str
    name: str
    summary: str
    aliases: tuple[str, ...]
    description: str | None
    lifecycle: str
    replaced_by: str | None
    audience: tuple[str, ...]
    topics: tuple[str, ...]
    sites: tuple[str, ...]
    roles: ServiceRoles
    support_hours: str | None
    service_hours: str | None
    channels: tuple[Channel, ...]
    prerequisites: tuple[str, ...]
    not_for: tuple[NotFor, ...]
    cost: Cost | None
    targets: tuple[Target, ...]
    pauses_when: tuple[str, ...]
    customer_duties: tuple[str, ...]
    escalation: tuple[EscalationLevel, ...]
    handoffs: tuple[Step, ...]
    depends_on: tuple[Dependency, ...]
    faqs: tuple[Faq, ...]
    links: tuple[Link, ...]
    former_ids: tuple[str, ...]
    review: Review
    origin: Origin = field(compare=False, repr=False)

    @property
    def can_be_asked(self) -> bool:
        """Whether its lifecycle lets anybody ask for it."""
        return self.lifecycle in ("live", "deprecated")


def service_from(document: Document) -> Service:
    """The service of a document that is valid against its schema."""
    value: Any = document.value
    return Service(
        id=document.location.qualified_id or "",
        department=document.location.department or "",
        name=value["name"],
        summary=value["summary"],
        aliases=strings(value.get("aliases")),
        description=value.get("description"),
        lifecycle=value.get("lifecycle", "live"),
        replaced_by=value.get("replaced_by"),
        audience=strings(value.get("audience")),
        topics=strings(value.get("topics")),
        sites=strings(value.get("sites")),
        roles=ServiceRoles(**value.get("roles", {})),
        support_hours=value.get("support_hours"),
        service_hours=value.get("service_hours"),
        channels=common.channels(value),
        prerequisites=strings(value.get("prerequisites")),
        not_for=tuple(NotFor(**item) for item in value.get("not_for", ())),
        cost=cost_of(value.get("cost")),
        targets=common.targets(value),
        pauses_when=strings(value.get("pauses_when")),
        customer_duties=strings(value.get("customer_duties")),
        escalation=common.escalation(value),
        handoffs=common.steps(value.get("handoffs", ())),
        depends_on=tuple(
            Dependency(service=item["service"], purpose=item.get("for"))
            for item in value.get("depends_on", ())
        ),
        faqs=tuple(faqs_from(document)) if "faqs" in value else (),
        links=common.links(value),
        former_ids=strings(value.get("former_ids")),
        review=common.review(value),
        origin=DocumentOrigin(document),
    )


def cost_of(value: Any) -> Cost | None:
    """What is written of a cost: ``free``, or its parts."""
    if value is None:
        return None
    return Cost(amount=0) if value == "free" else Cost(**value)
