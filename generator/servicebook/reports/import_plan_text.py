"""What an import does to a catalog that is there, a line for each object."""

from __future__ import annotations

from collections.abc import Iterator

from servicebook import wording
from servicebook.exchange.core.import_plan import ImportPlan, Named
from servicebook.exchange.core.pruning import MARKED


def noteworthy(plan: ImportPlan, prune: str) -> Iterator[str]:
    """What nobody may overlook: what moved, what is called otherwise, and what the source no longer has.

    ``prune`` is what is done about the latter: "" (nothing), "mark" or "delete".
    """
    for move in plan.moved:
        yield wording.text("plan.moved", kind=_kind(move.kind), old=move.old, new=move.new)
    for change in plan.renamed:
        yield wording.text(
            "plan.renamed", kind=_kind(change.kind), id=change.id, before=change.before, after=change.after
        )
    for named in plan.gone:
        fate = _fate(named, prune)
        yield wording.text("plan.gone", kind=_kind(named.kind), id=named.id, name=named.name, fate=fate)
    if plan.gone and not prune:
        yield wording.text("plan.how-to-prune", count=len(plan.gone))


def everything(plan: ImportPlan, prune: str) -> Iterator[str]:
    """The whole plan."""
    for named in plan.made:
        yield wording.text("plan.made", kind=_kind(named.kind), id=named.id, name=named.name)
    for named in plan.changed:
        yield wording.text("plan.changed", kind=_kind(named.kind), id=named.id, name=named.name)
    yield from noteworthy(plan, prune)


def _fate(named: Named, prune: str) -> str:
    if not prune:
        return wording.text("plan.gone-kept")
    if prune == "delete":
        return wording.text("plan.gone-deleted")
    if named.kind in MARKED:
        is_service = named.kind == "service"
        return (
            wording.text("plan.gone-marked-service")
            if is_service
            else wording.text("plan.gone-marked-person")
        )
    return wording.text("plan.gone-unmarked", kind=wording.text(f"a-kind.{named.kind}"))


def _kind(kind: str) -> str:
    return wording.text(f"kind.{kind}")
