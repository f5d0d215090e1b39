"""A department: provider of services to others, and customer of theirs."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from servicebook.documents.document import Document, DocumentOrigin, Origin
from servicebook.frozen import frozen
from servicebook.model import common
from servicebook.model.common import (
    Channel,
    EscalationLevel,
    Link,
    Meeting,
    Review,
    Target,
    WrittenScenario,
    strings,
)


@frozen(kw_only=True)
class Department:
    """A department as written; what it inherits is resolved by the catalog."""

    id: str
    name: str
    summary: str
    description: str | None
    aliases: tuple[str, ...]
    icon: str | None
    part_of: str | None
    head: str | None
    sites: tuple[str, ...]
    support_hours: str | None
    channels: tuple[Channel, ...]
    targets: tuple[Target, ...]
    customer_duties: tuple[str, ...]
    escalation: tuple[EscalationLevel, ...]
    meetings: tuple[Meeting, ...]
    scenarios: tuple[WrittenScenario, ...]
    links: tuple[Link, ...]
    former_ids: tuple[str, ...]
    review: Review
    origin: Origin = field(compare=False, repr=False)


def department_from(document: Document) -> Department:
    """The department of a document that is valid against its schema."""
    value: Any = document.value
    return Department(
        id=document.location.qualified_id or "",
        name=value["name"],
        summary=value["summary"],
        description=value.get("description"),
        aliases=strings(value.get("aliases")),
        icon=value.get("icon"),
        part_of=value.get("part_of"),
        head=value.get("head"),
        sites=strings(value.get("sites")),
        support_hours=value.get("support_hours"),
        channels=common.channels(value),
        targets=common.targets(value),
        customer_duties=strings(value.get("customer_duties")),
        escalation=common.escalation(value),
        meetings=common.meetings(value),
        scenarios=common.scenarios(value),
        links=common.links(value),
        former_ids=strings(value.get("former_ids")),
        review=common.review(value),
        origin=DocumentOrigin(document),
    )
