"""An issue with a change request becomes a pull or merge request: its branch, its words, and an answer, in every case.

What the job that tries it has left is given here as data; ``test_issue_requests_tried.py`` runs that job, too.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.exchange.fake_repositories import BOT_MAIL
from tests.exchange.request_flows import (
    HOSTS,
    NUMBER,
    PRESENT,
    SUPPLIES,
    Flow,
    GithubFlow,
    flow_at,
    issue_text,
    repositories_in,
)
from tests.exchange.request_flows import (
    request as asked,
)
from tests.git_repository import commit, git

MARKER = "<!-- servicebook request -->"
REPORT = "## What changes\n\n- Office supplies · Summary: @acme/all, closes #1 <b>x</b>\n"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Repositories as ``servicebook init`` writes them, by host."""
    return repositories_in(tmp_path_factory.mktemp("written"))


@pytest.fixture(params=HOSTS)
def flow(request: pytest.FixtureRequest, written: Path, tmp_path: Path, warm: Path) -> Iterator[Flow]:
    """An issue that asks for another summary, in such a repository."""
    shutil.copytree(written / request.param, tmp_path / "hosted")
    with flow_at(request.param, tmp_path / "hosted", tmp_path, warm) as made:
        made.ask(issue_text(asked()))
        yield made


def outcome(flow: Flow, text: str = "Shorter.", **other: object) -> dict[str, Any]:
    """What is left of a request that could be done."""
    files = {SUPPLIES: {"text": (flow.clone / SUPPLIES).read_text().replace(PRESENT, text), "is_new": False}}
    return {
        "issue": NUMBER,
        "commit": flow.host.git("rev-parse", "main"),
        "answer": {"applied": True, "object": "service:office/supplies", "files": [SUPPLIES]},
        "files": files,
        "report": REPORT,
        **other,
    }


def test_what_can_be_done_becomes_a_branch_a_request_and_an_answer(flow: Flow) -> None:
    flow.leaves(outcome(flow))
    flow.propose()
    assert flow.branches() == {"refs/heads/main", "refs/heads/request/12"}
    assert flow.proposed_diff().splitlines()[2:] == [f"-summary: {PRESENT}", "+summary: Shorter."]
    assert flow.host.git("log", "--format=%s%n%an", "main..request/12").splitlines()[0] == (
        "Change service:office/supplies, as asked in issue #12"
    )
    (made,) = flow.host.requests
    assert made["title"] == "Change service:office/supplies, as issue #12 asks"
    body = flow.body_of(made)
    assert body.startswith(f"{MARKER}\n\nCloses #12\n\n")
    assert "\n\n> It is shorter.\n\nWho asks, by their own word: Ana\n\n" in body
    sign = "#" if isinstance(flow, GithubFlow) else "!"
    assert flow.answer.startswith(f"{MARKER}\n**This can be done**, and {sign}34 proposes it.")
    assert "## What changes\n\n- Office supplies · Summary: &#64;&#8288;acme/all" in flow.answer


def test_the_same_again_changes_nothing(flow: Flow) -> None:
    flow.leaves(outcome(flow))
    flow.propose()
    before = len(flow.host.wrote())
    flow.propose()
    assert flow.host.wrote()[before:] == []


def test_an_edited_issue_makes_its_branch_and_its_words_anew(flow: Flow) -> None:
    flow.leaves(outcome(flow))
    flow.propose()
    flow.ask(issue_text(asked(why="Because.")))
    flow.leaves(outcome(flow, "Paper and chairs."))
    flow.propose()
    assert flow.proposed_diff().splitlines()[2:] == [f"-summary: {PRESENT}", "+summary: Paper and chairs."]
    assert flow.host.git("rev-list", "--count", "main..request/12") == "1"
    (made,) = flow.host.requests
    assert "> Because." in flow.body_of(made) and "It is shorter" not in flow.body_of(made)
    assert len(flow.host.said[NUMBER]) == 1


def test_work_of_others_in_the_branch_is_not_written_over(flow: Flow) -> None:
    flow.leaves(outcome(flow))
    flow.propose()
    tree = flow.host.git("rev-parse", "request/12^{tree}")
    theirs = flow.host.commit(tree, "request/12", "Better words", "mallory", "m@example.org")
    flow.host.git("update-ref", "refs/heads/request/12", theirs)
    before = len(flow.host.wrote())
    flow.leaves(outcome(flow, "Other words."))
    flow.propose()
    assert flow.host.git("rev-parse", "request/12") == theirs
    assert "somebody else has worked in the branch `request/12` (" in flow.answer
    assert len(flow.host.wrote()) == before + 1  # the answer


