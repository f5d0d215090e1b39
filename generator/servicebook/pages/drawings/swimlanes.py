"""Work from hand to hand as a drawing: time to the right, a lane for each department, a bar for each step.

The view holds finished coordinates in units of the drawing, which is ``courses.WIDTH`` wide; a screen shows one unit
as about one pixel. Where that would be too small to read, the list of steps is shown instead, a bar below each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from functools import lru_cache
from typing import NamedTuple

from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.pages.drawings.axis import Tick
from servicebook.pages.drawings.courses import LEFT, RIGHT, WIDTH, Course, Placed
from servicebook.pages.drawings.text_metrics import fitting, width_of
from servicebook.pages.parts.page_links import hue

_TOP, _ROW, _PAD = 26, 42, 5
_LABEL, _BAR, _HALF = 15, 27, 6
"""In a row: the baseline of the label, the middle of the bar, and half its height."""
_LINE = 17
"""From one line of words to the next."""
_LETTERS = 14
"""The size of the letters; ``sb-line`` in the style sheet says the same."""


class TimelineStep(NamedTuple):  # made in a third of the time that a frozen value of so many fields takes
    """A step as text, with its times in the zone in which it is counted; and its place in the drawing.

    Its bar begins at ``begin``, ``middle`` is the height; ``track`` and ``open`` are the paths from there, of all
    its time (empty, where that is no other) and of the open hours that count. ``label`` is the title as far as there
    is room, at ``x`` and ``y``: it ends there with ``at_end``, else it begins there.
    """

    id: str
    title: str
    who: str
    time: str
    starts: str
    ends: str
    sometimes: bool
    hue: int
    begin: int
    middle: int
    track: str
    open: str
    label: str
    x: int
    y: int
    at_end: bool


@frozen(kw_only=True)
class DrawnLane:
    """A department's lane: its name in lines with their baselines, and where it begins."""

    lines: tuple[tuple[int, str], ...]
    y: int


@frozen(kw_only=True)
class Mark:
    """A point in time below the lanes, with words in one or two lines. ``at_end`` as for a step."""

    x: int
    y: int
    at_end: bool
    text: str
    more: str | None


@frozen(kw_only=True)
class Ground:
    """What is drawn behind the steps: it depends on times and on the lanes' heights, and on nobody's name.

    Paths: ``edges`` between lanes and days, ``hours`` of the axis (``ticks`` have its words), ``begins`` and ``ends``
    where the work begins and the goal is, ``rest`` from the end of the work to the promise.
    """

    height: int
    edges: str
    hours: str
    begins: str
    ends: str
    ticks: tuple[Tick, ...]
    begin: Mark
    goal: Mark
    rest: str


@frozen(kw_only=True)
class Timeline:
    """A finished drawing; ``waits`` is a path from step to step, ``over`` says that the promise is not kept."""

    ground: Ground
    lanes: tuple[DrawnLane, ...]
    waits: str
    over: bool
    steps: tuple[TimelineStep, ...]


@frozen(kw_only=True)
class Goal:
    """What the work is measured by: the promise with the time left, or the end of the work itself."""

    text: str
    more: str | None
    over: bool


@frozen(kw_only=True)
class Setting:
    """All of a drawing that services share which promise alike, and hand their work to who does.

    The goal with its words, the words at the beginning, where everything lies in time. Of each step ``times`` has its
    time in words, and ``after`` the places of those that it waits for. ``grounds`` has what was drawn for it, by the
    edges of the lanes.
    """

    goal: Goal
    begin: str
    course: Course
    times: tuple[str, ...]
    after: tuple[tuple[int, ...], ...]
    grounds: dict[tuple[int, ...], Ground] = field(default_factory=dict, compare=False, repr=False)


@frozen
class Done:
    """A step as it is called, and the id of the department that does it."""

    id: str
    department: str
    title: str
    sometimes: bool


class _Bar:
    """A step in its place; its row in its lane and its words are found later."""

    __slots__ = ("at_end", "begin", "done", "end", "label", "placed", "row", "time", "top", "x")

    def __init__(self, done: Done, placed: Placed, time: str) -> None:
        self.done, self.placed, self.begin, self.end = done, placed, placed.begin, placed.end
        self.time, self.at_end, self.label = time, False, ""
        self.x = self.row = self.top = 0


def timeline(catalog: Catalog, setting: Setting, done: Sequence[Done]) -> Timeline:
    """The drawing of steps in their setting."""
    bars = list(map(_Bar, done, setting.course.steps, setting.times))
    lanes, y = _lanes(catalog, bars)
    edges = (*[lane.y for lane in lanes], y)
    ground = setting.grounds.get(edges)
    if ground is None:
        ground = setting.grounds[edges] = _ground(setting, edges)
    return Timeline(
        ground=ground,
        lanes=lanes,
        waits=_waits(bars, setting.after),
        over=setting.goal.over,
        steps=tuple([_step(catalog, bar) for bar in bars]),
    )


