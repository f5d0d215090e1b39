"""What has changed between two revisions, as Markdown for a comment on a pull request: the worst first.

The report is empty when nothing has changed, and shorter than a comment may be: what has no room is counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from servicebook.comparing.change_words import also_words, because_words, effect_word, words_of
from servicebook.comparing.changes import (
    WORST_FIRST,
    Affected,
    Approval,
    Change,
    Comparison,
    Effect,
    worst_first,
)
from servicebook.comparing.object_titles import name_of
from servicebook.model.catalog import Catalog
from servicebook.problems import Place, Problem, Severity
from servicebook.reports.change_links import ChangeLinks
from servicebook.reports.safe_markdown import safe_markdown
from servicebook.wording import text

MAX_CHARACTERS = 64_000
"""GitHub takes 65,536 in a comment; some are left for what stands around the report."""
_BOLD = frozenset(WORST_FIRST[:6])
_MOST_EXPLAINED = 8
"""Departments of a change that are named with the reason; of the others the names must do."""
_MOST_NAMED = 40
_MOST_PLACES = 6
"""Places of a problem that lead to their lines; the others are counted."""
_LONGEST = 700
"""Characters of what a change says: a field, and its values before and after."""
_OF_END = 400
"""Characters that the words about what was left out may take."""


def render(before: Catalog, after: Catalog, comparison: Comparison, links: ChangeLinks) -> str:
    """A summary, who is asked to agree, a table of changes, and the problems, new and cured."""
    if comparison.is_empty:
        return ""
    report = _Report(before, after, links)
    changes = worst_first(comparison.changes)
    report.add(f"## {text('pull-request.title')}", "", *report.summary(changes))
    report.approvals(comparison.approvals)
    worded = [change for change in changes if change.effect is Effect.REWORDED]
    report.changes([change for change in changes if change.effect is not Effect.REWORDED])
    report.problems(comparison.new, f"### {text('pull-request.new-problems')}")
    report.texts(worded)
    report.cured(comparison.cured)
    return "\n".join(report.lines) + "\n"


def failed(reason: str, problems: Iterable[Problem], links: ChangeLinks) -> str:
    """That nothing was compared and why, in the first line; then the problems because of which it was not."""
    report = _Report(None, None, links)
    report.add(f"**{_safe(text('diff.not-compared', reason=reason))}**")
    report.problems(tuple(problems), None)
    return "\n".join(report.lines) + "\n"


class _Report:
    """The lines so far, and how many characters are left."""

    def __init__(self, before: Catalog | None, after: Catalog | None, links: ChangeLinks) -> None:
        self.catalogs = tuple(catalog for catalog in (after, before) if catalog is not None)
        self.links = links
        self.lines: list[str] = []
        self.room = MAX_CHARACTERS

    def add(self, *lines: str) -> None:
        self.lines += lines
        self.room -= sum(len(line) + 1 for line in lines)

    def rows(self, rows: Iterable[str], count: int, after: Sequence[str] = ()) -> None:
        """As many of the rows as there is room for, ``after`` them, and how many of them were left out."""
        shown = 0
        for row in rows:
            if len(row) + 1 > self.room - _OF_END:
                break
            self.add(row)
            shown += 1
        self.add(*after)
        if left := count - shown:
            run = self.links.run
            where = text("pull-request.all-in-run", run=run) if run else text("pull-request.all-by-command")
            self.add("", f"{text('pull-request.left-out', count=left)} {where}")

    def summary(self, changes: Sequence[Change]) -> Iterator[str]:
        """How many changes have which effect, and who is affected by any of them."""
        counts = Counter(change.effect for change in changes)
        counted = [
            text("pull-request.counted", count=counts[effect], effect=effect_word(effect))
            for effect in WORST_FIRST
            if counts[effect]
        ]
        if counted:
            yield _safe(f"{', '.join(counted)}.")
            nearest = sorted(
                (affected for change in changes for affected in change.affected), key=lambda one: one.distance
            )
            names = list(dict.fromkeys(self.department(affected.department) for affected in nearest))
            if names:
                yield ""
                yield text("pull-request.affected", departments=_named([f"**{name}**" for name in names]))

    def approvals(self, approvals: Sequence[Approval]) -> None:
        if approvals:
            self.add("", f"### {text('pull-request.approvals')}", "")
            self.rows((f"- {self.approval(one)}{_commands(one)}" for one in approvals), len(approvals))

    def changes(self, changes: Sequence[Change]) -> None:
        if changes:
            titles = (text("pull-request.effect"), text("pull-request.what"), text("pull-request.who"))
            self.add("", f"| {' | '.join(titles)} |", "|---|---|---|")
            self.rows((self.change(change) for change in changes), len(changes))

    def texts(self, changes: Sequence[Change]) -> None:
        """What reads differently and means the same, folded."""
        if changes:
            self.folded(
                text("pull-request.texts", count=len(changes)),
                (f"- {' · '.join(self.about(change))}" for change in changes),
                len(changes),
            )

    def cured(self, problems: Sequence[Problem]) -> None:
        if problems:
            title = text("pull-request.cured-problems", count=len(problems))
            rows = (
                f"- {self.place(problem.place, in_base=True)} · {_safe(f'{problem.code}: {problem.message}')}"
                for problem in problems
            )
            self.folded(title, rows, len(problems))

    def folded(self, title: str, rows: Iterable[str], count: int) -> None:
        self.add("", "<details>", f"<summary>{title}</summary>", "")
        self.rows(rows, count, after=("", "</details>"))

    def problems(self, problems: Sequence[Problem], title: str | None) -> None:
        """A table, errors first; what says the same in several places is one row."""
        if not problems:
            return
        titles = (text("markdown.where"), text("markdown.what"), text("markdown.what-to-do"))
        self.add("", *((title, "") if title else ()), f"| {' | '.join(titles)} |", "|---|---|---|")
        same = defaultdict(list)
        for problem in sorted(problems, key=lambda problem: problem.severity is not Severity.ERROR):
            same[problem.severity, problem.code, problem.message, problem.hint].append(problem)
        self.rows((self.problem(group) for group in same.values()), len(same))

    def problem(self, group: Sequence[Problem]) -> str:
        first = group[0]
        places = [self.place(problem.place) for problem in group[:_MOST_PLACES]]
        if left := len(group) - len(places):
            places.append(text("pull-request.more-places", count=left))
        what = _safe(f"{first.severity.value}[{first.code}]: {first.message}")
        return f"| {'<br>'.join(places)} | {what} | {_safe(first.hint or '')} |"

    def change(self, change: Change) -> str:
        effect = _safe(effect_word(change.effect))
        effect = f"**{effect}**" if change.effect in _BOLD else effect
        return f"| {effect} | {'<br>'.join(self.about(change))} | {self.affected(change.affected)} |"

    def about(self, change: Change) -> Iterator[str]:
        """Which object, what it says now and said before, and where to read it."""
        before, after = self.catalogs[-1], self.catalogs[0]
        words = words_of(change, before, after)
        yield _safe(words.subject)
        yield from (
            _safe(line) for line in (words.what, words.by, *words.more, also_words(change, after)) if line
        )
        places = [self.place(change.where, in_base=self.is_of_base(change))] if change.where else []
        is_there = change.effect is not Effect.REMOVED and bool(change.object_id)
        page = self.links.page(change.kind, change.object_id) if is_there else None
        if page:
            places.append(f"[{text('pull-request.page')}]({page})")
        if places:
            yield " · ".join(places)

    def affected(self, affected: Sequence[Affected]) -> str:
        """The departments, nearest first, each with its reason."""
        if not affected:
            return text("pull-request.nobody")
        nearest = sorted(affected, key=lambda one: one.distance)
        words = [
            text(
                "pull-request.because",
                department=f"**{self.department(one.department)}**",
                because=_safe(because_words(one.because)),
            )
            for one in nearest[:_MOST_EXPLAINED]
        ]
        explained = {one.department for one in nearest[:_MOST_EXPLAINED]}
        others = dict.fromkeys(one.department for one in nearest if one.department not in explained)
        if others:
            words.append(
                text("pull-request.also", departments=_named([self.department(one) for one in others]))
            )
        return "<br>".join(words)

    def approval(self, approval: Approval) -> str:
        """Who is asked, in which role; who holds it is named where people are shown at all."""
        department, because = self.department(approval.department), _safe(because_words(approval.because))
        if approval.role is None:
            return text("diff.approval-without-role", department=department, because=because)
        role = _safe(self.name("role", approval.role) or approval.role)
        shown = approval.people if self.catalogs[0].settings.organization.shows_people else ()
        if not shown:
            return text("diff.approval", department=department, role=role, because=because)
        people = ", ".join(_safe(self.name("person", person) or person) for person in shown)
        return text("pull-request.approval", department=department, role=role, people=people, because=because)

    def place(self, place: Place, *, in_base: bool = False) -> str:
        """A link to a line, or its path where no host is known."""
        address = self.links.lines(place, in_base=in_base)
        if address is None:
            return _safe(f"{place.path}:{place.line}")
        line = (
            text("pull-request.line-before", line=place.line)
            if in_base
            else text("pull-request.line", line=place.line)
        )
        return f"[{_safe(place.path.rpartition('/')[2])}, {line}]({address})"

    def is_of_base(self, change: Change) -> bool:
        return change.written is not None and change.written.side == "base"

    def name(self, kind: str, qualified_id: str) -> str | None:
        names = (name_of(catalog, kind, qualified_id) for catalog in self.catalogs)
        return next((name for name in names if name), None)

    def department(self, qualified_id: str) -> str:
        return _safe(self.name("department", qualified_id) or qualified_id)


def _named(names: Sequence[str]) -> str:
    listed = ", ".join(names[:_MOST_NAMED])
    left = len(names) - _MOST_NAMED
    return text("pull-request.more-departments", departments=listed, count=left) if left > 0 else listed


def _commands(approval: Approval) -> str:
    """What records acceptances; ids and hashes mean nothing in Markdown."""
    return "".join(f"<br>`{command}`" for command in approval.commands)


def _safe(words: str) -> str:
    return safe_markdown(words, _LONGEST)
