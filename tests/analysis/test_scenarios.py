"""Situations to practice on: which are found in a department's services, and that the clock's own answer is theirs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from pathlib import Path

import pytest
from tests.support import IT, SMALL, catalog, errors, make_catalog

from servicebook.analysis.quote import quote
from servicebook.analysis.scenarios import Scenario, Situation, scenarios
from servicebook.analysis.typical_moments import TypicalMoment, typical_moments
from servicebook.clock.calendar import Calendar
from servicebook.model.clocks import Clocks
from servicebook.model.promises import terms_of

WEEK = "{" + ", ".join(f'{day}: ["09:00-16:00"]' for day in ("mon", "tue", "wed", "thu", "fri")) + "}"
BASE = {
    **SMALL,
    "site_config/calendars.yml": (
        f"office:\n  name: Office\n  open: {WEEK}\n  closures: [{{on: 2026-09-09, reason: Harvest day}}]\n"
    ),
    f"{IT}/services/repair.yml": (
        "name: Repair\nsummary: We mend it.\nroles: {owner: it/lead}\naliases: [cracked screen]\n"
        "targets: [{measure: fulfillment_time, within: 2 working days}]\n"
    ),
}
SERVICE = (
    "name: {name}\nsummary: S.\nroles: {{owner: it/lead}}\n"
    "targets: [{{measure: fulfillment_time, within: {within}}}]\n"
)
WEDNESDAY = date(2026, 9, 2)


def found(root: Path, files: Mapping[str, str], today: date = WEDNESDAY) -> dict[str, Scenario]:
    """The scenarios of IT, by what they are about; of the written ones the last."""
    clocks = Clocks(catalog(make_catalog(root, files, base=BASE), today))

    def typical(calendar: Calendar, cutoffs: tuple[time, ...]) -> tuple[TypicalMoment, ...]:
        return typical_moments(calendar, today, cutoffs)

    return {one.situation.value: one for one in scenarios(clocks, clocks.catalog.departments["it"], typical)}


def test_worst_hours_are_the_last_minutes_before_days_off(tmp_path: Path) -> None:
    one = found(tmp_path, {})["worst-hours"]
    assert one.quote.at.isoformat() == "2026-09-04T15:40:00+00:00"  # a Friday, on which work ends at 16:00
    (answer,) = one.quote.answers
    assert answer.due and answer.due.due.date() == date(2026, 9, 8)


def test_the_last_day_of_a_week_is_found_where_it_is_tomorrow(tmp_path: Path) -> None:
    thursday = date(2026, 9, 3)
    assert found(tmp_path, {}, thursday)["worst-hours"].quote.at.isoformat() == "2026-09-04T15:40:00+00:00"


def test_day_before_a_closure_is_one_and_names_it(tmp_path: Path) -> None:
    one = found(tmp_path, {})["days-off"]
    assert (one.quote.at.isoformat(), one.name) == ("2026-09-08T15:00:00+00:00", "Harvest day")


def test_what_is_done_the_same_day_teaches_nothing_about_days_off(tmp_path: Path) -> None:
    files = {f"{IT}/services/repair.yml": SERVICE.format(name="Repair", within="20 minutes")}
    assert not {"worst-hours", "days-off"} & set(found(tmp_path, files))


def test_cutoff_is_missed_by_ten_minutes(tmp_path: Path) -> None:
    target = "{measure: fulfillment_time, within: same working day, cutoff: '14:00'}"
    one = found(tmp_path, {
        f"{IT}/services/repair.yml": f"name: Repair\nsummary: S.\nroles: {{owner: it/lead}}\ntargets: [{target}]\n",
    })["cutoff"]  # fmt: skip
    assert one.quote.at.isoformat() == "2026-09-03T14:10:00+00:00"
    assert one.quote.answers[0].due and one.quote.answers[0].due.received.date() == date(2026, 9, 4)


AGREEMENT = """\
provider: it
customer: hr
covers: [it/repair]
targets: [{{measure: fulfillment_time, within: {within}}}]
effective_from: 2026-01-01
"""


def agreement(root: Path, within: str) -> dict[str, str]:
    """An agreement of IT and HR on repairs that both have accepted, as a file."""
    path, text = "catalog/agreements/repairs.yml", AGREEMENT.format(within=within)
    drafted = catalog(make_catalog(root / "draft", {path: text}, base=BASE), WEDNESDAY)
    terms = terms_of(drafted, drafted.agreements["repairs"])
    accepted = "".join(
        f"  - {{party: {party}, by: {role}, on: 2026-01-01, terms: {terms}}}\n"
        for party, role in (("it", "it/lead"), ("hr", "hr/head"))
    )
    return {path: f"{text}accepted:\n{accepted}"}


def test_a_customer_is_asked_about_whose_agreement_moves_the_date(tmp_path: Path) -> None:
    one = found(tmp_path, agreement(tmp_path, "3 hours"))["agreement"]
    assert one.quote.customer == "hr"
    assert one.others and one.others.answers[0].due and one.quote.answers[0].due
    assert one.quote.answers[0].due.due < one.others.answers[0].due.due


def test_an_agreement_that_changes_no_date_is_no_situation(tmp_path: Path) -> None:
    assert "agreement" not in found(tmp_path, agreement(tmp_path, "2 working days"))


def test_each_is_about_another_service_as_long_as_there_are_any(tmp_path: Path) -> None:
    files = {f"{IT}/services/loan.yml": SERVICE.format(name="Loan", within="3 working days")}
    both = found(tmp_path, files)
    assert {both["worst-hours"].quote.service.id, both["days-off"].quote.service.id} == {
        "it/loan",
        "it/repair",
    }


def test_planned_services_and_those_without_a_date_are_not_asked_about(tmp_path: Path) -> None:
    planned = SERVICE.format(name="Repair", within="2 working days") + "lifecycle: planned\n"
    wordy = "name: Help\nsummary: S.\nroles: {owner: it/lead}\ntargets: [{measure: quality, stated: Well.}]\n"
    assert found(tmp_path, {f"{IT}/services/repair.yml": planned, f"{IT}/services/help.yml": wordy}) == {}


WRITTEN = BASE[f"{IT}/department.yml"] + (
    "scenarios:\n"
    "  - {situation: Ink is everywhere., service: it/repair, weekday: wed, time: '11:20',"
    " priority: high, customer: hr}\n"
)


def test_what_a_department_wrote_is_asked_on_the_next_such_day(tmp_path: Path) -> None:
    files = {f"{IT}/department.yml": WRITTEN}
    one = found(tmp_path, files)["written"]  # today is such a day: the next is in a week, which is closed
    assert (one.words, one.quote.at.isoformat()) == ("Ink is everywhere.", "2026-09-09T11:20:00+00:00")
    assert (one.quote.priority, one.quote.customer) == ("high", "hr")


def test_a_scenario_about_an_unknown_service_is_an_error(tmp_path: Path) -> None:
    files = {f"{IT}/department.yml": WRITTEN.replace("it/repair", "it/repairs")}
    assert errors(make_catalog(tmp_path, files, base=BASE)) == [
        "catalog/departments/it/department.yml:7:46 unknown-service"
    ]


@pytest.mark.parametrize(
    "situation", [one for one in Situation if one not in ("cutoff", "agreement", "written")]
)
def test_answer_is_that_of_the_one_function_of_dates(tmp_path: Path, situation: Situation) -> None:
    one = found(tmp_path, {})[situation]
    clocks = Clocks(catalog(make_catalog(tmp_path, {}, base=BASE), WEDNESDAY))
    again = quote(clocks, clocks.catalog.services[one.quote.service.id], one.quote.at)
    assert [a.due for a in again.answers] == [a.due for a in one.quote.answers]
