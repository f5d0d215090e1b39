"""Backstage's entities become a catalog; what it cannot hold is listed with its place."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import CASES, problems, run, told, write

from servicebook.exchange.backstage import bring
from servicebook.exchange.loss import Imported, Request
from servicebook.exchange.repository import as_texts, new_repository
from servicebook.problems import Severity
from servicebook.source import yaml_writer

MINIATURE = CASES / "exchange" / "backstage" / "miniature"
DEPARTMENTS = "catalog/departments"


def imported(folder: Path, **files: str) -> Imported:
    return bring(
        write(folder, {f"{name}/catalog-info.yaml": text for name, text in files.items()}), Request()
    )


def errors(root: Path) -> list[str]:
    return [told(problem) for problem in problems(root) if problem.severity is Severity.ERROR]


def test_the_miniature_becomes_what_was_read_and_found_right(golden: Callable[[Path, str], None]) -> None:
    result = bring(MINIATURE, Request())
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
    assert errors(write(tmp_path, as_texts(bring(MINIATURE, Request()).files))) == []


def test_a_folder_is_searched_and_other_yaml_is_let_be(tmp_path: Path) -> None:
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
        ("kind: User\nmetadata: {name: a}\n---\n5\n", "3:1 wrong-type"),
        ("metadata: {name: a}\n", "1:1 missing-key"),
        ("kind: User\n", "1:1 missing-key"),
        ("# x\n---\nkind: User\nmetadata: {name: [a]}\n", "4:18 missing-key"),
        ("kind: User\nmetadata:\n  name: ' '\n", "3:9 missing-key"),
        ("kind: User\nmetadata: {name: a}\n---\nkind: User\nmetadata: {name: A}\n", "5:18 duplicate-id"),
        ("kind: User\nmetadata: {name: a}\n---\nkind: [\n", "5:1 yaml-syntax"),
        ("kind: !!python/object:os.system x\n", "1:7 yaml-tag"),
        (
            "kind: Group\nmetadata: {name: a}\nspec: {parent: b}\n"
            "---\nkind: Group\nmetadata: {name: b}\nspec: {parent: a}\n",
            "3:16 circular-reference",
        ),
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
    huge = imported(tmp_path / "b", x="kind: System\nmetadata: {name: a}\n#" + "x" * 1024 * 1024)
    assert [problem.code for problem in huge.problems] == ["too-large"]


def test_references_are_found_whatever_their_case_and_form(tmp_path: Path) -> None:
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
    found: dict[str, Any] = {name: content.get("roles", {}) for name, content in owned.items()}  # type: ignore[union-attr]
    assert found == {
        "s0": {"owner": "ns-team/owner"},
        "s1": {"owner": "ns-team/owner"},
        "s2": {"owner": "without-owner/owner-jo"},
        "s3": {},
    }
    assert [loss.kind for loss in result.losses] == ["unknown-entity"]


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
def test_whatever_the_entities_the_catalog_has_no_errors(entities: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        text = "".join(f"---\n{yaml_writer.write(entity)}" for entity in entities)
        result = imported(Path(folder), x=f"---\n# none\n{text}")
        if result.problems:
            assert {problem.code for problem in result.problems} <= {"duplicate-id", "circular-reference"}
            return
        texts = as_texts(result.files)
        kept = sum(entity["kind"] not in ("Group", "User") for entity in entities)
        assert sum("/services/" in path for path in texts) == kept
        if any(path.startswith("catalog/dep") for path in texts):
            assert errors(write(Path(folder) / "made", texts)) == []
