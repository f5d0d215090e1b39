"""What has changed between two revisions, in lines for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servicebook.comparing.answer_words import verdict
from servicebook.comparing.answers import answers
from servicebook.comparing.change_words import also_words, because_words, words_of
from servicebook.comparing.changes import Approval, Change, Comparison
from servicebook.comparing.object_titles import name_of
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem
from servicebook.reports.safe_text import visible
from servicebook.reports.text import problem_lines
from servicebook.wording import text
from servicebook.wording.lists import listed


def render(before: Catalog, after: Catalog, comparison: Comparison) -> str:
    """A paragraph for each change, then problems, new and cured, and who should agree."""
    lines = _lines(before, after, comparison)
    return "\n".join(visible(line).rstrip() for line in lines) + "\n"


def failed(reason: str, problems: Iterable[Problem]) -> str:
    """That nothing was compared and why, in the first line; then the problems because of which it was not."""
    lines = [text("diff.not-compared", reason=reason)]
    for problem in problems:
        lines += ["", *problem_lines(problem)]
    return "\n".join(visible(line).rstrip() for line in lines) + "\n"


def _lines(before: Catalog, after: Catalog, comparison: Comparison) -> Iterator[str]:
    base, head = comparison.base.name, comparison.head.name
    if comparison.is_empty:
        yield text("diff.nothing", base=base, head=head)
        return
    yield text("diff.between", base=base, head=head)
    yield from verdict(comparison, answers(comparison), (after, before))
    for change in comparison.changes:
        yield ""
        yield from _change(before, after, change)
    for title, problems in (
        (text("diff.new-problems"), comparison.new),
        (text("diff.cured-problems"), comparison.cured),
    ):
        if problems:
            yield from ("", title)
        for problem in problems:
            yield from problem_lines(problem)
    if comparison.approvals:
        yield from ("", text("diff.approvals"))
        for approval in comparison.approvals:
            yield f"  {_approval(after, approval)}"
            yield from (f"    {command}" for command in approval.commands)


def _change(before: Catalog, after: Catalog, change: Change) -> Iterator[str]:
    words = words_of(change, before, after)
    yield f"{words.effect}: {words.subject}"
    yield from (
        f"  {line}" for line in (words.what, words.by, *words.more, also_words(change, after)) if line
    )
    if change.where:
        yield f"  {change.where.path}:{change.where.line}"
    for affected in change.affected:
        department = name_of(after, "department", affected.department) or affected.department
        yield f"  {text('diff.affects', department=department, because=because_words(affected.because))}"


def _approval(catalog: Catalog, approval: Approval) -> str:
    department = name_of(catalog, "department", approval.department) or approval.department
    because = because_words(approval.because)
    if approval.role is None:
        return text("diff.approval-without-role", department=department, because=because)
    role = name_of(catalog, "role", approval.role) or approval.role
    if approval.people:
        people = listed(name_of(catalog, "person", person) or person for person in approval.people)
        return text("diff.approval-of", department=department, role=role, people=people, because=because)
    return text("diff.approval", department=department, role=role, because=because)
