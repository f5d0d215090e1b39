"""The files of results with the entries of the JSON document written into them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from servicebook.documents.kinds import is_id
from servicebook.documents.validators import fast_validator
from servicebook.exchange.json.document_files import DocumentFiles
from servicebook.exchange.json.json_document import CopiedValue, read_list
from servicebook.measuring.result_edits import PeriodEdit, edited, period_lines
from servicebook.measuring.result_files import new_file, results_path
from servicebook.model.periods import parse_period
from servicebook.model.results import key_of
from servicebook.problems import Place, Problem, error
from servicebook.settings import day
from servicebook.source.yaml_parts import CannotEditError
from servicebook.source.yaml_reader import parse
from servicebook.source.yaml_rewrite import rewritten

Written = dict[str, Any]
"""A period as it is written in a file."""


def written_results(document_files: DocumentFiles) -> tuple[dict[str, str], list[Problem]]:
    """The texts of files that the document's results are written into, and what is wrong with them.

    Results and notes that the document does not have stay: those that count too few are in no export.
    """
    periods: dict[str, dict[str, Written]] = {}
    problems: list[Problem] = []
    for entry in read_list(document_files.tracker, document_files.root, "results"):
        entry.read_all()
        department, period, written = (entry.value.get(key) for key in ("department", "period", "written"))
        is_right = isinstance(department, str) and is_id(department) and isinstance(period, str)
        if not is_right or not fast_validator("results.schema.json").is_valid({period: written}):
            message = f'the results of "{department}" in "{period}" are not what results are written as'
            hint = "write the file again with servicebook export json"
            problems.append(error("bad-value", entry.place(), message, hint))
            continue
        path = results_path(str(department), int(str(period)[:4]))
        value: Any = written
        periods.setdefault(path, {})[str(period)] = value
        copied = CopiedValue((str(period),), (*entry.pointer, "written"), "results")
        document_files.copied[path].append(copied)
    texts: dict[str, str] = {}
    for path, wanted in periods.items():
        try:
            known = document_files.files.documents.get(path)
            before = known.text if known else new_file(path)
            after = _with(before, known.value if known else {}, wanted)
        except CannotEditError as fault:
            problems.append(
                error("bad-value", Place(path), str(fault), "change it by hand, or write it more simply")
            )
            continue
        if known is None or after != before:
            texts[path] = after
    return texts, problems


def _with(text: str, current: Any, wanted: Mapping[str, Written]) -> str:
    """The text of a file with the periods of the document."""
    edits = [_edit(period, current.get(period), written) for period, written in sorted(wanted.items())]
    text = edited(text, current, edits) if current else text + "".join(_lines(edits))
    now: Any = parse(text, "").value
    for period, written in wanted.items():
        notes = {**now[period].get("notes", {}), **written.get("notes", {})}
        now[period] = {**now[period], **({"notes": notes} if notes else {})}
    return rewritten(text, now)


def _edit(period: str, stands: Written | None, written: Written) -> PeriodEdit:
    new = {key_of(row): row for row in written["results"]}
    as_of = day(written.get("as_of"))
    if stands is None:
        return PeriodEdit(period=period, as_of=as_of, rows=tuple(new.values()))
    rows = [new.pop(key_of(row), row) for row in stands["results"]]
    return PeriodEdit(period=period, as_of=as_of, stands=rows, rows=tuple(new.values()))


def _lines(edits: list[PeriodEdit]) -> Iterator[str]:
    for edit in sorted(edits, key=lambda edit: parse_period(edit.period)):
        yield from (f"{line}\n" for line in period_lines(edit.period, edit.as_of, edit.rows))
