"""How the work is done: steps by department, as lanes and as a numbered list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from servicebook.analysis.network import waited_for
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.common import Step
from servicebook.model.promises import in_short
from servicebook.pages.parts.page_links import Link, department_link, doer_link, hue, role_link, service_link
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import promise_text, text

MAX_COLUMNS, MAX_ROWS = 6, 8


@frozen(kw_only=True)
class StepView:
    """A step with its place in the drawing: column and row from 1."""

    title: str
    who: Link
    department: str
    time: str
    sometimes: bool
    waits_for: str | None
    note: str | None
    service: Link | None
    column: int
    row: int
    hue: int


@frozen(kw_only=True)
class Lane:
    """A department's lane: ``row`` is its first; it has one for each of its steps that run at once."""

    name: str
    row: int
    hue: int


@frozen(kw_only=True)
class Work:
    """All steps; ``drawn`` tells whether they fit into a drawing."""

    steps: tuple[StepView, ...]
    lanes: tuple[Lane, ...]
    columns: int
    rows: int
    drawn: bool


def work(catalog: Catalog, urls: UrlContext, steps: Sequence[Step], own_department: str | None) -> Work:
    """The steps in lanes: a step stands to the right of everything that it waits for."""
    columns = _columns(steps)
    departments = [department_of(step, own_department) for step in steps]
    rows, first_rows, height = _rows(departments, [columns[step.id] for step in steps])
    lanes = tuple(
        Lane(
            name=department_link(catalog, urls, department).text,
            row=row,
            hue=hue(catalog, department),
        )
        for department, row in first_rows.items()
    )
    names = titles_of(catalog, steps)
    views = tuple(
        StepView(
            title=names[step.id],
            who=_who(catalog, urls, step),
            department=department_link(catalog, urls, department).text,
            time=_time(catalog, step, own_department),
            sometimes=step.when == "sometimes",
            waits_for=_waits_for(steps, index, names),
            note=step.note,
            service=service_link(catalog, urls, step.service) if step.service else None,
            column=columns[step.id],
            row=rows[index],
            hue=hue(catalog, department),
        )
        for index, (step, department) in enumerate(zip(steps, departments, strict=True))
    )
    width = max(columns.values(), default=0)
    drawn = 1 < width <= MAX_COLUMNS and height <= MAX_ROWS
    return Work(steps=views, lanes=lanes, columns=width, rows=height, drawn=drawn)


def titles_of(catalog: Catalog, steps: Sequence[Step]) -> dict[str, str]:
    """What each step is called, by its id."""
    return {step.id: _title(catalog, step) for step in steps}


def _rows(departments: Sequence[str], columns: Sequence[int]) -> tuple[list[int], dict[str, int], int]:
    """Each step's row, each department's first one, and how many there are: no two steps in one place."""
    taken: Counter[tuple[str, int]] = Counter()
    within = []
    for place in zip(departments, columns, strict=True):
        within.append(taken[place])
        taken[place] += 1
    first: dict[str, int] = {}
    height = 0
    for department in dict.fromkeys(departments):
        first[department] = height + 1
        height += max(number for (other, _), number in taken.items() if other == department)
    return [first[d] + index for d, index in zip(departments, within, strict=True)], first, height


def _columns(steps: Sequence[Step]) -> dict[str, int]:
    """Each step's column: one more than the farthest of those it waits for."""
    columns: dict[str, int] = {}
    before = {step.id: waited_for(steps, index) for index, step in enumerate(steps)}
    for _ in steps:  # enough rounds for any order of steps without circles
        for step in steps:
            columns[step.id] = 1 + max((columns.get(other, 0) for other in before[step.id]), default=0)
    return columns


def _waits_for(steps: Sequence[Step], index: int, names: dict[str, str]) -> str | None:
    """Said only where it is not simply the step above."""
    after = steps[index].after
    if after is None or (index and after == (steps[index - 1].id,)):
        return None
    if not after:
        return text("step.at-once") if index else None
    return text("step.after", steps=", ".join(names.get(other, other) for other in after))


def department_of(step: Step, own: str | None) -> str:
    """Whose step it is; ``own`` is the department that does what names nobody."""
    if step.service:
        return step.service.partition("/")[0]
    return (step.by or own or "").partition("/")[0]


def _title(catalog: Catalog, step: Step) -> str:
    if step.title or step.does:
        return step.title or step.does or ""
    service = catalog.services.get(step.service or "")
    return service.name if service else step.id


def _who(catalog: Catalog, urls: UrlContext, step: Step) -> Link:
    if step.service:
        return department_link(catalog, urls, step.service.partition("/")[0])
    if step.by and "/" in step.by:
        return role_link(catalog, urls, step.by)
    return doer_link(catalog, urls, step.by or "")


def _time(catalog: Catalog, step: Step, customer: str | None) -> str:
    if step.within is not None:
        return promise_text.time_limit(step.within)
    service = catalog.services.get(step.service or "")
    promise = in_short(catalog, service, customer) if service else None
    return text("step.promised", time=promise) if promise else text("step.no-time")
