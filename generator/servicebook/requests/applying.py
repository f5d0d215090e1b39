"""A request carried out in thought: what the file would say, and what that means for the whole catalog."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from servicebook import wording
from servicebook.comparing.changes import Comparison
from servicebook.comparing.problems import Revision, Side, SinceThen, compare
from servicebook.comparing.revisions import BrokenRevisionError, Opened, comparison
from servicebook.comparing.unnamed_people import without_names
from servicebook.documents.references import collect_ids
from servicebook.documents.suggestions import did_you_mean
from servicebook.frozen import frozen
from servicebook.loading import LoadedCatalog, load_catalog
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.requests.change_request import ChangeRequest, Refusal, RefusedError, refused
from servicebook.requests.editing import edited
from servicebook.requests.targets import Target, target_of
from servicebook.requests.told_values import in_short
from servicebook.rules import RENEWED_AFTERWARDS
from servicebook.source.catalog_tree import read_text
from servicebook.source.planned_changes import Changes
from servicebook.source.tree import Overlay, Tree


@frozen(kw_only=True)
class Applied:
    """What a request comes to: one file's text before (None: there is none) and after, and what that means.

    ``findings`` are the problems that are there only with it, all of them such as it may have. ``found`` is the
    comparison of the catalog without and with it; None where a fault elsewhere lets nothing be said of that, which
    ``not_compared`` tells.
    """

    request: ChangeRequest
    path: str
    before: str | None
    after: str
    findings: tuple[Problem, ...]
    was: Catalog
    now: Catalog
    found: Comparison | None
    not_compared: str | None

    def changes(self) -> Changes:
        """The same for the disk."""
        if self.before is None:
            return Changes(added={self.path: self.after})
        return Changes(texts={self.path: (self.before, self.after)})


class BringsErrorsError(RefusedError):
    """A request is not carried out, since the catalog would have errors with it that it does not have without."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(*(Refusal(code=problem.code, message=_with_hint(problem)) for problem in problems))
        self.problems = problems


def applied(tree: Tree, request: ChangeRequest, today: date) -> Applied:
    """What a request comes to in the catalog of a tree; nothing is written.

    Raises :class:`RefusedError` for what is not to be done, and
    :class:`~servicebook.source.tree.UnreadableError` where there is no catalog.
    """
    was = load_catalog(tree, today)
    target = target_of(tree, request)
    before = _text(tree, target)
    try:
        after = edited(request, target, before, partial(in_short, catalog=was.catalog, target=target))
    except RefusedError as fault:
        raise _explained(fault, request, was) from fault
    changed = Overlay(tree, {tree.real(target.path): after})
    now = load_catalog(changed, today, like=was)
    sides = (
        _opened(wording.text("apply.before"), tree, was),
        _opened(wording.text("apply.after"), changed, now),
    )
    since = compare(sides[0].revision, sides[0].side, sides[1].side, dict)
    findings = tuple(map(without_names, since.new))
    if errors := tuple(problem for problem in findings if _is_forbidden(problem, target, since)):
        raise BringsErrorsError(errors)
    found, not_compared = _compared(*sides)
    return Applied(
        request=request,
        path=target.path,
        before=before,
        after=after,
        findings=findings,
        was=was.catalog,
        now=now.catalog,
        found=found,
        not_compared=not_compared,
    )


def _text(tree: Tree, target: Target) -> str | None:
    if tree.mode(target.path) is None:
        return None
    text = read_text(tree, target.path, target.kind.max_bytes)
    if isinstance(text, Problem):
        raise refused(
            "faulty-file", wording.text("apply.faulty-file", place=str(text.place), fault=text.message)
        )
    return text


def _opened(name: str, tree: Tree, loaded: LoadedCatalog) -> Opened:
    return Opened(revision=Revision("", name), side=Side(tree=tree, loaded=loaded))


def _is_forbidden(problem: Problem, target: Target, since: SinceThen) -> bool:
    """Whether a new problem is an error of the request's making.

    Where a file that had errors hid what else is wrong, only what is wrong with the request's own file is.
    """
    if problem.severity is not Severity.ERROR or problem.code in RENEWED_AFTERWARDS:
        return False
    return not since.unread or problem.place.path == target.path


def _compared(before: Opened, after: Opened) -> tuple[Comparison | None, str | None]:
    try:
        return comparison(before, after, _no_moves), None
    except BrokenRevisionError as fault:
        return None, wording.text("diff.broken", revision=fault.revision.name, count=len(fault.problems))


_no_moves: Callable[[], dict[str, str]] = dict
"""No file is moved by a request."""


def _explained(fault: RefusedError, request: ChangeRequest, was: LoadedCatalog) -> RefusedError:
    """Where nothing has the id of a request: what it is called now, or what may have been meant."""
    if [refusal.code for refusal in fault.refusals] != ["request-unknown-object"]:
        return fault
    ids, _ = collect_ids(was.documents, ())
    if now := ids.former.get(request.kind, {}).get(request.qualified_id):
        return refused(
            "renamed", wording.text("apply.renamed", object=request.object, now=f"{request.kind}:{now}")
        )
    hint = did_you_mean(request.qualified_id, ids.places.get(request.kind, ()))
    return (
        refused(
            "unknown-object-meant",
            wording.text("apply.unknown-object-meant", object=request.object, hint=hint),
        )
        if hint
        else fault
    )


def _with_hint(problem: Problem) -> str:
    if not problem.hint:
        return problem.message
    return wording.text("problem.with-hint", message=problem.message, hint=problem.hint)
