"""Write what `make bench` has measured into the README: python -m benchmarks.readme FIGURES.json [--check]

FIGURES.json is what `python -m benchmarks.run --json` has kept. The tables replace what stands in the README between
two comments, and growth.svg beside this file gets the drawing. --check writes nothing: exit status 1 says that either
would be another.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from textwrap import fill

from benchmarks.growth.figures import OURS, Figures, Measured, figures_of, ratio
from benchmarks.growth.plot import drawn
from benchmarks.growth.tables import NAMES, left_out, seconds

REPOSITORY = Path(__file__).parents[1]
BEGIN, END = "<!-- figures: begin (python -m benchmarks.readme writes them) -->", "<!-- figures: end -->"
DRAWING = "benchmarks/growth.svg"
_OWN = {
    "check": "check",
    "check, one file changed": "check, one file changed",
    "build": "build",
    "build, nothing changed": "build, nothing changed",
    "build, one summary changed": "build, one summary changed",
    "serve, saved to seen": "serve: from saving to seeing",
}
_RIVALS = (
    ("hugo", "build", "build"),
    ("zensical", "build", "build"),
    ("mkdocs", "build", "build"),
    ("hugo", "serve, saved to seen", "serve, saved to seen"),
    ("pagefind", "index of the built site", "build"),
    ("check-jsonschema", "check", "check"),
)
"""(tool, its step, the step of ours that it stands beside)."""


class NoPlaceError(Exception):
    """The README has no place for figures."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("figures", type=Path, metavar="FIGURES.json")
    parser.add_argument("--check", action="store_true", help="write nothing; 1 where something would change")
    options = parser.parse_args(arguments)
    figures = figures_of(json.loads(options.figures.read_text(encoding="utf-8")))
    readme, drawing = REPOSITORY / "README.md", REPOSITORY / DRAWING
    before = readme.read_text(encoding="utf-8")
    wanted = {readme: replaced(before, block(figures)), drawing: drawn(figures)}
    others = [
        path
        for path, text in wanted.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    for path in others:
        print(path.relative_to(REPOSITORY))
        if not options.check:
            path.write_text(wanted[path], encoding="utf-8")
    return int(options.check and bool(others))


def replaced(text: str, figures: str) -> str:
    """The README with other figures. Raises NoPlaceError where it has none."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise NoPlaceError(f"the README has no {BEGIN} … {END}")
    return f"{before}{BEGIN}\n\n{figures}\n\n{END}{after}"


def block(figures: Figures) -> str:
    """What the README says of them."""
    sizes, turns = figures.sizes, f"Medians of {figures.repeat} turns in one run, all tools in each turn"
    if figures.repeat == 1:
        turns = "One turn of all tools"
    parts = [
        f"![How times grow with the number of services]({DRAWING})",
        f"{turns}, on {figures.cores} cores (Python {figures.python}, {figures.system}). In brackets: processor time "
        "of all processes, and the memory that they held together at most. 1 MB is 1,000,000 bytes.",
        _table(("Servicebook", *(f"{size:,} services" for size in sizes)), _own_rows(figures)),
        _table(("beside it", *(f"{size:,} services" for size in sizes)), _rival_rows(figures)),
        "Behind others stands how many times as long as they Servicebook takes: × 0.8 is faster. Hugo builds the same "
        "content with a layout of the same sections, within the same frame (`benchmarks/rivals/`); MkDocs and Zensical "
        "build plain Markdown pages of it, without a navigation of all pages. Pagefind's index of the finished site "
        "stands beside a whole build, and check-jsonschema, which knows no references, beside `check`.",
        left_out(figures),
    ]
    return "\n\n".join(part if part.startswith(("|", "!")) else fill(part, 120) for part in parts if part)


def _own_rows(figures: Figures) -> list[list[str]]:
    rows = [
        [name, *(_cell(figures.find(size, OURS, step)) for size in figures.sizes)]
        for step, name in _OWN.items()
    ]
    sites = [figures.find(size, OURS, "build") for size in figures.sizes]
    rows.append(
        ["site", *(f"{each.site.bytes / 1e6:,.0f} MB" if each and each.site else "" for each in sites)]
    )
    pages = (f"{each.site.service_page_bytes / 1000:.1f} KB" if each and each.site else "" for each in sites)
    rows.append(["a service's page", *pages])
    return [row for row in rows if any(row[1:])]


def _rival_rows(figures: Figures) -> list[list[str]]:
    rows = []
    for tool, step, ours in _RIVALS:
        cells = []
        for size in figures.sizes:
            theirs, own = figures.find(size, tool, step), figures.find(size, OURS, ours)
            times = ratio(own, theirs, lambda run: run.seconds) if own and theirs else None
            cells.append(f"{_cell(theirs)} × {times:.2f}" if times is not None else _cell(theirs))
        rows.append([f"{NAMES[tool]}: {step}", *cells])
    return [row for row in rows if any(row[1:])]


def _cell(each: Measured | None) -> str:
    if each is None:
        return ""
    used = [seconds(each.cpu_seconds), f"{each.peak_bytes / 1e6:,.0f} MB" if each.peak_bytes else ""]
    return f"{seconds(each.seconds)} ({', '.join(one for one in used if one)})"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    rule = [":--", *["--:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows)) if rows else ""


if __name__ == "__main__":
    sys.exit(main())
