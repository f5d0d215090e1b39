"""A repository as organizations have them (a root, groups, templates, packages), imported twice."""

# ruff: noqa: E501  # one file a line

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.support import run, write

API = "apiVersion: backstage.io/v1alpha1\n"


def entity(kind: str, name: str, spec: str, metadata: str = "") -> str:
    return f"{API}kind: {kind}\nmetadata:\n  name: {name}\n{metadata}spec: {{{spec}}}\n"


SKELETON = (
    "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${{ values.name | dump }}\n"
    "{%- if values.docs %}\n  annotations: {backstage.io/techdocs-ref: 'dir:.'}\n{%- endif %}\n"
    "spec: {type: service, lifecycle: experimental, owner: '${{ values.owner }}'}\n"
)
BEFORE = {
    "catalog-info.yaml": (
        f"{API}kind: Location\nmetadata: {{name: root, description: All of it}}\nspec:\n  targets:\n"
        "    - ./groups/*.yaml\n    - ./templates/all.yaml\n    - ./domains.yaml\n"
        "    - https://example.org/other/catalog-info.yaml\n"
    ),
    "groups/organization.yaml": entity("Group", "harbor", "type: organization, children: [operations, digital]"),
    "groups/operations.yaml": entity(
        "Group", "operations", "type: department, parent: harbor, children: [], profile: {email: ops@example.org}",
        "  title: Operations\n  description: Ships in, ships out.\n",
    ),
    "groups/digital.yaml": entity("Group", "digital", "type: department, profile: {displayName: Digital}, children: []"),
    "groups/people.yaml": "---\n".join(
        [
            entity("User", "ines.roth", "profile: {displayName: Ines Roth, email: ines@example.org}, memberOf: [digital]"),
            entity("User", "tom.o", "profile: {displayName: Tom O, email: tom@example.org}, memberOf: [operations]"),
        ]
    ),
    "domains.yaml": "---\n".join(
        [
            entity("Domain", "trade", "owner: operations"),
            entity("System", "berths", "domain: trade", "  description: Who lies where.\n"),
        ]
    ),
    "services/berth-plan/catalog-info.yaml": "---\n".join(
        [
            entity(
                "Component", "berth-plan", "type: service, lifecycle: production, owner: digital, system: berths,"
                " dependsOn: ['component:tide-tables'], providesApis: [berth-plan]",
                "  description: |\n    Plans berths.\n    A day ahead.\n  tags: [ships]\n",
            ),
            entity("API", "berth-plan", "type: openapi, lifecycle: production, owner: digital, definition: 'openapi: 3.1.0'"),
        ]
    ),
    "services/tide-tables/catalog-info.yml": entity(
        "Component", "tide-tables", "type: website, lifecycle: production, owner: 'user:default/tom.o'"
    ),
    "services/gate/catalog-info.yaml": entity("Component", "gate", "type: service, lifecycle: production, owner: 'group:ldap/Gate-Crew'"),
    "services/fees/catalog-info.yaml": entity("Component", "fees", "type: service, lifecycle: deprecated, system: berths"),
    "services/broken/catalog-info.yaml": f"{API}kind: Component\nmetadata:\n  name: old\n   title: Old\n",
    "templates/all.yaml": f"{API}kind: Location\nmetadata: {{name: templates}}\nspec: {{targets: [./service/template.yaml]}}\n",
    "templates/service/template.yaml": (
        "apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nmetadata: {name: service}\nspec:\n  type: service\n"
        "  steps:\n    - {id: fetch, action: 'fetch:template', input: {url: ./content}}\n"
    ),
    "templates/service/content/catalog-info.yaml": SKELETON,
    "templates/service/content/docs/org.yaml": entity("Group", "made-by-template", "type: team, children: []"),
    "node_modules/@backstage/x/catalog-info.yaml": entity("Component", "of-others", "type: library, owner: others"),
    "examples/org.yaml": entity("Group", "guests", "type: team, children: []"),
    ".github/workflows/ci.yaml": "on: push\n",
    "charts/gate/templates/deployment.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Values.name }}\n",
}  # fmt: skip
AFTER = {
    **{path: text for path, text in BEFORE.items() if path not in ("services/broken/catalog-info.yaml",)},
    # the directory's group comes, a group gets another name, one goes below another
    "groups/gate-crew.yaml": entity("Group", "gate-crew", "type: team, parent: 'group:default/operations', children: []",
                                    "  namespace: ldap\n  title: The gate crew\n"),
    "groups/operations.yaml": BEFORE["groups/operations.yaml"].replace("title: Operations", "title: Port operations"),
    # one moves to another group, one leaves, one comes
    "groups/people.yaml": "---\n".join(
        [
            entity("User", "ines.roth", "profile: {displayName: Ines Roth, email: ines@example.org}, memberOf: [operations]"),
            entity("User", "lea", "profile: {displayName: Lea}, memberOf: [digital]"),
        ]
    ),
    # the owner is another; the last one is gone
    "services/berth-plan/catalog-info.yaml": BEFORE["services/berth-plan/catalog-info.yaml"].replace(
        "type: service, lifecycle: production, owner: digital", "type: service, lifecycle: production, owner: operations"
    ),
    "services/tide-tables/catalog-info.yml": BEFORE["services/tide-tables/catalog-info.yml"].replace("user:default/tom.o", "group:digital"),
}  # fmt: skip
del AFTER["services/fees/catalog-info.yaml"]


