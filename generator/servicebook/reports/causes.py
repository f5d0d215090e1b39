"""Problems that have one cause, which a person wants to read of once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping, Sequence

from servicebook.comparing.problems.identity import subject_of
from servicebook.documents.document import Document
from servicebook.documents.kinds import location_of
from servicebook.frozen import frozen
from servicebook.problems import Problem, Severity
from servicebook.rules import BY_CODE, no_hours
from servicebook.rules.manuals import manual_of
from servicebook.wording import all_keys, text

_MANY = 4
"""From so many on, what one rule finds is told together."""
_NAMED = 6
"""So many are named in the sentence that counts them."""


@frozen
class Cause:
    """Problems that are told together, in order, and the sentence that does it; of a single one, its own message."""

    problems: tuple[Problem, ...]
    message: str

    @property
    def is_the_same(self) -> bool:
        """Whether all of them say the same."""
        return len({problem.message for problem in self.problems}) == 1


def each_alone(problems: Iterable[Problem]) -> list[Cause]:
    """Each problem told by itself, errors last."""
    return _errors_last(Cause((problem,), problem.message) for problem in problems)


def _errors_last(told: Iterable[Cause]) -> list[Cause]:
    # sorting keeps the order of those that are equal, which is that of their places
    return sorted(told, key=lambda cause: cause.problems[0].severity is Severity.ERROR)


def causes(problems: Iterable[Problem], documents: Iterable[Document]) -> list[Cause]:
    """The problems by what causes them; errors come last, so that they are nearest to the prompt.

    The same message in several places is one cause, such as a reference that leads nowhere. What one rule warns of
    is one when there is much of it, where rules.yml makes it errors, too. So is what one file has much of and
    ``check --fix`` mends, such as a word that was replaced in all of it.
    """
    by_path = {document.path: document for document in documents}
    told = [
        Cause(tuple(group), _repeated(group) if is_repeated else _several(group, by_path))
        for group, is_repeated in _groups(problems)
    ]
    return _errors_last(sorted(told, key=lambda cause: cause.problems[0].place))


def counts_of_causes(problems: Iterable[Problem]) -> Mapping[Severity, int]:
    """How many causes there are of each severity."""
    return Counter(group[0].severity for group, _ in _groups(problems))


def _groups(problems: Iterable[Problem]) -> Iterator[tuple[list[Problem], bool]]:
    """The problems of each cause, and whether all of them say the same, as a single one does."""
    mended, others = _mended_together(problems)
    yield from ((several, False) for several in mended)
    # what stands for several says so already, of its own file
    repeated = _grouped(
        others, lambda p: (p.severity, p.code, p.message, p.hint, p.place if p.times > 1 else None)
    )
    kinds = _grouped((same[0] for same in repeated), lambda p: (p.severity, p.code))
    many = {
        (kind[0].severity, kind[0].code)
        for kind in kinds
        if len(kind) >= _MANY and _may_be_told_together(kind[0])
    }
    yield from ((same, True) for same in repeated if not _is_of(many, same[0]))
    together = _grouped(
        (p for same in repeated for p in same if _is_of(many, p)), lambda p: (p.severity, p.code)
    )
    yield from ((several, False) for several in together)


def _mended_together(problems: Iterable[Problem]) -> tuple[list[list[Problem]], list[Problem]]:
    """Errors of a file that one command mends, by their code, where there are many; and all others."""
    found = list(problems)
    groups = _grouped(filter(_is_mended, found), lambda p: (p.code, p.place.path))
    together = [
        group for group in groups if len(group) >= _MANY and f"code-meaning.{group[0].code}" in all_keys()
    ]
    told = {id(problem) for group in together for problem in group}
    return together, [problem for problem in found if id(problem) not in told]


def _is_mended(problem: Problem) -> bool:
    return problem.edit is not None and problem.times == 1 and problem.code not in BY_CODE


def _may_be_told_together(problem: Problem) -> bool:
    """Of a rule whose findings are errors by nature, each is a mistake of its own, with its own way to mend it."""
    if problem.code not in BY_CODE or problem.times > 1:
        return False
    return Severity.WARNING in (problem.severity, BY_CODE[problem.code].SEVERITY)


def _is_of(many: Container[tuple[Severity, str]], problem: Problem) -> bool:
    return (problem.severity, problem.code) in many and problem.times == 1


def _grouped(problems: Iterable[Problem], key: Callable[[Problem], Hashable]) -> list[list[Problem]]:
    groups: dict[Hashable, list[Problem]] = defaultdict(list)
    for problem in problems:
        groups[key(problem)].append(problem)
    return list(groups.values())


def _repeated(same: Sequence[Problem]) -> str:
    problem, count = same[0], len(same)
    if count == 1:
        return problem.message
    if problem.code.startswith("unknown-"):
        return text("check.same-reference", message=problem.message, count=count)
    return text("check.same", message=problem.message, count=count)


def _several(problems: list[Problem], documents: Mapping[str, Document]) -> str:
    """``4 departments have no hours: hr, it, law, sales``."""
    code = problems[0].code
    if code not in BY_CODE:
        meaning = text(f"code-meaning.{code}").partition(":")[0].rstrip(".")
        return text("check.mended", meaning=meaning, count=len(problems))
    subjects = (_subject(problem, documents) for problem in problems)
    names = list(dict.fromkeys(subjects))
    named = text("list.separator").join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
    if f"several.{code}" in all_keys():
        return text(f"several.{code}", count=len(names), names=named)
    rule = manual_of(code).partition("\n")[0].rstrip(".")
    return text("check.several", rule=rule, count=len(problems), names=named)


def _subject(problem: Problem, documents: Mapping[str, Document]) -> str:
    place = problem.place
    location = location_of(place.path)
    if problem.code == no_hours.CODE and location and location.department:
        return location.department  # its services lack the same hours
    document = documents.get(place.path)
    return subject_of(document, place) if document else place.path
