"""What became of a change request, in lines for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servicebook.model.visible import visible as shown
from servicebook.model.visible import visible_beside
from servicebook.reports import changes_text
from servicebook.reports.safe_text import visible
from servicebook.reports.text import problem_lines
from servicebook.requests.applying import Applied
from servicebook.requests.change_request import Refusal
from servicebook.wording import text


def render(done: Applied) -> str:
    """The file that was written, then what has changed and what is found now, as ``diff`` says it."""
    first = visible(text("apply.done", object=done.request.object, path=done.path))
    if done.found is not None:
        rest = changes_text.render(visible_beside(done.was, done.now), shown(done.now), done.found)
    else:
        rest = "".join(f"{visible(line)}\n" for line in _without_comparison(done))
    return f"{first}\n{rest}"


def _without_comparison(done: Applied) -> Iterator[str]:
    yield text("diff.not-compared", reason=done.not_compared)
    for problem in done.findings:
        yield from problem_lines(problem)


def refused(named: str | None, refusals: Sequence[Refusal]) -> str:
    """That nothing was written, and each reason."""
    first = text("apply.refused", object=named) if named else text("apply.refused-unread")
    lines = [first, *(text("apply.because", message=refusal.message) for refusal in refusals)]
    return "".join(f"{visible(line)}\n" for line in lines)
