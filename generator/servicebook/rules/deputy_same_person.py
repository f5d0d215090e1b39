"""The owner and the deputy of a service are two roles, and one person holds both.

On paper somebody stands in; in fact there is nobody to ask when that person is away. Let somebody else hold the deputy
role, or list `deputies` of the owner's role.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.rules.terms import may_be_named, only_holders
from servicebook.wording import text

CODE = "deputy-same-person"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("role", "person")


def check(catalog: Catalog) -> Iterator[Problem]:
    only = catalog.derive(only_holders)
    for service in catalog.services.values():
        owner, deputy = service.roles.owner, service.roles.deputy
        if owner is None or deputy is None or owner == deputy or service.lifecycle == "retired":
            continue
        one, other = only.get(owner), only.get(deputy)
        if one is None or other is None or one.person != other.person:
            continue
        if any(stand_in.person != one.person for stand_in in catalog.deputies(catalog.roles[owner])):
            continue
        yield finding(
            CODE,
            SEVERITY,
            service.origin.place("roles", "deputy"),
            text("deputy-same-person.message", person=one.person, service=service.name),
            text("deputy-same-person.hint"),
            (Related(catalog.roles[deputy].origin.place(key=True), text("deputy-same-person.deputy")),),
            public_message=None
            if may_be_named(catalog, one.person)
            else text("deputy-same-person.public", service=service.name),
        )