def imported(folder: Path, files: dict[str, str], *options: str, into: str = "out") -> tuple[int, str]:
    write(folder, {f"{into}-source/{path}": text for path, text in files.items()})
    for path in (folder / f"{into}-source").rglob("*.y*ml"):
        if path.relative_to(folder / f"{into}-source").as_posix() not in files:
            path.unlink()
    done = run("import", "backstage", f"{into}-source", into, "--accept-losses", *options, cwd=folder)
    assert done.stderr == ""
    return done.returncode, done.stdout.replace(f"{into}-source/", "")


def contents(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text() for path in root.rglob("*.yml")}


def services(root: Path) -> set[str]:
    paths = [path.relative_to(root / "catalog/departments") for path in root.rglob("services/*.yml")]
    return {f"{path.parts[0]}/{path.stem}" for path in paths}


def test_a_repository_is_imported_and_all_else_is_listed(tmp_path: Path) -> None:
    status, told = imported(tmp_path, BEFORE)
    assert status == 1
    assert services(tmp_path / "out") == {
        "digital/berth-plan", "digital/berth-plan-api", "operations/berths", "operations/fees", "operations/tide-tables",
        "ldap-gate-crew/gate",
    }  # fmt: skip
    departments = {path.name for path in (tmp_path / "out/catalog/departments").iterdir()}
    assert departments == {"harbor", "operations", "digital", "ldap-gate-crew"}
    for line in (
        "note: left out examples/ (org.yaml): examples",
        "note: left out node_modules/ (@backstage/x/catalog-info.yaml): packages of others",
        "note: left out templates/service/content/ (catalog-info.yaml, docs/org.yaml): "
        "files of the template templates/service/template.yaml",
        "note: left out templates/service/template.yaml: a template, which makes new entities",
        "note: catalog-info.yaml:9:7: https://example.org/other/catalog-info.yaml is not fetched: import its files by "
        "themselves",
        "note: created 1 department, only named in the source: ldap-gate-crew",
        "services/broken/catalog-info.yaml:5:4: error[yaml-syntax]",
    ):
        assert line in told, told
    assert run("check", "--root", "out", cwd=tmp_path).returncode == 0


def test_what_changed_between_two_imports_is_moved_filled_and_listed_and_nothing_is_doubled(
    tmp_path: Path,
) -> None:
    imported(tmp_path, BEFORE)
    status, told = imported(tmp_path, AFTER)
    assert status == 0, told
    assert services(tmp_path / "out") == {
        "operations/berth-plan", "digital/berth-plan-api", "operations/berths", "operations/fees", "digital/tide-tables",
        "ldap-gate-crew/gate",
    }  # fmt: skip
    lines = {
        line for line in told.splitlines() if line.startswith(("moved", "not in the source", "name changed"))
    }
    assert lines == {
        "moved: service digital/berth-plan -> operations/berth-plan",
        "moved: service operations/tide-tables -> digital/tide-tables",
        'name changed: department ldap-gate-crew: "ldap/Gate-Crew" -> "The gate crew"',
        'name changed: department operations: "Operations" -> "Port operations"',
        "not in the source: person tom-o (Tom O); it stays",
        "not in the source: service operations/fees (fees); it stays",
    }
    files = contents(tmp_path / "out")
    assert "service: digital/tide-tables" in files["catalog/departments/operations/services/berth-plan.yml"]
    assert (
        "former_ids: [digital/berth-plan]" in files["catalog/departments/operations/services/berth-plan.yml"]
    )
    assert "part_of: operations" in files["catalog/departments/ldap-gate-crew/department.yml"]
    assert run("check", "--root", "out", cwd=tmp_path).returncode == 0
    assert "Nothing to write" in imported(tmp_path, AFTER)[1]
    assert contents(tmp_path / "out") == files


@pytest.mark.parametrize("seed", range(3))
def test_the_files_and_the_order_within_them_make_no_difference(tmp_path: Path, seed: int) -> None:
    """All entities in files of other names, and in another order."""
    chance = random.Random(seed)
    for files in (BEFORE, AFTER):
        imported(tmp_path, files)
        skipped = ("templates", "node_modules", "examples", ".github", "charts")
        entities = [
            document
            for path, text in files.items()
            if not path.startswith(skipped) and path != "catalog-info.yaml"
            for document in text.split("---\n")
        ]
        chance.shuffle(entities)
        half = len(entities) // 2
        shuffled = {
            f"{chance.random()}.yaml": "---\n".join(part) for part in (entities[:half], entities[half:])
        }
        imported(tmp_path, shuffled, into="other")
        assert contents(tmp_path / "other") == contents(tmp_path / "out")
