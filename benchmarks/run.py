"""Measure servicebook on synthetic catalogs of growing size: what `make bench` calls.

    python benchmarks/run.py [--sizes 100,1000,10000] [--repeat 3] [--json FILE]

For each size a catalog is made in a temporary folder (see make_catalog.py), then checked, its chains compared, and
built, in child processes of their own, several times. The medians of wall time and peak memory, what is said about
phases, and the size of the site go to stdout as Markdown; progress goes to stderr. No time is asserted.

Exit status: 0 measured; 1 a child failed (its output is shown); 2 wrong arguments, or servicebook is not
installed beside this Python.
"""

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import IO

TODAY = "2026-11-22"
SERVICEBOOK = Path(sys.executable).with_name("servicebook")
MAKE_CATALOG = Path(__file__).with_name("make_catalog.py")
CHAINS = Path(__file__).with_name("chains.py")
MEGABYTE = 1_000_000
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # the bytes that one of ru_maxrss stands for
_PHASE = re.compile(r"^servicebook: (?P<phase>\S.*?) (?P<seconds>[0-9]+(?:\.[0-9]+)?) s$", re.MULTILINE)
_MOST_READ = 20_000  # bytes of a child's standard output, and of its standard error


class ChildFailedError(Exception):
    """A measured command did not end with 0; the message holds its output."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One child process, from its start to its end."""

    seconds: float
    cpu_seconds: float  # of all its processes together
    peak_bytes: int
    phases: dict[str, float]  # seconds, by the name that servicebook gives the phase


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The files of a folder."""

    files: int
    total_bytes: int
    pages: int  # files that end in .html
    largest_page: str
    largest_page_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Medians of one size."""

    services: int
    catalog: Tree
    site: Tree
    check: Run
    chains: Run
    build: Run


def main(arguments: Sequence[str] | None = None) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    if not SERVICEBOOK.is_file():
        parser.error(f"there is no {SERVICEBOOK}: install servicebook beside this Python")
    try:
        results = [measure(services, options.repeat) for services in options.sizes]
    except ChildFailedError as failed:
        print(failed, file=sys.stderr)
        return 1
    print(markdown(results, options.repeat))
    if options.json:
        options.json.write_text(
            json.dumps(as_json(results, options.repeat), indent=2) + "\n", encoding="utf-8"
        )
    return 0


def measure(services: int, repeat: int) -> Measured:
    """Make a catalog of that size, check and build it `repeat` times each, and clean up."""
    with tempfile.TemporaryDirectory(prefix="servicebook-bench-") as temporary:
        root, site = Path(temporary, "repository"), Path(temporary, "site")
        run_child([sys.executable, str(MAKE_CATALOG), str(root), "--services", str(services)])
        check = [str(SERVICEBOOK), "check", "--root", str(root), "--format", "json", "--today", TODAY]
        build = [str(SERVICEBOOK), "build", "--root", str(root), "--site", str(site), "--today", TODAY]
        compare = [sys.executable, str(CHAINS), str(root), TODAY]
        checks, chains, builds = [], [], []
        for turn in range(1, repeat + 1):
            checks.append(run_child(check))
            chains.append(run_child(compare))
            shutil.rmtree(site, ignore_errors=True)  # every build starts from nothing
            builds.append(run_child(build))
            _progress(f"{services:,} services, {turn} of {repeat}", checks[-1], builds[-1])
        return Measured(
            services=services,
            catalog=tree(root),
            site=tree(site),
            check=middle(checks),
            chains=middle(chains),
            build=middle(builds),
        )


