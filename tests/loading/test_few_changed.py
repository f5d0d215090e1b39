"""What is found after a few services have changed, without loading the others, is what loading all of them finds."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from tests.git_repository import commit
from tests.loading.test_from_disk import anew, kept
from tests.loading.test_revisions import assert_equal
from tests.rules.cases import FOLDERS, laid_together
from tests.support import IT, TODAY, make_catalog, write

from servicebook.loading import Judged, assemble_again
from servicebook.loading.few_changed import MOST, few_changed
from servicebook.loading.kept_documents import number_of
from servicebook.loading.kept_findings import read_findings
from servicebook.reports.text import render
from servicebook.source.kept_file import CACHE
from servicebook.source.tree import Disk

SERVICE = f"{IT}/services/vpn.yml"
OTHER = f"{IT}/services/phone.yml"
BEGIN = """\
name: VPN
summary: Work from elsewhere, as if you were here.
description: As with the [phone](service:it/phone).
roles: {owner: it/lead, deputy: it/desk}
cost: {amount: 5, currency: EUR}
prerequisites: [a laptop]
faqs:
  - {question: Does it cost anything?, answer: It does not.}
reviewed_on: 2026-01-10
"""
FILES = {
    SERVICE: BEGIN,
    OTHER: "name: Phone\nsummary: A number of your own, at once.\n",
    f"{IT}/roles.yml": "lead: {title: Lead}\ndesk: {title: Desk}\n",
}

_Change = Callable[[Path], None]


def now(root: Path) -> Judged | None:
    return few_changed(Disk(root), TODAY)


def assert_found(found: Judged | None, root: Path) -> None:
    whole = anew(root)
    assert found is not None
    assert (found.problems, found.waived) == (whole.problems, whole.waived)
    assert (found.files, found.counts) == (whole.files, whole.counts)
    assert (found.errors, found.warnings) == (whole.errors, whole.warnings)
    in_documents = {one.path for one in whole.documents} & {problem.place.path for problem in found.problems}
    assert [one.path for one in found.documents] == sorted(in_documents)


def _edit(path: str, old: str, new: str) -> _Change:
    def change(root: Path) -> None:
        before = (root / path).read_text(encoding="utf-8")
        assert old in before
        (root / path).write_text(before.replace(old, new), encoding="utf-8")

    return change


OWN: Mapping[str, _Change] = {
    "nothing": lambda _: None,
    "summary": _edit(SERVICE, "as if you were here.", "in a café."),
    "description": _edit(SERVICE, "As with", "Unlike"),
    "note": _edit(SERVICE, "description: As", "description: TODO As"),
    "comment": _edit(SERVICE, "name: VPN", "# a comment\nname: VPN"),
    "lines": _edit(SERVICE, "name: VPN", "\n\nname: VPN"),
    "cost": _edit(SERVICE, "amount: 5", "amount: 0"),
    "currency": _edit(SERVICE, "EUR", "XYZ"),
    "prerequisites": _edit(SERVICE, "[a laptop]", "[a laptop, a laptop]"),
    "answer": _edit(SERVICE, "It does not.", "tbd"),
    "review": _edit(SERVICE, "2026-01-10", "2096-01-10"),
    "touch": lambda root: (root / SERVICE).touch(),
    "touch other": lambda root: (root / f"{IT}/department.yml").touch(),
}


@pytest.mark.parametrize("change", OWN.values(), ids=OWN)
def test_what_a_service_says_of_itself_is_judged_without_the_others(change: _Change, tmp_path: Path) -> None:
    kept(make_catalog(tmp_path, FILES))
    change(tmp_path)
    assert_found(now(tmp_path), tmp_path)
    _edit(SERVICE, "summary: Work", "summary: Do your work")(tmp_path)
    assert_found(now(tmp_path), tmp_path)


OTHERS: Mapping[str, _Change] = {
    "name": _edit(SERVICE, "VPN", "Phone"),
    "lifecycle": _edit(SERVICE, "roles:", "lifecycle: planned\nroles:"),
    "owner": _edit(SERVICE, "owner: it/lead", "owner: it/desk"),
    "link": _edit(SERVICE, "As with", "As with [this](service:it/vpn) and"),
    "dead link": _edit(SERVICE, "As with", "As with [this](/vpn.html) and"),
    "question": _edit(SERVICE, "Does it cost anything?", "What does it cost?"),
    "targets": _edit(SERVICE, "roles:", "targets: [{measure: quality, stated: good}]\nroles:"),
    "unknown key": _edit(SERVICE, "summary:", "sumary:"),
    "no YAML": _edit(SERVICE, "name: VPN", "name: ["),
    "department": _edit(f"{IT}/department.yml", "name:", "summary: X.\nname:"),
    "settings": lambda root: (
        write(root, {"site_config/rules.yml": "severities: {no-owner: error}\n"}) and None
    ),
    "new": lambda root: write(root, {f"{IT}/services/new.yml": FILES[OTHER]}) and None,
    "gone": lambda root: (root / OTHER).unlink(),
    "stray": lambda root: write(root, {f"{IT}/services/a.txt": "a"}) and None,
    "owners": lambda root: write(root, {"CODEOWNERS": "* @ana\n"}) and None,
}


@pytest.mark.parametrize("change", [*OWN.values(), *OTHERS.values()], ids=[*OWN, *OTHERS])
def test_whatever_changes_the_whole_catalog_is_what_is_read_anew(change: _Change, tmp_path: Path) -> None:
    kept(make_catalog(tmp_path, FILES))
    change(tmp_path)
    assert_equal(kept(tmp_path), anew(tmp_path))
    with (tmp_path / SERVICE).open("a") as file:
        file.write("pauses_when: [TODO]\n")
    (tmp_path / "CODEOWNERS").write_text(
        "# Made by `servicebook owners --format github` from roles and people: change them there, not here.\n"
        "\n# IT\n/catalog/departments/it/ @ana\n"
    )
    assert_equal(kept(tmp_path), anew(tmp_path))


@pytest.mark.parametrize("change", OTHERS.values(), ids=OTHERS)
def test_for_any_other_change_all_is_loaded(change: _Change, tmp_path: Path) -> None:
    kept(make_catalog(tmp_path, FILES))
    assert now(tmp_path) is not None
    change(tmp_path)
    assert now(tmp_path) is None


def test_what_may_be_a_copy_is_compared_with_all(tmp_path: Path) -> None:
    vpn, other = f"{BEGIN}audience: [a]\n", f"{FILES[OTHER].replace('Phone', 'VPN')}audience: [b]\n"
    audiences = "a: {name: A}\nb: {name: B}\n"
    kept(
        make_catalog(tmp_path, {**FILES, SERVICE: vpn, OTHER: other, "site_config/audiences.yml": audiences})
    )
    assert now(tmp_path) is not None
    _edit(OTHER, "A number", "The number")(tmp_path)
    assert now(tmp_path) is None


def test_what_becomes_a_copy_is_found(tmp_path: Path) -> None:
    kept(
        make_catalog(tmp_path, {SERVICE: FILES[OTHER], OTHER: FILES[OTHER].replace("A number", "The number")})
    )
    _edit(OTHER, "The number", "A number")(tmp_path)
    again = kept(tmp_path)
    assert "object-twice" in {problem.code for problem in again.problems}
    assert_equal(again, anew(tmp_path))


def test_when_many_have_changed_all_are_loaded(tmp_path: Path) -> None:
    many = {
        f"{IT}/services/s{number}.yml": f"name: S {number}\nsummary: X{number}.\n"
        for number in range(MOST + 1)
    }
    kept(make_catalog(tmp_path, {**FILES, **many}))
    for count, path in enumerate(many):
        _edit(path, "summary: X", "summary: Why ")(tmp_path)
        if count + 1 == MOST:
            assert_found(few_changed(Disk(tmp_path), TODAY), tmp_path)
    for path in many:
        _edit(path, "summary: Why ", "summary: Why not ")(tmp_path)
    assert now(tmp_path) is None


def test_a_file_that_may_change_within_the_same_tick_of_the_clock_is_looked_at_again(tmp_path: Path) -> None:
    kept(make_catalog(tmp_path, FILES))
    for word in ("Do", "TODO", "Go"):
        (tmp_path / SERVICE).write_text(BEGIN.replace("Work", word))
        tomorrow = (tmp_path / SERVICE).stat().st_mtime + 86_400
        os.utime(tmp_path / SERVICE, (tomorrow, tomorrow))
        assert_found(now(tmp_path), tmp_path)
        found = read_findings(Disk(tmp_path))
        assert found is not None
        assert found.files[SERVICE][0] is None


@pytest.mark.parametrize("name", ["findings", f"documents-{number_of(SERVICE, len(FILES)):02}"])
def test_without_what_was_kept_all_is_loaded(name: str, tmp_path: Path) -> None:
    kept(make_catalog(tmp_path, FILES))
    _edit(SERVICE, "Work", "Do your work")(tmp_path)
    (tmp_path / CACHE / name).write_bytes(b"damaged")
    assert now(tmp_path) is None
    kept(tmp_path)
    assert_found(now(tmp_path), tmp_path)


@pytest.mark.parametrize("is_gone", [True, False])
def test_what_is_told_of_a_file_is_what_it_says_though_that_was_not_kept(
    is_gone: bool, tmp_path: Path
) -> None:
    many = BEGIN.replace("[a laptop]", "[TODO 1, TODO 2, TODO 3, TODO 4, TODO 5]")
    kept(make_catalog(tmp_path, {**FILES, SERVICE: many}))
    file = tmp_path / CACHE / f"documents-{number_of(SERVICE, len(FILES)):02}"
    before = file.read_bytes()
    _edit(SERVICE, "name: VPN", "# Tunnel\nname: VPN")(tmp_path)
    kept(tmp_path)
    if is_gone:
        file.unlink()
    else:
        file.write_bytes(before)  # as another command, or a full disk, may leave it
    found = now(tmp_path)
    assert found is not None
    told = {one.path: one.text for one in found.documents}
    assert told[SERVICE] == (tmp_path / SERVICE).read_text(encoding="utf-8")
    assert render(found) == render(anew(tmp_path))


def test_what_is_kept_of_another_state_is_not_believed(tmp_path: Path) -> None:
    kept(make_catalog(tmp_path, FILES))
    file = tmp_path / CACHE / f"documents-{number_of(SERVICE, len(FILES)):02}"
    of_others = file.read_bytes()
    _edit(SERVICE, "owner: it/lead", "owner: it/desk")(tmp_path)
    kept(tmp_path)
    file.write_bytes(of_others)  # as another run might have written it a moment ago
    _edit(SERVICE, "owner: it/desk", "owner: it/lead")(tmp_path)
    _edit(SERVICE, "Work", "Do your work")(tmp_path)
    assert now(tmp_path) is None


def test_another_day_is_judged_by_itself(tmp_path: Path) -> None:
    kept(make_catalog(tmp_path, FILES))
    assert few_changed(Disk(tmp_path), TODAY + timedelta(1)) is None


def test_what_somebody_has_committed_is_not_believed(tmp_path: Path) -> None:
    kept(make_catalog(tmp_path, FILES))
    (tmp_path / CACHE / ".gitignore").unlink()
    commit(tmp_path)
    assert now(tmp_path) is None


_OTHERWISE = {
    "summary": "summary: Something else altogether.",
    "description": "description: Something else.",
    "reviewed_on": "reviewed_on: 2026-02-03",
}


@pytest.mark.parametrize("case", sorted(folder.name for folder in FOLDERS.iterdir()))
def test_whatever_rules_find_stands_when_services_say_other_things_of_themselves(
    case: str, tmp_path: Path
) -> None:
    for outcome in ("fails", "passes"):
        root = laid_together(case, outcome, tmp_path / outcome)
        like = kept(root)
        for path in sorted(root.glob("catalog/departments/*/services/*.yml")):
            text = path.read_bytes().decode()
            for key, line in _OTHERWISE.items():
                text = _with(text, key, line)
            path.write_bytes(text.encode())
            changed = {path.relative_to(root).as_posix()}
            like = assemble_again(Disk(root), TODAY, like, changed).judged()
            assert_equal(like, anew(root))
            found = now(root)
            if found is None:
                kept(root)
            else:
                assert_found(found, root)


def _with(text: str, key: str, line: str) -> str:
    """A file in which a key that has one line says something else; one that does not have it gets it."""
    changed, count = re.subn(rf"(?m)^{key}:(?! *[|>&]).*(\n +.*)*$", line, text)
    return changed if count else f"{line}\n{text}"
