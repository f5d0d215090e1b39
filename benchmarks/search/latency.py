"""Measure how long a reader waits for results after the last key, in the header's box and on the find page.

    python -m benchmarks.search.latency [--services N | --root DIR | --site DIR] [--queries 36]

Queries of 1 to 6 words, in the words of the services' names and summaries, every fourth with a mistyped word, are typed
with real key events into a page of a built site: that of a synthetic catalog of N services, or of a repository (this
one, unless another is named). Each is typed twice, so that what it needs has been fetched before; the second time is
measured, within the page: from the input event of the last key until the frame after the last change of the results has
been drawn. What the page waits for further keys is part of it.

Exit status: 0 measured; 1 the site cannot be built or a page does not answer; 2 wrong arguments.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser, Error, Page

from benchmarks.serving import opened_browser, served
from benchmarks.sites import REPOSITORY, TooSmallError, built, made, phrases, service_pages
from benchmarks.visits import FIND_BOX, FIND_RESULTS, HEADER_BOX, HEADER_RESULTS, KEY

QUIET = 700
"""Milliseconds without a change after which results are taken to be the last."""

# `drawn` is when the frame after the latest change of the results was on the screen; a task runs right after painting.
WATCH = """([box, results]) => {
  const watched = globalThis.watched = { typed: 0, drawn: 0 };
  const note = () => { watched.typed = performance.now(); };
  document.querySelector(box).addEventListener("input", note, { capture: true });
  const channel = new MessageChannel();
  channel.port1.onmessage = () => { watched.drawn = performance.now(); };
  new MutationObserver(() => requestAnimationFrame(() => channel.port2.postMessage(0)))
    .observe(document.querySelector(results), { childList: true, subtree: true });
}"""
SETTLED = "quiet => watched.drawn > watched.typed && performance.now() - Math.max(watched.drawn, watched.typed) > quiet"


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="servicebook-latency-") as folder:
        try:
            site = options.site or _site(options, Path(folder))
            with opened_browser() as browser:
                queries = phrases(site, options.queries)
                found = {
                    "header's box": waits(
                        browser, site, service_pages(site, 1)[0], HEADER_BOX, HEADER_RESULTS, queries
                    ),
                    "find page": waits(browser, site, "find/", FIND_BOX, FIND_RESULTS, queries),
                }
        except (subprocess.CalledProcessError, Error, TooSmallError) as fault:
            print(getattr(fault, "stderr", None) or fault, file=sys.stderr)
            return 1
    print("| from the last key to results | queries | median | 9 of 10 within | slowest |")
    print("|:--|--:|--:|--:|--:|")
    for name, times in found.items():
        figures = (median(times), quantiles(times, n=10, method="inclusive")[-1], max(times))
        print(f"| {name} | {len(times)} | " + " | ".join(f"{one:.0f} ms" for one in figures) + " |")
    return 0


def _site(options: argparse.Namespace, folder: Path) -> Path:
    root = made(options.services, folder / "repository") if options.services else options.root
    return built(root, folder / "site")


def waits(
    browser: Browser, site: Path, path: str, box: str, results: str, queries: Sequence[str]
) -> list[float]:
    """The milliseconds that every query takes in a box of a page. Raises playwright's Error if nothing is shown."""
    with served(site) as (address, _):
        context = browser.new_context()
        page = context.new_page()
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        page.evaluate(WATCH, [box, results])
        times = [(_typed(page, box, query), _typed(page, box, query))[1] for query in queries]
        context.close()
    return times


def _typed(page: Page, box: str, query: str) -> float:
    page.fill(box, "")
    page.locator(box).press_sequentially(query, delay=KEY)
    page.wait_for_function(SETTLED, arg=QUIET)
    waited: float = page.evaluate("watched.drawn - watched.typed")
    return waited


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--services", type=int, metavar="N", help="make and build a catalog of this size")
    where.add_argument(
        "--root", type=Path, default=REPOSITORY, metavar="DIR", help="the catalog's repository"
    )
    where.add_argument("--site", type=Path, metavar="DIR", help="a site that is built already")
    parser.add_argument("--queries", type=_several, default=36, metavar="N", help="how many (default: 36)")
    return parser


def _several(text: str) -> int:
    if not text.strip().isdecimal() or int(text) < 2:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 1")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
