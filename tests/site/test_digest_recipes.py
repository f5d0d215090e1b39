"""The jobs of the help page about digests can be copied as they are."""

from __future__ import annotations

import subprocess
from pathlib import Path
from shutil import which

import yaml
from tests.support import REPOSITORY

from servicebook.cli import commands

PAGE = REPOSITORY / "site_config/pages/help/maintainers/digests.md"


def jobs() -> list[str]:
    return [part.split("```", 1)[0] for part in PAGE.read_text(encoding="utf-8").split("```yaml\n")[1:]]


def test_the_workflow_has_no_finding_of_zizmor(tmp_path: Path) -> None:
    workflow = tmp_path / ".github/workflows/digest.yml"
    workflow.parent.mkdir(parents=True)
    workflow.write_text(jobs()[0], encoding="utf-8")
    zizmor = which("zizmor") or str(REPOSITORY / ".venv/bin/zizmor")
    done = subprocess.run(
        [zizmor, "--offline", "--no-progress", "--pedantic", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_jobs_call_the_command_as_it_is() -> None:
    (command,) = commands(["digest"])
    for job in jobs():
        assert yaml.safe_load(job)
    lines = [line.strip(" -") for job in jobs() for line in job.splitlines() if "servicebook digest" in line]
    assert len(lines) == 2 and command.NAME == "digest"
    assert all("--since" in line and "--for it" in line and "--output digest.json" in line for line in lines)
