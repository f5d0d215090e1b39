"""A rota names somebody who is not in the catalog, or nobody.

Who is on duty is found by a guest of the event, or by its title: an id of `catalog/people.yml`, a name or an e-mail
address there that nobody else has. Otherwise the time counts as one at which nobody is on duty.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.model.duty import people_of
from servicebook.model.rota import RotaEvent
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "rota-of-unknown-person"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("person",)


def check(catalog: Catalog) -> Iterator[Problem]:
    for rota in catalog.rotas.values():
        for number, event in enumerate(rota.events):
            if not event.is_cancelled and not people_of(catalog, event):
                yield finding(
                    CODE,
                    SEVERITY,
                    rota.origin.place("events", number),
                    _message(event),
                    text("rota-of-unknown-person.hint"),
                    public_message=text("rota-of-unknown-person.public"),
                )


def _message(event: RotaEvent) -> str:
    if not event.names:
        return text("rota-of-unknown-person.message-nobody")
    return text("rota-of-unknown-person.message", names=", ".join(f'"{name}"' for name in event.names))
