"""Where the object of a request stands: a file below ``catalog/`` and the place in it, whatever the request says."""

from __future__ import annotations

from servicebook import wording
from servicebook.documents.kinds import (
    BY_NAME,
    CATALOG,
    CATALOG_KINDS,
    MAX_ID,
    Kind,
    is_day,
    is_id,
    is_quarter,
)
from servicebook.documents.suggestions import did_you_mean
from servicebook.frozen import frozen
from servicebook.requests.change_request import ChangeRequest, refused
from servicebook.source.tree import Tree
from servicebook.source.yaml_reader import Pointer

BY_HAND = tuple(kind for kind in CATALOG_KINDS if kind.name != "results" and kind.pattern.endswith(".yml"))
"""The kinds of which a request may change or add objects: what people write into the catalog, in YAML."""


@frozen(kw_only=True)
class Target:
    """A file of a kind, by its path from the root on, and the place of the object or list in it."""

    kind: Kind
    path: str
    department: str | None
    pointer: Pointer


def target_of(tree: Tree, request: ChangeRequest) -> Target:
    """The target of a request, whether or not it is there.

    Its path is made of ids only, and leads nowhere outside of the catalog. Raises
    :class:`~servicebook.requests.change_request.RefusedError`.
    """
    kind = _kind(request.kind)
    steps = request.qualified_id.split("/") if request.qualified_id else []
    form = _form(kind)
    if len(steps) != len(form):
        whole = f"{kind.name}:{'/'.join(form)}"
        raise refused("bad-id", wording.text("apply.not-whole-id", object=request.object, form=whole))
    for step, what in zip(steps, form, strict=True):
        if not _fits(step, what):
            raise refused("bad-id", _why_not(step, what))
    department = steps[0] if "{department}" in kind.pattern else None
    path = kind.pattern.format(department=department, id=steps[-1] if steps else "")
    _refuse_outside(tree, path)
    pointer = (steps[-1],) if kind.holds == "map" else ()
    return Target(kind=kind, path=path, department=department, pointer=pointer)


def _kind(name: str) -> Kind:
    kinds = {kind.name: kind for kind in BY_HAND}
    if kind := kinds.get(name):
        return kind
    if name in BY_NAME or name == "priority":
        raise refused("not-by-request", wording.text("apply.not-by-request", kind=name))
    hint = did_you_mean(name, kinds)
    if hint:
        raise refused("unknown-kind", wording.text("apply.unknown-kind-meant", kind=name, hint=hint))
    raise refused("unknown-kind", wording.text("apply.unknown-kind", kind=name, choices=", ".join(kinds)))


def _form(kind: Kind) -> tuple[str, ...]:
    """The parts of a kind's ids, by what they are."""
    form = ("<department>",) if "{department}" in kind.pattern else ()
    own = {"meeting": "<day>", "health": "<quarter>"}.get(kind.name, "<id>")
    has_own = "{id}" in kind.pattern or kind.holds == "map"
    return (*form, own) if has_own else form


def _fits(step: str, what: str) -> bool:
    if what == "<day>":
        return is_day(step)
    return is_quarter(step) if what == "<quarter>" else is_id(step)


def _why_not(step: str, what: str) -> str:
    if what == "<day>":
        return wording.text("apply.bad-day", id=step)
    if what == "<quarter>":
        return wording.text("apply.bad-quarter", id=step)
    return wording.text("apply.bad-id", id=step, most=MAX_ID)


def _refuse_outside(tree: Tree, path: str) -> None:
    """Symbolic links of the repository may lead anywhere."""
    if not tree.real(path).startswith(f"{tree.real(CATALOG)}/"):
        raise refused("outside", wording.text("apply.outside", path=path))
