"""What git knows of what is gone is asked again when history or ids are others: it is never what was known before."""

from __future__ import annotations

from pathlib import Path

from tests.git_repository import commit
from tests.support import IT, SMALL, make_catalog, opened

from servicebook.loading.known_past import KnownPast

SHARE = f"{IT}/services/share.yml"
FAX = f"{IT}/services/fax.yml"
TEXT = "name: Shared drive\nsummary: One for all.\n"


def test_what_goes_retires_or_comes_again_is_told_by_the_same_one(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {SHARE: TEXT}, base=SMALL)
    known = KnownPast()

    def told() -> tuple[list[str], list[str]]:
        gone, retired = known.of(root, opened(root).catalog)
        return [one.id for one in gone], list(retired)

    assert told() == ([], []), "there is no history"
    commit(root)
    assert told() == ([], [])
    (root / SHARE).write_text(f"{TEXT}lifecycle: retired\n", encoding="utf-8")
    assert told() == ([], []), "a save is no commit"
    commit(root)
    assert told() == ([], ["it/share"])
    (root / SHARE).unlink()
    assert told() == ([], [])
    commit(root)
    assert told() == (["it/share"], [])
    (root / SHARE).write_text(TEXT, encoding="utf-8")
    assert told() == ([], []), "it is there again"
    (root / SHARE).unlink()
    assert told() == (["it/share"], [])


def test_where_nothing_has_changed_git_is_not_asked_again(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {SHARE: TEXT, FAX: "name: Fax\nsummary: A.\n"}, base=SMALL)
    commit(root)
    (root / SHARE).write_text(f"{TEXT}lifecycle: retired\n", encoding="utf-8")
    (root / FAX).unlink()
    commit(root)
    known = KnownPast()
    gone, retired = known.of(root, opened(root).catalog)
    assert [one.id for one in gone] == ["it/fax"] and list(retired) == ["it/share"]
    again = known.of(root, opened(root).catalog)
    assert again[0] is gone and again[1] is retired
