"""Measure servicebook and other tools on catalogs of growing size: what `make bench` calls first.

    python -m benchmarks.run [--sizes 100,1000,10000] [--repeat 3] [--tools servicebook,hugo] [--json FILE]

For each size a catalog is made in a temporary folder (see make_catalog.py), and the same content for each other tool
that is installed (see rivals/). Then all tools run in turn, several times: a machine is not always as fast. Each
command is a child process of its own; its memory and its processor time are those of all processes that it starts.
Tools that take too long with many services are left out there (growth/tools.py has their limits; --all runs them, too).
100,000 services are measured with --sizes 100,1000,10000,100000; that takes hours, and 20 GB of space.

The medians go to stdout as Markdown, progress goes to stderr, and --json keeps every run: `python -m
benchmarks.readme FILE` writes them into the README. No time is asserted.

Exit status: 0 measured; 1 servicebook failed (its output is shown); 2 wrong arguments, or servicebook is not
installed beside this Python.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path

from benchmarks.children import SERVICEBOOK, TODAY, ChildFailedError
from benchmarks.growth.figures import OURS, Figures, Measured, Site
from benchmarks.growth.place import LEAST, Place, made
from benchmarks.growth.tables import NAMES, report
from benchmarks.growth.tools import Tool, framed_page, tools


def main(arguments: Sequence[str] | None = None) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    if not SERVICEBOOK.is_file():
        parser.error(f"there is no {SERVICEBOOK}: install servicebook beside this Python")
    with tempfile.TemporaryDirectory(prefix="servicebook-bench-", dir=options.folder) as temporary:
        folder = Path(temporary)
        framed = cache(lambda: framed_page(folder / "small"))
        known = [each for each in tools(framed) if not options.tools or each.name in options.tools]
        figures = _nothing_yet(known, options.repeat, options.all)
        for tool in figures.missing:
            _say(f"{tool} is not installed: make .venv/.bench")
        for services in options.sizes:
            chosen = [each for each in known if _runs(each, services, figures, options.all)]
            try:
                measured, failed = measure(folder, services, options.repeat, chosen)
            except ChildFailedError as fault:
                print(fault, file=sys.stderr)
                return 1
            figures = replace(
                figures, measured=[*figures.measured, *measured], failed={**figures.failed, **failed}
            )
            if options.json:  # after each size, as the next may take hours
                options.json.write_text(json.dumps(asdict(figures), indent=1) + "\n", encoding="utf-8")
    print(report(figures))
    return 0


def _nothing_yet(known: Sequence[Tool], repeat: int, every: bool) -> Figures:
    """Where and how it will be measured."""
    return Figures(
        python=platform.python_version(),
        system=platform.system(),
        cores=os.cpu_count() or 1,
        repeat=repeat,
        today=TODAY,
        missing=[tool.name for tool in known if not tool.is_there],
        limits={tool.name: tool.at_most for tool in known if tool.at_most and not every},
        failed={},
        measured=[],
    )


def _runs(tool: Tool, services: int, figures: Figures, every: bool) -> bool:
    """Whether a tool is run with so many services."""
    few = every or tool.at_most is None or services <= tool.at_most
    return tool.is_there and few and tool.name not in figures.failed


def measure(
    folder: Path, services: int, repeat: int, chosen: Sequence[Tool]
) -> tuple[list[Measured], dict[str, int]]:
    """Run all steps of all tools on a catalog of that size so many times, in turn; nothing stays in the folder.

    What was measured, and the tools of others that failed, of which nothing is kept. Raises ChildFailedError where
    ours fails.
    """
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        place = made(Path(temporary), services)
        results: dict[tuple[str, str], Measured] = {}
        failed: dict[str, int] = {}
        for turn in range(1, repeat + 1):
            for tool in chosen:
                if tool.name in failed:
                    continue
                try:
                    tool.prepare(place)
                    for step, run in tool.steps(place, turn):
                        _say(
                            f"{services:,} services, {turn} of {repeat}, {tool.name}: {step} {run.seconds:.2f} s"
                        )
                        of = results.setdefault((tool.name, step), Measured(services, tool.name, step, []))
                        of.runs.append(run)
                except ChildFailedError as fault:
                    if tool.name == OURS:
                        raise
                    _say(str(fault))
                    failed[tool.name] = services
        return [_with_site(place, each) for each in results.values() if each.tool not in failed], failed


def _with_site(place: Place, each: Measured) -> Measured:
    """With what has been written by a build."""
    site = place.site(each.tool)
    if not (each.step.startswith(("build", "index")) and site.is_dir()):
        return each
    sizes = {path: path.stat().st_size for path in site.rglob("*") if path.is_file()}
    pages = [size for path, size in sizes.items() if path.name == "index.html" and _is_service(path, site)]
    return Measured(
        each.services,
        each.tool,
        each.step,
        each.runs,
        Site(
            files=len(sizes),
            bytes=sum(sizes.values()),
            service_pages=len(pages),
            service_page_bytes=sum(pages) // len(pages) if pages else 0,
        ),
    )


def _is_service(path: Path, site: Path) -> bool:
    """Whether it is a page of a service: ``services/it/laptop-repair/index.html``."""
    parts = path.relative_to(site).parts
    return len(parts) == 4 and parts[0] == "services"


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--sizes", type=_sizes, default="100,1000,10000", metavar="N,N", help="numbers of services"
    )
    parser.add_argument(
        "--repeat", type=_number, default=3, metavar="N", help="turns of all tools (default: 3)"
    )
    parser.add_argument("--tools", type=_names, metavar="NAME,NAME", help="only these tools")
    parser.add_argument("--all", action="store_true", help="every tool at every size, however long it takes")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="where the temporary folder is made")
    return parser


def _sizes(text: str) -> list[int]:
    """Sizes in growing order, each once."""
    sizes = sorted({_number(size) for size in text.split(",")})
    if sizes[0] < LEAST:
        raise argparse.ArgumentTypeError(f"{sizes[0]} services are too few: {LEAST} are the least")
    return sizes


def _names(text: str) -> list[str]:
    names = text.split(",")
    if unknown := [name for name in names if name not in NAMES]:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(NAMES)}")
    return names


def _number(text: str) -> int:
    if not text.strip().isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