@pytest.mark.parametrize(
    ("name", "mail", "message"),
    [
        ("mallory", "m@example.org", f"x\n\nServicebook-Request: {NUMBER} {'0' * 32}"),
        ("github-actions[bot]", BOT_MAIL, "x"),
        ("github-actions[bot]", BOT_MAIL, f"x\n\nServicebook-Request: 13 {'0' * 32}"),
    ],
)
def test_a_branch_that_was_begun_otherwise_is_not_written_over(
    flow: Flow, name: str, mail: str, message: str
) -> None:
    theirs = flow.host.commit("main^{tree}", "main", message, name, mail)
    flow.host.git("update-ref", "refs/heads/request/12", theirs)
    flow.leaves(outcome(flow))
    flow.propose()
    assert flow.host.git("rev-parse", "request/12") == theirs and flow.host.requests == []
    assert "somebody else has worked in the branch `request/12`, which stays" in flow.answer


def review(state: str, by: str = "ana", association: str = "MEMBER") -> dict[str, Any]:
    return {"state": state, "user": {"login": by}, "author_association": association}


@pytest.mark.parametrize("agreed", ["approved", "merges itself"])
def test_what_was_agreed_to_does_not_become_something_else(flow: Flow, agreed: str) -> None:
    flow.leaves(outcome(flow))
    flow.propose()
    before = flow.host.git("rev-parse", "request/12")
    if agreed == "approved":
        flow.host.reviews.append(review("APPROVED"))
    else:
        flow.host.requests[0].update(auto_merge={"merge_method": "merge"}, merge_when_pipeline_succeeds=True)
    flow.propose()
    assert "**This can be done**" in flow.answer  # the same as before
    flow.leaves(outcome(flow, "Something else."))
    flow.propose()
    assert flow.host.git("rev-parse", "request/12") == before
    assert "34 has been approved as it is, or is to be merged by itself." in flow.answer


@pytest.mark.parametrize("flow", ["github"], indirect=True)
def test_an_approval_that_was_taken_back_or_means_nothing_holds_nothing_up(flow: Flow) -> None:
    flow.leaves(outcome(flow))
    flow.propose()
    flow.host.reviews += [
        review("APPROVED"), review("COMMENTED"), review("CHANGES_REQUESTED"), review("DISMISSED", "ben"),
        review("APPROVED", "mallory", "NONE"), review("APPROVED", "eve", "CONTRIBUTOR"),
    ]  # fmt: skip
    flow.leaves(outcome(flow, "Other words."))
    flow.propose()
    assert flow.proposed_diff().endswith("+summary: Other words.")


def test_a_refusal_is_told_with_its_reasons_and_what_to_do(flow: Flow) -> None:
    refused = [
        {"code": "x", "message": "there is now: @all\n/close <img src=x> closes #3"},
        {"message": "no role; write one"},
    ]
    found = [{"code": "y", "message": "no role", "path": "catalog/a.yml", "line": 3, "hint": "write one"}]
    answer = {"applied": False, "object": None, "refused": refused, "findings": found}
    flow.leaves(outcome(flow, answer=answer, files={}, report=""))
    flow.propose()
    assert flow.branches() == {"refs/heads/main"} and flow.host.requests == []
    assert flow.answer.startswith(
        f"{MARKER}\n**This cannot be done as it stands**, so nothing was changed:\n\n- there"
    )
    assert "- catalog/a.yml:3: no role; write one\n" in flow.answer
    assert "@all" not in flow.answer and "<img" not in flow.answer and "closes" not in flow.answer
    assert "\n/close" not in flow.answer
    assert flow.answer.count("no role") == 1
    assert "Edit the text of the issue" in flow.answer


def test_what_was_proposed_says_when_it_is_no_longer_what_is_asked_for(flow: Flow) -> None:
    flow.leaves(outcome(flow))
    flow.propose()
    refused = outcome(flow, answer={"applied": False, "refused": [{"message": "no"}]}, files={})
    for _ in range(2):
        flow.leaves(refused)
        flow.propose()
        (made,) = flow.host.requests
        assert flow.body_of(made).count("What the issue asks for now cannot be done") == 1
    assert "34 still proposes what was asked for before." in flow.answer
    flow.leaves(outcome(flow))
    flow.propose()
    assert "cannot be done" not in flow.body_of(made)


