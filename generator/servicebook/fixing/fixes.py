"""Mend a catalog: each file by itself, then what files say of one another, until nothing more can be mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from servicebook.documents.kinds import location_of
from servicebook.fixing.one_file import mend_file
from servicebook.fixing.text_edits import applied, kept, replaced_by, without_overlaps
from servicebook.frozen import frozen
from servicebook.loading import LoadedCatalog, load_catalog
from servicebook.problem_limits import limited
from servicebook.problems import Problem, Severity, in_order
from servicebook.source.catalog_tree import read_text
from servicebook.source.tree import MAX_BYTES, Overlay, Tree

MAX_PASSES = 10
"""What files say of one another is seldom hidden twice; this ends what would never end."""


@frozen
class Fixed:
    """A problem that was mended, where it was then: what stood there (``old``) and what stands there now."""

    problem: Problem
    old: str
    new: str


@frozen(kw_only=True)
class Fixes:
    """What can be mended: ``texts`` of files before and after, ``fixed`` in order, and the catalog that is ``left``."""

    texts: Mapping[str, tuple[str, str]]
    fixed: tuple[Fixed, ...]
    left: LoadedCatalog


def find_fixes(tree: Tree, today: date) -> Fixes:
    """Everything in a catalog that can be mended; nothing is written.

    Raises :class:`~servicebook.source.tree.UnreadableError` where there is no catalog to read.
    """
    fixing = _Fixing(tree, today)
    for _ in range(MAX_PASSES):
        if not (fixing.mend_files() or fixing.mend_together()):
            break
    return Fixes(
        texts={path: (fixing.before[path], text) for path, text in sorted(fixing.after.items())},
        fixed=tuple(sorted(fixing.fixed, key=lambda fixed: fixed.problem.place)),
        left=replace(fixing.loaded, problems=in_order(limited(fixing.loaded.problems))),
    )


class _Fixing:
    """The texts as they were and as they are to be, by the paths at which the files really are, and what was mended."""

    def __init__(self, tree: Tree, today: date) -> None:
        self.tree, self.today = tree, today
        self.before: dict[str, str] = {}
        self.after: dict[str, str] = {}
        self.fixed: list[Fixed] = []
        self.refused: set[tuple[str, str, str]] = set()
        self.loaded = self.loaded_last = load_catalog(tree, today, all_problems=True)

    def load(self, texts: Mapping[str, str]) -> LoadedCatalog:
        """The catalog as it would be with some texts; nearly all of it is as it was last."""
        tree = Overlay(self.tree, texts)
        return load_catalog(tree, self.today, like=self.loaded, all_problems=True)

    def text(self, path: str) -> str:
        """What a file says so far. It could be read, or it would have no edits."""
        real = self.tree.real(path)
        if real in self.after:
            return self.after[real]
        location = location_of(path)
        text = read_text(self.tree, path, location.kind.max_bytes if location else MAX_BYTES)
        return text if isinstance(text, str) else ""

    def put(self, path: str, text: str) -> None:
        """Let a file say something else."""
        real = self.tree.real(path)
        self.before.setdefault(real, self.text(path))
        self.after[real] = text

    def mend_files(self) -> bool:
        """Mend every file by itself; whether anything was mended."""
        count = len(self.fixed)
        for path in dict.fromkeys(problem.place.path for problem in self.loaded.problems if problem.edit):
            location = location_of(path)
            if location is None:
                continue
            for one in mend_file(self.text(path), path, location):
                self.note(one.before, one.mended)
                self.put(path, one.after)
        if len(self.fixed) == count:
            return False
        self.loaded = self.load(self.after)
        return True

    def mend_together(self) -> bool:
        """Mend what files say of one another; whether anything was mended."""
        candidates = self.candidates()
        good = kept(candidates, self.is_better)
        self.refused.update(map(_key, set(candidates).difference(good)))
        if not good:
            return False
        for path, problems in _by_file(good, self.tree.real):
            text = self.text(path)
            self.note(text, problems)
            self.put(path, applied(text, problems))
        self.loaded = self.loaded_last
        return True

    def candidates(self) -> list[Problem]:
        """The problems whose edits are tried next."""
        mendable = [p for p in self.loaded.problems if p.edit and _key(p) not in self.refused]
        return [
            problem
            for path, problems in _by_file(mendable, self.tree.real)
            for problem in without_overlaps(self.text(path), problems)
        ]

    def is_better(self, mended: Sequence[Problem]) -> bool:
        """Whether the problems are gone with these edits, and no error has come in their place."""
        texts = dict(self.after)
        for path, problems in _by_file(mended, self.tree.real):
            texts[self.tree.real(path)] = applied(self.text(path), problems)
        loaded = self.load(texts)
        were, are, gone = (
            Counter(map(_key, some)) for some in (self.loaded.problems, loaded.problems, mended)
        )
        new = are - were
        if any(are[key] > were[key] - gone[key] for key in gone) or any(
            problem.severity is Severity.ERROR and _key(problem) in new for problem in loaded.problems
        ):
            return False
        self.loaded_last = loaded  # the last that works is that of all that is kept
        return True

    def note(self, text: str, problems: Iterable[Problem]) -> None:
        """Remember what was mended in a text."""
        for problem in problems:
            assert problem.edit  # or it would be no candidate
            self.fixed.append(Fixed(problem, replaced_by(text, problem.edit), problem.edit.text))


def _key(problem: Problem) -> tuple[str, str, str]:
    """What makes two findings the same, whatever moved in between."""
    return problem.code, problem.place.path, problem.message


def _by_file(problems: Iterable[Problem], real: Callable[[str], str]) -> Iterable[tuple[str, list[Problem]]]:
    """The problems with edits by the files that these change, a file that symbolic links lead to once."""

    def file_of(problem: Problem) -> str:
        assert problem.edit
        return real(problem.edit.start.path)

    for path, some in groupby(sorted(problems, key=file_of), key=file_of):
        yield path, list(some)
