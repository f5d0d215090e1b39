"""Two revisions, each opened whole, and compared: what `servicebook diff` and everything made of it asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from servicebook.comparing.approvals import OUTRUN, approvals
from servicebook.comparing.changes import Comparison
from servicebook.comparing.compare import Compared, changes_between
from servicebook.comparing.consequences import with_consequences
from servicebook.comparing.levels import with_levels
from servicebook.comparing.problems import Revision, Side, compare
from servicebook.comparing.unnamed_people import without_names, without_unnamed_people
from servicebook.frozen import frozen
from servicebook.loading import LoadedCatalog
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity


class BrokenRevisionError(Exception):
    """A revision has errors because of which some of its objects are not known: nothing may be said of them.

    ``problems`` are these errors, in order.
    """

    def __init__(self, revision: Revision, problems: tuple[Problem, ...]) -> None:
        super().__init__(revision.name)
        self.revision = revision
        self.problems = problems


@frozen(kw_only=True)
class Opened:
    """A revision with its catalog, opened as of the same day as the one that it is compared with."""

    revision: Revision
    side: Side

    @property
    def catalog(self) -> Catalog:
        """Its catalog."""
        return self.side.loaded.catalog


def comparison(before: Opened, after: Opened, moved: Callable[[], Mapping[str, str]]) -> Comparison:
    """What differs between two revisions, and which problems are new and cured.

    ``moved`` gives the new paths of files by their old ones. Nothing in it names people who may not be shown.
    Raises :class:`BrokenRevisionError` for the first of the
    two that is not wholly known.
    """
    for opened in (before, after):
        if faults := _faults(opened.side.loaded):
            raise BrokenRevisionError(opened.revision, faults)
    found = changes_between(_compared(before), _compared(after), moved())
    whole = with_consequences(before.catalog, after.catalog, found)
    changes = with_levels(after.catalog.settings, without_unnamed_people(after.catalog, whole))
    problems = compare(before.revision, before.side, after.side, moved)
    new, cured = without_standing(problems.new, problems.cured)
    return Comparison(
        base=before.revision,
        head=after.revision,
        changes=changes,
        new=tuple(map(without_names, new)),
        cured=tuple(map(without_names, cured)),
        approvals=approvals(before.catalog, after.catalog, changes, new),
    )


def without_standing(
    new: Sequence[Problem], cured: Sequence[Problem]
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """The problems but for promises that were and are too short: another worst case is not another problem."""
    today, then = (Counter(map(_short, problems)) for problems in (new, cured))
    standing = {key for key, count in today.items() if key and then[key] == count}
    left = [
        tuple(problem for problem in problems if _short(problem) not in standing) for problems in (new, cured)
    ]
    return left[0], left[1]


def _short(problem: Problem) -> tuple[str, str] | None:
    return (problem.code, problem.place.path) if problem.code in OUTRUN else None


def _compared(opened: Opened) -> Compared:
    return Compared(catalog=opened.catalog, documents=opened.side.loaded.documents)


def _faults(loaded: LoadedCatalog) -> tuple[Problem, ...]:
    """The errors because of which objects are missing from the catalog: nothing can be said of them."""
    if not loaded.catalog.incomplete_kinds:
        return ()
    valid = {document.path for document in loaded.documents}
    errors = tuple(problem for problem in loaded.problems if problem.severity is Severity.ERROR)
    # what belongs to a department that has no file of its own is valid, and missing all the same
    return tuple(problem for problem in errors if problem.place.path not in valid) or errors
