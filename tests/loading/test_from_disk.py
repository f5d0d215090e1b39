"""What a run keeps of a catalog changes nothing of what the next one finds, whatever happened in between."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.git_repository import commit, git
from tests.loading.test_revisions import assert_equal
from tests.properties.test_loading_again import BEGIN, VARIANTS
from tests.support import IT, MINIMAL, REPOSITORY, TODAY, make_catalog, opened

from servicebook.analysis.chains import all_chains
from servicebook.comparing.kept_history import DECIDING as COMPARING
from servicebook.forking import HOW
from servicebook.loading import LoadedCatalog, load_catalog
from servicebook.loading.few_changed import few_changed
from servicebook.loading.from_disk import MIN_FILES, load_from_disk
from servicebook.loading.kept_documents import DECIDING, IN_ONE, KeptDocuments, made_here, number_of
from servicebook.model.catalog import Catalog
from servicebook.problem_limits import MAX_IN_FILE
from servicebook.source.catalog_tree import NoCatalogError
from servicebook.source.kept_file import CACHE, keep, read_kept
from servicebook.source.tree import Disk, Overlay

SERVICE = f"{IT}/services/vpn.yml"
FILES = {
    SERVICE: "name: VPN\nsummary: Work from elsewhere, as if you were here.\n",
    f"{IT}/services/phone.yml": "name: Phone\nsummary: A number of your own, at once.\n",
}


def kept(root: Path) -> LoadedCatalog:
    """The catalog, read with what was kept, and kept, though it is small."""
    return load_from_disk(Disk(root), TODAY, min_files=0)


def anew(root: Path, days: int = 0) -> LoadedCatalog:
    return load_catalog(Overlay(Disk(root), {}), TODAY + timedelta(days))


def kept_files(root: Path) -> list[Path]:
    return sorted((root / CACHE).glob("[df]*"))


_steps = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from(sorted(VARIANTS)), st.integers(0), max_size=4),
        st.sampled_from((0, 0, 0, 1)),
        st.sampled_from((None, None, None, "mend", "damage", "move")),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=40)
@given(steps=_steps)
def test_after_any_edits_it_is_what_is_read_anew(
    steps: list[tuple[Mapping[str, int], int, str | None]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = make_catalog(tmp_path_factory.mktemp("kept"), {}, base={p: str(t) for p, t in BEGIN.items()})
    for edits, days, event in steps:
        for path, number in edits.items():
            _write(root / path, VARIANTS[path][number % len(VARIANTS[path])])
        if event == "mend":
            for path in VARIANTS:
                _write(root / path, BEGIN.get(path))
        elif event == "damage" and (files := kept_files(root)):
            files[days % len(files)].write_bytes(b"")
        elif event == "move" and (root / SERVICE).exists():
            (root / SERVICE).rename(root / SERVICE.replace("vpn", "vpn-2"))
        judged = few_changed(Disk(root), TODAY + timedelta(days))
        again = load_from_disk(Disk(root), TODAY + timedelta(days), min_files=0)
        whole = anew(root, days)
        assert_equal(again, whole)
        if judged is not None:
            assert (judged.problems, judged.waived, judged.files) == (
                again.problems,
                again.waived,
                again.files,
            )
        assert set(again.found.problems) == set(whole.found.problems)


def _write(file: Path, content: str | None) -> None:
    if content is None:
        file.unlink(missing_ok=True)
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8", newline="")


@pytest.mark.parametrize("how", ["none", "fork"])
@pytest.mark.parametrize("counts", [(IN_ONE - 5, IN_ONE + 5, IN_ONE - 5), (IN_ONE + 5, 3, IN_ONE + 5)])
def test_a_catalog_that_grows_and_shrinks_is_what_is_read_anew(
    counts: tuple[int, ...], how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HOW, how)
    make_catalog(tmp_path, FILES)
    for count in counts:
        shutil.rmtree(tmp_path / IT / "services")
        make_catalog(tmp_path, {**FILES, **_services(count)})
        for edit in ("", "description: TODO\n", "aliases: [tunnel]\n"):
            (tmp_path / SERVICE).write_text(FILES[SERVICE] + edit, encoding="utf-8")
            judged, again = few_changed(Disk(tmp_path), TODAY), kept(tmp_path)
            assert_equal(again, anew(tmp_path))
            assert judged is None or judged.problems == again.problems
        records = KeptDocuments(Disk(tmp_path)).records
        assert records.keys() == {one.path for one in again.documents}
        files = [file.name for file in kept_files(tmp_path)]
        assert set(files) == {
            "findings",
            *(f"documents-{number_of(path, len(records)):02}" for path in records),
        }


def _services(count: int) -> dict[str, str]:
    return {f"{IT}/services/s{n}.yml": f"name: S{n}\nsummary: Say {n} of it.\n" for n in range(count)}


def test_an_edit_renews_one_of_many_files(tmp_path: Path) -> None:
    count = len(kept(make_catalog(tmp_path, {**FILES, **_services(IN_ONE)})).documents)
    before = {file: file.read_bytes() for file in kept_files(tmp_path)}
    (tmp_path / SERVICE).write_text(f"{FILES[SERVICE]}description: Yes.\n", encoding="utf-8")
    kept(tmp_path)
    renewed = [file.name for file in kept_files(tmp_path) if file.read_bytes() != before[file]]
    assert len(before) > 50
    assert renewed == [f"documents-{number_of(SERVICE, count):02}", "findings"]


@pytest.mark.parametrize("count", [MIN_FILES - 1, MIN_FILES])
def test_of_the_smallest_catalogs_nothing_is_kept(count: int, tmp_path: Path) -> None:
    make_catalog(tmp_path, _services(count - len(MINIMAL)))
    assert opened(tmp_path).files == count
    assert (tmp_path / ".servicebook").exists() == bool(kept_files(tmp_path)) == (count == MIN_FILES)


def test_git_sees_nothing_of_what_is_kept(tmp_path: Path) -> None:
    commit(make_catalog(tmp_path, _services(MIN_FILES)))
    opened(tmp_path)
    assert kept_files(tmp_path)
    assert git(tmp_path, "status", "--porcelain", "--untracked-files=all") == ""


def test_what_only_looks_for_what_can_be_mended_keeps_nothing(tmp_path: Path) -> None:
    make_catalog(tmp_path, _services(MIN_FILES))
    load_catalog(tmp_path, TODAY, all_problems=True)
    assert not (tmp_path / ".servicebook").exists()


def test_where_there_is_no_catalog_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(NoCatalogError):
        opened(tmp_path)
    assert not list(tmp_path.iterdir())


def test_what_has_not_changed_is_not_read_again(tmp_path: Path) -> None:
    kept(make_catalog(tmp_path, FILES))
    _settle(tmp_path)
    kept(tmp_path)
    documents = [file for file in kept_files(tmp_path) if file.name.startswith("documents")]
    before = [file.stat().st_ino for file in documents]
    taken_over = kept(tmp_path)
    assert [file.stat().st_ino for file in documents] == before
    assert {one.path for one in taken_over.documents} == {one.path for one in anew(tmp_path).documents}


def test_the_kept_catalog_is_let_go_of_without_a_search_for_garbage(tmp_path: Path) -> None:
    organization = {"site_config/organization.yml": "name: Let go at once\n"}
    kept(make_catalog(tmp_path, {**FILES, **organization}))
    (tmp_path / SERVICE).write_text(f"{FILES[SERVICE]}aliases: [tunnel]\n", encoding="utf-8")
    gc.collect()
    gc.disable()
    try:
        now = kept(tmp_path).catalog
        there = [one for one in gc.get_objects() if type(one) is Catalog]
    finally:
        gc.enable()
    assert [one for one in there if one.settings.organization == now.settings.organization] == [now]


def test_what_is_gone_is_not_kept(tmp_path: Path) -> None:
    kept(make_catalog(tmp_path, FILES))
    (tmp_path / SERVICE).unlink()
    kept(tmp_path)
    assert SERVICE not in KeptDocuments(Disk(tmp_path)).records


def _settle(root: Path) -> None:
    """Wait until what is changed from now on has another time than what is there."""
    last = max(file.stat().st_ctime_ns for file in root.rglob("*"))
    probe = root / "probe"
    while True:
        probe.write_text("")
        if probe.stat().st_mtime_ns > last:
            probe.unlink()
            return


@pytest.mark.parametrize("is_settled", [False, True])
def test_a_change_of_same_size_is_seen_even_if_the_file_says_that_it_is_as_old(
    is_settled: bool, tmp_path: Path
) -> None:
    make_catalog(tmp_path, FILES)
    if is_settled:
        _settle(tmp_path)
    kept(tmp_path)
    status = (tmp_path / SERVICE).stat()
    content = (tmp_path / SERVICE).read_text()
    (tmp_path / SERVICE).write_text(content.replace("VPN", "VPM"))
    os.utime(tmp_path / SERVICE, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert kept(tmp_path).catalog.services["it/vpn"].name == "VPM"


def test_what_changes_again_at_once_is_seen(tmp_path: Path) -> None:
    make_catalog(tmp_path, FILES)
    for name in ("VPN", "VPM") * 20:  # several within a tick of the clock
        (tmp_path / SERVICE).write_text(FILES[SERVICE].replace("VPN", name))
        assert kept(tmp_path).catalog.services["it/vpn"].name == name


def test_a_file_that_was_only_touched_says_what_it_said(tmp_path: Path) -> None:
    kept(make_catalog(tmp_path, FILES))
    (tmp_path / SERVICE).touch()
    assert_equal(kept(tmp_path), anew(tmp_path))


@pytest.mark.parametrize("harm", [b"", b"\0" * 200, None])
def test_what_is_damaged_is_read_anew(harm: bytes | None, tmp_path: Path) -> None:
    kept(make_catalog(tmp_path, FILES))
    for file in kept_files(tmp_path):
        content = file.read_bytes()
        file.write_bytes(content[:-1] + b"\xff" if harm is None else harm)
    assert_equal(kept(tmp_path), anew(tmp_path))


def test_what_another_version_has_kept_is_not_believed(tmp_path: Path) -> None:
    kept(make_catalog(tmp_path, FILES))
    for file in kept_files(tmp_path):
        keep(file, "another version", file.read_bytes()[64:].replace(b"VPN", b"VPM"))
    assert kept(tmp_path).catalog.services["it/vpn"].name == "VPN"


_PARTS = """
import sys
from importlib import import_module
from pkgutil import iter_modules
for package in map(import_module, sys.argv[1:]):
    for module in iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")
