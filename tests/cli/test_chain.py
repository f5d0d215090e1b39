"""``servicebook chain``: whether a promise covers the chain behind it."""

# ruff: noqa: E501  # one step a line
from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tests.rules.cases import laid_together
from tests.support import CASES, REPOSITORY, TODAY, example_on, run

from servicebook.analysis.chains import chains_of
from servicebook.clock.zones import seconds_of
from servicebook.model.clocks import Clocks
from servicebook.pages.drawings.schedules import of_service
from servicebook.pages.rendering.context import render_context
from servicebook.reports import chain_json
from servicebook.wording import formats
from servicebook.wording.time_spans import wall_clock

DAY = ("--today", TODAY.isoformat())
EXAMPLE_DAY = date(2026, 11, 22)
KEYS = [
    "service", "measure", "priority", "within", "verdict", "slack_seconds", "worst", "unknown_steps", "tried",
    "with_sometimes",
]  # fmt: skip


Case = Callable[[str], Path]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The catalog in which a rule finds something, laid together once."""
    root = tmp_path_factory.mktemp("rules")

    def laid(code: str) -> Path:
        return root / code if (root / code).exists() else laid_together(code, "fails", root / code)

    return laid


def printed(clocks: Clocks, service: str) -> str:
    """What the command prints of a service as JSON, of a catalog that is read already."""
    return chain_json.render(clocks, chains_of(clocks, clocks.catalog.services[service]))


def chain(root: Path, service: str) -> Any:
    done = run("chain", service, "--root", str(root), *DAY, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_json_has_an_entry_for_each_priority(case: Case) -> None:
    high, normal = chain(case("promise_outruns_chain"), "it/repair")
    assert list(high) == KEYS
    assert (high["service"], high["measure"], high["priority"], high["within"], high["verdict"]) == (
        "it/repair", "fulfillment_time", "high", "1 working day", "outruns",
    )  # fmt: skip
    assert high["worst"] == {
        "asked": "2026-10-22T13:00:01+02:00",
        "promised": "2026-10-23T16:00:00+02:00",
        "finished": "2026-10-28T13:00:00+01:00",
        "path": [
            {"step": "diagnose", "by": "it", "starts": "2026-10-22T13:00:01+02:00", "ends": "2026-10-23T09:00:01+02:00", "within": "4 hours"},
            {"step": "part", "by": "purchasing/spare-part", "starts": "2026-10-23T09:00:01+02:00", "ends": "2026-10-27T17:00:00+01:00", "within": "2 working days"},
            {"step": "fix", "by": "it/lead", "starts": "2026-10-27T17:00:00+01:00", "ends": "2026-10-28T13:00:00+01:00", "within": "4 hours"},
        ],
    }  # fmt: skip
    assert high["slack_seconds"] == -(4 * 24 + 22) * 3600
    assert high["tried"]["from"] == "2026-09-01T00:00:00+02:00"
    assert high["tried"]["until"] == "2027-09-01T00:00:00+02:00"
    assert high["tried"]["starts"] > 1000
    assert high["unknown_steps"] == []
    assert high["with_sometimes"] == {key: high[key] for key in ("verdict", "slack_seconds", "worst")}
    assert normal["priority"] == "normal"


def test_what_is_unknown_is_null_and_named(case: Case) -> None:
    for entry in chain(case("chain_unknown"), "it/repair"):
        assert list(entry) == KEYS
        assert (entry["verdict"], entry["unknown_steps"]) == ("unknown", ["diagnose"])
        assert (entry["slack_seconds"], entry["worst"], entry["tried"]) == (None, None, None)
    for entry in chain(case("chain_unknown"), "it/order"):
        assert (entry["measure"], entry["within"], entry["verdict"]) == (None, None, "unknown")


def test_a_promise_may_hold_without_what_is_done_only_sometimes(case: Case) -> None:
    high, normal = chain(case("promise_outruns_sometimes"), "it/repair")
    assert (high["verdict"], high["with_sometimes"]["verdict"]) == ("holds", "outruns")
    assert (normal["verdict"], normal["with_sometimes"]["verdict"]) == ("holds", "holds")


@pytest.mark.parametrize("name", ["promise_outruns_chain", "promise_outruns_sometimes", "chain_unknown"])
def test_the_text_tells_it_in_sentences(name: str, case: Case, golden: Callable[[Path, str], None]) -> None:
    done = run("chain", "it/repair", "--root", str(case(name)), *DAY)
    assert (done.returncode, done.stderr) == (0, "")
    golden(CASES / "chain" / f"{name}.txt", done.stdout)


def test_the_rule_speaks_of_the_same_figures(case: Case) -> None:
    root = case("promise_outruns_chain")
    said = json.loads(run("check", "--root", str(root), *DAY, "--format", "json").stdout)
    messages = [p["message"] for p in said["problems"] if p["code"] == "promise-outruns-chain"]
    late = [entry["slack_seconds"] for entry in chain(root, "it/repair")]
    assert late == [-(4 * 24 + 22) * 3600, -(2 * 24 + 22) * 3600]
    assert [message.rpartition(": ")[2] for message in messages] == [
        "4 days and 22 hours late",
        "2 days and 22 hours late",
    ]


def test_a_service_that_is_not_there_is_one_clear_line(case: Case) -> None:
    done = run("chain", "it/repiar", "--root", str(case("chain_unknown")), *DAY)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == 'servicebook chain: "it/repiar" is not a service; did you mean "it/repair"?\n'


def test_every_service_of_the_example_has_an_answer() -> None:
    names = [
        path.parent.parent.name + "/" + path.stem
        for path in REPOSITORY.glob("catalog/departments/*/services/*.yml")
    ]
    assert len(names) > 70
    first, *others = sorted(names)[::14]
    clocks = Clocks(example_on(EXAMPLE_DAY).catalog)
    texts = {name: printed(clocks, name) for name in (first, *others)}
    args = ("--root", str(REPOSITORY), "--today", EXAMPLE_DAY.isoformat(), "--format", "json")
    assert run("chain", first, *args).stdout == texts[first]
    answers = {name: json.loads(text) for name, text in texts.items()}
    for entries in answers.values():
        assert {entry["verdict"] for entry in entries} <= {"holds", "outruns", "unknown"}


def test_pages_say_the_figures_of_the_command() -> None:
    """The drawing of every sixth service of the example, against the command's JSON."""
    site = render_context(example_on(EXAMPLE_DAY))
    catalog = site.catalog
    zones = {key: site.clocks.zone(key) for key in catalog.settings.calendars} | {
        "always": site.clocks.zone("always")
    }
    clocks, compared = Clocks(catalog), 0
    for service in list(catalog.services.values())[::6]:
        drawn = of_service(site, service)
        if drawn is None or drawn.timeline is None:
            continue
        # that the command prints this, the test above says
        report = json.loads(printed(clocks, service.id))
        (entry,) = (e for e in report if e["priority"] == catalog.settings.default_priority)
        worst, slack = entry["with_sometimes"]["worst"], entry["with_sometimes"]["slack_seconds"]
        zone = ZoneInfo(zones[site.chains[service.id][0].promise.calendar])  # type: ignore[union-attr, index]
        for key in ("promised", "finished"):
            moment = datetime.fromisoformat(worst[key]).astimezone(zone)
            assert formats.minute(seconds_of(moment), zone, 2026, site.language) in drawn.said
        assert (f"{wall_clock(slack)} to spare" if slack else "no time to spare") in drawn.said or slack < 0
        assert (f"{wall_clock(-slack)} too short" in drawn.said) == (slack < 0) == drawn.over
        compared += 1
    assert compared > 5
