"""The pipelines of the help page about several machines make, job by job, the site that one build makes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from tests.git_repository import commit
from tests.site.tutorials import blocks
from tests.sites import DAY, NO_WORDS, build_well, clone_of_example, contents
from tests.support import REPOSITORY, SMALL, write

PAGE = REPOSITORY / "site_config/pages/help/maintainers/several_machines.md"
TEXTS = [block for block in blocks(PAGE.read_text(encoding="utf-8")) if block.language in ("yaml", "sh")]
GITHUB, GITLAB = (yaml.safe_load(block.text) for block in TEXTS if block.language == "yaml")
OTHERS = {
    f"catalog/departments/{name}/department.yml": f"name: {name}\nsummary: We are.\nhead: it/lead\n{below}"
    for name, below in (("desk", "part_of: it\n"), ("legal", ""), ("pay", "part_of: hr\n"), ("sales", ""))
}


def shell(programs: Path, script: str, cwd: Path, **env: str) -> str:
    """What a script prints; it runs as a pipeline runs it, and has to end well."""
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", script],
        cwd=cwd, env={"PATH": path, "HOME": str(cwd), **env}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def named(job: str, name: str) -> Mapping[str, Any]:
    """A step of the workflow for GitHub."""
    return next(step for step in GITHUB["jobs"][job]["steps"] if step.get("name") == name)


def evaluated(env: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """The variables of a step, with the values of what stands in ``${{ }}``."""
    return {
        key: re.sub(r"\$\{\{ (.+?) \}\}", lambda found: known[found[1]], value) for key, value in env.items()
    }


def handed_over(checkouts: list[Path], to: Path) -> Path:
    """What jobs upload and the last one downloads: the folder ``slices`` of all, in one."""
    for checkout in checkouts:
        shutil.copytree(checkout / "slices", to / "slices", dirs_exist_ok=True)
    return to


def test_the_workflow_for_github_makes_the_same_site_of_the_example(
    example_site: Path, tmp_path: Path, warm: Path
) -> None:
    parts = GITHUB["jobs"]["slice"]["strategy"]["matrix"]["part"]
    step, checkouts = named("slice", "Build a slice"), []
    for part in parts:
        known = {
            "matrix.part": str(part),
            "strategy.job-total": str(len(parts)),
            "needs.day.outputs.today": DAY,
        }
        checkouts.append(clone_of_example(tmp_path / f"machine-{part}"))
        shell(warm, step["run"], checkouts[-1], **evaluated(step["env"], known))
    last = handed_over(checkouts, clone_of_example(tmp_path / "last"))
    shell(warm, named("site", "Join")["run"], last)
    assert contents(last / "site") == contents(example_site)


def test_the_pipeline_for_gitlab_makes_the_same_site(tmp_path: Path, warm: Path) -> None:
    whole = build_well(small(tmp_path / "root"), tmp_path / "whole")
    checkouts = []
    for part in range(1, GITLAB["slice"]["parallel"] + 1):
        checkouts.append(Path(shutil.copytree(tmp_path / "root", tmp_path / f"machine-{part}")))
        env = {
            "CI_NODE_INDEX": str(part),
            "CI_NODE_TOTAL": str(GITLAB["slice"]["parallel"]),
            "CI_PIPELINE_CREATED_AT": f"{DAY}T09:30:00Z",
        }
        shell(warm, "\n".join(GITLAB["slice"]["script"]), checkouts[-1], **env)
    last = handed_over(checkouts, Path(shutil.copytree(tmp_path / "root", tmp_path / "last")))
    shell(warm, "\n".join(GITLAB["site"]["script"]), last)
    assert contents(last / "site") == contents(whole)


def test_the_day_is_asked_for_once(tmp_path: Path, warm: Path) -> None:
    (step,) = GITHUB["jobs"]["day"]["steps"]
    shell(warm, step["run"], tmp_path, GITHUB_OUTPUT=str(tmp_path / "told"), **step["env"])
    assert re.fullmatch(r"today=\d{4}-\d\d-\d\d\n", (tmp_path / "told").read_text(encoding="utf-8"))


def test_what_is_handed_over_is_what_was_made() -> None:
    upload, download = (
        next(
            step["with"]
            for step in GITHUB["jobs"][job]["steps"]
            if f"{word}-artifact@" in step.get("uses", "")
        )
        for job, word in (("slice", "upload"), ("site", "download"))
    )
    assert (upload["path"], download["path"], download["merge-multiple"]) == ("slices", "slices", True)
    assert upload["name"].startswith(download["pattern"].removesuffix("*"))
    assert GITLAB["slice"]["artifacts"]["paths"] == ["slices/"] and GITLAB["site"]["needs"] == ["slice"]


def test_a_preview_has_the_departments_that_a_change_touches(tmp_path: Path, warm: Path) -> None:
    root = small(tmp_path / "root")
    shell(warm, "git init --quiet --bare ../hosted && git remote add origin ../hosted", root)
    shell(warm, "git push --quiet origin HEAD:main && git fetch --quiet", root)
    commit(
        write(
            root, {"catalog/departments/legal/department.yml": "name: Law\nsummary: We are.\nhead: it/lead\n"}
        )
    )
    (text,) = [block.text for block in TEXTS if block.language == "sh"]
    shell(warm, text, root, SOURCE_DATE_EPOCH=os.environ["SOURCE_DATE_EPOCH"])
    assert [folder.name for folder in departments(root / "preview")] == ["legal"]


def small(root: Path) -> Path:
    """A repository with six departments, of which four are below none."""
    commit(write(root, {**SMALL, **NO_WORDS, **OTHERS}))
    return root


def departments(site: Path) -> Iterator[Path]:
    """The folders of departments with a page."""
    return (page.parent for page in sorted((site / "departments").glob("*/index.html")))
