"""What findings come down to for a reader: something is missing, overdue, vacant or over-promised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from servicebook.problems import Problem, count_of
from servicebook.wording import text

MISSING, OVERDUE, VACANT, OVER_PROMISED, OTHER = "missing", "overdue", "vacant", "over-promised", "other"
GROUPS: Mapping[str, str] = {
    "no-owner": MISSING,
    "no-deputy": MISSING,
    "no-hours": MISSING,
    "no-promise": MISSING,
    "no-channel": MISSING,
    "agreement-not-accepted": MISSING,
    "placeholder": MISSING,
    "review-overdue": OVERDUE,
    "agreement-changed": OVERDUE,
    "agreement-lapsed": OVERDUE,
    "interim-ended": OVERDUE,
    "calendar-ends-soon": OVERDUE,
    "vacant-role": VACANT,
    "holder-left": VACANT,
    "promise-outruns-chain": OVER_PROMISED,
    "promise-missed": OVER_PROMISED,
    "promise-easily-kept": OTHER,
    "results-stale": OVERDUE,
    "no-results": MISSING,
    "promise-outruns-sometimes": OVER_PROMISED,
    "chain-unknown": OVER_PROMISED,
    "agreement-covers-others": OTHER,
    "agreement-twice": OTHER,
    "calendar-never-open": OTHER,
    "dead-link": OTHER,
    "depends-on-retired": OTHER,
    "duplicate-question": OTHER,
    "long-summary": OTHER,
    "object-twice": OTHER,
    "stale-owners": OTHER,
    "unused-role": OTHER,
    "unusual-hours": OTHER,
    "zone-without-summer-time": OTHER,
    "deputy-is-holder": OTHER,
    "deputy-is-owner": OTHER,
    "deputy-same-person": OTHER,
    "person-twice-in-role": OTHER,
    "term-after-leaving": OTHER,
    "term-outlasts-stay": OTHER,
    "vacant-but-held": VACANT,
    "held-but-called-vacant": VACANT,
    "head-reports-below": OTHER,
    "escalation-to-itself": OTHER,
    "escalation-out-of-order": OTHER,
    "escalation-same-person": OTHER,
    "thanks-to-oneself": OTHER,
    "thanks-in-the-future": OTHER,
    "survey-too-small": OTHER,
    "feedback-unanswered": OVERDUE,
    "feedback-in-the-future": OTHER,
    "action-overdue": OVERDUE,
    "nobody-on-duty": VACANT,
    "absence-without-stand-in": VACANT,
    "rota-of-no-role": OTHER,
    "rota-of-unknown-person": OTHER,
    "meeting-unknown": OTHER,
    "thanks-for-others": OTHER,
    "agreement-with-itself": OTHER,
    "acceptance-in-the-future": OTHER,
    "acceptance-of-no-party": OTHER,
    "acceptance-by-another": OTHER,
    "review-in-future": OTHER,
    "review-hardly-ever": OTHER,
    "service-refers-to-itself": OTHER,
    "replaced-while-live": OTHER,
    "leads-to-planned": OTHER,
    "alias-twice": OTHER,
    "summary-is-name": OTHER,
    "address-in-text": OTHER,
    "unfinished-text": OTHER,
    "channel-twice": OTHER,
    "preferred-twice": OTHER,
    "channel-detail-unused": OTHER,
    "channel-site-elsewhere": OTHER,
    "site-of-no-department": OTHER,
    "line-fell-apart": OTHER,
    "line-twice": OTHER,
    "not-for-what-it-is": OTHER,
    "dependency-twice": OTHER,
    "service-name-twice": OTHER,
    "email-twice": OTHER,
    "handle-twice": OTHER,
    "contact-has-left": OTHER,
    "contact-of-another": OTHER,
    "step-done-elsewhere": OTHER,
    "step-twice": OTHER,
    "name-twice": OTHER,
    "site-zone-differs": OTHER,
    "unused-choice": OTHER,
    "links-to-itself": OTHER,
    "text-cut-short": OTHER,
    "escape-in-path": OTHER,
    "key-in-text": OTHER,
    "link-as-text": OTHER,
    "id-as-name": OTHER,
    "aliases-in-one": OTHER,
    "meeting-with-itself": OTHER,
    "meeting-without-time": MISSING,
    "meeting-day-differs": OTHER,
    "desk-without-channel": MISSING,
    "featured-not-offered": OTHER,
    "waiver-for-nothing": OTHER,
    "never-reviewed": MISSING,
    "answer-is-question": OTHER,
    "share-too-low": OTHER,
    "reply-after-done": OTHER,
    "priority-upside-down": OTHER,
    "agreement-weaker": OTHER,
    "cutoff-told-differently": OTHER,
    "cutoff-without-effect": OTHER,
    "endless-time": OTHER,
    "none-of-nothing": OTHER,
    "target-channel-missing": OTHER,
    "cost-without-currency": OTHER,
    "cost-unknown-currency": OTHER,
    "cost-contradicts": OTHER,
    "closure-too-long": OTHER,
    "closure-not-known": OTHER,
    "closure-twice": OTHER,
    "opening-too-short": OTHER,
    "calendar-name-twice": OTHER,
    "priority-name-twice": OTHER,
    "notice-affects-nothing": OTHER,
    "notice-of-retired": OTHER,
    "notice-too-long": OTHER,
    "notice-until-differs": OTHER,
    "weekday-differs": OTHER,
    "day-far-away": OTHER,
    "hidden-characters": OTHER,
    "name-without-letters": OTHER,
    "phone-twice": OTHER,
    "person-name-twice": OTHER,
    "notice-twice": OTHER,
    "thanks-twice": OTHER,
    "needs-each-other": OTHER,
    "alias-of-another": OTHER,
    "noreply-address": OTHER,
    "title-is-person": OTHER,
    "agreement-of-nothing": MISSING,
    "meeting-time-wrong": OTHER,
    "meeting-often-differs": OTHER,
    "special-day-closed": OTHER,
    "closure-without-effect": OTHER,
    "special-day-as-usual": OTHER,
    "waiver-over": OVERDUE,
    "waiver-of-everything": OTHER,
}
"""What a rule's findings come down to for a reader; those of reading, shape and references are :data:`OTHER`."""

ORDER = (MISSING, OVERDUE, VACANT, OVER_PROMISED, OTHER)


def group_of(code: str) -> str:
    """What a finding comes down to: one of :data:`ORDER`."""
    return GROUPS.get(code, OTHER)


def groups_of(problems: Iterable[Problem]) -> tuple[str, ...]:
    """The groups of which anything was found."""
    present = {group_of(problem.code) for problem in problems}
    return tuple(group for group in ORDER if group in present)


def group_counts(problems: Iterable[Problem]) -> Mapping[str, int]:
    """How many problems each group has, 0 where there are none."""
    counts: Counter[str] = Counter()
    for problem in problems:
        counts[group_of(problem.code)] += problem.times
    return counts


def headline(problems: tuple[Problem, ...]) -> str:
    if not problems:
        return text("health.nothing")
    counts = group_counts(problems)
    parts = (text(f"finding-count.{group}", count=counts[group]) for group in ORDER if counts[group])
    return text("health.headline", count=count_of(problems), parts=text("list.separator").join(parts))