def _ground(setting: Setting, edges: Sequence[int]) -> Ground:
    marks, place, end, begin = setting.course.marks, setting.course.goal, setting.course.end, setting.begin
    y = edges[-1]
    goal = _goal(setting.goal, place, y + 18, LEFT + width_of(begin, _LETTERS) + 14)
    return Ground(
        height=goal.y + (_LINE if goal.more else 0) + 7,
        edges="".join(
            [
                *[f"M0 {edge}H{WIDTH}" for edge in edges],
                *[f"M{tick.x} {_TOP}V{y}" for tick in marks if tick.is_day],
            ]
        ),
        hours="".join([f"M{tick.x} {_TOP}V{y}" for tick in marks if not tick.is_day]),
        begins=f"M{LEFT} {_TOP}V{y}",
        ends=f"M{place} {_TOP}V{y}",
        ticks=tuple([tick for tick in marks if tick.text]),
        begin=Mark(x=LEFT, y=y + 18, at_end=False, text=begin, more=None),
        goal=goal,
        rest=f"M{min(end, place)} {y}H{max(end, place)}" if end != place else "",
    )


def _lanes(catalog: Catalog, bars: Sequence[_Bar]) -> tuple[tuple[DrawnLane, ...], int]:
    """A lane for each department, in the order in which they act, with its bars in place; and where the last ends."""
    by_department: dict[str, list[_Bar]] = {}
    for bar in bars:
        by_department.setdefault(bar.done.department, []).append(bar)
    lanes, y = [], _TOP
    for department, own in by_department.items():
        height = 2 * _PAD + _ROW * _rows(own)
        for bar in own:
            bar.top = y + _PAD + bar.row * _ROW
        lanes.append(_lane(_name(catalog, department), y, height))
        y += height
    return tuple(lanes), y


def _rows(own: Sequence[_Bar]) -> int:
    """Place each step of a department in the first row in which neither its bar nor its words meet another's.

    The number of rows.
    """
    taken: list[int] = []
    for bar in sorted(own, key=_starts) if len(own) > 1 else own:
        bar.label, width = _labelled(bar.done.title, bar.time)
        left, right, bar.x = bar.begin, bar.begin + width, bar.begin + 5
        if right > RIGHT:
            bar.at_end, bar.x = True, max(min(bar.end, RIGHT - 6), LEFT + width)
            left, right = min(bar.begin, bar.x - width), bar.x
        bar.row = next((row for row, free in enumerate(taken) if free <= left), len(taken))
        if bar.row == len(taken):
            taken.append(0)
        taken[bar.row] = max(bar.end, right) + 4
    return len(taken)


def _starts(bar: _Bar) -> int:
    return bar.placed.starts


@lru_cache(maxsize=8192)
def _labelled(title: str, time: str) -> tuple[str, int]:
    """The label of a bar, as far as there is room for it beside its time, and how wide they are together."""
    beside = width_of(f" {time}", _LETTERS)
    label = fitting(title, RIGHT - LEFT - beside - 14, _LETTERS)
    return label, width_of(label, _LETTERS) + beside + 8


@lru_cache(maxsize=8192)
def _lane(name: str, y: int, height: int) -> DrawnLane:
    lines = _wrapped(name, LEFT - 14)
    first = y + (height - _LINE * len(lines)) // 2 + 13
    return DrawnLane(lines=tuple((first + _LINE * number, line) for number, line in enumerate(lines)), y=y)


def _name(catalog: Catalog, department: str) -> str:
    known = catalog.departments.get(department)
    return known.name if known else department


def _wrapped(text: str, width: int) -> list[str]:
    """The text in at most two lines, cut where it is longer."""
    first, rest = "", text.split()
    while rest and (not first or width_of(f"{first} {rest[0]}", _LETTERS) <= width):
        first = f"{first} {rest.pop(0)}".strip()
    return [fitting(line, width, _LETTERS) for line in (first, " ".join(rest)) if line]


def _waits(bars: Sequence[_Bar], after: Sequence[Sequence[int]]) -> str:
    """Who waits for whom: from the end of one bar to where the other begins, and on to it."""
    path = ""
    for bar, places in zip(bars, after, strict=True):
        for place in places:
            other = bars[place]
            move = f"M{other.end} {other.top + _BAR}"
            if other.top == bar.top:
                path += f"{move}H{bar.begin}" if other.end < bar.begin else ""
                continue
            toward = -_HALF - 1 if bar.top > other.top else _HALF + 1
            across = f"H{bar.begin}" if other.end != bar.begin else ""
            path += f"{move}{across}V{bar.top + _BAR + toward}"
    return path


def _goal(goal: Goal, x: int, y: int, free: int) -> Mark:
    """The words stand beside their line, in the line below where the beginning's are in the way."""
    width = max(width_of(goal.text, _LETTERS), width_of(goal.more or "", _LETTERS)) + 8
    at_end = x + width > WIDTH
    left = x - width if at_end else x
    return Mark(x=x, y=y + _LINE if left < free else y, at_end=at_end, text=goal.text, more=goal.more)


def _step(catalog: Catalog, bar: _Bar) -> TimelineStep:
    done, placed = bar.done, bar.placed
    return TimelineStep(
        id=done.id,
        title=done.title,
        who=_name(catalog, done.department),
        time=bar.time,
        starts=placed.starts_in_words,
        ends=placed.ends_in_words,
        sometimes=done.sometimes,
        hue=hue(catalog, done.department),
        begin=bar.begin,
        middle=bar.top + _BAR,
        track=placed.track if placed.track != placed.open else "",
        open=placed.open,
        label=bar.label,
        x=bar.x,
        y=bar.top + _LABEL,
        at_end=bar.at_end,
    )
