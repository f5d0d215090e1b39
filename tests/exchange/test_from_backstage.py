"""Backstage's entities become a catalog; what it cannot hold is listed with its place."""

# ruff: noqa: E501  # one case a line
from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import ANY

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import CASES, SMALL, catalog, opened, problems, run, told, write

from servicebook.exchange.backstage import to_backstage
from servicebook.exchange.backstage.from_backstage import load
from servicebook.exchange.core.import_result import ImportRequest, ImportResult
from servicebook.exchange.core.moving import Move
from servicebook.exchange.core.yaml_sources import MAX_BYTES
from servicebook.exchange.repository.new_repository import as_texts, new_repository
from servicebook.loading import load_documents
from servicebook.problems import Severity
from servicebook.source import yaml_writer

MINIATURE = CASES / "exchange" / "backstage" / "miniature"
DEPARTMENTS = "catalog/departments"


def imported(folder: Path, **files: str) -> ImportResult:
    return load(
        write(folder, {f"{name}/catalog-info.yaml": text for name, text in files.items()}), ImportRequest()
    )


def errors(root: Path) -> list[str]:
    return [told(problem) for problem in problems(root) if problem.severity is Severity.ERROR]


def test_the_miniature_becomes_the_reviewed_golden(golden: Callable[[Path, str], None]) -> None:
    result = load(MINIATURE, ImportRequest())
    common = new_repository("Service catalog")
    texts = as_texts({path: content for path, content in result.files.items() if path not in common})
    losses = "".join(
        f"{loss.place}: lost[{loss.kind}]: {loss.message}\n".replace(f"{MINIATURE.as_posix()}/", "")
        for loss in result.losses
    )
    golden(
        MINIATURE / "expected.txt", losses + "".join(f"\n==> {path}\n{text}" for path, text in texts.items())
    )


def test_the_miniature_makes_a_catalog_without_errors(tmp_path: Path) -> None:
    assert errors(write(tmp_path, as_texts(load(MINIATURE, ImportRequest()).files))) == []


def test_a_folder_is_searched_and_other_yaml_is_ignored(tmp_path: Path) -> None:
    write(tmp_path, {"chart.yaml": "a: {{ x }}\n", ".git/catalog-info.yaml": "kind: ["})
    result = imported(tmp_path, deep="kind: System\nmetadata: {name: a}\n")
    assert result.problems == ()
    assert f"{DEPARTMENTS}/without-owner/services/a.yml" in result.files


def test_a_folder_without_entities_cannot_be_imported(tmp_path: Path) -> None:
    done = run("import", "backstage", ".", "made", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, "servicebook import: there is no catalog-info.yaml in .\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n", "1:1 wrong-type"),
        ("metadata: {name: a}\n", "1:1 missing-key"),
        ("kind: User\n", "1:1 missing-key"),
        ("# x\n---\nkind: User\nmetadata: {name: [a]}\n", "4:18 missing-key"),
        ("kind: User\nmetadata:\n  name: ' '\n", "3:9 missing-key"),
        ("kind: [\n", "2:1 yaml-syntax"),
        ("kind: !!python/object:os.system x\n", "1:7 yaml-tag"),
    ],
)
def test_a_source_that_cannot_be_understood_is_a_problem_and_makes_nothing(
    tmp_path: Path, text: str, expected: str
) -> None:
    result = imported(tmp_path, x=text)
    assert [told(p).removeprefix(f"{tmp_path.as_posix()}/x/catalog-info.yaml:") for p in result.problems] == [
        expected
    ]
    assert all(problem.hint for problem in result.problems)
    assert result.files == {}


