"""Which kinds of pages, by their templates, show what is written of a service: a table that saves builds much work.

A service's own page shows all of it. What is in none of these rows may be shown anywhere. Nobody need remember this:
``tests/publishing/test_shown_fields.py`` records what pages read, and says which row lacks a kind.
"""

from __future__ import annotations

from collections.abc import Mapping

_BY_AGE = frozenset(("department.html", "served.html", "start_here.html", "who_serves.html"))

SHOWN_ON: Mapping[str, frozenset[str]] = {
    "summary": frozenset(
        ("department.html", "find.html", "home.html", "role.html", "services.html", "start_here.html")
    ),
    "aliases": frozenset(("home.html", "start_here.html")),
    "description": frozenset(),
    "audience": frozenset(),
    "sites": frozenset(),
    "prerequisites": frozenset(),
    "not_for": frozenset(),
    "cost": frozenset(),
    "pauses_when": frozenset(),
    "customer_duties": frozenset(("agreement.html",)),
    "faqs": frozenset(("about.html", "department.html", "faqs.html", "faqs_of.html", "start_here.html")),
    "links": frozenset(),
    "reviewed_on": _BY_AGE,
    "review_every": _BY_AGE,
}
"""By key of a service's file, the kinds of pages that show it of other services than the one that they are about."""

SHOWING_ANYTHING = frozenset(
    ("agenda.html", "reference.html", "reference_rules.html", "state.html", "state_department.html")
)
"""The kinds of pages that say where in a file something stands, or what was found wrong: they show any change."""

SHOWING_OWN_PAST = frozenset(("department.html", "service.html"))
"""The kinds of pages that show of the history only what changed of the object that they are about."""
SHOWING_ANY_PAST = frozenset(("what_changed.html",))
"""The kinds of pages that show any of it. Others show at most whether there is one."""
