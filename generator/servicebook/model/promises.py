"""Which targets apply: an agreement's, else the service's, else its department's.

A target's key is (measure, priority, channel); for each key the first layer that has it wins. Of an agreement's
targets, those that name the service are a layer of their own above those that hold for all it covers. A target
without a priority or channel holds for any, and an exact match beats it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import field
from datetime import date
from enum import StrEnum

from servicebook.frozen import frozen
from servicebook.model.agreement import Acceptance, Agreement
from servicebook.model.catalog import Catalog
from servicebook.model.common import MAIN_MEASURES, Target
from servicebook.model.service import Service
from servicebook.wording.time_spans import duration


@frozen
class Promise:
    """A target that applies: where it comes from, and the id of the calendar on which it is counted.

    ``source`` is ``agreement:<id>``, ``service`` or ``department:<id>``.
    """

    target: Target
    source: str
    calendar: str | None


class AgreementState(StrEnum):
    """Whether an agreement holds today, and if not, why."""

    IN_FORCE = "in force"
    NOT_YET = "not yet in force"
    LAPSED = "lapsed"
    NOT_ACCEPTED = "not accepted yet"
    CHANGED = "not accepted again yet"


@frozen
class _Known:
    """What has been worked out of one catalog, since it is asked for again and again.

    The promises of a service, by its id, to customers without an agreement; and the state of an agreement, by its
    id and the day: each state needs a hash over everything that the agreement covers.
    """

    without_agreement: dict[str, tuple[Promise, ...]] = field(default_factory=dict)
    states: dict[tuple[str, date], AgreementState] = field(default_factory=dict)


def _known(catalog: Catalog) -> _Known:
    return _Known()


def keep_promises(
    before: Catalog, catalog: Catalog, *, services: Collection[str], agreements: Collection[str]
) -> None:
    """Let a catalog keep what is known of another one on the same day.

    It must hold the very same ``services``, in departments that are the same, and ``agreements`` whose terms are.
    """
    known = before.derive(_known)
    kept = catalog.derive(_known)
    kept.without_agreement.update(
        (one, known.without_agreement[one]) for one in services if one in known.without_agreement
    )
    kept.states.update((key, state) for key, state in known.states.items() if key[0] in agreements)


def promises(
    catalog: Catalog, service: Service, customer: str | None = None, on: date | None = None
) -> tuple[Promise, ...]:
    """The targets that apply to a service, for a customer department where one is given.

    In the order in which they were written, an agreement's first, and of these the ones that name the service.
    ``on`` is the day of asking, in the provider's zone; without it, the catalog's day.
    """
    agreement = agreement_in_force(catalog, service, customer, on)
    if agreement is not None:
        return _layered(catalog, service, agreement)
    if catalog.services.get(service.id) is not service:  # as it might be: nothing is kept about that
        return _layered(catalog, service, None)
    known = catalog.derive(_known).without_agreement
    if service.id not in known:
        known[service.id] = _layered(catalog, service, None)
    return known[service.id]


def promises_under(catalog: Catalog, service: Service, agreement: Agreement) -> tuple[Promise, ...]:
    """The targets that apply to a service while the agreement holds, whether or not it does today."""
    return _layered(catalog, service, agreement)


def _layered(catalog: Catalog, service: Service, agreement: Agreement | None) -> tuple[Promise, ...]:
    """The targets of all layers but for those that a nearer layer replaces; nearest first."""
    hours = catalog.support_hours(service).value
    keys: set[tuple[str, str | None, str | None]] = set()
    none: list[Target] = []  # they replace more than their key, and promise nothing
    promised: list[Promise] = []
    for source, targets in _layers(catalog, service, agreement):
        new = [t for t in targets if t.key not in keys and not (none and _is_taken(t, none))]
        promised += [Promise(t, source, t.hours or hours) for t in new if not t.none]
        keys.update([t.key for t in targets])
        none += [t for t in targets if t.none]
    return tuple(promised)


def _is_taken(lower: Target, none: Iterable[Target]) -> bool:
    return any(replaces(upper, lower) for upper in none)


def _layers(
    catalog: Catalog, service: Service, agreement: Agreement | None
) -> Iterator[tuple[str, tuple[Target, ...]]]:
    if agreement is not None:
        for targets in agreement.targets_for(service.id):
            yield f"agreement:{agreement.id}", targets
    yield "service", service.targets
    for department in catalog.lineage(service.department):
        yield f"department:{department.id}", department.targets


def replaces(upper: Target, lower: Target) -> bool:
    """Whether a nearer target takes the place of a farther one.

    The same key does; ``none: true`` without a priority or channel takes away those with one, too.
    """
    if upper.key == lower.key:
        return True
    return (
        upper.none
        and upper.measure == lower.measure
        and upper.priority in (None, lower.priority)
        and upper.channel in (None, lower.channel)
    )


def applying(
    candidates: Iterable[Promise], measure: str, priority: str | None, channel: str | None = None
) -> Promise | None:
    """The promise of a measure for one priority and channel: the most exact match, the priority's first."""
    best, exactness = None, -1
    for promise in candidates:  # a plain loop: every page asks dozens of times
        target = promise.target
        if target.measure != measure:
            continue
        exact = 0
        if target.priority is not None:
            if target.priority != priority:
                continue
            exact = 2
        if target.channel is not None:
            if target.channel != channel:
                continue
            exact += 1
        if exact > exactness:  # the first of those that are as exact
            best, exactness = promise, exact
    return best


