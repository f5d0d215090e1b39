"""What can be found: services, roles, people, departments, questions, journeys, notices, with their words by field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from servicebook import links
from servicebook.documents.markdown_words import plain
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.promises import in_short
from servicebook.model.role import Role
from servicebook.model.service import Service
from servicebook.search.tokens import words
from servicebook.wording import text


@frozen(kw_only=True)
class Entry:
    """An object that can be found: what a result shows, and its text by field (see ``index.WEIGHTS``)."""

    kind: str
    id: str
    name: str
    path: str
    summary: str
    department: str | None
    promise: str | None
    fields: Mapping[str, str]
    former_ids: tuple[str, ...] = ()
    retired: bool = False
    maintainers: bool = False
    """Whether it helps those who write and publish the catalog: whoever looks for a service is not led there."""
    part: bool = False
    """Whether it is a part of the page of another entry: there it is, for those who ask for just that."""


_FENCED = re.compile(r"^(```+).*?^\1$", re.MULTILINE | re.DOTALL)
"""A block of code in Markdown."""
_ADDRESS = re.compile(r"\]\([^()\s]*\)")
"""Where a link of Markdown leads to, after the end of its text; its words are not what anybody reads."""


def entries(catalog: Catalog) -> Iterator[Entry]:
    """Every entry: services by name (see :func:`services_by_name`), departments, roles, people, journeys, questions,
    notices."""
    yield from (_service(catalog, service) for service in services_by_name(catalog))
    yield from _departments(catalog)
    yield from (_role(catalog, role) for role in catalog.roles.values())
    yield from _people(catalog)
    yield from _journeys(catalog)
    yield from _questions(catalog)
    yield from _notices(catalog)


def page_entry(
    title: str, path: str, summary: str, written: str, *, aliases: str = "", maintainers: bool = False
) -> Entry:
    """A page that is not about an object of the catalog: ``written`` is Markdown, ``aliases`` has one a line.

    Blocks of code are examples, whose words would answer other questions; they are left out.
    """
    return Entry(
        kind="page",
        id=path.rstrip("/"),
        name=title,
        path=path,
        summary=summary,
        department=None,
        promise=None,
        fields={
            "name": title,
            "aliases": aliases,
            "summary": summary,
            "text": _plain(_FENCED.sub("", written)),
        },
        maintainers=maintainers,
    )


def services_by_name(catalog: Catalog) -> list[Service]:
    """The services in the order of their names, so that a service's number says its place in the alphabet."""
    return sorted(catalog.services.values(), key=lambda service: (" ".join(words(service.name)), service.id))


def _plain(markdown: str) -> str:
    return _ADDRESS.sub("]", markdown) if "](" in markdown else markdown


def _service(catalog: Catalog, service: Service) -> Entry:
    department = catalog.departments.get(service.department)
    owner = catalog.roles.get(service.roles.owner or "")
    return Entry(
        kind="service",
        id=service.id,
        name=service.name,
        path=links.service(service.id),
        summary=service.summary,
        department=department.name if department else service.department,
        promise=in_short(catalog, service),
        fields={
            "name": service.name,
            "aliases": "\n".join(service.aliases),
            "summary": service.summary,
            "questions": "\n".join(text for faq in service.faqs for text in (faq.question, *faq.aliases)),
            "text": "\n".join((_plain(service.description or ""), *service.prerequisites)),
            "answers": "\n".join(_plain(faq.answer) for faq in service.faqs),
            "not_for": "\n".join(item.text for item in service.not_for),
            "department": "\n".join(
                (department.name, *department.aliases) if department else (service.department,)
            ),
            "owner": "\n".join((owner.title, *owner.responsibilities)) if owner else "",
            "topics": "\n".join(
                topic.name for topic in map(catalog.settings.topics.get, service.topics) if topic
            ),
        },
        former_ids=service.former_ids,
        retired=service.lifecycle == "retired",
    )


