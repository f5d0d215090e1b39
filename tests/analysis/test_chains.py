"""A promise against the chain behind it: by hand, and against every start that the clock is asked about."""

# ruff: noqa: E501  # one case a line
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support import HR, IT, SMALL, make_catalog, opened

from servicebook.analysis import reasons
from servicebook.analysis.chains import Chain, Verdict, all_chains, chains_of, visible_chains
from servicebook.analysis.critical_path import end_of
from servicebook.analysis.network import done_by, tasks_of_service, without_sometimes
from servicebook.analysis.reasons import StepUnknown
from servicebook.clock.promise import due_seconds
from servicebook.clock.zones import seconds_of
from servicebook.model.clocks import Clocks
from servicebook.model.promises import promises, terms_of
from servicebook.model.visible import visible

BERLIN = ZoneInfo("Europe/Berlin")
DAY = date(2026, 11, 22)
WEEK = ", ".join(f'{day}: ["09:00-17:00"]' for day in ("mon", "tue", "wed", "thu", "fri"))
BASE = {
    **SMALL,
    "site_config/organization.yml": "name: Fernhill\nzone: Europe/Berlin\n",
    "site_config/calendars.yml": (
        f"office: {{name: Office, zone: Europe/Berlin, open: {{{WEEK}}}}}\n"
        'short: {name: Short, zone: Europe/Berlin, open: {mon: ["09:00-12:00"], wed: ["09:00-12:00"]}}\n'
        'nights: {name: Nights, zone: America/New_York, open: {mon: ["22:00-06:00"], thu: ["22:00-06:00"]}}\n'
        "never: {name: Never, zone: Europe/Berlin}\n"
    ),
    "site_config/rules.yml": 'severities: {calendar-never-open: "off"}\n',
    f"{HR}/department.yml": "name: HR\nsummary: People.\nhead: hr/head\nsupport_hours: office\n",
    "catalog/departments/dock/department.yml": "name: Dock\nsummary: Goods.\nsupport_hours: short\n",
}
REPAIR = f"{IT}/services/repair.yml"


def service(*lines: str, within: str = "3 working days") -> str:
    return (
        f"name: Repair\nsummary: We mend it.\nroles: {{owner: it/lead}}\ntargets: [{{measure: fulfillment_time, within: {within}}}]\n"
        + "handoffs:\n"
        + "".join(f"  - {{{line}}}\n" for line in lines)
    )


def chain(root: Path, files: Mapping[str, str], qualified_id: str = "it/repair") -> tuple[Chain, ...]:
    catalog = opened(make_catalog(root, files, base=BASE), DAY).catalog
    return chains_of(Clocks(catalog), catalog.services[qualified_id])


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def test_serial_steps_add_on_their_own_calendars(tmp_path: Path) -> None:
    normal = chain(
        tmp_path,
        {REPAIR: service("id: a, by: it, within: 1 working day", "id: b, by: dock, within: 1 working day")},
    )[1]
    # received on a Friday, IT has until Monday 17:00, when the dock is closed: its day of receipt is the Wednesday, and its next
    # working day a Monday; in this one week of the year, the clocks go back meanwhile
    assert normal.always.verdict is Verdict.OUTRUNS
    worst = normal.always.worst
    assert worst is not None
    assert (worst.asked, worst.promised, worst.finished) == (
        at("2027-10-21T17:00:00"),
        at("2027-10-27T17:00:00"),
        at("2027-11-01T12:00:00"),
    )
    assert normal.always.slack_seconds == -int(timedelta(days=4, hours=20).total_seconds())
    assert [one.task.id for one in worst.path] == ["a", "b"]


def test_parallel_steps_take_the_longest(tmp_path: Path) -> None:
    normal = chain(
        tmp_path,
        {
            REPAIR: service(
                "id: a, by: it, within: 2 working days",
                "id: b, by: hr, within: 1 working day, after: []",
                "id: c, by: it, within: 1 working day, after: [a, b]",
            )
        },
    )[1]
    assert (normal.always.verdict, normal.always.slack_seconds) == (Verdict.HOLDS, 0)
    assert [one.task.id for one in normal.always.worst.path] == ["a", "c"]  # type: ignore[union-attr]


def test_what_continues_at_a_closing_adds_whole_days(tmp_path: Path) -> None:
    steps = ("id: a, by: it, within: 2 working days", "id: b, by: it, within: 1 working day")
    assert chain(tmp_path / "3", {REPAIR: service(*steps)})[1].always.slack_seconds == 0
    late = chain(tmp_path / "2", {REPAIR: service(*steps, within="2 working days")})[1].always
    assert late.verdict is Verdict.OUTRUNS


