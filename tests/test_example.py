"""The example organization does not rot: whoever looks at it in ten years sees about what one sees today."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from servicebook.analysis.on_duty import on_duty
from servicebook.loading import LoadedCatalog
from servicebook.model.calendars import hours_of, known_until
from servicebook.model.promises import AgreementState, state_of
from tests.support import REPOSITORY, opened

DAYS = ("2026-11-26", "2028-02-29", "2030-06-14", "2033-02-01", "2036-11-26")
ON_PURPOSE = {
    "action-overdue": 1,
    "agreement-lapsed": 1,
    "agreement-not-accepted": 1,
    "feedback-unanswered": 1,
    "holder-left": 1,
    "no-deputy": 2,
    "no-owner": 1,
    "no-promise": 1,
    "promise-easily-kept": 1,
    "promise-missed": 2,
    "review-overdue": 3,
    "vacant-role": 2,
}
"""What is wrong with it, to show what that looks like: the same on any day."""
CHAINS = ("promise-outruns-chain", "promise-outruns-sometimes")
"""Findings that depend on how the holidays of a year lie."""


@pytest.fixture(scope="module", params=DAYS)
def loaded(request: pytest.FixtureRequest) -> LoadedCatalog:
    """The example on one of the days; tests of the same day get the same."""
    return opened(REPOSITORY, date.fromisoformat(request.param))


def test_the_same_is_wrong_on_any_day(loaded: LoadedCatalog) -> None:
    found = Counter(problem.code for problem in loaded.problems)
    late = sum(found.pop(code, 0) for code in CHAINS)
    assert found == ON_PURPOSE
    assert 1 <= late <= 3


def test_somebody_is_on_duty_and_somebody_away_on_any_day(loaded: LoadedCatalog) -> None:
    catalog = loaded.catalog
    (desk,) = on_duty(catalog)["it/desk-lead"][:1]
    assert (desk.first, desk.people) in {(None, ("amira-haddad",)), (None, ("jo-okoro",))}
    (buyer,) = on_duty(catalog)["purchasing/indirect-buyer"]
    assert (buyer.people, buyer.away) == (("daan-mulder",), ("tariq-aziz",))


def test_notices_agreements_and_calendars_hold_on_any_day(loaded: LoadedCatalog) -> None:
    catalog, today = loaded.catalog, loaded.catalog.today
    notices = [n for n in catalog.notices.values() if n.start <= today <= (n.end or today)]
    assert 2 <= len(notices) <= 6
    states = Counter(state_of(catalog, agreement) for agreement in catalog.agreements.values())
    assert states[AgreementState.IN_FORCE] == 7
    for calendar in catalog.settings.calendars:
        hours = hours_of(catalog.settings, calendar)
        assert hours is not None
        until = known_until(hours, today)
        assert until is None or until - today > timedelta(days=365), calendar
