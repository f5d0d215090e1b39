"""What users name on the command line: objects of the catalog, by ids that must exist, or must not yet."""

from __future__ import annotations

from collections.abc import Iterable

from servicebook.analysis.resolved import KINDS, find
from servicebook.cli.options import CannotRunError
from servicebook.documents.kinds import is_id, kind_of_file
from servicebook.documents.references import Ids
from servicebook.documents.slugs import bad_id
from servicebook.documents.suggestions import did_you_mean
from servicebook.model.catalog import Catalog
from servicebook.model.journey import Journey
from servicebook.model.service import Service
from servicebook.problems import Place, Problem
from servicebook.wording import text


def service_named(catalog: Catalog, name: str) -> Service:
    """The service with that id, or one that had it; ``service:`` may stand before it."""
    return catalog.services[_id_of(catalog, "service", name)]


def journey_named(catalog: Catalog, name: str) -> Journey:
    """The journey with that id, or one that had it; ``journey:`` may stand before it."""
    return catalog.journeys[_id_of(catalog, "journey", name)]


def _id_of(catalog: Catalog, kind: str, name: str) -> str:
    qualified_id = name.removeprefix(f"{kind}:")
    found = find(catalog, f"{kind}:{qualified_id}")
    if not found:
        must_be(qualified_id, kind, KINDS[kind](catalog))
    return found[0][1]


def must_be(name: str | None, kind: str, known: Iterable[str]) -> None:
    """Raise :class:`CannotRunError`, with what may have been meant, unless the name is one of those known, or None."""
    choices = list(known)
    if name is None or name in choices:
        return
    hint = did_you_mean(name, choices)
    if hint is None and len(choices) < 10:
        hint = text("hint.use-one-of", choices=", ".join(choices)) if choices else None
    raise CannotRunError(with_hint(text("name.is-not", name=name, kind=text(f"a-kind.{kind}")), hint))


def must_be_new(kind: str, qualified_id: str, ids: Ids, *, also: str | None = None) -> None:
    """Raise :class:`CannotRunError` unless an object of the kind may get the id.

    It must have its kind's form, be of a department that there is, and neither be somebody's id nor have been,
    unless ``also`` had it.
    """
    above, own = qualified_id.split("/")[:-1], qualified_id.rpartition("/")[2]
    within = kind != "department" and "{department}" in kind_of_file(kind).pattern
    if len(above) != within and not (kind == "faq" and len(above) == 2):
        form = "<department>/<id>" if within else "<id>"
        raise CannotRunError(
            text("name.not-whole", name=qualified_id, kind=text(f"a-kind.{kind}"), form=form)
        )
    for part in (*above, own):
        if not is_id(part):
            raise CannotRunError(one_line(bad_id(part, Place(""))))
    if above:
        must_be(above[0], "department", ids.places.get("department", ()))
    if len(above) == 2:
        must_be("/".join(above), "service", ids.places.get("service", ()))
    if taken := ids.places.get(kind, {}).get(qualified_id):
        raise CannotRunError(
            text("name.taken", kind=text(f"kind.{kind}"), name=qualified_id, place=taken.place(key=True))
        )
    now = ids.former.get(kind, {}).get(qualified_id)
    if now not in (None, also):
        raise CannotRunError(text("name.former", name=qualified_id, now=now))


def one_line(problem: Problem) -> str:
    """A problem without its place: what is wrong, and what to do."""
    return with_hint(problem.message, problem.hint)


def with_hint(message: str, hint: str | None) -> str:
    """A message with what to do about it, where that is known."""
    return text("problem.with-hint", message=message, hint=hint) if hint else message
