"""A whole catalog in one run: everything is named at once, and nothing hides anything else."""

# ruff: noqa: E501  # one case a line
from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.documents import test_references, test_schema_check, test_semantics
from tests.growth import growth
from tests.source.test_yaml_reader import EXPECTED
from tests.support import (
    HR,
    IT,
    MINIMAL,
    REPOSITORY,
    SMALL,
    errors,
    found,
    make_catalog,
    opened,
    problems,
    write,
)

from servicebook.loading import LoadedCatalog
from servicebook.problems import NOT_RULES, Severity
from servicebook.rules import BY_CODE
from servicebook.source.tree import UnreadableError

DESIGN = {
    "reading": "yaml-syntax duplicate-key not-utf8 empty-file several-documents yaml-tag merge-key alias-limit too-large too-deep symbolic-link stray-file bad-id merge-conflict",
    "shape": "unknown-key missing-key wrong-type bad-value bad-date bad-duration bad-url",
    "references": "unknown-department unknown-service unknown-role unknown-person unknown-calendar unknown-priority unknown-audience unknown-topic unknown-site circular-reference duplicate-id",
}
TEN_FAULTS = {
    f"{IT}/services/a.yml": ("name: «b: c\n".replace("«", ""), "1:8 yaml-syntax"),
    f"{IT}/services/b.yml": ("name: B\nname: B\n", "2:1 duplicate-key"),
    f"{IT}/services/c.yml": (b"name: \xff\n", "1:7 not-utf8"),
    f"{IT}/services/d.yml": ("", "1:1 empty-file"),
    f"{IT}/services/e.yml": ("name: E\n---\n", "2:1 several-documents"),
    f"{IT}/services/f.yml": ("name: !!str F\n", "1:7 yaml-tag"),
    f"{IT}/services/g.yml": ("[" * 100_000, "1:41 too-deep"),
    f"{IT}/services/h.yml": ("#" * 1024 * 1025, "1:1 too-large"),
    f"{HR}/services/i.yml": ("name: I\nsumary: I.\n", "2:1 unknown-key"),
    "catalog/journeys/j.yml": ("name: J\nsummary: Us.\nsteps: [{id: a, title: A, by: law}]\n", "3:31 unknown-department"),
}  # fmt: skip


def test_a_catalog_without_faults_has_no_problems(tmp_path: Path) -> None:
    result = opened(write(tmp_path, SMALL))
    assert (result.problems, result.waived, result.errors, result.warnings, result.files) == ((), (), 0, 0, 8)


def test_the_least_catalog_needs_no_settings(tmp_path: Path) -> None:
    assert opened(write(tmp_path, MINIMAL)).problems == ()


def test_an_empty_catalog_has_no_problems(tmp_path: Path) -> None:
    (tmp_path / "catalog").mkdir()
    assert opened(tmp_path).problems == ()


def test_without_a_catalog_nothing_can_be_opened(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="there is no folder catalog/ in"):
        opened(tmp_path)
    (tmp_path / "catalog").write_text("")
    with pytest.raises(UnreadableError, match="there is no folder catalog/ in"):
        opened(tmp_path)


def test_ten_faults_in_ten_files_are_ten_problems_in_one_run(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {path: content for path, (content, _) in TEN_FAULTS.items()}, base=SMALL)
    assert found(root) == sorted(f"{path}:{expected}" for path, (_, expected) in TEN_FAULTS.items())


def test_problems_are_sorted_by_path_line_and_column(tmp_path: Path) -> None:
    files = {
        f"{IT}/services/z.yml": "name: Z\nsummary: Z.\ny: 1\nx: 1\n" + "w: 1\n" * 1,
        f"{IT}/services/a.yml": "name: A\nsummary: A.\nroles: {zz: 1, yy: 1}\n" + "q: 1\n" * 1,
        "site_config/rules.yml": "x: 1\n",
        "catalog/kudos.yml": "x: 1\n",
    }
    places = [p.place for p in problems(make_catalog(tmp_path, files))]
    assert len(places) == 8
    assert places == sorted(places, key=lambda place: (place.path, place.line, place.column))


def test_a_run_is_a_function_of_the_files_and_the_day(tmp_path: Path) -> None:
    files = {path: content for path, (content, _) in TEN_FAULTS.items()}
    one = make_catalog(tmp_path / "one", files, base=SMALL)
    other = make_catalog(
        tmp_path / "other", dict(reversed(files.items())), base=dict(reversed(SMALL.items()))
    )
    assert problems(one) == problems(other)


