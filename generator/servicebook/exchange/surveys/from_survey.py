"""Surveys as counts, from exports of answers.

SOURCE is a CSV file or workbook (.xlsx), with a row for everybody who answered: the export of LimeSurvey, the download
of Formbricks, or a table of yours. Read are the columns ``recommend`` (0 to 10), ``satisfied``, ``effort`` and
``engaged`` (1 to 5, the best last), or those that ``--map COLUMN=recommend`` names, the day, and what an answer is
about (``about``: an id or a name of a department or service). **No other column is looked at.** Who gave up before the
end is not counted.

Each question becomes ``catalog/surveys/<file>.yml``, with the question's name behind it where a file has several. With
a column ``about`` there is one more for each that is named there. What an editor has written stays: another export of
the same file changes nothing but the counts.

Fewer than ``fewest`` of ``site_config/measures.yml`` are not written, nor what would tell them as a difference.

Losses by kind: ``too-few`` (fewer than ``fewest`` answered), ``given-away`` (what few answered would follow from it),
``few-more`` (fewer than ``fewest`` have answered since; the counts stay), ``no-number``, ``no-subject``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from servicebook.documents.kinds import BY_NAME
from servicebook.exchange.core.file_values import FileValues
from servicebook.exchange.core.ids import unique_ids
from servicebook.exchange.core.import_result import ImportRequest, ImportResult, Loss
from servicebook.exchange.surveys.survey_columns import (
    Columns,
    NoColumnError,
    columns_of,
    is_known,
    kind_of_answer,
)
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.published_surveys import Asked, published_surveys
from servicebook.problems import Place, Problem, error
from servicebook.source.delimited import read_delimited
from servicebook.source.grid import Grid, Row
from servicebook.source.import_files import read_bytes
from servicebook.source.tree import UnreadableError
from servicebook.source.workbook import read_workbook
from servicebook.wording import text

HELP = "surveys: answers as LimeSurvey and Formbricks export them, or CSV, into counts; for a catalog that is there"
UPDATES = True

MAX_BYTES = 200 * 1024 * 1024
_ZIP = b"PK\x03\x04"
_COUNTS = ("promoters", "passives", "detractors")


@frozen(kw_only=True)
class Counted:
    """The counts of a question, ``about`` a department or a service, None for all answers."""

    id: str
    question: str
    about: str | None
    asked: date
    counts: Mapping[str, int]

    @property
    def answers(self) -> int:
        """How many answered."""
        return sum(self.counts.values())


def load(source: Path, request: ImportRequest) -> ImportResult:
    """The catalog with the counts of a file. Raises :class:`UnreadableError` where there is no such file."""
    if request.catalog is None:
        raise UnreadableError(text("survey-import.needs-catalog"))
    if not source.is_file():
        raise UnreadableError(text("feedback.no-file", path=source))
    raw = read_bytes(source, MAX_BYTES)
    if isinstance(raw, Problem):
        return ImportResult(files={}, problems=(raw,))
    grid = _grid(raw, source.as_posix(), request)
    if isinstance(grid, Problem):
        return ImportResult(files={}, problems=(grid,))
    return convert(grid, source.stem, request, request.catalog)


def _grid(raw: bytes, path: str, request: ImportRequest) -> Grid | Problem:
    """The first filled sheet, or the table of a CSV file; its notes would show some of its words."""
    if raw.startswith(_ZIP):
        sheets, problems = read_workbook(raw, path)
        filled = [sheet for sheet in sheets if sheet.rows and not sheet.is_hidden]
        if problems or not filled:
            return problems[0] if problems else _nothing(path)
        grid = filled[0]
    else:
        known = request.column_names
        grid = read_delimited(raw, path, path, lambda name: is_known(name, known), request.tables.encoding)
    if grid.problems:
        return grid.problems[0]
    return grid if grid.rows else _nothing(path)


def _nothing(path: str) -> Problem:
    return error("bad-value", Place(path), text("survey-import.empty"), text("survey-import.empty-hint"))


def convert(grid: Grid, stem: str, request: ImportRequest, catalog: Catalog) -> ImportResult:
    """The files of surveys with their counts; ``stem`` is what the file is called. Pure."""
    header, *rows = grid.rows
    try:
        columns = columns_of([str(cell) for cell in header.cells], request.column_names)
    except NoColumnError as fault:
        code, names = fault.args
        place = Place(grid.path, header.line)
        return ImportResult(
            files={},
            problems=(
                error(
                    "missing-key",
                    place,
                    text(f"survey-column.{code}", names=names),
                    text(f"survey-column-hint.{code}"),
                ),
            ),
        )
    tally = _Tally(catalog, columns)
    for row in rows:
        tally.add(row)
    counted = tally.counted(stem)
    losses = tally.losses(grid.path)
    files = FileValues.of(request)
    published = _published(catalog, counted)
    for survey in counted:
        place = Place(grid.path)
        before = catalog.surveys.get(survey.id)
        since = 0 if before is None else abs(survey.answers - before.answers)
        if survey.answers < catalog.settings.fewest:
            losses.append(_loss("too-few", survey, place, catalog))
        elif survey.id not in published:
            losses.append(_loss("given-away", survey, place, catalog))
        elif 0 < since < catalog.settings.fewest:
            losses.append(_loss("few-more", survey, place, catalog))
        else:
            _write(files, survey)
    changed, problems = files.changed()
    if problems:
        return ImportResult(files={}, problems=tuple(problems))
    notes = () if tally.first_day or not changed else (text("survey-import.no-day", day=catalog.today),)
    return ImportResult(files=changed, losses=tuple(losses), notes=notes)


def _published(catalog: Catalog, counted: Iterable[Counted]) -> frozenset[str]:
    """What may be published, together with what the catalog has."""
    together: dict[str, Asked] = {**catalog.surveys, **{survey.id: survey for survey in counted}}
    return published_surveys(catalog, together.values())


def _loss(kind: str, survey: Counted, place: Place, catalog: Catalog) -> Loss:
    # not how many: a report of the import may be read by others
    message = text(f"survey-loss.{kind}", survey=survey.id, fewest=catalog.settings.fewest)
    return Loss(kind=kind, message=message, place=place)


def _write(files: FileValues, survey: Counted) -> None:
    """The counts into a file; what else it says stays."""
    new: dict[str, Any] = {"asked": survey.asked.isoformat(), "question": survey.question}
    if survey.about:
        new["about"] = survey.about
    value = files.writable(BY_NAME["survey"].pattern.format(id=survey.id), {})
    for key, part in new.items():
        value.setdefault(key, part)
    value.update({name: survey.counts.get(name, 0) for name in _COUNTS})


class _Tally:
    """Counts answers, row by row."""

    def __init__(self, catalog: Catalog, columns: Columns) -> None:
        self.catalog, self.columns = catalog, columns
        self.first_day: date | None = None
        self._counts: dict[tuple[str, str | None], Counter[str]] = {}
        self._no_number: Counter[str] = Counter()
        self._no_subject = 0
        self._named = {
            **{one.name.casefold(): one.id for one in catalog.services.values()},
            **{one.name.casefold(): one.id for one in catalog.departments.values()},
        }

    def add(self, row: Row) -> None:
        """Count the answers of a row, if whoever gave them came to the end."""
        cells = [str(cell) for cell in row.cells]
        if not self.columns.is_complete(cells):
            return
        day = self.columns.day(cells)
        if day is not None and (self.first_day is None or day < self.first_day):
            self.first_day = day
        about = self._subject(self.columns.subject(cells))
        for question in self.columns.questions:
            answer = self.columns.answer(question, cells)
            kind = kind_of_answer(question, answer)
            if kind is None:
                self._no_number[question] += bool(answer)
                continue
            for subject in dict.fromkeys((None, about)):
                self._counts.setdefault((question, subject), Counter())[kind] += 1

    def _subject(self, words: str) -> str | None:
        """The id of what is named, with its kind or without, or by its name."""
        if not words:
            return None
        own_id = words.removeprefix("service:").removeprefix("department:")
        if own_id in self.catalog.departments or own_id in self.catalog.services:
            return own_id
        found = self._named.get(words.casefold())
        self._no_subject += found is None
        return found

    def counted(self, stem: str) -> list[Counted]:
        """What was counted, each with its id. Where all answers are about the same, this is no part of a whole."""
        keys = [
            (question, about)
            for question, about in self._counts
            if about or not any(self._is_whole(question, other) for _, other in self._counts if other)
        ]
        several = len({question for question, _ in keys}) > 1
        names = [
            " ".join((stem, *((question,) if several else ()), *((about,) if about else ())))
            for question, about in keys
        ]
        return [
            self._counted(own_id, question, about)
            for own_id, (question, about) in zip(unique_ids(names, "survey"), keys, strict=True)
        ]

    def _is_whole(self, question: str, about: str) -> bool:
        return self._counts.get((question, about)) == self._counts[question, None]

    def _counted(self, own_id: str, question: str, about: str | None) -> Counted:
        """The counts; an editor may have said more exactly what they are about, and when people were asked."""
        before = self.catalog.surveys.get(own_id)
        return Counted(
            id=own_id,
            question=question,
            about=about or (before.about if before else None),
            asked=before.asked if before else self.first_day or self.catalog.today,
            counts=self._counts[question, about],
        )

    def losses(self, path: str) -> list[Loss]:
        """What could not be counted, without its words."""
        found = [
            Loss(
                kind="no-number",
                message=text(
                    "survey-import.no-number",
                    count=number,
                    question=question,
                    least=0 if question == "recommend" else 1,
                    most=10 if question == "recommend" else 5,
                ),
                place=Place(path),
            )
            for question, number in self._no_number.items()
            if number
        ]
        if self._no_subject:
            message = text("survey-import.no-subject", count=self._no_subject)
            found.append(Loss(kind="no-subject", message=message, place=Place(path)))
        return found
