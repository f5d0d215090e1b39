"""What changed in an agreement since a party accepted it: read from the history, and told on its page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.git_repository import commit, git
from tests.pages.rendering import body_at
from tests.support import IT, SMALL, TODAY, make_catalog, opened, run, write

from servicebook.comparing.since_accepted import SinceAccepted, WhyUnknown, since_accepted
from servicebook.comparing.term_words import term_words
from servicebook.pages.rendering.context import render_context

DAY = ("--today", TODAY.isoformat())
FILE = "catalog/agreements/it-hr.yml"
REPAIR = f"{IT}/services/repair.yml"
HOUSE = {
    **SMALL,
    FILE: "name: Quick repairs\nprovider: it\ncustomer: hr\ncovers: [it/repair]\n",
}


def accept(root: Path, party: str, role: str) -> None:
    done = run("accept", "it-hr", "--party", party, "--by", role, "--root", str(root), *DAY)
    assert done.returncode == 0, done.stderr


def accepted(root: Path, files: Mapping[str, str] = HOUSE) -> str:
    """A committed catalog with an agreement that both accepted; the agreement's file."""
    make_catalog(root, files, base={})
    accept(root, "it", "it/lead")
    accept(root, "hr", "hr/head")
    commit(root)
    return (root / FILE).read_text()


def slower(root: Path, hours: int) -> None:
    write(root, {REPAIR: SMALL[REPAIR].replace("4 hours", f"{hours} hours")})


def since(root: Path, agreement: str = "it-hr") -> tuple[SinceAccepted, ...]:
    return since_accepted(root, opened(root).catalog).get(agreement, ())


def words(found: SinceAccepted) -> list[str]:
    return [term_words(term, "en") for term in found.terms]


def page(root: Path) -> str:
    loaded = opened(root)
    return body_at(render_context(loaded, accepted=since_accepted(root, loaded.catalog)), "agreements/it-hr/")


CHANGED = "Repair, First reply: within 9 hours; before: within 4 hours"


def test_the_page_tells_what_changed_since_both_accepted(tmp_path: Path) -> None:
    accepted(tmp_path)
    assert since(tmp_path) == ()
    assert "Changed since it was accepted" not in page(tmp_path)
    slower(tmp_path, 6)
    commit(tmp_path)
    slower(tmp_path, 9)
    [found] = since(tmp_path)
    assert (found.parties, found.on, words(found)) == (("it", "hr"), TODAY, [CHANGED])
    shown = page(tmp_path)
    assert "IT and HR accepted it, the last of them on 1 Sep 2026. Since then:" in shown
    assert f'<li dir="auto">{CHANGED}</li>' in shown


def test_parties_that_accepted_other_terms_are_told_each_its_own_changes(tmp_path: Path) -> None:
    accepted(tmp_path)
    slower(tmp_path, 6)
    accept(tmp_path, "hr", "hr/head")
    commit(tmp_path)
    slower(tmp_path, 9)
    assert [(found.parties, words(found)) for found in since(tmp_path)] == [
        (("it",), [CHANGED]),
        (("hr",), [CHANGED.replace("4 hours", "6 hours")]),
    ]


def test_what_was_renamed_since_is_the_same(tmp_path: Path) -> None:
    agreement = accepted(tmp_path)
    (tmp_path / FILE).unlink()
    (tmp_path / REPAIR).unlink()
    write(
        tmp_path,
        {
            "catalog/agreements/repairs.yml": agreement.replace("it/repair", "it/mending")
            + "former_ids: [it-hr]\n",
            f"{IT}/services/mending.yml": SMALL[REPAIR].replace("4 hours", "9 hours")
            + "former_ids: [it/repair]\n",
        },
    )
    [found] = since(tmp_path, "repairs")
    assert words(found) == [CHANGED]


def test_without_git_it_is_said_that_nobody_can_tell(tmp_path: Path) -> None:
    make_catalog(tmp_path, HOUSE, base={})
    accept(tmp_path, "it", "it/lead")
    slower(tmp_path, 9)
    [found] = since(tmp_path)
    assert (found.unknown, found.terms) == (WhyUnknown.NO_HISTORY, ())
    assert "What has changed cannot be told: this site was built without git" in page(tmp_path)


def test_a_shallow_clone_is_said_to_be_one(tmp_path: Path) -> None:
    accepted(tmp_path / "far")
    slower(tmp_path / "far", 9)
    commit(tmp_path / "far")
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{tmp_path}/far", "near")
    assert [found.unknown for found in since(tmp_path / "near")] == [WhyUnknown.SHALLOW]
    assert "a shallow clone, which lacks the commit" in page(tmp_path / "near")


def test_an_acceptance_that_no_commit_has_is_not_guessed_at(tmp_path: Path) -> None:
    make_catalog(tmp_path, HOUSE, base={})
    commit(tmp_path)
    accept(tmp_path, "it", "it/lead")
    slower(tmp_path, 9)
    assert [found.unknown for found in since(tmp_path)] == [WhyUnknown.NOT_FOUND]


def test_an_acceptance_that_was_copied_shows_nothing_of_another_agreement(tmp_path: Path) -> None:
    """The commit that wrote the hash has other terms under this name."""
    agreement = accepted(tmp_path)
    other = agreement.replace("name: Quick repairs", "name: Copy").replace(
        "covers:", "targets: [{measure: response_time, within: 1 hour}]\ncovers:"
    )
    write(tmp_path, {"catalog/agreements/copy.yml": other})
    commit(tmp_path)
    assert [found.unknown for found in since(tmp_path, "copy")] == [WhyUnknown.NOT_FOUND]
