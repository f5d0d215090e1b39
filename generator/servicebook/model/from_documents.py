"""The catalog that documents describe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Protocol, TypeVar

from servicebook.documents.document import Document
from servicebook.model.agreement import agreement_from
from servicebook.model.catalog import Catalog
from servicebook.model.department import department_from
from servicebook.model.faq import Faq, faqs_from
from servicebook.model.health_check import health_checks_from
from servicebook.model.held_meeting import held_meetings_from
from servicebook.model.journey import journey_from
from servicebook.model.lookups import lookups
from servicebook.model.made_objects import MadeObjects
from servicebook.model.news import kudos_from, notice_from
from servicebook.model.remark import remarks_from
from servicebook.model.results import results_from
from servicebook.model.role import people_from, roles_from
from servicebook.model.rota import absences_from, rota_from
from servicebook.model.service import Service, service_from
from servicebook.model.survey import survey_from
from servicebook.settings import Settings
from servicebook.source.owners_files import OwnersFile


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_HasId)
U = TypeVar("U")


def catalog_from(
    documents: Iterable[Document],
    settings: Settings,
    today: date,
    *,
    mentioned: frozenset[tuple[str | None, str]] = frozenset(),
    faulty_kinds: frozenset[str] = frozenset(),
    incomplete_kinds: frozenset[str] = frozenset(),
    faulty_files: frozenset[str] = frozenset(),
    owners_files: tuple[OwnersFile, ...] = (),
    made: MadeObjects | None = None,
) -> Catalog:
    """The catalog of documents that are valid against the schemas of their kinds.

    What ``made`` knows is not made again, and what is made it knows afterwards.
    """
    known = made or MadeObjects()
    of_kind: defaultdict[str, list[Document]] = defaultdict(list)
    for document in documents:
        of_kind[document.location.kind.name].append(document)

    def one_each(kind: str, make: Callable[[Document], U]) -> Iterator[U]:
        return (known.of(document, make) for document in of_kind[kind])

    def several_each(kind: str, make: Callable[[Document], Iterable[U]]) -> Iterator[U]:
        return (item for document in of_kind[kind] for item in known.several_of(document, make))

    departments = _by_id(one_each("department", department_from))
    services = _by_id(one_each("service", service_from))
    roles = _by_id(several_each("role", roles_from))
    people = _by_id(several_each("person", people_from))
    agreements = _by_id(one_each("agreement", agreement_from))
    journeys = _by_id(one_each("journey", journey_from))
    notices = _by_id(one_each("notice", notice_from))
    remarks = _by_id(several_each("remark", remarks_from))
    surveys = _by_id(one_each("survey", survey_from))
    meetings = _by_id(several_each("meeting", held_meetings_from))
    health_checks = _by_id(several_each("health", health_checks_from))
    faqs = _faqs([*of_kind["faq"], *of_kind["service"]], services, known)
    thanks = several_each("kudos", kudos_from)
    newest_first = tuple(sorted(thanks, key=lambda kudos: kudos.on, reverse=True))
    # the order of paths is that of departments and years; within a file, its periods are in order
    of_kind["results"].sort(key=lambda document: document.path)
    return Catalog(
        today=today,
        settings=settings,
        departments=departments,
        services=services,
        roles=roles,
        people=people,
        faqs=faqs,
        agreements=agreements,
        journeys=journeys,
        notices=notices,
        kudos=newest_first,
        absences=tuple(several_each("absence", absences_from)),
        rotas=_by_id(one_each("rota", rota_from)),
        results=tuple(several_each("results", results_from)),
        remarks=remarks,
        surveys=surveys,
        meetings=meetings,
        health_checks=health_checks,
        mentioned=mentioned,
        faulty_kinds=faulty_kinds,
        incomplete_kinds=incomplete_kinds,
        faulty_files=faulty_files,
        owners_files=owners_files,
        index=lookups(
            departments=departments,
            services=services,
            roles=roles,
            faqs=faqs,
            agreements=agreements,
            journeys=journeys,
            notices=notices,
            kudos=newest_first,
            remarks=remarks,
            meetings=meetings,
            health_checks=health_checks,
        ),
    )


def _by_id(objects: Iterable[T]) -> dict[str, T]:
    return {item.id: item for item in sorted(objects, key=lambda item: item.id)}


def _faqs(
    documents: Iterable[Document], services: Mapping[str, Service], known: MadeObjects
) -> dict[str, Faq]:
    """The questions in the order in which they were written, file by file; those of services are theirs."""
    faqs: dict[str, Faq] = {}
    for document in sorted(documents, key=lambda document: document.path):
        service = services.get(document.location.qualified_id or "")
        questions = known.several_of(document, faqs_from) if service is None else service.faqs
        faqs.update((faq.id, faq) for faq in questions)
    return faqs