PATHS = [
    ".github/workflows/catalog.yml", ".gitlab-ci.yml", "site_config/rules.yml", "catalog/../mkdocs.yml",
    "catalog/x.py", "/etc/passwd.yml", "catalog//x.yml", "catalog/.hidden.yml", "catalog/a\nb.yml",
    "Catalog/people.yml", "catalog/$(touch pwned).yml", "mkdocs.yml", "catalog\\people.yml", "",
]  # fmt: skip


def test_nothing_outside_of_the_catalog_is_ever_proposed(flow: Flow) -> None:
    for path in PATHS:
        left = outcome(flow)
        left["files"][path] = {"text": "x: 1\n", "is_new": True}
        flow.leaves(left)
        flow.propose(status=1)
        assert flow.branches() == {"refs/heads/main"} and flow.host.requests == [], path
        assert flow.answer.startswith(f"{MARKER}\n**This is not proposed**: it would change `")


FILES = [
    {SUPPLIES: {"text": None}}, {SUPPLIES: 3}, {SUPPLIES: {"text": ["x"]}},
    {f"catalog/x{n}.yml": {"text": "", "is_new": True} for n in range(21)},
]  # fmt: skip


def test_files_that_no_request_makes_are_not_proposed(flow: Flow) -> None:
    for files in FILES:
        flow.leaves(outcome(flow, files=files))
        flow.propose(status=1)
        assert flow.branches() == {"refs/heads/main"}
        assert "**This is not proposed**" in flow.answer


LEFT: list[object] = [
    None, "", "[]", "no JSON", "[" * 100_000, {"issue": 13}, {"issue": NUMBER, "commit": "main"}, {"answer": None},
]  # fmt: skip


def test_what_could_not_be_tried_is_told_and_fails(flow: Flow) -> None:
    for left in LEFT:
        if left is not None:
            flow.leaves({**outcome(flow), **left} if isinstance(left, dict) else left)
        flow.propose(status=1)
        assert flow.branches() == {"refs/heads/main"} and flow.host.requests == []
        assert "**This could not be tried**, and nothing was changed: [the run](https://git" in flow.answer


def test_nothing_to_change_is_said(flow: Flow) -> None:
    flow.leaves(outcome(flow, files={}))
    flow.propose()
    assert "**There is nothing to do**" in flow.answer and flow.host.requests == []


def test_a_meaning_that_is_not_known_never_reads_as_none(flow: Flow) -> None:
    flow.leaves(outcome(flow, report=" \n"))
    flow.propose()
    assert "**It is not known what this means for others**" in flow.answer


def test_words_of_the_issue_close_no_other_and_call_nobody(flow: Flow) -> None:
    why = "Closes #1, fixes acme/other#2, Resolves https://github.com/acme/catalog/issues/3 @all\n/merge\n```\n<!-- x"
    flow.ask(issue_text(asked(why=why, by="@acme/all\nCloses #4 ![x](https://evil.example.org/p.png)")))
    flow.leaves(outcome(flow))
    flow.propose()
    body = flow.body_of(flow.host.requests[0])
    assert body.count("Closes") == 1 and "ixes" in body and "fixes" not in body and "Resolves" not in body
    assert "@" not in body and "![" not in body and body.count("<!--") == 1
    quoted = body.partition("\n\n> ")[2].partition("\n\nWho asks, by their own word: ")[0]
    assert all(line.startswith("> ") for line in quoted.splitlines()[1:])
    message = flow.host.git("log", "-1", "--format=%B", "request/12")
    assert "loses" not in message and flow.host.requests[0]["title"].count("#") == 1


def test_an_issue_that_was_edited_or_closed_meanwhile_is_left_to_its_next_run(flow: Flow) -> None:
    flow.leaves(outcome(flow))
    text = "body" if isinstance(flow, GithubFlow) else "description"
    for later in ({text: "Something else"}, {"state": "closed"}, {"confidential": True}):
        if "confidential" in later and isinstance(flow, GithubFlow):
            continue
        now = dict(flow.host.issue)
        flow.host.issue.update(later)
        assert "edited since" in flow.propose()
        flow.host.issue = now
    assert flow.host.wrote() == []


def test_an_issue_without_a_request_is_let_be(flow: Flow) -> None:
    flow.ask("The printer is broken.")
    done = flow.done("try")
    assert done.returncode == 0 and not flow.kept.exists()
    assert "asks for no change" in flow.propose()
    assert flow.host.asked == []


