"""Which targets apply, sentence by sentence of the design; and when an agreement is in force."""

# ruff: noqa: E501  # one case a line
from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.support import HR, IT, SMALL, TODAY, catalog, make_catalog

from servicebook.model.catalog import Catalog
from servicebook.model.promises import (
    AgreementState,
    agreement_in_force,
    applying,
    in_short,
    main_promise,
    promises,
    state_of,
    terms_of,
)

REPAIR = f"{IT}/services/repair.yml"
AGREEMENT = "catalog/agreements/it-hr.yml"
SERVICE = "name: Repair\nsummary: We mend it.\nroles: {owner: it/lead}\n"


def department(targets: str = "", part_of: str = "", extra: str = "") -> str:
    above = f"part_of: {part_of}\n" if part_of else ""
    return f"name: D\nsummary: D.\n{above}{extra}targets: [{targets}]\n"


def target(measure: str = "response_time", within: str = "1 hour", **more: str) -> str:
    return (
        "{" + ", ".join(f"{k}: {v}" for k, v in {"measure": measure, "within": within, **more}.items()) + "}"
    )


NONE = "{measure: response_time, none: true}"


def told(c: Catalog, service: str = "it/repair", customer: str | None = None) -> list[str]:
    """Every promise as ``measure/priority/channel within source``."""
    return [
        f"{p.target.measure}/{p.target.priority or '-'}/{p.target.channel or '-'} {p.target.within} {p.source}"
        for p in promises(c, c.services[service], customer)
    ]


def with_targets(root: Path, service: str = "", it: str = "", head: str = "") -> Catalog:
    """IT is part of a head department; each has the targets given."""
    files = {
        "catalog/departments/board/department.yml": department(head),
        f"{IT}/department.yml": department(it, "board", "head: it/lead\nsupport_hours: office\n"),
        REPAIR: SERVICE + f"targets: [{service}]\n",
    }
    return catalog(make_catalog(root, files, base=SMALL))


def with_agreement(
    root: Path,
    targets: str,
    *,
    customer: str = "hr",
    extra: str = "",
    files: dict[str, str] | None = None,
    name: str = "it-hr",
    today: date = TODAY,
) -> Catalog:
    """SMALL with an accepted agreement."""
    path = f"catalog/agreements/{name}.yml"
    text = f"provider: it\ncustomer: {customer}\ncovers: [it/repair]\ntargets: [{targets}]\n{extra}"
    make_catalog(root, {**(files or {}), path: text}, base=SMALL)
    before = catalog(root, today)
    current = terms_of(before, before.agreements[name])
    by = {"hr": "hr/head", "payroll": "hr/head"}[customer]
    (root / path).write_text(
        f"{text}accepted:\n  - {{party: it, by: it/lead, on: 2026-01-05, terms: {current}}}\n"
        f"  - {{party: {customer}, by: {by}, on: 2026-01-06, terms: {current}}}\n"
    )
    return catalog(root, today)


# The agreement's, else the service's, else the department's, else the parent department's.


def test_a_services_own_target_comes_before_its_departments(tmp_path: Path) -> None:
    c = with_targets(tmp_path, target(within="1 hour"), target(within="2 hours"), target(within="3 hours"))
    assert told(c) == ["response_time/-/- 1 hour service"]


def test_a_departments_target_comes_before_its_parents(tmp_path: Path) -> None:
    c = with_targets(tmp_path, "", target(within="2 hours"), target(within="3 hours"))
    assert told(c) == ["response_time/-/- 2 hours department:it"]


def test_a_parents_target_holds_where_nothing_nearer_does(tmp_path: Path) -> None:
    c = with_targets(tmp_path, "", "", target(within="3 hours"))
    assert told(c) == ["response_time/-/- 3 hours department:board"]


def test_an_agreements_target_comes_before_all_others_for_its_customer_only(tmp_path: Path) -> None:
    c = with_agreement(tmp_path, target(within="30 minutes"))
    assert told(c, customer="hr") == ["response_time/-/- 30 minutes agreement:it-hr"]
    assert told(c, customer="it") == told(c) == ["response_time/-/- 4 hours service"]


MAIL = f"{IT}/services/mail.yml"


