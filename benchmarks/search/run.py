"""Measure how well readers find what they look for, in their words: servicebook, the theme's own search, Pagefind.

    python -m benchmarks.search.run [--root DIR] [--queries FILE] [--site DIR] [--engines servicebook,theme,pagefind]
                                    [--only tuned|held-out] [--misses]

All three search the same pages in the same browser, and are asked the same questions:

- servicebook: the ranking that the find page and the box in the header ask (`rank`, `entries` of assets/engine.js);
- theme: the pages are built once more with the search plugin of MkDocs Material; its worker gets the plugin's index,
  and a query as the theme's script would send it. Results within one page are one result, as the theme shows them;
- pagefind: Pagefind at its defaults over the built site (`pip install 'pagefind[bin]'`; left out where it is missing).

The questions of the example organization and their right answers are in queries.json, best answer first. They were
written by reading the catalog, before the ranking was tuned, and every third is held out: nothing may be tuned to it.
For another catalog, `--root` names its repository and `--queries` its questions, in the same format; there `right` may
also say what each answer is worth: {"service:it/laptop-repair": 3, "role:it/desk-lead": 1}.

Servicebook's results are answers: a service, a role, a question with its answer. The other engines know pages alone. A
page counts as every right answer that it holds, all at the page's place: the page that the answer links to, and for a
question about a service the service's page as well. This favors them a little, and nDCG never exceeds 1.

What is printed, for tuned and held-out questions apart: hit@1 and hit@3 (a right answer is the first, among the first
three), MRR (1 over the place of the first right answer, on average), nDCG@10 (gains 3, 2, 1, 1… in the order of the
answers, or as given) with its ratio to the theme's, and the questions for which nothing at all was found. Then the
bytes (gzip) of a first and of a further search in a fresh profile: code, index, and ten results.

Exit status: 0 measured; 1 a site cannot be built or a page does not answer; 2 wrong arguments.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from playwright.sync_api import Error

from benchmarks.search.engines import ENGINES, Found, NotInstalledError
from benchmarks.search.judging import Figures, Question, figures, place, ratio, read_questions
from benchmarks.serving import opened_browser
from benchmarks.sites import REPOSITORY, built

QUERIES = Path(__file__).with_name("queries.json")
SETS = {"tuned": False, "held-out": True}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        questions = [one for one in read_questions(options.queries) if options.only in (None, set_of(one))]
    except (OSError, ValueError, KeyError, TypeError) as fault:
        parser.error(f"{options.queries} holds no labelled questions: {fault!r}")
    if not questions:
        parser.error(f"{options.queries} holds no questions to ask")
    found: dict[str, Found] = {}
    with tempfile.TemporaryDirectory(prefix="servicebook-search-") as temporary:
        folder = Path(temporary)
        try:
            site = options.site or built(options.root, folder / "site")
            with opened_browser() as browser:
                for name in options.engines:
                    print(f"asking {name}", file=sys.stderr, flush=True)
                    scratch = folder / name
                    scratch.mkdir()
                    try:
                        found[name] = ENGINES[name](browser, questions, options.root, site, scratch)
                    except NotInstalledError as missing:
                        print(missing, file=sys.stderr)
        except (subprocess.CalledProcessError, Error) as fault:
            print(getattr(fault, "stderr", None) or fault, file=sys.stderr)
            return 1
    print(report(questions, found))
    if options.misses and "servicebook" in found:
        print(misses(questions, found["servicebook"]))
    return 0


def report(questions: Sequence[Question], found: Mapping[str, Found]) -> str:
    """All figures as Markdown."""
    sets = {name: [one for one in questions if set_of(one) == name] for name in SETS}
    judged = {
        (engine, name): figures(asked, one.results)
        for name, asked in sets.items()
        if asked
        for engine, one in found.items()
    }
    lines = [
        "| engine | questions | hit@1 | hit@3 | MRR | nDCG@10 | to the theme's | nothing found |",
        "|---|---|--:|--:|--:|--:|--:|--:|",
        *(_row(engine, name, one, judged.get(("theme", name))) for (engine, name), one in judged.items()),
        "",
        "| engine | first search | a further one |",
        "|---|--:|--:|",
        *(f"| {engine} | {_size(one.first)} | {_size(one.further)} |" for engine, one in found.items()),
    ]
    return "\n".join(lines)


def _row(engine: str, name: str, own: Figures, theme: Figures | None) -> str:
    times = ratio(own.ndcg, theme.ndcg) if theme else None
    means = " | ".join(f"{one:.3f}" for one in (own.hit_1, own.hit_3, own.mrr, own.ndcg))
    compared = "" if times is None else f"× {times:.2f}"
    return f"| {engine} | {own.questions} {name} | {means} | {compared} | {own.empty} |"


def _size(counts: Sequence[int]) -> str:
    return f"{median(counts) / 1000:,.1f} KB, at most {max(counts) / 1000:,.1f} KB" if counts else "not asked"


def misses(questions: Sequence[Question], found: Found) -> str:
    """The questions whose first result is not right, and what stands there instead."""
    parts = []
    for question in questions:
        results = found.results[question.query]
        if place(question, results) != 1:
            shown = (f"  {at}. {', '.join(one)}" for at, one in enumerate(results[:4], 1))
            parts.append("\n".join([f"\n{question.query}", f"  wanted {', '.join(question.gains)}", *shown]))
    return "\n".join(parts)


def set_of(question: Question) -> str:
    """The part of the questions that one belongs to."""
    return next(name for name, held_out in SETS.items() if held_out == question.held_out)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--root", type=Path, default=REPOSITORY, metavar="DIR", help="the catalog's repository"
    )
    parser.add_argument("--queries", type=Path, default=QUERIES, metavar="FILE", help="labelled questions")
    parser.add_argument(
        "--site", type=Path, metavar="DIR", help="the repository's site, where it is built already"
    )
    parser.add_argument(
        "--engines",
        type=_engines,
        default=list(ENGINES),
        metavar="NAME,NAME",
        help=f"some of {', '.join(ENGINES)}",
    )
    parser.add_argument("--only", choices=SETS, help="one part of the questions")
    parser.add_argument(
        "--misses", action="store_true", help="list servicebook's questions without a right first answer"
    )
    return parser


def _engines(text: str) -> list[str]:
    names = text.split(",")
    if unknown := [name for name in names if name not in ENGINES]:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(ENGINES)}")
    return names


if __name__ == "__main__":
    sys.exit(main())