def test_a_file_that_expands_to_too_much_is_refused(tmp_path: Path) -> None:
    lines = ["kind: Component", "metadata:", "  name: a", "  tags: &l0 [a, a, a, a, a, a, a, a, a, a]"]
    lines += [f"  x{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 9)]
    result = imported(tmp_path, x="\n".join(lines) + "\n")
    assert {problem.code for problem in result.problems} == {"alias-limit"}
    large = imported(tmp_path / "c", x="kind: System\nmetadata: {name: a}\n#" + "x" * 1024 * 1024)
    assert large.problems == ()
    huge = imported(tmp_path / "b", x="kind: System\nmetadata: {name: a}\n#" + "x" * MAX_BYTES)
    assert [problem.code for problem in huge.problems] == ["too-large"]


def test_references_resolve_in_any_case_and_form(tmp_path: Path) -> None:
    groups = "kind: Group\nmetadata: {name: Team, namespace: ns}\n---\nkind: User\nmetadata: {name: Jo}\n"
    owners = ["Group:NS/team", "ns/team", "user:jo", "team"]
    services = "".join(
        f"---\nkind: component\nmetadata: {{name: s{n}}}\nspec: {{owner: '{owner}'}}\n"
        for n, owner in enumerate(owners)
    )
    result = imported(tmp_path, x=groups + services)
    owned = {
        path.split("/")[-1][:-4]: content for path, content in result.files.items() if "/services/" in path
    }
    roles: dict[str, Any] = {name: content.get("roles", {}) for name, content in owned.items()}  # type: ignore[union-attr]
    assert roles == {
        "s0": {"owner": "ns-team/owner"},
        "s1": {"owner": "ns-team/owner"},
        "s2": {"owner": "without-owner/owner-jo"},
        "s3": {"owner": "team/owner"},
    }
    assert result.losses == ()
    assert result.notes == ("created 1 department, only named in the source: team",)


GROUP = "kind: Group\nmetadata: {name: it, title: IT, description: Devices.}\nspec: {profile: {email: desk@example.org}}\n"
USER = "kind: User\nmetadata: {name: ana}\nspec: {profile: {displayName: Ana}, memberOf: [it]}\n"
REPAIR = (
    "kind: Component\nmetadata: {name: repair, namespace: it, title: Repair, description: We mend it.,"
    " annotations: {servicebook/id: it/repair}, tags: [mend]}\nspec: {owner: 'group:default/it', lifecycle: production}\n"
)
ROOT = {
    **SMALL,
    f"{DEPARTMENTS}/it/department.yml": (
        "name: IT   # short\nsummary: Devices.\nhead: it/lead\nsupport_hours: office\n"
        "channels:\n  - {type: email, address: desk@example.org, name: Desk}\n  - {type: email, address: b@example.org}\n"
    ),
    f"{DEPARTMENTS}/it/services/repair.yml": (
        "name: Repair\nsummary: >\n  We mend\n  it.\naliases: [Mending of all, mend]\nroles: {owner: it/lead}\n"
        "description: By hand.\nlifecycle: retired\ndepends_on:\n  - {service: it/loan, for: Spares}  # while we mend\n"
    ),
    f"{DEPARTMENTS}/it/services/loan.yml": "name: Loan\nsummary: A loan.\n",
}


def imported_into(folder: Path, *entities: str, clear_missing: bool = False) -> ImportResult:
    root = write(folder / "root", ROOT)
    request = ImportRequest(
        existing=load_documents(root).documents, catalog=opened(root).catalog, clear_missing=clear_missing
    )
    write(folder, {"source/catalog-info.yaml": "---\n".join(entities)})
    return load(folder / "source", request)


@pytest.mark.parametrize("clear_missing", [False, True])
def test_an_export_imported_into_its_own_catalog_changes_nothing(tmp_path: Path, clear_missing: bool) -> None:
    text = to_backstage.export(catalog(write(tmp_path / "root", ROOT)))["catalog-info.yaml"]
    result = imported_into(tmp_path, text, clear_missing=clear_missing)
    assert (result.files, result.problems, result.losses, result.notes) == ({}, (), (), ())


@pytest.mark.parametrize(
    ("entity", "path", "old", "new"),
    [
        (GROUP.replace("title: IT", "title: Desk"), "it/department.yml", "name: IT ", "name: Desk "),
        (GROUP.replace("title: IT, description: Devices.", "links: [{url: https://a.example.org, title: A}]"),
         "it/department.yml", "b@example.org}\n", "b@example.org}\nlinks:\n  - {text: A, url: \"https://a.example.org\"}\n"),
        (GROUP.replace("desk@", "new@"), "it/department.yml", "address: desk@", "address: new@"),
        (USER.replace("displayName: Ana", "displayName: Anna"), "catalog/people.yml", "name: Ana}", "name: Anna}"),
        (USER.replace("name: ana", "name: eva"), "catalog/people.yml", "Ben}\n", "Ben}\neva: {name: Ana}\n"),
        (REPAIR.replace("We mend it.", "We mend all."), "it/services/repair.yml", ">\n  We mend\n  it.", "We mend all."),
        (REPAIR.replace("[mend]", "[fix]"), "it/services/repair.yml", "of all, mend]", "of all, fix]"),
        (REPAIR.replace("production", "experimental"), "it/services/repair.yml", "lifecycle: retired", "lifecycle: planned"),
        (REPAIR.replace("production", "deprecated, dependsOn: [component:it/loan, hr]"), "it/services/repair.yml", "", ""),
    ],
)  # fmt: skip
def test_only_fields_of_backstage_that_differ_are_changed(
    tmp_path: Path, entity: str, path: str, old: str, new: str
) -> None:
    whole = path if path.startswith("catalog/") else f"{DEPARTMENTS}/{path}"
    entity = (
        entity
        if "production" not in entity
        else entity.replace("lifecycle: production", "lifecycle: deprecated")
    )
    result = imported_into(tmp_path, entity)
    assert result.problems == ()
    if old == new:
        assert (result.files, [loss.kind for loss in result.losses]) == ({}, ["unknown-entity"])
        return
    assert result.files.pop(whole) == ROOT[whole].replace(old, new)
    assert result.files == ({f"{DEPARTMENTS}/it/roles.yml": ANY} if "name: eva" in entity else {})


def test_what_an_entity_no_longer_has_is_removed_where_asked(tmp_path: Path) -> None:
    entity = REPAIR.replace(", tags: [mend]", "").replace("production", "deprecated")
    assert imported_into(tmp_path, entity).files == {}
    result = imported_into(tmp_path, entity, clear_missing=True)
    before = ROOT[f"{DEPARTMENTS}/it/services/repair.yml"]
    assert result.files == {
        f"{DEPARTMENTS}/it/services/repair.yml": before.replace("of all, mend]", "of all]").partition(
            "depends_on"
        )[0]
    }


def test_new_entities_are_added_to_existing_ones(tmp_path: Path) -> None:
    new = "kind: Component\nmetadata: {name: Print}\nspec: {owner: group:it, dependsOn: [resource:repair]}\n"
    result = imported_into(tmp_path, new, "kind: User\nmetadata: {name: eva}\nspec: {memberOf: [it]}\n")
    assert result.losses == ()
    assert as_texts(result.files) == {
        f"{DEPARTMENTS}/it/services/print.yml": ANY,
        f"{DEPARTMENTS}/it/roles.yml": (
            SMALL[f"{DEPARTMENTS}/it/roles.yml"]
            + "member:\n  title: Member\n  holders: [eva]\n"
            + "owner: {title: Service owner, summary: Answers for what the group it owns.}\n"
        ),
        "catalog/people.yml": SMALL["catalog/people.yml"] + "eva: {name: eva}\n",
    }
    assert result.files[f"{DEPARTMENTS}/it/services/print.yml"] == {
        "name": "Print", "summary": "Print.", "roles": {"owner": "it/owner"}, "depends_on": [{"service": "it/repair"}],
    }  # fmt: skip


def test_members_come_and_go_and_who_is_not_in_the_source_stays(tmp_path: Path) -> None:
    roles = "member: {title: Member, holders: [ana, {person: old, until: 2026-01-01}, ben]}  # all\n"
    files = {f"{DEPARTMENTS}/it/roles.yml": SMALL[f"{DEPARTMENTS}/it/roles.yml"] + roles,
             "catalog/people.yml": SMALL["catalog/people.yml"] + "old: {name: Old}\neva: {name: Eva}\n"}  # fmt: skip
    write(tmp_path / "root", {**ROOT, **files})
    root = tmp_path / "root"
    request = ImportRequest(existing=load_documents(root).documents, catalog=opened(root).catalog)
    users = [
        USER.replace("memberOf: [it]", "memberOf: []"),
        USER.replace("name: ana", "name: eva").replace("Ana", "Eva"),
        USER.replace("name: ana", "name: old")
        .replace("Ana", "Old")
        .replace("memberOf: [it]", "memberOf: []"),
    ]
    write(tmp_path, {"source/catalog-info.yaml": "---\n".join([GROUP, *users])})
    result = load(tmp_path / "source", request)
    changed = result.files[f"{DEPARTMENTS}/it/roles.yml"]
    assert changed == files[f"{DEPARTMENTS}/it/roles.yml"].replace(
        "[ana, {person: old, until: 2026-01-01}, ben]", "[eva, {person: old, until: 2026-01-01}, ben]"
    )


def test_a_service_of_another_group_moves_and_keeps_an_owner_that_people_chose(tmp_path: Path) -> None:
    text = REPAIR.replace("default/it", "default/hr").replace(
        "lifecycle: production", "lifecycle: deprecated, type: website"
    )
    result = imported_into(tmp_path, text)
    assert (result.files, result.losses) == ({}, ())
    assert result.moved is not None
    assert result.moved.moves == (Move("service", "it/repair", "hr/repair"),)
    assert result.notes == (
        "a description stays as written in the catalog; Backstage's are used only for new objects",
        "hr/repair has moved, and its owner is still it/lead: correct it, if that moved too",
    )


def test_a_fault_of_the_imported_catalog_is_shown_at_its_entity_and_nothing_is_written(
    tmp_path: Path,
) -> None:
    root = write(tmp_path / "root", ROOT)
    text = f"{GROUP}---\n{GROUP.replace('name: it', 'name: hr')}".replace("spec: {", "spec: {parent: hr, ", 1)
    write(root, {f"{DEPARTMENTS}/hr/department.yml": "name: HR\nsummary: People.\npart_of: it\n"})
    write(tmp_path, {"source/catalog-info.yaml": text})
    before = {path: path.read_bytes() for path in root.rglob("*.yml")}
    done = run("import", "backstage", "source", "root", cwd=tmp_path)
    assert done.returncode == 1
    assert "source/catalog-info.yaml:4:1: error[circular-reference]" in done.stdout
    assert done.stdout.endswith("nothing was written.\n")
    assert {path: path.read_bytes() for path in root.rglob("*.yml")} == before


def test_the_same_source_twice_changes_nothing_the_second_time(tmp_path: Path) -> None:
    for expected in ("Wrote ", "Nothing to write"):
        done = run("import", "backstage", str(MINIATURE), "made", "--accept-losses", cwd=tmp_path)
        assert done.returncode == 0, done.stdout
        assert f"\n{expected}" in done.stdout


def test_the_annotation_is_the_id(tmp_path: Path) -> None:
    text = "kind: System\nmetadata: {name: a, annotations: {servicebook/id: it/mend}}\n"
    result = imported(tmp_path, x=text)
    assert f"{DEPARTMENTS}/without-owner/services/mend.yml" in result.files
    assert result.losses == ()


NAMES = st.sampled_from(["a", "A", "b.c", "日", "[x](service:y)", "x" * 70, "user:a", "ns/b"])
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    NAMES,
    st.sampled_from(["https://w.example.org/a", "w@example.org", "production", "l\nm"]),
)
KEYS = st.sampled_from(
    [
        *(
            "name",
            "title",
            "description",
            "tags",
            "links",
            "url",
            "annotations",
            "namespace",
            "owner",
            "parent",
        ),
        *(
            "children",
            "members",
            "memberOf",
            "dependsOn",
            "consumesApis",
            "system",
            "profile",
            "displayName",
            "email",
        ),
        "lifecycle",
    ]
)
ANYTHING = st.recursive(
    LEAVES, lambda below: st.lists(below, max_size=3) | st.dictionaries(KEYS, below, max_size=4), max_leaves=6
)
ENTITY = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["Group", "User", "System", "Component", "Resource", "API"]),
        "metadata": st.dictionaries(KEYS, ANYTHING, max_size=5).flatmap(
            lambda rest: st.builds(lambda name: {**rest, "name": name}, NAMES)
        ),
        "spec": st.one_of(ANYTHING, st.dictionaries(KEYS, st.one_of(NAMES, ANYTHING), max_size=6)),
    }
)


@given(st.lists(ENTITY, max_size=5))
def test_any_entities_make_a_catalog_without_errors(entities: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        text = "".join(f"---\n{yaml_writer.write(entity)}" for entity in entities)
        result = imported(Path(folder), x=f"---\n# none\n{text}")
        if result.problems:
            assert {problem.code for problem in result.problems} <= {"duplicate-id"}
            return
        texts = as_texts(result.files)
        refused = sum(fault.code == "duplicate-id" for fault in result.faults)
        refused += sum(loss.kind == "name-refused" for loss in result.losses)
        assert {fault.code for fault in result.faults} <= {"duplicate-id", "circular-reference"}
        services = [entity for entity in entities if entity["kind"] not in ("Group", "User")]
        kept = len({json.dumps(service, sort_keys=True) for service in services})
        assert kept - refused <= sum("/services/" in path for path in texts) <= kept
        if any(path.startswith("catalog/dep") for path in texts):
            root = write(Path(folder) / "made", texts)
            assert errors(root) == []
            request = ImportRequest(existing=load_documents(root).documents, catalog=opened(root).catalog)
            again = load(Path(folder) / "x", request)
            assert (again.files, again.problems, again.losses) == ({}, (), result.losses)