def with_two_covered(root: Path, targets: str) -> Catalog:
    """SMALL with a second service and an accepted agreement on both."""
    files = {MAIL: SERVICE, "catalog/agreements/it-hr.yml": (
        f"provider: it\ncustomer: hr\ncovers: [it/repair, it/mail]\ntargets: [{targets}]\n"
    )}  # fmt: skip
    make_catalog(root, files, base=SMALL)
    before = catalog(root)
    current = terms_of(before, before.agreements["it-hr"])
    path = root / "catalog/agreements/it-hr.yml"
    path.write_text(
        path.read_text() + f"accepted:\n  - {{party: it, by: it/lead, on: 2026-01-05, terms: {current}}}\n"
        f"  - {{party: hr, by: hr/head, on: 2026-01-06, terms: {current}}}\n"
    )
    return catalog(root)


def test_a_target_that_names_services_holds_for_these_alone(tmp_path: Path) -> None:
    c = with_two_covered(tmp_path, target(within="30 minutes", services="[it/repair]"))
    assert told(c, "it/repair", "hr") == ["response_time/-/- 30 minutes agreement:it-hr"]
    assert told(c, "it/mail", "hr") == told(c, "it/mail")


def test_a_target_that_names_the_service_comes_before_one_for_all_that_are_covered(tmp_path: Path) -> None:
    named, general = target(within="30 minutes", services="[it/repair]"), target(within="2 hours")
    c = with_two_covered(tmp_path, f"{general}, {named}")
    assert told(c, "it/repair", "hr") == ["response_time/-/- 30 minutes agreement:it-hr"]
    assert told(c, "it/mail", "hr") == ["response_time/-/- 2 hours agreement:it-hr"]


def test_naming_the_services_changes_the_terms_only_where_it_changes_what_is_promised(tmp_path: Path) -> None:
    every = with_two_covered(tmp_path / "a", target(within="2 hours"))
    both = with_two_covered(tmp_path / "b", target(within="2 hours", services="[it/mail, it/repair]"))
    one = with_two_covered(tmp_path / "c", target(within="2 hours", services="[it/repair]"))
    terms = [terms_of(c, c.agreements["it-hr"]) for c in (every, both, one)]
    assert terms[0] == terms[1] != terms[2]


def test_a_service_without_any_target_promises_nothing(tmp_path: Path) -> None:
    assert told(with_targets(tmp_path)) == []


# A target's key is (measure, priority, channel); for each key the first that has it wins.


def test_each_key_is_looked_for_on_its_own(tmp_path: Path) -> None:
    c = with_targets(
        tmp_path,
        target(priority="high"),
        f"{target(within='2 hours', priority='high')}, {target(within='3 hours')}, {target(within='4 hours', channel='phone')}",
        f"{target(within='5 hours', priority='high', channel='phone')}, {target('fulfillment_time', '6 hours')}, {target(within='7 hours')}",
    )
    assert told(c) == [
        "response_time/high/- 1 hour service",
        "response_time/-/- 3 hours department:it",
        "response_time/-/phone 4 hours department:it",
        "response_time/high/phone 5 hours department:board",
        "fulfillment_time/-/- 6 hours department:board",
    ]


# A target without a priority holds for any; an exact match beats it.


@pytest.mark.parametrize(
    ("priority", "channel", "within"),
    [
        ("high", "phone", "1 hour"), ("high", "chat", "2 hours"), ("high", None, "2 hours"),
        ("normal", "phone", "3 hours"), ("normal", None, "4 hours"), (None, None, "4 hours"),
    ],
)  # fmt: skip
def test_an_exact_match_beats_a_target_for_any(
    tmp_path: Path, priority: str | None, channel: str | None, within: str
) -> None:
    c = with_targets(
        tmp_path,
        f"{target(within='4 hours')}, {target(within='1 hour', priority='high', channel='phone')}, "
        f"{target(within='2 hours', priority='high')}, {target(within='3 hours', channel='phone')}",
    )
    found = applying(promises(c, c.services["it/repair"]), "response_time", priority, channel)
    assert found is not None
    assert str(found.target.within) == within


def test_an_exact_match_from_farther_away_beats_a_nearer_target_for_any(tmp_path: Path) -> None:
    c = with_targets(tmp_path, target(within="4 hours"), target(within="1 hour", priority="high"))
    found = applying(promises(c, c.services["it/repair"]), "response_time", "high")
    assert found is not None
    assert found.source == "department:it"


def test_a_measure_that_is_not_promised_does_not_apply(tmp_path: Path) -> None:
    c = with_targets(tmp_path, target(priority="high"))
    found = promises(c, c.services["it/repair"])
    assert applying(found, "resolution_time", "high") is None
    assert applying(found, "response_time", "normal") is None


# `none: true` takes an inherited one away.


def test_none_takes_an_inherited_target_away(tmp_path: Path) -> None:
    assert told(with_targets(tmp_path, NONE, target(), target(within="2 hours"))) == []


