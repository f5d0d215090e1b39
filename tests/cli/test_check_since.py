"""``servicebook check --since``: as it is run, in repositories that are as they should be and in others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.git_repository import commit, git
from tests.support import IT, SMALL, make_catalog, run, run_process, write

LOAN = f"{IT}/services/loan.yml"
TODAY = ("--today", "2026-09-01")
NOWHERE = {"GITHUB_ACTIONS": "", "GITLAB_CI": ""}
"""The tests themselves may run in a job."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A catalog with an error that stands, in a repository with one commit on main."""
    root = make_catalog(tmp_path / "catalog", {f"{IT}/services/old.yml": "name: Old\n"}, base=SMALL)
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root)
    return root


def check(root: Path, *args: str, **env: str) -> tuple[int, list[str], str]:
    done = run("check", "--root", str(root), *TODAY, *args, env={**NOWHERE, **env})
    return done.returncode, done.stdout.splitlines(), done.stderr


def test_what_is_not_committed_yet_is_compared_with_what_is(root: Path) -> None:
    write(root, {LOAN: "name: Loan\nsummery: We lend it.\n"})
    short = git(root, "rev-parse", "HEAD")[:7]
    status, lines, complaints = check(root, "--since", "HEAD")
    assert (status, complaints) == (1, "")
    assert lines[0] == f"Standing, as at HEAD ({short}):"
    assert lines[lines.index(f"New since HEAD ({short}):") + 1].startswith(f"{LOAN}:2:1: error[unknown-key]")
    assert lines[-1] == f"Since HEAD ({short}): 1 new error, 1 standing error."


def test_errors_that_stand_stop_a_publish_as_new_ones_do(root: Path) -> None:
    status, lines, _ = check(root, "--since", "HEAD")
    assert (status, lines[-1].partition(": ")[2]) == (1, "nothing new, 1 standing error.")
    assert any(line.startswith(f"{IT}/services/old.yml:1:1: error[missing-key]") for line in lines)


def test_where_a_branch_left_another_is_asked_for_as_git_writes_it(root: Path) -> None:
    parted = git(root, "rev-parse", "--short=7", "HEAD")
    git(root, "switch", "--quiet", "--create", "topic")
    write(root, {LOAN: "name: Loan\nsummery: We lend it.\n"})
    commit(root)
    git(root, "switch", "--quiet", "main")
    write(root, {f"{IT}/services/old.yml": "name: Old\nsummary: Mended.\n"})
    commit(root)
    git(root, "switch", "--quiet", "topic")
    assert check(root, "--since", "main...")[1][-1] == (
        f"Since the merge base with main ({parted}): 1 new error, 1 standing error."
    )
    assert check(root, "--since", "auto")[1][-1] == check(root, "--since", "main...")[1][-1]
    assert "2 new errors" in check(root, "--since", "main")[1][-1]


@pytest.mark.parametrize(
    ("revision", "fault"),
    [
        ("nonsense", 'there is no revision "nonsense" in the repository of'),
        ("nonsense...", 'there is no revision "nonsense" in the repository of'),
        ("", 'there is no revision "" in the repository of'),
        ("...", 'there is no revision "" in the repository of'),
        ("--all", "expected one argument"),
        ("HEAD:catalog", 'there is no revision "HEAD:catalog"'),
        ("HEAD..HEAD", '"HEAD..HEAD" is a range, and one revision is wanted'),
        ("HEAD...HEAD", "or BRANCH..., which is where HEAD left the branch"),
        ("HEAD..HEAD...", '"HEAD..HEAD..." is a range'),
    ],
)
def test_a_revision_that_is_none_is_said_in_a_line(root: Path, revision: str, fault: str) -> None:
    status, lines, complaints = check(root, "--since", revision)
    assert (status, lines) == (2, [])
    assert fault in complaints
    assert "Traceback" not in complaints


def test_the_line_says_what_else_can_be_done(root: Path) -> None:
    assert check(root, "--since", "x")[2].endswith("; without --since, everything is told\n")