def applicable(
    promised: Iterable[Promise], priority: str | None, channel: str | None = None
) -> tuple[Promise, ...]:
    """What holds for one priority and channel: a promise a measure, the most exact match.

    Several in words may share a measure. Where no channel is asked for and a measure is promised for channels
    only, each channel's.
    """
    candidates = tuple(promised)
    chosen: list[Promise] = []
    for measure in dict.fromkeys(p.target.measure for p in candidates):
        channels = [channel]
        if channel is None and applying(candidates, measure, priority) is None:
            channels = list(
                dict.fromkeys(p.target.channel for p in candidates if p.target.measure == measure)
            )
        for asked_channel in channels:
            best = applying(candidates, measure, priority, asked_channel)
            if best is not None:
                chosen.extend(p for p in candidates if p.target.key == best.target.key)
    return tuple(chosen)


def main_promise(catalog: Catalog, candidates: tuple[Promise, ...]) -> Promise | None:
    """The time a service is known by: fulfillment, else resolution, else response, at the default priority."""
    priority = catalog.settings.default_priority
    for measure in MAIN_MEASURES:
        promise = applying(candidates, measure, priority)
        if promise is not None and promise.target.within is not None:
            return promise
    return None


def in_short(catalog: Catalog, service: Service, customer: str | None = None) -> str | None:
    """The time a service is known by, for a customer department where one is given, in words: ``2 working days``.

    None where no time is promised.
    """
    promise = main_promise(catalog, promises(catalog, service, customer))
    return duration(promise.target.within) if promise and promise.target.within else None


def agreement_in_force(
    catalog: Catalog, service: Service, customer: str | None, on: date | None = None
) -> Agreement | None:
    """The agreement that holds between the service's provider and a customer department; the nearest wins."""
    covering = catalog.index.agreements_on.get(service.id, ())
    for department in catalog.lineage(customer) if covering else ():
        for agreement in covering:
            if (
                agreement.customer == department.id
                and state_of(catalog, agreement, on) is AgreementState.IN_FORCE
            ):
                return agreement
    return None


def agreements_in_force(catalog: Catalog, service: Service) -> list[Agreement]:
    """The agreements on a service that hold on the catalog's day, whoever its customers are."""
    covering = catalog.index.agreements_on.get(service.id, ())
    return [agreement for agreement in covering if state_of(catalog, agreement) is AgreementState.IN_FORCE]


def state_of(catalog: Catalog, agreement: Agreement, on: date | None = None) -> AgreementState:
    """Whether the agreement holds on a day: its dates cover it (both ends included) and both accepted it.

    The day is the catalog's where none is given; what was accepted is as of the catalog's day.
    """
    day = on or catalog.today
    if catalog.agreements.get(agreement.id) is not agreement:  # as it might be: nothing is kept about that
        return _state_of(catalog, agreement, day)
    states = catalog.derive(_known).states
    key = (agreement.id, day)
    if key not in states:
        states[key] = _state_of(catalog, agreement, day)
    return states[key]


def _state_of(catalog: Catalog, agreement: Agreement, day: date) -> AgreementState:
    if agreement.effective_from and day < agreement.effective_from:
        return AgreementState.NOT_YET
    if agreement.effective_until and agreement.effective_until < day:
        return AgreementState.LAPSED
    if not set(agreement.parties) <= latest_acceptances(catalog, agreement).keys():
        return AgreementState.NOT_ACCEPTED
    return AgreementState.CHANGED if waiting_for(catalog, agreement) else AgreementState.IN_FORCE


def latest_acceptances(catalog: Catalog, agreement: Agreement) -> dict[str, Acceptance]:
    """What each department accepted last, up to the catalog's day; of one day's, the last in the list."""
    given = sorted((a for a in agreement.accepted if a.on <= catalog.today), key=lambda a: a.on)
    return {acceptance.party: acceptance for acceptance in given}


def waiting_for(catalog: Catalog, agreement: Agreement) -> tuple[str, ...]:
    """The parties that have not accepted the current terms, the provider first."""
    latest = latest_acceptances(catalog, agreement)
    current = terms_of(catalog, agreement)
    return tuple(p for p in agreement.parties if p not in latest or latest[p].terms != current)


def terms_of(catalog: Catalog, agreement: Agreement) -> str:
    """``sha256-`` and 32 hexadecimal digits over what is promised: the targets of every service covered.

    Targets that the agreement does not replace are part of it: changing them changes what the customer
    relies on. Descriptions and duties are not.
    """
    # whoever changes how this is written makes every accepted agreement an unaccepted one. The order of targets in
    # a file and the breaks of its lines do not count.
    promised = {
        service_id: sorted(
            [
                str(part) if part is not None else ""
                for part in (
                    *p.target.key,
                    p.target.within,
                    p.target.at_least,
                    p.calendar,
                    p.target.cutoff,
                    p.target.compliance,
                    p.target.per,
                    " ".join((p.target.stated or "").split()),
                )
            ]
            for p in _layered(catalog, service, agreement)
        )
        for service_id in agreement.covers
        if (service := catalog.services.get(service_id)) is not None
    }
    written = json.dumps(
        [agreement.provider, agreement.customer, promised], sort_keys=True, ensure_ascii=True
    )
    return f"sha256-{hashlib.sha256(written.encode()).hexdigest()[:32]}"
