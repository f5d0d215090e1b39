"""Measure how well readers find what they look for, in their words: servicebook, the theme's own search, Pagefind.

    python -m benchmarks.search.run [--catalog ROOT[:QUERIES]]… [--aliases both|with|without]
                                    [--engines servicebook,theme,pagefind] [--only tuned|held-out] [--misses]
                                    [--save FILE] [--against FILE]

All three search the same pages in the same browser, and are asked the same questions:

- servicebook: the ranking that the find page and the box in the header ask (`rank`, `entries` of assets/engine.js);
- theme: the pages are built once more with the search plugin of MkDocs Material; its worker gets the plugin's index,
  and a query as the theme's script would send it. Results within one page are one result, as the theme shows them;
- pagefind: Pagefind at its defaults over the built site (`pip install 'pagefind[bin]'`; left out where it is missing).

A catalog is a repository with a file of questions: queries.json in it, unless another is named. Without `--catalog` it
is the example organization with the questions of this folder, best answer first, which were written by reading the
catalog before the ranking was tuned. Questions with `held_out` are apart: nothing may be tuned to them. `right` may
also say what each answer is worth: {"service:it/laptop-repair": 3, "role:it/desk-lead": 1}; `kind` is one of keyword,
task (a situation in everyday words), typo, jargon, foreign (the English of late learners, other languages).

Every catalog is asked twice: as it is, and a copy from which all `aliases` are removed, because aliases that somebody
wrote with questions in mind say little about a catalog that has none. `--aliases` asks one of them only.

Servicebook's results are answers: a service, a role, a question with its answer. The other engines know pages alone. A
page counts as every right answer that it holds, all at the page's place: the page that the answer links to, and for a
question about a service the service's page as well. This favors them a little, and nDCG never exceeds 1.

What is printed, for tuned and held-out questions apart: hit@1 and hit@3 (a right answer is the first, among the first
three), MRR (1 over the place of the first right answer, on average), nDCG@10 (gains 3, 2, 1, 1… in the order of the
answers, or as given) with its 95 % bootstrap interval, the same in every run, and the questions for which nothing at
all was found; nDCG@10 by kind; how much better servicebook is than each of the others, question by question; the bytes
(gzip) of a first and of a further search in a fresh profile: code, index, and ten results.

`--save` keeps the results in a file. `--against` compares with such a file, question by question: another commit's,
or those of the same catalogs before a change.

Exit status: 0 measured; 1 a site cannot be built or a page does not answer; 2 wrong arguments.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser, Error

from benchmarks.search.catalogs import Asked, parse, read, without_aliases
from benchmarks.search.engines import ENGINES, Found, NotInstalledError
from benchmarks.search.saved import Run, SavedResults, load, save
from benchmarks.search.tables import SETS, differences, misses, report, set_of
from benchmarks.serving import opened_browser
from benchmarks.sites import REPOSITORY, built

QUERIES = Path(__file__).with_name("queries.json")
ALIASES = {"both": (True, False), "with": (True,), "without": (False,)}
_UNREADABLE = (OSError, ValueError, KeyError, TypeError)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    asked = _asked(parser, options)
    before = _saved(parser, options.against)
    after: dict[Run, Mapping[str, Sequence[Sequence[str]]]] = {}
    with tempfile.TemporaryDirectory(prefix="servicebook-search-") as temporary:
        try:
            with opened_browser() as browser:
                for one, aliases, found in _measured(browser, asked, options, Path(temporary)):
                    print(report(one, aliases, found), end="\n\n", flush=True)
                    after |= {Run(one.name, aliases, engine): got.results for engine, got in found.items()}
                    if options.misses and "servicebook" in found:
                        print(misses(one.questions, found["servicebook"].results), end="\n\n")
        except (subprocess.CalledProcessError, Error) as fault:
            print(getattr(fault, "stderr", None) or fault, file=sys.stderr)
            return 1
    if before is not None:
        print(differences(asked, before, after))
    if options.save:
        save(options.save, after)
    return 0


def _asked(parser: argparse.ArgumentParser, options: argparse.Namespace) -> list[Asked]:
    """The catalogs with the questions that the options choose. Ends with status 2 where there are none."""
    asked = []
    for root, queries in options.catalog or [(options.root, options.queries)]:
        try:
            one = read(root, queries)
        except _UNREADABLE as fault:
            parser.error(f"{queries} holds no labelled questions: {fault!r}")
        chosen = tuple(question for question in one.questions if options.only in (None, set_of(question)))
        if not chosen:
            parser.error(f"{queries} holds no questions to ask")
        if one.name in [other.name for other in asked]:
            parser.error(
                f"two catalogs are called {one.name}: tables and saved results tell them by their organizations"
            )
        asked.append(replace(one, questions=chosen))
    return asked


def _saved(parser: argparse.ArgumentParser, path: Path | None) -> SavedResults | None:
    if path is None:
        return None
    try:
        return load(path)
    except _UNREADABLE as fault:
        parser.error(f"{path} holds no saved results: {fault!r}")


def _measured(
    browser: Browser, asked: Sequence[Asked], options: argparse.Namespace, folder: Path
) -> Iterator[tuple[Asked, bool, dict[str, Found]]]:
    """What the engines found in each catalog, as it is (True) and without its aliases (False)."""
    for one in asked:
        for aliases in ALIASES[options.aliases]:
            own = folder / f"{asked.index(one)}-{'as-it-is' if aliases else 'without-aliases'}"
            own.mkdir()
            root = one.root if aliases else without_aliases(one.root, own)
            site = built(root, own / "site")
            found = {}
            for name in options.engines:
                print(
                    f"asking {name}: {one.name}{'' if aliases else ', without aliases'}",
                    file=sys.stderr,
                    flush=True,
                )
                scratch = own / name
                scratch.mkdir()
                try:
                    found[name] = ENGINES[name](browser, one.questions, root, site, scratch)
                except NotInstalledError as missing:
                    print(missing, file=sys.stderr)
            yield one, aliases, found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add(
        "--catalog",
        type=parse,
        action="append",
        metavar="ROOT[:QUERIES]",
        help="a repository; may be repeated",
    )
    add("--root", type=Path, default=REPOSITORY, metavar="DIR", help="the only catalog's repository")
    add("--queries", type=Path, default=QUERIES, metavar="FILE", help="the only catalog's labelled questions")
    add(
        "--aliases",
        choices=ALIASES,
        default="both",
        help="ask as it is, without its aliases, or both (default)",
    )
    add(
        "--engines",
        type=_engines,
        default=list(ENGINES),
        metavar="NAME,NAME",
        help=f"some of {', '.join(ENGINES)}",
    )
    add("--only", choices=SETS, help="one part of the questions")
    add("--misses", action="store_true", help="list servicebook's questions without a right first answer")
    add("--save", type=Path, metavar="FILE", help="keep what was found")
    add("--against", type=Path, metavar="FILE", help="compare with what was kept earlier")
    return parser


def _engines(text: str) -> list[str]:
    names = text.split(",")
    if unknown := [name for name in names if name not in ENGINES]:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(ENGINES)}")
    return names


if __name__ == "__main__":
    sys.exit(main())
