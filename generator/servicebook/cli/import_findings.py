"""What an import has found in its source: printed, and whether it may be written in spite of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from servicebook import wording
from servicebook.exchange.core.import_result import ImportResult, Loss
from servicebook.problems import Problem, count_of
from servicebook.reports.safe_text import visible
from servicebook.reports.text import problem_lines


def is_accepted(imported: ImportResult, *, accept_losses: bool) -> bool:
    """Print what is faulty in the source, and what is lost of it; whether the rest is to be written."""
    for line in (line for fault in imported.faults for line in problem_lines(fault)):
        print(line)
    for loss in imported.losses:
        print(visible(wording.text("import.lost", place=loss.place, kind=loss.kind, message=loss.message)))
    if imported.losses:
        print(f"\n{wording.text('import.losses', count=len(imported.losses))}")
        print("\n".join(_loss_counts(imported.losses)))
        print()
    if accept_losses or not (imported.faults or imported.losses):
        return True
    if imported.faults:
        print(wording.text("import.faults-refused", count=len(imported.faults)))
    else:
        print(wording.text("import.losses-refused"))
    return False


def _loss_counts(losses: tuple[Loss, ...]) -> Iterator[str]:
    """How many losses there are of each kind, and of each key without a place; the most frequent first."""
    counts = Counter((loss.kind, loss.field) for loss in losses)
    for (kind, field), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"{count:6}  {kind}{': ' if field else ''}{field}"


def refuse(problems: tuple[Problem, ...], where: str) -> int:
    """Print errors and that nothing was written because of them; the exit status."""
    for line in (line for problem in problems for line in problem_lines(problem)):
        print(line)
    errors = wording.text("count.error", count=count_of(problems))
    print(f"\n{wording.text('import.refused', errors=errors, where=where)}")
    return 1