def push(root: Path, tmp_path: Path, **event: object) -> dict[str, str]:
    """What GitHub says to a job on the default branch."""
    (tmp_path / "event.json").write_text(json.dumps({"repository": {"default_branch": "main"}, **event}))
    path = str(tmp_path / "event.json")
    return {"GITHUB_ACTIONS": "true", "GITHUB_EVENT_PATH": path, "GITHUB_REF_NAME": "main"}


def test_a_push_of_several_commits_is_compared_with_the_commit_before_it(root: Path, tmp_path: Path) -> None:
    before = git(root, "rev-parse", "HEAD")
    write(root, {LOAN: "name: Loan\nsummery: We lend it.\n"})
    for _ in range(3):
        commit(root)
    assert check(root, "--since", "auto", **push(root, tmp_path, before=before))[1][-1] == (
        f"Since the commit before the push ({before[:7]}): 1 new error, 1 standing error."
    )


def test_a_merge_queue_without_the_name_of_its_branch_is_told_without_it(root: Path, tmp_path: Path) -> None:
    base = git(root, "rev-parse", "HEAD")
    commit(root)
    env = push(root, tmp_path, merge_group={"base_sha": base})
    assert check(root, "--since", "auto", **env)[1][-1].startswith(
        f"Since the base of the merge queue ({base[:7]}): nothing new"
    )


def test_at_night_nothing_is_told_as_new(root: Path, tmp_path: Path) -> None:
    write(root, {LOAN: "name: Loan\nsummery: We lend it.\n"})
    commit(root)
    status, lines, complaints = check(root, "--since", "auto", **push(root, tmp_path, schedule="17 2 * * *"))
    assert (status, lines[-2]) == (1, "2 errors, 0 warnings in 10 files.")
    assert "nothing is told apart as new or standing: this job runs on a schedule" in complaints


def test_histories_that_share_nothing_are_said(root: Path) -> None:
    git(root, "switch", "--quiet", "--orphan", "other")
    commit(root)
    write(root, SMALL)
    status, _, complaints = check(root, "--since", "main...")
    assert (status, '"main" and HEAD share no commit' in complaints) == (2, True)


def test_a_folder_in_no_repository_is_said(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {}, base=SMALL)
    status, lines, complaints = check(root, "--since", "main")
    assert (status, lines) == (2, [])
    assert "not a git repository" in complaints and "without --since" in complaints


def test_a_machine_without_git_is_said(root: Path, tmp_path: Path) -> None:
    status, lines, complaints = check(root, "--since", "main", PATH=str(tmp_path))
    assert (status, lines) == (2, [])
    assert "git cannot be run" in complaints


def test_a_shallow_clone_says_how_to_get_the_rest(root: Path, tmp_path: Path) -> None:
    commit(root)
    git(tmp_path, "clone", "--quiet", "--depth=1", root.as_uri(), "clone")
    status, lines, complaints = check(tmp_path / "clone", "--since", "HEAD~1")
    assert (status, lines) == (2, [])
    assert "the clone is shallow, and git fetch --unshallow brings" in complaints


def test_where_the_base_cannot_be_found_out_all_is_told_and_the_job_does_not_fail_for_it(
    root: Path, tmp_path: Path
) -> None:
    commit(root)
    git(tmp_path, "clone", "--quiet", "--depth=1", root.as_uri(), "clone")
    env = {"GITLAB_CI": "true", "CI_DEFAULT_BRANCH": "main", "CI_COMMIT_BRANCH": "main"}
    status, lines, complaints = check(tmp_path / "clone", "--since", "auto", **env)
    assert (status, lines[-1]) == (1, "1 error, 0 warnings in 9 files.")
    assert complaints.startswith(
        "servicebook check: nothing is told apart as new or standing: the clone is shallow"
    )
    (tmp_path / "clone" / IT / "services/old.yml").unlink()
    assert check(tmp_path / "clone", "--since", "auto", **env)[0] == 0


def test_a_repository_that_has_lost_a_folder_is_said(root: Path) -> None:
    """As in a clone that fetches contents only when they are asked for, away from its network."""
    lost = git(root, "rev-parse", f"HEAD:{IT}")
    (root / ".git/objects" / lost[:2] / lost[2:]).unlink()
    status, lines, complaints = check(root, "--since", "HEAD")
    assert (status, lines) == (2, [])
    assert complaints.startswith(f"servicebook check: git cannot read {root}: ")
    status, lines, complaints = check(root, "--since", "auto")
    assert (status, lines[-1]) == (1, "1 error, 0 warnings in 9 files.")
    assert complaints.startswith(
        "servicebook check: nothing is told apart as new or standing: git cannot read"
    )


