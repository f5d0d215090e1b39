"""What an issue asks for is tried and proposed as the workflow and the pipeline do it, whatever somebody asks for.

Both jobs run: the first one with ``servicebook apply`` in a copy, the second one with what is left of it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.exchange.request_flows import (
    HOSTS,
    NUMBER,
    PRESENT,
    SUPPLIES,
    Flow,
    flow_at,
    issue_text,
    repositories_in,
)
from tests.exchange.request_flows import request as asked
from tests.git_repository import commit, git


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Repositories as ``servicebook init`` writes them, by host."""
    return repositories_in(tmp_path_factory.mktemp("written"))


@pytest.fixture(params=HOSTS)
def flow(request: pytest.FixtureRequest, written: Path, tmp_path: Path, warm: Path) -> Iterator[Flow]:
    """An issue of such a repository."""
    shutil.copytree(written / request.param, tmp_path / "hosted")
    with flow_at(request.param, tmp_path / "hosted", tmp_path, warm) as made:
        yield made


def test_what_is_asked_for_is_proposed_with_what_it_means_and_comments_kept(flow: Flow) -> None:
    text = (flow.clone / SUPPLIES).read_text(encoding="utf-8")
    slower = {"path": ["targets", 1, "within"], "from": "5 working days", "to": "8 working days"}
    answer = flow.go(issue_text({**asked(), "set": [slower]}))
    assert flow.host.git("cat-file", "blob", f"request/{NUMBER}:{SUPPLIES}") == (
        text.replace("5 working days", "8 working days").strip()
    )
    assert "**This can be done**" in answer and "5 working days → 8 working days" in answer
    # the issue changes: the same branch again, and nothing is left of what was asked for before
    flow.go(issue_text(asked("Shorter.")))
    assert flow.proposed_diff().splitlines()[2:] == [f"-summary: {PRESENT}", "+summary: Shorter."]
    assert len(flow.host.requests) == 1


def test_a_new_object_is_a_new_file_and_nothing_else(flow: Flow) -> None:
    service = {"name": "Keys", "summary": "We lend you a key.", "roles": {"owner": "office/manager"}}
    flow.go(issue_text({"object": "service:office/keys", "new": service, "why": "People ask."}))
    changed = flow.host.git("diff", "--name-status", "main", f"request/{NUMBER}")
    assert changed == "A\tcatalog/departments/office/services/keys.yml"


def test_what_the_check_finds_is_told(flow: Flow) -> None:
    edit = {"path": ["roles", "owner"], "from": "office/manager", "to": "office/nobody"}
    answer = flow.go(issue_text({**asked(), "set": [edit]}))
    assert "**This cannot be done as it stands**" in answer and '"office/nobody" is not a role' in answer


def test_after_a_merge_the_same_request_is_refused_as_there_is_something_else_now(flow: Flow) -> None:
    flow.go(issue_text(asked("Shorter.")))
    flow.host.git("update-ref", "refs/heads/main", f"refs/heads/request/{NUMBER}")
    answer = flow.go(issue_text(asked("Longer.")))
    assert "**This cannot be done as it stands**" in answer and "Shorter." in answer


def test_line_ends_stay_as_the_repository_has_them(flow: Flow) -> None:
    (flow.host.repository / ".gitattributes").write_text("*.yml text eol=crlf\n")
    commit(flow.host.repository)
    for file in (flow.clone / "catalog").rglob("*.yml"):
        file.unlink()  # so that git writes it again, with the other line ends
    flow.go(issue_text(asked("Shorter.")))
    assert b"\r\n" in (flow.clone / SUPPLIES).read_bytes()
    assert flow.proposed_diff().splitlines()[2:] == [f"-summary: {PRESENT}", "+summary: Shorter."]


def test_what_installing_leaves_behind_is_not_proposed(flow: Flow) -> None:
    for path in (".cache/pip/x", "catalog/left.yml", "request-outcome/outcome.json"):
        (flow.clone / path).parent.mkdir(parents=True, exist_ok=True)
        (flow.clone / path).write_text("x: 1\n")
    flow.ask(issue_text(asked("Shorter.")))
    flow.done("try")
    outcome = json.loads((flow.kept / "outcome.json").read_text())
    assert [*outcome["files"]] == [SUPPLIES]


def test_a_repository_without_a_catalog_is_told_on_the_issue_and_fails(flow: Flow) -> None:
    git(flow.host.repository, "rm", "-r", "--quiet", "catalog")
    commit(flow.host.repository)
    answer = flow.go(issue_text(asked()), status=1)
    assert "**This could not be tried**, and nothing was changed" in answer


def test_no_line_of_a_log_begins_with_words_of_the_issue(flow: Flow) -> None:
    git(flow.clone, "rm", "-r", "--quiet", "catalog")
    flow.ask(issue_text(asked("::error::x\n::add-mask::y", object="\n::warning::z")))
    done = flow.done("try")
    assert done.returncode == 1
    assert "::" not in done.stdout and done.stderr == ""
