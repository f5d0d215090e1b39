"""What a schema cannot say about a single document: dates in order, steps that exist, ids given once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from servicebook.clock.yearly_days import BadRuleError, parse_yearly_days
from servicebook.documents.absence_checks import away_twice, stand_ins
from servicebook.documents.date_order import Check, each, in_order
from servicebook.documents.document import Document
from servicebook.documents.kinds import is_day, is_quarter
from servicebook.documents.references import objects_of
from servicebook.documents.result_checks import RESULT_CHECKS
from servicebook.documents.source_checks import columns_named_twice, encodings, forms_of_dates
from servicebook.documents.step_checks import steps
from servicebook.documents.suggestions import did_you_mean, only_meant
from servicebook.problems import Problem, Related, error
from servicebook.source.yaml_reader import Pointer
from servicebook.source.yaml_writer import on_one_line
from servicebook.wording import text
from servicebook.wording.lists import either


def check_semantics(document: Document) -> Iterator[Problem]:
    """The problems of a document that is valid against its schema but contradicts itself."""
    for check in _CHECKS.get(document.location.kind.name, ()):
        yield from check(document, document.value)


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def _intervals(document: Document, value: Any) -> Iterator[Problem]:
    """Open intervals that are empty, or overlap on their day."""
    for calendar_pointer, calendar in each(value, ("*",)):
        days = [((*calendar_pointer, "open", day), ivs) for day, ivs in calendar.get("open", {}).items()]
        days += [
            ((*calendar_pointer, "special_days", index, "open"), day["open"])
            for index, day in enumerate(calendar.get("special_days", ()))
        ]
        days += [
            ((*calendar_pointer, "hours", index, "open", day), ivs)
            for index, hours in enumerate(calendar.get("hours", ()))
            for day, ivs in hours["open"].items()
        ]
        for pointer, intervals in days:
            yield from _overlaps(document, pointer, intervals)


def _overlaps(document: Document, pointer: Pointer, intervals: Sequence[str]) -> Iterator[Problem]:
    spans: list[tuple[int, int, int]] = []
    for index, interval in enumerate(intervals):
        start, end = (_minutes(part) for part in interval.split("-"))
        if start == end:
            yield error(
                "bad-value",
                document.place(*pointer, index),
                text("hours.empty-interval", interval=interval),
                text("hours.empty-interval-hint"),
                # only from midnight to midnight is a whole day meant for sure
                edit=document.edit((*pointer, index), "00:00-24:00") if start == 0 else None,
            )
            continue
        end += 24 * 60 if end <= start else 0
        others = [at for at, other_start, other_end in spans if start < other_end and other_start < end]
        if others:
            other = intervals[others[0]]
            yield error(
                "bad-value",
                document.place(*pointer, index),
                text("hours.overlap", interval=interval, other=other),
                _hint_of_overlap(interval, other),
                (Related(document.place(*pointer, others[0]), text("problem.other")),),
                edit=document.edit_without((*pointer, index)) if interval in intervals[:index] else None,
            )
        spans.append((index, start, end))


def _hint_of_overlap(interval: str, other: str) -> str:
    """What the two may have been meant to be: one after the other, or one interval."""
    (start, end), (other_start, other_end) = sorted((interval.split("-"), other.split("-")))
    if end <= start or other_end <= other_start or other_end <= end or start == other_start:
        return text("hint.keep-one")
    return text("hours.overlap-hint", both=f"{start}-{other_end}")


def _same_days(document: Document, value: Any) -> Iterator[Problem]:
    for pointer, calendar in each(value, ("*",)):
        seen: dict[str, int] = {}
        for index, day in enumerate(calendar.get("special_days", ())):
            if "on" in day and (first := seen.setdefault(day["on"], index)) != index:
                yield error(
                    "bad-value",
                    document.place(*pointer, "special_days", index, "on"),
                    text("hours.twice", day=day["on"]),
                    text("hint.keep-one"),
                    (Related(document.place(*pointer, "special_days", first, "on"), text("problem.other")),),
                )


def _yearly(document: Document, value: Any) -> Iterator[Problem]:
    """Rules for days that come back, that cannot be read."""
    for key in ("closures", "special_days", "hours"):
        for pointer, item in each(value, ("*", key, "*")):
            if "every" not in item:
                continue
            try:
                parse_yearly_days(item["every"])
            except BadRuleError as bad:
                from servicebook.documents.meant.dates import yearly_days

                meant = [rule for rule in yearly_days(item["every"]) if _is_rule(rule)]
                yield error(
                    "bad-value",
                    document.place(*pointer, "every"),
                    text(f"bad-rule.{bad.fault}", rule=bad.rule),
                    _hint_of_rule(bad, meant),
                    edit=document.edit((*pointer, "every"), meant[0]) if len(meant) == 1 else None,
                )


def _is_rule(rule: str) -> bool:
    try:
        parse_yearly_days(rule)
    except BadRuleError:
        return False
    return True


def _hint_of_rule(bad: BadRuleError, meant: Sequence[str]) -> str:
    """What was meant; where nobody can tell, how days that come back are written."""
    if bad.fault == "date":
        return text("rule-of-one-year.hint", day=bad.rule[5:], date=bad.rule)
    if meant:
        return text("hint.write", choices=either(f"every: {rule}" for rule in meant))
    return text(f"bad-rule-hint.{bad.fault}")


def _target_keys(document: Document, value: Any) -> Iterator[Problem]:
    """Targets that no rule tells apart: of an agreement, for the same covered service or both for all of them."""
    seen: dict[tuple[str | None, ...], int] = {}
    for index, target in enumerate(value.get("targets", ())):
        if not target.keys() & {"within", "at_least", "none"}:
            continue  # several promises in words may share a measure
        key = tuple(target.get(part) for part in ("measure", "priority", "channel"))
        firsts = [seen.setdefault((*key, service), index) for service in target.get("services", (None,))]
        if (first := min(firsts)) != index:
            yield error(
                "bad-value",
                document.place("targets", index),
                _twice(document, value["targets"], first, index),
                text(f"target.twice-hint.{_ways_to_differ(target)}"),
                (Related(document.place("targets", first), text("problem.other")),),
            )


def _twice(document: Document, targets: Any, first: int, again: int) -> str:
    """What two targets for the same promise say, as far as they differ."""
    one, other = targets[first], targets[again]
    differing = [key for key in {**one, **other} if one.get(key) != other.get(key) and key != "services"]
    if not differing:
        return text("target.twice-same", measure=other["measure"], line=document.place("targets", first).line)
    of = ", ".join(f"{key}: {other[key]}" for key in ("priority", "channel") if key in other)
    return text(
        "target.twice",
        measure=f"{other['measure']} ({of})" if of else other["measure"],
        one=_shown(one, differing),
        line=document.place("targets", first).line,
        other=_shown(other, differing),
        other_line=document.place("targets", again).line,
    )


def _shown(target: Mapping[str, Any], keys: Sequence[str]) -> str:
    """``within: 2 working days, cutoff: "12:00"``."""
    given = [f"{key}: {on_one_line(target[key])}" for key in keys if key in target]
    return ", ".join(given) or text("target.twice-nothing")


def _ways_to_differ(target: Mapping[str, Any]) -> str:
    return "channel" if "channel" in target else "priority"


def _services_of_targets(document: Document, value: Any) -> Iterator[Problem]:
    """Services that a target names and its agreement does not cover; outside agreements, any."""
    covered = value.get("covers")
    for index, target in enumerate(value.get("targets", ())):
        if covered is None and "services" in target:
            yield error(
                "bad-value",
                document.place("targets", index, "services"),
                text("target.services-elsewhere"),
                text("target.services-elsewhere-hint"),
            )
            continue
        for position, service in enumerate(target.get("services", ())):
            if service not in covered:
                meant = only_meant(service, covered)
                yield error(
                    "bad-value",
                    document.place("targets", index, "services", position),
                    text("target.not-covered", service=service, line=document.place("covers").line),
                    did_you_mean(service, covered)
                    or _hint_not_covered(document, service, target["services"]),
                    (Related(document.place("covers"), text("target.covered")),),
                    edit=document.edit(("targets", index, "services", position), meant) if meant else None,
                )


def _hint_not_covered(document: Document, service: str, targeted: Sequence[str]) -> str:
    """What each way costs: a target of that service alone goes with it; one that has others stays without it."""
    value: Any = document.value
    accepted = value.get("accepted", ())
    last = max((str(one["on"]) for one in accepted if "on" in one), default="")
    return text(
        "target.not-covered-hint" if len(targeted) == 1 else "target.not-covered-hint-others",
        service=service,
        line=document.place("covers").line,
        again=text("target.not-covered-again") if accepted else "",
        stands=text("target.not-covered-stands", day=last) if last else "",
        asked=either(one["by"] for one in accepted if "by" in one) or text("target.not-covered-heads"),
        provider=value.get("provider", ""),
        customer=value.get("customer", ""),
    )


def _faq_ids(document: Document, value: Any) -> Iterator[Problem]:
    for kind, qualified_id, pointer, _ in objects_of(document):
        if kind == "faq" and qualified_id.endswith("/"):
            yield error(
                "missing-key",
                document.place(*pointer),
                text("question.no-id"),
                text("question.no-id-hint"),
            )


def _answered_afterwards(document: Document, value: Any) -> Iterator[Problem]:
    """Nothing is answered before it is said."""
    for key, remark in value.items():
        answered = remark.get("answer", {}).get("on", remark["on"])
        if answered < remark["on"]:
            yield error(
                "bad-date",
                document.place(key, "answer", "on"),
                text("answer-too-early.message", answered=answered, said=remark["on"]),
                text("answer-too-early.hint"),
                (Related(document.place(key, "on"), text("bad-date.other", first="on")),),
            )


def _no_more_than_invited(document: Document, value: Any) -> Iterator[Problem]:
    """Nobody answers who was not asked."""
    answers = value["promoters"] + value["passives"] + value["detractors"]
    if answers > value.get("invited", answers):
        yield error(
            "bad-value",
            document.place("invited"),
            text("survey.too-many", answers=answers, invited=value["invited"]),
            text("survey.too-many-hint"),
        )


def _named_by(form: str, is_right: Callable[[str], bool]) -> Check:
    """The name of a file is a time: a day, or a quarter."""

    def check(document: Document, value: Any) -> Iterator[Problem]:
        name = document.location.own_id or ""
        if not is_right(name):
            yield error(
                "bad-value",
                document.place(),
                text(f"file-name.no.{form}", name=name),
                text(f"file-name.hint.{form}"),
            )

    return check


_CHECKS: Mapping[str, tuple[Check, ...]] = {
    "department": (_target_keys, _services_of_targets),
    "service": (_target_keys, _services_of_targets, steps("handoffs"), _faq_ids),
    "results": RESULT_CHECKS,
    "role": (
        in_order("since", "until", "*", "holders", "*"),
        in_order("since", "until", "*", "deputies", "*"),
    ),
    "faq": (_faq_ids,),
    "agreement": (_target_keys, _services_of_targets, in_order("effective_from", "effective_until")),
    "journey": (steps("steps"),),
    "notice": (in_order("from", "until"),),
    "absence": (in_order("from", "until", "*"), away_twice, stand_ins),
    "remark": (_answered_afterwards,),
    "meeting": (_named_by("day", is_day),),
    "health": (_named_by("quarter", is_quarter),),
    "survey": (_no_more_than_invited,),
    "measures": (columns_named_twice, forms_of_dates, encodings),
    "calendar": (
        _intervals,
        _same_days,
        _yearly,
        in_order("from", "until", "*", "closures", "*"),
        in_order("from", "until", "*", "special_days", "*"),
        in_order("from", "until", "*", "hours", "*"),
    ),
}
