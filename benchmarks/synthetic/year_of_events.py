"""What happened in a year at the example organization: what is asked for how often, when, and how well it went.

Tables only; :mod:`year_of_tickets` makes requests of them. Names without a slash are departments: all their services.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

FIRST, LAST = date(2025, 10, 1), date(2026, 10, 31)
"""The days on which requests were made, both included: thirteen months, so that each has one a year before."""
COUNTED_ON = date(2026, 11, 9)
"""The day of counting: a week later, when all but the slow ones have ended."""

ASKED = {
    "it/account-access": 130,
    "it/shop-till-support": 60,
    "it/laptop-repair": 48,
    "it/meeting-room-tech": 35,
    "it/loan-laptop": 30,
    "it/phone-and-sim": 14,
    "it/laptop-order": 12,
    "it/desk-phone": 4,
    "it/new-application": 2,
    "payroll/expense-reimbursement": 110,
    "payroll/payslip-question": 70,
    "payroll/payroll-setup": 8,
    "people/employment-letter": 30,
    "people/policy-advice": 22,
    "people/contract-change": 12,
    "people/onboarding": 9,
    "people/recruiting": 4,
    "people/parental-leave": 2,
    "finance/customer-invoice": 60,
    "finance/supplier-payment": 45,
    "finance/credit-limit": 25,
    "finance/cost-center": 7,
    "facilities/courier": 60,
    "facilities/room-booking": 50,
    "facilities/building-repair": 38,
    "facilities/access-badge": 30,
    "facilities/desk-and-chair": 8,
    "delivery/same-day-delivery": 120,
    "delivery/delivery-change": 80,
    "delivery/returns-pickup": 40,
    "delivery/cold-chain-transport": 20,
    "customer-service/order-change": 90,
    "customer-service/order-status": 70,
    "customer-service/complaint": 45,
    "customer-service/refund-request": 40,
    "floral-design/bespoke-arrangement": 50,
    "floral-design/recipe-card": 12,
    "floral-design/event-flowers": 10,
    "floral-design/design-sample": 9,
    "sales/wholesale-quote": 40,
    "sales/standing-order": 14,
    "sales/customer-onboarding": 5,
    "controlling/price-calculation": 30,
    "controlling/campaign-figures": 8,
    "controlling/margin-report": 8,
    "purchasing/auction-purchase": 45,
    "purchasing/packaging-supplies": 30,
    "purchasing/spare-part": 20,
    "purchasing/import-booking": 10,
    "market-research/market-data": 30,
    "market-research/price-watch": 9,
    "marketing/website-change": 20,
    "marketing/brand-materials": 12,
    "marketing/product-photos": 7,
    "training/course-booking": 20,
    "training/safety-training": 9,
    "training/induction-day": 4,
    "quality/goods-in-inspection": 60,
    "quality/cold-store-check": 20,
}
"""How often a service is asked for in a plain month, in proportion. Legal keeps no list of who asked for advice, and
monthly payroll, company cards and the close of the month have no tickets: they are not counted."""


@dataclass(frozen=True, slots=True)
class Season:
    """``times`` as many requests from ``first`` through ``last``."""

    of: tuple[str, ...]
    first: date
    last: date
    times: float


FLOWERS = ("floral-design", "delivery", "customer-service", "purchasing/auction-purchase", "quality")
SEASONS = (
    Season(FLOWERS, date(2025, 12, 1), date(2025, 12, 23), 1.7),
    Season(FLOWERS, date(2026, 2, 6), date(2026, 2, 14), 3.2),  # Valentine's Day
    Season(FLOWERS, date(2026, 3, 9), date(2026, 3, 15), 2.8),  # Mothering Sunday, in London
    Season(FLOWERS, date(2026, 5, 4), date(2026, 5, 10), 2.2),  # Mother's Day, in the Netherlands
    Season(("floral-design/event-flowers",), date(2026, 5, 15), date(2026, 8, 31), 2.0),  # weddings
    Season(
        ("it/account-access", "it/laptop-order", "it/phone-and-sim", "facilities/access-badge"),
        date(2026, 8, 31),
        date(2026, 9, 18),
        2.6,
    ),  # new colleagues
    Season(("people/onboarding", "training/induction-day"), date(2026, 8, 17), date(2026, 9, 11), 2.5),
    Season(("facilities/building-repair",), date(2026, 1, 5), date(2026, 2, 20), 1.8),  # frost
    Season(("sales/wholesale-quote", "marketing"), date(2026, 1, 12), date(2026, 2, 6), 1.5),  # fairs
    Season(
        ("it", "people", "controlling", "marketing", "training"), date(2026, 7, 20), date(2026, 8, 21), 0.6
    ),
)

MONTHLY = {
    "payroll/payslip-question": ((25, 31, 3.0), (1, 3, 2.0)),
    "payroll/expense-reimbursement": ((1, 6, 2.2),),
    "finance/customer-invoice": ((26, 31, 1.8),),
    "finance/supplier-payment": ((1, 4, 1.6),),
}
"""Days of every month, both included, with so many times as many requests."""

GROWTH = {
    "it/account-access": 1.35,
    "delivery/same-day-delivery": 1.25,
    "market-research/market-data": 1.3,
    "it/desk-phone": 0.3,
    "finance/supplier-payment": 0.85,
}
"""How many times as often as in the first month a service is asked for in the last."""


@dataclass(frozen=True, slots=True)
class Spell:
    """The share of promises kept from ``first`` through ``last``: those to one customer, of one priority, if given.

    Replies come as usual, unless ``with_replies``.
    """

    of: tuple[str, ...]
    first: date
    last: date
    kept: float
    customer: str | None = None
    priority: str | None = None
    with_replies: bool = False


SPELLS = (
    # the old tool loses receipts, until somebody decides to buy another
    Spell(("payroll/expense-reimbursement",), date(2026, 4, 20), date(2026, 6, 14), 0.80),
    Spell(("payroll/expense-reimbursement",), date(2026, 6, 15), LAST, 0.70),
    Spell(("payroll/payslip-question",), date(2026, 6, 1), date(2026, 9, 15), 0.86),
    # frost, and two mechanics short; from May on the new ones know the houses
    Spell(("facilities/building-repair", "facilities/courier"), date(2025, 12, 8), date(2026, 2, 28), 0.58),
    Spell(("facilities/building-repair", "facilities/courier"), date(2026, 3, 1), date(2026, 4, 30), 0.74),
    Spell(("facilities/building-repair",), date(2026, 5, 1), date(2026, 7, 31), 0.90),
    Spell(("facilities/courier",), date(2026, 5, 1), LAST, 0.9999, priority="low"),
    Spell(("facilities/building-repair", "facilities/courier"), date(2026, 5, 1), LAST, 0.99),
    # two weeks of strike on the rounds
    Spell(("delivery",), date(2026, 6, 8), date(2026, 6, 20), 0.35, with_replies=True),
    # the eve of Valentine's Day
    Spell(("floral-design", "delivery"), date(2026, 2, 12), date(2026, 2, 14), 0.80),
    # representatives wait longer than their agreement says, others hardly ever
    Spell(("market-research/market-data",), date(2026, 7, 1), LAST, 0.5, customer="sales", priority="normal"),
)

NOTES = {
    ("2026-01", "facilities/building-repair"): (
        "Frost in two of three houses, and two of our five posts for mechanics were empty."
    ),
    ("2026-02", "floral-design/bespoke-arrangement"): (
        "On the two days before Valentine's Day one piece in five left after the hour that we had named."
    ),
    ("2026-05", "facilities/building-repair"): (
        "Both new mechanics are here since 4 May and know the houses."
    ),
    ("2026-06", "delivery/same-day-delivery"): (
        "The drivers were on strike from 8 to 20 June. Everybody who had been promised a delivery was rung up."
    ),
    (
        "2026-06",
        "delivery/returns-pickup",
    ): "The strike from 8 to 20 June; the last trolleys were fetched on 9 July.",
    ("2026-10", "payroll/expense-reimbursement"): (
        "The old tool loses receipts, so every third claim goes back and forth. "
        "[The new one](notice:new-expense-tool) begins on 1 December."
    ),
    ("2026-10", "market-research/market-data"): (
        "Sales asks twice as much as when we agreed. We talk about it in November."
    ),
}
"""What departments have to say about a month and a service, in Markdown."""
