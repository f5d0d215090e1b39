"""JSON-LD with the vocabulary of schema.org: one graph of the organization, its departments, services and questions.

An ``Organization`` has a ``department`` for each of its own, with its ``parentOrganization``; a ``Service`` its
``provider``, a ``ServiceChannel`` for each way of asking, its ``audience``, ``areaServed`` and, where an amount is
known, an ``Offer``; the questions of a department make an ``FAQPage``. A thing is identified by its page on the site,
from the root of the site on.

Promises have no word there and are left out, and so are people.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from servicebook import links
from servicebook.documents.markdown_words import plain
from servicebook.model.catalog import Catalog
from servicebook.model.common import Channel
from servicebook.model.faq import Faq
from servicebook.model.service import Service
from servicebook.model.visible import VisibleCatalog

HELP = "linked data with the vocabulary of schema.org"
FOLDER = False
FILE = "catalog.jsonld"

_CONTEXT = "https://schema.org"
_ENCODER = json.JSONEncoder(
    ensure_ascii=False,
    separators=(",", ":"),
    check_circular=False,  # nothing holds itself
)
Node = dict[str, Any]


def export(catalog: VisibleCatalog) -> Mapping[str, str]:
    """The graph, one thing a line."""
    lines = ",\n".join(_ENCODER.encode(node) for node in _nodes(catalog))
    return {FILE: f'{{"@context":"{_CONTEXT}","@graph":[\n{lines}\n]}}\n'}


def service_block(catalog: Catalog, service: Service, root: str, own: str) -> str:
    """A service alone, for its page: safe within a ``<script>``. ``root`` leads from the page to the site's root, and
    ``own`` to the page."""
    node = {"@context": _CONTEXT, **_service(catalog, service, root), "@id": own}
    node["provider"] = {
        **node["provider"],
        **_named("Organization", catalog.departments[service.department].name),
    }
    if service.faqs:
        node["subjectOf"] = {
            "@id": f"{own}#questions",
            "@type": "FAQPage",
            "mainEntity": [_question(faq) for faq in service.faqs],
        }
    return _ENCODER.encode(node).replace("<", "\\u003c")  # "</script>" in a text would end the script


def _nodes(catalog: Catalog) -> Iterator[Node]:
    organization = catalog.settings.organization
    yield {
        "@id": "./",
        **_named("Organization", organization.name),
        **({"slogan": organization.tagline} if organization.tagline else {}),
        "department": [{"@id": links.department(qualified_id)} for qualified_id in catalog.departments],
    }
    for department in catalog.departments.values():
        node = {
            "@id": links.department(department.id),
            **_named("Organization", department.name, department.aliases),
            "description": department.summary,
            "parentOrganization": {
                "@id": links.department(department.part_of) if department.part_of else "./"
            },
        }
        contacts = [point for channel in department.channels if (point := _contact(channel))]
        yield node | ({"contactPoint": contacts} if contacts else {})
    for service in catalog.services.values():
        yield _service(catalog, service, "")
    for qualified_id in catalog.departments:
        faqs = catalog.index.faqs_of.get(qualified_id, ())
        if faqs:
            yield {
                "@id": links.faqs_of(qualified_id),
                "@type": "FAQPage",
                "mainEntity": [{"@id": links.faq(faq.id), **_question(faq)} for faq in faqs],
            }


def _service(catalog: Catalog, service: Service, root: str) -> Node:
    node: Node = {
        "@id": root + links.service(service.id),
        **_named("Service", service.name, service.aliases),
        "description": service.summary,
        "provider": {"@id": root + links.department(service.department)},
    }
    channels = [_channel(channel) for channel in catalog.channels(service).value]
    if channels:
        node["availableChannel"] = channels
    if service.audience:
        audiences = (catalog.settings.audiences[audience].name for audience in service.audience)
        node["audience"] = [{"@type": "Audience", "audienceType": name} for name in audiences]
    if service.sites:
        sites = (catalog.settings.sites[site] for site in service.sites)
        node["areaServed"] = [_named("Place", site.name) for site in sites]
    if service.cost and service.cost.amount is not None:
        currency = service.cost.currency or catalog.settings.organization.currency
        offer = {"@type": "Offer", "price": service.cost.amount}
        node["offers"] = offer | ({"priceCurrency": currency} if currency else {})
    return node


def _named(kind: str, name: str, aliases: tuple[str, ...] = ()) -> Node:
    return {"@type": kind, "name": name} | ({"alternateName": list(aliases)} if aliases else {})


def _channel(channel: Channel) -> Node:
    node: Node = {"@type": "ServiceChannel"}
    if name := channel.name or channel.handle or channel.place:
        node["name"] = name
    if address := channel.url or (channel.address and links.mail_to(channel.address)):
        node["serviceUrl"] = address
    if channel.number:
        node["servicePhone"] = _contact(channel)
    return node


def _contact(channel: Channel) -> Node | None:
    """How to reach a channel with a number or an address; None for another one."""
    if channel.number:
        return {"@type": "ContactPoint", "telephone": channel.number}
    if channel.address:
        return {"@type": "ContactPoint", "email": channel.address}
    return None


def _question(faq: Faq) -> Node:
    answer = {"@type": "Answer", "text": plain(faq.answer)}
    return {"@type": "Question", "name": faq.question, "acceptedAnswer": answer}
