"""Nothing is concluded about an agreement from what is wrong with it, or with what it covers, in another way."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import IT, SMALL, catalog, make_catalog, problems

from servicebook.model.promises import terms_of

AGREEMENT = "catalog/agreements/it-hr.yml"
TERMS = "provider: it\ncustomer: hr\ncovers: [it/repair]\neffective_from: 2026-02-01\n"
ACCEPTED = (
    "accepted:\n  - {{party: it, by: it/lead, on: 2026-01-05, terms: {terms}}}\n"
    "  - {{party: hr, by: hr/head, on: 2026-01-06, terms: {terms}}}\n"
)


def codes(root: Path) -> list[str]:
    return sorted(problem.code for problem in problems(root))


@pytest.fixture
def accepted(tmp_path: Path) -> str:
    root = make_catalog(tmp_path / "terms", {AGREEMENT: TERMS}, base=SMALL)
    terms = terms_of(catalog(root), catalog(root).agreements["it-hr"])
    text = TERMS + ACCEPTED.format(terms=terms)
    assert codes(make_catalog(tmp_path / "accepted", {AGREEMENT: text}, base=SMALL)) == []
    return text


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("customer: hr", "customer: Human Resources", "unknown-department"),
        ("2026-02-01\n", "2026-02-01\neffective_until: 2025-03-31\n", "bad-date"),
        ("party: hr, by: hr/head", "party: hhr, by: hr/head", "unknown-department"),
        ("covers: [it/repair]", "covers: [it/repairs]", "unknown-service"),
    ],
)
def test_an_error_in_the_agreement_is_all_that_is_said(
    tmp_path: Path, accepted: str, old: str, new: str, code: str
) -> None:
    text = accepted.replace(old, new)
    assert codes(make_catalog(tmp_path, {AGREEMENT: text}, base=SMALL)) == [code]


def test_terms_have_not_changed_where_a_service_is_not_read(tmp_path: Path, accepted: str) -> None:
    files = {**SMALL, f"{IT}/services/repair.yml.bak": SMALL[f"{IT}/services/repair.yml"]}
    del files[f"{IT}/services/repair.yml"]
    assert codes(make_catalog(tmp_path, {AGREEMENT: accepted}, base=files)) == ["stray-file"]


def test_an_acceptance_of_no_party_is_not_missed_from_a_party_as_well(tmp_path: Path, accepted: str) -> None:
    files = {
        "catalog/departments/law/department.yml": "name: Law\nsummary: Contracts.\n",
        AGREEMENT: accepted.replace("party: hr, by: hr/head", "party: law, by: hr/head"),
    }
    found = codes(make_catalog(tmp_path, files, base=SMALL))
    assert "acceptance-of-no-party" in found
    assert "agreement-not-accepted" not in found


def test_a_value_with_an_error_has_no_warning_as_well(tmp_path: Path) -> None:
    repair = f"{IT}/services/repair.yml"
    text = SMALL[repair] + "replaced_by: it/repairs\n"  # of one that is live, which would be a warning
    assert codes(make_catalog(tmp_path, {repair: text}, base=SMALL)) == ["unknown-service"]
