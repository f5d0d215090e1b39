"""Somebody thanks themselves.

`from` and `to` name the same person or department. One of them was probably meant to be another.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.rules.terms import may_be_named
from servicebook.wording import text

CODE = "thanks-to-oneself"
SEVERITY = Severity.ERROR
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for thanks in catalog.kudos:
        if thanks.sender == thanks.receiver:
            kind, _, name = thanks.receiver.partition(":")
            service = catalog.services.get(thanks.about or "")
            yield finding(
                CODE,
                SEVERITY,
                thanks.origin.place("to"),
                text("thanks-to-oneself.message", party=thanks.receiver),
                text("thanks-to-oneself.hint")
                if service is None or kind != "department" or service.department == name
                else text("thanks-to-oneself.hint-about", department=service.department, service=service.id),
                public_message=None
                if kind != "person" or may_be_named(catalog, name)
                else text("thanks-to-oneself.public"),
            )
