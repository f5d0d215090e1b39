"""Two levels of an escalation lead to the same person, who holds both roles alone.

The second level brings nothing: whoever has not helped is asked again. Let another role be that level, or leave it out.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.escalation_lists import longer_escalations
from servicebook.rules.finding import finding
from servicebook.rules.terms import may_be_named, only_holders
from servicebook.wording import text

CODE = "escalation-same-person"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("role", "person")


def check(catalog: Catalog) -> Iterator[Problem]:
    only = catalog.derive(only_holders)
    for origin, levels in longer_escalations(catalog):
        first: dict[str, int] = {}
        for index, level in enumerate(levels):
            holder = only.get(level.role)
            # whoever holds one of them for a while is soon somebody else
            if holder is None or holder.interim:
                continue
            earlier = first.setdefault(holder.person, index)
            # the same role twice is an error of its own
            if earlier != index and levels[earlier].role != level.role:
                yield finding(
                    CODE,
                    SEVERITY,
                    origin.place("escalation", index, "role"),
                    text(
                        "escalation-same-person.message",
                        person=holder.person,
                        role=level.role,
                        other=levels[earlier].role,
                    ),
                    text("escalation-same-person.hint"),
                    (Related(origin.place("escalation", earlier, "role"), text("problem.other")),),
                    public_message=None
                    if may_be_named(catalog, holder.person)
                    else text("escalation-same-person.public", role=level.role, other=levels[earlier].role),
                )
