"""A second import from Backstage: what has the same reference is the same, wherever it has moved."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import run, write

DEPARTMENTS = "catalog/departments"


def entity(kind: str, name: str, spec: str = "", **metadata: str) -> str:
    more = "".join(f", {key}: {value}" for key, value in metadata.items())
    return f"kind: {kind}\nmetadata: {{name: {name}{more}}}\nspec: {{{spec}}}\n"


GROUPS = [entity("Group", name, title=name.upper()) for name in ("a", "b")]


def imported(folder: Path, *entities: str, options: tuple[str, ...] = (), status: int = 0) -> str:
    """What an import into the catalog of a folder says; the source is replaced."""
    write(folder, {"in/catalog-info.yaml": "---\n".join(entities)})
    done = run("import", "backstage", "in", "out", "--accept-losses", *options, cwd=folder)
    assert (done.returncode, done.stderr) == (status, ""), done.stdout
    return done.stdout


def files(folder: Path) -> dict[str, str]:
    """The files of departments and people, without the comment with the schema."""
    paths = [*(folder / "out" / DEPARTMENTS).rglob("*.yml"), *(folder / "out/catalog").glob("people.yml")]
    return {
        path.relative_to(folder / "out/catalog")
        .as_posix()
        .removeprefix("departments/"): path.read_text().partition("\n")[2]
        for path in paths
    }


def services(folder: Path) -> list[str]:
    return sorted(path.replace("/services/", "/")[:-4] for path in files(folder) if "/services/" in path)


@pytest.mark.parametrize(
    ("before", "after", "path", "owner"),
    [
        ("a", "b", "b/shop", "b/owner"),
        ("group:default/a", "Group:B", "b/shop", "b/owner"),
        ("user:jo", "b", "b/shop", "b/owner"),
        ("a", "user:jo", "a/shop", "a/owner-jo"),
        ("user:jo", "a", "a/shop", "a/owner"),
        ("web", "a", "a/shop", "a/owner"),
        ("a", "web", "web/shop", "web/owner"),
        ("user:nobody", "a", "a/shop", "a/owner"),
    ],
)
def test_a_service_whose_owner_is_another_moves_with_its_owner_and_former_id(
    tmp_path: Path, before: str, after: str, path: str, owner: str
) -> None:
    jo = entity("User", "jo", "memberOf: [a]")
    other = entity("Component", "other", "owner: b, dependsOn: ['component:shop']")
    imported(tmp_path, *GROUPS, jo, other, entity("Component", "shop", f"owner: '{before}'"))
    [old] = [service for service in services(tmp_path) if service.endswith("/shop")]
    told = imported(tmp_path, *GROUPS, jo, other, entity("Component", "shop", f"owner: '{after}'"))
    assert services(tmp_path) == sorted(["b/other", path])
    text = files(tmp_path)[path.replace("/", "/services/") + ".yml"]
    assert f"roles: {{owner: {owner}}}" in text
    assert (f"former_ids: [{old}]" in text) == (old != path)
    assert (f"moved: service {old} -> {path}" in told) == (old != path)
    assert f"service: {path}" in files(tmp_path)["b/services/other.yml"]
    assert run("check", "--root", "out", cwd=tmp_path).returncode == 0
    assert "Nothing to write" in imported(
        tmp_path, *GROUPS, jo, other, entity("Component", "shop", f"owner: '{after}'")
    )


def test_a_service_that_moves_there_and_back_is_where_it_was(tmp_path: Path) -> None:
    for owner in ("a", "b", "a"):
        imported(tmp_path, *GROUPS, entity("Component", "shop", f"owner: {owner}"))
    assert services(tmp_path) == ["a/shop"]
    assert "former_ids: [b/shop]" in files(tmp_path)["a/services/shop.yml"]


def test_what_has_no_owner_any_more_stays_where_it_is(tmp_path: Path) -> None:
    imported(tmp_path, *GROUPS, entity("Component", "shop", "owner: a"))
    before = files(tmp_path)
    assert "Nothing to write" in imported(tmp_path, *GROUPS, entity("Component", "shop"))
    assert files(tmp_path) == before


def test_a_component_and_an_api_of_one_name_are_told_apart_when_they_move(tmp_path: Path) -> None:
    def pair(component: str, api: str) -> list[str]:
        return [
            entity("API", "shop", f"type: openapi, owner: {api}"),
            entity("Component", "shop", f"type: service, owner: {component}"),
        ]

    imported(tmp_path, *GROUPS, *pair("a", "a"))
    assert services(tmp_path) == ["a/shop", "a/shop-api"]
    imported(tmp_path, *GROUPS, *pair("a", "b"))
    assert services(tmp_path) == ["a/shop", "b/shop-api"]
    imported(tmp_path, *GROUPS, *pair("b", "a"))
    assert services(tmp_path) == ["a/shop-api", "b/shop"]
    texts = files(tmp_path)
    assert "`openapi`" in texts["a/services/shop-api.yml"]
    assert "`service`" in texts["b/services/shop.yml"]


def test_an_api_that_was_alone_stays_itself_when_a_component_of_its_name_comes(tmp_path: Path) -> None:
    api = entity("API", "shop", "type: openapi, owner: a")
    imported(tmp_path, *GROUPS, api)
    for _ in range(2):
        imported(tmp_path, *GROUPS, api, entity("Component", "shop", "type: service, owner: a"))
        texts = files(tmp_path)
        assert services(tmp_path) == ["a/shop", "a/shop-2"]
        assert "`openapi`" in texts["a/services/shop.yml"]
        assert "`service`" in texts["a/services/shop-2.yml"]


def test_a_service_of_the_same_name_that_people_wrote_stays_where_it_is(tmp_path: Path) -> None:
    imported(tmp_path, *GROUPS)
    write(tmp_path / "out", {f"{DEPARTMENTS}/b/services/shop.yml": "name: Shop\nsummary: Ours.\n"})
    told = imported(tmp_path, *GROUPS, entity("Component", "shop", "owner: a"))
    assert services(tmp_path) == ["a/shop", "b/shop"]
    assert "moved" not in told
    assert "not in the source: service b/shop (Shop); it stays" in told


def test_what_may_be_either_of_two_is_an_error_that_names_both(tmp_path: Path) -> None:
    groups = [*GROUPS, entity("Group", "c")]
    imported(tmp_path, *groups)
    text = "name: shop\nsummary: Ours.\n"
    write(tmp_path / "out", {f"{DEPARTMENTS}/{name}/services/shop.yml": text for name in "ab"})
    before = files(tmp_path)
    told = imported(tmp_path, *groups, entity("Component", "shop", "owner: c"), status=1)
    assert 'error[duplicate-id]: the Component "shop" may be any of these: a/shop, b/shop' in told
    assert files(tmp_path) == before
    told = imported(
        tmp_path, *groups, entity("Component", "shop", "owner: c", annotations="{servicebook/id: b/shop}")
    )
    assert services(tmp_path) == ["a/shop", "c/shop"]


def test_a_double_of_an_earlier_import_is_named_when_the_other_is_the_one_that_stays(tmp_path: Path) -> None:
    imported(tmp_path, *GROUPS, entity("Component", "shop", "owner: a"))
    write(tmp_path / "out", {f"{DEPARTMENTS}/b/services/shop.yml": "name: shop\nsummary: shop.\n"})
    told = imported(tmp_path, *GROUPS, entity("Component", "shop", "owner: b"))
    assert "not in the source: service a/shop (shop); it stays" in told


@pytest.mark.parametrize("prune", ["", "--prune", "--prune=delete"])
def test_what_is_gone_is_listed_marked_or_deleted_as_asked(tmp_path: Path, prune: str) -> None:
    everything = [*GROUPS, entity("User", "jo", "memberOf: [a]"), entity("User", "eva", "memberOf: [a]")]
    imported(
        tmp_path, *everything, entity("Component", "x", "owner: a"), entity("Component", "y", "owner: a")
    )
    told = imported(
        tmp_path, *everything[:-1], entity("Component", "x", "owner: a"), options=(prune,) if prune else ()
    )
    texts = files(tmp_path)
    assert "not in the source: service a/y (y)" in told
    assert "not in the source: person eva (eva)" in told
    assert ("a/services/y.yml" in texts, "eva" in texts["people.yml"]) == (prune != "--prune=delete",) * 2
    assert ("lifecycle: retired" in texts.get("a/services/y.yml", "")) == (prune == "--prune")
    assert ("left_on" in texts["people.yml"]) == (prune == "--prune")


def test_a_dry_run_says_what_would_move_and_writes_nothing(tmp_path: Path) -> None:
    imported(tmp_path, *GROUPS, entity("Component", "shop", "owner: a"))
    before = files(tmp_path)
    told = imported(tmp_path, *GROUPS, entity("Component", "shop", "owner: b"), options=("--dry-run",))
    assert "moved: service a/shop -> b/shop" in told
    assert files(tmp_path) == before


def test_while_a_part_is_faulty_nothing_counts_as_gone(tmp_path: Path) -> None:
    imported(tmp_path, *GROUPS, entity("Component", "shop", "owner: a"))
    told = imported(
        tmp_path,
        *GROUPS,
        entity("Component", "x", "owner: a"),
        "kind: [\n",
        options=("--prune=delete",),
        status=1,
    )
    assert services(tmp_path) == ["a/shop", "a/x"]
    assert "note: what is no longer in the source is not known as long as parts of it are faulty" in told
    assert "not in the source:" not in told


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (
            "kind: Group\nmetadata: {name: web, title: The Web}\n",
            "kind: Group\nmetadata: {name: pages, title: The web}\n",
            "Group",
        ),
        (
            "kind: Group\nmetadata: {name: web}\nspec: {profile: {email: w@example.org}}\n",
            "kind: Group\nmetadata: {name: pages}\nspec: {profile: {email: W@example.org}}\n",
            "Group",
        ),
        (
            "kind: User\nmetadata: {name: web}\nspec: {profile: {displayName: A, email: w@example.org}}\n",
            "kind: User\nmetadata: {name: pages}\nspec: {profile: {displayName: B, email: w@example.org}}\n",
            "User",
        ),
        (
            "kind: Component\nmetadata: {name: web, title: The Web}\nspec: {owner: a}\n",
            "kind: Component\nmetadata: {name: pages, title: The Web}\nspec: {owner: a}\n",
            "Component",
        ),
    ],
)
def test_what_has_another_name_in_backstage_keeps_its_id_with_a_hint_and_is_no_double(
    tmp_path: Path, before: str, after: str, kind: str
) -> None:
    imported(tmp_path, *GROUPS, before)
    paths = {*files(tmp_path)}
    told = imported(tmp_path, *GROUPS, after)
    old, new = ("a/web", "a/pages") if kind == "Component" else ("web", "pages")
    assert f'the {kind} "pages" is taken for {old}' in told
    assert f"servicebook rename {old} {new}" in told
    assert {*files(tmp_path)} == paths
    assert "not in the source" not in told


def test_two_people_of_one_name_are_two(tmp_path: Path) -> None:
    def user(name: str, mail: str) -> str:
        return entity("User", name, f"profile: {{displayName: Jo Doe, email: {mail}@example.org}}")

    imported(tmp_path, user("jo", "a"))
    imported(tmp_path, user("jo2", "b"))
    assert files(tmp_path)["people.yml"].count("Jo Doe") == 2


@pytest.mark.parametrize(
    ("kind", "old", "new"), [("Group", "a", "z"), ("User", "jo", "z"), ("Component", "a/shop", "a/z")]
)
def test_what_was_renamed_here_is_known_by_its_former_id(
    tmp_path: Path, kind: str, old: str, new: str
) -> None:
    source = [*GROUPS, entity("User", "jo", "memberOf: [a]"), entity("Component", "shop", "owner: a")]
    imported(tmp_path, *source)
    done = run("rename", old, new, "--root", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Nothing to write" in imported(tmp_path, *source)


def test_a_group_that_is_elsewhere_in_the_tree_moves_below_its_new_parent(tmp_path: Path) -> None:
    imported(tmp_path, *GROUPS, entity("Group", "c", "parent: a"))
    imported(tmp_path, *GROUPS, entity("Group", "c", "parent: b"))
    assert "part_of: b" in files(tmp_path)["c/department.yml"]


def test_a_user_who_changes_groups_is_a_member_of_the_new_one(tmp_path: Path) -> None:
    for group in "ab":
        imported(
            tmp_path,
            *GROUPS,
            entity("User", "jo", f"memberOf: [{group}]"),
            entity("User", "eva", "memberOf: [a]"),
        )
    texts = files(tmp_path)
    assert ("jo" in texts["a/roles.yml"], "jo" in texts["b/roles.yml"]) == (False, True)


def test_without_any_group_only_departments_known_by_name_alone_are_gone(tmp_path: Path) -> None:
    for owner in ("web", "pages"):
        told = imported(tmp_path, entity("Component", "shop", f"owner: {owner}"))
    assert "not in the source: department web (web); it stays" in told
    write(tmp_path / "out", {f"{DEPARTMENTS}/web/department.yml": "name: web\nsummary: Our pages.\n"})
    assert "not in the source" not in imported(tmp_path, entity("Component", "shop", "owner: pages"))


def test_an_owner_whose_name_makes_no_id_is_the_same_department_the_second_time(tmp_path: Path) -> None:
    shop = entity("Component", "shop", "owner: 設備")
    imported(tmp_path, shop)
    before = services(tmp_path)
    imported(tmp_path, shop, entity("Component", "x", "owner: a"), entity("Component", "y", "owner: b"))
    assert services(tmp_path) == sorted(["a/x", "b/y", *before])


def test_what_can_be_a_reference_gets_the_id_that_its_group_will_have(tmp_path: Path) -> None:
    imported(tmp_path, entity("Component", "x", "owner: Team A"), entity("Component", "y", "owner: team-a"))
    assert services(tmp_path) == ["team-a-2/x", "team-a/y"]
