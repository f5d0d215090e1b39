"""Which kinds of pages, by their templates, and of data show what is written of a service: it saves builds much work.

A service's own page and data show all of it. What is in none of these rows may be shown anywhere. Nobody need remember
this: ``tests/publishing/test_shown_fields.py`` records what pages read, and says which row lacks a kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from servicebook.model.catalog import Catalog
from servicebook.model.service import Service

_BY_AGE = frozenset(("department.html", "served.html", "who_serves.html", "data/catalog.ics"))

SHOWN_ON: Mapping[str, frozenset[str]] = {
    "summary": frozenset(("find.html", "home.html", "services.html")),
    "aliases": frozenset(("home.html", "state.html", "state_department.html")),
    "description": frozenset(),
    "audience": frozenset(),
    "sites": frozenset(),
    "prerequisites": frozenset(),
    "not_for": frozenset(),
    "cost": frozenset(),
    "pauses_when": frozenset(),
    "customer_duties": frozenset(("agreement.html",)),
    "faqs": frozenset(
        (
            "about.html",
            "department.html",
            "faqs.html",
            "faqs_of.html",
            "start_here.html",
            "data/catalog.json/department",
            "data/catalog.json/faq",
            "faqs.csv",
        )
    ),
    "links": frozenset(),
    "reviewed_on": _BY_AGE,
    "review_every": _BY_AGE,
}
"""By key of a service's file, the kinds of pages that show it of other services than the one that they are about, and
of pieces of data that show it of others than those that they show whole."""

SHOWN_NEAR: Mapping[str, frozenset[str]] = {
    "summary": frozenset(("department.html", "role.html", "start_here.html")),
    "aliases": frozenset(("start_here.html",)),
    "reviewed_on": frozenset(("agenda.html",)),
    "review_every": frozenset(("agenda.html",)),
}
"""By key, the kinds of pages that show it only of services that are near to what they are about: see :func:`near`."""

SHOWING_FINDINGS = frozenset(
    ("reference.html", "reference_rules.html", "state.html", "state_department.html")
)
"""The kinds of pages that say what was found wrong, and where in its file: they show any change of that."""

FOR_SCRIPTS = "clock/"
"""The kind of all that scripts of pages fetch: calendars, tables of moments, ways of sending a request."""

SHOWING_OWN_PAST = frozenset(("department.html", "service.html"))
"""The kinds of pages that show of the history only what changed of the object that they are about."""
SHOWING_ANY_PAST = frozenset(("what_changed.html",))
"""The kinds of pages that show any of it. Others show at most whether there is one."""


def near(catalog: Catalog, service: Service) -> Iterator[tuple[str, str]]:
    """What a service is near to, by kind and id: its department and those above, and the roles that answer for it."""
    above = service.department
    while (department := catalog.departments.get(above)) is not None:
        yield "department", above
        above = department.part_of or ""
    roles = service.roles
    yield from (("role", role) for role in (roles.owner, roles.deputy, roles.process_owner) if role)
