"""The growth of times as a drawing: SVG that a person can read, both axes logarithmic, in light and in dark."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

from benchmarks.growth.figures import OURS, Figures
from benchmarks.growth.tables import NAMES, seconds

WIDTH, HEIGHT = 800, 330
_LEFT, _TOP, _BOTTOM, _PANEL = 50, 46, 44, 400  # around the lines, and how wide a panel is
_LINES = 225  # the width of the lines; behind them stand their names
_GAP = 14  # between two names
_LETTERS = "abcde"  # the classes of lines
_STYLE = """
text { font: 12px system-ui, sans-serif; fill: #3a3f47 }
.title { font-weight: 600; fill: #16181d }
.end { text-anchor: end }
.middle { text-anchor: middle }
.name { paint-order: stroke; stroke: #ffffff; stroke-width: 4px; stroke-linejoin: round }
.paper { fill: #ffffff }
.grid { stroke: #dcdfe4 }
polyline { fill: none; stroke-width: 2; stroke-linejoin: round }
.a polyline { stroke: #b3261e; stroke-width: 3 } .a circle, .a text { fill: #b3261e }
.b polyline { stroke: #1f5fbf } .b circle, .b text { fill: #1f5fbf }
.c polyline { stroke: #7a4fb5 } .c circle, .c text { fill: #7a4fb5 }
.d polyline { stroke: #10745c } .d circle, .d text { fill: #10745c }
.e polyline { stroke: #8a5a00 } .e circle, .e text { fill: #8a5a00 }
@media (prefers-color-scheme: dark) {
  text { fill: #c4cad3 } .title { fill: #f0f3f7 } .paper { fill: #0d1117 }
  .name { stroke: #0d1117 } .grid { stroke: #2c333c }
  .a polyline { stroke: #ff8a80 } .a circle, .a text { fill: #ff8a80 }
  .b polyline { stroke: #82b1ff } .b circle, .b text { fill: #82b1ff }
  .c polyline { stroke: #c9a7f5 } .c circle, .c text { fill: #c9a7f5 }
  .d polyline { stroke: #5fd3b3 } .d circle, .d text { fill: #5fd3b3 }
  .e polyline { stroke: #e6b450 } .e circle, .e text { fill: #e6b450 }
}
"""
_OTHERS = {
    "build, nothing changed": "nothing changed",
    "build, one summary changed": "one edit",
    "serve, saved to seen": "saved to seen",
}

Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Axis:
    """A logarithmic axis from ``least`` to ``most``, which are powers of ten, at ``start`` and ``end``."""

    least: float
    most: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value lies."""
        share = (log10(value) - log10(self.least)) / (log10(self.most) - log10(self.least))
        return round(self.start + share * (self.end - self.start), 1)

    def marks(self) -> list[float]:
        """The powers of ten on it."""
        first, last = round(log10(self.least)), round(log10(self.most))
        return [10.0**power for power in range(first, last + 1)]


def axis(values: Iterable[float], start: float, end: float) -> Axis:
    """An axis on which all values lie, of whole powers of ten, one at least."""
    logs = [log10(value) for value in values]
    least, most = floor(min(logs)), ceil(max(logs))
    return Axis(10.0**least, 10.0 ** max(most, least + 1), start, end)


def spread(wanted: Sequence[float], gap: float = _GAP) -> list[float]:
    """The places that are wanted, moved down as far as a gap between each and the next one asks for."""
    placed: dict[int, float] = {}
    last = float("-inf")
    for index in sorted(range(len(wanted)), key=lambda at: wanted[at]):
        placed[index] = last = max(wanted[index], last + gap)
    return [placed[index] for index in range(len(wanted))]


def drawn(figures: Figures) -> str:
    """The drawing; of one size it has points only."""
    rivals = {NAMES[tool]: _line(figures, tool, "build") for tool in (OURS, "hugo", "zensical", "mkdocs")}
    own = {
        "build": _line(figures, OURS, "build"),
        "check": _line(figures, OURS, "check"),
        **{name: _line(figures, OURS, step) for step, name in _OTHERS.items()},
    }
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="t d">',
        '<title id="t">How times grow with the number of services</title>',
        f'<desc id="d">{escape(_said(rivals))}</desc>',
        f"<style>{_STYLE}</style>",
        f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}" rx="8"/>',
        *_panel("A new build, seconds", rivals, 0),
        *_panel("Servicebook, seconds", own, _PANEL),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _line(figures: Figures, tool: str, step: str) -> Points:
    found = ((size, figures.find(size, tool, step)) for size in figures.sizes)
    return [(size, each.seconds) for size, each in found if each and each.seconds > 0]


def _said(lines: Mapping[str, Points]) -> str:
    """The left half in words, for whoever cannot see it."""
    return " ".join(
        f"{name} builds {points[-1][0]:,} services in {seconds(points[-1][1])}."
        for name, points in lines.items()
        if points
    )


def _beside(ends: Points) -> list[float]:
    """How far down the names stand beside the ends of lines: apart from each other where lines end side by side."""
    placed = [0.0] * len(ends)
    for across in {x for x, _ in ends}:
        there = [at for at, (x, _) in enumerate(ends) if x == across]
        for at, place in zip(there, spread([ends[at][1] for at in there]), strict=True):
            placed[at] = place
    return placed


def _panel(title: str, lines: Mapping[str, Points], left: float) -> list[str]:
    """Axes, and a line with its name for each that has points."""
    there = {name: points for name, points in lines.items() if points}
    if not there:
        return []
    bottom, start, end = HEIGHT - _BOTTOM, left + _LEFT, left + _LEFT + _LINES
    across = axis((x for points in there.values() for x, _ in points), start, end)
    up = axis((y for points in there.values() for _, y in points), bottom, _TOP)
    parts = [f'<text class="title" x="{start}" y="24">{escape(title)}</text>']
    for mark in up.marks():
        parts.append(f'<path class="grid" d="M{start} {up.at(mark)}H{end}"/>')
        parts.append(f'<text class="end" x="{start - 8}" y="{up.at(mark) + 4}">{mark:,g}</text>')
    for mark in across.marks():
        parts.append(f'<path class="grid" d="M{across.at(mark)} {_TOP}V{bottom}"/>')
        parts.append(f'<text class="middle" x="{across.at(mark)}" y="{bottom + 18}">{mark:,.0f}</text>')
    parts.append(f'<text class="middle" x="{(start + end) / 2}" y="{bottom + 36}">services</text>')
    places = [[(across.at(x), up.at(y)) for x, y in points] for points in there.values()]
    names = _beside([points[-1] for points in places])
    for letter, points in zip(_LETTERS, places, strict=False):
        shown = " ".join(f"{x},{y}" for x, y in points)
        dots = "".join(f'<circle cx="{x}" cy="{y}" r="3.5"/>' for x, y in points)
        parts.append(f'<g class="{letter}"><polyline points="{shown}"/>{dots}</g>')
    for letter, name, points, down in zip(_LETTERS, there, places, names, strict=False):  # above all lines
        at = f'x="{points[-1][0] + 9}" y="{round(down + 4, 1)}"'
        parts.append(f'<g class="{letter}"><text class="name" {at}>{escape(name)}</text></g>')
    return parts
