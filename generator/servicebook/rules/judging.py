"""What rules find, as strictly as each is taken and but for what is waived; of a large catalog in two processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from servicebook.beside import in_another_process
from servicebook.forking import at_work
from servicebook.model.catalog import Catalog
from servicebook.model.written_files import written_files
from servicebook.problem_limits import KeptAndCounted, LimitedProblems, joined
from servicebook.problems import Problem, Severity
from servicebook.rules.found_before import FILE_BY_FILE, FOUND_FILE_BY_FILE
from servicebook.rules.rule import FoundAlready, Rule, RuleResults
from servicebook.rules.waiver_paths import waives
from servicebook.settings import Waiver
from servicebook.while_waiting import is_busy, least

_MIN_FILES = 500
"""With fewer files a second process costs more than it saves."""
_MIN_FILES_BESIDE = 1500
"""The same where others are at work already,"""
_MIN_FILES_MEANWHILE = 60
"""and where this process has something else to do."""
_BY_FILE = (FILE_BY_FILE | FOUND_FILE_BY_FILE) - {"no-hours", "no-promise"}
"""The rules that look at one file after the other, but for two that ask for promises, which others ask for, too."""
_KEPT = frozenset(("chain-unknown", "promise-outruns-chain", "promise-outruns-sometimes"))
"""The rules that ask for chains: the catalog keeps what took long to work out, as pages tell of it, too."""

_Found = tuple[KeptAndCounted, KeptAndCounted]
"""What one rule has found, and what of it is waived."""
_NOTHING: _Found = ([], []), ([], [])


def judged(
    catalog: Catalog,
    errors: Iterable[Problem],
    rules: Sequence[Rule],
    levels: Mapping[str, Severity],
    *,
    before: FoundAlready | None = None,
    all_problems: bool = False,
    begin: Callable[[Catalog], object] | None = None,
) -> RuleResults:
    """The ``errors``, and what some rules find, in their order; ``levels`` are by codes, ``before`` saves time.

    Rules that look at one file after the other are half of the work, and what they work out on the way nobody else
    asks for: so they are asked in a process of their own. While this one has something else to do, nearly all are.
    ``begin`` is called with the catalog first, but once that process is there.
    """
    known = LimitedProblems(all_of_them=all_problems)
    known.add(errors)
    asked = partial(_asked, catalog, levels=levels, before=before, all_problems=all_problems)
    elsewhere = [rule for rule in rules if rule.CODE in _BY_FILE or (is_busy() and rule.CODE not in _KEPT)]
    count = 0 if before else len(catalog.derive(written_files))
    min_files = least(_MIN_FILES_BESIDE if at_work else _MIN_FILES, _MIN_FILES_MEANWHILE)
    with in_another_process(partial(asked, elsewhere), count, min_items=min_files) as apart:
        if begin:
            begin(catalog)
        found = asked([rule for rule in rules if rule not in elsewhere])
        found.update(apart())
    in_turn = [found[rule.CODE] for rule in rules]
    return RuleResults(
        tuple(joined([known.kept_and_counted(), *(problems for problems, _ in in_turn)])),
        tuple(joined([waived for _, waived in in_turn])),
    )


def _asked(
    catalog: Catalog,
    rules: Iterable[Rule],
    *,
    levels: Mapping[str, Severity],
    before: FoundAlready | None,
    all_problems: bool,
) -> dict[str, _Found]:
    """What each of some rules finds, by its code."""
    waivers: dict[str, list[Waiver]] = {}
    for waiver in catalog.settings.waivers:
        if not waiver.is_over(catalog.today):
            waivers.setdefault(waiver.code, []).append(waiver)
    found: dict[str, _Found] = {}
    for rule in rules:
        kept: tuple[LimitedProblems, LimitedProblems] | None = None  # most rules find nothing
        for problem in before.check(rule) if before else rule.check(catalog):
            if kept is None:
                kept = LimitedProblems(all_of_them=all_problems), LimitedProblems(all_of_them=all_problems)
            is_waived = any(waives(waiver, problem) for waiver in waivers.get(rule.CODE, ()))
            kept[is_waived].add((problem.at(levels[rule.CODE]),))
        found[rule.CODE] = (kept[0].kept_and_counted(), kept[1].kept_and_counted()) if kept else _NOTHING
    return found
