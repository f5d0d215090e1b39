"""The changes as a test report, which a merge request shows without a token."""

from __future__ import annotations

import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.git_repository import commit
from tests.support import IT, SMALL, make_catalog, run, write

REPAIR = f"{IT}/services/repair.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    make_catalog(tmp_path, {}, base=SMALL)
    commit(tmp_path)
    return tmp_path


def diff(root: Path) -> subprocess.CompletedProcess[str]:
    return run("diff", "HEAD", "--root", str(root), "--format", "junit", "--today", "2026-09-01")


def suite_of(root: Path) -> ElementTree.Element:
    (suite,) = ElementTree.fromstring(diff(root).stdout)
    return suite


def test_what_is_worse_has_failed_and_the_rest_is_listed(root: Path) -> None:
    write(root, {REPAIR: SMALL[REPAIR].replace("4 hours", "8 hours").replace("We mend", "We soon mend")})
    suite = suite_of(root)
    assert (suite.tag, suite.get("tests"), suite.get("failures")) == ("testsuite", "2", "1")
    worse, reworded = suite
    assert worse.attrib == {
        "name": "weakened: Repair, service it/repair", "classname": "service", "file": REPAIR,
    }  # fmt: skip
    lines = (worse.findtext("failure") or "").splitlines()
    assert lines[0] == "First reply: 4 hours → 8 hours" and lines[1].startswith("4 hours later")
    assert lines[2] == f"{REPAIR}:4"
    assert reworded.get("name") == "reworded: Repair, service it/repair" and reworded.find("failure") is None


def test_nothing_that_changes_is_a_report_without_tests(root: Path) -> None:
    suite = suite_of(root)
    assert (len(suite), suite.get("tests"), suite.get("failures")) == (0, "0", "0")


def test_words_of_a_catalog_stay_words(root: Path) -> None:
    name = "]]> <failure>&amp;</failure> \\u0001 \\uFFFE @team"
    write(root, {REPAIR: SMALL[REPAIR].replace("Repair", f'"{name}"')})
    (case,) = suite_of(root)
    assert "]]> <failure>&amp;</failure> \\x01 \\ufffe @team" in (case.get("name") or "")


def test_a_failed_comparison_is_an_error(root: Path) -> None:
    write(root, {REPAIR: "name: [\n"})
    done = diff(root)
    assert done.returncode == 2
    (suite,) = ElementTree.fromstring(done.stdout)
    assert (suite.get("tests"), suite.get("errors")) == ("1", "1")
    assert (suite[0].get("name") or "").startswith("Not compared: ")
    assert "repair.yml" in (suite[0].findtext("error") or "")


def test_more_changes_than_are_shown_are_counted(root: Path) -> None:
    write(root, {f"{IT}/services/s{n}.yml": f"name: S{n}\nsummary: We do {n}.\n" for n in range(520)})
    suite = suite_of(root)
    assert suite.get("tests") == "501"
    assert suite[-1].get("name") == "20 more are left out here."