def _departments(catalog: Catalog) -> Iterator[Entry]:
    for department in catalog.departments.values():
        yield Entry(
            kind="department",
            id=department.id,
            name=department.name,
            path=links.department(department.id),
            summary=department.summary,
            department=None,
            promise=None,
            fields={
                "name": department.name,
                "aliases": "\n".join(department.aliases),
                "summary": department.summary,
                "text": _plain(department.description or ""),
            },
            former_ids=department.former_ids,
        )


def _role(catalog: Catalog, role: Role) -> Entry:
    department = catalog.departments.get(role.department)
    holders = [holder.person for holder in catalog.holders(role) if holder.is_named]
    names = ", ".join(catalog.people[person].name for person in holders)
    return Entry(
        kind="role",
        id=role.id,
        name=role.title,
        path=links.role(role.id),
        summary=names or role.summary or "; ".join(role.responsibilities),
        department=department.name if department else role.department,
        promise=None,
        fields={
            "name": role.title,
            "aliases": "\n".join(role.aliases),
            "summary": role.summary or "",
            "responsibilities": "\n".join((*role.responsibilities, *role.decides)),
            "holders": "\n".join((names, *_deputies(catalog, role))),
            "department": department.name if department else "",
        },
        former_ids=role.former_ids,
    )


def _deputies(catalog: Catalog, role: Role) -> Iterator[str]:
    """The names of who stands in, after the word by which they are asked for."""
    named = [catalog.people[deputy.person].name for deputy in catalog.deputies(role) if deputy.is_named]
    yield from (text("shared.deputy"), *named) if named else ()


def _people(catalog: Catalog) -> Iterator[Entry]:
    for person in catalog.people.values():
        roles = [
            role for role in catalog.index.held_by.get(person.id, ()) if _holds(catalog, role, person.id)
        ]
        department = catalog.departments.get(roles[0].department) if roles else None
        yield Entry(
            kind="person",
            id=person.id,
            name=person.name,
            path=links.person(person.id),
            summary=", ".join(role.title for role in roles),
            department=department.name if department else None,
            promise=None,
            fields={
                "name": person.name,
                "summary": ", ".join(role.title for role in roles),
                "responsibilities": "\n".join(text for role in roles for text in role.responsibilities),
            },
            former_ids=person.former_ids,
        )


def _holds(catalog: Catalog, role: Role, person: str) -> bool:
    return any(holder.person == person for holder in catalog.holders(role))


def _journeys(catalog: Catalog) -> Iterator[Entry]:
    for journey in catalog.journeys.values():
        yield Entry(
            kind="journey",
            id=journey.id,
            name=journey.name,
            path=links.journey(journey.id),
            summary=journey.summary,
            department=None,
            promise=None,
            fields={
                "name": journey.name,
                "aliases": "\n".join(journey.aliases),
                "summary": journey.summary,
                "text": "\n".join(
                    (_plain(journey.description or ""), *(step.title or "" for step in journey.steps))
                ),
            },
            former_ids=journey.former_ids,
        )


def _questions(catalog: Catalog) -> Iterator[Entry]:
    for faq in catalog.faqs.values():
        department = catalog.departments.get(faq.department)
        service = catalog.services.get(faq.service or "")
        yield Entry(
            kind="faq",
            id=faq.id,
            name=faq.question,
            path=links.faq(faq.id),
            summary=service.name if service else "",
            department=department.name if department else faq.department,
            promise=None,
            fields={
                "name": faq.question,
                "aliases": "\n".join(faq.aliases),
                "answers": _plain(faq.answer),
                "department": service.name if service else "",
            },
        )


def _notices(catalog: Catalog) -> Iterator[Entry]:
    for notice in catalog.notices.values():
        departments = [
            catalog.departments[one].name for one in notice.departments if one in catalog.departments
        ]
        services = [catalog.services[one].name for one in notice.services if one in catalog.services]
        yield Entry(
            kind="notice",
            id=notice.id,
            name=notice.title,
            path=links.notice(notice.id),
            summary=plain(notice.text or ""),
            department=None,
            promise=None,
            fields={
                "name": notice.title,
                "summary": _plain(notice.text or ""),
                "text": text("search.words.notice"),
                "concerns": "\n".join((*departments, *services)),
            },
            retired=notice.is_over(catalog.today),
        )
