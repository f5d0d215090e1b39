"""What is wrong with a list of steps by itself: ids that are taken or not there, steps that wait for each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import pairwise
from typing import Any

from servicebook.documents.cycles import MAX_LISTED, find_cycle, listed_cycle
from servicebook.documents.document import Document
from servicebook.documents.slugs import slug
from servicebook.documents.suggestions import did_you_mean, only_meant
from servicebook.problems import Problem, Related, error
from servicebook.source.yaml_reader import Pointer
from servicebook.wording import text


def _step_id_taken(document: Document, key: str, index: int, first: int, *, is_same: bool) -> Problem:
    return error(
        "duplicate-id",
        document.place(key, index, "id"),
        text("step.id-taken", id=document.value_at((key, index, "id"))),
        text("hint.same-twice") if is_same else text("step.id-taken-hint"),
        (Related(document.place(key, first, "id"), text("problem.other")),),
        edit=document.edit_without((key, index)) if is_same else None,
    )


def steps(key: str) -> Callable[[Document, Any], Iterator[Problem]]:
    """A check that the steps of a list have ids of their own, wait only for one another, and never in a cycle."""

    def check(document: Document, value: Any) -> Iterator[Problem]:
        listed = value.get(key, [])
        ids = [step["id"] for step in listed]
        for index, step in enumerate(listed):
            if step["id"] in ids[:index]:
                yield _step_id_taken(
                    document, key, index, ids.index(step["id"]), is_same=step in listed[:index]
                )
            for position, before in enumerate(step.get("after", ())):
                if before not in ids:
                    meant = only_meant(before, ids)
                    if meant in step["after"]:
                        meant = None  # a second time it would be the next error
                    yield error(
                        "bad-value",
                        document.place(key, index, "after", position),
                        text("step.unknown", step=before),
                        _hint_of_unknown(before, step["id"], listed),
                        edit=document.edit((key, index, "after", position), meant) if meant else None,
                    )
        if len(set(ids)) == len(ids):
            yield from _cycle(document, key, listed)

    return check


def _hint_of_unknown(unknown: str, waiting: str, listed: Sequence[Mapping[str, Any]]) -> str:
    """The step that may be meant, by its id or by what is done in it, and what else there is."""
    ids = [step["id"] for step in listed if step["id"] != waiting]
    if similar := did_you_mean(unknown, ids):
        return similar
    # the same for all steps that wait for it, which makes them one cause
    known = [step["id"] for step in listed]
    choices = text("list.separator").join(known[:_FEW]) + (" …" if len(known) > _FEW else "")
    called = {
        words: step["id"]
        for step in listed
        if step["id"] != waiting
        for words in _phrases(str(step.get("title") or step.get("does") or ""))
    }
    if named := get_close_matches(unknown, called, n=1, cutoff=_ALIKE):
        return text("step.unknown-hint-named", id=called[named[0]], phrase=named[0], choices=choices)
    return text("step.unknown-hint", choices=choices)


_FEW = 12
_ALIKE = 0.8


def _phrases(words: str) -> Iterator[str]:
    """One to three words in a row as an id would have them: ``handed-over``."""
    parts = slug(words[:200]).split("-")
    for length in (1, 2, 3):
        yield from ("-".join(parts[at : at + length]) for at in range(len(parts) - length + 1))


def _cycle(document: Document, key: str, steps: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    before = {
        step["id"]: list(step.get("after", [steps[index - 1]["id"]] if index else []))
        for index, step in enumerate(steps)
    }
    cycle = find_cycle(before)
    if not cycle:
        return
    indexes = {step["id"]: index for index, step in enumerate(steps)}
    waits = list(pairwise(cycle))
    # steps are listed in order, so one that waits for itself or for a later one is wrong rather than the others
    wrong = next(one for one in waits if indexes[one[1]] >= indexes[one[0]])
    others = [one for one in waits if one != wrong][:MAX_LISTED]
    yield error(
        "circular-reference",
        document.place(*_awaited(steps, key, indexes[wrong[0]], wrong[1])),
        text("step.cycle", steps=listed_cycle(cycle)),
        text("step.cycle-hint", step=wrong[0], awaited=wrong[1]),
        tuple(
            Related(
                document.place(*_awaited(steps, key, indexes[one], other)),
                text("step.waits", step=one, awaited=other),
            )
            for one, other in others
        ),
    )


def _awaited(steps: Sequence[Mapping[str, Any]], key: str, index: int, awaited: str) -> Pointer:
    """Where a step says that it waits for another; the step where it waits for the one before it without saying so."""
    after = steps[index].get("after", ())
    return (key, index, "after", after.index(awaited)) if awaited in after else (key, index)
