"""What hints of rules propose, written as they say, is found to be right."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import IT, SMALL, make_catalog, problems

from servicebook.problems import Problem

DEPARTMENT = f"{IT}/department.yml"
LEVELS = f"{SMALL[DEPARTMENT]}escalation:\n"


def of(code: str, root: Path) -> list[Problem]:
    return [problem for problem in problems(root) if problem.code == code]


@pytest.mark.parametrize(
    ("levels", "line", "hint", "better"),
    [
        # the first contact waits longer than who is above
        (["it/lead, after: 3 working days", "hr/head, after: 1 working day"], 1,
         'give "it/lead" less than 1 working day, or leave its after: out (asked at once); '
         'or give "hr/head" more than 3 working days',
         ["it/lead", "hr/head, after: 1 working day"]),
        (["it/desk", "it/lead, after: 3 hours", "hr/head, after: 1 hour"], 2,
         'give "it/lead" less than 1 hour, or leave its after: out (asked at once); '
         'or give "hr/head" more than 3 hours',
         ["it/desk", "it/lead", "hr/head, after: 1 hour"]),
        # it is not the last one that is wrong where two others fit it
        (["it/desk, after: 30 minutes", "it/lead, after: 3 hours", "hr/head, after: 1 hour"], 2,
         'give "it/lead" less than 1 hour; or "hr/head" more than 3 hours',
         ["it/desk, after: 30 minutes", "it/lead, after: 45 minutes", "hr/head, after: 1 hour"]),
        # sooner than all the others
        (["it/desk, after: 1 hour", "it/lead, after: 3 hours", "hr/head, after: 30 minutes"], 3,
         'give "hr/head" more than 3 hours',
         ["it/desk, after: 1 hour", "it/lead, after: 3 hours", "hr/head, after: 4 hours"]),
        (["it/lead, after: 1 hour", "hr/head"], 2,
         'give "hr/head" an after: of more than 1 hour', ["it/lead, after: 1 hour", "hr/head, after: 2 hours"]),
    ],
)  # fmt: skip
def test_escalation_out_of_order_stands_where_it_is_wrong(
    tmp_path: Path, levels: list[str], line: int, hint: str, better: list[str]
) -> None:
    roles = f"{SMALL[f'{IT}/roles.yml']}desk: {{title: Desk, holders: [ben]}}\n"

    def written(lines: list[str]) -> Path:
        content = LEVELS + "".join(f"  - {{role: {one}}}\n" for one in lines)
        return make_catalog(tmp_path, {DEPARTMENT: content, f"{IT}/roles.yml": roles}, base=SMALL)

    [problem] = of("escalation-out-of-order", written(levels))
    assert (problem.place.line, problem.hint) == (LEVELS.count("\n") + line, hint)
    assert of("escalation-out-of-order", written(better)) == []
