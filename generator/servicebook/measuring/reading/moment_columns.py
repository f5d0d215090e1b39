"""How the dates of an export's columns are to be read, decided from all of its tables together."""

from __future__ import annotations

from collections.abc import Sequence

from servicebook.measuring.reading.date_forms import Shapes, Unclear, are_durations, time_of_day
from servicebook.measuring.reading.export_lines import PickedTable
from servicebook.measuring.reading.moment_formats import Form
from servicebook.measuring.reading.moments import Cell, Moments, has_only_midnights
from servicebook.measuring.reading.not_read import quotable
from servicebook.measuring.reading.settled import Settled
from servicebook.problems import Place, Problem, error
from servicebook.wording import text
from servicebook.wording.lists import either


def moments_of(
    tables: Sequence[PickedTable], how: Settled, keys: Sequence[str]
) -> list[dict[str, Moments]] | Problem:
    """What reads each column of moments, for each table; or why that is not known."""
    found_out = [key for key in keys if not how.forms(key) and how.number(key) is None]
    forms = _found_forms(tables, how, found_out)
    if isinstance(forms, Problem):
        return forms
    result: list[dict[str, Moments]] = []
    for table in tables:
        readers: dict[str, Moments] = {}
        for key in keys:
            if key not in table.keys:
                continue
            own = how.forms(key) or (how.first_forms + forms if key in found_out else ())
            at = time_of_day(how.source.time_of_day, key)
            if at is None and (problem := _days_only(table, key, own)):
                return problem
            readers[key] = Moments(
                own, how.zone, number=how.number(key), at=at,
                start_1904=table.table.start_1904, decimal=how.source.decimal,
            )  # fmt: skip
        result.append(readers)
    return result


def _cells(table: PickedTable, key: str) -> list[Cell]:
    index = table.keys.index(key)
    return [cells[index] for _, cells in table.rows if cells[index] is not None]


def _found_forms(
    tables: Sequence[PickedTable], how: Settled, keys: Sequence[str]
) -> tuple[Form, ...] | Problem:
    shapes = Shapes()
    for table in tables:
        for key in keys:
            if key not in table.keys:
                continue
            texts = [cell for cell in _cells(table, key) if isinstance(cell, str)]
            if texts and are_durations(texts[:1000]):
                message = text("tickets.durations", column=table.headers[key], value=quotable(texts[0]))
                return error("bad-value", Place(table.table.path), message, text("tickets.durations-hint"))
            shapes.add(texts)
    forms = shapes.forms()
    return forms if isinstance(forms, tuple) else _unclear(forms, tables[0].table.path)


def _unclear(why: Unclear, path: str) -> Problem:
    written = either(f'dates: "{form}"' for form in why.choices)
    if why.fault == "contradicting":
        message = text("tickets.dates-contradict", one=quotable(why.example), other=quotable(why.other))
        return error("bad-date", Place(path), message, text("tickets.dates-contradict-hint", choices=written))
    message = text("tickets.dates-undecided", value=quotable(why.example))
    return error("bad-date", Place(path), message, text("tickets.dates-undecided-hint", choices=written))


def _days_only(table: PickedTable, key: str, forms: Sequence[Form]) -> Problem | None:
    """The problem of a column that has days and no time at all."""
    cells = _cells(table, key)
    texts = [cell for cell in cells if isinstance(cell, str)]
    if not cells or any(":" in cell for cell in texts):
        return None
    days = [cell for cell in texts if any(form.read(cell) is not None for form in forms)]
    if not days and not has_only_midnights(cells):
        return None
    message = text("tickets.days-only", column=table.headers[key])
    hint = text("tickets.days-only-hint", key=key)
    return error("bad-date", Place(table.table.path), message, hint)
