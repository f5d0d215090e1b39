"""Say where the time of a build goes, stage by stage: what `make bench` calls after the comparison.

    python -m benchmarks.stages [--services 1000 | --root REPOSITORY] [--top 12]

The command itself builds the site, here, on one core, so that nothing is handed to other processes. Every few
milliseconds of processor time it is looked at which function runs, and the time since the last look is added to the
stage that the function belongs to: the outermost of its callers that is named in STAGES, so that what a page's view
asks of the analysis counts as that view. Views and templates are told apart by page. What no stage claims is "else".

Exit status: that of `servicebook build`.
"""

import os
import signal
import sys
import time

_BEGAN = time.process_time()  # before anything else is imported, as imports are the first stage

import argparse  # noqa: E402
import re  # noqa: E402
import tempfile  # noqa: E402
from collections import defaultdict  # noqa: E402
from collections.abc import Iterator, Mapping, Sequence  # noqa: E402
from contextlib import contextmanager, redirect_stdout  # noqa: E402
from pathlib import Path  # noqa: E402
from types import CodeType, FrameType  # noqa: E402

from benchmarks.children import TODAY  # noqa: E402
from benchmarks.growth.place import made  # noqa: E402

EVERY = 0.004
"""Seconds of processor time between two looks; kernels count in such steps."""
IMPORT, ELSE = "import", "else"
STAGES: Sequence[tuple[str, str]] = (
    (r"<frozen importlib|<frozen zipimport", IMPORT),
    (r"servicebook/(?:loading/read|source/(?!atomic|temporary))", "read"),
    (r"servicebook/(?:loading/check|documents/)", "check"),
    (r"servicebook/rules/", "rules"),
    (r"servicebook/(?:loading/(?!__init__)|model/)", "model"),
    (r"servicebook/(?:comparing|measuring)/", "history and results"),
    (r"servicebook/pages/rendering/context", "context"),
    (r"servicebook/pages/(?:(?!parts|rendering|drawings|dates|__init__|sections)(\w+))\.py", "view of {}"),
    (r"servicebook/pages/", "views, shared"),
    (r"servicebook/(?:search/|publishing/search_files)", "search"),
    (r"servicebook/(?:exchange|requests)/", "data"),
    (r"servicebook/publishing/(?:(?!page_)\w+_files|answer_feed|request_\w+|opensearch)\.py", "data"),
    (r"servicebook/publishing/", "write"),
    (r"servicebook_theme/pages/(\w+)\.html", "template of {}"),
    (r"\.html$|servicebook/mkdocs_plugin/frame|/material/", "frame"),
    (r"servicebook_theme/", "style sheets and scripts"),
    (r"servicebook/analysis/", "analysis"),
    (r"/mkdocs/", "MkDocs"),
)
"""(pattern of a file's path, stage); the first that fits a file counts. ``{}`` is what the group found."""
REFINED: Mapping[str, frozenset[str]] = {
    "read": frozenset({"check"}),
    "model": frozenset({"rules", "read", "check"}),
}
"""Stages that call others, which then count: a model is assembled, and its rules are asked in the same call."""
WEAK = frozenset({ELSE, "MkDocs", "views, shared", "write"})
"""Stages within which everything else happens: any other on the stack counts."""


class Looks:
    """Adds up processor time by stage, while a program runs in this thread."""

    def __init__(self, began: float) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._last = began
        self._known: dict[CodeType, str | None] = {}

    @contextmanager
    def on(self) -> Iterator[None]:
        """Look within."""
        self.add(IMPORT)
        before = signal.signal(signal.SIGPROF, lambda _, frame: self.add(self.stage(frame)))
        signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)
            self.add(ELSE)

    def add(self, stage: str) -> None:
        """The time since the last look: signals that come while C code runs are one when it has ended."""
        now = time.process_time()
        self.seconds[stage] += now - self._last
        self._last = now

    def stage(self, frame: FrameType | None) -> str:
        """The stage of a stack, whose innermost frame is given."""
        stages = []
        while frame is not None:
            if stage := self._of(frame.f_code):
                stages.append(stage)
            frame = frame.f_back
        return stage_of(reversed(stages))

    def _of(self, code: CodeType) -> str | None:
        if code not in self._known:
            self._known[code] = named(code.co_filename)
        return self._known[code]


def named(path: str) -> str | None:
    """The stage that a file belongs to, if any."""
    for pattern, stage in STAGES:
        if found := re.search(pattern, path.replace(os.sep, "/")):
            return stage.format(*found.groups())
    return None


def stage_of(callers: Iterator[str]) -> str:
    """Which of the stages of a stack counts, from the outermost to the innermost."""
    counts = ELSE
    for stage in callers:
        if stage == IMPORT:
            return IMPORT
        if counts in WEAK or stage in REFINED.get(counts, ()):
            counts = stage
    return counts


def table(seconds: Mapping[str, float], top: int) -> str:
    """The stages as Markdown, the longest first; beyond ``top``, views and templates are added up."""
    whole = sum(seconds.values()) or 1.0
    rows = sorted(seconds.items(), key=lambda row: -row[1])
    shown = [row for row in rows if " of " not in row[0]]
    by_page = [row for row in rows if " of " in row[0]]
    shown += by_page[:top]
    for kind in ("view", "template"):
        rest = sum(time for name, time in by_page[top:] if name.startswith(kind))
        shown += [(f"{kind}s of other pages", rest)] if rest else []
    shown.sort(key=lambda row: -row[1])
    lines = [f"| {name} | {time:.2f} s | {100 * time / whole:.0f} % |" for name, time in shown]
    return "\n".join(
        ("| stage | processor time | share |", "| :-- | --: | --: |", *lines, f"| all | {whole:.2f} s | |")
    )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Say where the time of a build goes, stage by stage.")
    parser.add_argument("--services", type=int, default=1_000, metavar="N", help="of a made-up catalog")
    parser.add_argument("--root", type=Path, help="this repository instead")
    parser.add_argument("--top", type=int, default=12, metavar="N", help="views and templates by themselves")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="servicebook-stages-") as temporary:
        root = options.root or made(Path(temporary), options.services).root
        status, seconds = build(root, Path(temporary, "site"))
    print(table(seconds, options.top))
    return status


def build(root: Path, site: Path) -> tuple[int, Mapping[str, float]]:
    """Build a site in this process; its exit status, and processor time by stage."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # with one core, work is not handed on
    looks = Looks(_BEGAN)
    with looks.on(), redirect_stdout(sys.stderr):
        from servicebook.cli import main as servicebook

        status = servicebook(["build", "--root", str(root), "--site", str(site), "--today", TODAY])
    return status, looks.seconds


if __name__ == "__main__":
    sys.exit(main())
