"""Measure what readers are sent: the bytes and requests of pages and of searches, as the catalog grows.

    python -m benchmarks.sent [--sizes 100,1000,10000] [--keep DIR] [--site DIR]

For each size a catalog is made (see make_catalog.py) and built in a temporary folder, or in a folder of --keep, where
a site that is there already is taken as it is. Several readers with fresh profiles go through the site in a browser:
home; two services one after the other; searches in the header's box, typed letter by letter; the find page with a query
in its address, and another query typed there. The server counts the body of every answer in gzip; all may be cached.

The medians go to stdout as a Markdown table, the most that any reader was sent behind them, with the budgets that
tests/browser/test_light.py holds on the example organization's site. --site measures one site that is built already.

Exit status: 0 measured; 1 a site cannot be built or a page does not answer; 2 wrong arguments.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from operator import attrgetter
from pathlib import Path
from statistics import median

from playwright.sync_api import Error

from benchmarks.serving import Amount, opened_browser
from benchmarks.sites import TooSmallError, built, made, phrases, service_pages
from benchmarks.visits import Reader, Visit, visit

READERS = 5
STEPS: Mapping[str, tuple[str, str]] = {
    "home": ("home, first visit", ""),
    "service": ("a service, first visit", "150 KB"),
    "next_service": ("the next service", "30 KB"),
    "box_first": ("first search, header's box", "300 KB"),
    "box_further": ("a further one", "60 KB"),
    "find_first": ("first search, find page", "300 KB"),
    "find_further": ("a further one there", "60 KB"),
}
"""What a row is called, and its budget."""


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    visits: dict[str, list[Visit]] = {}
    with ExitStack() as stack:
        try:
            browser = stack.enter_context(opened_browser())
            if options.site:
                visits[options.site.name] = visit(browser, options.site, readers(options.site))
            else:
                folder = options.keep or Path(
                    stack.enter_context(tempfile.TemporaryDirectory(prefix="servicebook-sent-"))
                )
                for size in options.sizes:
                    site = _site(folder, size)
                    print(f"{size:,} services", file=sys.stderr, flush=True)
                    visits[f"{size:,}"] = visit(browser, site, readers(site))
        except (subprocess.CalledProcessError, Error, TooSmallError) as fault:
            print(getattr(fault, "stderr", None) or fault, file=sys.stderr)
            return 1
    print(table(visits))
    return 0


def readers(site: Path) -> list[Reader]:
    """Some readers, each with pages and words of their own."""
    pages, queries = service_pages(site, 2 * READERS), phrases(site, 2 * READERS)
    pairs = range(0, len(pages) - 1, 2)
    return [Reader((pages[at], pages[at + 1]), (queries[at], queries[at + 1])) for at in pairs]


def table(visits: Mapping[str, Sequence[Visit]]) -> str:
    """The amounts of all readers as Markdown: a row a step, a column a site."""
    head = ("sent", *(f"{name} services" for name in visits), "budget")
    rows = [
        [name, *(_cell([attrgetter(step)(one) for one in all_of]) for all_of in visits.values()), budget]
        for step, (name, budget) in STEPS.items()
    ]
    rule = [":--", *["--:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))


def _cell(amounts: Sequence[Amount]) -> str:
    middle, most = (kind([one.bytes for one in amounts]) / 1000 for kind in (median, max))
    asked = median(one.requests for one in amounts)
    return f"{middle:.1f} KB ({most:.1f}), {asked:g} request{'' if asked == 1 else 's'}"


def _site(folder: Path, size: int) -> Path:
    site = folder / f"{size}"
    if not site.is_dir():
        with tempfile.TemporaryDirectory(prefix="servicebook-sent-") as root:
            built(made(size, Path(root) / "repository"), site)
    return site


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--sizes", type=_sizes, default="100,1000,10000", metavar="N,N", help="numbers of services"
    )
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where sites are kept, and taken from")
    parser.add_argument("--site", type=Path, metavar="DIR", help="measure this site alone")
    return parser


def _sizes(text: str) -> list[int]:
    """Sizes in growing order, each once."""
    try:
        sizes = sorted({int(size) for size in text.split(",")})
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} are not whole numbers") from None
    if sizes[0] < 2 * READERS:
        raise argparse.ArgumentTypeError(f"{sizes[0]} services are too few: {2 * READERS} are the least")
    return sizes


if __name__ == "__main__":
    sys.exit(main())
