"""What another department has now although its own was removed: the rest of ``rename`` is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from servicebook.cli import options
from servicebook.documents.document import Document
from servicebook.documents.examples import is_example
from servicebook.documents.kinds import kind_of_file
from servicebook.documents.references import Ids, objects_of, references_of, resolve
from servicebook.documents.renaming import Renamed, renamed
from servicebook.source.yaml_insert import appended
from servicebook.source.yaml_parts import CannotEditError
from servicebook.wording import text

_PARTS = ("role", "service", "faq")
"""Kinds whose ids begin with that of a department."""
_FORMER = ("department", "role", "service")
"""Kinds that keep former ids."""


def taken_over(
    documents: Iterable[Document], ids: Ids, kind: str, old: str, new: str
) -> Mapping[tuple[str, str], str]:
    """The new id of everything that is asked for under its old one, by kind and old id; empty where it is not so.

    It is so if the old department is not there, ``new`` is, and ``old`` is still referred to. Raises
    :class:`CannotRunError` where something of the department was not put into the other one.
    """
    department = old.partition("/")[0]
    places = ids.places
    if kind not in _FORMER or department in places.get("department", ()) or old in ids.former.get(kind, ()):
        return {}
    asked = {resolve(reference) for document in documents for reference in references_of(document)}
    wanted = {
        (its_kind, one): new + one.removeprefix(old)
        for its_kind, one in asked
        if its_kind is not None
        and _is_of(kind, old, its_kind, one)
        and one not in ids.former.get(its_kind, ())
    }
    if not wanted or (kind == "department" and not (new in places.get(kind, ()) and _is_known(new, asked))):
        return {}
    _refuse_missing(wanted, ids)
    return wanted


def _refuse_missing(wanted: Mapping[tuple[str, str], str], ids: Ids) -> None:
    missing = sorted((kind, one, new) for (kind, one), new in wanted.items() if not ids.has(kind, new))
    if missing:
        kind, old, new = missing[0]
        department, _, own = new.rpartition("/")
        place = kind_of_file(kind).pattern.format(department=department.partition("/")[0], id=own)
        raise options.CannotRunError(text("rename.put-first", old=old, new=new, place=place))


def _is_of(kind: str, old: str, its_kind: str, one: str) -> bool:
    if (its_kind, one) == (kind, old):
        return True
    parts = {"department": _PARTS, "service": ("faq",)}.get(kind, ())
    return its_kind in parts and one.startswith(f"{old}/")


def _is_known(new: str, asked: Iterable[tuple[str | None, str]]) -> bool:
    """Whether others name the department by its id already: its folder is not the old one under another name."""
    return any(_is_of("department", new, kind, one) for kind, one in asked if kind)


def texts_after(
    documents: Iterable[Document], new_ids: Mapping[tuple[str, str], str]
) -> dict[str, tuple[str, Renamed]]:
    """The old and the new text of every file that changes, by path; who had an old id keeps it as a former one."""
    former = {(kind, new): old for (kind, old), new in new_ids.items() if kind in _FORMER}
    texts = {}
    for document in documents:
        try:
            after = renamed(document, new_ids, ()) or Renamed(text=document.text, places=0)
            for kind, qualified_id, pointer, value in objects_of(document):
                old = former.get((kind, qualified_id))
                if old is not None and isinstance(value, dict) and not is_example(value):
                    more = appended(after.text, (*pointer, "former_ids"), old)
                    after = replace(after, text=more, places=after.places + 1)
        except CannotEditError as fault:
            raise options.CannotRunError(
                text("rename.file-unchanged", path=document.path, reason=fault)
            ) from None
        if after.places:
            texts[document.path] = (document.text, after)
    return texts
