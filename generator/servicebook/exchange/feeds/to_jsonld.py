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
from json.encoder import encode_basestring
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

_CONTEXT = '"https://schema.org"'
_ENCODER = json.JSONEncoder(
    ensure_ascii=False,
    separators=(",", ":"),
    check_circular=False,  # nothing holds itself
)
Node = dict[str, Any]
_string = encode_basestring
"""A text as JSON, as the encoder writes it."""


def export(catalog: VisibleCatalog) -> Mapping[str, str]:
    """The graph, one thing a line."""
    lines = ",\n".join(_nodes(catalog))
    return {FILE: f'{{"@context":{_CONTEXT},"@graph":[\n{lines}\n]}}\n'}


def service_block(catalog: Catalog, service: Service, root: str, own: str) -> str:
    """A service alone, for its page: safe within a ``<script>``. ``root`` leads from the page to the site's root, and
    ``own`` to the page. Its questions are left to the page, which would otherwise hold each answer twice."""
    provider = catalog.once(_provider, (root, service.department), root, service.department)
    block = f'{{"@context":{_CONTEXT},{_service(catalog, service, own, provider)}}}'
    return block.replace("<", "\\u003c")  # "</script>" in a text would end the script


def _provider(catalog: Catalog, root: str, department: str) -> str:
    named = _named("Organization", catalog.departments[department].name)
    return _ENCODER.encode({"@id": root + links.department(department), **named})


def _nodes(catalog: Catalog) -> Iterator[str]:
    yield from map(_ENCODER.encode, _organizations(catalog))
    for service in catalog.services.values():
        provider = {"@id": links.department(service.department)}
        yield f"{{{_service(catalog, service, links.service(service.id), _ENCODER.encode(provider))}}}"
    for qualified_id in catalog.departments:
        faqs = catalog.index.faqs_of.get(qualified_id, ())
        if faqs:
            questions = ",".join([_question(faq, links.faq(faq.id)) for faq in faqs])
            own = _string(links.faqs_of(qualified_id))
            yield f'{{"@id":{own},"@type":"FAQPage","mainEntity":[{questions}]}}'


def _organizations(catalog: Catalog) -> Iterator[Node]:
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


def _service(catalog: Catalog, service: Service, own: str, provider: str) -> str:
    """The members of a service's object: written here one by one, as there are thousands, on their pages, too."""
    members = [f'"@id":{_string(own)},"@type":"Service","name":{_string(service.name)}']
    if service.aliases:
        members.append(f'"alternateName":[{",".join(map(_string, service.aliases))}]')
    members.append(f'"description":{_string(service.summary)},"provider":{provider}')
    channels = catalog.channels(service).value
    if channels:
        members.append(f'"availableChannel":[{",".join(map(_channel, channels))}]')
    if service.audience:
        members.append(catalog.once(_audience, service.audience, service.audience))
    if service.sites:
        sites = (catalog.settings.sites[site] for site in service.sites)
        members.append(f'"areaServed":{_ENCODER.encode([_named("Place", site.name) for site in sites])}')
    if service.cost and service.cost.amount is not None:
        currency = service.cost.currency or catalog.settings.organization.currency
        of = f',"priceCurrency":{_string(currency)}' if currency else ""
        members.append(f'"offers":{{"@type":"Offer","price":{service.cost.amount!r}{of}}}')
    return ",".join(members)


def _audience(catalog: Catalog, audience: tuple[str, ...]) -> str:
    names = (catalog.settings.audiences[one].name for one in audience)
    return f'"audience":{_ENCODER.encode([{"@type": "Audience", "audienceType": name} for name in names])}'


def _named(kind: str, name: str, aliases: tuple[str, ...] = ()) -> Node:
    return {"@type": kind, "name": name} | ({"alternateName": list(aliases)} if aliases else {})


def _channel(channel: Channel) -> str:
    members = '"@type":"ServiceChannel"'
    if name := channel.name or channel.handle or channel.place:
        members = f'{members},"name":{_string(name)}'
    if address := channel.url or (channel.address and links.mail_to(channel.address)):
        members = f'{members},"serviceUrl":{_string(address)}'
    if channel.number:
        telephone = f'"telephone":{_string(channel.number)}'
        members = f'{members},"servicePhone":{{"@type":"ContactPoint",{telephone}}}'
    return f"{{{members}}}"


def _contact(channel: Channel) -> Node | None:
    """How to reach a channel with a number or an address; None for another one."""
    if channel.number:
        return {"@type": "ContactPoint", "telephone": channel.number}
    if channel.address:
        return {"@type": "ContactPoint", "email": channel.address}
    return None


def _question(faq: Faq, own: str) -> str:
    answer = f'"acceptedAnswer":{{"@type":"Answer","text":{_string(plain(faq.answer))}}}'
    return f'{{"@id":{_string(own)},"@type":"Question","name":{_string(faq.question)},{answer}}}'