def test_a_comment_of_somebody_else_with_our_first_line_is_theirs(flow: Flow) -> None:
    for n in range(120):
        flow.host.comment(NUMBER, f"{MARKER}\n{n}", by="mallory", by_id=666)
    flow.leaves(outcome(flow))
    flow.propose()
    flow.propose()
    assert len(flow.host.said[NUMBER]) == 121
    assert [one["body"] for one in flow.host.said[NUMBER]][:120] == [f"{MARKER}\n{n}" for n in range(120)]


def test_a_long_report_leaves_room_for_what_is_ours(flow: Flow) -> None:
    flow.leaves(outcome(flow, report="<details>\n" + "- é🙂 and more\n" * 9_000))
    flow.propose()
    assert len(flow.answer) <= 65_536 and "**The rest is left out**" in flow.answer
    assert flow.answer.rstrip().endswith(".</sub>")


def test_a_refusal_of_the_host_is_told_and_fails(flow: Flow) -> None:
    paths = {"github": "/repos/acme/catalog/git/trees", "gitlab": "/projects/5/repository/commits"}
    flow.host.refuses = f"POST {paths['github' if isinstance(flow, GithubFlow) else 'gitlab']}"
    flow.leaves(outcome(flow))
    assert "403" in flow.propose(status=1)
    assert flow.branches() == {"refs/heads/main"}


# GitHub alone


@pytest.mark.parametrize("flow", ["github"], indirect=True)
def test_where_workflows_may_open_no_pull_request_the_answer_leads_to_it(flow: Flow) -> None:
    flow.host.may_open = False
    flow.leaves(outcome(flow))
    flow.propose()
    assert "refs/heads/request/12" in flow.branches()
    assert (
        "https://github.example.org/acme/catalog/compare/main...request/12?expand=1&title=Change"
        in flow.answer
    )
    assert "body=Closes+%2312" in flow.answer


@pytest.mark.parametrize("flow", ["github"], indirect=True)
def test_the_comment_on_the_pull_request_is_the_one_that_its_checks_go_on_with(flow: Flow) -> None:
    flow.leaves(outcome(flow))
    flow.propose()
    (said,) = flow.host.said[34]
    assert said["body"].startswith("<!-- servicebook diff -->\n## What changes\n")


@pytest.mark.parametrize("flow", ["github"], indirect=True)
def test_a_pull_request_of_a_fork_with_such_a_branch_is_not_ours(flow: Flow) -> None:
    fork = {"full_name": "acme/fork"}
    flow.host.requests.append(
        {
            "number": 3,
            "title": "x",
            "body": MARKER,
            "head": {"ref": "request/12", "repo": fork},
            "auto_merge": None,
        }
    )
    flow.leaves(outcome(flow))
    flow.propose()
    assert [one["number"] for one in flow.host.requests] == [3, 35]
    assert flow.host.requests[0]["body"] == MARKER


# GitLab alone


@pytest.mark.parametrize("flow", ["gitlab"], indirect=True)
def test_a_confidential_issue_is_not_shown_to_more_people(flow: Flow) -> None:
    flow.ask(issue_text(asked()), confidential=True)
    flow.leaves(outcome(flow))
    assert "asks for no change" in flow.propose()
    assert flow.host.wrote() == []


@pytest.mark.parametrize("flow", ["gitlab"], indirect=True)
def test_another_event_than_that_of_an_issue_is_let_be(flow: Flow) -> None:
    note = '{"object_kind": "note", "object_attributes": {"note": "servicebook-request"}}'
    for event in (note, '{"ref": "servicebook-request"}'):
        (flow.folder / "event.json").write_text(event)
        assert "asks for no change" in flow.done("try").stdout
        assert "asks for no change" in flow.propose()


@pytest.mark.parametrize("flow", ["gitlab"], indirect=True)
def test_without_a_token_it_says_so(flow: Flow) -> None:
    flow.leaves(outcome(flow))
    assert "there is no SERVICEBOOK_REQUEST_TOKEN" in flow.propose(status=1, SERVICEBOOK_REQUEST_TOKEN="")
    assert flow.host.asked == []


def test_a_copy_that_is_behind_is_tried_and_proposed_where_it_was(flow: Flow) -> None:
    left = outcome(flow)
    (flow.host.repository / "catalog/people.yml").write_text("ana: {name: Ana}\n")
    commit(flow.host.repository)
    flow.leaves(left)
    flow.propose()
    assert git(flow.host.repository, "merge-base", "main", "request/12") == left["commit"]