def test_a_step_handed_to_a_service_takes_its_promise_and_not_its_hand_offs(tmp_path: Path) -> None:
    part = (
        "name: Part\nsummary: P.\nroles: {owner: hr/head}\ntargets: [{measure: fulfillment_time, within: 1 working day, cutoff: '12:00'}, {measure: fulfillment_time, priority: high, within: 1 hour}]\n"
        "handoffs: [{id: x, by: hr, within: 20 working days}]\n"
    )
    normal = chain(
        tmp_path,
        {f"{HR}/services/part.yml": part, REPAIR: service("id: a, service: hr/part", within="1 working day")},
    )[1]
    worst = normal.always.worst
    assert worst is not None
    assert worst.path[0].task.by == "hr/part"
    # asked on a Thursday, promised for Friday and finished on Monday, when the clocks have gone back
    assert normal.always.slack_seconds == -int(timedelta(days=3, hours=1).total_seconds())
    assert worst.asked.astimezone(BERLIN).time() == time(12)  # at the cutoff, and not a second before


def test_steps_of_sometimes_count_for_a_second_verdict_only(tmp_path: Path) -> None:
    normal = chain(
        tmp_path,
        {
            REPAIR: service(
                "id: a, by: it, within: 1 working day",
                "id: b, by: it, within: 5 working days, when: sometimes",
                "id: c, by: it, within: 1 working day",
                within="2 working days",
            )
        },
    )[1]
    assert (normal.always.verdict, normal.always.slack_seconds) == (Verdict.HOLDS, 0)
    assert [one.task.id for one in normal.always.worst.path] == ["a", "c"]  # type: ignore[union-attr]
    assert normal.with_sometimes.verdict is Verdict.OUTRUNS
    assert [one.task.id for one in normal.with_sometimes.worst.path] == ["a", "b", "c"]  # type: ignore[union-attr]


UNKNOWN: list[tuple[dict[str, str], Sequence[str], reasons.UnknownChain]] = [
    ({REPAIR: service("id: a, by: it, within: 1 hour", "id: b, by: it")}, ["b"], StepUnknown("b", reasons.NoTimeWritten())),
    ({REPAIR: service("id: a, service: hr/hope"), f"{HR}/services/hope.yml": "name: H\nsummary: S.\n"}, ["a"], StepUnknown("a", reasons.NoTimePromised("hr/hope"))),
    ({REPAIR: service("id: a, service: hr/hope"), f"{HR}/services/hope.yml": "name: H\nsummary: S.\ntargets: [{measure: response_time, within: 1 hour}]\n"}, ["a"], StepUnknown("a", reasons.NoTimePromised("hr/hope"))),
    ({REPAIR: service("id: a, by: idle, within: 1 hour"), "catalog/departments/idle/department.yml": "name: I\nsummary: S.\n"}, ["a"], StepUnknown("a", reasons.DoerWithoutHours("idle"))),
    ({REPAIR: service("id: a, by: idle, within: 1 hour"), "catalog/departments/idle/department.yml": "name: I\nsummary: S.\nsupport_hours: never\n"}, ["a"], StepUnknown("a", reasons.NeverOpen("Never"))),
    ({REPAIR: service("id: a, by: it, within: 1 hour").replace("fulfillment_time", "response_time")}, [], reasons.NothingPromised()),
    ({REPAIR: service("id: a, by: it, within: 1 hour") + "support_hours: never\n"}, [], reasons.NeverOpen("Never")),
    ({REPAIR: service("id: a, by: it, within: 1 hour, when: sometimes")}, [], reasons.OnlySometimes()),
    ({REPAIR: "name: Repair\nsummary: S.\ntargets: [{measure: fulfillment_time, within: 1 hour}]\n"}, [], reasons.NoHandoffs()),
    ({REPAIR: service("id: a, by: it, within: 1 hour"), "site_config/calendars.yml": BASE["site_config/calendars.yml"].replace("office: {", "office: {known_until: 2026-11-21, ")}, [], reasons.CalendarsEndTooSoon()),
]  # fmt: skip


@pytest.mark.parametrize(("files", "steps", "reason"), UNKNOWN, ids=[str(case[2]) for case in UNKNOWN])
def test_what_is_not_known_is_never_taken_to_be_fine(
    tmp_path: Path, files: dict[str, str], steps: Sequence[str], reason: reasons.UnknownChain
) -> None:
    for one in chain(tmp_path, files):
        assert one.always.verdict is Verdict.UNKNOWN
        assert (one.always.slack_seconds, one.always.worst, one.always.checked) == (None, None, None)
        assert list(one.always.unknown_steps) == steps
        assert one.always.reason == reason


