"""What is installed from the wheel is enough: for a new repository, and for all that its hosts do with it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import cache_from_source
from pathlib import Path

import pytest
import yaml
from tests.support import REPOSITORY, write
from tests.warm_python import warm_python


def compiled(place: Path) -> None:
    """Give installed files what Python has compiled of the same files already: all of it takes some seconds."""
    for folder, name in (
        (REPOSITORY / "generator", "servicebook"),
        (REPOSITORY / "theme", "servicebook_theme"),
    ):
        for source in (folder / name).rglob("*.py"):
            file, made = place / source.relative_to(folder), Path(cache_from_source(str(source)))
            if made.is_file() and file.is_file() and file.read_bytes() == source.read_bytes():
                shutil.copystat(source, file)  # by time and size, Python tells whether it is the same
                own = Path(cache_from_source(str(file)))
                own.parent.mkdir(exist_ok=True)
                shutil.copy(made, own)


@contextmanager
def installed(folder: Path) -> Iterator[dict[str, str]]:
    """An environment in which the wheel is all there is of this program, and its commands are found."""
    wheels, place = folder / "wheels", folder / "installed"
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels)],
        cwd=REPOSITORY, check=True, capture_output=True,
    )  # fmt: skip
    with zipfile.ZipFile(next(wheels.glob("servicebook-*.whl"))) as wheel:
        wheel.extractall(place)
    compiled(place)
    kept = {name: value for name, value in os.environ.items() if name != "SITE_URL"}
    # what the lock names is installed here already, so that nothing has to be fetched, and nothing may be
    env = {**kept, "PYTHONPATH": str(place), "NO_MKDOCS_2_WARNING": "1", "PIP_NO_INDEX": "1"}
    with warm_python(env) as commands:
        yield {**env, "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}"}


ADDRESS = "https://example.org/house"
Job = tuple[str, dict[str, str]]


def jobs_of_github(root: Path) -> list[Job]:
    """What is run when something is merged, as scripts with the variables of each, in order."""
    flow = yaml.safe_load((root / ".github/workflows/catalog.yml").read_text(encoding="utf-8"))
    site = flow["jobs"]["site"]
    known = {"${{ steps.pages.outputs.base_url }}": ADDRESS}
    of_host = {"GITHUB_STEP_SUMMARY": str(root / "summary.md")}
    return [
        (
            step["run"],
            {n: known.get(v, v) for n, v in {**site["env"], **of_host, **step.get("env", {})}.items()},
        )
        for step in site["steps"]
        if "run" in step and "== 'pull_request'" not in step.get("if", "")
    ]


def jobs_of_gitlab(root: Path) -> list[Job]:
    """The same: the site, then what publishes it."""
    flow = yaml.safe_load((root / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    known = {"$CI_PAGES_URL": ADDRESS}
    of_main = next(rule for rule in flow["site"]["rules"] if "$CI_DEFAULT_BRANCH" in rule["if"])
    merged = {**flow["variables"], **of_main["variables"]}
    variables = {n: known.get(v, v) for n, v in merged.items()}
    return [
        ("\n".join([*flow[name].get("before_script", []), *flow[name]["script"]]), variables)
        for name in ("site", "pages")
    ]


@pytest.fixture
def env(tmp_path: Path) -> Iterator[dict[str, str]]:
    with installed(tmp_path) as made:
        yield made


def without_words(root: Path) -> None:
    """Make its site quick: one with all that the search knows of English is enough."""
    settings = root / "site_config/organization.yml"
    text = settings.read_text(encoding="utf-8")
    assert "\nlanguage: en " in text
    settings.write_text(text.replace("\nlanguage: en ", "\nlanguage: eo "), encoding="utf-8")


def test_installed_wheel_is_all_that_a_new_repository_and_its_workflows_need(
    tmp_path: Path, env: dict[str, str]
) -> None:

    def bash(script: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", script],
            cwd=cwd, env={**env, **more}, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip

    def well(script: str, cwd: Path, **more: str) -> str:
        done = bash(script, cwd, **more)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    where = well("python -c 'import servicebook; print(servicebook.__file__)'", tmp_path)
    assert where.startswith(str(tmp_path / "installed"))
    for host, jobs_of, folder in (("github", jobs_of_github, "site"), ("gitlab", jobs_of_gitlab, "public")):
        my = tmp_path / host
        well(f"servicebook init {host} --host {host}", tmp_path)
        jobs = jobs_of(my)
        # nothing is installed from elsewhere under its name: its wheel has to be put there first
        refused = bash("python -m pip install --no-deps -r requirements.txt", my)
        assert refused.returncode != 0
        assert "servicebook-" in refused.stderr and "No such file or directory" in refused.stderr
        shutil.copytree(tmp_path / "wheels", my / "wheels")
        well("servicebook lock --archive wheels/*.whl", my)
        if host == "gitlab":
            without_words(my)
        for script, variables in jobs:
            well(script, my, **variables)
        assert (my / folder / "index.html").is_file()
        addresses = re.findall("<loc>(.*)</loc>", (my / folder / "sitemap.xml").read_text(encoding="utf-8"))
        assert f"{ADDRESS}/services/office/supplies/" in addresses
        assert all(address.startswith(f"{ADDRESS}/") for address in addresses)
        shutil.rmtree(my / folder)
        write(my, {"catalog/departments/office/services/supplies.yml": "name: Supplies\nsumary: All.\n"})
        # the host runs nothing after what failed; steps that read no catalog would do again what they did
        reading = [(s, v) for s, v in jobs if "servicebook " in s]
        script, failed = next((s, done) for s, v in reading if (done := bash(s, my, **v)).returncode)
        assert "servicebook check" in script and failed.returncode == 1
        assert not (my / folder).exists()
        if host == "github":
            fault = "::error file=catalog/departments/office/services/supplies.yml,line=2,col=1,title=unknown-key::"
            assert fault in failed.stdout
        else:
            report = json.loads((my / "check.json").read_text(encoding="utf-8"))
            assert {one["check_name"] for one in report} == {"unknown-key", "placeholder"}
    well("servicebook init own", tmp_path)
    without_words(tmp_path / "own")
    well(f"python -m mkdocs build --strict --site-dir {tmp_path / 'second'}", tmp_path / "own")
    assert (tmp_path / "second/index.html").is_file()
