"""Every reason has its sentence."""

# ruff: noqa: E501  # one case a line
from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from servicebook.analysis import reasons
from servicebook.analysis.chains import Comparison, Verdict
from servicebook.analysis.plan import CannotPlanError
from servicebook.analysis.reasons import StepUnknown
from servicebook.clock.calendar import NeverOpenError, PastHorizonError
from servicebook.explanations import no_date, no_plan, unknown_chain, unknown_time
from servicebook.model.clocks import NoCalendar, NoCalendarError

LAST = date(2027, 12, 31)
NO_DATE = [
    (NeverOpenError("Office"), 'the calendar "Office" is never open, so nothing counted on it is ever due'),
    (PastHorizonError("Office", None, LAST), 'the calendar "Office" is known until 2027-12-31, and the answer lies outside'),
    (PastHorizonError("Office", date(2021, 1, 1), LAST), 'the calendar "Office" is known from 2021-01-01 until 2027-12-31, and the answer lies outside'),
    (PastHorizonError("Office", date(2021, 1, 1), None), 'the calendar "Office" is known from 2021-01-01 until 2199-12-31, and the answer lies outside'),
    (PastHorizonError("Office", None, None), 'the calendar "Office" is computed from 1970-01-01 until 2199-12-31, and the answer lies outside'),
    (PastHorizonError("", None, None), "calendars are computed from 1970-01-01 until 2199-12-31, and the answer lies outside"),
    (NoCalendarError(NoCalendar("night")), 'the calendar "night" is missing or has errors'),
    (NoCalendarError(NoCalendar("Office", "XX")), 'the calendar "Office" cannot be used: the public holidays of XX are not known'),
    (NoCalendarError(NoCalendar("Office", "DE", "ZZ")), 'the calendar "Office" cannot be used: the public holidays of ZZ of DE are not known'),
]  # fmt: skip
UNKNOWN_TIMES: list[tuple[reasons.UnknownTime, str]] = [
    (reasons.NoTimeWritten(), "has no time"),
    (reasons.DoerWithoutHours("it/lead"), "is done by it/lead, which has no hours"),
    (reasons.NoTimePromised("it/loan"), "is handed to it/loan, which promises no time"),
    (reasons.ServiceWithoutHours("it/loan"), "is handed to it/loan, which has no hours"),
    (NoCalendar("night"), 'cannot be counted: the calendar "night" is missing or has errors'),
    (reasons.NeverOpen("Office"), "is counted on Office, which is never open"),
    (reasons.WaitsForItself(), "waits for itself, through others"),
]
UNKNOWN_CHAINS: list[tuple[reasons.UnknownChain, str]] = [
    (reasons.NoHandoffs(), "it has no hand-offs written down"),
    (reasons.NothingPromised(), "it does not say by when it is done"),
    (reasons.PromiseWithoutHours(), "it has no hours on which its promise is counted"),
    (NoCalendar("night"), 'the calendar "night" is missing or has errors'),
    (reasons.NeverOpen("Office"), "Office is never open"),
    (StepUnknown("tea", reasons.NoTimeWritten()), 'the step "tea" has no time'),
    (reasons.OnlySometimes(), "all its steps are done only sometimes"),
    (reasons.CalendarsEndTooSoon(), "the calendars are not known far enough to say when it ends"),
]


@pytest.mark.parametrize(("fault", "said"), NO_DATE)
def test_why_there_is_no_date(fault: PastHorizonError | NeverOpenError | NoCalendarError, said: str) -> None:
    assert no_date(fault) == said


@pytest.mark.parametrize(("reason", "said"), UNKNOWN_TIMES)
def test_why_the_time_of_a_step_is_not_known(reason: reasons.UnknownTime, said: str) -> None:
    assert unknown_time("“Tea”", reason) == f"“Tea” {said}"
    fault = CannotPlanError("day-one", "tea", reason)
    assert no_plan(fault) == f'"day-one" cannot be planned: the step "tea" {said}'


@pytest.mark.parametrize(("reason", "said"), UNKNOWN_CHAINS)
def test_why_nobody_can_tell_whether_a_promise_covers_its_chain(
    reason: reasons.UnknownChain, said: str
) -> None:
    assert unknown_chain(Comparison(verdict=Verdict.UNKNOWN, reason=reason)) == said


def test_why_no_day_can_be_planned_for() -> None:
    fault = CannotPlanError("day-one", "tea", NeverOpenError("Office"))
    assert no_plan(fault).startswith(
        '"day-one" cannot be planned: the step "tea": the calendar "Office" is never'
    )


def test_no_reason_is_left_out_here() -> None:
    assert {type(reason) for reason, _ in UNKNOWN_TIMES} == set(get_args(reasons.UnknownTime))
    assert {type(reason) for reason, _ in UNKNOWN_CHAINS} == set(get_args(reasons.UnknownChain))
