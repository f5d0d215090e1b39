"""What comparing two revisions says, whatever they are: nothing of one with itself, the mirror of both exchanged."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.properties.test_loading_again import BEGIN, NOWHERE, VARIANTS, Files
from tests.sites import build_well, contents
from tests.support import TODAY, write

from servicebook.comparing.changes import Change, Comparison, Effect
from servicebook.comparing.problems import Revision, Side
from servicebook.comparing.revisions import BrokenRevisionError, Opened, comparison
from servicebook.loading import load_catalog
from servicebook.source.tree import Overlay
from servicebook.source.yaml_reader import parse

_READABLE = {
    path: [text for text in texts if text not in ("", "name: [") and not str(text).endswith("nmae: X\n")]
    for path, texts in VARIANTS.items()
}
"""Of what files may say, what can be read: others cannot be compared."""
_edits = st.dictionaries(st.sampled_from(sorted(_READABLE)), st.integers(0), max_size=4).map(
    lambda chosen: {path: _READABLE[path][number % len(_READABLE[path])] for path, number in chosen.items()}
)
# together, files that can be read may still be a catalog that cannot be compared
_some_cannot_be_compared = [HealthCheck.filter_too_much, HealthCheck.too_slow]
MIRROR = {
    Effect.TIGHTENED: Effect.WEAKENED,
    Effect.WIDENED: Effect.NARROWED,
    Effect.ADDED: Effect.REMOVED,
    Effect.BROKEN: Effect.MENDED,
}
MIRROR |= {other: one for one, other in MIRROR.items()}


def opened(name: str, files: Files) -> Opened:
    tree = Overlay(NOWHERE, files)
    return Opened(revision=Revision(name, name), side=Side(tree=tree, loaded=load_catalog(tree, TODAY)))


def compared(before: Files, after: Files) -> Comparison:
    """The comparison of two revisions; such as cannot be compared are left out."""
    try:
        return comparison(opened("a", before), opened("b", after), dict)
    except BrokenRevisionError:
        assume(False)
        raise


IN_ORDER = frozenset({"calendars.yml", "audiences.yml", "topics.yml", "sites.yml", "priorities.yml"})
"""Files whose objects readers see in the order in which they stand there."""


def rewritten(path: str, text: str, chance: random.Random) -> str:
    """YAML that says the same in another order of keys and another style, with a comment."""
    in_order = path.rpartition("/")[2] in IN_ORDER

    def shuffled(value: Any, depth: int = 0) -> Any:
        if isinstance(value, dict):
            is_kept = in_order and depth < 2
            keys = list(value) if is_kept else sorted(value, key=lambda _: chance.random())
            return {key: shuffled(value[key], depth + 1) for key in keys}
        return [shuffled(item, depth + 1) for item in value] if isinstance(value, list) else value

    written = yaml.dump(
        shuffled(parse(text, "any.yml").value),
        sort_keys=False,
        allow_unicode=chance.random() < 0.5,
        default_flow_style=chance.random() < 0.5,
        width=chance.choice((30, 80, 1_000)),
    )
    return f"# {chance.random()}\n\n{written}"


@settings(max_examples=25, suppress_health_check=_some_cannot_be_compared)
@given(edits=_edits)
def test_nothing_differs_from_itself(edits: Files) -> None:
    files = {**BEGIN, **edits}
    assert compared(files, files).is_empty


@settings(max_examples=30, suppress_health_check=_some_cannot_be_compared)
@given(edits=_edits, seed=st.integers())
def test_order_of_keys_comments_and_style_are_nothing(edits: Files, seed: int) -> None:
    files = {**BEGIN, **edits}
    chance = random.Random(seed)
    compared(files, files)  # leaves out what cannot be read
    again = {path: rewritten(path, text, chance) if text else text for path, text in files.items()}
    found = compared(files, again)
    assert found.changes == ()
    # of two that are alike, the second is told: which that is, the order says; and how a list is written is judged, too
    new, cured = (
        Counter(p.code for p in ps if p.code != "line-fell-apart") for ps in (found.new, found.cured)
    )
    assert new == cured


@settings(max_examples=50, suppress_health_check=_some_cannot_be_compared)
@given(one=_edits, other=_edits)
def test_exchanged_the_two_are_the_mirror(one: Files, other: Files) -> None:
    before, after = {**BEGIN, **one}, {**BEGIN, **other}
    there, back = compared(before, after), compared(after, before)
    assume(not any(change.effect is Effect.MOVED for change in (*there.changes, *back.changes)))
    assert Counter(map(told, of_both_sides(there))) == Counter(
        told(mirrored(change)) for change in of_both_sides(back)
    )


def of_both_sides(found: Comparison) -> list[Change]:
    """Without what only losing somebody tells: an address that appears and terms that were never accepted are nothing.

    So is a chain that holds again because its service is gone, while that of a new service which does not is told.
    Whoever may be named in one of the two may not be in the other, and several without a name are told as one.
    """
    one_sided = {
        (change.kind, change.object_id)
        for change in found.changes
        if change.effect in (Effect.ADDED, Effect.REMOVED)
    }
    return [
        change
        for change in found.changes
        if change.code not in ("address-lost", "agreement-terms-changed")
        and change.kind != "person"
        and not (change.code.startswith("chain-") and (change.kind, change.object_id) in one_sided)
    ]


def told(change: Change) -> tuple[str, str, str | None, str]:
    effect = Effect.CHANGED if change.effect is Effect.RETIRED else change.effect
    return change.kind, change.object_id, change.field, effect.value


def mirrored(change: Change) -> Any:
    return replace(change, effect=MIRROR.get(change.effect, change.effect))


@settings(max_examples=6, suppress_health_check=_some_cannot_be_compared)
@given(edits=_edits, seed=st.integers())
def test_what_is_no_change_changes_no_byte_of_the_site(
    edits: Files, seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    files = {**BEGIN, **edits}
    chance = random.Random(seed)
    one = opened("a", files)
    assume(not one.side.loaded.errors)
    again: Mapping[str, str | None] = {
        path: rewritten(path, text, chance) if text else text for path, text in files.items()
    }
    assert compared(files, again).changes == ()
    sites = []
    for name, version in (("one", files), ("other", again)):
        root = write(tmp_path_factory.mktemp(name), {path: text for path, text in version.items() if text})
        sites.append(contents(build_well(root, tmp_path_factory.mktemp(f"{name}-site") / "site")))
    # pages for maintainers name the lines of findings, and say of each rule whether it finds something: others then
    paths = [
        path for path in sites[0].keys() | sites[1].keys() if not path.startswith(("state/", "reference/"))
    ]
    differing = {path for path in paths if sites[0].get(path) != sites[1].get(path)}
    assert differing == set()
