"""The scripts that workflows and pipelines carry in themselves, by the names that templates have for them."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import indent

from servicebook.exchange.repository.comments.inlined import script, shell_command
from servicebook.exchange.repository.comments.words import WORDS
from servicebook.exchange.repository.issue_requests.request_words import REQUEST_WORDS

_COMMENT_ON_GITHUB = ("comment_text", "host_api", "github_api", "github_artifacts", "on_github")
_COMMENT_ON_GITLAB = ("comment_text", "host_api", "gitlab_api", "on_gitlab")
_TRY = ("asked_issue", "try_request")
_PROPOSE = ("asked_issue", "request_outcome", "answer_text", "answering")
"""After what they take from the scripts that comment, and before what knows the host."""


def inlined_scripts() -> Mapping[str, str]:
    """Each as the lines of a block in YAML, as far to the right as its template wants them."""
    in_workflow = {
        "comment_on_github": script(_comments(*_COMMENT_ON_GITHUB), {"WORDS": WORDS}),
        "try_request_on_github": script(_requests(*_TRY), {}),
        "propose_on_github": _proposing(_COMMENT_ON_GITHUB[:-1], "propose_on_github"),
    }
    in_pipeline = {
        "comment_on_gitlab": script(_comments(*_COMMENT_ON_GITLAB), {"WORDS": WORDS}),
        "try_request_on_gitlab": script(_requests(*_TRY), {}),
        "propose_on_gitlab": _proposing(_COMMENT_ON_GITLAB[:-1], "propose_on_gitlab"),
    }
    blocks = {name: _block(text, 10) for name, text in in_workflow.items()}
    return {**blocks, **{name: _block(shell_command(text), 6) for name, text in in_pipeline.items()}}


def _proposing(shared: tuple[str, ...], name: str) -> str:
    words = {"WORDS": WORDS, "REQUEST_WORDS": REQUEST_WORDS}
    return script((*_comments(*shared), *_requests(*_PROPOSE, name)), words)


def _comments(*modules: str) -> tuple[str, ...]:
    return tuple(f"comments.{module}" for module in modules)


def _requests(*modules: str) -> tuple[str, ...]:
    return tuple(f"issue_requests.{module}" for module in modules)


def _block(text: str, spaces: int) -> str:
    return indent(text, spaces * " ").rstrip()
