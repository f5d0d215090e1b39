"""Two people have the same e-mail address.

Whoever writes to one of them does not know who reads it. Give each their own; an address that several read belongs to a
role, as its `contact`. Whoever has the telephone number or handles of another one, too, is a copy that is told once,
where the name does not fit the address. People of one name and address are found by `object-twice`.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.copied_people import CopiedPerson, copied_people
from servicebook.rules.finding import finding
from servicebook.wording import text
from servicebook.wording.lists import listed

CODE = "email-twice"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for person_id, copy in catalog.derive(copied_people).items():
        person, original = catalog.people[person_id], copy.original
        yield finding(
            CODE,
            SEVERITY,
            person.origin.place("email"),
            text("email-twice.message", email=person.email, other=original.id)
            if len(copy.fields) == 1
            else text("email-twice.copy", person=person_id, other=original.id, fields=listed(_named(copy))),
            text("email-twice.hint") if len(copy.fields) == 1 else text("email-twice.copy-hint"),
            (Related(original.origin.place("email"), text("problem.other")),),
            public_message=text("email-twice.public"),
        )


def _named(copy: CopiedPerson) -> Iterator[str]:
    """The keys as they are called; another system by its own name."""
    called = {
        "email": text("email-twice.email"),
        "chat": text("email-twice.chat"),
        "phone": text("email-twice.phone"),
    }
    return (called.get(field, field) for field in copy.fields)
