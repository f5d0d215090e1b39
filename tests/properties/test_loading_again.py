"""A catalog that takes over what another one has read is the same as one that was read from the beginning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.documents.test_semantics import CASES
from tests.git_repository import commit
from tests.loading.test_revisions import assert_equal
from tests.rules.cases import BASE, FOLDERS, laid_together
from tests.sites import contents
from tests.support import TODAY, make_catalog

from servicebook.analysis.chains import all_chains
from servicebook.loading import LoadedCatalog, assemble_again, load_catalog
from servicebook.model.visible import VisibleCatalog, visible, visible_beside
from servicebook.problems import Problem, Severity
from servicebook.rules import RULES
from servicebook.serving.live_site import KnownDisk
from servicebook.source.git_tree import Git
from servicebook.source.tree import Disk, Overlay

Files = Mapping[str, str | None]

NOWHERE = Disk(Path("/nowhere"))


def _variants() -> dict[str, list[str | None]]:
    """By path, what the cases of rules write there; and that it is absent, or broken, or wrong."""
    found: defaultdict[str, dict[str | None, None]] = defaultdict(dict)
    for folder in (BASE, *sorted(FOLDERS.glob("*/*"))):
        for path, content in contents(folder).items():
            if path.startswith(("catalog/", "site_config/")):
                found[path][content.decode()] = None
    for path, text, *_ in CASES:
        found[path][text.replace("«", "")] = None
    for path in sorted(found):
        first = next(iter(found[path])) or ""
        found[path] |= dict.fromkeys((None, "", f"{first}nmae: X\n", f"{first}# nothing else\n", "name: ["))
    return {path: list(texts) for path, texts in found.items()}


VARIANTS = _variants()
_edits = st.dictionaries(st.sampled_from(sorted(VARIANTS)), st.integers(0), max_size=8).map(
    lambda chosen: {path: VARIANTS[path][number % len(VARIANTS[path])] for path, number in chosen.items()}
)
BEGIN: Files = {path: content.decode() for path, content in contents(BASE).items()}


@settings(max_examples=150)
@given(before=_edits, change=_edits)
def test_after_any_edits_it_is_the_same(before: Files, change: Files) -> None:
    old = Overlay(NOWHERE, {**BEGIN, **before})
    new = Overlay(NOWHERE, {**BEGIN, **before, **change})
    known = load_catalog(old, TODAY)
    again, anew = load_catalog(new, TODAY, like=known), load_catalog(new, TODAY)
    assert_equal(again, anew)
    assert seen(visible_beside(again.catalog, known.catalog)) == seen(visible(anew.catalog))
    assert dict(all_chains(again.catalog)) == dict(all_chains(anew.catalog))
    assert set(again.found.problems) == set(anew.found.problems)


def seen(catalog: VisibleCatalog) -> list[object]:
    """A catalog, and where its objects were written and what they say, in which objects that are equal may differ."""
    kinds = (
        catalog.departments,
        catalog.services,
        catalog.roles,
        catalog.people,
        catalog.faqs,
        catalog.agreements,
    )
    origins = [[(key, item.origin) for key, item in objects.items()] for objects in kinds]
    return [catalog, origins, [(key, one.origin) for key, one in catalog.notices.items()]]


@pytest.mark.parametrize("code", [rule.CODE for rule in RULES])
def test_what_a_rule_finds_comes_and_goes_with_its_cause(code: str, tmp_path: Path) -> None:
    fails = laid_together(code, "fails", tmp_path / "fails")
    passes = laid_together(code, "passes", tmp_path / "passes")
    anew = {root: load_catalog(root, TODAY) for root in (fails, passes)}
    for one, other in ((fails, passes), (passes, fails)):
        assert_equal(load_catalog(one, TODAY, like=anew[other]), anew[one])


@settings(max_examples=5)
@given(change=_edits)
def test_a_revision_is_the_same_with_what_lies_on_disk(
    change: Files, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = make_catalog(tmp_path_factory.mktemp("repository"), {}, base={p: str(t) for p, t in BEGIN.items()})
    commit(root)
    for path, text in change.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text or "", encoding="utf-8", newline="")
    now = load_catalog(root, TODAY)
    assert_equal(
        load_catalog(Git.at(root, "HEAD"), TODAY, like=now), load_catalog(Git.at(root, "HEAD"), TODAY)
    )


@settings(max_examples=60)
@given(changes=st.lists(_edits, min_size=1, max_size=5), kept=st.integers(0))
def test_after_each_of_several_edits_of_known_files_it_is_the_same(
    changes: list[Files], kept: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = make_catalog(tmp_path_factory.mktemp("edited"), {}, base={p: str(t) for p, t in BEGIN.items()})
    like, changed = load_catalog(root, TODAY), set[str]()
    for number, change in enumerate(changes):
        _write(root, change)
        changed |= change.keys()
        assembled = assemble_again(KnownDisk(root, changed), TODAY, like, changed)
        anew = load_catalog(root, TODAY)
        assert _errors(assembled.judged(errors_only=True)) == _errors(anew)
        again = assembled.judged()
        assert_equal(again, anew)
        assert seen(visible_beside(again.catalog, like.catalog)) == seen(visible(anew.catalog))
        if kept >> number & 1:  # as where one edit follows another at once
            like, changed = again, set()


def _write(root: Path, change: Files) -> None:
    for path, text in change.items():
        file = root / path
        if text is None:
            file.unlink(missing_ok=True)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="")


def _errors(loaded: LoadedCatalog) -> list[Problem]:
    return [problem for problem in loaded.problems if problem.severity is Severity.ERROR]
