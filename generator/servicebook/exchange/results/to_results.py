"""Measured results for programs and spreadsheets: the published rows, and the verdicts that follow from them.

A row is what was counted of one promise in one period, as it stands in ``catalog/results/``; those that count fewer
requests than the settings allow are in no visible catalog, and so not here. A verdict is on a promise for the time that
it is given for: where that is a quarter, on the sum of its months. There are no other sums here: who adds rows up gets
those of the pages.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any

from servicebook import links
from servicebook.analysis.kept_promises import Line, judged_periods
from servicebook.analysis.measured_periods import MeasuredPeriod
from servicebook.analysis.verdicts import Verdict
from servicebook.exchange.spreadsheet.cell_syntax import guard_formula
from servicebook.exchange.spreadsheet.to_csv import table_text
from servicebook.model.catalog import Catalog
from servicebook.model.visible import VisibleCatalog

VERSION = "1"
"""A new number only when something is removed, or changes its meaning."""

SCHEMA = links.DATA_RESULTS_SCHEMA.rpartition("/")[2]

_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}
_PERIOD = {
    "type": "string",
    "pattern": "^[0-9]{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$",
    "description": "A month, 2026-10; a quarter, 2026-Q4; or a year, 2026.",
}
_PROMISE: Mapping[str, Any] = {
    "department": {**_TEXT, "description": "The id of the department in whose file it stands."},
    "service": {**_TEXT, "description": "The id of the service."},
    "measure": {**_TEXT, "description": "What was promised, as in a target."},
    "priority": {**_TEXT, "description": "Where it decides about the promise; so are the next two."},
    "channel": _TEXT,
    "agreement": {**_TEXT, "description": "The id of the agreement with the customer."},
    "period": _PERIOD,
    "promised": {**_TEXT, "description": "The promise as it was counted by."},
}
_COUNTED: Mapping[str, Any] = {
    "counted": {**_COUNT, "description": "Those on which it is known whether the promise was kept."},
    "kept": {**_COUNT, "description": "Those of them that had what was promised."},
}
_ROW: Mapping[str, Any] = {
    **_PROMISE,
    "as_of": {**_TEXT, "description": "The day of counting, where the period was not over."},
    "commit": {**_TEXT, "description": "The catalog's commit in which the promise stood."},
    "basis": {
        "enum": ["history", "today", "reported"],
        "description": "Judged by the promise in force when asked, or by today's; or counted elsewhere.",
    },
    "asked": {**_COUNT, "description": "All requests."},
    **_COUNTED,
    "open_overdue": {**_COUNT, "description": "Those that are open and overdue: counted, and missed."},
    "still_open": {**_COUNT, "description": "Those that are open and not yet due: not counted."},
    "undecided": {**_COUNT, "description": "Those whose due date the calendar does not know: not counted."},
    "half_within": {**_TEXT, "description": "Within this time half were done, pauses left out."},
    "nine_in_ten_within": {**_TEXT, "description": "The same of nine in ten."},
    "lived_half": {**_TEXT, "description": "Within this time half were done, pauses included."},
    "lived_nine_in_ten": {**_TEXT, "description": "The same of nine in ten."},
    "paused": {**_COUNT, "description": "Those with pauses."},
    "note": {**_TEXT, "description": "What the department says about it, in Markdown."},
}
_VERDICT = {
    "enum": [verdict.code for verdict in Verdict],
    "description": "Whether it was kept; missed where chance alone would give so few with a probability under 5 %.",
}
_RESULT: Mapping[str, Any] = {
    **_ROW,
    "verdict": {
        **_VERDICT,
        "description": f"{_VERDICT['description']} Not where it is given for a longer time.",
    },
}
_SUM: Mapping[str, Any] = {**_PROMISE, **_COUNTED, "verdict": _VERDICT}
_REQUIRED = ["department", "service", "measure", "period", "counted", "kept"]


def makers(catalog: VisibleCatalog) -> Mapping[str, Callable[[], str]]:
    """A function that makes each file of the site, by its path; none where nothing was measured."""
    if not catalog.results:
        return {}
    return {
        links.DATA_RESULTS: partial(document, catalog),
        links.DATA_RESULTS_SCHEMA: schema_text,
        links.table("results"): partial(table, catalog),
    }


def document(catalog: VisibleCatalog) -> str:
    """The JSON document; one row a line."""
    head = [f'"servicebook": {_json(VERSION)}', f'"as_of": {_json(catalog.today.isoformat())}']
    head.append(f'"fewest": {catalog.settings.fewest}')
    results = [_object(_RESULT, values) for values in _rows(catalog)]
    sums = [_object(_SUM, _sum(*judged)) for judged in judged_periods(catalog) if not _is_row(judged[1])]
    lists = [
        f'"{name}": [\n' + ",\n".join(rows) + "\n]" for name, rows in (("results", results), ("sums", sums))
    ]
    return "{\n" + ",\n".join([*head, *lists]) + "\n}\n"


def table(catalog: VisibleCatalog) -> str:
    """The rows as CSV: a column for each key of the JSON document, after the name of the service."""
    names = {service.id: service.name for service in catalog.services.values()}
    place = list(_RESULT).index("service")
    rows = ([_cell(names.get(values[place], "")), *map(_cell, values)] for values in _rows(catalog))
    return table_text(["name", *_RESULT], rows, guarded=True)


def schema_text() -> str:
    """The schema of the document as a file."""
    rows = {
        "results": (_RESULT, "What was counted of one promise in one period."),
        "sums": (_SUM, "Several results of one promise in the time that it is given for, the newest first."),
    }
    properties: dict[str, Any] = {
        "servicebook": {"const": VERSION, "description": "The version of this form."},
        "as_of": {"type": "string", "format": "date", "description": "The day of the site."},
        "fewest": {**_COUNT, "description": "Results that count fewer requests are left out."},
    }
    for name, (keys, description) in rows.items():
        required = [*_REQUIRED, "verdict"] if keys is _SUM else _REQUIRED
        item = {"type": "object", "additionalProperties": False, "required": required, "properties": keys}
        properties[name] = {"type": "array", "items": item, "description": description}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        "title": "Measured results",
        "description": f"{links.DATA_RESULTS} of a site.",
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _rows(catalog: Catalog) -> Iterator[tuple[Any, ...]]:
    """The values of each published row by the keys of a result, None where it does not have one."""
    verdicts = {id(one.rows[0]): one.verdict for _, one in judged_periods(catalog) if _is_row(one)}
    values = attrgetter(*_ROW)
    for result in catalog.results:
        verdict = verdicts.get(id(result))
        yield (*values(result), verdict.code if verdict else None)


def _is_row(measured: MeasuredPeriod) -> bool:
    """Whether it is one published row, and no sum."""
    return len(measured.rows) == 1 and measured.rows[0].period == measured.period


def _sum(line: Line, one: MeasuredPeriod) -> tuple[Any, ...]:
    """The values of a sum by its keys."""
    key = (line.service, line.measure, line.priority, line.channel, line.agreement)
    verdict = one.verdict.code if one.verdict else None
    return (one.rows[0].department, *key, one.period, one.promised, one.counted, one.kept, verdict)


def _object(keys: Iterable[str], values: Iterable[Any]) -> str:
    """A row as JSON, without what it does not have: there are many thousand, so that no dictionary is made of each."""
    written = [
        f'"{key}":{_json(value)}' for key, value in zip(keys, values, strict=True) if value is not None
    ]
    return "{" + ",".join(written) + "}"


@lru_cache(maxsize=1 << 16)  # the same promises, times and numbers come again and again
def _json(value: Any) -> str:
    return str(value) if type(value) is int else json.dumps(str(value), ensure_ascii=False)


@lru_cache(maxsize=1 << 16)
def _cell(value: Any) -> str:
    return "" if value is None else guard_formula(str(value))
