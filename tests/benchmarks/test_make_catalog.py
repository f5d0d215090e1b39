"""benchmarks/make_catalog.py, by its command line: sizes, determinism, references, refusals."""

import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import yaml
from tests.support import run_here

from servicebook.documents.exact_validator import exact_validator

REPOSITORY = Path(__file__).parents[2]
SCRIPT = REPOSITORY / "benchmarks" / "make_catalog.py"
SERVICES = 200


class Loader(yaml.CSafeLoader):
    """Dates stay text, as in YAML 1.2."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def make(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), str(folder), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def make_here(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The same within this process."""
    arguments = [str(SCRIPT), str(folder), *options]

    def program() -> None:
        runpy.run_path(str(SCRIPT), run_name="__main__")

    with patch("sys.argv", arguments), patch("sys.path", [str(SCRIPT.parent), *sys.path]):
        return run_here(program, *arguments)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def documents(folder: Path) -> dict[str, Any]:
    return {path: yaml.load(text, Loader=Loader) for path, text in contents(folder).items()}


def services_of(parsed: dict[str, Any]) -> dict[str, Any]:
    """Whole id → service."""
    found = (
        (re.fullmatch(r"catalog/departments/([^/]+)/services/([^/]+)\.yml", path), path) for path in parsed
    )
    return {f"{match[1]}/{match[2]}": parsed[path] for match, path in found if match}


def roles_of(parsed: dict[str, Any]) -> set[str]:
    files = {path.split("/")[2]: roles for path, roles in parsed.items() if path.endswith("/roles.yml")}
    return {f"{department}/{role}" for department, roles in files.items() for role in roles}


def count(parsed: dict[str, Any], pattern: str) -> int:
    return sum(1 for path in parsed if re.fullmatch(pattern, path))


