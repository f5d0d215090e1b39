"""Files and keys that are wrong by themselves, seen from what refers to them: what they must have been."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from servicebook import wording
from servicebook.documents.bulk_load import ValidDocument
from servicebook.documents.document import Document
from servicebook.documents.kinds import is_id
from servicebook.documents.placeholders import all_required
from servicebook.documents.references import references_of, resolve
from servicebook.documents.renaming import RENAMED
from servicebook.documents.slugs import slug
from servicebook.loading.check import CheckedDocuments
from servicebook.problems import Problem


def seen_from_references(checked: CheckedDocuments) -> list[Problem]:
    """The problems of single files; of an empty file with what refers to it, of a wrong id with what it was before."""
    if not any(problem.code in ("empty-file", "bad-id") for problem in checked.problems):
        return list(checked.problems)
    by_path = {document.path: document for document in checked.invalid}
    problems = []
    for problem in checked.problems:
        document = by_path.get(problem.place.path)
        if document is not None and problem.code == "empty-file":
            problem = _emptied(problem, document, checked.valid)
        elif document is not None and problem.code == "bad-id" and document.location.kind.holds == "map":
            problem = _with_former_id(problem, document, checked)
        problems.append(problem)
    return problems


def _emptied(problem: Problem, document: Document, valid: Sequence[ValidDocument]) -> Problem:
    """An empty file: an old one, if something refers to what it was to hold, and else one that somebody begins."""
    count = sum(_asked_for(document, valid).values())
    if count:
        return replace(problem, hint=wording.text("empty-file.hint-used", path=document.path, count=count))
    if keys := all_required(document.location.kind.schema):
        return replace(problem, hint=wording.text("empty-file.hint-new", keys=keys))
    return problem


def _asked_for(document: Document, valid: Sequence[ValidDocument]) -> Counter[str]:
    """How often each object is referred to that a file has, or would have, by its id."""
    found: Counter[str] = Counter()
    for one in valid:
        if any(_is_of(document, *mention) for mention in one.mentions):
            mentions = map(resolve, references_of(one.document))
            found.update(
                qualified_id for kind, qualified_id in mentions if _is_of(document, kind, qualified_id)
            )
    return found


def _is_of(document: Document, kind: str | None, qualified_id: str) -> bool:
    location = document.location
    own_kind = "priority" if location.kind.name == "priorities" else location.kind.name
    if location.qualified_id is not None:
        return (kind, qualified_id) == (own_kind, location.qualified_id)
    return kind == own_kind and qualified_id.rpartition("/")[0].partition("/")[0] == (
        location.department or ""
    )


def _with_former_id(problem: Problem, document: Document, checked: CheckedDocuments) -> Problem:
    """The problem of a key that is no id; where references say what it was before, with that."""
    key = _key_at(document, problem)
    if key is None or not isinstance(document.value, dict):
        return problem
    keys = set(document.value)
    asked = {
        qualified_id.rpartition("/")[2]: count
        for qualified_id, count in _asked_for(document, checked.valid).items()
        if qualified_id.rpartition("/")[2] not in keys
    }
    former = _former(key, document, asked)
    if former is None or former == slug(key):
        return problem  # then the proposal is that id
    hint = wording.text("bad-id.hint-former", former=former, count=asked[former])
    kind, department = document.location.kind.name, document.location.department
    above = f"{department}/" if department else ""
    if kind in RENAMED and is_id(slug(key)) and slug(key) not in keys:
        command = f"servicebook rename {kind}:{above}{former} {above}{slug(key)}"
        hint += wording.text("bad-id.hint-former-rename", command=command)
    return replace(problem, hint=hint, edit=None)


def _key_at(document: Document, problem: Problem) -> str | None:
    """The key of an object of the file that a problem is about."""
    for key in document.value if isinstance(document.value, dict) else ():
        if not is_id(key) and document.place(key, key=True) == problem.place:
            return key
    return None


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