def test_none_of_a_department_takes_away_its_parents(tmp_path: Path) -> None:
    assert told(with_targets(tmp_path, "", NONE, target())) == []


def test_none_for_any_priority_takes_away_those_of_each(tmp_path: Path) -> None:
    inherited = f"{target(priority='high')}, {target(channel='phone')}, {target('fulfillment_time')}"
    assert told(with_targets(tmp_path, NONE, inherited)) == ["fulfillment_time/-/- 1 hour department:it"]


def test_none_for_one_priority_takes_away_that_one_only(tmp_path: Path) -> None:
    c = with_targets(
        tmp_path,
        "{measure: response_time, priority: high, none: true}",
        f"{target(priority='high')}, {target(within='2 hours')}",
    )
    assert told(c) == ["response_time/-/- 2 hours department:it"]


def test_none_takes_nothing_away_from_what_is_nearer(tmp_path: Path) -> None:
    assert told(with_targets(tmp_path, target(), NONE)) == ["response_time/-/- 1 hour service"]


def test_none_in_an_agreement_takes_the_services_target_away(tmp_path: Path) -> None:
    assert told(with_agreement(tmp_path, NONE), customer="hr") == []


# Asking without a priority means `default` of priorities.yml.


def test_the_main_promise_is_that_of_the_default_priority(tmp_path: Path) -> None:
    c = with_targets(
        tmp_path,
        f"{target('fulfillment_time', '1 hour', priority='high')}, {target('fulfillment_time', '2 hours', priority='normal')}, {target('fulfillment_time', '3 hours')}",
    )
    found = main_promise(c, promises(c, c.services["it/repair"]))
    assert found is not None
    assert str(found.target.within) == "2 hours"


@pytest.mark.parametrize(
    ("targets", "measure"),
    [
        (f"{target()}, {target('resolution_time')}, {target('fulfillment_time')}", "fulfillment_time"),
        (f"{target()}, {target('resolution_time')}", "resolution_time"),
        (f"{target()}, {{measure: fulfillment_time, stated: Soon.}}", "response_time"),
        (f"{target()}, {target('fulfillment_time', priority='high')}", "response_time"),
    ],
)
def test_the_main_promise_is_fulfillment_else_resolution_else_response(
    tmp_path: Path, targets: str, measure: str
) -> None:
    c = with_targets(tmp_path, targets)
    found = main_promise(c, promises(c, c.services["it/repair"]))
    assert found is not None
    assert found.target.measure == measure


def test_a_promise_in_words_is_no_main_promise(tmp_path: Path) -> None:
    c = with_targets(tmp_path, "{measure: fulfillment_time, stated: Within 2 working days.}")
    assert main_promise(c, promises(c, c.services["it/repair"])) is None


def test_in_short_is_the_customers_own_time_where_one_is_agreed(tmp_path: Path) -> None:
    c = with_agreement(tmp_path, target("fulfillment_time", "3 hours"))
    repair = c.services["it/repair"]
    assert [in_short(c, repair, customer) for customer in (None, "it", "hr")] == [
        "4 hours",
        "4 hours",
        "3 hours",
    ]


def test_in_short_is_nothing_without_a_time(tmp_path: Path) -> None:
    c = with_targets(tmp_path, "{measure: fulfillment_time, stated: Within 2 working days.}")
    assert in_short(c, c.services["it/repair"]) is None


# Escalation, support_hours, channels and customer duties inherit as whole lists.

INHERITED = "channels: [{type: chat, handle: a}, {type: chat, handle: b}]\ncustomer_duties: [One., Two.]\nescalation: [{role: it/lead}]\nsupport_hours: office\n"


def lists(root: Path, it: str, service: str) -> Catalog:
    files = {
        "catalog/departments/board/department.yml": department("", "", INHERITED),
        f"{IT}/department.yml": department("", "board", "head: it/lead\n" + it),
        REPAIR: SERVICE + service,
    }
    return catalog(make_catalog(root, files, base=SMALL))


@pytest.mark.parametrize(
    ("field", "written", "inherited"),
    [
        ("channels", "channels: [{type: chat, handle: c}]\n", 2),
        ("customer_duties", "customer_duties: [Three.]\n", 2),
        ("escalation", "escalation: [{role: hr/head}]\n", 1),
    ],
)
def test_lists_inherit_whole_and_the_nearest_wins(
    tmp_path: Path, field: str, written: str, inherited: int
) -> None:
    def value(c: Catalog) -> tuple[int, str]:
        found = getattr(c, field)(c.services["it/repair"])
        return len(found.value), found.source

    assert value(lists(tmp_path / "a", "", "")) == (inherited, "department:board")
    assert value(lists(tmp_path / "b", written, "")) == (1, "department:it")
    assert value(lists(tmp_path / "c", written, written)) == (1, "service")


