"""Mend what is wrong with a file by itself: its YAML, its schema, what it contradicts."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from enum import IntEnum
from itertools import accumulate

from servicebook.documents.document import Document, value_of
from servicebook.documents.kinds import Location
from servicebook.documents.schema_check import check_schema
from servicebook.documents.semantics import check_semantics
from servicebook.fixing.text_edits import applied, kept, starts_afterwards, without_overlaps
from servicebook.frozen import frozen
from servicebook.problems import Problem
from servicebook.source.lines import index_at
from servicebook.source.yaml_positions import values_of_keys_at

MAX_PASSES = 50
"""Each pass mends something, and may show what it hid; this ends what would never end."""


class Stage(IntEnum):
    """How far the checks of a file come: each is made only of files that pass those before."""

    YAML = 0
    SCHEMA = 1
    MEANING = 2


@frozen
class CheckedFile:
    """The problems that a file has by itself, all of the last stage that was reached."""

    stage: Stage
    problems: tuple[Problem, ...]


def check_file(text: str, path: str, location: Location) -> CheckedFile:
    """Check the text of one file, without its byte order mark."""
    parsed = value_of(text, path)
    if parsed.problems or parsed.value is None:
        return CheckedFile(Stage.YAML, parsed.problems)
    document = Document(path=path, location=location, text=text, value=parsed.value)
    if faults := tuple(check_schema(document)):
        return CheckedFile(Stage.SCHEMA, faults)
    return CheckedFile(Stage.MEANING, tuple(check_semantics(document)))


@frozen
class Pass:
    """A text before some of its problems are mended, those problems, and the text afterwards."""

    before: str
    mended: tuple[Problem, ...]
    after: str


def mend_file(text: str, path: str, location: Location) -> list[Pass]:
    """Mend a file until nothing more can be mended. An edit is left out unless the file checks better with it."""
    passes: list[Pass] = []
    refused: set[tuple[str, str]] = set()
    while len(passes) < MAX_PASSES:
        state = check_file(text, path, location)
        candidates = without_overlaps(text, (p for p in state.problems if _key(p) not in refused))
        good = kept(candidates, lambda some: _is_better(text, state, some, location))  # noqa: B023
        refused.update(map(_key, set(candidates).difference(good)))
        if good:
            passes.append(Pass(text, tuple(good), applied(text, good)))
            text = passes[-1].after
        elif not candidates:
            break
    return passes


def _key(problem: Problem) -> tuple[str, str]:
    """What makes two findings of a file the same, whatever moved in between."""
    return problem.code, problem.message


def _is_better(text: str, before: CheckedFile, mended: Sequence[Problem], location: Location) -> bool:
    """Whether the file is better with the edits: the problems are gone, and only what they hid has come up."""
    path = mended[0].place.path
    changed = applied(text, mended)
    after = check_file(changed, path, location)
    if after.stage != before.stage:
        return after.stage > before.stage
    were, are, gone = (Counter(map(_key, some)) for some in (before.problems, after.problems, mended))
    if any(are[key] > were[key] - gone[key] for key in gone):
        return False
    more = are - were
    new = [problem for problem in after.problems if _key(problem) in more]
    if after.stage is Stage.YAML:
        # reading ends at the first fault, so that the next one is seen only now
        return all(problem.place > mended[-1].place for problem in new)
    # nobody looked at what is within the value of a key that is wrong
    hidden = sorted(values_of_keys_at(changed, frozenset(starts_afterwards(text, mended))))
    starts, ends = [start for start, _ in hidden], [*accumulate((end for _, end in hidden), max)]
    return all(_is_within(index_at(changed, problem.place), starts, ends) for problem in new)


def _is_within(index: int, starts: Sequence[int], ends: Sequence[int]) -> bool:
    """Whether a character is within one of the spans, whose starts are in order; ``ends`` are the farthest so far."""
    at = bisect_right(starts, index)
    return at > 0 and index < ends[at - 1]
