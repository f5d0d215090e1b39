"""An address that nobody reads is given as a way to ask.

What is sent to `noreply@` is lost, and whoever wrote waits. Give the address of a mailbox that somebody reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Place, Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "noreply-address"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()

_NOBODY = re.compile(r"(?:no|do-?not)[-_.]?(?:reply|respond)\b", re.IGNORECASE)


def check(catalog: Catalog) -> Iterator[Problem]:
    for owners in (catalog.departments.values(), catalog.services.values()):
        for owner in owners:
            for index, channel in enumerate(owner.channels):
                if channel.address and _NOBODY.match(channel.address):
                    yield _found(owner.origin.place("channels", index, "address"), channel.address)
    for role in catalog.roles.values():
        if role.contact.email and _NOBODY.match(role.contact.email):
            yield _found(role.origin.place("contact", "email"), role.contact.email)
    for person in catalog.people.values():
        if person.email and _NOBODY.match(person.email):
            yield _found(person.origin.place("email"), person.email)


def _found(place: Place, address: str) -> Problem:
    return finding(
        CODE,
        SEVERITY,
        place,
        text("noreply-address.message", address=address),
        text("noreply-address.hint"),
    )