def test_support_hours_inherit(tmp_path: Path) -> None:
    def hours(c: Catalog) -> tuple[str | None, str]:
        found = c.support_hours(c.services["it/repair"])
        return found.value, found.source

    assert hours(lists(tmp_path / "a", "", "")) == ("office", "department:board")
    assert hours(lists(tmp_path / "b", "support_hours: always\n", "")) == ("always", "department:it")
    assert hours(lists(tmp_path / "c", "", "support_hours: always\n")) == ("always", "service")
    assert hours(
        catalog(
            make_catalog(
                tmp_path / "d",
                {f"{IT}/department.yml": department("", "", "head: it/lead\n"), REPAIR: SERVICE},
                base=SMALL,
            )
        )
    ) == (None, "none")


def test_a_promise_is_counted_on_its_own_hours_else_the_support_hours(tmp_path: Path) -> None:
    c = with_targets(tmp_path, f"{target()}, {target('fulfillment_time', hours='always')}")
    assert [p.calendar for p in promises(c, c.services["it/repair"])] == ["office", "always"]


# An agreement is in force when its dates cover the day and both have accepted its current terms.


@pytest.mark.parametrize(
    ("dates", "day", "state"),
    [
        ("", "2026-09-01", AgreementState.IN_FORCE),
        ("effective_from: 2026-09-01\n", "2026-09-01", AgreementState.IN_FORCE),
        ("effective_from: 2026-09-01\n", "2026-08-31", AgreementState.NOT_YET),
        ("effective_until: 2026-09-01\n", "2026-09-01", AgreementState.IN_FORCE),
        ("effective_until: 2026-09-01\n", "2026-09-02", AgreementState.LAPSED),
        ("effective_from: 2026-09-01\neffective_until: 2026-09-01\n", "2026-09-01", AgreementState.IN_FORCE),
    ],
)
def test_both_ends_of_an_agreements_dates_are_included(
    tmp_path: Path, dates: str, day: str, state: AgreementState
) -> None:
    c = with_agreement(tmp_path, target(within="30 minutes"), extra=dates, today=date.fromisoformat(day))
    agreement = c.agreements["it-hr"]
    assert state_of(c, agreement) is state
    expected = agreement if state is AgreementState.IN_FORCE else None
    assert agreement_in_force(c, c.services["it/repair"], "hr") is expected
    assert ("agreement:it-hr" in told(c, customer="hr")[0]) == (expected is not None)


@pytest.mark.parametrize("party", ["it", "hr"])
def test_both_parties_must_have_accepted(tmp_path: Path, party: str) -> None:
    with_agreement(tmp_path, target(within="30 minutes"))
    lines = (tmp_path / AGREEMENT).read_text().splitlines(keepends=True)
    (tmp_path / AGREEMENT).write_text("".join(line for line in lines if f"party: {party}," not in line))
    c = catalog(tmp_path)
    assert state_of(c, c.agreements["it-hr"]) is AgreementState.NOT_ACCEPTED
    assert told(c, customer="hr") == ["response_time/-/- 4 hours service"]


def test_an_acceptance_counts_from_its_day_on(tmp_path: Path) -> None:
    with_agreement(tmp_path, target(within="30 minutes"))
    text = (tmp_path / AGREEMENT).read_text()
    first = text.index("on: 2")
    (tmp_path / AGREEMENT).write_text(text[:first] + "on: 2026-12-01" + text[first + len("on: 2026-12-01") :])
    before, after = (catalog(tmp_path, today=date(2026, month, 1)) for month in (11, 12))
    assert state_of(before, before.agreements["it-hr"]) is AgreementState.NOT_ACCEPTED
    assert state_of(after, after.agreements["it-hr"]) is AgreementState.IN_FORCE


CHANGES = [
    (AGREEMENT, "30 minutes", "31 minutes", True),
    (AGREEMENT, "targets: [", "targets: [{measure: quality, stated: Good.}, ", True),
    (AGREEMENT, "covers: [it/repair]", "covers: [it/repair]\nsummary: Why we agreed.", False),
    (AGREEMENT, "covers: [it/repair]", "covers: [it/repair]\ncustomer_duties: [Tell us.]", False),
    (REPAIR, "We mend it.", "We mend everything.", False),
    (REPAIR, "4 hours", "5 hours", False),  # the agreement replaces this one
    (REPAIR, "targets: [", "targets: [{measure: availability, at_least: 99}, ", True),
    (REPAIR, "targets: [", "targets: [{measure: quality, stated: 'Good.'}, ", True),
    (f"{IT}/department.yml", "support_hours: office", "support_hours: always", True),
    (f"{IT}/department.yml", "head:", "targets: [{measure: fulfillment_time, within: 1 hour}]\nhead:", True),
    (f"{IT}/department.yml", "Devices.", "All devices.", False),
    (f"{HR}/department.yml", "People.", "All people.", False),
]