print(*{name.split(".")[1] for name in sys.modules if name.startswith("servicebook.")})
"""


@pytest.mark.parametrize(
    ("packages", "version"),
    [
        (("servicebook.loading", "servicebook.rules"), DECIDING),
        (("servicebook.loading", "servicebook.rules", "servicebook.comparing"), (*COMPARING, *DECIDING)),
    ],
)
def test_the_version_of_what_is_kept_is_that_of_all_that_takes_part_in_making_it(
    packages: tuple[str, ...], version: tuple[str, ...]
) -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", _PARTS, *packages], stdout=subprocess.PIPE, text=True, check=True
    ).stdout.split()
    assert len(loaded) > 10
    assert {part.removesuffix(".py") for part in version} == set(loaded)
    assert all((REPOSITORY / "generator/servicebook" / part).exists() for part in version)


def test_what_somebody_has_committed_is_not_believed(tmp_path: Path) -> None:
    _settle(make_catalog(tmp_path, FILES))
    kept(tmp_path)
    for file in kept_files(tmp_path):
        content = read_kept(file, made_here())
        assert content is not None
        keep(file, made_here(), content.replace(b"VPN", b"VPM"))
    assert kept(tmp_path).catalog.services["it/vpn"].name == "VPM"  # as long as it is ours
    (tmp_path / CACHE / ".gitignore").unlink()
    commit(tmp_path)
    assert kept(tmp_path).catalog.services["it/vpn"].name == "VPN"


def test_where_nothing_can_be_kept_nothing_is(tmp_path: Path) -> None:
    make_catalog(tmp_path, FILES)
    (tmp_path / ".servicebook").write_text("in the way")
    assert_equal(kept(tmp_path), anew(tmp_path))


_RUN = """
import sys
from datetime import date
from pathlib import Path
from servicebook.loading.few_changed import few_changed
from servicebook.loading.from_disk import load_from_disk
from servicebook.source.tree import Disk
for _ in range(20):
    print([str(problem.place) for problem in load_from_disk(Disk(Path(sys.argv[1])), date.fromisoformat(sys.argv[2]), min_files=0).problems])
