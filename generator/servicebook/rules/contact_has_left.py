"""A role, a department or a service is reached at the address of somebody who has left.

Whoever asks gets no answer. Write an address that outlives its holders, or that of who has come after.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.analysis.addresses_used import addresses_used, owners_of_addresses
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "contact-has-left"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    gone = owners_of_addresses(
        person for person in catalog.people.values() if not person.is_here(catalog.today)
    )
    if not gone:
        return
    # a telephone is handed on
    for address in owners_of_addresses(
        person for person in catalog.people.values() if person.is_here(catalog.today)
    ):
        gone.pop(address, None)
    for origin, pointer, address in addresses_used(catalog):
        person = gone.get(address.casefold())
        if person is not None:
            yield finding(
                CODE,
                SEVERITY,
                origin.place(*pointer),
                text("contact-has-left.message", address=address, person=person.id, day=person.left_on),
                text("contact-has-left.hint"),
                (Related(person.origin.place("left_on"), text("holder-left.day")),),
                public_message=text("contact-has-left.public"),
            )
