"""The figures as Markdown."""

from collections.abc import Sequence

from benchmarks.children import MEGABYTE, Run
from benchmarks.growth.figures import OURS, Figures, growth, ratio

NAMES = {
    OURS: "Servicebook",
    "hugo": "Hugo",
    "zensical": "Zensical",
    "mkdocs": "MkDocs with Material",
    "pagefind": "Pagefind",
    "check-jsonschema": "check-jsonschema",
}
_COMPARED = {"index of the built site": "build"}
"""With which of our steps a step of others is compared, where the name is another."""


def report(figures: Figures) -> str:
    """Everything: where it was measured, a table for each size, how it grows, and what is not there."""
    parts = [
        f"Python {figures.python}, {figures.cores} cores, {figures.system}; medians of {figures.repeat}; "
        "memory is that of all processes together, 1 MB is 1,000,000 bytes.",
        *(size_table(figures, services) for services in figures.sizes),
        sites_table(figures),
        growth_table(figures),
        left_out(figures),
    ]
    return "\n\n".join(part for part in parts if part)


def size_table(figures: Figures, services: int) -> str:
    """Each step of each tool; beside others, how many times as much ours takes for the same."""
    rows = []
    for each in figures.measured:
        if each.services == services:
            ours = figures.find(services, OURS, _COMPARED.get(each.step, each.step))
            compared = each.tool != OURS and ours is not None
            rows.append(
                [
                    NAMES[each.tool],
                    each.step,
                    seconds(each.seconds),
                    seconds(each.cpu_seconds),
                    f"{each.peak_bytes / MEGABYTE:,.0f} MB",
                    _times(ratio(ours, each, _wall)) if compared and ours else "",
                    _times(ratio(ours, each, _cpu)) if compared and ours else "",
                ]
            )
    head = (
        f"{services:,} services",
        "step",
        "time",
        "processor time",
        "memory",
        "ours: time",
        "ours: processor time",
    )
    return _table(head, rows, words=2)


def sites_table(figures: Figures) -> str:
    """What builds have written."""
    rows = [
        [
            f"{each.services:,}",
            NAMES[each.tool],
            f"{each.site.bytes / MEGABYTE:,.1f} MB",
            f"{each.site.files:,}",
            f"{each.site.service_page_bytes / 1000:.1f} KB" if each.site.service_pages else "",
        ]
        for each in figures.measured
        if each.site and each.step in ("build", *_COMPARED)
    ]
    return _table(("services", "site of", "size", "files", "a service's page"), rows, words=2) if rows else ""


def growth_table(figures: Figures) -> str:
    """By which power of the number of services each step grows; nothing for a single size."""
    sizes = figures.sizes
    steps = dict.fromkeys((each.tool, each.step) for each in figures.measured)
    rows = []
    for tool, step in steps:
        points = [(size, found.seconds) for size in sizes if (found := figures.find(size, tool, step))]
        powers = {large: power for _, large, power in growth(points)}
        if powers:
            cells = [f"{powers[size]:.2f}" if size in powers else "" for size in sizes[1:]]
            rows.append([NAMES[tool], step, *cells])
    head = ("time grows by the power of", "step", *(f"to {size:,}" for size in sizes[1:]))
    return _table(head, rows, words=2) if rows else ""


def left_out(figures: Figures) -> str:
    """What was not measured, and why."""
    most = max(figures.sizes, default=0)
    limits = [
        f"{NAMES[tool]} up to {limit:,} services"
        for tool, limit in figures.limits.items()
        if limit < most and tool not in figures.missing
    ]
    said = [f"As it takes long with more, this was run: {', '.join(limits)}."] if limits else []
    said += [f"{NAMES[tool]} failed with {size:,} services." for tool, size in figures.failed.items()]
    said += [f"{NAMES[tool]} is not installed here." for tool in figures.missing]
    return " ".join(said)


def seconds(number: float) -> str:
    """With three digits at most; nothing where none was measured."""
    if number <= 0:
        return ""
    return f"{number:.2f} s" if number < 10 else f"{number:,.1f} s" if number < 100 else f"{number:,.0f} s"


def _times(number: float | None) -> str:
    return "" if number is None else f"× {number:.2f}" if number < 10 else f"× {number:,.0f}"


def _wall(run: Run) -> float:
    return run.seconds


def _cpu(run: Run) -> float:
    return run.cpu_seconds


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], words: int = 1) -> str:
    """A Markdown table: the first columns, which are words, to the left, figures to the right."""
    rule = [":--" if at < words else "--:" for at in range(len(head))]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))
