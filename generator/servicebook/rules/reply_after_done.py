"""The first reply is promised later than the work is done.

Who asks would hear that it was seen after it is finished. Promise the reply sooner, or correct one of the two times.
They are compared where they are written together: a reply that comes from the department may take as long as it does.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.model.promises import Promise, applying
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.rules.promised_times import in_words, is_longer, timed_promises, written
from servicebook.wording import text

CODE = "reply-after-done"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = (
    "department",
    "calendar",
    "priorities",
)


def check(catalog: Catalog) -> Iterator[Problem]:
    for service, promised in catalog.derive(timed_promises):
        if not _may_be_reversed(promised):
            continue
        for reply in promised:
            if reply.target.measure != "response_time":
                continue
            for measure in ("fulfillment_time", "resolution_time"):
                done = applying(promised, measure, reply.target.priority, reply.target.channel)
                if done is not None and done.source == reply.source and is_longer(catalog, reply, done):
                    origin, index = written(catalog, service, reply)
                    other, position = written(catalog, service, done)
                    yield finding(
                        CODE,
                        SEVERITY,
                        origin.place("targets", index, "within"),
                        text(
                            "reply-after-done.message",
                            reply=in_words(reply),
                            done=in_words(done),
                        ),
                        text(
                            "reply-after-done.hint",
                            done=in_words(done),
                            line=origin.place("targets", index, "within").line,
                            other=other.place("targets", position).line,
                        ),
                        (Related(other.place("targets", position), text("reply-after-done.done")),),
                    )


def _may_be_reversed(promised: tuple[Promise, ...]) -> bool:
    # few services are worth a closer look
    slowest, quickest = 0, None
    for promise in promised:
        if promise.target.within is None:
            continue
        seconds = promise.target.within.rough_seconds
        if promise.target.measure == "response_time":
            slowest = max(slowest, seconds)
        else:
            quickest = seconds if quickest is None else min(quickest, seconds)
    return quickest is not None and slowest > quickest
