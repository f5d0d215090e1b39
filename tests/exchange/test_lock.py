"""The lock that comes with the program: it holds all that the program needs, everywhere, as it was tested."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tests.support import REPOSITORY

from servicebook.exchange.repository.lock import (
    BUILD_REQUIREMENTS,
    HEADER,
    not_covered,
    packaged_lock,
    releases,
)
from servicebook.source.resolver import OLDEST_PYTHON

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
SYSTEMS = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def test_it_covers_what_the_project_needs_to_run_and_to_be_built() -> None:
    # make lock renews it
    assert not_covered(packaged_lock(), PROJECT["project"]["dependencies"]) == ()
    assert list(BUILD_REQUIREMENTS) == PROJECT["build-system"]["requires"]
    assert not_covered(packaged_lock(), BUILD_REQUIREMENTS) == ()
    assert PROJECT["project"]["requires-python"] == f">={OLDEST_PYTHON}"


def test_it_names_the_versions_that_are_tested() -> None:
    text = (REPOSITORY / "constraints.txt").read_text(encoding="utf-8")
    tested = {
        name: versions for name, versions in releases(text).items() if name in releases(packaged_lock())
    }
    assert releases(packaged_lock()) == tested


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_it_is_complete_on_every_system_and_python(system: str, python: str) -> None:
    environment = {
        "sys_platform": system, "platform_system": SYSTEMS[system], "os_name": "nt" if system == "win32" else "posix",
        "python_version": python, "python_full_version": f"{python}.9", "extra": "",
        "implementation_name": "cpython", "platform_python_implementation": "CPython",
    }  # fmt: skip
    locked = {}
    for line in re.findall(r"^([^#\s].*==.*?) \\$", packaged_lock(), re.MULTILINE):
        release = Requirement(line)
        if release.marker is None or release.marker.evaluate(environment):
            locked[canonicalize_name(release.name)] = next(iter(release.specifier)).version
    waiting, seen = [*PROJECT["project"]["dependencies"], *BUILD_REQUIREMENTS], set()
    while waiting:
        needed = Requirement(waiting.pop())
        name = canonicalize_name(needed.name)
        if needed.marker is not None and not needed.marker.evaluate(environment):
            continue
        assert name in locked, f"{needed} on {system} with Python {python}"
        assert needed.specifier.contains(locked[name]), needed
        if name not in seen:
            seen.add(name)
            waiting += requires(name) or ()
    assert seen == set(locked)


def test_every_release_has_hashes_and_nothing_says_where_it_is_from() -> None:
    assert packaged_lock().startswith(HEADER)
    body = packaged_lock().removeprefix(HEADER)
    release = r"[a-z0-9.-]+==[^\s;]+(?: ; [^\\\n]+)?"
    assert re.fullmatch(rf"(?:{release} \\\n(?:    --hash=sha256:[0-9a-f]{{64}}(?: \\)?\n)+)+", body)


def test_what_a_lock_lacks_is_named() -> None:
    lock = "Some_Thing==1.4 \\\n    --hash=sha256:00\nother==2.0 ; python_version < '3.12' \\\n    --hash=sha256:00\n"
    assert not_covered(lock, ["some-thing>=1", "other<3"]) == ()
    assert not_covered(lock, ["some-thing>=2", "other<3", "third"]) == ("some-thing>=2", "third")
