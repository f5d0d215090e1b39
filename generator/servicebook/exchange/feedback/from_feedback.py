"""What people said elsewhere, as remarks that an editor finishes.

SOURCE is an export of issues from GitHub or GitLab (JSON), or a CSV file with the columns ``about`` (of thanks: ``to``)
and ``on``, and if you like ``heard`` and ``source``, or those that ``--map COLUMN=about`` names. What a row is about is
an id, or a name that nothing else has. Of each a remark comes into ``feedback.yml`` of its department:
what it is about, the day, how often it was said, and the address at which it can be read. **None of its words do.** The
remark has a text that says so in their place, ``check`` reminds of it, and nobody sees the remark until an editor has
written in their own words what was said.

Thanks come into ``catalog/kudos.yml`` in the same way: to whom, the day and the address, neither the words nor who
gives them. Thanks for a service are for its department.

An entry with the same address is there already, whatever became of it: the same export twice changes nothing.

Losses by kind: ``no-subject`` (it says nothing about any service, department or, of thanks, person that there is),
``no-day``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from servicebook.documents.examples import UNSAID
from servicebook.documents.kinds import BY_NAME
from servicebook.exchange.core.file_values import FileValues
from servicebook.exchange.core.import_result import ImportRequest, ImportResult, Loss
from servicebook.exchange.feedback.issues import Entry, is_list_of_issues, issues
from servicebook.exchange.feedback.said_table import entries_of
from servicebook.model.catalog import Catalog
from servicebook.problems import Place, Problem, error
from servicebook.source.import_files import read_bytes
from servicebook.source.json_reader import children, read_json
from servicebook.source.lines import place_at
from servicebook.source.tree import UnreadableError
from servicebook.wording import text

HELP = "what people said: issues of GitHub or GitLab (JSON), or CSV; for a catalog that is there"
UPDATES = True

MAX_BYTES = 200 * 1024 * 1024
_THANKS = BY_NAME["kudos"].pattern


def load(source: Path, request: ImportRequest) -> ImportResult:
    """The catalog with the remarks of a file. Raises :class:`UnreadableError` where there is no such file."""
    if request.catalog is None:
        raise UnreadableError(text("feedback.needs-catalog"))
    if not source.is_file():
        raise UnreadableError(text("feedback.no-file", path=source))
    raw = read_bytes(source, MAX_BYTES)
    if isinstance(raw, Problem):
        return ImportResult(files={}, problems=(raw,))
    found = _entries(raw, source.as_posix(), request, request.catalog)
    if isinstance(found, Problem):
        return ImportResult(files={}, problems=(found,))
    return convert(found, request, request.catalog)


def _entries(raw: bytes, path: str, request: ImportRequest, catalog: Catalog) -> list[Entry] | Problem:
    if not raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"[", b"{")):
        return entries_of(raw, path, request, catalog)
    parsed = read_json(raw, path, text("feedback.no-json-hint"))
    if isinstance(parsed, Problem):
        return parsed
    written, value = parsed[0], cast(Any, parsed[1])
    if not is_list_of_issues(value):
        return error("bad-value", Place(path), text("feedback.no-issues"), text("feedback.no-issues-hint"))
    return list(issues(value, [place_at(written, path, part.start) for part in children(written)]))


def convert(entries: Iterable[Entry], request: ImportRequest, catalog: Catalog) -> ImportResult:
    """The files of remarks and thanks with those that are new. Pure."""
    files = FileValues.of(request)
    known = {_where_said(remark.origin.written) for remark in catalog.remarks.values()}
    thanked = {_where_thanked(thanks.origin.written) for thanks in catalog.kudos}
    losses: list[Loss] = []
    for entry in entries:
        department = _department(catalog, entry.about) if entry.kind != "person" else None
        receiver = _receiver(catalog, entry, department) if entry.is_thanks else None
        if loss := _loss(entry, receiver if entry.is_thanks else department):
            losses.append(loss)
        elif receiver is not None:
            thanks = _thanks(entry, receiver)
            if _where_thanked(thanks) not in thanked:
                files.writable(_THANKS, []).append(thanks)
                thanked.add(_where_thanked(thanks))
        else:
            assert department is not None
            said = _remark(entry, department)
            if _where_said(said) not in known:
                remarks = files.writable(BY_NAME["remark"].pattern.format(department=department), {})
                remarks[_own_id(entry.number, remarks)] = said
                known.add(_where_said(said))
    changed, problems = files.changed()
    if problems:
        return ImportResult(files={}, problems=tuple(problems))
    return ImportResult(files=changed, losses=tuple(losses))


def _where_said(remark: Mapping[str, Any]) -> tuple[object, ...]:
    """What tells whether something is there already: its address, else all that an export says of it."""
    if source := remark.get("source"):
        return (source,)
    return remark.get("about"), remark["on"], remark.get("heard", 1)


def _where_thanked(thanks: Mapping[str, Any]) -> tuple[object, ...]:
    """The same of thanks."""
    if source := thanks.get("source"):
        return (source,)
    return thanks["to"], thanks.get("about"), thanks["on"]


def _receiver(catalog: Catalog, entry: Entry, department: str | None) -> str | None:
    """Who is thanked, as ``kudos.yml`` says it: a person, or the department, also of a service."""
    if department is None and entry.kind in ("person", "") and entry.about in catalog.people:
        return f"person:{entry.about}"
    return f"department:{department}" if department else None


def _department(catalog: Catalog, about: str | None) -> str | None:
    if about in catalog.departments:
        return about
    service = catalog.services.get(about or "")
    return service.department if service else None


def _loss(entry: Entry, subject: str | None) -> Loss | None:
    """Why it becomes no entry. Its own words are not repeated."""
    if subject is None:
        message = text("feedback.no-subject", number=entry.number)
        return Loss(kind="no-subject", message=message, place=entry.place)
    if entry.on is None:
        return Loss(kind="no-day", message=text("feedback.no-day", number=entry.number), place=entry.place)
    return None


def _remark(entry: Entry, department: str) -> dict[str, Any]:
    assert entry.on is not None
    return {
        **({"about": entry.about} if entry.about != department else {}),
        "said": UNSAID,
        "on": entry.on.isoformat(),
        **({"heard": entry.heard} if entry.heard > 1 else {}),
        **({"source": entry.source} if entry.source else {}),
    }


def _thanks(entry: Entry, receiver: str) -> dict[str, Any]:
    assert entry.on is not None
    is_of_service = receiver.startswith("department:") and entry.about != receiver.partition(":")[2]
    return {
        "to": receiver,
        **({"about": entry.about} if is_of_service else {}),
        "text": UNSAID,
        "on": entry.on.isoformat(),
        **({"source": entry.source} if entry.source else {}),
    }


def _own_id(number: str, taken: Mapping[str, Any]) -> str:
    ids: Iterator[str] = (f"said-{number}{suffix}" for suffix in _suffixes())
    return next(own for own in ids if own not in taken)


def _suffixes() -> Iterator[str]:
    yield ""
    count = 2
    while True:
        yield f"-{count}"
        count += 1
