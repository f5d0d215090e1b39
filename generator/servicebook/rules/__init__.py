"""One rule a file, on the model. This is the list, and how findings are judged.

A rule is a module with ``CODE``, ``SEVERITY``, a docstring that is its page on the site, ``READS`` (the
kinds besides the one it speaks of: it keeps silent while documents of these kinds have errors) and
``check``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from servicebook.model.catalog import Catalog
from servicebook.problem_limits import LimitedProblems
from servicebook.problems import Problem, Severity
from servicebook.rules import (
    acceptance_by_another,
    acceptance_in_the_future,
    acceptance_of_no_party,
    address_in_text,
    agreement_changed,
    agreement_covers_others,
    agreement_lapsed,
    agreement_not_accepted,
    agreement_of_nothing,
    agreement_twice,
    agreement_weaker,
    agreement_with_itself,
    alias_of_another,
    alias_twice,
    aliases_in_one,
    answer_is_question,
    calendar_ends_soon,
    calendar_name_twice,
    calendar_never_open,
    chain_unknown,
    channel_detail_unused,
    channel_site_elsewhere,
    channel_twice,
    closure_not_known,
    closure_too_long,
    closure_twice,
    closure_without_effect,
    contact_has_left,
    contact_of_another,
    cost_contradicts,
    cost_unknown_currency,
    cost_without_currency,
    cutoff_told_differently,
    cutoff_without_effect,
    day_far_away,
    dead_link,
    dependency_twice,
    depends_on_retired,
    deputy_is_holder,
    deputy_is_owner,
    deputy_same_person,
    desk_without_channel,
    duplicate_question,
    email_twice,
    endless_time,
    escalation_out_of_order,
    escalation_same_person,
    escalation_to_itself,
    escape_in_path,
    featured_not_offered,
    handle_twice,
    head_reports_below,
    held_but_called_vacant,
    hidden_characters,
    holder_left,
    id_as_name,
    interim_ended,
    key_in_text,
    leads_to_planned,
    line_fell_apart,
    line_twice,
    link_as_text,
    links_to_itself,
    long_summary,
    meeting_day_differs,
    meeting_often_differs,
    meeting_time_wrong,
    meeting_with_itself,
    meeting_without_time,
    name_twice,
    name_without_letters,
    needs_each_other,
    never_reviewed,
    no_channel,
    no_deputy,
    no_hours,
    no_owner,
    no_promise,
    none_of_nothing,
    noreply_address,
    not_for_what_it_is,
    notice_affects_nothing,
    notice_of_retired,
    notice_too_long,
    notice_twice,
    notice_until_differs,
    object_twice,
    opening_too_short,
    person_name_twice,
    person_twice_in_role,
    phone_twice,
    placeholder,
    preferred_twice,
    priority_name_twice,
    priority_upside_down,
    promise_outruns_chain,
    promise_outruns_sometimes,
    replaced_while_live,
    reply_after_done,
    review_hardly_ever,
    review_in_future,
    review_overdue,
    service_name_twice,
    service_refers_to_itself,
    share_too_low,
    site_of_no_department,
    site_zone_differs,
    special_day_as_usual,
    special_day_closed,
    stale_owners,
    step_done_elsewhere,
    step_twice,
    summary_is_name,
    target_channel_missing,
    term_after_leaving,
    term_outlasts_stay,
    text_cut_short,
    thanks_for_others,
    thanks_in_the_future,
    thanks_to_oneself,
    thanks_twice,
    title_is_person,
    unfinished_text,
    unused_choice,
    unused_role,
    unusual_hours,
    vacant_but_held,
    vacant_role,
    waiver_for_nothing,
    waiver_of_everything,
    waiver_over,
    weekday_differs,
    zone_without_summer_time,
)
from servicebook.rules.unknown_rules import unknown_rules
from servicebook.rules.waiver_paths import fits_any
from servicebook.settings import Waiver


class Rule(Protocol):
    """What every module of this package has."""

    CODE: str
    SEVERITY: Severity
    READS: tuple[str, ...]
    __doc__: str | None

    def check(self, catalog: Catalog) -> Iterator[Problem]:
        """What the rule finds."""
        ...


RULES: tuple[Rule, ...] = (
    no_owner,
    no_deputy,
    vacant_role,
    holder_left,
    interim_ended,
    no_hours,
    no_promise,
    no_channel,
    review_overdue,
    depends_on_retired,
    duplicate_question,
    object_twice,
    dead_link,
    unused_role,
    calendar_never_open,
    calendar_ends_soon,
    unusual_hours,
    zone_without_summer_time,
    agreement_not_accepted,
    agreement_changed,
    agreement_lapsed,
    agreement_twice,
    agreement_covers_others,
    promise_outruns_chain,
    promise_outruns_sometimes,
    chain_unknown,
    stale_owners,
    deputy_is_holder,
    deputy_is_owner,
    deputy_same_person,
    person_twice_in_role,
    term_after_leaving,
    term_outlasts_stay,
    vacant_but_held,
    held_but_called_vacant,
    head_reports_below,
    escalation_to_itself,
    escalation_out_of_order,
    escalation_same_person,
    thanks_to_oneself,
    thanks_in_the_future,
    thanks_for_others,
    agreement_with_itself,
    acceptance_in_the_future,
    handle_twice,
    contact_has_left,
    contact_of_another,
    step_done_elsewhere,
    step_twice,
    name_twice,
    site_zone_differs,
    unused_choice,
    text_cut_short,
    escape_in_path,
    key_in_text,
    link_as_text,
    links_to_itself,
    id_as_name,
    aliases_in_one,
    meeting_with_itself,
    meeting_without_time,
    meeting_day_differs,
    desk_without_channel,
    featured_not_offered,
    waiver_for_nothing,
    never_reviewed,
    answer_is_question,
    placeholder,
    long_summary,
    acceptance_of_no_party,
    acceptance_by_another,
    review_in_future,
    review_hardly_ever,
    service_refers_to_itself,
    replaced_while_live,
    leads_to_planned,
    alias_twice,
    summary_is_name,
    address_in_text,
    unfinished_text,
    channel_twice,
    preferred_twice,
    channel_detail_unused,
    channel_site_elsewhere,
    site_of_no_department,
    line_fell_apart,
    line_twice,
    not_for_what_it_is,
    dependency_twice,
    service_name_twice,
    email_twice,
    share_too_low,
    reply_after_done,
    priority_upside_down,
    agreement_weaker,
    cutoff_told_differently,
    cutoff_without_effect,
    endless_time,
    none_of_nothing,
    target_channel_missing,
    cost_without_currency,
    cost_unknown_currency,
    cost_contradicts,
    closure_too_long,
    closure_not_known,
    closure_twice,
    opening_too_short,
    calendar_name_twice,
    priority_name_twice,
    notice_affects_nothing,
    notice_of_retired,
    notice_too_long,
    notice_until_differs,
    weekday_differs,
    day_far_away,
    hidden_characters,
    name_without_letters,
    phone_twice,
    person_name_twice,
    notice_twice,
    thanks_twice,
    needs_each_other,
    alias_of_another,
    noreply_address,
    title_is_person,
    agreement_of_nothing,
    meeting_time_wrong,
    meeting_often_differs,
    special_day_closed,
    closure_without_effect,
    special_day_as_usual,
    waiver_over,
    waiver_of_everything,
)
BY_CODE: Mapping[str, Rule] = {rule.CODE: rule for rule in RULES}
RENEWED_AFTERWARDS = frozenset({stale_owners.CODE})
"""What a good change of the catalog brings: a file that is made from it is to be made anew."""


@dataclass(frozen=True, slots=True)
class RuleResults:
    """The findings of all rules, and those that a waiver lets be."""

    problems: tuple[Problem, ...]
    waived: tuple[Problem, ...]


def run_rules(catalog: Catalog, *, all_problems: bool = False) -> RuleResults:
    """Every rule on the catalog, taken as seriously as ``rules.yml`` says."""
    problems = LimitedProblems(all_of_them=all_problems)
    problems.add(unknown_rules(catalog.settings, BY_CODE))
    waived = LimitedProblems(all_of_them=all_problems)
    severities = catalog.settings.severities
    waivers: dict[str, list[Waiver]] = {}
    for waiver in catalog.settings.waivers:
        if not waiver.is_over(catalog.today):
            waivers.setdefault(waiver.code, []).append(waiver)
    for rule in RULES:
        level = severities.get(rule.CODE, rule.SEVERITY.value)
        if level == "off" or catalog.faulty_kinds.intersection(rule.READS):
            continue
        for problem in rule.check(catalog):
            is_waived = any(waives(waiver, problem) for waiver in waivers.get(rule.CODE, ()))
            (waived if is_waived else problems).add((problem.at(Severity(level)),))
    return RuleResults(tuple(problems.found()), tuple(waived.found()))


def waives(waiver: Waiver, problem: Problem) -> bool:
    """Whether a waiver names the finding's rule and file; whether its time has passed is another question."""
    return waiver.code == problem.code and fits_any(waiver.path, (problem.place.path,))