def test_starts_end_where_the_calendars_are_no_longer_known(tmp_path: Path) -> None:
    calendars = BASE["site_config/calendars.yml"].replace("office: {", "office: {known_until: 2026-12-31, ")
    normal = chain(
        tmp_path,
        {REPAIR: service("id: a, by: it, within: 2 working days"), "site_config/calendars.yml": calendars},
    )[1]
    assert normal.always.checked is not None
    # a request of the last seconds of the 28th is due on the 31st; a later one when nobody knows
    assert normal.always.checked.end == at("2026-12-28T17:00:00")
    assert normal.always.verdict is Verdict.HOLDS


def test_the_agreement_between_the_two_departments_is_the_time_of_the_step(tmp_path: Path) -> None:
    files = {
        f"{HR}/services/part.yml": "name: Part\nsummary: P.\ntargets: [{measure: fulfillment_time, within: 9 working days}]\n",
        REPAIR: service("id: a, service: hr/part"),
        "catalog/agreements/hr-it.yml": "provider: hr\ncustomer: it\ncovers: [hr/part]\ntargets: [{measure: fulfillment_time, within: 1 working day}]\n",
    }
    assert chain(tmp_path / "draft", files)[1].always.verdict is Verdict.OUTRUNS
    catalog = opened(tmp_path / "draft", DAY).catalog
    terms = terms_of(catalog, catalog.agreements["hr-it"])
    files["catalog/agreements/hr-it.yml"] += "accepted:\n" + "".join(
        f"  - {{party: {party}, by: {role}, on: 2026-01-05, terms: {terms}}}\n"
        for party, role in (("hr", "hr/head"), ("it", "it/lead"))
    )
    agreed = chain(tmp_path / "agreed", files)[1].always
    assert agreed.verdict is Verdict.HOLDS
    assert agreed.worst is not None
    assert agreed.worst.path[0].task.source == "agreement:hr-it"


def test_errors_of_hand_offs_are_told_once_and_leave_the_chain_unknown(tmp_path: Path) -> None:
    faults = {
        "id: a, by: it, within: 1 hour, after: [b]": reasons.WaitsForItself(),
        "id: a, service: it/none": reasons.NoTimePromised("it/none"),
        "id: a, by: nobody, within: 1 hour": reasons.DoerWithoutHours("nobody"),
    }
    for number, (line, reason) in enumerate(faults.items()):
        text = service(line, "id: b, by: it, within: 2 hours")
        assert chain(tmp_path / str(number), {REPAIR: text})[0].always.reason == StepUnknown("a", reason)
        codes = [problem.code for problem in opened(tmp_path / str(number), DAY).problems]
        assert len(codes) == 1
        assert codes != ["chain-unknown"]


def test_each_priority_has_its_own_promise(tmp_path: Path) -> None:
    text = service("id: a, by: it, within: 4 hours").replace(
        "targets: [",
        "targets: [{measure: resolution_time, priority: high, within: 1 hour}, {measure: fulfillment_time, priority: high, none: true}, ",
    )
    high, normal = chain(tmp_path, {REPAIR: text})
    assert (high.priority, high.always.verdict) == (
        "high",
        Verdict.HOLDS,
    )  # the fulfillment time holds for any priority
    only = text.replace(
        "measure: fulfillment_time, within", "measure: fulfillment_time, priority: normal, within"
    )
    high, normal = chain(tmp_path / "only", {REPAIR: only})
    assert (high.promise.target.measure, high.always.verdict) == ("resolution_time", Verdict.OUTRUNS)  # type: ignore[union-attr]
    assert (normal.promise.target.measure, normal.always.verdict) == ("fulfillment_time", Verdict.HOLDS)  # type: ignore[union-attr]


durations = st.one_of(
    st.builds("{} minutes".format, st.integers(1, 600)),
    st.builds("{} hours".format, st.integers(1, 30)),
    st.builds("{} working days".format, st.integers(1, 4)),
    st.builds("{} calendar days".format, st.integers(1, 6)),
    st.just("same working day"),
)
HOURS = ("office", "short", "nights", "always")


