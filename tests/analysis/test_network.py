"""Networks of tasks: their order, and who waits for whom, in whatever number."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.growth import growth, steps
from tests.support import IT, SMALL, make_catalog, opened

from servicebook.analysis import reasons
from servicebook.analysis.chain_slack import SlackFinder
from servicebook.analysis.network import Task, last_of_each, tasks_of_service, without_sometimes
from servicebook.model.clocks import Clocks


def _steps(*written: str) -> str:
    return "".join(f"\n  - {{by: it, does: Work, within: 1 hour, {step}}}" for step in written)


def _service(root: Path, steps: str) -> Clocks:
    service = (
        "name: Move\nsummary: We move it.\nroles: {owner: it/lead}\n"
        f"targets: [{{measure: fulfillment_time, within: 300 working days}}]\nhandoffs:{steps}\n"
    )
    return Clocks(opened(make_catalog(root, {f"{IT}/services/move.yml": service}, base=SMALL)).catalog)


def _tasks(root: Path, *written: str) -> tuple[Task, ...]:
    clocks = _service(root, _steps(*written))
    return tasks_of_service(clocks, clocks.catalog.services["it/move"])


def _after_all(count: int) -> list[str]:
    return [f"id: s{n}, after: [{', '.join(f's{m}' for m in range(n))}]" for n in range(count)]


def test_tasks_come_after_those_they_wait_for_round_by_round(tmp_path: Path) -> None:
    tasks = _tasks(tmp_path, "id: d, after: [b]", "id: c, after: [a]", "id: b, after: []", "id: a, after: []")
    assert [task.id for task in tasks] == ["b", "a", "d", "c"]


def test_tasks_that_wait_for_one_another_come_last_and_have_no_time(tmp_path: Path) -> None:
    tasks = _tasks(
        tmp_path, "id: a, after: [b]", "id: b, after: [a]", "id: c, after: []", "id: d, after: [a]"
    )
    assert [(task.id, task.unknown) for task in tasks] == [
        ("c", None),
        *((name, reasons.WaitsForItself()) for name in "abd"),
    ]


def test_of_tasks_waited_for_only_the_last_of_each_branch_decide(tmp_path: Path) -> None:
    tasks = _tasks(
        tmp_path,
        "id: a, after: []",
        "id: b, after: [a]",
        "id: c, after: [a]",
        "id: d, after: [a, b, c]",
        "id: e, after: [a, d]",
    )
    assert last_of_each(tasks) == {"a": (), "b": ("a",), "c": ("a",), "d": ("b", "c"), "e": ("d",)}


def _slacks_of(root: Path, written: Callable[[int], list[str]]) -> Callable[[int], Callable[[], object]]:
    def make(count: int) -> Callable[[], object]:
        clocks = _service(root / str(count), _steps(*written(count)))
        service = clocks.catalog.services["it/move"]
        SlackFinder(clocks).slacks(service)  # expands the calendar
        return lambda: SlackFinder(clocks).slacks(service)

    return make


def test_a_step_that_waits_for_all_before_it_is_counted_once(tmp_path: Path) -> None:
    # what takes time is to find the later of two ends, for every moment of a year
    assert steps(_slacks_of(tmp_path, _after_all)(40), "maximum") == 0
    finder = _slacks_of(tmp_path, _after_all)
    plain = _slacks_of(tmp_path / "chain", lambda count: [f"id: s{n}" for n in range(count)])
    assert finder(30)() == plain(30)()


@pytest.mark.parametrize("order", [1, -1], ids=["as written", "from the last to the first"])
def test_long_chains_of_steps_are_put_in_order_step_by_step(tmp_path: Path, order: int) -> None:
    def make(count: int) -> Callable[[], object]:
        steps = [f"id: s{n}, after: [{f's{n - 1}' if n else ''}]" for n in range(count)][::order]
        clocks = _service(tmp_path / f"{order}-{count}", _steps(*steps))
        return lambda: tasks_of_service(clocks, clocks.catalog.services["it/move"])

    assert growth(make, 50) < 2.3


def test_steps_left_out_of_a_chain_are_not_looked_at_again_by_each_that_follows(tmp_path: Path) -> None:
    def make(count: int) -> Callable[[], object]:
        firsts, seconds, thirds = ([f"{layer}{n}" for n in range(count)] for layer in "abc")
        written = [
            *(f"id: {name}, after: []" for name in firsts),
            *(f"id: {name}, when: sometimes, after: [{', '.join(firsts)}]" for name in seconds),
            *(f"id: {name}, after: [{', '.join(seconds)}]" for name in thirds),
        ]
        tasks = _tasks(tmp_path / str(count), *written)
        return lambda: without_sometimes(tasks)

    assert growth(make, 10) < 4.2  # there are so many names to read, and not eight times as many
    kept = without_sometimes(_tasks(tmp_path / "small", "id: a", "id: b, when: sometimes", "id: c"))
    assert [(task.id, task.after) for task in kept] == [("a", ()), ("c", ("a",))]
