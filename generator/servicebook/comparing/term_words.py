"""What an agreement's terms say that they did not, in sentences that nobody needs a hash for."""

from __future__ import annotations

from servicebook.comparing.terms import Term, TermChange
from servicebook.wording import promise_text, text
from servicebook.wording.lists import listed


def term_words(change: TermChange, language: str) -> str:
    """``Laptop repair, solved (high): within 1 working day, before within 4 hours``."""
    term = change.after or change.before
    assert term is not None, "a change has at least one side"
    promise = text("terms.promise", service=change.name, measure=measure_words(term))
    if change.before is None:
        return text("terms.new", promised=promised_words(change, language))
    if change.after is None:
        return text("terms.gone", promise=promise, then=value_of_term(change.before, None, language))
    then = value_of_term(change.before, change.after, language)
    now = value_of_term(change.after, change.before, language)
    return text("terms.changed", promise=promise, then=then, now=now)


def promised_words(change: TermChange, language: str) -> str:
    """What is promised now: ``Laptop repair, solved (high): within 1 working day, counted on Office``."""
    term = change.after
    assert term is not None, "it is promised now"
    promise = text("terms.promise", service=change.name, measure=measure_words(term))
    return text("terms.promised", promise=promise, value=value_of_term(term, None, language))


def measure_words(term: Term) -> str:
    """``First reply (High and by phone)``."""
    target = term.promise.target
    measure = text(f"measure.{target.measure}")
    channel = text(f"by-channel.{target.channel}") if target.channel else None
    limits = [part for part in (term.priority, channel) if part]
    return text("terms.limited", measure=measure, limits=listed(limits)) if limits else measure


def value_of_term(term: Term, other: Term | None, language: str) -> str:
    """What is promised; of what is the same on the other side only the time or the words, by which it is known."""
    target = term.promise.target
    parts = [promise_text.promised_value(target, language)]
    if target.stated and target.stated not in parts and _differs(term, other, "stated"):
        parts.append(target.stated)
    share = promise_text.compliance(target, language)
    if share and (other is None or share != promise_text.compliance(other.promise.target, language)):
        parts.append(share)
    if target.cutoff and _differs(term, other, "cutoff"):
        parts.append(text("terms.cutoff", time=target.cutoff))
    if term.calendar and (other is None or other.promise.calendar != term.promise.calendar):
        parts.append(text("terms.counted-on", calendar=term.calendar))
    return text("list.separator").join(part for part in parts if part)


def _differs(term: Term, other: Term | None, name: str) -> bool:
    return other is None or getattr(term.promise.target, name) != getattr(other.promise.target, name)
