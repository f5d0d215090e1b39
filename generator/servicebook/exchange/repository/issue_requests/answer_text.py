"""The texts on an issue with a request, and on what is proposed for it."""

from __future__ import annotations

import re

from servicebook.exchange.repository.comments.comment_text import fitted, harmless
from servicebook.exchange.repository.issue_requests.request_outcome import Outcome, words_of
from servicebook.exchange.repository.issue_requests.request_words import REQUEST_WORDS

REQUEST_MARKER = "<!-- servicebook request -->"
"""The first line of our comment on an issue, by which it is found again, and of what we have proposed."""
MOST_REASONS, LONGEST_REASON = 20, 1_000

_CLOSING = re.compile(r"\b([cfri])(?=los(?:e|ing)|ix|esolv|mplement)", re.IGNORECASE)
_TRAILER = re.compile(r"^Servicebook-Request: (\d+) ([0-9a-f]{32})$", re.MULTILINE)


def branch_of(number: int) -> str:
    """The one branch that a request may touch."""
    return f"request/{number}"


def title_of(number: int, outcome: Outcome) -> str:
    """The title of what is proposed: no word of the issue, as a title may become the message of a merge."""
    return REQUEST_WORDS["title"].format(object=outcome.target, number=number)


def commit_message(number: int, outcome: Outcome) -> str:
    """The message of the commit; its last line tells a branch that we have made from one on which others went on."""
    subject = REQUEST_WORDS["commit"].format(object=outcome.target, number=number)
    return f"{subject}\n\nServicebook-Request: {number} {outcome.fingerprint}\n"


def made_for(message: str, number: int) -> str | None:
    """The fingerprint in the message of a commit that we have made for this issue."""
    found = _TRAILER.search(message)
    return found[2] if found and found[1] == str(number) else None


def proposal(number: int, text: str) -> str:
    """What stands on the pull or merge request; it closes the issue, and no other one, whatever the words in it are."""
    why, by = words_of(text)
    parts = [REQUEST_MARKER, f"Closes #{number}"]
    if why:
        parts += [REQUEST_WORDS["asks"], _quoted(why)]
    if by:
        parts.append(REQUEST_WORDS["by"].format(by=_inert(by).replace("\n", " ")))
    parts.append(f"<sub>{REQUEST_WORDS['made_again'].format(branch=branch_of(number))}</sub>")
    return "\n\n".join(parts) + "\n"


def with_refusal(body: str) -> str:
    """A proposal, with a remark that the issue asks for something else by now."""
    remark = f"{REQUEST_MARKER}\n\n{REQUEST_WORDS['refused_now']}"
    return body if body.startswith(remark) else body.replace(REQUEST_MARKER, remark, 1)


def answer(first: str, report: str, foot: str, run: str) -> str:
    """Our comment on the issue: the ``first`` words are ours, the report is made harmless."""
    begin = f"{REQUEST_MARKER}\n{first}" + ("\n\n" if report else "")
    return fitted(begin, report, f"\n\n<sub>{foot}</sub>\n", run)


def refusal(outcome: Outcome) -> str:
    """Why nothing was changed, each reason on a line, and what to do."""
    reasons = "\n".join(
        f"- {' '.join(_inert(one[:LONGEST_REASON]).split())}" for one in outcome.reasons[:MOST_REASONS]
    )
    return f"{REQUEST_WORDS['refused']}\n\n{reasons}\n\n{REQUEST_WORDS['try_again']}"


def foot_of(outcome: Outcome, run: str, commit_page: str) -> str:
    """On what it was tried."""
    return REQUEST_WORDS["foot"].format(run=run, commit=outcome.commit[:7], commit_page=commit_page)


def path_shown(path: str) -> str:
    """A path between backticks, whatever is in it."""
    return re.sub(r"[^A-Za-z0-9._/ -]", "?", path)[:200]


def _inert(text: str) -> str:
    """Words of the issue that do no more than to be read, also where a host looks for words that close other issues."""
    return _CLOSING.sub(r"\1&#8288;", harmless(text))


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in _inert(text).strip().splitlines())
