"""An agreement promises its customer less than everybody gets.

The time is longer, or the share lower, than what the service promises without an agreement, and it takes its place.
Leave the target out, so that the service's own applies, or correct it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog
from servicebook.model.promises import Promise, applying, promises, promises_under
from servicebook.model.service import Service
from servicebook.problems import Place, Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.rules.promised_times import in_words, is_longer, written
from servicebook.wording import text
from servicebook.wording.lists import listed

CODE = "agreement-weaker"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = (
    "service",
    "department",
    "calendar",
)


class _Weaker(NamedTuple):
    """A promise under an agreement, and what everybody is promised by a service that it covers."""

    service: Service
    promise: Promise
    own: Promise


def check(catalog: Catalog) -> Iterator[Problem]:
    for agreement in catalog.agreements.values():
        by_target: dict[Place, list[_Weaker]] = {}
        for weaker in _weaker(catalog, agreement):
            origin, index = written(catalog, weaker.service, weaker.promise)
            by_target.setdefault(origin.place("targets", index), []).append(weaker)
        for place, of_target in by_target.items():
            everybodys = dict.fromkeys(_value(one.own, one.promise) for one in of_target)
            yield finding(
                CODE,
                SEVERITY,
                place,
                text(
                    "agreement-weaker.message",
                    customer=agreement.customer,
                    value=_value(of_target[0].promise, of_target[0].own),
                    everybodys=listed(
                        text(
                            "agreement-weaker.everybodys",
                            value=value,
                            names=listed(
                                one.service.name for one in of_target if _value(one.own, one.promise) == value
                            ),
                        )
                        for value in everybodys
                    ),
                ),
                text("agreement-weaker.hint-value", value=next(iter(everybodys)))
                if len(everybodys) == 1
                else text("agreement-weaker.hint"),
                tuple(dict.fromkeys(_related(catalog, one) for one in of_target)),
            )


def _weaker(catalog: Catalog, agreement: Agreement) -> Iterator[_Weaker]:
    for covered in agreement.covers if agreement.targets else ():
        service = catalog.services.get(covered)
        if service is None:
            continue
        own = promises(catalog, service)
        for promise in promises_under(catalog, service, agreement):
            target = promise.target
            if not promise.source.startswith("agreement:"):
                continue
            otherwise = applying(own, target.measure, target.priority, target.channel)
            if otherwise is not None and _is_weaker(catalog, promise, otherwise):
                yield _Weaker(service, promise, otherwise)


def _related(catalog: Catalog, one: _Weaker) -> Related:
    origin, index = written(catalog, one.service, one.own)
    return Related(origin.place("targets", index), text("agreement-weaker.own"))


def _value(promise: Promise, other: Promise) -> str:
    """The time of a promise where both have one, else the share."""
    if promise.target.within is not None and other.target.within is not None:
        return in_words(promise)
    return text("agreement-weaker.share", share=f"{promise.target.at_least:g}")


def _is_weaker(catalog: Catalog, promise: Promise, own: Promise) -> bool:
    share, own_share = promise.target.at_least, own.target.at_least
    return is_longer(catalog, promise, own) or (
        share is not None and own_share is not None and share < own_share
    )
