"""What becomes of an issue with a request, whatever the host: a proposal or a reason, and an answer in any case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from servicebook.exchange.repository.issue_requests.answer_text import (
    REQUEST_MARKER,
    answer,
    branch_of,
    foot_of,
    made_for,
    path_shown,
    proposal,
    refusal,
    title_of,
    with_refusal,
)
from servicebook.exchange.repository.issue_requests.asked_issue import AskedIssue
from servicebook.exchange.repository.issue_requests.request_outcome import Outcome
from servicebook.exchange.repository.issue_requests.request_words import REQUEST_WORDS


@dataclass(frozen=True)
class OpenRequest:
    """An open pull or merge request from the branch of an issue; ``merges_itself``: once its checks have passed."""

    number: int
    title: str
    body: str
    merges_itself: bool = False


@dataclass(frozen=True)
class Branch:
    """The branch of an issue, by its last commit; ``is_ours``: whether the account of this script has made that."""

    message: str
    is_ours: bool


class Host(Protocol):
    """What is done at a host; each may raise :class:`OSError`, where the host refuses it or cannot be reached."""

    sign: str
    """By which numbers of pull or merge requests are told from others."""

    def run_page(self) -> str:
        """The page of this run."""

    def commit_page(self, commit: str) -> str:
        """The page of a commit."""

    def left_outcome(self, number: int) -> Outcome | None:
        """What the job before has left; None where that is nothing."""

    def open_request(self, number: int) -> OpenRequest | None:
        """What is proposed for the issue already."""

    def is_approved(self, request: int) -> bool:
        """Whether somebody who may has agreed to it as it is."""

    def branch(self, number: int) -> Branch | None:
        """The branch of the issue, where there is one."""

    def write_branch(self, number: int, outcome: Outcome, *, is_there: bool) -> None:
        """Let the branch be one commit of ours, on that on which it was tried."""

    def propose(self, number: int, title: str, body: str) -> int | None:
        """Open a pull or merge request, and return its number; None where we may open none."""

    def opening_page(self, number: int, title: str) -> str:
        """Where somebody opens it by hand."""

    def change_request(self, request: int, title: str, body: str) -> None:
        """Give it other words."""

    def say_meaning(self, request: int, report: str, foot: str) -> None:
        """Say on it what it changes, unless its own checks do."""

    def say(self, number: int, body: str) -> None:
        """Answer on the issue, in one comment that is brought up to date."""


def answered_issue(host: Host, issue: AskedIssue) -> int:
    """Do what is to be done, and answer on the issue; 1 where it could not be tried."""
    outcome = host.left_outcome(issue.number)
    there = host.open_request(issue.number)
    report, foot, status = "", "", 0
    if outcome is None or outcome.applied is None:
        first, status = _refused(host, REQUEST_WORDS["failed"].format(run=host.run_page()), there), 1
    elif not outcome.applied:
        first = _refused(host, refusal(outcome), there)
    elif outcome.outside is not None:
        words = REQUEST_WORDS["not_in_catalog"].format(path=path_shown(outcome.outside))
        first, status = _refused(host, words, there), 1
    elif not outcome.files:
        first = _refused(host, REQUEST_WORDS["no_change"], there)
    else:
        first, report = _proposed(host, issue, outcome, there)
    if outcome is not None:
        foot = foot_of(outcome, host.run_page(), host.commit_page(outcome.commit))
    host.say(issue.number, answer(first, report, foot, host.run_page()))
    return status


def _proposed(host: Host, issue: AskedIssue, outcome: Outcome, there: OpenRequest | None) -> tuple[str, str]:
    """Propose it; what to say on the issue, and the report below."""
    branch = host.branch(issue.number)
    made = made_for(branch.message, issue.number) if branch is not None and branch.is_ours else None
    if branch is not None and made is None:  # somebody has gone on there, and their work is not written over
        proposed = f" ({_called(host, there)})" if there else ""
        return REQUEST_WORDS["taken_over"].format(branch=branch_of(issue.number), proposed=proposed), ""
    if made != outcome.fingerprint and there is not None and _is_agreed(host, there):
        return REQUEST_WORDS["agreed"].format(request=_called(host, there)), ""
    if made != outcome.fingerprint:
        host.write_branch(issue.number, outcome, is_there=branch is not None)
    title, body = title_of(issue.number, outcome), proposal(issue.number, issue.text)
    if there is None:
        number = host.propose(issue.number, title, body)
    else:
        number = there.number
        if (there.title, there.body.strip()) != (title, body.strip()):
            host.change_request(number, title, body)
    report = outcome.report.strip() or REQUEST_WORDS["meaning_unknown"].format(run=host.run_page())
    if number is None:
        page = host.opening_page(issue.number, title)
        return REQUEST_WORDS["not_opened"].format(page=page), report
    host.say_meaning(number, report, foot_of(outcome, host.run_page(), host.commit_page(outcome.commit)))
    return REQUEST_WORDS["proposed"].format(request=f"{host.sign}{number}"), report


def _is_agreed(host: Host, request: OpenRequest) -> bool:
    """Whether it might be merged without another look: whoever asks could make something else of it until then."""
    return request.merges_itself or host.is_approved(request.number)


def _refused(host: Host, words: str, there: OpenRequest | None) -> str:
    """What to say on the issue; what was proposed before stays, and says that it is no longer what is asked for."""
    if there is None or not there.body.startswith(REQUEST_MARKER):
        return words
    body = with_refusal(there.body)
    if body != there.body:
        host.change_request(there.number, there.title, body)
    return f"{words}\n\n{REQUEST_WORDS['proposed_before'].format(request=_called(host, there))}"


def _called(host: Host, request: OpenRequest) -> str:
    return f"{host.sign}{request.number}"