@pytest.mark.parametrize(("path", "old", "new", "changes"), CHANGES, ids=[c[2][:40] for c in CHANGES])
def test_terms_change_with_what_is_promised_and_not_with_prose(
    tmp_path: Path, path: str, old: str, new: str, changes: bool
) -> None:
    with_agreement(tmp_path, target(within="30 minutes"))
    text = (tmp_path / path).read_text()
    assert old in text
    (tmp_path / path).write_text(text.replace(old, new, 1))
    c = catalog(tmp_path)
    expected = AgreementState.CHANGED if changes else AgreementState.IN_FORCE
    assert state_of(c, c.agreements["it-hr"]) is expected


def test_terms_do_not_depend_on_the_order_or_the_spelling_of_targets(tmp_path: Path) -> None:
    one, other = target("fulfillment_time", "1 hour"), "{measure: quality, stated: Very  good.}"
    a = with_agreement(tmp_path / "a", f"{one}, {other}")
    b = with_agreement(tmp_path / "b", f"{other.replace('  ', ' ')}, {one.replace('1 hour', '1 hours')}")
    assert terms_of(a, a.agreements["it-hr"]) == terms_of(b, b.agreements["it-hr"])


def test_a_later_acceptance_replaces_an_earlier_one(tmp_path: Path) -> None:
    with_agreement(tmp_path, target(within="30 minutes"))
    text = (tmp_path / AGREEMENT).read_text()
    for day, state in (("2020-01-01", AgreementState.IN_FORCE), ("2026-02-01", AgreementState.CHANGED)):
        stale = f"  - {{party: hr, by: hr/head, on: {day}, terms: sha256-{'0' * 32}}}\n"
        (tmp_path / AGREEMENT).write_text(text + stale)
        c = catalog(tmp_path)
        assert state_of(c, c.agreements["it-hr"]) is state


# It covers the customer's sub-departments; the nearest wins.

PAYROLL = {"catalog/departments/payroll/department.yml": "name: Payroll\nsummary: Pay.\npart_of: hr\n"}


def test_an_agreement_covers_the_customers_sub_departments(tmp_path: Path) -> None:
    c = with_agreement(tmp_path, target(within="30 minutes"), files=PAYROLL)
    assert told(c, customer="payroll") == ["response_time/-/- 30 minutes agreement:it-hr"]


def test_an_agreement_with_a_sub_department_does_not_cover_the_department_above(tmp_path: Path) -> None:
    c = with_agreement(tmp_path, target(within="30 minutes"), customer="payroll", files=PAYROLL)
    assert told(c, customer="hr") == ["response_time/-/- 4 hours service"]


def test_the_nearest_agreement_wins(tmp_path: Path) -> None:
    with_agreement(tmp_path, target(within="30 minutes"), files=PAYROLL)
    files = {**PAYROLL, AGREEMENT: (tmp_path / AGREEMENT).read_text()}
    c = with_agreement(
        tmp_path, target(within="10 minutes"), customer="payroll", name="it-payroll", files=files
    )
    assert told(c, customer="payroll") == ["response_time/-/- 10 minutes agreement:it-payroll"]
    assert told(c, customer="hr") == ["response_time/-/- 30 minutes agreement:it-hr"]


def test_where_the_nearest_is_not_in_force_the_next_one_holds(tmp_path: Path) -> None:
    with_agreement(tmp_path, target(within="30 minutes"), files=PAYROLL)
    files = {**PAYROLL, AGREEMENT: (tmp_path / AGREEMENT).read_text()}
    c = with_agreement(
        tmp_path,
        target(within="10 minutes"),
        customer="payroll",
        name="it-payroll",
        files=files,
        extra="effective_until: 2026-08-31\n",
    )
    assert told(c, customer="payroll") == ["response_time/-/- 30 minutes agreement:it-hr"]


def test_a_customer_that_does_not_exist_has_no_agreement(tmp_path: Path) -> None:
    assert told(with_agreement(tmp_path, target()), customer="nobody") == [
        "response_time/-/- 4 hours service"
    ]
