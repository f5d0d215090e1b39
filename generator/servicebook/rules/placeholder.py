"""An example that `servicebook init` wrote is still in the catalog.

Readers would take it for real: they would ask for a service that nobody offers, or write to an address that
nobody reads. Write your own text there, or remove the example. `servicebook rename` gives it an id of yours and
leaves no trace of the old one, as nobody ever used it.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.documents.document import Origin
from servicebook.documents.examples import ORGANIZATION, TEXTS
from servicebook.model.catalog import Catalog
from servicebook.problems import Place, Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "placeholder"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    organization = catalog.settings.organization
    if organization.name == ORGANIZATION and organization.origin is not None:
        yield _found(organization.origin.place("name"), ORGANIZATION)
    for origin, texts in _texts(catalog):
        found = next(((pointer, text) for pointer, text in texts if text in TEXTS), None)
        if found:
            yield _found(origin.place(*found[0]), str(found[1]))


_Texts = list[tuple[tuple[str | int, ...], str | None]]


def _texts(catalog: Catalog) -> Iterator[tuple[Origin, _Texts]]:
    """What an example may say, of each object: where it stands within it, and the text."""
    for department in catalog.departments.values():
        addresses: _Texts = [
            (("channels", number, "address"), channel.address)
            for number, channel in enumerate(department.channels)
        ]
        yield department.origin, [(("summary",), department.summary), *addresses]
    for service in catalog.services.values():
        yield service.origin, [(("summary",), service.summary)]
    for role in catalog.roles.values():
        yield role.origin, [(("summary",), role.summary)]
    for faq in catalog.faqs.values():
        yield faq.origin, [(("question",), faq.question)]
    for person in catalog.people.values():
        yield person.origin, [(("name",), person.name), (("email",), person.email)]


def _found(place: Place, written: str) -> Problem:
    return finding(
        CODE,
        SEVERITY,
        place,
        text("placeholder.message", text=written),
        text("placeholder.hint"),
        # also an invented person is not named where people are not shown
        public_message=text("placeholder.public"),
    )
