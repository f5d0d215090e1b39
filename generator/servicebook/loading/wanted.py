"""Files and keys that are wrong by themselves, seen from what refers to them: what they must have been."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from servicebook import wording
from servicebook.documents.bulk_load import ValidDocument
from servicebook.documents.document import Document
from servicebook.documents.kinds import is_id
from servicebook.documents.placeholders import all_required
from servicebook.documents.references import references_of, resolve
from servicebook.documents.renaming import RENAMED
from servicebook.documents.slugs import slug
from servicebook.loading.check import CheckedDocuments
from servicebook.problems import Place, Problem

_Asked = Mapping[tuple[str, str], Counter[str]]
"""By :func:`_key_of` of a file, how often each object is referred to that it has, or would have, by its id."""
_MOST = 100
"""So many wrong ids of a file are looked at, as many as problems of it are listed."""


def seen_from_references(checked: CheckedDocuments) -> list[Problem]:
    """The problems of single files; of an empty file with what refers to it, of a wrong id with what it was before."""
    paths = {problem.place.path for problem in checked.problems if problem.code in ("empty-file", "bad-id")}
    by_path = {document.path: document for document in checked.invalid if document.path in paths}
    if not by_path:
        return list(checked.problems)
    asked = _asked_for(by_path.values(), checked.valid)
    keys = {path: _wrong_keys(document) for path, document in by_path.items()}
    problems = []
    for problem in checked.problems:
        document = by_path.get(problem.place.path)
        if document is not None and problem.code == "empty-file":
            problem = _emptied(problem, document, asked[_key_of(document)].total())
        elif document is not None and problem.code == "bad-id":
            key = keys[document.path].get(problem.place)
            problem = problem if key is None else _with_former_id(problem, document, key, asked)
        problems.append(problem)
    return problems


def _key_of(document: Document) -> tuple[str, str]:
    """The kind of a file, and the id of its object, or of the department whose objects it holds."""
    location = document.location
    kind = "priority" if location.kind.name == "priorities" else location.kind.name
    return kind, location.qualified_id or location.department or ""


def _asked_for(documents: Iterable[Document], valid: Sequence[ValidDocument]) -> _Asked:
    found: dict[tuple[str, str], Counter[str]] = {_key_of(document): Counter() for document in documents}

    def key_of(kind: str | None, qualified_id: str) -> tuple[str, str] | None:
        for within in (qualified_id, qualified_id.rpartition("/")[0].partition("/")[0]):
            if kind is not None and (kind, within) in found:
                return kind, within
        return None

    for one in valid:
        if any(key_of(*mention) for mention in one.mentions):
            for kind, qualified_id in map(resolve, references_of(one.document)):
                if key := key_of(kind, qualified_id):
                    found[key][qualified_id] += 1
    return found


def _emptied(problem: Problem, document: Document, count: int) -> Problem:
    """An empty file: an old one, if something refers to what it was to hold, and else one that somebody begins."""
    if count:
        return replace(problem, hint=wording.text("empty-file.hint-used", path=document.path, count=count))
    if keys := all_required(document.location.kind.schema):
        return replace(problem, hint=wording.text("empty-file.hint-new", path=document.path, keys=keys))
    return problem


def _wrong_keys(document: Document) -> Mapping[Place, str]:
    """The keys of a file's objects that are no ids, by their places."""
    if document.location.kind.holds != "map" or not isinstance(document.value, dict):
        return {}
    wrong = (key for key in document.value if not is_id(key))
    return {document.place(key, key=True): key for key in islice(wrong, _MOST)}


def _with_former_id(problem: Problem, document: Document, key: str, asked: _Asked) -> Problem:
    """The problem of a key that is no id; where references say what it was before, with that."""
    value = document.value
    missing = {
        own: count
        for qualified_id, count in asked[_key_of(document)].items()
        if isinstance(value, dict) and (own := qualified_id.rpartition("/")[2]) not in value
    }
    former = _former(key, document, missing)
    if former is None or former == slug(key):
        return problem  # then the proposal is that id
    hint = wording.text("bad-id.hint-former", former=former, count=missing[former])
    kind, department = document.location.kind.name, document.location.department
    above = f"{department}/" if department else ""
    if kind in RENAMED and is_id(slug(key)) and isinstance(value, dict) and slug(key) not in value:
        command = f"servicebook rename {kind}:{above}{former} {above}{slug(key)}"
        hint += wording.text("bad-id.hint-former-rename", command=command)
    return replace(problem, hint=hint, edit=None)


def _former(key: str, document: Document, asked: dict[str, int]) -> str | None:
    """The id that an entry had: made of its name, or else the only one that is asked for and that no entry has."""
    value = document.value
    entry = value[key] if isinstance(value, dict) else None
    names = [slug(words) for words in _names(entry)]
    if by_name := next((one for one in names if one in asked), None):
        return by_name
    no_ids = [other for other in value if not is_id(other)] if isinstance(value, dict) else []
    return next(iter(asked)) if len(asked) == 1 and no_ids == [key] else None


def _names(entry: object) -> Iterator[str]:
    if isinstance(entry, dict):
        yield from (entry[field] for field in ("name", "title") if isinstance(entry.get(field), str))
