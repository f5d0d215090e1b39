"""What was measured, as tables in Markdown."""

from collections.abc import Mapping, Sequence
from statistics import median

from benchmarks.search.catalogs import Asked
from benchmarks.search.engines import Found
from benchmarks.search.intervals import Estimate, estimate, paired
from benchmarks.search.judging import KINDS, Question, Results, figures, ndcg, place
from benchmarks.search.saved import SavedResults

SETS = {"tuned": False, "held-out": True}
_SERVICEBOOK = "servicebook"

ByEngine = Mapping[str, Mapping[str, Results]]
"""What each engine found, by query."""


def set_of(question: Question) -> str:
    """The part of the questions that one belongs to."""
    return next(name for name, held_out in SETS.items() if held_out == question.held_out)


def report(asked: Asked, aliases: bool, found: Mapping[str, Found]) -> str:
    """All figures of one catalog: of each engine by part and by kind, differences, and bytes."""
    results = {engine: one.results for engine, one in found.items()}
    parts = [_by_part(asked.questions, results), _by_kind(asked.questions, results)]
    if _SERVICEBOOK in found and len(found) > 1:
        parts.append(_between_engines(asked.questions, results))
    parts.append(_bytes(found))
    return "\n\n".join([f"## {asked.name}, {'as it is' if aliases else 'without aliases'}", *parts])


def differences(asked: Sequence[Asked], before: SavedResults, after: SavedResults) -> str:
    """How much better or worse each run is than the one saved earlier, over the questions that both were asked."""
    lines = []
    for one in asked:
        for run in sorted(run for run in after if run.catalog == one.name and run in before):
            both = [question for question in one.questions if question.query in before[run]]
            name = f"{run.catalog}, {'as it is' if run.aliases else 'without aliases'}: {run.engine}"
            for group, questions in _groups(both).items():
                old, new = (_gains(questions, found[run]) for found in (before, after))
                lines.append(f"| {name} | {_difference_row(group, old, new)}")
    if not lines:
        return "## Against the saved results\n\nThe file holds none of these catalogs and engines."
    head = _head(
        "catalog and engine", "questions", "before", "now", "difference", "95 % between", "better / worse"
    )
    return "\n".join(["## Against the saved results", "", *head, *lines])


def misses(questions: Sequence[Question], found: Mapping[str, Results]) -> str:
    """The questions whose first result is not right, and what stands there instead."""
    parts = []
    for question in questions:
        results = found[question.query]
        if place(question, results) != 1:
            shown = (f"  {at}. {', '.join(one)}" for at, one in enumerate(results[:4], 1))
            parts.append("\n".join([f"\n{question.query}", f"  wanted {', '.join(question.gains)}", *shown]))
    return "\n".join(parts)


def _by_part(questions: Sequence[Question], found: ByEngine) -> str:
    lines = _head("engine", "questions", "hit@1", "hit@3", "MRR", "nDCG@10", "95 % between", "nothing found")
    for name in SETS:
        part = [one for one in questions if set_of(one) == name]
        for engine, results in found.items() if part else ():
            got, sure = figures(part, results), estimate(_gains(part, results))
            means = " | ".join(f"{one:.3f}" for one in (got.hit_1, got.hit_3, got.mrr, got.ndcg))
            lines.append(f"| {engine} | {got.questions} {name} | {means} | {_bounds(sure)} | {got.empty} |")
    return "\n".join(lines)


def _by_kind(questions: Sequence[Question], found: ByEngine) -> str:
    lines = _head("nDCG@10 by kind", "questions", *found)
    for kind in KINDS:
        part = [one for one in questions if one.kind == kind]
        if part:
            sure = (estimate(_gains(part, results)) for results in found.values())
            cells = " | ".join(f"{one.mean:.3f} ({_bounds(one)})" for one in sure)
            lines.append(f"| {kind} | {len(part)} | {cells} |")
    return "\n".join(lines)


def _between_engines(questions: Sequence[Question], found: ByEngine) -> str:
    lines = _head(
        "servicebook against",
        "questions",
        "it",
        "servicebook",
        "difference",
        "95 % between",
        "better / worse",
    )
    own = _gains(questions, found[_SERVICEBOOK])
    for engine, results in found.items():
        if engine != _SERVICEBOOK:
            lines.append(f"| {engine} | {_difference_row('all', _gains(questions, results), own)}")
    return "\n".join(lines)


def _bytes(found: Mapping[str, Found]) -> str:
    rows = (f"| {engine} | {_size(one.first)} | {_size(one.further)} |" for engine, one in found.items())
    return "\n".join([*_head("engine", "first search", "a further one"), *rows])


def _groups(questions: Sequence[Question]) -> dict[str, list[Question]]:
    """All, the parts, the kinds; none that is empty."""
    named = {
        "all": list(questions),
        **{name: [one for one in questions if set_of(one) == name] for name in SETS},
        **{kind: [one for one in questions if one.kind == kind] for kind in KINDS},
    }
    return {name: part for name, part in named.items() if part}


def _difference_row(group: str, old: Sequence[float], new: Sequence[float]) -> str:
    sure = paired(old, new)
    better = sum(after > before for before, after in zip(old, new, strict=True))
    worse = sum(after < before for before, after in zip(old, new, strict=True))
    means = f"{estimate(old).mean:.3f} | {estimate(new).mean:.3f}"
    mark = " (may be chance)" if (better or worse) and not sure.clear else ""
    return (
        f"{len(old)} {group} | {means} | {sure.mean:+.3f}{mark} | {_bounds(sure, '+')} | {better} / {worse} |"
    )


def _gains(questions: Sequence[Question], found: Mapping[str, Results]) -> list[float]:
    return [ndcg(one, found[one.query]) for one in questions]


def _bounds(sure: Estimate, sign: str = "") -> str:
    return f"{sure.low:{sign}.2f} to {sure.high:{sign}.2f}"


def _size(counts: Sequence[int]) -> str:
    return f"{median(counts) / 1000:,.1f} KB, at most {max(counts) / 1000:,.1f} KB" if counts else "not asked"


def _head(first: str, second: str, *others: str) -> list[str]:
    return [f"| {' | '.join([first, second, *others])} |", f"|---|---|{'--:|' * len(others)}"]
