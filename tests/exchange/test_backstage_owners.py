"""Owners that are not in the source, are named otherwise, or are those of what an entity is a part of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.support import opened, run, write

from servicebook.exchange.backstage.from_backstage import load
from servicebook.exchange.core.import_result import ImportRequest, ImportResult
from servicebook.exchange.repository.new_repository import as_texts
from servicebook.loading import load_documents

DEPARTMENTS = "catalog/departments"
ORG = (
    "kind: Group\nmetadata: {name: plat, title: Platform Team}\nspec: {profile: {email: plat@example.org}}\n"
    "---\nkind: User\nmetadata: {name: jo}\n"
    "spec: {profile: {displayName: Jo Doe, email: jo@example.org}, memberOf: [plat]}\n"
)


def imported(folder: Path, *entities: str) -> ImportResult:
    return load(
        write(folder, {"source/catalog-info.yaml": "---\n".join(entities)}) / "source", ImportRequest()
    )


def component(name: str, spec: str) -> str:
    return f"kind: Component\nmetadata: {{name: {name}}}\nspec: {{{spec}}}\n"


def where(result: ImportResult) -> dict[str, str]:
    """The department of each service."""
    paths = [path.split("/") for path in result.files if "/services/" in path]
    return {path[-1].removesuffix(".yml"): path[2] for path in paths}


@pytest.mark.parametrize(
    ("owner", "department", "name"),
    [
        ("group:web", "web", "web"),
        ("web", "web", "web"),
        ("Group:Default/Web-Team", "web-team", "Web-Team"),
        ("finance/accounts", "finance-accounts", "finance/accounts"),
        ("group:default/x", "x", "x"),
        ("Web Team", "web-team", "Web Team"),
        ("desk@example.com", "desk-example-com", "desk@example.com"),
        ("domain:sales", "sales", "sales"),
    ],
)
def test_an_owner_that_is_not_in_the_source_becomes_a_department_by_its_name(
    tmp_path: Path, owner: str, department: str, name: str
) -> None:
    result = imported(tmp_path, component("a", f"owner: '{owner}'"))
    assert where(result) == {"a": department}
    made: Any = result.files[f"{DEPARTMENTS}/{department}/department.yml"]
    assert (made["name"], made["summary"]) == (name, f"{name}.")
    assert result.notes == (f"created 1 department, only named in the source: {department}",)
    assert (result.losses, result.faults) == ((), ())


def test_the_same_owner_in_several_forms_is_one_department(tmp_path: Path) -> None:
    owners = ["web", "group:web", "Group:default/WEB", "default/web"]
    result = imported(tmp_path, *(component(f"s{n}", f"owner: '{owner}'") for n, owner in enumerate(owners)))
    assert {*where(result).values()} == {"web"}


def test_two_owners_whose_names_make_one_id_are_two_departments(tmp_path: Path) -> None:
    result = imported(tmp_path, component("a", "owner: fin/acc"), component("b", "owner: fin-acc"))
    assert where(result) == {"a": "fin-acc-2", "b": "fin-acc"}


@pytest.mark.parametrize(
    "owner",
    ["Platform Team", "platform team", "plat@example.org", "jo@example.org", "Jo Doe", "user:jo", "PLAT"],
)
def test_an_owner_given_by_its_title_or_address_is_that_group_or_user(tmp_path: Path, owner: str) -> None:
    result = imported(tmp_path, ORG, component("a", f"owner: '{owner}'"))
    assert where(result) == {"a": "plat"}
    assert result.losses == ()


def test_a_title_that_two_groups_have_is_nobodys(tmp_path: Path) -> None:
    other = "kind: Group\nmetadata: {name: other, title: Platform Team}\n"
    result = imported(tmp_path, ORG, other, component("a", "owner: Platform Team"))
    assert where(result) == {"a": "platform-team"}


def test_a_user_who_is_not_in_the_source_is_made_and_owns(tmp_path: Path) -> None:
    result = imported(tmp_path, component("a", "owner: 'user:Eva.Ek'"))
    assert result.files["catalog/people.yml"] == {"eva-ek": {"name": "Eva.Ek"}}
    service: Any = result.files[f"{DEPARTMENTS}/without-owner/services/a.yml"]
    assert service["roles"] == {"owner": "without-owner/owner-eva-ek"}
    assert result.notes == ("created 1 person, only named in the source: eva-ek",)


def test_an_entity_without_an_owner_has_that_of_what_it_is_a_part_of(tmp_path: Path) -> None:
    entities = [
        "kind: Domain\nmetadata: {name: d}\nspec: {owner: plat}\n",
        "kind: System\nmetadata: {name: s}\nspec: {domain: d}\n",
        component("a", "system: s"),
        component("b", "subcomponentOf: a"),
        component("c", "owner: 'system:s'"),
        component("e", "owner: 'domain:default/d'"),
        component("f", "subcomponentOf: g"),
        component("g", "subcomponentOf: f"),
    ]
    result = imported(tmp_path, ORG, *entities)
    assert where(result) == {
        "s": "plat", "a": "plat", "b": "plat", "c": "plat", "e": "plat", "f": "without-owner", "g": "without-owner",
    }  # fmt: skip
    assert '"b" has no owner of its own: that of the Component "a" was taken' in result.notes
    assert [loss.kind for loss in result.losses] == ["no-place", "unknown-kind"] or result.losses


@pytest.mark.parametrize("owner", ["a/b/c", "':'", "''", "[]", "5"])
def test_what_is_no_reference_leaves_a_service_without_owner(tmp_path: Path, owner: str) -> None:
    result = imported(tmp_path, component("a", f"owner: {owner}"))
    assert where(result) == {"a": "without-owner"}


def test_of_an_unknown_user_of_several_groups_the_first_that_they_name_is_theirs(tmp_path: Path) -> None:
    groups = "".join(f"kind: Group\nmetadata: {{name: {name}}}\n---\n" for name in ("b", "a", "c"))
    users = (
        "kind: User\nmetadata: {name: first}\nspec: {memberOf: [a]}\n---\n"
        "kind: User\nmetadata: {name: jo}\nspec: {memberOf: [c, a]}\n"
    )
    assert where(imported(tmp_path, groups + users, component("x", "owner: user:jo"))) == {"x": "c"}


def again(folder: Path, first: ImportResult, *entities: str) -> ImportResult:
    root = write(folder / "root", as_texts(first.files))
    request = ImportRequest(existing=load_documents(root).documents, catalog=opened(root).catalog)
    return load(write(folder, {"second/catalog-info.yaml": "---\n".join(entities)}) / "second", request)


@pytest.mark.parametrize("owner", ["web", "ns/web", "web@example.org"])
def test_a_department_that_was_only_named_is_filled_when_its_group_comes(tmp_path: Path, owner: str) -> None:
    service = component("a", f"owner: {owner}")
    namespace, _, name = owner.rpartition("/")
    text = (
        f"kind: Group\nmetadata: {{name: {name.partition('@')[0]}, namespace: '{namespace}', title: The web}}\n"
        f"spec: {{type: team, profile: {{email: web@example.org}}}}\n"
    )
    result = again(tmp_path, imported(tmp_path, service), text, service)
    whole = imported(tmp_path / "other", text, service)
    if "@" not in owner:
        path = f"{DEPARTMENTS}/{owner.replace('/', '-')}/department.yml"
        assert [path] == [*result.files]
        write(tmp_path / "root", as_texts(result.files))
        before, after = (
            (root / path).read_text()
            for root in (write(tmp_path / "w", as_texts(whole.files)), tmp_path / "root")
        )
        assert after == before


def test_a_department_that_was_edited_is_not_filled_over(tmp_path: Path) -> None:
    service = component("a", "owner: web")
    first = imported(tmp_path, service)
    files: Any = dict(first.files)
    files[f"{DEPARTMENTS}/web/department.yml"] = {"name": "web", "summary": "Our pages.", "head": "web/owner"}
    first = ImportResult(files=files)
    group = "kind: Group\nmetadata: {name: web}\nspec: {type: team}\n"
    assert again(tmp_path, first, group, service).files == {}


def test_what_is_only_named_makes_a_catalog_without_errors_and_the_same_the_second_time(
    tmp_path: Path,
) -> None:
    owners = ["web", "fin/acc", "fin-acc", "user:eva", "w@example.org", "user:w@example.org", "A B"]
    entities = [component(f"s{n}", f"owner: '{owner}'") for n, owner in enumerate(owners)]
    write(tmp_path, {"in/catalog-info.yaml": "---\n".join(entities)})
    for expected in ("Wrote ", "Nothing to write"):
        done = run("import", "backstage", "in", "made", cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        assert expected in done.stdout
    assert run("check", "--root", "made", cwd=tmp_path).returncode == 0