def run_child(command: Sequence[str]) -> Run:
    """Run a command to its end. Raises ChildFailedError unless it ends with 0.

    `os.wait4` gives the peak memory of this child alone. On Linux a child starts with the peak of its parent,
    so this program has to stay small: catalogs are made in a child too.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        began = time.perf_counter()
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            shown = f"{_end_of(output)}\n{_end_of(errors)}".strip()
            raise ChildFailedError(f"{' '.join(command)}\nended with {child.returncode}:\n{shown}")
        told = _PHASE.finditer(_end_of(errors))
    phases = {found["phase"]: float(found["seconds"]) for found in told}
    return Run(
        seconds=seconds,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        peak_bytes=usage.ru_maxrss * _RSS_UNIT,
        phases=phases,
    )


def _end_of(file: IO[bytes]) -> str:
    """The last part of what a child wrote."""
    file.seek(max(0, file.seek(0, os.SEEK_END) - _MOST_READ))
    return file.read().decode("utf-8", errors="replace")


def middle(runs: Sequence[Run]) -> Run:
    """The medians of several runs of one command, each taken for itself."""
    return Run(
        seconds=median(run.seconds for run in runs),
        cpu_seconds=median(run.cpu_seconds for run in runs),
        peak_bytes=round(median(run.peak_bytes for run in runs)),
        phases={phase: median(run.phases.get(phase, 0.0) for run in runs) for phase in runs[0].phases},
    )


def tree(folder: Path) -> Tree:
    """What lies in a folder. Raises ChildFailedError where there is none: the build wrote nothing."""
    if not folder.is_dir():
        raise ChildFailedError(f"nothing was written to {folder}")
    sizes = {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    pages = {path: size for path, size in sizes.items() if path.suffix == ".html"}
    largest = max(sorted(pages), key=pages.__getitem__, default=None)
    return Tree(
        files=len(sizes),
        total_bytes=sum(sizes.values()),
        pages=len(pages),
        largest_page=largest.relative_to(folder).as_posix() if largest else "",
        largest_page_bytes=pages[largest] if largest else 0,
    )


# What is reported


def markdown(results: Sequence[Measured], repeat: int) -> str:
    """The whole report: where it was measured, figures by size, phases by size, and how times grow."""
    parts = [
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()}; "
        f"medians of {repeat}; 1 MB is 1,000,000 bytes.",
        _figures(results),
        _phases(results),
        _growth(results),
        "\n".join(f"- largest page of {each.services:,}: `{each.site.largest_page}`" for each in results),
    ]
    return "\n\n".join(part for part in parts if part)


def _figures(results: Sequence[Measured]) -> str:
    head = (
        "services", "catalog files", "check", "check, peak memory", "build", "build, peak memory", "pages",
        "largest page", "whole site",
    )  # fmt: skip
    return _table(head, [_figures_row(each) for each in results])


def _figures_row(each: Measured) -> list[str]:
    return [
        f"{each.services:,}",
        f"{each.catalog.files:,}",
        f"{each.check.seconds:.2f} s",
        f"{each.check.peak_bytes / MEGABYTE:,.0f} MB",
        f"{each.build.seconds:.2f} s",
        f"{each.build.peak_bytes / MEGABYTE:,.0f} MB",
        f"{each.site.pages:,}",
        f"{each.site.largest_page_bytes:,} B",
        f"{each.site.total_bytes / MEGABYTE:,.1f} MB",
    ]


def _phases(results: Sequence[Measured]) -> str:
    """A row for each phase that a build, or the comparing of chains, told of; nothing where none did."""
    told = [each.chains.phases | each.build.phases for each in results]
    names = dict.fromkeys(phase for phases in told for phase in phases)
    head = ("phase", *(f"{each.services:,}" for each in results))
    rows = [[name, *(_seconds(phases.get(name)) for phases in told)] for name in names]
    return _table(head, rows) if rows else ""


def _seconds(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds:.1f} s"


def _growth(results: Sequence[Measured]) -> str:
    """How many times longer each size takes than the size before; nothing for a single size."""
    rows = [
        [
            f"{small.services:,} → {large.services:,}",
            f"× {large.services / small.services:.1f}",
            f"× {large.check.seconds / small.check.seconds:.1f}",
            f"× {large.build.seconds / small.build.seconds:.1f}",
        ]
        for small, large in pairwise(results)
    ]
    return _table(("growth", "services", "check time", "build time"), rows) if rows else ""


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table: the first column to the left, figures to the right."""
    rule = [":--", *["--:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))


def as_json(results: Sequence[Measured], repeat: int) -> dict[str, object]:
    """The same for machines: bytes and seconds."""
    return {
        "python": platform.python_version(),
        "platform": platform.platform(),
        "cores": os.cpu_count(),
        "repeat": repeat,
        "today": TODAY,
        "sizes": [asdict(each) for each in results],
        "growth": [
            {
                "from": small.services,
                "to": large.services,
                "check": large.check.seconds / small.check.seconds,
                "build": large.build.seconds / small.build.seconds,
            }
            for small, large in pairwise(results)
        ],
    }


def _progress(what: str, check: Run, build: Run) -> None:
    print(f"{what}: check {check.seconds:.2f} s, build {build.seconds:.2f} s", file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--sizes", type=_sizes, default="100,1000,10000", metavar="N,N", help="numbers of services"
    )
    parser.add_argument(
        "--repeat", type=_number, default=3, metavar="N", help="runs of each command (default: 3)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")
    return parser


def _sizes(text: str) -> list[int]:
    """Sizes in growing order, each once."""
    return sorted({_number(size) for size in text.split(",")})


def _number(text: str) -> int:
    if not text.strip().isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
