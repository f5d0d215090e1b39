"""Which files of a folder are read for an import from Backstage; what is left out is listed, and faults stay alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import run, told, write

from servicebook.exchange.backstage.from_backstage import load
from servicebook.exchange.core.import_result import ImportRequest, ImportResult

DEPARTMENTS = "catalog/departments"
API = "apiVersion: backstage.io/v1alpha1\n"


def group(name: str) -> str:
    return f"{API}kind: Group\nmetadata: {{name: {name}}}\nspec: {{type: team, children: []}}\n"


def location(*targets: str, key: str = "targets", name: str = "all") -> str:
    listed = (
        "\n".join(f"    - '{target}'" for target in targets) if key == "targets" else f"    '{targets[0]}'"
    )
    return f"{API}kind: Location\nmetadata: {{name: {name}}}\nspec:\n  {key}:\n{listed}\n"


TEMPLATE = (
    "apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nmetadata: {name: web}\nspec:\n  owner: a\n  type: x\n"
    "  steps:\n"
    "    - {id: a, action: 'fetch:template', input: {url: ./files, values: {name: '${{ parameters.name }}'}}}\n"
    "    - {id: b, action: 'fetch:plain', input: {url: './more/${{ parameters.kind }}/x'}}\n"
    "    - {id: c, action: 'fetch:plain', input: {url: 'https://example.org/x'}}\n"
    "    - {id: d, action: 'publish:github', input: {url: ./kept}}\n"
    "    - {id: e, action: 'fetch:template', input: {url: ./}}\n"
)


def imported(folder: Path, files: dict[str, str], source: str = "", *excluded: str) -> ImportResult:
    write(folder, files)
    return load(folder / source, ImportRequest(excluded=excluded))


def departments(result: ImportResult) -> set[str]:
    return {path.split("/")[2] for path in result.files if path.endswith("/department.yml")}


def notes(result: ImportResult, folder: Path) -> list[str]:
    return [note.replace(f"{folder.as_posix()}/", "") for note in result.notes]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("node_modules/x/catalog-info.yaml", "node_modules/ (x/catalog-info.yaml): packages of others"),
        ("a/vendor/org.yaml", "a/vendor/ (org.yaml): packages of others"),
        ("dist/org.yml", "dist/ (org.yml): made from other files"),
        ("examples/org.yaml", "examples/ (org.yaml): examples"),
        ("t/skeleton/catalog-info.yaml", "t/skeleton/ (catalog-info.yaml): files of a template"),
        ("{{cookiecutter.id}}/org.yaml", "{{cookiecutter.id}}/ (org.yaml): files of a template"),
        ("x/${{values.name}}.yaml", "x/${{values.name}}.yaml: files of a template"),
        (".cache/org.yaml", ".cache/ (org.yaml): a hidden folder"),
    ],
)
def test_folders_that_hold_no_entities_of_the_organization_are_left_out_and_listed(
    tmp_path: Path, path: str, reason: str
) -> None:
    result = imported(tmp_path, {"org.yaml": group("a"), path: group("b")})
    assert departments(result) == {"a"}
    assert notes(result, tmp_path) == [f"left out {reason}"]
    assert (result.problems, result.losses, result.faults) == ((), (), ())


def test_left_out_folders_without_entities_are_not_listed(tmp_path: Path) -> None:
    files = {
        "org.yaml": group("a"),
        "node_modules/x/k8s.yaml": "apiVersion: v1\nkind: Pod\n",
        ".git/x.yml": "[",
    }
    assert imported(tmp_path, files).notes == ()


def test_a_folder_of_examples_can_be_imported_by_itself_or_taken_back(tmp_path: Path) -> None:
    files = {"org.yaml": group("a"), "examples/org.yaml": group("b")}
    assert departments(imported(tmp_path, files, "examples")) == {"b"}
    assert departments(imported(tmp_path, files, "", "!examples/")) == {"a", "b"}


def test_excluded_files_are_left_out_and_listed_with_their_pattern(tmp_path: Path) -> None:
    files = {
        "org.yaml": group("a"),
        "old/x/org.yaml": group("b"),
        "b.yaml": group("c"),
        "all.yaml": location("b.yaml"),
    }
    result = imported(tmp_path, files, "", "old/", "/b*.yaml")
    assert departments(result) == {"a"}
    assert notes(result, tmp_path) == [
        "left out b.yaml: --exclude /b*.yaml",
        "left out old/ (x/org.yaml): --exclude old/",
    ]


def test_the_files_of_a_template_are_left_out_by_what_its_steps_fetch(tmp_path: Path) -> None:
    files = {
        "web/template.yaml": TEMPLATE,
        "web/files/org.yaml": group("b"),
        "web/more/java/x/org.yaml": "kind: [" + API,
        "web/kept/org.yaml": group("a"),
        "web/org.yaml": group("c"),
    }
    result = imported(tmp_path, files)
    assert departments(result) == {"a", "c"}
    assert notes(result, tmp_path) == [
        "left out web/files/ (org.yaml): files of the template web/template.yaml",
        "left out web/template.yaml: a template, which makes new entities",
    ]
    assert (result.losses, result.faults) == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        f"{API}kind: Component\nmetadata:\n  name: ${{{{ values.name }}}}\n",
        f"{API}kind: Component\nmetadata:\n  name: {{{{ cookiecutter.name }}}}\n",
        f"{API}kind: Component\nmetadata:\n  name: x-{{{{cookiecutter.name}}}}\n",
        f"{API}kind: Component\nmetadata:\n  name: '{{{{ name }}}}'\n",
        f"{API}kind: Component\nmetadata:\n  name: a\nspec:\n  owner: ${{{{ values.owner }}}}\n",
        f"{API}kind: Component\nmetadata:\n  name: x\n{{%- if values.url %}}\n  a: b\n{{%- endif %}}\n",
        f"{API}kind: Component\nmetadata:\n  name: <%= name %>\n",
        f"{API}kind: Component\nmetadata:\n  name: ${{NAME}}\n",
        f"{API}kind: Component\nmetadata: {{name: {{{{ x }}}}}}\n",
    ],
)
def test_a_file_with_placeholders_for_its_names_is_a_template_wherever_it_is(
    tmp_path: Path, text: str
) -> None:
    result = imported(tmp_path, {"org.yaml": group("a"), "x.yaml": text})
    assert departments(result) == {"a"}
    assert notes(result, tmp_path) == [
        "left out x.yaml: a file of a template: it has placeholders where an entity has its name"
    ]
    assert (result.losses, result.faults) == ((), ())


def test_placeholders_in_descriptions_and_annotations_make_no_template(tmp_path: Path) -> None:
    text = (
        f"{API}kind: Component\nmetadata:\n  name: a\n  description: uses {{{{ x }}}} and {{% y %}}\n"
        "spec: {owner: b, definition: '${{ z }}'}\n"
    )
    assert f"{DEPARTMENTS}/b/services/a.yml" in imported(tmp_path, {"x.yaml": text}).files


@pytest.mark.parametrize("name", ["-a", "a b", "ä", "a/b", "x" * 64])
def test_a_name_that_backstage_refuses_is_left_out_and_listed(tmp_path: Path, name: str) -> None:
    result = imported(tmp_path, {"org.yaml": group("a"), "x.yaml": group(name)})
    assert departments(result) == {"a"}
    assert [loss.kind for loss in result.losses] == ["name-refused"]


def test_where_all_is_left_out_it_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    result = imported(tmp_path, {"examples/org.yaml": group("a")})
    assert (result.files, [problem.code for problem in result.problems]) == ({}, ["empty-file"])
    assert notes(result, tmp_path) == ["left out examples/ (org.yaml): examples"]


@pytest.mark.parametrize(
    ("target", "key"),
    [
        ("./org.yaml", "targets"),
        ("org.yaml", "target"),
        ("./teams/../org.yaml", "target"),
        ("./o*.yaml", "targets"),
        ("./**/org.yaml", "target"),
        ("./next.yaml", "targets"),
    ],
)
def test_a_location_is_followed_to_files_beside_it(tmp_path: Path, target: str, key: str) -> None:
    files = {
        "catalog-info.yaml": location(target, key=key),
        "org.yaml": group("a"),
        # back to the first, and on
        "next.yaml": location("./catalog-info.yaml", "./org.yaml"),
        "teams/x.txt": "",
    }
    result = imported(tmp_path, files, "catalog-info.yaml")
    assert departments(result) == {"a"}
    assert (result.losses, result.faults, result.notes) == ((), (), ())


def test_what_a_location_names_is_read_whatever_its_folder_is_called(tmp_path: Path) -> None:
    files = {
        "catalog-info.yaml": location("./examples/org.yaml", "./**/more.yaml"),
        "examples/org.yaml": "kind: Group\nmetadata: {name: a}\n",
        "examples/more.yaml": group("b"),
    }
    assert departments(imported(tmp_path, files)) == {"a"}


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("../out.yaml", "target-outside"),
        ("./x/../../out.yaml", "target-outside"),
        ("/etc/hostname", "target-outside"),
        ("C:\\\\out.yaml", "target-outside"),
        ("./link.yaml", "target-outside"),
        ("./linked/out.yaml", "target-outside"),
        ("./none.yaml", "target-missing"),
        ("./none/*.yaml", "target-missing"),
        ("../*.yaml", "target-outside"),
        ("./link*.yaml", "target-missing"),
        (".", "target-missing"),
    ],
)
def test_a_location_leads_nowhere_outside_of_the_folder(tmp_path: Path, target: str, kind: str) -> None:
    write(tmp_path, {"out.yaml": group("b"), "in/org.yaml": group("a")})
    (tmp_path / "in" / "link.yaml").symlink_to("../out.yaml")
    (tmp_path / "in" / "linked").symlink_to("..")
    text = f"{group('a')}---\n{location(target)}"
    result = imported(tmp_path / "in", {"catalog-info.yaml": text}, "catalog-info.yaml")
    assert departments(result) == {"a"}
    assert [(loss.kind, loss.place.line) for loss in result.losses] == [(kind, 11)]


def test_links_in_a_folder_are_not_followed_out_of_it_and_files_are_read_once(tmp_path: Path) -> None:
    write(tmp_path, {"out/b.yaml": group("b"), "in/org.yaml": group("a")})
    (tmp_path / "in" / "link.yaml").symlink_to("../out/b.yaml")
    (tmp_path / "in" / "folder").symlink_to("../out")
    (tmp_path / "in" / "same.yaml").symlink_to("org.yaml")
    result = imported(tmp_path / "in", {})
    assert departments(result) == {"a"}
    assert notes(result, tmp_path / "in") == [
        "left out folder: a link that leads out of the folder",
        "left out link.yaml: a link that leads out of the folder",
    ]
    assert result.faults == ()


def test_addresses_are_noted_and_not_fetched(tmp_path: Path) -> None:
    github = f"{API}kind: Location\nmetadata: {{name: b}}\nspec: {{type: github-org, target: x}}\n"
    files = {"x.yaml": f"{group('a')}---\n{location('https://example.org/x.yaml')}---\n{github}"}
    result = imported(tmp_path, files)
    assert notes(result, tmp_path) == [
        "x.yaml:11:7: https://example.org/x.yaml is not fetched: import its files by themselves",
        "x.yaml:16:34: x is not fetched: import its files by themselves",
    ]
    assert result.losses == ()


def test_a_source_of_locations_alone_is_an_error_that_says_why(tmp_path: Path) -> None:
    result = imported(tmp_path, {"catalog-info.yaml": location("./none.yaml")}, "catalog-info.yaml")
    assert [problem.code for problem in result.problems] == ["empty-file"]
    assert notes(result, tmp_path) == ['catalog-info.yaml:6:7: "./none.yaml" is not there']


@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        (f"{API}kind: [\n", "3:1 yaml-syntax"),
        (f"{group('b')}---\n{API}kind: [\n", "8:1 yaml-syntax"),
        (f"{API}metadata: {{name: x}}\n", "1:1 missing-key"),
        (f"{API}kind: Group\nmetadata: {{}}\n", "3:11 missing-key"),
        (f"{API}kind: Group\nkind: Group\n", "3:1 duplicate-key"),
        ("- a\n", "1:1 wrong-type"),
    ],
)
def test_a_faulty_document_is_an_error_and_the_others_are_read(
    tmp_path: Path, bad: str, expected: str
) -> None:
    result = imported(tmp_path, {"org.yaml": group("a"), "x/catalog-info.yaml": bad})
    assert departments(result) == {"a", *(["b"] if "name: b" in bad else [])}
    assert [told(fault) for fault in result.faults] == [
        f"{tmp_path.as_posix()}/x/catalog-info.yaml:{expected}"
    ]
    assert result.problems == ()


def test_of_two_entities_of_a_name_neither_is_imported_unless_they_are_the_same(tmp_path: Path) -> None:
    files = {
        "a.yaml": group("x"),
        "b.yaml": group("X").replace("team", "unit"),
        "c.yaml": group("y"),
        "d.yaml": group("y"),
    }
    result = imported(tmp_path, files)
    assert departments(result) == {"y"}
    assert [told(fault).partition(":")[2] for fault in result.faults] == ["3:18 duplicate-id"] * 2
    assert (
        notes(result, tmp_path)
        == [
            f'Group "y" is given several times in the same words: {tmp_path.as_posix()}/c.yaml:1:1, d.yaml:1:1'
        ]
        or len(result.notes) == 1
    )
    assert result.losses == ()


def test_groups_that_contain_themselves_are_an_error_and_are_imported_without_that(tmp_path: Path) -> None:
    text = "".join(
        f"---\nkind: Group\nmetadata: {{name: {name}}}\nspec: {{parent: {parent}}}\n"
        for name, parent in ("ab", "ba", "ca")
    )
    result = imported(tmp_path, {"catalog-info.yaml": text})
    assert [fault.code for fault in result.faults] == ["circular-reference"]
    assert {
        path: "part_of" in str(content)
        for path, content in result.files.items()
        if path.endswith("/department.yml")
    } == {
        f"{DEPARTMENTS}/a/department.yml": False,
        f"{DEPARTMENTS}/b/department.yml": False,
        f"{DEPARTMENTS}/c/department.yml": True,
    }


def test_the_command_writes_what_is_not_faulty_where_losses_are_accepted_and_ends_with_1(
    tmp_path: Path,
) -> None:
    write(tmp_path, {"in/org.yaml": group("a"), "in/x.yaml": f"{API}kind: [\n"})
    done = run("import", "backstage", "in", "made", cwd=tmp_path)
    assert (done.returncode, (tmp_path / "made").exists()) == (1, False)
    assert "in/x.yaml:3:1: error[yaml-syntax]" in done.stdout
    assert "1 error in the source. Nothing was written." in done.stdout
    done = run("import", "backstage", "in", "made", "--accept-losses", cwd=tmp_path)
    assert (done.returncode, (tmp_path / "made" / DEPARTMENTS / "a").is_dir()) == (1, True)
    assert "in/x.yaml:3:1: error[yaml-syntax]" in done.stdout
    assert done.stdout.endswith(
        "1 error in the source: that part was left behind. Correct it, and import again.\n"
    )


def test_a_pattern_that_is_none_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"org.yaml": group("a")})
    done = run("import", "backstage", ".", "made", "--exclude", "\\", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (
        2,
        "servicebook import: --exclude: Invalid git pattern: '\\\\'\n",
    )
