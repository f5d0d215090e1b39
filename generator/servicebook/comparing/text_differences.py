"""Where two texts differ: the words that changed with a few beside them, so that nobody has to search long texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_BESIDE = 4
"""Words on either side of those that differ: enough to know where one is."""
_MOST_WORDS = 1_500
"""Longer texts are compared from both ends only, as finding what moved within them takes their product."""

_Range = tuple[int, int, int, int]


def text_differences(before: str, after: str) -> list[tuple[str, str]]:
    """What stood there and what stands there now, for each part of a text that differs; of short texts all of it."""
    then, now = before.split(), after.split()
    return [
        (_excerpt(then, first, last), _excerpt(now, start, end))
        for first, last, start, end in _together(list(_ranges(then, now)))
    ]


def similar(before: str, after: str) -> bool:
    """Whether the second text is the first one with other words, and not another text."""
    matcher = SequenceMatcher(None, before.split()[:_MOST_WORDS], after.split()[:_MOST_WORDS], autojunk=False)
    return matcher.quick_ratio() >= 0.5 and matcher.ratio() >= 0.5


def _ranges(then: Sequence[str], now: Sequence[str]) -> Iterator[_Range]:
    if len(then) <= _MOST_WORDS and len(now) <= _MOST_WORDS:
        matcher = SequenceMatcher(None, then, now, autojunk=False)
        yield from (tuple(found[1:]) for found in matcher.get_opcodes() if found[0] != "equal")  # type: ignore[misc]
        return
    first = 0
    shorter = min(len(then), len(now))
    while first < shorter and then[first] == now[first]:
        first += 1
    last = 0
    while last < shorter - first and then[-1 - last] == now[-1 - last]:
        last += 1
    if first < len(then) - last or first < len(now) - last:
        yield first, len(then) - last, first, len(now) - last


def _together(ranges: Sequence[_Range]) -> list[_Range]:
    """The ranges, those as one that are so near to each other that what is beside them would be said twice."""
    found: list[_Range] = []
    for one in ranges:
        if found and one[0] - found[-1][1] <= 2 * _BESIDE:
            first, _, start, _ = found[-1]
            found[-1] = (first, one[1], start, one[3])
        else:
            found.append(one)
    return found


def _excerpt(words: Sequence[str], first: int, last: int) -> str:
    start, end = max(first - _BESIDE, 0), min(last + _BESIDE, len(words))
    return f"{'… ' if start else ''}{' '.join(words[start:end])}{' …' if end < len(words) else ''}"
