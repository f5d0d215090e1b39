"""What a change means for whoever relies on it, in a word: that of its effect, or one that says more."""

from __future__ import annotations

from servicebook.clock.durations import Duration, Unit, parse_duration
from servicebook.comparing.changes import Change, Effect
from servicebook.model.service import cost_of
from servicebook.wording import text

_SECONDS = {Unit.SECOND: 1, Unit.MINUTE: 60, Unit.HOUR: 3600}


def effect_word(effect: Effect) -> str:
    """What the effect is called."""
    return text(f"effect-of-change.{effect.value.replace(' ', '-')}")


def word_of_change(change: Change) -> str:
    """``dearer``, ``ends later``, ``leads nowhere``; for most changes what their effect is called.

    Only promises that cannot be kept are broken.
    """
    special = _special(change)
    return text(f"effect-word.{special}") if special else effect_word(change.effect)


def _special(change: Change) -> str | None:
    # which who compares has loaded, and most builds need not
    from servicebook.comparing.details import JourneyDetail

    if change.code == "address-lost":
        return "leads-nowhere"
    if isinstance(change.details, JourneyDetail) and change.details.unknown is None and change.by:
        is_later, is_earlier = change.by.later is not None, change.by.earlier is not None
        return "ends-otherwise" if is_later and is_earlier else "ends-later" if is_later else "ends-earlier"
    if change.code == "cost-changed":
        return _of_cost(change)
    if change.code == "escalation-changed" and (change.field or "").endswith("].after"):
        return _of_escalation(change)
    return None


def _of_cost(change: Change) -> str | None:
    """Where both amounts are known, or one where nothing had to be paid; that units are others is not looked at."""
    before, after = cost_of(change.before), cost_of(change.after)
    then = before.amount or 0 if before else 0
    now = after.amount or 0 if after else 0
    if then == now or (before and after and then and now and before.per != after.per):
        return None
    return "dearer" if now > then else "cheaper"


def _of_escalation(change: Change) -> str | None:
    then, now = (_duration(value) for value in (change.before, change.after))
    if then is None or now is None or then == now:
        return None
    if then.unit in _SECONDS and now.unit in _SECONDS:
        is_later = now.amount * _SECONDS[now.unit] > then.amount * _SECONDS[then.unit]
    elif then.unit is now.unit:
        is_later = now.amount > then.amount
    else:
        return None
    return "escalated-later" if is_later else "escalated-earlier"


def _duration(value: object) -> Duration | None:
    return parse_duration(value) if isinstance(value, str) else None
