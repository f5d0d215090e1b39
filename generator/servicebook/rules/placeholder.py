"""An example that `servicebook init` or `servicebook new` wrote is still in the catalog.

Readers would take it for real: they would ask for a service that nobody offers, or write to an address that
nobody reads. Write your own text there, or remove the example; a comment line that `new` wrote is one as well when only
its `#` is taken away. `servicebook rename` gives an example an id of yours and leaves no trace of the old one, as
nobody ever used it.

`servicebook import feedback` takes no words of others: until an editor has written what was said, nobody sees it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from servicebook.documents.document import Origin
from servicebook.documents.examples import DRAFTED, ORGANIZATION, TEXTS, UNSAID
from servicebook.model.catalog import Catalog
from servicebook.model.department import Department
from servicebook.model.service import Service
from servicebook.problems import Place, Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "placeholder"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


_ALL = TEXTS | DRAFTED | {UNSAID}
_Texts = list[tuple[tuple[str | int, ...], str | None]]


def check(catalog: Catalog) -> Iterator[Problem]:
    organization = catalog.settings.organization
    if organization.name == ORGANIZATION and organization.origin is not None:
        yield _found(organization.origin.place("name"), ORGANIZATION)
    for origin, texts in _texts(catalog):
        found = next(((pointer, text) for pointer, text in texts if text in _ALL), None)
        if found:
            yield _found(origin.place(*found[0]), str(found[1]))


def _texts(catalog: Catalog) -> Iterator[tuple[Origin, _Texts]]:
    """What an example may say, of each object: where it stands within it, and the text."""
    items: Iterable[Department | Service] = chain(catalog.departments.values(), catalog.services.values())
    for item in items:
        duties, links = item.customer_duties, [link.url for link in item.links]
        ways = [way for channel in item.channels for way in (channel.address, channel.url)]
        # nearly all have none of them, and where each stands need not be said
        if not _ALL.isdisjoint((item.summary, item.description, *duties, *links, *ways)):
            yield item.origin, [*_own_texts(item), *_contacts(item)]
    for agreement in catalog.agreements.values():
        yield agreement.origin, [(("summary",), agreement.summary), *_lines("quality", agreement.quality)]
        yield agreement.origin, _lines("customer_duties", agreement.customer_duties)
        yield agreement.origin, [(("links", n, "url"), link.url) for n, link in enumerate(agreement.links)]
    for journey in catalog.journeys.values():
        yield journey.origin, [(("description",), journey.description)]
    for notice in catalog.notices.values():
        yield notice.origin, [(("text",), notice.text)]
    for role in catalog.roles.values():
        yield role.origin, [(("summary",), role.summary)]
    for faq in catalog.faqs.values():
        yield faq.origin, [(("question",), faq.question)]
    for remark in catalog.remarks.values():
        yield remark.origin, [(("said",), remark.said)]
    for thanks in catalog.kudos:
        yield thanks.origin, [(("text",), thanks.text)]
    for person in catalog.people.values():
        yield person.origin, [(("name",), person.name), (("email",), person.email)]


def _own_texts(item: Department | Service) -> _Texts:
    duties = _lines("customer_duties", item.customer_duties)
    return [(("summary",), item.summary), (("description",), item.description), *duties]


def _contacts(item: Department | Service) -> _Texts:
    texts: _Texts = [(("links", number, "url"), link.url) for number, link in enumerate(item.links)]
    for number, channel in enumerate(item.channels):
        texts.append((("channels", number, "address"), channel.address))
        texts.append((("channels", number, "url"), channel.url))
    return texts


def _lines(field: str, lines: Iterable[str]) -> _Texts:
    return [((field, number), line) for number, line in enumerate(lines)]


def _found(place: Place, written: str) -> Problem:
    if written == UNSAID:
        return finding(CODE, SEVERITY, place, text("placeholder.unsaid"), text("placeholder.unsaid-hint"))
    drafted = written in DRAFTED
    return finding(
        CODE,
        SEVERITY,
        place,
        text("placeholder.drafted", text=written) if drafted else text("placeholder.message", text=written),
        text("placeholder.hint"),
        # also an invented person is not named where people are not shown
        public_message=text("placeholder.public"),
    )
