"""What applies to whom, by the day of asking."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from tests.support import HR, IT, SMALL, TODAY, catalog, make_catalog

from servicebook.analysis.promise_periods import customers, promise_periods
from servicebook.model.promises import promises, terms_of

AGREEMENT = (
    "provider: it\ncustomer: hr\ncovers: [it/repair]\ntargets: [{measure: response_time, within: 1 hour}]\n"
    "effective_from: 2026-09-10\neffective_until: 2026-09-20\n"
)


def agreed(tmp_path: Path) -> Path:
    """An agreement of eleven days that both have accepted; HR has a part."""
    files = {
        "catalog/agreements/fast.yml": AGREEMENT,
        "catalog/departments/pay/department.yml": "name: Pay\nsummary: Wages.\npart_of: hr\n",
    }
    root = make_catalog(tmp_path, files, base=SMALL)
    found = catalog(root)
    terms = terms_of(found, found.agreements["fast"])
    accepted = "".join(
        f"  - {{party: {party}, by: {role}, on: 2026-08-01, terms: {terms}}}\n"
        for party, role in (("it", "it/lead"), ("hr", "hr/head"))
    )
    (root / "catalog/agreements/fast.yml").write_text(f"{AGREEMENT}accepted:\n{accepted}", encoding="utf-8")
    return root


def test_the_customers_of_an_agreement_are_its_department_and_the_parts_of_that(tmp_path: Path) -> None:
    found = catalog(agreed(tmp_path))
    assert customers(found, found.services["it/repair"]) == ("hr", "pay")


def test_an_agreement_holds_from_its_first_day_to_its_last(tmp_path: Path) -> None:
    found = catalog(agreed(tmp_path))
    service = found.services["it/repair"]
    for customer in ("hr", "pay"):
        parts = promise_periods(found, service, customer, TODAY, date(2026, 12, 1))
        assert [part.start for part in parts] == [TODAY, date(2026, 9, 10), date(2026, 9, 21)]
        assert [str(part.promises[0].target.within) for part in parts] == ["4 hours", "1 hour", "4 hours"]
    assert len(promise_periods(found, service, None, TODAY, date(2026, 12, 1))) == 1
    assert len(promise_periods(found, service, "it", TODAY, date(2026, 12, 1))) == 1


def test_on_every_day_the_stretch_says_what_is_promised_on_it(tmp_path: Path) -> None:
    found = catalog(agreed(tmp_path))
    service = found.services["it/repair"]
    parts = promise_periods(found, service, "pay", TODAY, date(2026, 12, 1))
    for number in range(40):
        day = TODAY + timedelta(days=number)
        (*_, current) = (part for part in parts if part.start <= day)
        assert current.promises == promises(found, service, "pay", day)


def test_a_service_without_agreements_has_no_customers_of_its_own(tmp_path: Path) -> None:
    root = make_catalog(
        tmp_path, {f"{IT}/services/other.yml": "name: O\nsummary: S\n", f"{HR}/faqs.yml": "[]\n"}, base=SMALL
    )
    found = catalog(root)
    assert customers(found, found.services["it/other"]) == ()