"""  # noqa: E501


def test_two_at_once_find_the_same(tmp_path: Path) -> None:
    make_catalog(tmp_path, FILES)
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", _RUN, str(tmp_path), TODAY.isoformat()], stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    expected = str([str(problem.place) for problem in anew(tmp_path).problems])
    for run in runs:
        assert set(run.communicate()[0].splitlines()) == {expected}
        assert run.returncode == 0
    assert not list((tmp_path / CACHE).glob("*.*.*"))


def test_what_was_kept_before_an_error_holds_when_it_is_mended(tmp_path: Path) -> None:
    kept(make_catalog(tmp_path, FILES))
    before = {file: file.read_bytes() for file in kept_files(tmp_path)}
    (tmp_path / SERVICE).write_text("name: [")
    assert_equal(kept(tmp_path), anew(tmp_path))
    assert {file: file.read_bytes() for file in kept_files(tmp_path)} == before


RULES = "waivers: [{code: no-owner, path: '**/phone.yml', until: 2026-12-01, reason: Soon.}]\n"


@pytest.mark.parametrize("reference", ["", "replaced_by: it/nothing\n"])
def test_several_processes_find_and_keep_what_one_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reference: str
) -> None:
    many = "prerequisites: [" + ", ".join(f"TODO {number}" for number in range(MAX_IN_FILE + 5)) + "]\n"
    files = {**FILES, SERVICE: FILES[SERVICE] + many + reference, "site_config/rules.yml": RULES}
    loaded: list[LoadedCatalog] = []
    for how in ("none", "fork"):
        monkeypatch.setenv(HOW, how)
        make_catalog(tmp_path / how, files)
        loaded.append(kept(tmp_path / how))
    one, several = loaded
    assert_equal(several, one)
    assert several.found == one.found and several.together == one.together
    assert [problem.times for problem in one.found.problems if problem.code == "unfinished-text"][-1] == 5
    assert one.waived and bool(one.together) == bool(reference)
    names = [[file.name for file in kept_files(tmp_path / how)] for how in ("none", "fork")]
    assert names[0] == names[1] and ("findings" in names[0]) != bool(reference)
    assert_equal(kept(tmp_path / "fork"), anew(tmp_path / "fork"))


def test_owners_are_looked_at_though_no_file_of_the_catalog_has_changed(tmp_path: Path) -> None:
    kept(make_catalog(tmp_path, FILES))
    (tmp_path / "CODEOWNERS").write_text(
        "# Made by `servicebook owners --format github` from roles and people: change them there, not here.\n"
        "\n# IT\n/catalog/departments/it/ @ana-hub\n"
    )
    assert "CODEOWNERS" in {problem.place.path for problem in kept(tmp_path).problems}


def test_another_day_is_judged_by_itself(tmp_path: Path) -> None:
    make_catalog(tmp_path, {SERVICE: f"{FILES[SERVICE]}reviewed_on: {TODAY}\nreview_every: 1 calendar day\n"})
    kept(tmp_path)
    overdue = load_from_disk(Disk(tmp_path), TODAY + timedelta(7), min_files=0)
    assert "review-overdue" in {problem.code for problem in overdue.problems}
    assert_equal(overdue, anew(tmp_path, 7))


def test_findings_in_other_files_are_not_believed(tmp_path: Path) -> None:
    kept(make_catalog(tmp_path, FILES))
    findings = tmp_path / CACHE / "findings"
    of_others = findings.read_bytes()
    (tmp_path / SERVICE).write_text(f"{FILES[SERVICE]}description: TODO\n")
    assert "unfinished-text" in {problem.code for problem in kept(tmp_path).problems}
    findings.write_bytes(of_others)
    assert_equal(kept(tmp_path), anew(tmp_path))


def test_a_file_that_may_change_within_the_same_tick_of_the_clock_is_looked_at_again(tmp_path: Path) -> None:
    make_catalog(tmp_path, FILES)
    _settle(tmp_path)
    tomorrow = (tmp_path / SERVICE).stat().st_mtime + 86_400
    os.utime(tmp_path / SERVICE, (tomorrow, tomorrow))
    kept(tmp_path)
    trusted = {path: record[0] is not None for path, record in KeptDocuments(Disk(tmp_path)).records.items()}
    assert (trusted[SERVICE], trusted[f"{IT}/services/phone.yml"]) == (False, True)


def test_chains_that_leave_the_same_time_are_still_told_apart_when_they_were_kept(tmp_path: Path) -> None:
    promise = "targets: [{measure: fulfillment_time, within: 2 working days, hours: always}]\n"
    steps = "handoffs: [{id: a, by: it, within: %s}, {id: b, by: it, within: %s}]\n"
    files = {
        SERVICE: FILES[SERVICE] + promise + steps % ("1 hour", "2 hours"),
        f"{IT}/services/phone.yml": (
            FILES[f"{IT}/services/phone.yml"] + promise + steps % ("2 hours", "1 hour")
        ),
        f"{IT}/department.yml": "name: IT\nsummary: IT\nsupport_hours: always\n",
    }
    root = make_catalog(tmp_path, files)
    first, again = all_chains(kept(root).catalog), all_chains(kept(root).catalog)
    assert first.slacks == again.slacks
    assert first.slacks["it/vpn"] == first.slacks["it/phone"] != ()
    for one in ("it/vpn", "it/phone"):
        worst = [chain.always.worst for chain in first[one]]
        assert worst[0] and worst == [chain.always.worst for chain in again[one]]
