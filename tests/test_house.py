"""The house is as its map says, and as its manners want it."""

from __future__ import annotations

import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath

from radon.complexity import cc_visit

from tests.support import REPOSITORY

MAP = re.compile(r"^## Map$(.*?)^## ", re.MULTILINE | re.DOTALL)
LINE = re.compile(r"^( *)([\w./-]+)(?: {2,}|$)", re.MULTILINE)
DATA = (
    "catalog/",
    "site_config/pages/",
    "tests/cases/",
    ".servicebook/",
    "generator/servicebook/documents/schemas/",
    "benchmarks/rivals/hugo/",
)
"""Folders whose inside is told by the files themselves."""
NAMED = re.compile(r"`(?!\.venv/)([\w.]+(?:/[\w.]+)+/?)`")
"""A path in a sentence, from the top or from the program or theme; what is to be filled in has angle brackets."""
BY_NAME = ("generator/servicebook",)
"""Folders of which the map names each file: what is loose needs a reason."""
SOURCES = [
    file
    for part in ("generator", "theme")
    for file in sorted((REPOSITORY / part).rglob("*.py"))
    if "node_modules" not in file.parts
]
LONGEST, MOST_COMPLEX, MOST_PAIRS = 350, 15, 8


def drawn() -> Iterator[str]:
    """Every path on the map, folders with a slash at their end."""
    text = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    found = MAP.search(text)
    assert found is not None
    for block in re.findall(r"^```$(.*?)^```$", found[1], re.MULTILINE | re.DOTALL):
        above: list[str] = []
        for spaces, name in LINE.findall(block):
            depth = len(spaces) // 2
            if depth > len(above):  # the second line of what a path is about
                continue
            above[depth:] = [name]
            yield "".join(above)


def tracked() -> list[str]:
    """Every file of the repository."""
    done = subprocess.run(
        ["git", "ls-files"], cwd=REPOSITORY, capture_output=True, encoding="utf-8", check=True
    )
    return [path for path in done.stdout.splitlines() if (REPOSITORY / path).is_file()]


def test_every_path_on_the_map_is_there() -> None:
    missing = [path for path in drawn() if not (REPOSITORY / path).exists()]
    assert missing == []


def test_every_path_that_is_named_beside_the_map_is_there() -> None:
    text = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = set(NAMED.findall(text))
    tops = [REPOSITORY / top for top in ("", "generator/servicebook", "theme/servicebook_theme")]
    missing = [path for path in sorted(named) if not any((top / path).exists() for top in tops)]
    assert len(named) > 40
    assert missing == []


def test_every_folder_has_a_place_on_the_map() -> None:
    places = {path.rstrip("/") for path in drawn()}
    mirrored = {f"tests/{PurePosixPath(path).name}" for path in places}
    lost = {
        str(folder)
        for path in tracked()
        if not path.startswith(DATA) and str(folder := PurePosixPath(path).parent) != "."
        if str(folder) not in places and str(folder) not in mirrored
    }
    assert lost == set()


def test_every_loose_file_has_a_place_on_the_map() -> None:
    places = {*drawn()}
    loose = [path for path in tracked() if str(PurePosixPath(path).parent) in BY_NAME]
    assert [
        path for path in loose if path not in places and not path.endswith(("/__init__.py", "/py.typed"))
    ] == []


def test_modules_are_short() -> None:
    lengths = {
        str(file.relative_to(REPOSITORY)): file.read_text(encoding="utf-8").count("\n") for file in SOURCES
    }
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


def test_functions_are_simple() -> None:
    """Measured as radon measures it: cyclomatic complexity."""
    assert {
        f"{file.relative_to(REPOSITORY)}: {block.fullname}": block.complexity
        for file in SOURCES
        for block in cc_visit(file.read_text(encoding="utf-8"))
        if block.complexity > MOST_COMPLEX
    } == {}


def test_classes_of_values_are_made_quickly() -> None:
    """By ``frozen``: a class that the standard library makes takes eight times as long, whatever the command."""
    slowly = re.compile(r"@dataclass\((?=[^)]*frozen=True)(?=[^)]*slots=True)")
    assert [
        str(file.relative_to(REPOSITORY))
        for file in SOURCES
        if file.is_relative_to(REPOSITORY / "generator") and slowly.search(file.read_text(encoding="utf-8"))
    ] == []


def test_modules_of_one_name_are_of_one_thing() -> None:
    """A command or a rule is called as what it is about; elsewhere few names occur twice."""
    program = REPOSITORY / "generator/servicebook"
    homes: defaultdict[str, list[str]] = defaultdict(list)
    for file in SOURCES:
        if file.is_relative_to(program) and file.name != "__init__.py":
            path = file.relative_to(program)
            if path.parts[0] not in ("cli", "rules"):
                homes[file.name].append(str(path))
    twice = {name: paths for name, paths in homes.items() if len(paths) > 1}
    assert len(twice) <= MOST_PAIRS, twice