def test_every_code_of_the_design_is_known_and_has_a_case() -> None:
    designed = {code for codes in DESIGN.values() for code in codes.split()}
    assert designed <= set(NOT_RULES)
    cases = [*test_schema_check.CASES, *test_semantics.CASES, *test_references.CASES]
    covered = {code for _, code in EXPECTED} | {code for _, _, code, _ in cases}
    elsewhere = {"too-large", "symbolic-link", "stray-file", "unreadable-file"}  # test_catalog_tree.py
    elsewhere |= {"bad-rota"}  # test_rota_file.py
    assert set(NOT_RULES) - covered == elsewhere


def test_no_code_is_used_that_is_not_listed() -> None:
    folder = Path(sys.modules["servicebook"].__file__ or "").parent
    used = set()
    for part in ("source", "documents", "loading"):
        for file in sorted((folder / part).rglob("*.py")):
            used |= set(re.findall(r'error\(\s*"([a-z0-9-]+)"', file.read_text(encoding="utf-8")))
    assert used <= set(NOT_RULES)
    assert {"yaml-syntax", "stray-file", "unknown-key"} <= used


def test_every_problem_of_reading_shape_and_references_is_an_error(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {path: content for path, (content, _) in TEN_FAULTS.items()}, base=SMALL)
    for problem in problems(root):
        assert (problem.severity is Severity.ERROR) == (problem.code not in BY_CODE)


def test_what_is_broken_is_left_out_of_the_catalog_and_the_rest_is_there(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {f"{IT}/services/broken.yml": "name: [\n"}, base=SMALL)
    result = opened(root)
    assert sorted(result.catalog.services) == ["it/repair"]
    assert result.catalog.incomplete_kinds == {"service"}


def test_services_of_a_department_without_its_own_file_are_left_out(tmp_path: Path) -> None:
    root = make_catalog(
        tmp_path, {"catalog/departments/law/services/x.yml": "name: X\nsummary: X.\n"}, base=SMALL
    )
    assert errors(root) == ["catalog/departments/law/services/x.yml:1:1 stray-file"]
    assert sorted(opened(root).catalog.services) == ["it/repair"]


def test_a_broken_settings_file_keeps_the_other_settings(tmp_path: Path) -> None:
    files = {"site_config/organization.yml": "name: [\n", "site_config/sites.yml": "berlin: {name: Berlin}\n"}
    result = opened(make_catalog(tmp_path, files, base=SMALL))
    assert result.catalog.settings.sites["berlin"].name == "Berlin"
    assert result.catalog.settings.organization.name == "Service catalog"


def test_the_example_catalog_has_no_errors() -> None:
    root = REPOSITORY
    assert [p for p in problems(root) if p.severity is Severity.ERROR] == []


def test_thousands_of_mistakes_in_one_file_are_all_named(tmp_path: Path) -> None:
    """Finding the places must not take the square of that."""

    def opening(people: int) -> Callable[[], LoadedCatalog]:
        text = "".join(f"person-{n}:\n  name: {n}\n  emial: x\n" for n in range(people))
        root = make_catalog(tmp_path / str(people), {"catalog/people.yml": text})
        return lambda: opened(root)

    assert opening(1_000)().errors == 2_000
    assert growth(opening, 20) < 2.5


def test_only_the_command_line_prints() -> None:
    folder = Path(sys.modules["servicebook"].__file__ or "").parent
    scripts = [("exchange", "repository", name) for name in ("comments", "issue_requests")]
    printing = {
        file.relative_to(folder).parts[0]
        for file in folder.rglob("*.py")
        if re.search(r"\bprint\(|sys\.stdout|sys\.stderr", file.read_text(encoding="utf-8"))
        # these are the scripts of workflows, which have no other command of ours
        and file.relative_to(folder).parts[:3] not in scripts
    }
    assert printing <= {"cli"}


def test_nothing_below_the_adapters_asks_for_the_time() -> None:
    folder = Path(sys.modules["servicebook"].__file__ or "").parent
    texts = {
        file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in folder.rglob("*.py")
    }
    clock = re.compile(r"\b(datetime\.(now|utcnow|today)|date\.today|time\.time)\(")
    asking = {path for path, text in texts.items() if clock.search(text)}
    told = {path.partition("/")[0] for path, text in texts.items() if "machine_day(" in text}
    assert asking == {"source/machine_clock.py", "cli/measure.py", "cli/plan.py", "cli/promise.py"}
    assert told == {"source", "cli", "mkdocs_plugin"}
