"""What has changed between two revisions, as Markdown for a comment on a pull request: the worst first.

The report is empty when nothing has changed, and shorter than a comment may be: what has no room is counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from servicebook.comparing.answer_words import answer_words, department_name, reason_words, verdict
from servicebook.comparing.answers import Answer, DepartmentAnswer, answers
from servicebook.comparing.change_words import also_words, words_of
from servicebook.comparing.changes import WORST_FIRST, Approval, Change, Comparison, Effect, worst_first
from servicebook.comparing.effect_words import effect_word, word_of_change
from servicebook.comparing.object_titles import name_of
from servicebook.model.catalog import Catalog
from servicebook.problems import Place, Problem, Severity
from servicebook.reports.change_links import ChangeLinks
from servicebook.reports.safe_markdown import safe_markdown
from servicebook.wording import text

MAX_CHARACTERS = 64_000
"""GitHub takes 65,536 in a comment; some are left for what stands around the report."""
_BOLD = frozenset(WORST_FIRST[:6])
_MOST_REASONS = 2
"""Reasons of a department that are told; the others are counted."""
_LATER = frozenset({"reviewed_on", "review_every", "former_ids"})
"""Fields that nobody needs to know of first."""
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
    found = answers(comparison)
    report.add(f"## {text('pull-request.title')}", "")
    for line in verdict(comparison, found, report.catalogs):
        report.add(f"**{_safe(line)}**", "")
    report.add(*report.summary(changes))
    report.answers([one for one in found if one.answer is not Answer.NOTHING])
    report.untouched([one for one in found if one.answer is Answer.NOTHING])
    worded = [change for change in changes if change.effect is Effect.REWORDED]
    report.changes([change for change in changes if change.effect is not Effect.REWORDED])
    report.problems(_untold(comparison), f"### {text('pull-request.new-problems')}")
    report.texts(worded, is_all=len(worded) == len(changes))
    report.cured(_untold_cured(comparison))
    return "\n".join(report.lines) + "\n"


def _untold(comparison: Comparison) -> tuple[Problem, ...]:
    """The new problems but for those that a change tells: of a chain, and of an agreement."""
    told = {
        (change.code, change.where.path)
        for change in comparison.changes
        if change.where and change.code in ("chain-broken", "agreement-terms-changed")
    }

    def is_told(problem: Problem) -> bool:
        path = problem.place.path
        is_late = problem.code == "promise-outruns-chain" and ("chain-broken", path) in told
        return is_late or (problem.code == "agreement-changed" and ("agreement-terms-changed", path) in told)

    return tuple(problem for problem in comparison.new if not is_told(problem))


def _untold_cured(comparison: Comparison) -> tuple[Problem, ...]:
    """The cured problems but for those of files that are gone, which cured nothing."""
    gone = {
        change.where.path
        for change in comparison.changes
        if change.where and change.effect is Effect.REMOVED and change.kind == "service"
    }
    return tuple(problem for problem in comparison.cured if problem.place.path not in gone)


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

    def rows(
        self, rows: Iterable[str], count: int, after: Sequence[str] = (), counts: Sequence[int] | None = None
    ) -> None:
        """As many of the rows as there is room for, ``after`` them, and how many of them were left out.

        ``counts`` is how many each row stands for, one if it is not given.
        """
        shown = 0
        for index, row in enumerate(rows):
            if len(row) + 1 > self.room - _OF_END:
                break
            self.add(row)
            shown += counts[index] if counts else 1
        self.add(*after)
        if left := count - shown:
            run = self.links.run
            where = text("pull-request.all-in-run", run=run) if run else text("pull-request.all-by-command")
            self.add("", f"{text('pull-request.left-out', count=left)} {where}")

    def summary(self, changes: Sequence[Change]) -> Iterator[str]:
        """How many changes have which effect."""
        counts = Counter(word_of_change(change) for change in changes)
        counted = [text("pull-request.counted", count=count, effect=word) for word, count in counts.items()]
        if counted:
            yield _safe(f"{', '.join(counted)}.")

    def answers(self, found: Sequence[DepartmentAnswer]) -> None:
        """What each department should do, and why."""
        if found:
            titles = (text("pull-request.department"), text("pull-request.answer"), text("pull-request.why"))
            self.add("", f"### {text('pull-request.who-does')}", "")
            self.add(f"| {' | '.join(titles)} |", "|---|---|---|")
            self.rows((self.answer(one) for one in found), len(found))

    def answer(self, one: DepartmentAnswer) -> str:
        department = f"**{_safe(department_name(one.department, self.catalogs))}**"
        roles = [role for approval in one.asked if (role := self.asked(approval))]
        words = list(dict.fromkeys(_safe(reason_words(reason, self.catalogs)) for reason in one.reasons))
        if left := len(words) - _MOST_REASONS if len(words) > _MOST_REASONS else 0:
            words[_MOST_REASONS:] = [text("pull-request.more-reasons", count=left)]
        commands = [f"`{command}`" for approval in one.asked for command in approval.commands]
        answer = _safe(answer_words(one))
        answer = answer if one.answer is Answer.NOTE else f"**{answer}**"
        return f"| {'<br>'.join((department, *roles))} | {answer} | {'<br>'.join((*words, *commands))} |"

    def untouched(self, found: Sequence[DepartmentAnswer]) -> None:
        if found:
            names = [_safe(department_name(one.department, self.catalogs)) for one in found]
            self.add("", text("pull-request.untouched", departments=_named(names)))

    def changes(self, changes: Sequence[Change]) -> None:
        """What changes, object by object, each beginning with the worst."""
        blocks: dict[tuple[str, str], list[Change]] = {}
        for change in changes:
            blocks.setdefault((change.kind, change.object_id), []).append(change)
        rows = [row for block in self.with_questions(blocks) for row in self.block(*block)]
        self.rows(
            (row for row, _ in rows), sum(count for _, count in rows), counts=[count for _, count in rows]
        )

    def with_questions(
        self, blocks: dict[tuple[str, str], list[Change]]
    ) -> Iterator[tuple[list[Change], dict[Effect, int]]]:
        """The blocks, each with how many questions of a service came, went or moved with it."""
        whole = {
            (change.object_id, change.effect)
            for block in blocks.values()
            for change in block
            if change.kind == "service" and (change.field is None or change.code == "address-lost")
        }
        questions: dict[str, Counter[Effect]] = defaultdict(Counter)
        for (kind, object_id), block in blocks.items():
            service = object_id.rpartition("/")[0]
            if kind == "faq" and all((service, change.effect) in whole for change in block):
                questions[service][block[-1].effect] += len(block)
        for (kind, object_id), block in blocks.items():
            if kind != "faq" or object_id.rpartition("/")[0] not in questions:
                yield (
                    block,
                    dict(questions[object_id]) if kind == "service" and object_id in questions else {},
                )

    def block(self, changes: Sequence[Change], questions: dict[Effect, int]) -> Iterator[tuple[str, int]]:
        """The rows of an object, the first with its title, each with how many changes it tells."""
        ordered = sorted(changes, key=lambda change: (change.field or "") in _LATER)
        first = ordered[0]
        subject = _safe(words_of(first, self.catalogs[-1], self.catalogs[0]).subject)
        titles = (text("pull-request.effect"), text("pull-request.what"), text("pull-request.where"))
        page = self.page(first)
        title = f"\n#### {subject}{f' · {page}' if page else ''}\n\n| {' | '.join(titles)} |\n|---|---|---|\n"
        for change in ordered:
            yield title + self.change(change), 1
            title = ""
        for effect, count in questions.items():
            yield (
                f"| {_safe(effect_word(effect))} | {text('pull-request.its-questions', count=count)} | |",
                count,
            )

    def texts(self, changes: Sequence[Change], *, is_all: bool) -> None:
        """What reads differently and means the same: folded, where there is more."""
        if changes and is_all:
            self.add("")
            self.rows((f"- {' · '.join(self.about(change))}" for change in changes), len(changes))
        elif changes:
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
        effect = _safe(word_of_change(change))
        effect = f"**{effect}**" if change.effect in _BOLD else effect
        return f"| {effect} | {'<br>'.join(self.said(change))} | {self.line(change)} |"

    def about(self, change: Change) -> Iterator[str]:
        """Which object, what it says now and said before, and where to read it."""
        yield _safe(words_of(change, self.catalogs[-1], self.catalogs[0]).subject)
        yield from self.said(change)
        yield from (part for part in (self.line(change), self.page(change)) if part)

    def said(self, change: Change) -> Iterator[str]:
        before, after = self.catalogs[-1], self.catalogs[0]
        words = words_of(change, before, after)
        yield from (
            _safe(line) for line in (words.what, words.by, *words.more, also_words(change, after)) if line
        )

    def line(self, change: Change) -> str:
        return self.place(change.where, in_base=self.is_of_base(change)) if change.where else ""

    def page(self, change: Change) -> str:
        is_there = change.effect is not Effect.REMOVED and bool(change.object_id)
        page = self.links.page(change.kind, change.object_id) if is_there else None
        return f"[{text('pull-request.page')}]({page})" if page else ""

    def asked(self, approval: Approval) -> str:
        """The role that is asked; who holds it is named where people are shown at all."""
        if approval.role is None:
            return ""
        role = _safe(self.name("role", approval.role) or approval.role)
        shown = approval.people if self.catalogs[0].settings.organization.shows_people else ()
        people = ", ".join(_safe(self.name("person", person) or person) for person in shown)
        return text("pull-request.asked", role=role, people=people) if people else role

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


def _named(names: Sequence[str]) -> str:
    listed = ", ".join(names[:_MOST_NAMED])
    left = len(names) - _MOST_NAMED
    return text("pull-request.more-departments", departments=listed, count=left) if left > 0 else listed


def _safe(words: str) -> str:
    return safe_markdown(words, _LONGEST)