def texts(value: object) -> Iterator[str]:
    """Every text in a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "absent" / "repository"
    done = make(folder, "--services", str(SERVICES))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def parsed(repository: Path) -> dict[str, Any]:
    return documents(repository)


def test_same_seed_gives_the_same_bytes(repository: Path, tmp_path: Path) -> None:
    make(tmp_path / "again", "--services", str(SERVICES), "--seed", "1")
    assert contents(tmp_path / "again") == contents(repository)


def test_another_seed_gives_another_catalog(repository: Path, tmp_path: Path) -> None:
    make_here(tmp_path / "other", "--services", str(SERVICES), "--seed", "2")
    assert contents(tmp_path / "other").keys() != contents(repository).keys()


def test_other_kinds_come_in_proportion_to_the_services(parsed: dict[str, Any]) -> None:
    services = services_of(parsed)
    inside = sum(len(service["faqs"]) for service in services.values())
    outside = sum(len(faqs) for path, faqs in parsed.items() if path.endswith("/faqs.yml"))
    assert len(services) == SERVICES
    assert count(parsed, r"catalog/departments/[^/]+/department\.yml") == 8
    assert len(roles_of(parsed)) == 8
    assert len(parsed["catalog/people.yml"]) == 8
    assert (inside, outside) == (400, 200)
    assert count(parsed, r"catalog/agreements/[^/]+\.yml") == 2
    assert count(parsed, r"catalog/journeys/[^/]+\.yml") == 1


def test_numbers_that_are_asked_for_are_kept(tmp_path: Path) -> None:
    asked = {"departments": 5, "roles": 12, "people": 7, "faqs": 31, "agreements": 20, "journeys": 3}
    options = [text for kind, number in asked.items() for text in (f"--{kind}", str(number))]
    done = make_here(tmp_path / "repository", "--services", "13", *options)
    assert done.returncode == 0, done.stderr
    parsed = documents(tmp_path / "repository")
    services = services_of(parsed)
    inside = sum(len(service.get("faqs", [])) for service in services.values())
    assert len(services) == 13
    assert count(parsed, r"catalog/departments/[^/]+/department\.yml") == 5
    assert len(roles_of(parsed)) == 12
    assert len(parsed["catalog/people.yml"]) == 7
    assert inside + sum(len(faqs) for path, faqs in parsed.items() if path.endswith("/faqs.yml")) == 31
    assert count(parsed, r"catalog/agreements/[^/]+\.yml") == 20
    assert count(parsed, r"catalog/journeys/[^/]+\.yml") == 3


def test_one_service_still_comes_with_one_of_everything(tmp_path: Path) -> None:
    done = make_here(tmp_path / "repository", "--services", "1")
    assert done.returncode == 0, done.stderr
    parsed = documents(tmp_path / "repository")
    assert len(services_of(parsed)) == 1
    assert len(roles_of(parsed)) == 1
    assert count(parsed, r"catalog/agreements/[^/]+\.yml") == 1
    assert count(parsed, r"catalog/journeys/[^/]+\.yml") == 1


def test_every_file_has_the_shape_that_its_first_line_names(repository: Path, parsed: dict[str, Any]) -> None:
    for path, document in parsed.items():
        first_line = (repository / path).read_text(encoding="utf-8").partition("\n")[0]
        named = re.fullmatch(
            r"# yaml-language-server: \$schema=((?:\.\./)+)\.servicebook/schemas/(\S+)", first_line
        )
        assert named, path
        assert named[1] == "../" * path.count("/")
        problems = exact_validator(named[2]).iter_errors(document)
        assert [problem.message for problem in problems] == [], path


def test_every_id_is_valid(repository: Path, parsed: dict[str, Any]) -> None:
    names = {part.removesuffix(".yml") for path in contents(repository) for part in path.split("/")}
    ids = (names - {"site_config"}) | parsed["catalog/people.yml"].keys()
    assert [name for name in ids if len(name) > 63 or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)] == []


def test_references_between_services_and_to_roles_resolve(parsed: dict[str, Any]) -> None:
    services, roles = services_of(parsed), roles_of(parsed)
    for own, service in services.items():
        handed = {step["service"] for step in service["handoffs"] if "service" in step}
        leaned = {needed["service"] for needed in service.get("depends_on", [])}
        instead = {other["use"] for other in service["not_for"]}
        assert handed | leaned | instead <= services.keys() - {own}
        assert {*service["roles"].values(), *(level["role"] for level in service["escalation"])} <= roles


def test_links_in_markdown_resolve(parsed: dict[str, Any]) -> None:
    services = services_of(parsed)
    linked = {
        target for text in texts(list(parsed.values())) for target in re.findall(r"\(service:([^)]+)\)", text)
    }
    assert linked
    assert linked <= services.keys()
    assert all("](service:" in service["description"] for service in services.values() if len(services) > 1)


def test_no_hand_off_or_dependency_leads_back(parsed: dict[str, Any]) -> None:
    services = services_of(parsed)
    open_ends = {
        own: {
            other["service"]
            for other in (*service["handoffs"], *service.get("depends_on", []))
            if "service" in other
        }
        for own, service in services.items()
    }
    while done := {own for own, others in open_ends.items() if not others & open_ends.keys()}:
        open_ends = {own: others for own, others in open_ends.items() if own not in done}
    assert open_ends == {}


def test_names_and_questions_are_used_once(parsed: dict[str, Any]) -> None:
    services = services_of(parsed).values()
    names = [service["name"] for service in services]
    asked = [faqs for path, faqs in parsed.items() if path.endswith("/faqs.yml")]
    questions = [
        faq["question"] for faqs in (*asked, *(service["faqs"] for service in services)) for faq in faqs
    ]
    assert len(set(names)) == len(names)
    assert len(set(questions)) == len(questions)


def test_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    done = make_here(tmp_path, "--services", "1")
    assert done.returncode == 2
    assert "is not an empty folder" in done.stderr
    assert contents(tmp_path) == {"notes.txt": b"mine"}


def test_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    done = make_here(tmp_path / "taken", "--services", "1")
    assert done.returncode == 2
    assert "is not an empty folder" in done.stderr


@pytest.mark.parametrize("number", ["0", "-1", "many"])
def test_number_of_services_that_is_none_is_refused(tmp_path: Path, number: str) -> None:
    done = make_here(tmp_path / "repository", f"--services={number}")
    assert done.returncode == 2
    assert "is not a whole number of at least 1" in done.stderr


def test_more_agreements_than_pairs_of_departments_are_refused(tmp_path: Path) -> None:
    done = make_here(tmp_path / "repository", "--services", "9", "--departments", "2", "--agreements", "3")
    assert done.returncode == 2
    assert "3 agreements need more departments" in done.stderr
    assert not (tmp_path / "repository").exists()
