"""The scripts that workflows and pipelines carry in themselves, by the names that templates have for them."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import indent

from servicebook.exchange.repository.comments.inlined import script, shell_command
from servicebook.exchange.repository.comments.words import WORDS

_ON_GITHUB = ("comment_text", "host_api", "github_api", "github_artifacts", "on_github")
_ON_GITLAB = ("comment_text", "host_api", "gitlab_api", "on_gitlab")


def inlined_scripts() -> Mapping[str, str]:
    """Each as the lines of a block in YAML, as far to the right as its template wants them."""
    comments = {"WORDS": WORDS}
    return {
        "comment_on_github": _block(script(_of_comments(_ON_GITHUB), comments), 10),
        "comment_on_gitlab": _block(shell_command(script(_of_comments(_ON_GITLAB), comments)), 6),
    }


def _of_comments(modules: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"comments.{module}" for module in modules)


def _block(text: str, spaces: int) -> str:
    return indent(text, spaces * " ").rstrip()
