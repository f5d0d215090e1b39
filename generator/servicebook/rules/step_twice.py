"""A list of hand-offs or a journey has the same step twice.

Both are done by the same, in the same words and time. One was probably copied, and is still to be changed; else
remove it, or say how they differ.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.rules.steps import all_steps
from servicebook.wording import text

CODE = "step-twice"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for _, origin, field, steps in all_steps(catalog):
        if len(steps) < 2:
            continue
        first: dict[tuple[object, ...], int] = {}
        for index, step in enumerate(steps):
            key = (step.by, step.service, step.title, step.does, step.note, step.within)
            earlier = first.setdefault(key, index)
            # steps of one id are an error already, which says the same
            if earlier != index and steps[earlier].id != step.id:
                yield finding(
                    CODE,
                    SEVERITY,
                    origin.place(field, index),
                    text("step-twice.message", step=step.id, other=steps[earlier].id),
                    text("step-twice.hint"),
                    (Related(origin.place(field, earlier), text("problem.other")),),
                )