def test_an_older_revision_without_a_catalog_makes_everything_new(tmp_path: Path) -> None:
    commit(write(tmp_path, {"README.md": "x"}))
    root = make_catalog(tmp_path, {LOAN: "name: Loan\n"}, base=SMALL)
    status, lines, complaints = check(root, "--since", "HEAD")
    assert (status, complaints) == (1, "")
    assert lines[-3].startswith("There was no catalog at HEAD (")
    assert lines[-1].endswith("): 1 new error.")


def test_an_older_revision_that_is_no_yaml_at_all_is_compared(tmp_path: Path) -> None:
    files = dict.fromkeys(SMALL, "{[")
    commit(make_catalog(tmp_path, files, base={}))
    root = make_catalog(
        tmp_path, {LOAN: "name: Loan\nsummary: We lend it.\nlifecycle: planned\n"}, base=SMALL
    )
    status, lines, complaints = check(root, "--since", "HEAD")
    assert (status, complaints) == (0, "")
    assert any(line.startswith("Not everything could be checked at HEAD (") for line in lines)
    assert lines[-1].endswith(f"): 1 new warning, {len(SMALL)} cured.")


def test_other_formats_are_written_beside_what_is_printed(root: Path, tmp_path: Path) -> None:
    files = {name: tmp_path / f"out/{name}" for name in ("json", "gitlab", "markdown", "text")}
    reports = [option for name, file in files.items() for option in ("--report", f"{name}={file}")]
    status, lines, complaints = check(root, "--since", "HEAD", "--format", "github", *reports)
    assert (status, complaints) == (1, "")
    assert lines[0].startswith("::error file=catalog/departments/it/services/old.yml")
    assert json.loads(files["json"].read_text())["since"]["standing"] == {"error": 1, "warning": 0}
    assert [one["check_name"] for one in json.loads(files["gitlab"].read_text())] == ["missing-key"]
    assert "| Standing | 1 | 0 |" in files["markdown"].read_text()
    assert files["text"].read_text().splitlines()[-1].endswith("nothing new, 1 standing error.")


@pytest.mark.parametrize("given", ["markdown", "pdf=x", "=x", "text=", ""])
def test_a_report_that_is_none_is_said(root: Path, given: str) -> None:
    status, lines, complaints = check(root, "--report", given)
    assert (status, lines) == (2, [])
    assert "error: argument --report" in complaints


def test_a_report_that_cannot_be_written_is_said(root: Path) -> None:
    status, lines, complaints = check(root, "--report", f"text={root}")
    assert (status, lines) == (2, [])
    assert complaints == f"servicebook check: cannot write {root}: it is a folder\n"


def test_what_is_fixed_is_cured(root: Path) -> None:
    wrong = SMALL[f"{IT}/services/repair.yml"].replace("within: 4 hours", "within: 4 hrs")
    write(root, {f"{IT}/services/repair.yml": wrong})
    commit(root)
    status, lines, _ = check(root, "--since", "HEAD", "--fix")
    assert (status, lines[-1].partition(": ")[2]) == (1, "nothing new, 1 cured, 1 standing error.")


def test_a_hook_that_names_the_repository_does_not_mislead(root: Path, tmp_path: Path) -> None:
    other = make_catalog(tmp_path / "other", {}, base=SMALL)
    commit(other)
    env = {"GIT_DIR": str(other / ".git"), "GIT_WORK_TREE": str(other)}
    assert check(root, "--since", "HEAD", **env)[1][-1].endswith("nothing new, 1 standing error.")


def test_nothing_becomes_a_traceback_in_a_process_of_its_own(root: Path) -> None:
    write(root, {LOAN: b"name: \xff\n", f"{IT}/faqs.yml": "- [\n"})
    done = run_process("check", "--root", str(root), "--since", "auto", *TODAY, env=NOWHERE)
    assert (done.returncode, done.stderr) == (1, "")