@st.composite
def networks(draw: st.DrawFn) -> dict[str, str]:
    """A service with up to five steps in any order without circles, by departments with different hours."""
    ids = [f"s{number}" for number in range(draw(st.integers(1, 5)))]
    lines = []
    for number, one in enumerate(ids):
        after = draw(st.none() | st.lists(st.sampled_from(ids[:number]), unique=True)) if number else None
        when = draw(st.sampled_from(("always", "always", "sometimes")))
        who = draw(
            st.sampled_from([f"by: d-{hours}, within: {{}}" for hours in HOURS] + ["service: d-office/part"])
        )
        text = f"id: {one}, {who.format(draw(durations))}, when: {when}"
        lines.append(text + (f", after: [{', '.join(after)}]" if after is not None else ""))
    files = {
        f"catalog/departments/d-{hours}/department.yml": f"name: {hours}\nsummary: S.\nsupport_hours: {hours}\n"
        for hours in HOURS
    }
    part = f"{{measure: fulfillment_time, within: {draw(durations)}, cutoff: '{draw(st.sampled_from(('09:00', '14:30', '17:00')))}'}}"
    files["catalog/departments/d-office/services/part.yml"] = f"name: Part\nsummary: P.\ntargets: [{part}]\n"
    own = f"support_hours: {draw(st.sampled_from(HOURS))}\n"
    cutoff = draw(st.sampled_from(("", ", cutoff: '13:00'")))
    text = service(*lines, within=draw(durations))
    return {**files, REPAIR: text.replace("}]\nhandoffs", f"{cutoff}}}]\n{own}handoffs")}


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(networks(), st.integers(0, 350), st.randoms())
def test_no_start_leaves_less_time_than_the_worst(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, str], skip: int, random: Any
) -> None:
    """Every minute of a day and the seconds beside it, and seconds of the whole year."""
    catalog = opened(make_catalog(tmp_path_factory.mktemp("chain"), files, base=BASE), DAY).catalog
    clocks, whole = Clocks(catalog), catalog.services["it/repair"]
    tasks = tasks_of_service(clocks, whole)
    promise = done_by(promises(catalog, whole), "normal")
    assert promise is not None and promise.calendar is not None and promise.target.within is not None
    calendar = clocks.for_service(whole, promise.calendar)
    cutoff = time.fromisoformat(promise.target.cutoff) if promise.target.cutoff else None

    @cache  # the two networks are compared with one promise
    def promised(moment: int) -> int:
        return due_seconds(calendar, moment, promise.target.within, cutoff).due  # type: ignore[union-attr, arg-type]

    def slack_of(network: Sequence[Any]) -> Callable[[int], int]:
        # many starts of a step are one, as nobody begins before it opens
        steps = [(task.id, task.after, cache(partial(end_of, task))) for task in network]

        @cache
        def slack(moment: int) -> int:
            ends: dict[str, int] = {}
            for step, after, end in steps:
                ends[step] = end(max((ends[other] for other in after), default=moment)).due
            return promised(moment) - max(ends.values())

        return slack

    begin = seconds_of(at("2026-11-22T00:00:00")) + skip * 86_400
    moments = [minute + second for minute in range(begin, begin + 86_400, 60) for second in (-1, 0, 1)]
    first, last = seconds_of(at("2026-11-22T00:00:00")), seconds_of(at("2027-11-21T00:00:00"))
    moments = [m for m in moments if first <= m < last] + [random.randrange(first, last) for _ in range(200)]
    normal = chains_of(clocks, whole)[1]
    always = without_sometimes(tasks)
    with_sometimes = slack_of(tasks)
    slack_of_always = with_sometimes if always == tuple(tasks) else slack_of(always)
    for compared, network, slack in (
        (normal.always, always, slack_of_always),
        (normal.with_sometimes, tasks, with_sometimes),
    ):
        if not network:
            assert compared.verdict is Verdict.UNKNOWN
            continue
        assert compared.slack_seconds is not None and compared.worst is not None
        assert (
            slack(seconds_of(compared.worst.asked))
            == compared.slack_seconds
            == seconds_of(compared.worst.promised) - seconds_of(compared.worst.finished)
        )
        assert min(slack(moment) for moment in moments) >= compared.slack_seconds
        assert (compared.verdict is Verdict.HOLDS) == (compared.slack_seconds >= 0)


def test_all_chains_are_those_of_each_service(tmp_path: Path) -> None:
    files = {
        f"{IT}/services/s{n}.yml": service(
            f"id: a, by: {('it', 'hr', 'dock')[n % 3]}, within: {n + 1} hours",
            "id: b, by: hr, within: 1 working day",
        )
        for n in range(12)
    }
    files[f"{IT}/services/old.yml"] = service("id: a, by: it") + "lifecycle: retired\n"
    catalog = opened(make_catalog(tmp_path, files, base=BASE), DAY).catalog
    every, seen = all_chains(catalog), visible_chains(catalog)
    assert sorted(every) == sorted(seen) == sorted(f"it/s{n}" for n in range(12))
    for qualified_id, chains in every.items():
        assert chains == chains_of(Clocks(catalog), catalog.services[qualified_id]) == seen[qualified_id]
        worst = [chain.always.worst for chain in seen[qualified_id]]
        assert worst == [chain.always.worst for chain in chains]
    assert seen.doubtful == every.doubtful
    assert seen.clocks.catalog is visible(catalog)
