"""What becomes of a service catalog of GitLab's format: everything is kept, or listed as lost."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import CASES, errors, told, write

from servicebook.exchange.core.ids import unique_ids
from servicebook.exchange.core.import_result import ImportResult
from servicebook.exchange.core.source_document import SourceDocument
from servicebook.exchange.gitlab.from_gitlab import FILES, SERVICES, TEAMS, convert
from servicebook.exchange.repository.new_repository import as_texts, new_repository
from servicebook.source import yaml_writer
from servicebook.source.yaml_reader import Value, parse

MINIATURE = CASES / "exchange" / "gitlab-catalog" / "miniature"
DEPARTMENTS = "catalog/departments"


def imported(services: str, teams: str = "teams: []\n") -> ImportResult:
    sources = {}
    for name, text in ((SERVICES, services), (TEAMS, teams)):
        parsed = parse(text, name)
        assert parsed.problems == ()
        sources[name] = SourceDocument(path=name, text=text, value=parsed.value)
    return convert(sources)


def miniature() -> ImportResult:
    return imported(*((MINIATURE / name).read_text(encoding="utf-8") for name in FILES))


def lost(result: ImportResult) -> list[str]:
    return [f"{loss.place} {loss.kind}" for loss in result.losses]


def test_the_miniature_becomes_the_reviewed_golden(golden: Callable[[Path, str], None]) -> None:
    result = miniature()
    common = new_repository("Service catalog")
    texts = as_texts({path: content for path, content in result.files.items() if path not in common})
    losses = "".join(f"{loss.place}: lost[{loss.kind}]: {loss.message}\n" for loss in result.losses)
    whole = losses + "".join(f"\n==> {path}\n{text}" for path, text in texts.items())
    golden(MINIATURE / "expected.txt", whole)


def test_every_loss_of_the_miniature_has_its_place() -> None:
    assert lost(miniature()) == [
        "service-catalog.yml:4:11 unused-tier",
        "service-catalog.yml:13:9 unknown-team",
        "service-catalog.yml:19:9 no-place",
        "service-catalog.yml:35:11 empty-dependency",
        "service-catalog.yml:36:11 no-place",
        "service-catalog.yml:37:20 self-dependency",
        "service-catalog.yml:38:20 unknown-service",
        "service-catalog.yml:39:20 repeated-dependency",
        "service-catalog.yml:40:20 ambiguous-name",
        "service-catalog.yml:41:11 wrong-shape",
        "service-catalog.yml:60:9 no-place",
        "service-catalog.yml:67:16 wrong-shape",
        "service-catalog.yml:80:12 unknown-team",
        "service-catalog.yml:82:12 ambiguous-name",
        "service-catalog.yml:84:12 wrong-shape",
        "service-catalog.yml:85:11 wrong-shape",
        "teams.yml:16:3 no-place",
        "teams.yml:17:3 no-place",
        "teams.yml:20:3 no-place",
        "teams.yml:24:33 wrong-shape",
        "teams.yml:29:18 wrong-shape",
        "teams.yml:35:1 no-place",
    ]


def test_every_service_and_every_team_of_the_miniature_is_kept() -> None:
    files = miniature().files
    assert sorted(path for path in files if "/services/" in path) == [
        f"{DEPARTMENTS}/harbor-lights-2/services/beacon.yml",
        f"{DEPARTMENTS}/harbor-lights/services/lamp-oil-2.yml",
        f"{DEPARTMENTS}/harbor-lights/services/lamp-oil.yml",
        f"{DEPARTMENTS}/without-owner/services/service-3.yml",
        f"{DEPARTMENTS}/without-owner/services/twin-2.yml",
        f"{DEPARTMENTS}/without-owner/services/twin.yml",
    ]
    assert sorted(path.split("/")[2] for path in files if path.endswith("/department.yml")) == [
        "fog-horn", "harbor-lights", "harbor-lights-2", "team-6", "twins", "twins-2", "without-owner",
    ]  # fmt: skip


def test_the_miniature_makes_a_catalog_without_errors(tmp_path: Path) -> None:
    assert errors(write(tmp_path, as_texts(miniature().files))) == []


def test_a_service_without_an_owner_has_none_afterwards() -> None:
    result = imported("services: [{name: a}]\n")
    assert result.losses == ()
    assert result.files[f"{DEPARTMENTS}/without-owner/services/a.yml"] == {"name": "a", "summary": "a."}
    assert f"{DEPARTMENTS}/without-owner/roles.yml" not in result.files


def test_a_catalog_without_ownerless_services_has_no_department_for_them() -> None:
    result = imported("services: [{name: a, owner: b}]\n", "teams: [{name: b}]\n")
    assert f"{DEPARTMENTS}/without-owner/department.yml" not in result.files
    assert result.files[f"{DEPARTMENTS}/b/roles.yml"] == {
        "owner": {"title": "Service owner", "summary": "Answers for the services that the team b owns."}
    }


def test_a_manager_holds_the_roles_and_is_known_by_the_handle_only() -> None:
    result = imported("services: [{name: a, owner: b}]\n", "teams: [{name: b, manager: jo_k}]\n")
    assert result.files["catalog/people.yml"] == {"jo-k": {"name": "jo_k"}}
    roles: Any = result.files[f"{DEPARTMENTS}/b/roles.yml"]
    assert {role: content["holders"] for role, content in roles.items()} == {
        "manager": ["jo-k"],
        "owner": ["jo-k"],
    }


@pytest.mark.parametrize("nothing", ["", " null", " []", ' ""'])
def test_keys_without_a_value_are_no_loss(nothing: str) -> None:
    keys = ("friendly_name", "tier", "teams", "label", "owner", "business", "technical", "unheard_of")
    text = "services:\n  - name: a\n" + "".join(f"    {key}:{nothing}\n" for key in keys)
    result = imported(text, f"teams:{nothing}\n")
    assert result.problems == ()
    assert result.losses == ()


@pytest.mark.parametrize(
    ("services", "teams", "expected"),
    [
        ("- a\n", "teams: []\n", ["service-catalog.yml:1:1 wrong-type"]),
        ("other: 1\n", "teams: []\n", ["service-catalog.yml:1:1 missing-key"]),
        ("services: {a: 1}\n", "teams: []\n", ["service-catalog.yml:1:11 wrong-type"]),
        ("services: []\n", "teams: 5\n", ["teams.yml:1:8 wrong-type"]),
        ("services:\n  - a\n", "teams: []\n", ["service-catalog.yml:2:5 wrong-type"]),
        ("services:\n  - tier: a\n", "teams: []\n", ["service-catalog.yml:2:5 missing-key"]),
        ("services:\n  - name:\n", "teams: []\n", ["service-catalog.yml:2:5 missing-key"]),
        ("services:\n  - name: 5\n", "teams: []\n", ["service-catalog.yml:2:11 wrong-type"]),
        (
            "services: [{}]\n",
            "teams:\n- name: [a]\n",
            ["service-catalog.yml:1:12 missing-key", "teams.yml:2:9 wrong-type"],
        ),
    ],
)
def test_a_source_that_cannot_be_understood_is_a_problem_and_makes_nothing(
    services: str, teams: str, expected: list[str]
) -> None:
    result = imported(services, teams)
    assert [told(problem) for problem in result.problems] == expected
    assert all(problem.hint for problem in result.problems)
    assert result.files == {}
    assert result.losses == ()


def test_ids_are_unique_and_take_no_id_that_another_name_makes() -> None:
    assert unique_ids(["a_b", "a-b", "a-b-2", "!", "a b"], "x") == ["a-b", "a-b-3", "a-b-2", "x-4", "a-b-4"]
    long = unique_ids(["n" * 100, "n" * 101], "x")
    assert long == ["n" * 63, "n" * 61 + "-2"]


NAMES = st.sampled_from(
    ["api", "api_", "API", "web", "日", "without owner", "a" * 70, "[x](service:y)", "no", "*_`"]
)
KEYS = st.sampled_from(["name", "service", "label", "tier", "alert_link", "unheard_of"])
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(100, 200),
    st.integers(1000, 9999).map("w{}".format),
    st.integers(1000, 9999).map("https://w{}.example.org/a?b=c".format),
    st.integers(1000, 9999).map("w{} _two_ [words](service:no/no) `".format),
    NAMES,
)
ANYTHING = st.recursive(
    LEAVES, lambda below: st.lists(below, max_size=3) | st.dictionaries(KEYS, below, max_size=3), max_leaves=4
)


def mostly(usual: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.integers(0, 9).flatmap(lambda n: ANYTHING if n == 0 else usual)


def maps(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return mostly(st.fixed_dictionaries({}, optional=keys))


WORDS = mostly(st.lists(LEAVES, max_size=3))
SERVICE = st.fixed_dictionaries(
    {"name": NAMES},
    optional={
        **dict.fromkeys(("friendly_name", "tier", "label", "unheard_of"), LEAVES),
        "owner": mostly(NAMES),
        "teams": mostly(st.lists(NAMES, max_size=3)),
        "technical": maps(
            project=WORDS,
            components=WORDS,
            documents=maps(service=WORDS, security=LEAVES, w1=LEAVES),
            dependencies=mostly(st.lists(maps(service=NAMES, type=LEAVES), max_size=4)),
            logging=mostly(st.lists(maps(name=LEAVES, permalink=LEAVES), max_size=3)),
        ),
        "observability": maps(
            monitors=maps(sentry_slug=LEAVES, other=ANYTHING),
            alerts=mostly(st.lists(maps(alert_link=LEAVES), max_size=2)),
        ),
    },
)
TEAM_KEYS = (
    "url",
    "slack_channel",
    "slack_alerts_channel",
    "manager",
    "label",
    "product_stage_group",
    "alerts",
)
TEAM = st.fixed_dictionaries({"name": NAMES}, optional=dict.fromkeys(TEAM_KEYS, WORDS))
TIERS = mostly(st.lists(maps(name=NAMES), max_size=3))


def leaves(value: Value) -> Iterator[str]:
    """The marks in the texts of a source: w1234."""
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from leaves(item)
    elif isinstance(value, str) and "w" in value and value not in ("without owner", "web"):
        start = value.index("w")
        yield value[start : start + 5]


@given(st.lists(SERVICE, max_size=5), st.lists(TEAM, max_size=4), TIERS)
def test_of_any_source_all_is_kept_or_listed_and_the_catalog_has_no_errors(
    services: list[Value], teams: list[Value], tiers: Value
) -> None:
    catalog: Value = {"services": services, "tiers": tiers}
    result = imported(yaml_writer.write(catalog), yaml_writer.write({"teams": teams}))
    assert result.problems == ()
    texts = as_texts(result.files)
    without_owner = any("\nname: Without owner\n" in text for text in texts.values())
    assert sum("/services/" in path for path in texts) == len(services)
    assert sum(path.endswith("/department.yml") for path in texts) == len(teams) + without_owner
    kept_or_listed = "\n".join([*texts.values(), *(loss.message for loss in result.losses)])
    assert [mark for mark in (*leaves(catalog), *leaves(teams)) if mark not in kept_or_listed] == []
    with tempfile.TemporaryDirectory() as folder:
        assert errors(write(Path(folder), texts)) == []


def test_every_new_repository_has_the_schemas_that_its_files_name(tmp_path: Path) -> None:
    root = write(tmp_path, as_texts(miniature().files))
    for file in sorted((root / "catalog").rglob("*.yml")):
        line = file.read_text(encoding="utf-8").partition("\n")[0]
        schema = line.removeprefix("# yaml-language-server: $schema=")
        assert (file.parent / schema).is_file(), line
