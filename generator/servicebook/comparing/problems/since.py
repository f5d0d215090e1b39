"""Which problems of a catalog are new since a revision, which stand, and which are cured."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Mapping

from servicebook.comparing.problems.identity import Identified, Identity, identified
from servicebook.comparing.problems.known import Known
from servicebook.comparing.problems.renames import renames
from servicebook.frozen import frozen
from servicebook.loading import LoadedCatalog
from servicebook.problems import Problem, Severity, count_of
from servicebook.source.tree import Tree


@frozen(kw_only=True)
class Side:
    """A catalog with the tree that it was read from."""

    tree: Tree
    loaded: LoadedCatalog


@frozen(kw_only=True)
class SinceThen:
    """The problems of a catalog, compared with those of a revision, each in order.

    ``revision`` is what messages call it, ``commit`` the hash. ``new`` and ``standing`` are all of today's problems;
    ``cured`` are problems of that revision, at the places where they were. What was a warning then and is an error now
    is new. ``unread`` are files of the revision that had errors themselves: what else was wrong with them then is not
    known, so it counts as new. ``has_catalog``: whether there was a catalog then.
    """

    revision: str
    commit: str
    new: tuple[Problem, ...]
    standing: tuple[Problem, ...]
    cured: tuple[Problem, ...] = ()
    unread: tuple[str, ...] = ()
    has_catalog: bool = True

    def count(self, severity: Severity, *, is_new: bool) -> int:
        """How many of today's problems are of that severity, among the new or the standing ones."""
        of_today = self.new if is_new else self.standing
        return count_of(problem for problem in of_today if problem.severity is severity)


@frozen
class Revision:
    """A commit, by its hash, and what messages call it."""

    commit: str
    name: str


def all_new(revision: Revision, loaded: LoadedCatalog) -> SinceThen:
    """The comparison with a revision that has no catalog."""
    return SinceThen(
        revision=revision.name, commit=revision.commit, new=loaded.problems, standing=(), has_catalog=False
    )


def compare(
    revision: Revision, before: Side, after: Side, moved: Callable[[], Mapping[str, str]]
) -> SinceThen:
    """Match the problems of two catalogs that were checked as of the same day.

    Lines do not matter, nor that something was renamed or moved: ``moved`` gives new paths of files by old ones, and is
    asked only where something is left to be matched. What is waived today is not cured; what was waived then and is not
    today is new.
    """
    then = list(identified(before.tree, before.loaded.problems))
    now = list(identified(after.tree, (*after.loaded.problems, *after.loaded.waived)))
    pairs, then, now = _matched(then, now, _unchanged, _unchanged)
    if then and now:
        new_names = renames(before.loaded.documents, after.loaded.documents, moved())
        more, then, _ = _matched(then, now, new_names.then, new_names.today)
        pairs += more
    standing = {new for old, new in pairs if not _is_worse(old, new)}
    known_then, known_now = Known(before.loaded), Known(after.loaded)
    cured = {one.problem for one in then if known_now.would_tell(one.problem, known_then)}
    new = tuple(problem for problem in after.loaded.problems if problem not in standing)
    was_told = all(known_then.would_tell(problem, known_now) for problem in new)
    return SinceThen(
        revision=revision.name,
        commit=revision.commit,
        new=new,
        standing=tuple(problem for problem in after.loaded.problems if problem in standing),
        cured=tuple(problem for problem in before.loaded.problems if problem in cured),
        unread=() if was_told else known_then.faulty_files,
    )


def _is_worse(old: Problem, new: Problem) -> bool:
    is_error_now = new.severity is Severity.ERROR and old.severity is not Severity.ERROR
    # of more than are listed it is not known which are new, but that there are some must not be passed over
    return is_error_now or new.times > old.times


def _unchanged(identity: Identity) -> Identity:
    return identity


_Named = Callable[[Identity], Identity]
_Pairs = list[tuple[Problem, Problem]]


def _matched(
    then: list[Identified], now: list[Identified], named_then: _Named, named_now: _Named
) -> tuple[_Pairs, list[Identified], list[Identified]]:
    """Pairs of problems that are the same, and what is left of either side; each problem is in one pair at most.

    Of several that are the same, those go together whose lines say the same, then the others in their order.
    """
    by_line, then, now = _paired(
        then,
        now,
        lambda one: (named_then(one.identity), one.line),
        lambda one: (named_now(one.identity), one.line),
    )
    in_order, then, now = _paired(
        then, now, lambda one: named_then(one.identity), lambda one: named_now(one.identity)
    )
    return by_line + in_order, then, now


_Key = Callable[[Identified], Hashable]


def _paired(
    then: Iterable[Identified], now: Iterable[Identified], key_then: _Key, key_now: _Key
) -> tuple[_Pairs, list[Identified], list[Identified]]:
    waiting: dict[Hashable, deque[Identified]] = defaultdict(deque)
    for one in then:
        waiting[key_then(one)].append(one)
    pairs, left = [], []
    for one in now:
        if same := waiting.get(key_now(one)):
            pairs.append((same.popleft().problem, one.problem))
        else:
            left.append(one)
    return pairs, [one for same in waiting.values() for one in same], left
