"""Measure how well the search finds what readers look for, in their words, on the example organization's site.

    python benchmarks/search/run.py [--site DIR] [--only tuned|held-out] [--misses]

The questions and their right answers are in queries.json, best answer first; they were written by reading the catalog,
before the ranking was tuned, and every third is held out: nothing may be tuned to it. A browser on the find page asks
the page's own ranking. A few questions are then put into the address, two in a fresh browser profile each: the first
fetches what a first search needs, the other what a further one adds.

What is printed, for tuned and held-out questions apart: hit@1 and hit@3 (a right answer is the first, among the first
three), MRR (1 over the place of the first right answer, on average), nDCG@10 (gains 3, 2, 1, 1… in the order of the
answers). Then the bytes of a first and a further search: gzip, everything below ``search/``.

Exit status: 0 measured; 1 the site cannot be built or a page does not answer; 2 wrong arguments.
"""

import argparse
import gzip
import json
import math
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import mean, median
from urllib.parse import quote

from playwright.sync_api import Browser, Error, sync_playwright

REPOSITORY = Path(__file__).resolve().parents[2]
QUERIES = Path(__file__).with_name("queries.json")
TODAY = "2026-11-22"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
)
PAIRS = 5  # fresh profiles in which bytes are counted
DEEPEST = 10  # results that are looked at
ASK_ENGINE = """async ask => {
  const { rank, entries } = await import("/assets/engine.js");
  const found = {};
  for (const query of ask) {
    const best = await entries((await rank(query)).slice(0, 10));
    found[query] = best.map(one => `${one.kind}:${one.id}`);
  }
  return found;
}"""


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader types, and the answers (kind:id) that are right, best first."""

    query: str
    right: tuple[str, ...]
    held_out: bool


@dataclass(slots=True)
class Sent:
    """Bytes that the server sent below ``search/``, as compressed, since the last :meth:`taken`."""

    total: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, count: int) -> None:
        with self.lock:
            self.total += count

    def taken(self) -> int:
        with self.lock:
            total, self.total = self.total, 0
        return total


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    questions = [q for q in read_questions(QUERIES) if options.only in (None, _set_of(q))]
    with tempfile.TemporaryDirectory(prefix="servicebook-search-") as folder:
        try:
            site = options.site or built(REPOSITORY, Path(folder) / "site")
            with sync_playwright() as playwright:
                path = next((found for name in NAMES if (found := shutil.which(name))), None)
                browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
                found, first, further = ours(browser, site, questions)
                print(table("servicebook", questions, found))
                browser.close()
        except (subprocess.CalledProcessError, Error) as fault:
            print(getattr(fault, "stderr", None) or fault, file=sys.stderr)
            return 1
    print(f"\nfirst search: {_bytes(first)}; a further one: {_bytes(further)}")
    if options.misses:
        for question in questions:
            if found[question.query][0:1] and found[question.query][0] in question.right:
                continue
            print(f"\n{question.query}\n  wanted {', '.join(question.right)}")
            print("\n".join(f"  {place}. {one}" for place, one in enumerate(found[question.query][:4], 1)))
    return 0


def read_questions(path: Path) -> list[Question]:
    """The labelled questions of a file."""
    listed = json.loads(path.read_text(encoding="utf-8"))
    return [Question(one["query"], tuple(one["right"]), one.get("held_out", False)) for one in listed]


def built(root: Path, site: Path) -> Path:
    """The site of a repository, built by a child process."""
    command = [sys.executable, "-m", "servicebook.cli", "build", "--today", TODAY]
    subprocess.run(
        [*command, "--root", str(root), "--site", str(site)], check=True, capture_output=True, text=True
    )
    return site


def ours(
    browser: Browser, site: Path, questions: Sequence[Question]
) -> tuple[dict[str, list[str]], list[int], list[int]]:
    """The results of every question, and the bytes of first and further searches."""
    first: list[int] = []
    further: list[int] = []
    with served(site) as (address, sent):
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{address}find/")
        found = page.evaluate(ASK_ENGINE, [question.query for question in questions])
        context.close()
        for at in range(0, len(questions), max(2, len(questions) // PAIRS)):
            context = browser.new_context()
            page = context.new_page()
            for question, counted in zip(questions[at : at + 2], (first, further), strict=False):
                sent.taken()
                page.goto(f"{address}find/?q={quote(question.query)}")
                page.wait_for_selector("#find-app:not([hidden])")
                counted.append(sent.taken())
            context.close()
    return found, first, further


def table(name: str, questions: Sequence[Question], found: dict[str, list[str]]) -> str:
    """The figures as Markdown."""
    lines = [f"\n| {name} | questions | hit@1 | hit@3 | MRR | nDCG@10 |", "|---|--:|--:|--:|--:|--:|"]
    for which in ("tuned", "held-out"):
        asked = [q for q in questions if _set_of(q) == which]
        if not asked:
            continue
        places = [_place(q, found[q.query]) for q in asked]
        figures = (
            mean(place == 1 for place in places),
            mean(place is not None and place <= 3 for place in places),
            mean(1 / place if place else 0 for place in places),
            mean(_ndcg(q, found[q.query]) for q in asked),
        )
        lines.append(f"| {which} | {len(asked)} | " + " | ".join(f"{one:.3f}" for one in figures) + " |")
    return "\n".join(lines)


def _set_of(question: Question) -> str:
    return "held-out" if question.held_out else "tuned"


def _place(question: Question, found: Sequence[str]) -> int | None:
    return next((at for at, one in enumerate(found[:DEEPEST], 1) if one in question.right), None)


def _ndcg(question: Question, found: Sequence[str]) -> float:
    gains = {one: max(1, 3 - place) for place, one in enumerate(question.right)}
    reached = sum(gains.get(one, 0) / math.log2(at + 1) for at, one in enumerate(found[:DEEPEST], 1))
    best = sum(gain / math.log2(at + 1) for at, gain in enumerate(gains.values(), 1))
    return reached / best


def _bytes(counts: Sequence[int]) -> str:
    if not counts:
        return "not asked"
    return f"{median(counts) / 1000:.1f} kB (median), {max(counts) / 1000:.1f} kB (most)"


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, sent: Sent, **kwargs: object) -> None:
        self.sent = sent
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def do_GET(self) -> None:  # the library's name
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return
        body = gzip.compress(file.read_bytes(), compresslevel=6, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=3600")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.path.startswith("/search/"):
            self.sent.add(len(body))
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes on while it is being answered is no fault."""


@contextmanager
def served(site: Path) -> Iterator[tuple[str, Sent]]:
    """The site on this machine, compressed and cacheable, and what was sent of its search."""
    sent = Sent()
    with _Server(("127.0.0.1", 0), partial(_Handler, directory=str(site), sent=sent)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", sent
        finally:
            server.shutdown()
            thread.join()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--site", type=Path, metavar="DIR", help="a site that is built already")
    parser.add_argument("--only", choices=("tuned", "held-out"), help="one part of the questions")
    parser.add_argument(
        "--misses", action="store_true", help="list the questions without a right first answer"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
